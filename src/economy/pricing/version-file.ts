import {
  closest,
  type Day,
  firstDayOf,
  lastDayOf,
  type Micro,
  parseDay,
  parseMicro,
  periodOf,
  type Problem,
  type Result,
  resultOf,
} from "../../kernel/index.ts";
import type { StatedPriceList } from "./files.ts";
import { type RoundingRule, roundingDirections } from "./price-list.ts";
import * as problem from "./problems.ts";

/** What `prices/<version>/version.yaml` says. */
export type StatedVersion = Pick<
  StatedPriceList,
  "version" | "fiscalYear" | "validFrom" | "validTo" | "state" | "decision" | "rounding"
>;

const fields = [
  "version",
  "fiscal_year",
  "valid_from",
  "valid_to",
  "state",
  "decision",
  "decided_on",
  "rounding",
];
const states = ["draft", "decided"] as const;

/**
 * Reads `version.yaml` as a YAML reader hands it over: version, fiscal_year, valid_from, valid_to (both may be left out:
 * the year), state, decision, rounding: { to: 0.10, direction: down }. The day of a decision is the register's; where
 * decided_on is written too it is for the reader.
 */
export function readVersionFile(document: unknown, file: string): Result<StatedVersion> {
  const problems: Problem[] = [];
  const bad = (field: string, wanted: string): undefined => {
    problems.push(problem.badField(field, wanted, { file }));
    return undefined;
  };
  if (typeof document !== "object" || document === null || Array.isArray(document)) {
    return resultOf({} as StatedVersion, [problem.badField("version", "version: <name>", { file })]);
  }
  const stated = document as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(stated)) {
    if (!fields.includes(name)) problems.push(problem.unknownField(name, closest(name, fields), { file }));
  }
  const version = textOf(stated["version"]) ?? bad("version", "a name, such as 2024");
  const fiscalYear = Number(textOf(stated["fiscal_year"]) ?? "");
  const year = Number.isInteger(fiscalYear) && fiscalYear >= 1900 && fiscalYear < 2100;
  if (!year) bad("fiscal_year", "a year, such as 2024");
  const safeYear = year ? fiscalYear : 1900;
  const dayOf = (field: string, otherwise: Day): Day =>
    stated[field] === undefined || stated[field] === null
      ? otherwise
      : (parseDay(textOf(stated[field]) ?? "") ?? bad(field, "a day, such as 2024-01-01") ?? otherwise);
  const validFrom = dayOf("valid_from", firstDayOf(periodOf(safeYear, 1)));
  const validTo = dayOf("valid_to", lastDayOf(periodOf(safeYear, 12)));
  if (validTo < validFrom) bad("valid_to", "a day that is not before valid_from");
  const state = states.find((one) => one === (stated["state"] ?? "draft")) ?? bad("state", states.join(", "));
  const decision = textOf(stated["decision"]);
  if (state === "decided" && decision === undefined) {
    bad("decision", "the code of a decision in customers/decisions.csv");
  }
  const rounding = roundingOf(stated["rounding"]);
  if (rounding === "bad") bad("rounding", "{ to: 0.10, direction: down | up | nearest }");
  return resultOf(
    {
      version: version ?? "",
      fiscalYear,
      validFrom,
      validTo,
      state: state ?? "draft",
      ...(decision === undefined ? {} : { decision }),
      ...(rounding === undefined || rounding === "bad" ? {} : { rounding }),
    },
    problems,
  );
}

/** A rounding rule as data: `{ to: 0.10, direction: down }`. */
function roundingOf(value: unknown): RoundingRule | "bad" | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "object") return "bad";
  const { to, direction } = value as { readonly to?: unknown; readonly direction?: unknown };
  const toMicro: Micro | undefined = parseMicro(textOf(to) ?? "");
  const known = roundingDirections.find((one) => one === direction);
  return toMicro === undefined || toMicro <= 0 || known === undefined ? "bad" : { toMicro, direction: known };
}

/** YAML reads 2024 as a number and 2024-01-01 as text, or as a date where it is told to. */
function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value.trim() === "" ? undefined : value.trim();
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return value instanceof Date ? value.toISOString().slice(0, 10) : undefined;
}
