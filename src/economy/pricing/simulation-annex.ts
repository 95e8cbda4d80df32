import type { BoardBlock, BoardDocument } from "../../formats/pdf/index.ts";
import type { SheetColumn, Workbook } from "../../formats/xlsx/index.ts";
import { byCode, type Day, type Ore, ore } from "../../kernel/index.ts";
import {
  formatAmount,
  formatPercent,
  formatPrice,
  formatQuantity,
  type Language,
} from "../../platform/language/index.ts";
import { sumAmounts } from "./effects.ts";
import type { Charge, PriceItem } from "./price-list.ts";
import { type Amounts, byHardest } from "./simulate.ts";
import type { ShownSimulation } from "./simulation-json.ts";
import {
  againstText,
  decisionText,
  effectWords,
  roundingText,
  simulationAssumptions,
  stateWords,
  versionMark,
} from "./simulation-words.ts";

/** Who made the annex, for whom, and what the codes are called. */
export interface AnnexFrame {
  readonly language: Language;
  readonly provider: string;
  readonly synthetic: boolean;
  readonly madeBy: string;
  readonly day: Day;
  readonly customer: (code: string) => string;
  readonly service: (code: string) => string;
}

/** So many services are named under a customer on paper; the workbook has them all. */
const namedServices = 3;

/** The board's annex (konsekvensbilaga): what the price list means for every customer, why, and on what assumptions. */
export function simulationDocument(shown: ShownSimulation, frame: AnnexFrame): BoardDocument {
  const { version, simulation, against } = shown;
  const { language } = frame;
  const sv = language === "sv";
  const title = sv
    ? `Prislista ${version.fiscalYear}: konsekvens för kunderna`
    : `Price list ${version.fiscalYear}: consequence for the customers`;
  const tkr = (amount: Ore): string => formatAmount(amount, language, "tkr");
  const effects = shownEffects(simulation.totals);
  const figures = (row: Amounts): string[] => [
    tkr(row.nowOre),
    tkr(row.previousOre),
    tkr(row.differenceOre),
    percent(row, language),
    ...effects.map(([name]) => tkr(row.effects[name])),
  ];
  const head = [
    String(version.fiscalYear),
    String(against.year),
    sv ? "Skillnad" : "Difference",
    "%",
    ...effects.map(([, word]) => word[language]),
  ];
  const linesOf = new Map<string, (typeof simulation.lines)[number][]>();
  for (const line of simulation.lines)
    linesOf.set(line.customer, [...(linesOf.get(line.customer) ?? []), line]);
  const causes = (customer: string): string =>
    (linesOf.get(customer) ?? [])
      .filter((line) => line.differenceOre !== 0)
      .toSorted(
        (a, b) => Math.abs(b.differenceOre) - Math.abs(a.differenceOre) || byCode(a.service, b.service),
      )
      .slice(0, namedServices)
      .map((line) => `${frame.service(line.service)} ${signed(line.differenceOre, language)}`)
      .join("; ");
  const hardest = byHardest(simulation.customers);
  const blocks: BoardBlock[] = [
    {
      kind: "facts",
      facts: [
        [
          sv ? "Version" : "Version",
          `${version.version}, ${stateWords[version.state][language].toLowerCase()}`,
        ],
        [sv ? "Gäller" : "Valid", `${version.validFrom} – ${version.validTo}`],
        [sv ? "Beslut" : "Decision", decisionText(version, language)],
        [sv ? "Jämförs med" : "Compared with", againstText(against, language)],
        [sv ? "Framtagen av" : "Made by", `${frame.madeBy}, ${frame.day}`],
        [sv ? "Avrundning" : "Rounding", roundingText(version.rounding, language)],
      ],
    },
    { kind: "text", text: summaryText(shown, language) },
    { kind: "heading", text: sv ? "Per kund, tusental kronor" : "By customer, SEK thousand" },
    {
      kind: "table",
      texts: 1,
      head: [sv ? "Kund" : "Customer", ...head],
      rows: hardest.map((row) => [frame.customer(row.customer), ...figures(row)]),
      total: [sv ? "Summa" : "Sum", ...figures(simulation.totals)],
    },
    {
      kind: "text",
      text: sv
        ? "Störst ökning först. Belopp i hela tusental kan avvika från sin summa; öret står i Excel-bilagan."
        : "The largest increase first. Amounts in whole thousands may differ from their sum; the öre stand in the workbook.",
    },
    {
      kind: "heading",
      text: sv ? "Vad som orsakar det, kund för kund" : "What causes it, customer by customer",
    },
    {
      kind: "table",
      texts: 2,
      head: [
        sv ? "Kund" : "Customer",
        sv ? "Tjänster som ändras mest, tkr" : "Services that change most, SEK thousand",
        sv ? "Skillnad" : "Difference",
      ],
      rows: hardest.map((row) => [
        frame.customer(row.customer),
        causes(row.customer),
        tkr(row.differenceOre),
      ]),
      total: [sv ? "Summa" : "Sum", "", tkr(simulation.totals.differenceOre)],
    },
    { kind: "heading", text: sv ? "Per tjänst, tusental kronor" : "By service, SEK thousand" },
    {
      kind: "table",
      texts: 1,
      head: [sv ? "Tjänst" : "Service", ...head],
      rows: servicesOf(shown).map((row) => [frame.service(row.customer), ...figures(row)]),
      total: [sv ? "Summa" : "Sum", ...figures(simulation.totals)],
    },
    { kind: "heading", text: sv ? "Priserna" : "The prices" },
    {
      kind: "table",
      texts: 3,
      head: [
        sv ? "Post" : "Item",
        sv ? "Debiteras" : "Charged",
        sv ? "Pris, kr" : "Price, SEK",
        sv ? "Kostnad att täcka, kr" : "Cost to recover, SEK",
      ],
      rows: version.items
        .toSorted((a, b) => byCode(a.item, b.item))
        .map((item) => [
          sv ? item.nameSv : item.nameEn,
          chargeWords(item, language),
          itemPriceText(item, language),
          item.totalOre === undefined ? "" : formatAmount(item.totalOre, language),
        ]),
    },
    { kind: "heading", text: sv ? "Antaganden" : "Assumptions" },
    { kind: "list", items: simulationAssumptions(shown, language) },
  ];
  return {
    language,
    title,
    author: frame.provider,
    day: frame.day,
    isWide: true,
    footer: versionMark(shown, language),
    ...(frame.synthetic
      ? { synthetic: sv ? "Exempel: uppgifterna är påhittade." : "Example: the figures are invented." }
      : {}),
    blocks,
  };
}

