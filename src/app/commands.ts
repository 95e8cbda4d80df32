import type { Command } from "../platform/command/index.ts";

/** A command as the list of them shows it; what it needs is read only when it is asked for. */
export interface CommandEntry extends Pick<Command, "name" | "summary"> {
  load(): Promise<Command>;
}

/** In the order of the help text: the way of a krona, then the housekeeping. */
export const commands: readonly CommandEntry[] = [
  {
    name: "demo",
    summary: "write the example pack Göteborg 2024",
    load: async () => (await import("./demo/commands/demo.ts")).demo,
  },
  {
    name: "begin",
    summary: "begin with your own books: a first pack out of SIE files",
    load: async () => (await import("./begin/commands/begin.ts")).beginCommand,
  },
  {
    name: "load",
    summary: "load a pack, or one source file, into the database",
    load: async () => (await import("./pack/commands/load.ts")).loadCommand,
  },
  {
    name: "catalogue",
    summary: "services of a day, counted by class; one service with its names, classes and offerings",
    load: async () => (await import("../service/catalogue/commands/catalogue.ts")).catalogueCommand,
  },
  {
    name: "customers",
    summary:
      "customers: list, overview with shares and their denominators, one customer's follow-up, dialogue, consolidation",
    load: async () => (await import("./commands/customers.ts")).customersCommand,
  },
  {
    name: "register",
    summary:
      "registers: services, customers, forums, needs, consolidation plans ...; list, add, change, history",
    load: async () => (await import("./commands/register.ts")).registerCommand,
  },
  {
    name: "plan",
    summary: "budget and forecast: open, write in, by Excel template and back, history, freeze",
    load: async () => (await import("../economy/planning/commands/plan.ts")).planCommand,
  },
  {
    name: "cost",
    summary: "what every service costs, and who carries it",
    load: async () => (await import("../economy/costing/commands/cost.ts")).costCommand,
  },
  {
    name: "model",
    summary: "the costing model: list, show, load, remove, check, diff, test",
    load: async () => (await import("../economy/costing/commands/model.ts")).modelCommand,
  },
  {
    name: "driver",
    summary: "what costs are shared by: list, show, values, freeze, sign, object, check",
    load: async () => (await import("../economy/costing/commands/driver.ts")).driverCommand,
  },
  {
    name: "scenario",
    summary: "outcome, budget, forecast and what-if side by side, the difference split into effects",
    load: async () => (await import("../economy/costing/commands/scenario.ts")).scenarioCommand,
  },
  {
    name: "lens",
    summary: "the same costs in the categories of others: TBM, ESV, the city's own",
    load: async () => (await import("../economy/costing/commands/lens.ts")).lensCommand,
  },
  {
    name: "price",
    summary: "the price list: proposed from costed budget, simulated for every customer, decided",
    load: async () => (await import("../economy/pricing/commands/price.ts")).priceCommand,
  },
  {
    name: "saving",
    summary: "verklig besparing: what a customer, the others and the city save when fewer units are used",
    load: async () => (await import("../economy/pricing/commands/saving.ts")).savingCommand,
  },
  {
    name: "usage",
    summary:
      "förbrukning: load usage from a file, corrections too; by day and month; meters; what a volume is made of",
    load: async () => (await import("../economy/metering/commands/usage.ts")).usageCommand,
  },
  {
    name: "order",
    summary: "beställningar: more or less of an item for a customer from a day, with their chain",
    load: async () => (await import("../economy/ordering/commands/order.ts")).orderCommand,
  },
  {
    name: "bill",
    summary: "invoices: rehearse, compare, approve, issue, deliver, list, show, export",
    load: async () => (await import("../economy/invoicing/commands/bill.ts")).billCommand,
  },
  {
    name: "correct",
    summary: "retroactive corrections: propose, accept, list",
    load: async () => (await import("../economy/invoicing/commands/correct.ts")).correctCommand,
  },
  {
    name: "objection",
    summary: "invändningar: what a customer objects to on an invoice, the answer, the credit",
    load: async () => (await import("../economy/invoicing/commands/objection.ts")).objectionCommand,
  },
  {
    name: "revenue",
    summary: "what moved the revenue: price, volume, new and lost customers, new services",
    load: async () => (await import("../economy/invoicing/commands/revenue.ts")).revenueCommand,
  },
  {
    name: "settle",
    summary: "återreglering: settlement of the year with the customers, from proposal to documents",
    load: async () => (await import("../economy/settlement/commands/settle.ts")).settleCommand,
  },
  {
    name: "reconcile",
    summary: "avstämning: what was invoiced in a month against what the buyer has booked",
    load: async () => (await import("../economy/reconciliation/commands/reconcile.ts")).reconcileCommand,
  },
  {
    name: "month",
    summary: "close a month step by step: what is left, what stops, the protocol; reopen it by two persons",
    load: async () => (await import("../economy/closing/commands/month.ts")).monthCommand,
  },
  {
    name: "statement",
    summary: "financial statements: income, balance, departments, service costs, key figures",
    load: async () => (await import("../economy/statements/commands/statement.ts")).statementCommand,
  },
  {
    name: "report",
    summary:
      "rapport: build the annual report from the books, what in it does not hold; check anybody's report",
    load: async () => (await import("./commands/report.ts")).reportCommand,
  },
  {
    name: "explain",
    summary: "the basis of any figure, down to the voucher line and back",
    load: async () => (await import("./commands/explain.ts")).explainCommand,
  },
  {
    name: "verify",
    summary: "check every invariant of what is stored, one line each",
    load: async () => (await import("./commands/verify.ts")).verifyCommand,
  },
  {
    name: "backup",
    summary: "the whole data set to one file",
    load: async () => (await import("./commands/backup.ts")).backupCommand,
  },
  {
    name: "restore",
    summary: "a backup back into the database",
    load: async () => (await import("./commands/restore.ts")).restoreCommand,
  },
  {
    name: "serve",
    summary: "the web and the API on http://127.0.0.1:3000",
    load: async () => (await import("./commands/serve.ts")).serveCommand,
  },
  {
    name: "job",
    summary: "jobb: work in the background: list, show, cancel, work",
    load: async () => (await import("./commands/job.ts")).jobCommand,
  },
  {
    name: "webhook",
    summary:
      "who outside is told of what: events, list, propose, approve, log, resend, pause, secret, deliver",
    load: async () => (await import("./commands/webhook.ts")).webhookCommand,
  },
  {
    name: "user",
    summary: "people: list, add, change, disable, enable, invite, reset, key",
    load: async () => (await import("./commands/user.ts")).userCommand,
  },
  {
    name: "doctor",
    summary: "the health of the machine and the database, one line each",
    load: async () => (await import("./commands/doctor.ts")).doctorCommand,
  },
];
