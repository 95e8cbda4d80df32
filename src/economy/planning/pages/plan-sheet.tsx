import { ore, type Ore, type Period, periodsOfYear } from "../../../kernel/index.ts";
import { formatAmount, type Language, monthName } from "../../../platform/language/index.ts";
import { say, type Visit } from "../../../platform/web/index.ts";
import type { AccountMap } from "../../ledger/index.ts";
import type { Draft } from "../actions/index.ts";
import {
  amountOf,
  type CellFault,
  cellRef,
  codingText,
  type EntryRow,
  totalsOf,
  type WorkingPlan,
} from "../index.ts";

/** An amount as a cell shows it; nothing for zero. */
export function cellText(amountOre: number, language: Language): string {
  return amountOre === 0 ? "" : formatAmount(ore(amountOre), language);
}

/**
 * Rows by months as a form that any browser sends; where scripts run, plan-island.ts makes it a grid. What somebody has typed stands in its cell, faults too;
 * months that cannot be written in are plain text.
 */
export function Sheet({
  visit,
  sheet,
  rows,
  mayWrite,
  draft,
  faults,
  map,
  names,
}: {
  visit: Visit;
  sheet: WorkingPlan;
  rows: readonly EntryRow[];
  mayWrite: boolean;
  draft: Draft | undefined;
  faults: readonly CellFault[];
  map: AccountMap;
  names: ReadonlyMap<string, string>;
}) {
  const { language } = visit;
  const months = periodsOfYear(sheet.fiscalYear);
  const wrong = new Set(faults.map((fault) => fault.ref));
  const typed = new Map(sheet.amounts);
  for (const [ref, { text }] of draft?.cells ?? []) {
    const amount = amountOf(text);
    if (typeof amount === "number") typed.set(ref, amount);
  }
  const shown = totalsOf({ ...sheet, rows, amounts: typed }, map);
  const whole = totalsOf({ ...sheet, amounts: typed }, map);
  const table = (
    <div class="sheet-room" role="region" aria-label={sheet.plan} tabindex={0}>
      <table class="sheet" id="sheet" aria-label={sheet.plan}>
        <thead>
          <tr>
            <th scope="col">{say(visit, "Kontering", "Coding")}</th>
            {months.map((period) => (
              <th scope="col" id={`m${period}`}>
                {monthName(period, language).slice(0, 3)}
              </th>
            ))}
            <th scope="col">{say(visit, "Året", "Year")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr data-kind={map.mappingOf(row.account)?.kind} data-coding={codingText(row)}>
              <th scope="row" id={`r${row.row}`}>
                {codingText(row)}
                <span class="beneath">{names.get(row.account) ?? ""}</span>
              </th>
              {months.map((period) => (
                <Cell
                  visit={visit}
                  row={row.row}
                  period={period}
                  savedOre={sheet.amounts.get(cellRef(row.row, period)) ?? ore(0)}
                  text={draft?.cells.get(cellRef(row.row, period))?.text}
                  isOpen={mayWrite && !sheet.locked.has(period)}
                  isWrong={wrong.has(cellRef(row.row, period))}
                />
              ))}
              <td class="sum">{formatAmount(sumOf(months, typed, row.row), language)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          {(["revenueOre", "costOre", "resultOre"] as const).map((kind) => (
            <tr data-total={kind}>
              <th scope="row">{totalName(visit, kind)}</th>
              {shown.map((one) => (
                <td>{formatAmount(one[kind], language)}</td>
              ))}
            </tr>
          ))}
          <tr data-total="whole">
            <th scope="row">{say(visit, "Hela planens resultat", "Result of the whole plan")}</th>
            {whole.map((one, index) => (
              <td data-rest={String(one.resultOre - (shown[index]?.resultOre ?? 0))}>
                {formatAmount(one.resultOre, language)}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
  if (!mayWrite) return table;
  return (
    <form
      id="plan-form"
      method="post"
      action={`/plans/${encodeURIComponent(sheet.plan)}/draft`}
      data-language={language}
      data-draft={`/api/v1/plans/${encodeURIComponent(sheet.plan)}/draft`}
      data-revision={String(sheet.revision)}
      autocomplete="off"
    >
      <input type="hidden" name="back" value={visit.path} />
      <input type="hidden" name="revision" value={String(sheet.revision)} />
      <input type="hidden" name="rows" value={rows.map((row) => row.row).join(" ")} />
      <p class="sheet-help" id="sheet-help" hidden>
        {say(
          visit,
          "Piltangenter flyttar, Skift markerar, F2 eller Enter skriver, Esc ångrar cellen. Ctrl+C/V klipper till och från Excel, Ctrl+D/R fyller nedåt/åt höger, Ctrl+Z/Y ångrar. Esc och sedan Tabb lämnar rutnätet.",
          "Arrow keys move, Shift selects, F2 or Enter writes, Esc reverts the cell. Ctrl+C/V copies to and from Excel, Ctrl+D/R fills down/right, Ctrl+Z/Y undoes. Esc and then Tab leaves the grid.",
        )}
      </p>
      <p class="sheet-fault" id="sheet-fault" role="alert" />
      {table}
      <div class="sheet-tools">
        <button class="button" type="submit" name="go" value="review">
          {say(visit, "Granska och spara", "Review and save")}
        </button>
        <button class="button second" type="submit">
          {say(visit, "Spara utkast och räkna", "Keep draft and reckon")}
        </button>
        <p role="status" id="sheet-status">
          {draft === undefined
            ? ""
            : say(
                visit,
                `Utkast sparat ${draft.keptAt.slice(0, 16).replace("T", " ")} UTC, ${draft.cells.size} celler`,
                `Draft kept ${draft.keptAt.slice(0, 16).replace("T", " ")} UTC, ${draft.cells.size} cells`,
              )}
        </p>
      </div>
    </form>
  );
}

function Cell({
  visit,
  row,
  period,
  savedOre,
  text,
  isOpen,
  isWrong,
}: {
  visit: Visit;
  row: number;
  period: Period;
  savedOre: Ore;
  text: string | undefined;
  isOpen: boolean;
  isWrong: boolean;
}) {
  const ref = cellRef(row, period);
  if (!isOpen)
    return (
      <td class="fixed" data-ore={String(savedOre)}>
        {cellText(savedOre, visit.language)}
      </td>
    );
  return (
    <td
      class={text === undefined ? "cell" : "cell changed"}
      data-ref={ref}
      data-ore={String(savedOre)}
      id={`c.${ref}`}
    >
      <input
        name={`c.${ref}`}
        value={text ?? cellText(savedOre, visit.language)}
        inputmode="text"
        aria-labelledby={`r${row} m${period}`}
        aria-invalid={isWrong ? "true" : undefined}
      />
    </td>
  );
}

function sumOf(months: readonly Period[], amounts: ReadonlyMap<string, Ore>, row: number): Ore {
  return ore(months.reduce((sum, period) => sum + (amounts.get(cellRef(row, period)) ?? 0), 0));
}

function totalName(visit: Visit, kind: "revenueOre" | "costOre" | "resultOre"): string {
  const names = {
    revenueOre: ["Intäkter, raderna ovan", "Revenue, rows above"],
    costOre: ["Kostnader, raderna ovan", "Cost, rows above"],
    resultOre: ["Resultat, raderna ovan", "Result, rows above"],
  } as const;
  const [sv, en] = names[kind];
  return say(visit, sv, en);
}