/** The same as a workbook: every customer and service, to the öre. */
export function simulationWorkbook(shown: ShownSimulation, frame: AnnexFrame): Workbook {
  const { version, simulation, against } = shown;
  const { language } = frame;
  const sv = language === "sv";
  const amounts: SheetColumn[] = [
    { header: String(version.fiscalYear), key: "now", kind: "kronor" },
    { header: String(against.year), key: "previous", kind: "kronor" },
    { header: sv ? "Skillnad" : "Difference", key: "difference", kind: "kronor" },
    ...effectWords.map(([name, word]): SheetColumn => ({
      header: word[language],
      key: name,
      kind: "kronor",
    })),
  ];
  const cells = (row: Amounts): Record<string, number> => ({
    now: row.nowOre,
    previous: row.previousOre,
    difference: row.differenceOre,
    ...row.effects,
  });
  const customer: SheetColumn[] = [
    { header: sv ? "Kundkod" : "Customer code", key: "customer", kind: "text" },
    { header: sv ? "Kund" : "Customer", key: "name", kind: "text", width: 36 },
  ];
  const named = (code: string): Record<string, string> => ({ customer: code, name: frame.customer(code) });
  const total = { customer: "", name: sv ? "Summa" : "Sum", ...cells(simulation.totals) };
  return {
    title: sv
      ? `Prislista ${version.fiscalYear}: konsekvens`
      : `Price list ${version.fiscalYear}: consequence`,
    sheets: [
      {
        name: sv ? "Kunder" : "Customers",
        columns: [...customer, ...amounts],
        rows: [
          ...byHardest(simulation.customers).map((row) => ({ ...named(row.customer), ...cells(row) })),
          total,
        ],
      },
      {
        name: sv ? "Kunder och tjänster" : "Customers and services",
        columns: [
          ...customer,
          { header: sv ? "Tjänstekod" : "Service code", key: "service", kind: "text" },
          { header: sv ? "Tjänst" : "Service", key: "serviceName", kind: "text", width: 36 },
          ...amounts,
        ],
        rows: byHardest(simulation.lines).map((row) => ({
          ...named(row.customer),
          service: row.service,
          serviceName: frame.service(row.service),
          ...cells(row),
        })),
      },
      {
        name: sv ? "Priser" : "Prices",
        columns: [
          { header: sv ? "Post" : "Item", key: "item", kind: "text" },
          { header: sv ? "Benämning" : "Name", key: "name", kind: "text", width: 40 },
          { header: sv ? "Debiteras" : "Charged", key: "charge", kind: "text", width: 30 },
          { header: sv ? "Enhet" : "Unit", key: "unit", kind: "text" },
          { header: sv ? "Pris" : "Price", key: "price", kind: "text", width: 24 },
          { header: sv ? "Kostnad att täcka" : "Cost to recover", key: "total", kind: "kronor" },
        ],
        rows: version.items
          .toSorted((a, b) => byCode(a.item, b.item))
          .map((item) => ({
            item: item.item,
            name: sv ? item.nameSv : item.nameEn,
            charge: chargeWords(item, language),
            unit: item.unit,
            price: itemPriceText(item, language),
            total: item.totalOre,
          })),
      },
      {
        name: sv ? "Underlag" : "Basis",
        columns: [
          { header: sv ? "Uppgift" : "What", key: "what", kind: "text", width: 24 },
          { header: sv ? "Värde" : "Value", key: "value", kind: "text", width: 100 },
        ],
        rows: [
          { what: sv ? "Leverantör" : "Provider", value: frame.provider },
          { what: "Version", value: version.version },
          { what: sv ? "Läge" : "State", value: stateWords[version.state][language] },
          { what: sv ? "Gäller" : "Valid", value: `${version.validFrom} – ${version.validTo}` },
          { what: sv ? "Beslut" : "Decision", value: decisionText(version, language) },
          { what: sv ? "Jämförs med" : "Compared with", value: againstText(against, language) },
          { what: sv ? "Framtagen av" : "Made by", value: `${frame.madeBy}, ${frame.day}` },
          { what: sv ? "Kontrollsumma (SHA-256)" : "Hash (SHA-256)", value: shown.contentSha256 },
          ...simulationAssumptions(shown, language).map((value) => ({
            what: sv ? "Antagande" : "Assumption",
            value,
          })),
        ],
      },
    ],
  };
}

