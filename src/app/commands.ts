import type { Command } from "../platform/command/index.ts";
import type { BothLanguages } from "../platform/language/index.ts";

/** A command as the list of them shows it; what it needs is read only when it is asked for. */
export interface CommandEntry extends Pick<Command, "name"> {
  /** One line for the list of commands. */
  readonly summary: BothLanguages;
  load(): Promise<Command>;
}

/** In the order of the help text: the way of a krona, then the housekeeping. */
export const commands: readonly CommandEntry[] = [
  {
    name: "demo",
    summary: { sv: "skriver exempelpaketet Göteborg 2024", en: "write the example pack Göteborg 2024" },
    load: async () => (await import("./demo/commands/demo.ts")).demo,
  },
  {
    name: "begin",
    summary: {
      sv: "börja med egna böcker: ett första paket ur SIE-filer",
      en: "begin with your own books: a first pack out of SIE files",
    },
    load: async () => (await import("./begin/commands/begin.ts")).beginCommand,
  },
  {
    name: "load",
    summary: {
      sv: "läser in ett paket, eller en källfil, i databasen",
      en: "load a pack, or one source file, into the database",
    },
    load: async () => (await import("./pack/commands/load.ts")).loadCommand,
  },
  {
    name: "catalogue",
    summary: {
      sv: "en dags tjänster, räknade per kategori; en tjänst med namn, kategorier och erbjudanden",
      en: "services of a day, counted by class; one service with its names, classes and offerings",
    },
    load: async () => (await import("../service/catalogue/commands/catalogue.ts")).catalogueCommand,
  },
  {
    name: "customers",
    summary: {
      sv: "kunder: lista, översikt med andelar och nämnare, en kunds uppföljning, dialog, konsolidering",
      en: "customers: list, overview with shares and their denominators, one customer's follow-up, dialogue, consolidation",
    },
    load: async () => (await import("./commands/customers.ts")).customersCommand,
  },
  {
    name: "register",
    summary: {
      sv: "registren: tjänster, kunder, forum, behov, konsolideringsplaner ...; lista, lägg till, ändra, utkast, historik",
      en: "registers: services, customers, forums, needs, consolidation plans ...; list, add, change, drafts, history",
    },
    load: async () => (await import("./commands/register.ts")).registerCommand,
  },
  {
    name: "plan",
    summary: {
      sv: "budget och prognos: öppna, skriv i, Excel-mall fram och tillbaka, historik, fastställ",
      en: "budget and forecast: open, write in, by Excel template and back, history, freeze",
    },
    load: async () => (await import("../economy/planning/commands/plan.ts")).planCommand,
  },
  {
    name: "cost",
    summary: {
      sv: "vad varje tjänst kostar, och vem som bär det",
      en: "what every service costs, and who carries it",
    },
    load: async () => (await import("../economy/costing/commands/cost.ts")).costCommand,
  },
  {
    name: "model",
    summary: {
      sv: "kalkylmodellen: lista, visa, läs in, ta bort, kontrollera, jämför, prova",
      en: "the costing model: list, show, load, remove, check, diff, test",
    },
    load: async () => (await import("../economy/costing/commands/model.ts")).modelCommand,
  },
  {
    name: "driver",
    summary: {
      sv: "fördelningsgrunder: lista, visa, värden, frys, godkänn, invänd, kontrollera",
      en: "what costs are shared by: list, show, values, freeze, sign, object, check",
    },
    load: async () => (await import("../economy/costing/commands/driver.ts")).driverCommand,
  },
  {
    name: "scenario",
    summary: {
      sv: "utfall, budget, prognos och tänk om sida vid sida, skillnaden delad i avvikelser",
      en: "outcome, budget, forecast and what-if side by side, the difference split into effects",
    },
    load: async () => (await import("../economy/costing/commands/scenario.ts")).scenarioCommand,
  },
  {
    name: "lens",
    summary: {
      sv: "samma kostnader i andras kategorier: TBM, ESV, stadens egna",
      en: "the same costs in the categories of others: TBM, ESV, the city's own",
    },
    load: async () => (await import("../economy/costing/commands/lens.ts")).lensCommand,
  },
  {
    name: "price",
    summary: {
      sv: "prislistan: föreslagen ur kostnadsberäknad budget, simulerad för varje kund, beslutad",
      en: "the price list: proposed from costed budget, simulated for every customer, decided",
    },
    load: async () => (await import("../economy/pricing/commands/price.ts")).priceCommand,
  },
  {
    name: "saving",
    summary: {
      sv: "verklig besparing: vad en kund, de andra och staden sparar när färre enheter används",
      en: "what a customer, the others and the city really save when fewer units are used",
    },
    load: async () => (await import("../economy/pricing/commands/saving.ts")).savingCommand,
  },
  {
    name: "usage",
    summary: {
      sv: "förbrukning: läs in från fil, rättelser också; per dag och månad; mätare; vad en volym består av",
      en: "usage: load from a file, corrections too; by day and month; meters; what a volume is made of",
    },
    load: async () => (await import("../economy/metering/commands/usage.ts")).usageCommand,
  },
  {
    name: "order",
    summary: {
      sv: "beställningar: mer eller mindre av en artikel för en kund från en dag, med sin kedja",
      en: "orders: more or less of an item for a customer from a day, with their chain",
    },
    load: async () => (await import("../economy/ordering/commands/order.ts")).orderCommand,
  },
  {
    name: "bill",
    summary: {
      sv: "fakturor: provkör, jämför, godkänn, utfärda, leverera, lista, visa, för ut",
      en: "invoices: rehearse, compare, approve, issue, deliver, list, show, export",
    },
    load: async () => (await import("../economy/invoicing/commands/bill.ts")).billCommand,
  },
  {
    name: "correct",
    summary: {
      sv: "rättelser bakåt i tiden: föreslå, godkänn, lista",
      en: "retroactive corrections: propose, accept, list",
    },
    load: async () => (await import("../economy/invoicing/commands/correct.ts")).correctCommand,
  },
  {
    name: "objection",
    summary: {
      sv: "invändningar: vad en kund invänder mot på en faktura, svaret, krediten",
      en: "what a customer objects to on an invoice, the answer, the credit",
    },
    load: async () => (await import("../economy/invoicing/commands/objection.ts")).objectionCommand,
  },
  {
    name: "revenue",
    summary: {
      sv: "vad som flyttade intäkterna: pris, volym, nya och förlorade kunder, nya tjänster",
      en: "what moved the revenue: price, volume, new and lost customers, new services",
    },
    load: async () => (await import("../economy/invoicing/commands/revenue.ts")).revenueCommand,
  },
  {
    name: "settle",
    summary: {
      sv: "återreglering: årets över- eller underskott med kunderna, från förslag till dokument",
      en: "settlement of the year with the customers, from proposal to documents",
    },
    load: async () => (await import("../economy/settlement/commands/settle.ts")).settleCommand,
  },
  {
    name: "receivables",
    summary: {
      sv: "fordringar: vad kunderna var skyldiga en dag, hur länge det varit förfallet, vad som betalts sedan",
      en: "what customers owed on a day, how long it had been due, what has been paid since",
    },
    load: async () => (await import("../economy/invoicing/commands/receivables.ts")).receivablesCommand,
  },
  {
    name: "reconcile",
    summary: {
      sv: "avstämning: det fakturerade en månad mot det som köparen har bokfört",
      en: "what was invoiced in a month against what the buyer has booked",
    },
    load: async () => (await import("../economy/reconciliation/commands/reconcile.ts")).reconcileCommand,
  },
  {
    name: "month",
    summary: {
      sv: "stäng en månad steg för steg: vad som är kvar, vad som stoppar, protokollet; två öppnar den igen",
      en: "close a month step by step: what is left, what stops, the protocol; reopen it by two persons",
    },
    load: async () => (await import("../economy/closing/commands/month.ts")).monthCommand,
  },
  {
    name: "statement",
    summary: {
      sv: "ekonomiska rapporter: resultat, balans, avdelningar, tjänsters kostnad, nyckeltal",
      en: "financial statements: income, balance, departments, service costs, key figures",
    },
    load: async () => (await import("../economy/statements/commands/statement.ts")).statementCommand,
  },
  {
    name: "report",
    summary: {
      sv: "årsrapporten ur böckerna och vad i den som inte håller; kontroll av vilken rapport som helst",
      en: "build the annual report from the books, what in it does not hold; check anybody's report",
    },
    load: async () => (await import("./commands/report.ts")).reportCommand,
  },
  {
    name: "explain",
    summary: {
      sv: "underlaget till vilket tal som helst, ner till verifikationsraden och tillbaka",
      en: "the basis of any figure, down to the voucher line and back",
    },
    load: async () => (await import("./commands/explain.ts")).explainCommand,
  },
  {
    name: "verify",
    summary: {
      sv: "prövar allt som alltid ska gälla för det som är sparat, en rad för varje",
      en: "check every invariant of what is stored, one line each",
    },
    load: async () => (await import("./commands/verify.ts")).verifyCommand,
  },
  {
    name: "backup",
    summary: { sv: "säkerhetskopia: allt till en fil", en: "the whole data set to one file" },
    load: async () => (await import("./commands/backup.ts")).backupCommand,
  },
  {
    name: "restore",
    summary: { sv: "återställer en säkerhetskopia i databasen", en: "a backup back into the database" },
    load: async () => (await import("./commands/restore.ts")).restoreCommand,
  },
  {
    name: "serve",
    summary: {
      sv: "webben och API:et på http://127.0.0.1:3000",
      en: "the web and the API on http://127.0.0.1:3000",
    },
    load: async () => (await import("./commands/serve.ts")).serveCommand,
  },
  {
    name: "job",
    summary: {
      sv: "jobb: arbete i bakgrunden; lista, visa, avbryt, arbeta",
      en: "work in the background: list, show, cancel, work",
    },
    load: async () => (await import("./commands/job.ts")).jobCommand,
  },
  {
    name: "webhook",
    summary: {
      sv: "vilka utanför som underrättas om vad: händelser, lista, föreslå, godkänn, logg, skicka om, pausa, nyckel, leverera",
      en: "who outside is told of what: events, list, propose, approve, log, resend, pause, secret, deliver",
    },
    load: async () => (await import("./commands/webhook.ts")).webhookCommand,
  },
  {
    name: "user",
    summary: {
      sv: "personer: lista, lägg till, ändra, stäng ute, släpp in, bjud in, återställ, nyckel",
      en: "people: list, add, change, disable, enable, invite, reset, key",
    },
    load: async () => (await import("./commands/user.ts")).userCommand,
  },
  {
    name: "doctor",
    summary: {
      sv: "hur maskinen och databasen mår, en rad för varje",
      en: "the health of the machine and the database, one line each",
    },
    load: async () => (await import("./commands/doctor.ts")).doctorCommand,
  },
];
