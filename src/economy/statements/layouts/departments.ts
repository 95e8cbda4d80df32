import type { Selection, StatementLayout } from "../layout.ts";
import type { LayoutContext } from "./context.ts";
import { revenueOrCost, sum } from "./rows.ts";

const kind = ["revenue", "cost"] as const;
/** What a department answers for: neither settlement nor decided financing between activities. */
const own: Selection = { kind, role: [""], activity: "operation" };

/** Result per department against the forecast, before and after settlement (R050). */
export function departments({ departments: register }: LayoutContext): StatementLayout {
  // Names are printed as the register writes them: not every unit is called a department.
  // Initiatives are a row of their own, whatever department the register files them under.
  const rows = register
    .filter(({ department }) => department !== "change")
    .flatMap(({ department, name_sv, name_en, common }) => [
      revenueOrCost(department, [name_sv, name_en], 1, [{ ...own, department: [department], common: false }]),
      ...(common
        ? [
            revenueOrCost(
              `${department}-common`,
              [
                `${name_sv}, förvaltningsövergripande gemensamma kostnader`,
                `${name_en}, common costs of the whole provider`,
              ],
              1,
              [{ ...own, department: [department], common: true }],
            ),
          ]
        : []),
    ]);
  const ids = rows.map((row) => row.id);
  return {
    id: "departments",
    title_sv: "Resultat per avdelning",
    title_en: "Result per department",
    columns: ["actual", "forecast", "budget", "previous"],
    basis: "whole",
    rows: [
      ...rows,
      revenueOrCost("unassigned", ["Utan avdelning", "Without department"], 1, [own], {
        except: ids,
        hideZero: true,
      }),
      revenueOrCost("change", ["Förändringsinsatser (Utvecklingsinitiativ)", "Change initiatives"], 1, [
        { kind, role: [""], activity: "change" },
      ]),
      revenueOrCost(
        "internal-financing",
        ["Beslutad intern finansiering", "Decided internal financing"],
        1,
        [{ kind, role: ["internal-financing"] }],
        { hideZero: true },
      ),
      sum("before-settlement", ["Resultat innan återreglering", "Result before settlement"], 0, [
        ...ids,
        "unassigned",
        "change",
        "internal-financing",
      ]),
      revenueOrCost("settlement", ["Återreglering till kund", "Settlement with customers"], 1, [
        { kind, role: ["settlement"] },
      ]),
      sum("result", ["Resultat", "Result"], 0, ["before-settlement", "settlement"]),
    ],
  };
}
