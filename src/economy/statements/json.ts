import { unreachable } from "../../kernel/index.ts";
import type { Figure, Statement, StatementRow } from "./evaluate.ts";
import { percentText } from "./print.ts";

/** A statement as `--json` and the API give it: amounts in whole öre as text, shares with what they are made of. */
export function statementJson(statement: Statement) {
  return {
    statement: statement.statement,
    title_sv: statement.title_sv,
    title_en: statement.title_en,
    year: statement.year,
    basis: statement.basis,
    columns: statement.columns,
    ...(statement.forecast === undefined ? {} : { forecast: statement.forecast }),
    rows: statement.rows
      .filter(({ layout }) => layout.rule !== "heading")
      .map(({ layout, values, original }) => ({
        id: layout.id,
        label_sv: layout.label_sv,
        label_en: layout.label_en,
        level: layout.level,
        ...(layout.basis === undefined ? {} : { basis: layout.basis }),
        ...(layout.note_sv === undefined ? {} : { note_sv: layout.note_sv, note_en: layout.note_en }),
        values: figuresJson(values),
        // A restated comparative keeps what it was.
        ...(original === undefined ? {} : { original: figuresJson(original) }),
      })),
  };
}

function figuresJson(values: StatementRow["values"]) {
  return Object.fromEntries(Object.entries(values).map(([column, figure]) => [column, figureJson(figure)]));
}

/** Money in öre; a count; a percentage with what it is made of. */
type FigureJson =
  | { readonly ore: string }
  | { readonly value: string; readonly unit: "count" }
  | {
      readonly value: string;
      readonly unit: "percent";
      readonly numerator: string;
      readonly denominator: string;
      readonly of_sv?: string;
      readonly of_en?: string | undefined;
    };

export function figureJson(figure: Figure): FigureJson {
  switch (figure.unit) {
    case "ore":
      return { ore: String(figure.amountOre) };
    case "count":
      return { value: String(figure.count), unit: "count" };
    case "percent":
      return {
        value: percentText(figure),
        unit: "percent",
        numerator: String(figure.numerator),
        denominator: String(figure.denominator),
        ...(figure.of_sv === undefined ? {} : { of_sv: figure.of_sv, of_en: figure.of_en }),
      };
    default:
      return unreachable(figure);
  }
}
