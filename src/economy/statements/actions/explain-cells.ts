import {
  assert,
  byCode,
  negateOre,
  type Ore,
  parsePeriod,
  type Period,
  sumOre,
} from "../../../kernel/index.ts";
import { formatPeriod } from "../../../platform/language/index.ts";
import { leafOfLine, linesOf } from "../../ledger/actions/index.ts";
import { type Explanation, lessId } from "../../ledger/index.ts";
import {
  cellTaker,
  classifyCells,
  type LayoutRow,
  type RawCell,
  sourceOf,
  type StatementCell,
} from "../index.ts";
import { type Asked, sentenceOf } from "./explain-asked.ts";
import type { Source } from "./explain-books.ts";

type SelectRow = LayoutRow & { readonly rule: "select" };

/** Account -> place (service, else cost centre) -> month -> line, one of these levels at a time. */
export async function openCells(asked: Asked, row: SelectRow): Promise<Explanation | undefined> {
  const { reader, layout, basis, column, path } = asked;
  assert(column !== "variance", "a variance is explained by its two columns");
  const at = sourceOf(column, reader.year);
  const source: Source = { ...at, scenario: row.booksOnly === true ? "actual" : at.scenario };
  const taken = cellTaker(row, new Map(layout.rows.map((one) => [one.id, one])), basis);
  const [account, place, month] = path;
  const byAccount = await reader.rowCells(asked.head, source, taken);
  const cells = (
    account === undefined ? [...byAccount.values()].flat() : (byAccount.get(account) ?? [])
  ).filter(
    (cell) =>
      (place === undefined || placeOf(cell) === place) && (month === undefined || monthOf(cell) === month),
  );
  if (cells.length === 0 && path.length > 0) return undefined;
  switch (path.length) {
    case 0:
      return level(asked, row, cells, {
        keyOf: (cell) => cell.account,
        label: (key) => reader.accountName(key, source.year).then((name) => ({ sv: name, en: name })),
        said: () => ({ sv: "Kontots saldo.", en: "The account's balance." }),
        sentence: sentenceOf(row),
        own: { sv: row.label_sv, en: row.label_en },
      });
    case 1: {
      const name = await reader.accountName(account ?? "", source.year);
      return level(asked, row, cells, {
        keyOf: placeOf,
        label: (key) => reader.place(key),
        said: () => ({ sv: `Bokfört på konto ${name}.`, en: `Booked on account ${name}.` }),
        sentence: {
          sv: "Kontots saldo, efter var det är bokfört.",
          en: "The account's balance, by where it was booked.",
        },
        own: { sv: name, en: name },
      });
    }
    case 2: {
      const name = await reader.accountName(account ?? "", source.year);
      const where = await reader.place(place ?? "");
      return level(asked, row, cells, {
        keyOf: monthOf,
        label: (key) => Promise.resolve(monthLabel(key, source.year)),
        said: (key) =>
          key.endsWith("*")
            ? { sv: "Det som kontot hade med sig in i året.", en: "What the account brought into the year." }
            : { sv: `Månadens rader på konto ${name}.`, en: `The month's lines on account ${name}.` },
        sentence: { sv: `Konto ${name}, månad för månad.`, en: `Account ${name}, month by month.` },
        own: where,
      });
    }
    case 3:
      return openMonth(asked, row, { source, cells, taken, month: month ?? "" });
    default:
      return undefined;
  }
}

interface Level {
  readonly keyOf: (cell: StatementCell) => string;
  readonly label: (key: string) => Promise<{ readonly sv: string; readonly en: string }>;
  readonly said: (key: string) => { readonly sv: string; readonly en: string };
  /** How this node came about, and what it is called. */
  readonly sentence: { readonly sv: string; readonly en: string };
  readonly own: { readonly sv: string; readonly en: string };
}

async function level(
  { head, path }: Asked,
  row: SelectRow,
  cells: readonly StatementCell[],
  { keyOf, label, said, sentence, own }: Level,
): Promise<Explanation> {
  const id = idOf(head, path);
  const sums = new Map<string, number>();
  for (const cell of cells) {
    const key = keyOf(cell);
    sums.set(key, (sums.get(key) ?? 0) + cell.amountOre * row.sign);
  }
  const children: Explanation[] = [];
  for (const [key, amount] of [...sums].sort(([a], [b]) => byCode(a, b))) {
    const name = await label(key);
    const text = said(key);
    children.push({
      id: `${id}/${encodeURIComponent(key)}`,
      label_sv: name.sv,
      label_en: name.en,
      amountOre: amount as Ore,
      formula_sv: text.sv,
      formula_en: text.en,
      children: [],
      closed: true,
    });
  }
  return {
    id,
    label_sv: own.sv,
    label_en: own.en,
    amountOre: sumOre(children.map((child) => child.amountOre)),
    formula_sv: cells.length === 0 ? "Inget är bokfört eller planerat." : sentence.sv,
    formula_en: cells.length === 0 ? "Nothing is booked or planned." : sentence.en,
    children,
  };
}

