import { type Problem, type Result, resultOf } from "../../kernel/index.ts";
import { debitingProblem } from "./problems.ts";

/** For what a record is written; also the order of writing, from the start of the file to its end. */
export const occasions = [
  "file-start",
  "document",
  "document-text",
  "line",
  "detail",
  "posting",
  "document-end",
  "file-end",
] as const;
export type Occasion = (typeof occasions)[number];

/** Everything a field can show, and how it is written: text, money in öre, millionths or a day. */
export const values = {
  "file.day": "day",
  "file.total": "ore",
  "file.documents": "count",
  "document.number": "text",
  "document.text": "text",
  "document.day": "day",
  "document.due-day": "day",
  "document.customer-reference": "text",
  "document.our-reference": "text",
  "document.total": "ore",
  "customer.code": "text",
  "customer.legal-id": "text",
  "customer.name": "text",
  "customer.care-of": "text",
  "customer.street": "text",
  "customer.postal-address": "text",
  "customer.counterparty": "text",
  "line.text": "text",
  "line.quantity": "micro",
  "line.price": "micro",
  "line.total": "ore",
  "line.vat-code": "text",
  "detail.text": "text",
  "posting.cost-centre": "text",
  "posting.account": "text",
  "posting.department": "text",
  "posting.activity": "text",
  "posting.project": "text",
  "posting.object": "text",
  "posting.counterparty": "text",
  "posting.accrual-key": "text",
  "posting.amount": "ore",
} as const;
export type ValueName = keyof typeof values;

/** A place in a record. Exactly one of `value` and `literal`. */
export interface ProfileField {
  /** First place of the record is 0. */
  readonly at: number;
  readonly length: number;
  readonly value?: ValueName;
  readonly literal?: string;
  readonly align?: "left" | "right";
  readonly pad?: " " | "0";
  /** Decimals of an amount or a quantity; 2 unless told. */
  readonly decimals?: number;
  /** "." unless told; "" writes 12.50 as 1250. */
  readonly point?: "." | "," | "";
  readonly sign?: "negative" | "always";
  readonly day?: "yyyyMMdd" | "yyMMdd" | "yyyy-MM-dd";
  /**
   * What is longer than its place: refused unless told. A text may be cut; a quantity or a price may be shortened to fewer
   * decimals, since it only informs. An amount is neither.
   */
  readonly overlong?: "refuse" | "cut" | "shorten";
  readonly required?: boolean;
}

export interface ProfileRecord {
  readonly for: Occasion;
  readonly fields: readonly ProfileField[];
}

/** The layout of a ledger's file (filprofil), as data: another ledger is another profile and no other program. */
export interface Profile {
  readonly profile: string;
  readonly name_sv: string;
  readonly name_en: string;
  readonly encoding: "iso-8859-1" | "utf-8";
  readonly line_end: "lf" | "crlf";
  /** For fields that do not say otherwise. */
  readonly overlong?: "refuse" | "cut";
  readonly records: readonly ProfileRecord[];
}

const scopes: Readonly<Record<Occasion, readonly string[]>> = {
  "file-start": ["file"],
  document: ["file", "document", "customer"],
  "document-text": ["file", "document", "customer"],
  line: ["file", "document", "customer", "line"],
  detail: ["file", "document", "customer", "line", "detail"],
  posting: ["file", "document", "customer", "line", "posting"],
  "document-end": ["file", "document", "customer"],
  "file-end": ["file"],
};

/** A profile as somebody has written it, with every fault in it. Its shape is also `docs/internal-debiting.schema.json`. */
export function readProfile(source: unknown, file?: string): Result<Profile> {
  const problems: Problem[] = [];
  const tell = (sv: string, en: string): void => {
    problems.push(debitingProblem("debiting.bad-profile", sv, en, { file }));
  };
  const root = recordOf(source);
  for (const name of ["profile", "name_sv", "name_en"])
    if (typeof root[name] !== "string" || root[name] === "") tell(`${name} saknas`, `${name} is missing`);
  oneOf(root["encoding"], ["iso-8859-1", "utf-8"], "encoding", tell);
  oneOf(root["line_end"], ["lf", "crlf"], "line_end", tell);
  oneOf(root["overlong"] ?? "refuse", ["refuse", "cut"], "overlong", tell);
  unknownNames(
    root,
    ["profile", "name_sv", "name_en", "encoding", "line_end", "overlong", "records"],
    "",
    tell,
  );
  const records = Array.isArray(root["records"]) ? root["records"] : [];
  if (records.length === 0) tell("inga poster i records", "no records");
  records.forEach((each, index) => checkRecord(recordOf(each), `records[${index}]`, tell));
  return resultOf(source as Profile, problems);
}

