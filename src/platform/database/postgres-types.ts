import { types } from "pg";
import { assert } from "../../kernel/index.ts";

type Parser = (text: string) => unknown;

/** The driver's own parsers, by type number; its declaration knows only some of the numbers. */
const parserOf = types.getTypeParser as unknown as (oid: number, format?: "text" | "binary") => Parser;

/** Whole numbers come back as numbers; one that a number cannot hold exactly is a bug and crashes. */
function safeInteger(text: string): number {
  const number = Number(text);
  assert(Number.isSafeInteger(number), `a bigint from the database fits a number, ${text} does not`);
  return number;
}

/** "2024-03-31 10:00:00.123456+00" -> "2024-03-31T10:00:00.123456Z"; every connection speaks UTC. */
function isoTime(text: string): string {
  assert(text.endsWith("+00"), `the session's time zone is UTC, got ${text}`);
  return `${text.slice(0, 10)}T${text.slice(11, -3)}Z`;
}

const text: Parser = (value) => value;

function arrayOf(parser: Parser): Parser {
  // The driver's own parser of text[] knows the quoting; nulls stay nulls.
  const split = parserOf(1009) as (value: string) => (string | null)[];
  return (value) => split(value).map((element) => (element === null ? null : parser(element)));
}

const parsers = new Map<number, Parser>([
  [20, safeInteger],
  [1082, text],
  [1114, text],
  [1184, isoTime],
  [1700, text],
  [1016, arrayOf(safeInteger)],
  [1182, arrayOf(text)],
  [1185, arrayOf(isoTime)],
  [1231, arrayOf(text)],
]);

/** The types of the port (see `Transaction`), for every connection of a pool. */
export const portTypes = {
  getTypeParser(oid: number, format?: "text" | "binary"): Parser {
    const own = format === "binary" ? undefined : parsers.get(oid);
    return own ?? parserOf(oid, format ?? "text");
  },
};