/** One sentence or two that hold the whole of it. */
export function summaryText({ version, simulation, against }: ShownSimulation, language: Language): string {
  const sv = language === "sv";
  const { totals, customers } = simulation;
  const more = customers.filter((row) => row.differenceOre > 0).length;
  const less = customers.filter((row) => row.differenceOre < 0).length;
  const mnkr = (amount: Ore): string => `${formatAmount(amount, language, "mnkr")} ${sv ? "mnkr" : "SEK m"}`;
  const parts = effectWords
    // What prints as nought in millions is nothing to read about; the table has it.
    .filter(([name]) => Math.abs(totals.effects[name]) >= 5_000_000)
    .map(
      ([name, word]) => `${word[language].toLowerCase()} ${signed(totals.effects[name], language, "mnkr")}`,
    )
    .join(", ");
  const cause = parts === "" ? "" : sv ? `, varav ${parts}` : `, of which ${parts}`;
  const change = `${signed(totals.differenceOre, language, "mnkr")} ${sv ? "mnkr" : "SEK m"} (${percent(totals, language)})${cause}`;
  const sums = sv
    ? `${mnkr(totals.nowOre)} ${version.fiscalYear} mot ${mnkr(totals.previousOre)} ${against.year}: ${change}.`
    : `${mnkr(totals.nowOre)} in ${version.fiscalYear} against ${mnkr(totals.previousOre)} in ${against.year}: ${change}.`;
  if (customers.length === 1) return sv ? `Kunden betalar ${sums}` : `The customer pays ${sums}`;
  return sv
    ? `${customers.length} kunder betalar tillsammans ${sums} ${more} betalar mer och ${less} mindre.`
    : `${customers.length} customers together pay ${sums} ${more} pay more and ${less} less.`;
}

