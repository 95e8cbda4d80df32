import type { LayoutRow, StatementLayout } from "../layout.ts";
import type { LayoutContext } from "./context.ts";
import { anyCost, anyRevenue, grant, heading, revenueOrCost, sum } from "./rows.ts";

/** Classes outside the settled ones that have a row of their own when the provider has them. */
const ownRows = [
  { class: "sister-procurement", labels: ["Inköp, INK", "Procurement, INK"] },
  { class: "sister-dm", labels: ["Digital infrastruktur, DM", "Digital infrastructure, DM"] },
  { class: "service-card", labels: ["E-tjänstekort", "Electronic service card"] },
  { class: "accounting-services", labels: ["Redovisningstjänster", "Accounting services"] },
] as const;

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
  const ownIds = own.map((row) => row.class);
  return {
    id: "income",
    title_sv: "Resultaträkning",
    title_en: "Income statement",
    columns: ["actual", "budget", "variance", "previous"],
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
        revenueOrCost(row.class, row.labels, 2, [{ ...anyRevenue, class: [row.class] }], {
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
  const [tail_sv, tail_en] =
    activity === "operation" ? ["förvaltning", "operation"] : ["förändringsinsatser", "change initiatives"];
  return revenueOrCost(
    `${entry.class}-${activity}`,
    [`${entry.name_sv}, ${tail_sv}`, `${entry.name_en}, ${tail_en}`],
    2,
    [{ ...anyRevenue, class: [entry.class], activity }],
    { except: ["municipal-grant"] },
  );
}
