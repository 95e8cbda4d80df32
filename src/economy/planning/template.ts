import { byCode, type Ore, ore, type Period, type Problem, periodsOfYear } from "../../kernel/index.ts";
import {
  cellAddress,
  columnLetters,
  type FormCell,
  type FormSheet,
  rangeBetween,
} from "../../formats/xlsx/index.ts";
import { amountOfNumber, mostOre } from "./amount-text.ts";
import { byCoding, type CellPlace, cellRef, codingParts, type EntryRow, type WorkingPlan } from "./entry.ts";
import { entryProblem } from "./problems.ts";

/** The shape of the template; another number is another shape, and is not read. */
const shape = "underlag-plan-1";
const sheetTitle = "Plan";
const metaTitle = "_underlag";

/** Rows above the first row of the plan: title, how to, what, heads. */
const headRow = 4;
const firstRow = headRow + 1;
/** The row's number (hidden), its coding, the account's name, then the months and the sum. */
const firstMonth = 1 + codingParts.length + 1;

export interface TemplateWords {
  readonly title: string;
  readonly lead: string;
  readonly heads: Readonly<Record<(typeof codingParts)[number], string>>;
  readonly accountName: string;
  readonly sum: string;
  readonly check: { readonly title: string; readonly message: string };
  readonly month: (period: Period) => string;
  readonly nameOf: (account: string) => string;
}

/**
 * A working version, or some of its rows, as a workbook to fill in (mall): yellow cells are open, the rest is locked, sums reckon by themselves. A
 * hidden sheet says whose it is, of which plan and which save, so that what comes back can be held against what went out.
 */
export function templateOf(
  working: WorkingPlan,
  provider: string,
  rows: readonly EntryRow[],
  words: TemplateWords,
): FormSheet[] {
  const months = periodsOfYear(working.fiscalYear);
  const sumColumn = firstMonth + months.length;
  const last = firstRow + rows.length - 1;
  const text = (look: FormCell["look"], value: string): FormCell => ({ look, kind: "text", value });
  const kronor = (look: FormCell["look"], value: number, sumOf?: string): FormCell => ({
    look,
    kind: "kronor",
    value: value === 0 && look === "input" ? null : value,
    ...(sumOf === undefined ? {} : { sumOf }),
  });
  const amount = (row: EntryRow, period: Period): Ore =>
    working.amounts.get(cellRef(row.row, period)) ?? ore(0);
  const sorted = [...rows].sort(byCoding);
  const heads = [
    text("head", "#"),
    ...codingParts.map((part) => text("head", words.heads[part])),
    text("head", words.accountName),
    ...months.map((period) => text("head", words.month(period))),
    text("head", words.sum),
  ];
  const body = sorted.map((row, index) => [
    { look: "label", kind: "whole", value: row.row } as const,
    ...codingParts.map((part) => text("label", row[part])),
    text("label", words.nameOf(row.account)),
    ...months.map((period) => kronor(working.locked.has(period) ? "figure" : "input", amount(row, period))),
    kronor(
      "sum",
      months.reduce((sum, period) => sum + amount(row, period), 0),
      rangeBetween(
        { row: firstRow + index, column: firstMonth },
        { row: firstRow + index, column: sumColumn - 1 },
      ),
    ),
  ]);
  const foot = [
    text("sum", ""),
    text("sum", words.sum),
    ...Array.from({ length: firstMonth - 2 }, () => text("sum", "")),
    ...[...months, undefined].map((period, index) =>
      kronor(
        "sum",
        sorted.reduce(
          (sum, row) =>
            sum + (period === undefined ? months : [period]).reduce((all, one) => all + amount(row, one), 0),
          0,
        ),
        rangeBetween(
          { row: firstRow, column: firstMonth + index },
          { row: last, column: firstMonth + index },
        ),
      ),
    ),
  ];
  const meta = [
    ["shape", shape],
    ["provider", provider],
    ["plan", working.plan],
    ["opened", working.openedAt],
    ["revision", String(working.revision)],
    ["rows", sorted.map((row) => row.row).join(" ")],
  ];
  return [
    {
      name: sheetTitle,
      widths: [0, 9, 9, 12, 13, 12, 9, 34, ...months.map(() => 14), 16],
      rows: [
        [text("label", ""), text("title", words.title)],
        [text("label", ""), text("note", words.lead)],
        [],
        [],
        heads,
        ...body,
        foot,
      ],
      frozen: { rows: firstRow, columns: firstMonth },
      checks: months.flatMap((period, index) =>
        working.locked.has(period) || rows.length === 0
          ? []
          : [
              {
                range: rangeBetween(
                  { row: firstRow, column: firstMonth + index },
                  { row: last, column: firstMonth + index },
                ),
                least: -mostOre / 100,
                most: mostOre / 100,
                ...words.check,
              },
            ],
      ),
    },
    {
      name: metaTitle,
      widths: [12, 60],
      rows: meta.map((row) => row.map((cell) => text("label", cell ?? ""))),
      frozen: { rows: 0, columns: 0 },
      checks: [],
      hidden: true,
    },
  ];
}

