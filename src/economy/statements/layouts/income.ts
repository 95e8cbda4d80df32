import type { LayoutRow, Selection, StatementLayout } from "../layout.ts";
import type { LayoutContext } from "./context.ts";
import { anyCost, anyRevenue, grant, heading, revenueOrCost, sum } from "./rows.ts";

/** Classes outside the settled ones that have a row of their own when the provider has them. */
const ownRows = [
  { id: "sister-procurement", class: "sister-procurement", labels: ["Inköp, INK", "Procurement, INK"] },
  {
    id: "sister-dm",
    class: "sister-dm",
    labels: ["Digital infrastruktur, DM", "Digital infrastructure, DM"],
  },
  { id: "service-card", class: "service-card", labels: ["E-tjänstekort", "Electronic service card"] },
  { id: "accounting-services", class: "accounting", labels: ["Redovisningstjänster", "Accounting services"] },
] as const;

/** The register names one service of the class; a row names them all. */
export const plurals: Readonly<Record<string, readonly [string, string]>> = {
  core: ["Bastjänster", "Core services"],
};

/** Cost elements and their labels: one label for each code. */
export const costElements = [
  { element: "staff", labels: ["Personalkostnader", "Staff costs"] },
  { element: "consultants", labels: ["Konsultkostnader", "Consultant costs"] },
  {
    element: "it",
    labels: [
      "IT-program, IT-licenser, IT-tjänster, hyra IT-utrustning",
      "Software, licences, IT services, rental of IT equipment",
    ],
  },
  { element: "other", labels: ["Övriga kostnader", "Other costs"] },
  { element: "financial", labels: ["Finansnetto", "Net financial items"] },
] as const;

/** The income statement by service category (R057): revenue by class and activity, costs by element. */
export function income({ classes }: LayoutContext): StatementLayout {
  const settled = classes.filter((entry) => entry.settled);
  const own = ownRows.filter((row) => classes.some((entry) => entry.class === row.class));
  const operation = settled.map((entry) => revenueOfClass(entry, "operation"));
  const change = settled.map((entry) => revenueOfClass(entry, "change"));
  const ids = (rows: readonly LayoutRow[]): string[] => rows.map((row) => row.id);
  const ownIds = own.map((row) => row.id);
  return {
    id: "income",
    title_sv: "Resultaträkning",
    title_en: "Income statement",
    columns: ["actual", "budget", "variance", "forecast", "previous", "previous2"],
    printed: ["actual", "budget", "variance", "previous"],
    basis: "whole",
    rows: [
      heading("revenues", ["Verksamhetens intäkter", "Revenue"]),
      ...operation,
      sum("operation", ["Totalt förvaltning", "Total operation"], 2, ids(operation)),
      ...change,
      sum("change", ["Totalt förändringsinsatser", "Total change initiatives"], 2, ids(change)),
      sum(
        "operation-and-change",
        ["Totalt förvaltning och förändringsinsatser", "Total operation and change initiatives"],
        1,
        ["operation", "change"],
      ),
      ...own.map((row) =>
        revenueOrCost(row.id, row.labels, 2, revenueOf(row.class, row.id), {
          except: ["municipal-grant"],
          dashEmpty: true,
        }),
      ),
      revenueOrCost(
        "additional",
        [
          "Tilläggstjänster, direktförsäljning och övriga intäkter",
          "Additional services, direct sales and other revenue",
        ],
        2,
        [anyRevenue],
        { except: [...ids(operation), ...ids(change), ...ownIds, "municipal-grant"] },
      ),
      revenueOrCost("municipal-grant", ["Kommunbidrag", "Municipal grant"], 2, [grant]),
      sum("revenue", ["Totala intäkter", "Total revenue"], 1, [
        "operation-and-change",
        ...ownIds,
        "additional",
        "municipal-grant",
      ]),
      heading("expenses", ["Verksamhetens kostnader", "Costs"]),
      ...costElements.map(({ element, labels }) =>
        revenueOrCost(
          element,
          labels,
          2,
          [element === "other" ? anyCost : { ...anyCost, element: [element] }],
          element === "other" ? { except: ["staff", "consultants", "it", "financial"] } : {},
        ),
      ),
      sum(
        "costs",
        ["Totala kostnader", "Total costs"],
        1,
        costElements.map(({ element }) => element),
      ),
      sum("result", ["Årets resultat", "Result for the year"], 0, ["revenue", "costs"]),
    ],
  };
}

function revenueOfClass(
  entry: LayoutContext["classes"][number],
  activity: "operation" | "change",
): LayoutRow {
  const [name_sv, name_en] = plurals[entry.class] ?? [entry.name_sv, entry.name_en];
  const [tail_sv, tail_en] =
    activity === "operation" ? ["förvaltning", "operation"] : ["förändringsinsatser", "change initiatives"];
  return revenueOrCost(
    `${entry.class}-${activity}`,
    [`${name_sv}, ${tail_sv}`, `${name_en}, ${tail_en}`],
    2,
    revenueOf(entry.class, `${entry.class}-${activity}`, activity),
    { except: ["municipal-grant"] },
  );
}

/** By the class of the service; revenue without a service goes by the row code of its account. */
function revenueOf(name: string, element: string, activity?: "operation" | "change"): Selection[] {
  const of = activity === undefined ? anyRevenue : { ...anyRevenue, activity };
  return [
    { ...of, class: [name] },
    { ...of, class: [""], element: [element] },
  ];
}
