import { closest, unreachable } from "../../kernel/index.ts";
import {
  columnTitle,
  type ColumnId,
  printedColumns,
  printedRows,
  statementNotes,
} from "../../economy/statements/index.ts";
import { printValue, type SourceRow, type Value } from "../facts/index.ts";
import { type Binder, cellText, plainText } from "./binder.ts";
import type { Settings, WrittenBlock } from "./blocks.ts";
import type { Block, BoundRow } from "./bound.ts";
import { wordOf } from "./words.ts";

/** Numbers of headings below the chapter's own. */
export interface HeadingCount {
  readonly chapter: number;
  readonly counts: number[];
}

/** One written block with its figures looked up. A block that cannot be bound is told and left out; the others stand. */
export function bindBlock(block: WrittenBlock, binder: Binder, heading: HeadingCount): Block[] {
  switch (block.is) {
    case "heading":
      return [numbered(block, heading, binder)];
    case "paragraph":
      return [{ is: "paragraph", of: binder.text(block.text, block.line), line: block.line }];
    case "list":
      return [
        {
          is: "list",
          ordered: block.ordered,
          items: block.items.map((item) => binder.text(item.text, item.line)),
          line: block.line,
        },
      ];
    case "table":
      return [
        block.settings.values["statement"] === undefined
          ? ownTable(block.settings, block.line, binder)
          : statementTable(block.settings, block.line, binder),
      ];
    case "chart":
      return [chart(block.settings, block.line, binder)];
    case "register":
      return [registerList(block.settings, block.line, binder)];
    case "note":
      return [];
    case "unknown":
      return [
        broken(
          binder,
          block.line,
          block.name,
          `Blocket ${block.name === "" ? "utan namn" : block.name} är varken table, register eller chart.`,
          `The block ${block.name === "" ? "without a name" : block.name} is neither table, register nor chart.`,
        ),
      ];
    default:
      return unreachable(block);
  }
}

function broken(binder: Binder, line: number, text: string, sv: string, en: string): Block {
  binder.find({ kind: "table", severity: "error", line, text }, sv, en);
  return { is: "broken", text: binder.binding.language === "sv" ? sv : en, line };
}

function numbered(
  block: Extract<WrittenBlock, { is: "heading" }>,
  { chapter, counts }: HeadingCount,
  binder: Binder,
): Block {
  // The chapter's title is level 1, so what is written as # or ## stands one below it.
  const level = Math.min(Math.max(block.level, 2), 4);
  const at = level - 2;
  counts[at] = (counts[at] ?? 0) + 1;
  counts.fill(0, at + 1);
  const number = [chapter, ...counts.slice(0, at + 1).map((count) => Math.max(count, 1))].join(".");
  return {
    is: "heading",
    level,
    number,
    text: plainText(binder.text(block.text, block.line)),
    id: `s${number.replaceAll(".", "-")}`,
    line: block.line,
  };
}

function statementTable({ values }: Settings, line: number, binder: Binder): Block {
  const { statements, language } = binder.binding;
  const name = values["statement"] ?? "";
  const statement = statements.get(name);
  if (statement === undefined) {
    const near = closest(name, [...statements.keys()]);
    return broken(
      binder,
      line,
      name,
      `Rapporten ${name} finns inte${near === undefined ? "" : `; menade du ${near}`}.`,
      `There is no statement ${name}${near === undefined ? "" : `; did you mean ${near}`}.`,
    );
  }
  const asked = (values["columns"] ?? "").split(/\s+/).filter((word) => word !== "");
  const unknown = asked.filter((column) => !statement.columns.includes(column as ColumnId));
  if (unknown.length > 0)
    return broken(
      binder,
      line,
      unknown.join(" "),
      `Rapporten ${name} har ingen kolumn ${unknown.join(", ")}; den har ${statement.columns.join(", ")}.`,
      `The statement ${name} has no column ${unknown.join(", ")}; it has ${statement.columns.join(", ")}.`,
    );
  const columns = asked.length === 0 ? printedColumns(statement) : (asked as ColumnId[]);
  const rows = printedRows(statement).map(({ layout }): BoundRow => ({
    label: language === "sv" ? layout.label_sv : layout.label_en,
    level: layout.level,
    total: layout.rule === "sum",
    cells:
      layout.rule === "heading"
        ? columns.map(() => binder.figure("", "", line))
        : columns.map((column) =>
            binder.figure(
              `${name}.${layout.id}.${column}`,
              values["unit"] ?? (name === "kpi" ? "%" : name === "growth" ? "1 %" : ""),
              line,
            ),
          ),
  }));
  return {
    is: "table",
    caption: values["caption"] ?? (language === "sv" ? statement.title_sv : statement.title_en),
    head: ["", ...columns.map((column) => columnTitle(column, statement, language))],
    rows,
    notes: [
      ...statementNotes(statement, { unit: "mnkr", language }),
      ...(values["note"] === undefined ? [] : [plainText(binder.text(values["note"], line))]),
    ],
    line,
  };
}

