import type { StatementLayout } from "../layout.ts";
import { anyCost, anyRevenue, revenueOrCost, sum } from "./rows.ts";

/** Equity rolled forward with the transfer to the owner as a row of its own (R061): no year starts from a typed figure. */
export function equity(): StatementLayout {
  return {
    id: "equity",
    title_sv: "Förändring av eget kapital",
    title_en: "Changes in equity",
    columns: ["actual", "previous", "previous2"],
    basis: "whole",
    basisFixed: true,
    rows: [
      {
        id: "closing-previous",
        label_sv: "Utgående eget kapital föregående år",
        label_en: "Closing equity of the year before",
        level: 1,
        rule: "previous",
        of: "closing",
        otherwise: "brought-forward",
      },
      revenueOrCost(
        "brought-forward",
        ["Ingående balans", "Balance brought forward"],
        1,
        [{ kind: ["equity"], flow: "opening" }],
        { hidden: true },
      ),
      sum(
        "transfer",
        ["Överfört till eller från ägaren", "Transferred to or from the owner"],
        1,
        ["opening", "-closing-previous"],
        {
          total: false,
          note_sv: "Ingående eget kapital minus utgående året före.",
          note_en: "Opening equity less closing equity of the year before.",
        },
      ),
      revenueOrCost(
        "transfer-booked",
        ["varav bokfört under året", "of which booked in the year"],
        2,
        [{ kind: ["equity"], flow: "movement" }],
        { hideZero: true },
      ),
      revenueOrCost("opening", ["Ingående eget kapital", "Opening equity"], 1, [{ kind: ["equity"] }], {
        total: true,
      }),
      revenueOrCost("result", ["Årets resultat", "Result for the year"], 1, [anyRevenue, anyCost]),
      sum("closing", ["Utgående eget kapital", "Closing equity"], 0, ["opening", "result"]),
    ],
  };
}
