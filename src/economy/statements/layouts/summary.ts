import type { StatementLayout } from "../layout.ts";
import { anyCost, anyRevenue, grant, intraGrant, revenueOrCost, sum } from "./rows.ts";

/** The summary of the year (R055): five columns, internal items left out. */
export function summary(): StatementLayout {
  return {
    id: "summary",
    title_sv: "Resultatredovisning i sammandrag",
    title_en: "Result in summary",
    columns: ["actual", "budget", "variance", "forecast", "previous", "previous2"],
    printed: ["actual", "budget", "variance", "previous", "previous2"],
    basis: "external",
    rows: [
      revenueOrCost("revenue", ["Intäkter", "Revenue"], 1, [anyRevenue], {
        except: ["grant", "intra-grant"],
      }),
      revenueOrCost("cost", ["Kostnader", "Costs"], 1, [anyCost]),
      revenueOrCost("grant", ["Kommunbidrag", "Municipal grant"], 1, [grant]),
      revenueOrCost("intra-grant", ["Kommuninterna bidrag", "Grants within the municipality"], 1, [
        intraGrant,
      ]),
      sum("result", ["Resultat", "Result"], 0, ["revenue", "cost", "grant", "intra-grant"]),
      revenueOrCost(
        "equity-opening",
        ["Ingående eget kapital", "Opening equity"],
        1,
        [{ kind: ["equity"] }],
        { hidden: true, booksOnly: true, basis: "whole" },
      ),
      sum("equity", ["Eget kapital", "Equity"], 0, ["equity-opening", "result"]),
    ],
  };
}
