import type { LayoutRow, StatementLayout } from "../layout.ts";
import { costElements } from "./income.ts";
import { anyCost, anyRevenue, revenueOrCost } from "./rows.ts";

/** Growth against the year before (R059): revenue on the external basis, costs on the whole. Computed, never typed. */
export function growth(): StatementLayout {
  // The report prints a longer label here than in the income statement.
  const labels: Readonly<Record<string, readonly [string, string]>> = {
    it: [
      "IT-program, IT-tjänster, hyra och leasing av IT-utrustning",
      "Software, IT services, rental and leasing of IT equipment",
    ],
  };
  const elements = costElements.filter(({ element }) => element !== "financial");
  const of = (id: string): string => `${id}-amount`;
  const amounts: LayoutRow[] = [
    revenueOrCost(of("revenue"), ["Intäkter", "Revenue"], 1, [anyRevenue], {
      hidden: true,
      basis: "external",
    }),
    ...elements.map((entry) =>
      revenueOrCost(of(entry.element), entry.labels, 1, [{ ...anyCost, element: [entry.element] }], {
        hidden: true,
        basis: "whole",
      }),
    ),
  ];
  const rate = (id: string, [label_sv, label_en]: readonly [string, string]): LayoutRow => ({
    id,
    label_sv,
    label_en,
    level: 1,
    rule: "growth",
    of: of(id),
    basis: id === "revenue" ? "external" : "whole",
  });
  return {
    id: "growth",
    title_sv: "Volym-, intäkts- och kostnadsutveckling",
    title_en: "Development of volume, revenue and costs",
    columns: ["actual", "previous", "previous2"],
    basis: "whole",
    basisFixed: true,
    rows: [
      rate("revenue", ["Intäkter, inklusive kommunbidrag", "Revenue including the municipal grant"]),
      ...elements.map((entry) => rate(entry.element, labels[entry.element] ?? entry.labels)),
      ...amounts,
    ],
  };
}