/** A workbook as it came back: its sheets by name, values only. */
export interface ReturnedSheet {
  readonly name: string;
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
}

/** What a returned template says: the text of each of its cells, where each stands, and which save it was made from. */
export interface ReturnedTemplate {
  readonly revision: number;
  readonly typed: ReadonlyMap<string, string>;
  readonly placeOf: (ref: string) => CellPlace;
}

/**
 * Reads a returned template. Its rows are known by their hidden number, wherever they stand; everything but the input cells is as it
 * went out, or it is refused, each difference with its address.
 */
export function readTemplate(
  sheets: readonly ReturnedSheet[],
  working: WorkingPlan,
  provider: string,
  file: string,
): { readonly template: ReturnedTemplate } | { readonly problems: readonly Problem[] } {
  const meta = metaOf(sheets);
  const sheet = sheets.find((one) => one.name === sheetTitle);
  const refuse = (code: Parameters<typeof entryProblem>[0], sv: string, en: string) => ({
    problems: [entryProblem(code, { sv, en }, { file })],
  });
  if (meta === undefined || sheet === undefined) return refuse("planning.not-our-template", file, file);
  const [madeIn, madeFor] = [meta.get("provider") ?? "", meta.get("plan") ?? ""];
  if (meta.get("shape") !== shape)
    return refuse("planning.template-too-old", meta.get("shape") ?? "", meta.get("shape") ?? "");
  if (madeIn !== provider)
    return refuse("planning.others-template", `den är gjord hos ${madeIn}`, `it was made at ${madeIn}`);
  if (madeFor !== working.plan)
    return refuse(
      "planning.others-template",
      `den är för ${madeFor}, inte ${working.plan}`,
      `it is for ${madeFor}, not ${working.plan}`,
    );
  const revision = Number(meta.get("revision"));
  if (meta.get("opened") !== working.openedAt || !(revision <= working.revision))
    return refuse(
      "planning.template-too-old",
      `${working.plan} har öppnats på nytt`,
      `${working.plan} has been opened anew`,
    );

  const months = periodsOfYear(working.fiscalYear);
  const width = firstMonth + months.length;
  const problems: Problem[] = [];
  const changed = (row: number, column: number, sv: string, en: string): void => {
    const address = `${sheetTitle}!${cellAddress(row, column)}`;
    const place = { file, line: row + 1, column: column + 1 };
    problems.push(
      entryProblem("planning.template-changed", { sv: `${address} ${sv}`, en: `${address} ${en}` }, place),
    );
  };
  const wanted = new Map(working.rows.map((row) => [row.row, row]));
  const missing = new Set(
    (meta.get("rows") ?? "")
      .split(" ")
      .filter((one) => one !== "")
      .map(Number),
  );
  const typed = new Map<string, string>();
  const places = new Map<string, CellPlace>();
  for (const [at, row] of sheet.rows.entries()) {
    const number = row[0];
    if (at < firstRow) continue;
    if (number === null || number === undefined || number === "") {
      const stray = row.findIndex(
        (cell, column) => column > 0 && column < width && typeof cell === "number" && !isFoot(sheet.rows, at),
      );
      if (stray > 0)
        changed(
          at,
          stray,
          `innehåller ${String(row[stray])} på en rad som mallen inte har`,
          `holds ${String(row[stray])} in a row that the template does not have`,
        );
      continue;
    }
    const known = wanted.get(Number(number));
    if (known === undefined || !missing.delete(Number(number))) {
      changed(
        at,
        0,
        `är rad ${String(number)}, som inte finns eller står två gånger`,
        `is row ${String(number)}, which is not there or stands twice`,
      );
      continue;
    }
    for (const [index, part] of codingParts.entries()) {
      const said = String(row[index + 1] ?? "").trim();
      if (said !== known[part])
        changed(
          at,
          index + 1,
          `är ”${said}”, mallen har ”${known[part]}”`,
          `is "${said}", the template has "${known[part]}"`,
        );
    }
    for (const [index, period] of months.entries()) {
      const ref = cellRef(known.row, period);
      const column = firstMonth + index;
      const address = `${sheetTitle}!${cellAddress(at, column)}`;
      typed.set(ref, textOf(row[column] ?? null));
      places.set(ref, { sv: address, en: address, file, line: at + 1, column: column + 1 });
    }
  }
  for (const row of [...missing].sort((a, b) => a - b))
    problems.push(
      entryProblem(
        "planning.template-changed",
        { sv: `rad ${row} är borttagen`, en: `row ${row} has been taken out` },
        { file },
      ),
    );
  problems.push(...movedHeads(sheet, months, file));
  if (problems.length > 0) return { problems };
  return { template: { revision, typed, placeOf: (ref) => places.get(ref) ?? { sv: ref, en: ref } } };
}

