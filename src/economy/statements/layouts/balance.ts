import type { StatementLayout } from "../layout.ts";
import { anyCost, anyRevenue, asset, heading, revenueOrCost, sum } from "./rows.ts";

/** The balance sheet (R060). Every subtotal is the sum of its rows; none is typed. */
export function balance(): StatementLayout {
  const liability = "liability" as const;
  return {
    id: "balance",
    title_sv: "Balansräkning",
    title_en: "Balance sheet",
    columns: ["actual", "previous"],
    basis: "whole",
    basisFixed: true,
    rows: [
      heading("assets-heading", ["TILLGÅNGAR", "ASSETS"]),
      asset("machinery", ["Maskiner och inventarier", "Machinery and equipment"], 2, [
        { kind: ["asset"], element: ["fixed-assets", "machinery"] },
      ]),
      sum("fixed-assets", ["Summa anläggningstillgångar", "Total fixed assets"], 1, ["machinery"]),
      asset("receivables", ["Kundfordringar", "Accounts receivable"], 2, [
        { kind: ["asset"], element: ["receivables"] },
      ]),
      asset("other-receivables", ["Övriga fordringar", "Other receivables"], 2, [{ kind: ["asset"] }], {
        except: ["machinery", "receivables", "prepaid", "cash"],
        note_sv:
          "Kan innehålla konton hos kommunen, och läses då tillsammans med kommunkonto och likvida medel.",
        note_en:
          "May hold accounts with the municipality, and is then read together with municipal account and cash.",
      }),
      asset(
        "prepaid",
        ["Förutbetalda kostnader och upplupna intäkter", "Prepaid expenses and accrued income"],
        2,
        [{ kind: ["asset"], element: ["prepaid"] }],
      ),
      asset("cash", ["Kommunkonto och likvida medel", "Municipal account and cash"], 2, [
        { kind: ["asset"], element: ["cash"] },
      ]),
      sum("current-assets", ["Summa omsättningstillgångar", "Total current assets"], 1, [
        "receivables",
        "other-receivables",
        "prepaid",
        "cash",
      ]),
      sum("assets", ["Summa tillgångar", "Total assets"], 0, ["fixed-assets", "current-assets"]),
      heading("financing-heading", ["SKULDER OCH EGET KAPITAL", "EQUITY AND LIABILITIES"]),
      revenueOrCost("opening-equity", ["Ingående eget kapital", "Opening equity"], 2, [{ kind: ["equity"] }]),
      revenueOrCost("result", ["Årets resultat", "Result for the year"], 2, [anyRevenue, anyCost]),
      sum("equity", ["Summa eget kapital", "Total equity"], 1, ["opening-equity", "result"]),
      revenueOrCost("payables", ["Leverantörsskulder", "Accounts payable"], 2, [
        { kind: [liability], element: ["payables"] },
      ]),
      revenueOrCost(
        "other-liabilities",
        ["Övriga kortfristiga skulder", "Other current liabilities"],
        2,
        [{ kind: [liability] }],
        { except: ["payables", "accrued"] },
      ),
      revenueOrCost(
        "accrued",
        ["Upplupna kostnader och förutbetalda intäkter", "Accrued expenses and deferred income"],
        2,
        [{ kind: [liability], element: ["accrued"] }],
      ),
      sum(
        "current-liabilities",
        ["Summa kortfristiga skulder", "Total current liabilities"],
        1,
        ["payables", "other-liabilities", "accrued"],
        {
          note_sv: "Summan av raderna ovan, utan eget kapital.",
          note_en: "The sum of the rows above, without equity.",
        },
      ),
      sum("equity-and-liabilities", ["Summa skulder och eget kapital", "Total liabilities and equity"], 0, [
        "equity",
        "current-liabilities",
      ]),
    ],
  };
}