type Tell = (sv: string, en: string) => void;

function checkRecord(record: Record<string, unknown>, path: string, tell: Tell): void {
  unknownNames(record, ["for", "fields"], path, tell);
  const isKnown = oneOf(record["for"], occasions, `${path}.for`, tell);
  const fields = Array.isArray(record["fields"]) ? record["fields"].map(recordOf) : [];
  if (fields.length === 0) tell(`${path} har inga fält`, `${path} has no fields`);
  let end = 0;
  fields.forEach((field, index) => {
    const place = `${path}.fields[${index}]`;
    unknownNames(field, fieldNames, place, tell);
    const { at, length, value, literal } = field;
    if (!isCount(at, 0) || !isCount(length, 1)) {
      tell(`${place}: at och length är heltal`, `${place}: at and length are whole numbers`);
      return;
    }
    if (at < end)
      tell(`${place} börjar innan fältet före slutar`, `${place} begins before the field before it ends`);
    end = at + length;
    if ((value === undefined) === (literal === undefined))
      tell(`${place} har antingen value eller literal`, `${place} has either value or literal`);
    if (typeof literal === "string" && literal.length > length)
      tell(`${place}: ${literal} får inte plats`, `${place}: ${literal} does not fit`);
    if (value !== undefined)
      checkValue(value, isKnown ? (record["for"] as Occasion) : undefined, place, tell);
    for (const [name, allowed] of choices)
      if (field[name] !== undefined) oneOf(field[name], allowed, `${place}.${name}`, tell);
    if (field["overlong"] === "shorten" && (values[value as ValueName] !== "micro" || field["point"] === ""))
      tell(
        `${place}: bara antal och priser med decimaltecken kortas`,
        `${place}: only quantities and prices with a point are shortened`,
      );
    if (field["decimals"] !== undefined && !(isCount(field["decimals"], 0) && field["decimals"] <= 6))
      tell(`${place}.decimals är 0-6`, `${place}.decimals is 0-6`);
  });
}

const fieldNames = [
  "at",
  "length",
  "value",
  "literal",
  "align",
  "pad",
  "decimals",
  "point",
  "sign",
  "day",
  "overlong",
  "required",
];

const choices: readonly (readonly [string, readonly unknown[]])[] = [
  ["align", ["left", "right"]],
  ["pad", [" ", "0"]],
  ["point", [".", ",", ""]],
  ["sign", ["negative", "always"]],
  ["day", ["yyyyMMdd", "yyMMdd", "yyyy-MM-dd"]],
  ["overlong", ["refuse", "cut", "shorten"]],
  ["required", [true, false]],
];

function checkValue(value: unknown, occasion: Occasion | undefined, place: string, tell: Tell): void {
  if (typeof value !== "string" || !Object.hasOwn(values, value)) {
    tell(`${place}: ${String(value)} är inget värde`, `${place}: ${String(value)} is no value`);
    return;
  }
  const scope = value.split(".")[0] as string;
  if (occasion !== undefined && !scopes[occasion].includes(scope))
    tell(`${place}: ${value} finns inte i ${occasion}`, `${place}: there is no ${value} in ${occasion}`);
}

function unknownNames(
  source: Record<string, unknown>,
  known: readonly string[],
  path: string,
  tell: Tell,
): void {
  for (const name of Object.keys(source))
    if (!known.includes(name)) tell(`${path} har okänt ${name}`, `${path} has unknown ${name}`);
}

function oneOf(value: unknown, allowed: readonly unknown[], path: string, tell: Tell): boolean {
  if (allowed.includes(value)) return true;
  const list = allowed.map((each) => JSON.stringify(each)).join(", ");
  tell(`${path} är något av ${list}`, `${path} is one of ${list}`);
  return false;
}

function isCount(value: unknown, least: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= least;
}

function recordOf(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === "object" ? (value as Record<string, unknown>) : {};
}