export function percent(row: Amounts, language: Language): string {
  return row.previousOre > 0
    ? formatPercent({ numerator: row.differenceOre, denominator: row.previousOre }, language)
    : "–";
}

/** The effects there is anything of, and always the four that belong to a price list. */
export function shownEffects(totals: Amounts): typeof effectWords {
  return effectWords.filter(([name]) => name !== "otherOre" || totals.effects[name] !== 0);
}

/** What a service's customers pay together; the code of the service stands where a customer's does. */
function servicesOf({ simulation }: ShownSimulation): (Amounts & { readonly customer: string })[] {
  const services = new Map<string, Amounts[]>();
  for (const line of simulation.lines)
    services.set(line.service, [...(services.get(line.service) ?? []), line]);
  return byHardest(
    [...services].map(([service, lines]) => {
      const sum = sumAmounts(lines);
      return { ...sum, customer: service, differenceOre: ore(sum.nowOre - sum.previousOre) };
    }),
  );
}

function signed(amount: Ore, language: Language, unit: "tkr" | "mnkr" = "tkr"): string {
  return `${amount > 0 ? "+" : ""}${formatAmount(amount, language, unit)}`;
}

/** How an item is charged, in words. */
export function chargeWords(item: Pick<PriceItem, "charge" | "scheme">, language: Language): string {
  const charges: Record<Charge, { sv: string; en: string }> = {
    fee: { sv: "Årsavgift i tolftedelar", en: "Yearly fee in twelfths" },
    metered: { sv: "Pris gånger månadens volym", en: "Price times the month's volume" },
    "direct-sale": { sv: "Vid varje försäljning", en: "By the sale" },
    "pass-through": { sv: "Vidarefaktureras", en: "Passed on" },
  };
  const schemes = {
    graduated: { sv: "Trappa: varje steg till sitt pris", en: "Graduated: each tier at its price" },
    volume: { sv: "Allt till det nådda stegets pris", en: "All at the price of the tier reached" },
    package: { sv: "Påbörjade paket", en: "Started packages" },
    seat: { sv: "Per plats", en: "By the seat" },
    capacity: { sv: "Kapacitet, med pris för överuttag", en: "Capacity, with a price above it" },
  };
  return (item.scheme === undefined ? charges[item.charge] : schemes[item.scheme])[language];
}

/** "334,40 per st", or every tier: "0–10: 100,00; 10–: 80,00". */
export function itemPriceText(item: PriceItem, language: Language): string {
  if (item.tiers !== undefined)
    return item.tiers
      .map((tier, at, all) => {
        const next = all[at + 1];
        const to = next === undefined ? "" : formatQuantity(next.fromMicro, language);
        return `${formatQuantity(tier.fromMicro, language)}–${to}: ${formatPrice(tier.priceMicro, language)}`;
      })
      .join("; ");
  if (item.priceMicro === undefined)
    return item.charge === "fee" ? (language === "sv" ? "avgift per kund" : "a fee per customer") : "";
  return `${formatPrice(item.priceMicro, language)} ${language === "sv" ? "per" : "a"} ${item.unit}`;
}
