import { type ColumnSpec } from "../../formats/csv/index.ts";
import { type Period, unreachable } from "../../kernel/index.ts";
import { propertyName, type RegisterDefinition } from "../../platform/registers/index.ts";
import type { Figure, Statement } from "../../economy/statements/index.ts";
import {
  bands,
  type Consultant,
  type Headcount,
  longConsultants,
  personsOf,
  type SickLeave,
  type StaffFlow,
  type Survey,
  type SurveyAnswer,
  surveyIndex,
  turnoverOf,
} from "../../people/workforce/index.ts";
import {
  type Attachment,
  incidentsOf,
  type Indicator,
  type ServiceLevel,
} from "../../steering/governance/index.ts";
import type { SourceRow, Sources } from "./evaluate.ts";
import {
  decimalValue,
  moneyValue,
  nothing,
  numberValue,
  type NumberUnit,
  textValue,
  truth,
  type Value,
} from "./value.ts";

/** The rows of the registers that figures are computed from, beside those that a formula counts. */
export interface MeasuredRows {
  readonly indicators: readonly Indicator[];
  readonly attachments: readonly Attachment[];
  readonly serviceLevels: readonly ServiceLevel[];
  readonly headcounts: readonly Headcount[];
  readonly sickLeaves: readonly SickLeave[];
  readonly staffFlows: readonly StaffFlow[];
  readonly consultants: readonly Consultant[];
  readonly surveys: readonly Survey[];
  readonly surveyAnswers: readonly SurveyAnswer[];
}

export interface SourceInput {
  readonly year: number;
  readonly statements: readonly Statement[];
  /** Result from the first month through each month of the year, reporting sign. */
  readonly resultThrough: ReadonlyMap<Period, number>;
  readonly measured: MeasuredRows;
  readonly registers: ReadonlyMap<string, readonly SourceRow[]>;
}

/** Everything a formula can read, by its path. Built once for a year; a path is looked up, never searched. */
export function sourcesOf(input: SourceInput): Sources {
  const values = new Map<string, Value>([
    ...statementValues(input.statements),
    ...[...input.resultThrough].map(([period, ore]): [string, Value] => [
      `through.${period}.result`,
      numberValue(ore, { unit: "ore" }),
    ]),
    ...measuredValues(input.measured, input.year),
  ]);
  const names = [...values.keys()];
  return {
    year: input.year,
    at: (path) => values.get(path.join(".")),
    rows: (register) => input.registers.get(register),
    known: () => names,
  };
}

function* statementValues(statements: readonly Statement[]): Generator<[string, Value]> {
  for (const statement of statements)
    for (const { layout, values } of statement.rows) {
      if (layout.rule === "heading") continue;
      for (const column of statement.columns)
        yield [
          `${statement.statement}.${layout.id}.${column}`,
          valueOfFigure(values[column], layout.dashEmpty === true),
        ];
    }
}

/** A figure of a statement as a value; a row that prints a dash when nothing was booked is nothing then. */
export function valueOfFigure(figure: Figure | undefined, dashEmpty = false): Value {
  if (figure === undefined) return nothing;
  switch (figure.unit) {
    case "ore":
      return figure.empty && dashEmpty ? nothing : numberValue(figure.amountOre, { unit: "ore" });
    case "count":
      return numberValue(figure.count, { unit: "count" });
    case "percent":
      return figure.denominator === 0
        ? nothing
        : numberValue(BigInt(figure.numerator) * 100n, { bottom: figure.denominator, unit: "percent" });
    default:
      return unreachable(figure);
  }
}

function* measuredValues(rows: MeasuredRows, year: number): Generator<[string, Value]> {
  for (const row of rows.indicators) {
    const value = indicatorValue(row);
    yield [`indicator.${row.indicator}.${row.period}`, value];
    yield [`indicator.${row.indicator}`, value];
  }
  for (const row of rows.attachments)
    if (row.year === year) yield [`attachment.${row.attachment}`, numberValue(row.number)];
  for (const of of [year, year - 1, year - 2]) yield* valuesOfYear(rows, of);
}