/** The lines of a month: voucher lines, lines of the plan, or where an opening balance or a stated result comes from. */
async function openMonth(
  asked: Asked,
  row: SelectRow,
  {
    source,
    cells,
    taken,
    month,
  }: {
    readonly source: Source;
    readonly cells: readonly StatementCell[];
    readonly taken: (cell: StatementCell) => boolean;
    readonly month: string;
  },
): Promise<Explanation> {
  const { reader, head, path, opening } = asked;
  const [account = "", place = ""] = path;
  const signed = (amount: Ore): Ore => (row.sign === 1 ? amount : negateOre(amount));
  const label = monthLabel(month, source.year);
  const name = await reader.accountName(account, source.year);
  const node = (children: readonly Explanation[], sv: string, en: string): Explanation => ({
    id: idOf(head, path),
    label_sv: label.sv,
    label_en: label.en,
    amountOre: signed(sumOre(cells.map((cell) => cell.amountOre))),
    formula_sv: sv,
    formula_en: en,
    children,
  });
  if (month.endsWith("*")) {
    const id = `opening:${source.year}:${account}`;
    const found = await opening.open(id);
    assert(found !== undefined, `the opening balance of ${account} ${source.year} is known`);
    const { children: _, ...own } = found;
    const part: Explanation = {
      ...own,
      id: row.sign === 1 || found.children.length === 0 ? id : lessId(id),
      amountOre: signed(found.amountOre),
      children: [],
      ...(found.children.length === 0 ? {} : { closed: true as const }),
    };
    return node([part], `Ingående balans på konto ${name}.`, `Opening balance of account ${name}.`);
  }
  const planned = cells.filter((cell) => cell.origin !== undefined);
  if (planned.length > 0) {
    const leaves = planned.map((cell, at) =>
      originLeaf(cell, `${idOf(head, path)}/${at + 1}`, { name, signed }),
    );
    return node(leaves, `Konto ${name} i ${label.sv}.`, `Account ${name} in ${label.en}.`);
  }
  const period = parsePeriod(month) as Period;
  // Which codings stand there is known, so that only their lines are read.
  const raw = ((await reader.accountCells(source)).get(account) ?? []).filter(
    (cell) => placeOf(cell) === place && cell.period === period,
  );
  const lines = await linesOf(opening.tx, opening.provider, {
    fiscalYear: source.year,
    periods: [period],
    accounts: [account],
    costCentres: [...new Set(raw.map((cell) => cell.costCentre))],
    projects: [...new Set(raw.map((cell) => cell.project))],
    // A line may have its service from its project.
    services: [...new Set(["", ...raw.map((cell) => cell.service)])],
  });
  const classified = classifyCells(
    lines.map((line): RawCell => ({ ...line, scenario: "actual", flow: "movement" })),
    reader.registers,
  );
  assert(classified.ok, "the statement of these lines was computed, so every account is mapped");
  const leaves = classified.value.flatMap((cell, at) => {
    const line = lines[at];
    return line !== undefined && taken(cell) && placeOf(cell) === place
      ? [leafOfLine(line, signed(line.amountOre))]
      : [];
  });
  return node(
    leaves,
    `Raderna på konto ${name} i ${label.sv}.`,
    `The lines of account ${name} in ${label.en}.`,
  );
}

function idOf(head: string, path: readonly string[]): string {
  return [head, ...path.map(encodeURIComponent)].join("/");
}

function placeOf(cell: StatementCell): string {
  return cell.service === "" ? cell.costCentre : cell.service;
}

/** A month, with a star where it is what the year began with. */
function monthOf(cell: StatementCell): string {
  return `${cell.period}${cell.flow === "opening" ? "*" : ""}`;
}

function monthLabel(month: string, year: number): { readonly sv: string; readonly en: string } {
  if (month.endsWith("*")) return { sv: `Ingående balans ${year}`, en: `Opening balance ${year}` };
  const period = parsePeriod(month);
  assert(period !== undefined, "a cell stands in a month");
  return { sv: formatPeriod(period, "sv"), en: formatPeriod(period, "en") };
}

/** A line of a plan, or the result of a year that only a later file states. */
function originLeaf(
  cell: StatementCell,
  id: string,
  { name, signed }: { readonly name: string; readonly signed: (amount: Ore) => Ore },
): Explanation {
  const isPlan = cell.scenario !== "actual";
  const { file = "", line, fileLine } = cell.origin ?? {};
  return {
    id: isPlan && line !== undefined ? `plan:${file.replace(/^planning\/|\.csv$/g, "")}:${line}` : id,
    label_sv: name,
    label_en: name,
    amountOre: signed(cell.amountOre),
    formula_sv: isPlan
      ? `Planerat på rad ${line ?? "?"} i planen.`
      : `Årets resultat på kontot så som filen uppger det (#RES).`,
    formula_en: isPlan
      ? `Planned on line ${line ?? "?"} of the plan.`
      : `The year's result on the account as the file states it (#RES).`,
    children: [],
    file,
    ...(line === undefined
      ? { row: `#RES ${cell.account}`, ...(fileLine === undefined ? {} : { fileLine }) }
      : { line, fileLine: line }),
  };
}
