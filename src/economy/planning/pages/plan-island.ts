import { ore, type AdvisedProblem } from "../../../kernel/index.ts";
import { formatAmount, isLanguage, type Language } from "../../../platform/language/index.ts";
import { amountOf } from "../amount-text.ts";
import { blockOf, blockText } from "../block.ts";
import { cellFault } from "../problems.ts";
import type { GridBrowser, GridElement, GridEvent } from "./plan-browser.ts";
import { draftKeeper } from "./plan-keeper.ts";

/**
 * The sheet as a grid (ARIA grid pattern): the form that stands there already, moved in by keys, with ranges, undo, a clipboard that Excel
 * understands and totals that follow. What is typed is kept as a draft on the server while one writes; the form is sent as without scripts.
 */
const browser = globalThis as unknown as GridBrowser;
const { document } = browser;

interface Cell {
  readonly td: GridElement;
  readonly row: number;
  readonly column: number;
  /** Undefined where the month is locked. */
  readonly input: GridElement | undefined;
  readonly ref: string;
  readonly savedOre: number;
  amountOre: number;
}
interface Edit {
  readonly cell: Cell;
  readonly from: string;
  readonly to: string;
}

function start(form: GridElement, table: GridElement): void {
  const language: Language = isLanguage(form.dataset["language"]) ? form.dataset["language"] : "sv";
  const say = (sv: string, en: string): string => (language === "sv" ? sv : en);
  const lines = [...table.querySelectorAll("tbody tr")];
  const cells: Cell[][] = lines.map((line, row) =>
    Array.from({ length: line.cells.length - 2 }, (_, column) => {
      const td = line.cells[column + 1] as GridElement;
      const input = td.dataset["ref"] === undefined ? undefined : (td.querySelector("input") ?? undefined);
      const savedOre = Number(td.dataset["ore"] ?? "0");
      const typed = input === undefined ? savedOre : amountOf(input.value);
      return {
        td,
        row,
        column,
        input,
        ref: td.dataset["ref"] ?? "",
        savedOre,
        amountOre: typeof typed === "number" ? typed : 0,
      };
    }),
  );
  const width = cells[0]?.length ?? 0;
  if (width === 0) return;
  const fault = document.querySelector("#sheet-fault");
  const status = document.querySelector("#sheet-status");
  const keeper = draftKeeper(form, (text) => {
    if (status !== null) status.textContent = text;
  });
  const byTd = new Map(cells.flat().map((cell) => [cell.td, cell]));
  const first = cells.flat().find((cell) => cell.input !== undefined) ?? cells[0]?.[0];
  if (first === undefined) return;
  let active = first;
  let anchor = active;
  let editing: { readonly cell: Cell; readonly before: string } | undefined;
  let isLeaving = false;
  const done: Edit[][] = [];
  const undone: Edit[][] = [];
  let selected: Cell[] = [];

  table.setAttribute("role", "grid");
  table.setAttribute("aria-multiselectable", "true");
  table.setAttribute("aria-describedby", "sheet-help");
  table.closest(".sheet-room")?.removeAttribute("tabindex");
  const help = document.querySelector("#sheet-help");
  if (help !== null) help.hidden = false;
  for (const cell of cells.flat()) {
    cell.td.setAttribute("role", "gridcell");
    cell.td.tabIndex = -1;
    if (cell.input === undefined) cell.td.setAttribute("aria-readonly", "true");
    else cell.input.tabIndex = -1;
  }
  active.td.tabIndex = 0;

  const totalRows = [...table.querySelectorAll("tfoot tr")];
  const kinds = lines.map((line) => line.dataset["kind"]);
  const write = (td: GridElement | undefined, amount: number): void => {
    const text = formatAmount(ore(amount), language);
    if (td !== undefined && td.textContent !== text) td.textContent = text;
  };
  /** The sums of the rows and columns that something was written in, and of the year. */
  const reckon = (rows: ReadonlySet<number>): void => {
    for (const row of rows)
      write(
        lines[row]?.cells[width + 1],
        (cells[row] ?? []).reduce((sum, cell) => sum + cell.amountOre, 0),
      );
    const year = { revenue: 0, cost: 0 };
    for (let column = 0; column <= width; column++) {
      const month = { revenue: 0, cost: 0 };
      if (column < width)
        for (const [row, kind] of kinds.entries())
          if (kind === "revenue" || kind === "cost") month[kind] += cells[row]?.[column]?.amountOre ?? 0;
      year.revenue += month.revenue;
      year.cost += month.cost;
      const { revenue, cost } = column < width ? month : year;
      const result = -revenue - cost;
      for (const [index, amount] of [-revenue, cost, result].entries())
        write(totalRows[index]?.cells[column + 1], amount);
      const whole = totalRows[3]?.cells[column + 1];
      write(whole, result + Number(whole?.dataset["rest"] ?? "0"));
    }
  };

  const problemOf = (cell: Cell): AdvisedProblem | undefined => {
    const amount = cell.input === undefined ? 0 : amountOf(cell.input.value);
    if (typeof amount === "number" || cell.input === undefined) return undefined;
    const head = `${lines[cell.row]?.dataset["coding"] ?? ""}, ${cell.ref.replace(/^\d+\./, "")}`;
    return cellFault(amount, { sv: head, en: head }, { text: cell.input.value });
  };
  const tell = (cell: Cell): void => {
    const advised = problemOf(cell);
    const text =
      advised === undefined
        ? ""
        : say(`${advised.message_sv} ${advised.try_sv ?? ""}`, `${advised.message_en} ${advised.try ?? ""}`);
    if (fault !== null && fault.textContent !== text) fault.textContent = text;
  };

  /** Puts texts into cells: shown as amounts where they are that, kept as they are where not. */
  const put = (edits: readonly (readonly [Cell, string])[]): Edit[] => {
    const made: Edit[] = [];
    const rows = new Set<number>();
    for (const [cell, text] of edits) {
      if (cell.input === undefined) continue;
      const from = cell === editing?.cell ? editing.before : cell.input.value;
      const amount = amountOf(text);
      const isAmount = typeof amount === "number";
      cell.input.value = isAmount ? (amount === 0 ? "" : formatAmount(amount, language)) : text;
      cell.amountOre = isAmount ? amount : 0;
      for (const one of [cell.td, cell.input])
        if (isAmount) one.removeAttribute("aria-invalid");
        else one.setAttribute("aria-invalid", "true");
      if (!isAmount) cell.td.setAttribute("aria-describedby", "sheet-fault");
      else cell.td.removeAttribute("aria-describedby");
      cell.td.classList.toggle("changed", !isAmount || amount !== cell.savedOre);
      if (cell.input.value === from) continue;
      made.push({ cell, from, to: cell.input.value });
      rows.add(cell.row);
      keeper.keep(cell.ref, cell.input.value);
    }
    if (rows.size > 0) reckon(rows);
    tell(active);
    return made;
  };
  const change = (edits: readonly (readonly [Cell, string])[]): void => {
    const made = put(edits);
    if (made.length === 0) return;
    done.push(made);
    undone.length = 0;
  };
  const turn = (from: Edit[][], to: Edit[][], way: "from" | "to"): void => {
    const edits = from.pop();
    if (edits === undefined) return;
    put(edits.map((edit) => [edit.cell, edit[way]]));
    to.push(edits);
    const [first] = edits;
    if (first !== undefined) go(first.cell, false);
  };

  const range = (): Cell[][] => {
    const rows = [anchor.row, active.row].sort((a, b) => a - b) as [number, number];
    const columns = [anchor.column, active.column].sort((a, b) => a - b) as [number, number];
    return cells.slice(rows[0], rows[1] + 1).map((line) => line.slice(columns[0], columns[1] + 1));
  };
  const select = (): void => {
    for (const cell of selected) cell.td.removeAttribute("aria-selected");
    selected = anchor === active ? [] : range().flat();
    for (const cell of selected) cell.td.setAttribute("aria-selected", "true");
  };
  const go = (cell: Cell, extends_: boolean): void => {
    active.td.tabIndex = -1;
    active = cell;
    if (!extends_) anchor = cell;
    cell.td.tabIndex = 0;
    cell.td.focus();
    isLeaving = false;
    select();
    tell(cell);
  };
  const at = (row: number, column: number): Cell =>
    cells[Math.max(0, Math.min(cells.length - 1, row))]?.[Math.max(0, Math.min(width - 1, column))] as Cell;

  const edit = (cell: Cell, text?: string): void => {
    if (cell.input === undefined) {
      if (fault !== null)
        fault.textContent = say(
          "Månaden är låst och kan inte skrivas i.",
          "The month is locked and cannot be written in.",
        );
      return;
    }
    editing = { cell, before: cell.input.value };
    cell.td.classList.add("editing");
    if (text !== undefined) cell.input.value = text;
    cell.input.focus();
    if (text === undefined) cell.input.select();
  };
  const end = (keeps: boolean): void => {
    if (editing === undefined) return;
    const { cell, before } = editing;
    const text = cell.input?.value ?? "";
    cell.td.classList.remove("editing");
    if (keeps) change([[cell, text]]);
    else if (cell.input !== undefined) cell.input.value = before;
    editing = undefined;
  };

  const whenEditing = (event: GridEvent): void => {
    const steps: Readonly<Record<string, readonly [number, number]>> = {
      Enter: [event.shiftKey ? -1 : 1, 0],
      Tab: [0, event.shiftKey ? -1 : 1],
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
    };
    const step = steps[event.key];
    if (
      event.key === "Enter" &&
      (event.ctrlKey || event.metaKey) &&
      editing !== undefined &&
      selected.length > 0
    ) {
      event.preventDefault();
      const text = editing.cell.input?.value ?? "";
      const all = selected;
      end(false);
      change(all.map((cell) => [cell, text]));
      active.td.focus();
    } else if (event.key === "Escape" || step !== undefined) {
      event.preventDefault();
      end(event.key !== "Escape");
      go(step === undefined ? active : at(active.row + step[0], active.column + step[1]), false);
    }
  };
  const fill = (way: "down" | "right"): void => {
    const block = range();
    const edits = block.flatMap((line, row) =>
      line.flatMap((cell, column): [Cell, string][] => {
        const source = way === "down" ? block[0]?.[column] : line[0];
        if (source === undefined || source === cell || (row === 0 && way === "down")) return [];
        return [[cell, source.input?.value ?? formatAmount(ore(source.amountOre), language)]];
      }),
    );
    change(edits);
  };

  const whenMoving = (event: GridEvent): void => {
    const { key } = event;
    const isCommand = event.ctrlKey || event.metaKey;
    const { row, column } = active;
    const far = 1e6;
    const moves: Readonly<Record<string, readonly [number, number]>> = {
      ArrowUp: [isCommand ? -far : -1, 0],
      ArrowDown: [isCommand ? far : 1, 0],
      ArrowLeft: [0, isCommand ? -far : -1],
      ArrowRight: [0, isCommand ? far : 1],
      PageUp: [-10, 0],
      PageDown: [10, 0],
      Home: [isCommand ? -far : 0, -far],
      End: [isCommand ? far : 0, far],
    };
    const move = moves[key];
    if (move !== undefined) {
      event.preventDefault();
      go(at(row + move[0], column + move[1]), event.shiftKey);
      return;
    }
    if (key === "Tab") {
      const next = row * width + column + (event.shiftKey ? -1 : 1);
      // At either end, and after Escape, Tab leaves as it does everywhere.
      if (isLeaving || next < 0 || next >= cells.length * width) return;
      event.preventDefault();
      go(at(Math.floor(next / width), next % width), false);
      return;
    }
    if (key === "Escape") {
      isLeaving = true;
      anchor = active;
      select();
      return;
    }
    const commands: Readonly<Record<string, () => void>> = {
      z: () => (event.shiftKey ? turn(undone, done, "to") : turn(done, undone, "from")),
      y: () => turn(undone, done, "to"),
      d: () => fill("down"),
      r: () => fill("right"),
      a: () => {
        anchor = at(0, 0);
        active = at(far, far);
        select();
      },
    };
    const command = isCommand && !event.altKey ? commands[key.toLowerCase()] : undefined;
    if (command !== undefined) {
      event.preventDefault();
      command();
    } else if (key === "F2" || (key === "Enter" && !isCommand)) {
      event.preventDefault();
      edit(active);
    } else if (key === "Delete" || key === "Backspace") {
      event.preventDefault();
      change(
        range()
          .flat()
          .map((cell) => [cell, ""]),
      );
    } else if (key.length === 1 && !isCommand && !event.altKey && !event.isComposing) {
      event.preventDefault();
      edit(active, key);
    }
  };
  table.addEventListener("keydown", (event) =>
    editing === undefined ? whenMoving(event) : whenEditing(event),
  );

  const cellAt = (event: GridEvent): Cell | undefined => {
    const td = event.target.closest("td");
    return td === null ? undefined : byTd.get(td);
  };
  table.addEventListener("mousedown", (event) => {
    const cell = cellAt(event);
    if (cell === undefined || cell === editing?.cell) return;
    event.preventDefault();
    end(true);
    // A cell that is active already is written in by a second press: the way of a finger too.
    if (cell === active && !event.shiftKey && document.activeElement === cell.td) edit(cell);
    else go(cell, event.shiftKey);
  });
  table.addEventListener("mouseover", (event) => {
    const cell = cellAt(event);
    if (
      cell !== undefined &&
      event.buttons === 1 &&
      editing === undefined &&
      table.contains(document.activeElement)
    )
      go(cell, true);
  });
  table.addEventListener("focusout", () => {
    browser.setTimeout(() => {
      if (editing !== undefined && document.activeElement !== editing.cell.input) end(true);
    }, 0);
  });

  const isHere = (): boolean => editing === undefined && table.contains(document.activeElement);
  const copied = (event: GridEvent): void => {
    event.preventDefault();
    // As a spreadsheet reads it: no blanks between thousands, the language's decimal mark.
    const text = (cell: Cell): string =>
      problemOf(cell) === undefined
        ? cell.amountOre === 0
          ? ""
          : formatAmount(ore(cell.amountOre), language).replaceAll("\u00a0", "").replace("\u2212", "-")
        : (cell.input?.value ?? "");
    event.clipboardData?.setData("text/plain", blockText(range().map((line) => line.map(text))));
  };
  document.addEventListener("copy", (event) => {
    if (isHere()) copied(event);
  });
  document.addEventListener("cut", (event) => {
    if (!isHere()) return;
    copied(event);
    change(
      range()
        .flat()
        .map((cell) => [cell, ""]),
    );
  });
  document.addEventListener("paste", (event) => {
    if (!isHere()) return;
    event.preventDefault();
    const block = blockOf(event.clipboardData?.getData("text/plain") ?? "");
    const [only] = block;
    if (block.length === 1 && only?.length === 1) {
      change(
        range()
          .flat()
          .map((cell) => [cell, only[0] ?? ""]),
      );
      return;
    }
    const from = range()[0]?.[0] ?? active;
    const edits: [Cell, string][] = [];
    let left = 0;
    for (const [row, line] of block.entries())
      for (const [column, text] of line.entries()) {
        const cell = cells[from.row + row]?.[from.column + column];
        if (cell?.input === undefined) left += 1;
        else edits.push([cell, text]);
      }
    change(edits);
    if (left > 0 && fault !== null)
      fault.textContent = say(
        `${left} av cellerna i urklippet hamnade utanför raderna eller i låsta månader och skrevs inte.`,
        `${left} of the cells on the clipboard fell outside the rows or in locked months and were not written.`,
      );
  });
  form.dataset["live"] = "yes";
}

const form = document.querySelector("#plan-form");
const table = document.querySelector("#sheet");
if (form !== null && table !== null) start(form, table);