function* valuesOfYear(rows: MeasuredRows, year: number): Generator<[string, Value]> {
  const found = incidentsOf(rows.serviceLevels, year);
  const count = (value: number | undefined): Value =>
    value === undefined ? nothing : numberValue(value, { unit: "count" });
  yield [`incidents.all.${year}`, count(found?.incidents)];
  yield [`incidents.major.${year}`, count(found?.major)];
  yield [
    `incidents.rate.${year}`,
    found === undefined || found.incidents === 0
      ? nothing
      : numberValue(found.within * 100, { bottom: found.incidents, unit: "percent" }),
  ];
  const head = rows.headcounts.find((row) => row.year === year);
  yield [`staff.fte.${year}`, micro(head?.fullTimeMicro, "fte")];
  const turnover = turnoverOf(rows.staffFlows, rows.headcounts, year);
  yield [
    `staff.turnover.${year}`,
    turnover === undefined
      ? nothing
      : numberValue(turnover.left * 100_000_000, { bottom: turnover.averageMicro, unit: "percent" }),
  ];
  yield [`staff.joined.${year}`, count(personsOf(rows.staffFlows, year, "joined"))];
  yield [`staff.left.${year}`, count(personsOf(rows.staffFlows, year, "left"))];
  const sick = new Map(
    rows.sickLeaves.filter((row) => row.year === year).map((row) => [row.band, row.shareMicro]),
  );
  for (const band of bands) yield [`staff.sick-${band}.${year}`, micro(sick.get(band), "percent")];
  const [short, long] = [sick.get("short"), sick.get("long")];
  yield [
    `staff.sick-leave.${year}`,
    micro(short === undefined || long === undefined ? undefined : short + long, "percent"),
  ];
  yield* consultantValues(rows.consultants, year);
  for (const survey of rows.surveys.filter((row) => row.year === year)) {
    const parts = new Set(
      rows.surveyAnswers
        .filter((row) => row.survey === survey.survey)
        .map((row) => row.question.split("-")[0] ?? ""),
    );
    for (const part of ["", ...parts]) {
      const index = surveyIndex(survey, rows.surveyAnswers, part === "" ? {} : { part });
      yield [
        `survey.${survey.survey}${part === "" ? "" : `.${part}`}`,
        index === undefined
          ? nothing
          : numberValue(index.numerator, { bottom: index.denominator, unit: "index" }),
      ];
    }
  }
}

function* consultantValues(rows: readonly Consultant[], year: number): Generator<[string, Value]> {
  if (rows.length === 0) return;
  const count = (value: number): Value => numberValue(value, { unit: "count" });
  const inYear = (day: string | undefined): boolean => day?.startsWith(`${year}-`) === true;
  const long = longConsultants(rows, { day: `${year}-12-31` as never, months: 24 });
  yield [`consultants.over-24-months.${year}`, count(long.length)];
  yield [`consultants.offered.${year}`, count(rows.filter((row) => inYear(row.offeredOn)).length)];
  yield [`consultants.accepted.${year}`, count(rows.filter((row) => inYear(row.acceptedOn)).length)];
  yield [`consultants.converted.${year}`, count(rows.filter((row) => inYear(row.convertedOn)).length)];
}

function micro(value: number | undefined, unit: NumberUnit): Value {
  return value === undefined ? nothing : numberValue(value, { bottom: 1_000_000, unit });
}

const moneyUnits = ["kr", "tkr", "mnkr"] as const;

/** What an indicator says, in its unit. A share that is written as a part of one stays a number. */
export function indicatorValue({ value, unit }: Pick<Indicator, "value" | "unit">): Value {
  if (value === "") return nothing;
  if (unit === "date" || unit === "code") return textValue(value, unit);
  const money = moneyUnits.find((one) => one === unit);
  if (money !== undefined) return moneyValue(value, money) ?? nothing;
  return decimalValue(value, unit === "ratio" ? "number" : (unit as NumberUnit)) ?? nothing;
}

/** An entry of a register as formulas read it: by the names of its columns. */
export function sourceRow(definition: RegisterDefinition, entry: object): SourceRow {
  const cells = entry as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    definition.columns.map((column) => [column.name, cellValue(column, cells[propertyName(column)])]),
  );
}

function cellValue(column: ColumnSpec, cell: unknown): Value {
  if (cell === undefined || cell === null) return nothing;
  if (Array.isArray(cell)) return textValue(cell.join(" "));
  switch (column.type) {
    case "kronor":
      return numberValue(cell as number, { unit: "ore" });
    case "micro":
      return numberValue(cell as number, { bottom: 1_000_000 });
    case "whole":
      return numberValue(cell as number);
    case "flag":
      return truth(cell === true);
    case "day":
    case "period":
      return textValue(cell as string, "date");
    case "choice":
    case "code":
    case "text":
      return textValue(cell as string);
    default:
      return unreachable(column.type);
  }
}