/** The head of a month keeps its month in it: moved or removed columns are found by it. */
function movedHeads(sheet: ReturnedSheet, months: readonly Period[], file: string): Problem[] {
  return months.flatMap((period, index) => {
    const column = firstMonth + index;
    const said = String(sheet.rows[headRow]?.[column] ?? "");
    if (said.includes(period)) return [];
    const address = `${sheetTitle}!${columnLetters(column)}${headRow + 1}`;
    return [
      entryProblem(
        "planning.template-changed",
        {
          sv: `${address} är ”${said}”, mallen har ${period}`,
          en: `${address} is "${said}", the template has ${period}`,
        },
        { file, line: headRow + 1, column: column + 1 },
      ),
    ];
  });
}

/** The row of sums ends the sheet; what is written beneath it is no row of the plan either. */
function isFoot(rows: ReturnedSheet["rows"], at: number): boolean {
  return rows.findLastIndex((row) => typeof row[0] === "number") + 1 === at;
}

function metaOf(sheets: readonly ReturnedSheet[]): ReadonlyMap<string, string> | undefined {
  const sheet = sheets.find((one) => one.name === metaTitle);
  return sheet && new Map(sheet.rows.map((row) => [String(row[0] ?? ""), String(row[1] ?? "")]));
}

/** A cell as text for the same reader as what is typed; a number exactly as whole öre where it is that. */
function textOf(value: string | number | boolean | null): string {
  if (value === null) return "";
  if (typeof value !== "number") return String(value);
  const amount = amountOfNumber(value);
  return typeof amount === "number" ? `${amount < 0 ? "-" : ""}${oreText(Math.abs(amount))}` : String(value);
}

function oreText(amount: number): string {
  const digits = String(amount).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The rows of a working version that one wants to see: by cost centre, service, account. */
export function chosenRows(
  rows: readonly EntryRow[],
  wanted: { readonly costCentre?: string; readonly service?: string; readonly account?: string },
): EntryRow[] {
  return rows
    .filter(
      (row) =>
        (wanted.costCentre === undefined || row.costCentre === wanted.costCentre) &&
        (wanted.service === undefined || row.service === wanted.service) &&
        (wanted.account === undefined || row.account.startsWith(wanted.account)),
    )
    .sort((a, b) => byCoding(a, b) || byCode(String(a.row), String(b.row)));
}