/** A table whose rows are written: a label and a formula for each column. */
function ownTable({ values, rows }: Settings, line: number, binder: Binder): Block {
  const head = (values["columns"] ?? "").split("|").map((cell) => cell.trim());
  const wrong = rows.find((row) => row.cells.length !== head.length + 1);
  if (rows.length === 0 || wrong !== undefined)
    return broken(
      binder,
      wrong?.line ?? line,
      values["caption"] ?? "",
      `Tabellen har ${head.length} kolumner men en rad med ${(wrong?.cells.length ?? 1) - 1} tal.`,
      `The table has ${head.length} columns but a row with ${(wrong?.cells.length ?? 1) - 1} figures.`,
    );
  return {
    is: "table",
    caption: values["caption"] ?? "",
    head: ["", ...head],
    rows: rows.map((row) => {
      const [label = "", ...cells] = row.cells;
      const total = label.startsWith("=");
      return {
        label: total ? label.slice(1).trim() : label,
        level: 1,
        total,
        cells: cells.map((cell) => {
          const [formula = "", format = ""] = cell.split(";").map((part) => part.trim());
          return binder.figure(formula, format === "" ? (values["unit"] ?? "") : format, row.line);
        }),
      };
    }),
    notes: values["note"] === undefined ? [] : [plainText(binder.text(values["note"], line))],
    line,
  };
}

function chart({ values, rows }: Settings, line: number, binder: Binder): Block {
  const unit = values["unit"] ?? "";
  const bars = rows.map((row) => {
    const [label = "", formula = ""] = row.cells;
    const figure = binder.figure(formula, unit, row.line);
    return { label, text: figure.text, size: sizeOf(figure.value) };
  });
  const caption = values["caption"] ?? "";
  const numbers = bars.map(({ label, text }) => `${label} ${text}`).join("; ");
  return { is: "chart", caption, alt: `${caption}: ${numbers}.`, bars, line };
}

/** How long a bar is. Only for drawing: a float is exact enough for a screen. */
function sizeOf(value: Value): number {
  return value.kind === "number" ? Number(value.top) / Number(value.bottom) : 0;
}

/** Rows of a register: as a table where columns are named, else an entry each with its fields. */
function registerList({ values }: Settings, line: number, binder: Binder): Block {
  const { evaluation, language } = binder.binding;
  const name = values["register"] ?? "";
  const all = evaluation.rows(name);
  if (all === undefined)
    return broken(binder, line, name, `Registret ${name} finns inte.`, `There is no register ${name}.`);
  const condition = values["where"];
  let rows: readonly SourceRow[] = all;
  if (condition !== undefined) {
    const told = new Set<string>();
    rows = all.filter((row) => {
      const { value, problems } = evaluation.formula(condition, row);
      for (const problem of problems)
        if (!told.has(problem.message_en)) {
          told.add(problem.message_en);
          binder.find(
            { kind: "table", severity: "error", line, text: condition },
            problem.message_sv,
            problem.message_en,
          );
        }
      return value.kind === "truth" && value.is;
    });
  }
  rows = ordered(rows, values["order"] ?? "position");
  if (rows.length === 0) {
    const empty = values["empty"] ?? (language === "sv" ? "Inga." : "None.");
    return { is: "paragraph", of: binder.text(empty, line), line };
  }
  const pairs = (text: string): (readonly [name: string, column: string])[] =>
    text.split("|").map((part) => {
      const [label = "", column = label] = part.split("=").map((word) => word.trim());
      return [label, column];
    });
  const fields = pairs(values["columns"] ?? values["fields"] ?? "");
  const known = Object.keys(all[0] ?? {});
  const vanished = fields.map(([, column]) => column).filter((column) => !known.includes(column));
  if (vanished.length > 0)
    return broken(
      binder,
      line,
      vanished.join(" "),
      `Registret ${name} har ingen kolumn ${vanished.join(", ")}; det har ${known.join(", ")}.`,
      `The register ${name} has no column ${vanished.join(", ")}; it has ${known.join(", ")}.`,
    );
  const printed = (row: SourceRow, column: string): string =>
    wordOf(cellText(row[column], language), language);
  if (values["columns"] !== undefined)
    return {
      is: "table",
      caption: values["caption"] ?? "",
      head: fields.map(([label]) => label),
      rows: rows.map((row) => ({
        label: printed(row, fields[0]?.[1] ?? ""),
        level: 1,
        total: false,
        cells: fields.slice(1).map(([, column]) => ({
          text: printed(row, column),
          formula: "",
          value: row[column] ?? { kind: "nothing" as const },
          state: "draft" as const,
        })),
      })),
      notes: [],
      line,
    };
  return {
    is: "entries",
    entries: rows.map((row) => ({
      title: printed(row, values["title"] ?? "title"),
      pairs: fields.map(([label, column]) => [label, printed(row, column)] as const),
      comments: commentsOf(values["comments"], row, binder),
    })),
    line,
  };
}

function ordered(rows: readonly SourceRow[], column: string): readonly SourceRow[] {
  return rows.toSorted((a, b) => {
    const [x, y] = [a[column], b[column]];
    if (x?.kind === "number" && y?.kind === "number") return Number(x.top - y.top);
    const [s, t] = [
      printValue(x ?? { kind: "nothing" }, { language: "sv" }),
      printValue(y ?? { kind: "nothing" }, { language: "sv" }),
    ];
    return s < t ? -1 : s > t ? 1 : 0;
  });
}

/** The texts of a register beside, of the rows that share this row's first key: `assignment-comments=assignment`. */
function commentsOf(setting: string | undefined, row: SourceRow, binder: Binder): readonly string[] {
  if (setting === undefined) return [];
  const [register = "", key = ""] = setting.split("=").map((word) => word.trim());
  const mine = row[key];
  return (binder.binding.evaluation.rows(register) ?? [])
    .filter((other) => other[key]?.kind === "text" && mine?.kind === "text" && other[key].text === mine.text)
    .map((other) => cellText(other["text"], binder.binding.language));
}
