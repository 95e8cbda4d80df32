import { parsePeriod } from "../../kernel/index.ts";
import { type AmountUnit, formatPeriod, type Language } from "../../platform/language/index.ts";
import type { Statement, StatementRow } from "./evaluate.ts";
import type { ColumnId } from "./layout.ts";
import { printFigure } from "./print.ts";

/** The heading of a column, with the year it shows. */
export function columnTitle(
  column: ColumnId,
  statement: Pick<Statement, "year" | "forecast">,
  language: Language,
): string {
  const { year } = statement;
  const titles: Readonly<Record<ColumnId, readonly [string, string]>> = {
    actual: [`Bokslut ${year}`, `Actual ${year}`],
    budget: [`Budget ${year}`, `Budget ${year}`],
    variance: ["Avvikelse", "Variance"],
    forecast: [
      `Prognos ${forecastMonth(statement, "sv")}`.trim(),
      `Forecast ${forecastMonth(statement, "en")}`.trim(),
    ],
    previous: [`Bokslut ${year - 1}`, `Actual ${year - 1}`],
    previous2: [`Bokslut ${year - 2}`, `Actual ${year - 2}`],
  };
  return titles[column][language === "sv" ? 0 : 1];
}

/** "oktober 2024" for a snapshot named after its month, else its name. */
function forecastMonth({ forecast = "" }: Pick<Statement, "forecast">, language: Language): string {
  const period = parsePeriod(forecast.slice(-7));
  return period === undefined ? forecast : formatPeriod(period, language);
}

export function basisSentence(statement: Pick<Statement, "basis">, language: Language): string {
  if (statement.basis === "external") {
    return language === "sv"
      ? "Extern inkl nämnder: interna poster är avräknade"
      : "External including boards: internal items are left out";
  }
  return language === "sv" ? "Helheten: interna poster ingår" : "The whole: internal items are included";
}

/** The rows that print: those that are zero in every column and say so are left out. */
export function printedRows(statement: Statement): readonly StatementRow[] {
  return statement.rows.filter(
    ({ layout, values }) =>
      layout.hideZero !== true ||
      Object.values(values).some((figure) => figure.unit !== "ore" || figure.amountOre !== 0),
  );
}

/** The columns of the printed table; those that no row fills (no budget loaded, no forecast made) are left out. */
export function printedColumns(statement: Statement): readonly ColumnId[] {
  const rows = printedRows(statement);
  return statement.printed.filter((column) => rows.some(({ values }) => !isBlank(values[column])));
}

/** What is said instead of a table in which no row has a figure; undefined where one has. */
export function emptySentence(statement: Statement, language: Language): string | undefined {
  if (printedColumns(statement).length > 0) return undefined;
  return language === "sv"
    ? `Det finns inga uppgifter för ${statement.year}.`
    : `There are no figures for ${statement.year}.`;
}

/** What stands beneath the table: the rows' own notes, and what a restated comparative was before. */
export function statementNotes(
  statement: Statement,
  { unit, language }: { readonly unit: AmountUnit; readonly language: Language },
): readonly string[] {
  const columns = printedColumns(statement);
  return printedRows(statement).flatMap(({ layout, original = {} }) => {
    const name = language === "sv" ? layout.label_sv : layout.label_en;
    const note = language === "sv" ? layout.note_sv : layout.note_en;
    const restated = columns.flatMap((column) => {
      const figure = original[column];
      if (figure === undefined) return [];
      const { text } = printFigure(figure, { unit, language });
      const title = columnTitle(column, statement, language);
      return [
        language === "sv"
          ? `${name}: ${title} är omräknat efter omklassning; ursprungligen ${text}.`
          : `${name}: ${title} is restated after a reclassification; originally ${text}.`,
      ];
    });
    return [...(note === undefined ? [] : [`${name}: ${note}`]), ...restated];
  });
}

/** A statement as aligned text. */
export function statementTable(
  statement: Statement,
  { unit, language }: { readonly unit: AmountUnit; readonly language: Language },
): string {
  const rows = printedRows(statement);
  const columns = printedColumns(statement);
  const label = ({ layout }: StatementRow): string =>
    `${"  ".repeat(layout.rule === "heading" ? 0 : layout.level)}${language === "sv" ? layout.label_sv : layout.label_en}`;
  const cells = rows.map((row) =>
    columns.map(
      (column) =>
        printFigure(row.values[column], { unit, language, dashEmpty: row.layout.dashEmpty === true }).text,
    ),
  );
  const titles = columns.map((column) => columnTitle(column, statement, language));
  const width = Math.max(0, ...rows.map((row) => label(row).length));
  const widths = columns.map((_, at) =>
    Math.max(titles[at]?.length ?? 0, ...cells.map((line) => line[at]?.length ?? 0)),
  );
  const line = (head: string, texts: readonly string[]): string =>
    [head.padEnd(width), ...texts.map((text, at) => text.padStart(widths[at] ?? 0))].join("  ").trimEnd();
  const empty = emptySentence(statement, language);
  const heading = `${language === "sv" ? statement.title_sv : statement.title_en} ${statement.year}`;
  if (empty !== undefined) return [heading, "", empty].join("\n");
  const amounts = rows.some(({ values }) => Object.values(values).some((figure) => figure.unit === "ore"));
  const notes = statementNotes(statement, { unit, language });
  return [
    heading,
    `${basisSentence(statement, language)}.${amounts ? ` ${language === "sv" ? "Belopp i" : "Amounts in"} ${unit}.` : ""}`,
    "",
    line("", titles),
    ...rows.map((row, at) => line(label(row), cells[at] ?? [])),
    ...(notes.length > 0 ? ["", ...notes] : []),
  ].join("\n");
}

function isBlank(figure: StatementRow["values"][ColumnId]): boolean {
  return figure === undefined || (figure.unit === "ore" && figure.empty);
}
