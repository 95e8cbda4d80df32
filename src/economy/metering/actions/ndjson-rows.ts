import { type Day, type Micro, parseDay, parseMicro, type Problem, Refusal } from "../../../kernel/index.ts";
import { secondOf } from "../index.ts";
import * as problem from "../problems.ts";
import type { UsageRow } from "./read-usage.ts";

/** A row longer than this is none. */
const longestRow = 1 << 16;
const mostProblems = 100;

type Reason = { readonly sv: string; readonly en: string };

/**
 * Usage as JSON, one object a line (NDJSON), as its bytes stream past: `{"event_id","day","item","customer","quantity"}` with `time`
 * and `subject` if they are told; quantity as a number or, exactly, as a text. Throws a `Refusal` with every row that cannot be read.
 * Memory is that of a piece of the file, however long a line pretends to be.
 */
export async function* ndjsonRows(
  source: string,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<readonly UsageRow[]> {
  const problems: Problem[] = [];
  // A byte order mark is no part of the first row; bytes that are not UTF-8 are refused with their row.
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let rest: Uint8Array = new Uint8Array(0);
  let line = 1;
  const read = (bytes: Uint8Array): UsageRow | undefined => {
    const at = line++;
    const refuse = (reason: Reason): undefined => {
      problems.push(problem.unreadableRow(reason, { file: source, line: at }));
    };
    if (bytes.length > longestRow) return refuse(tooLong);
    let text: string;
    try {
      text = decoder.decode(bytes).trim();
    } catch {
      return refuse({ sv: "den är inte UTF-8", en: "it is not UTF-8" });
    }
    if (text === "") return undefined;
    const event = eventOf(text);
    return "sv" in event ? refuse(event) : { ...event, line: at };
  };
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const rows: UsageRow[] = [];
    let from = 0;
    for (let to = bytes.indexOf(10); to >= 0; to = bytes.indexOf(10, from)) {
      const row = read(bytes.subarray(from, to));
      if (row !== undefined) rows.push(row);
      from = to + 1;
    }
    if (rows.length > 0) yield rows;
    rest = bytes.slice(from);
    if (rest.length > longestRow) problems.push(problem.unreadableRow(tooLong, { file: source, line }));
    if (rest.length > longestRow || problems.length >= mostProblems) throw new Refusal(problems);
  }
  const row = rest.length === 0 ? undefined : read(rest);
  if (problems.length > 0) throw new Refusal(problems);
  if (row !== undefined) yield [row];
}

const tooLong: Reason = { sv: "den är längre än 64 kB", en: "it is longer than 64 kB" };
const known = new Set(["event_id", "day", "item", "customer", "quantity", "time", "subject"]);

/** An event out of a JSON object; or why it is none. */
export function eventOf(text: string): Omit<UsageRow, "line"> | Reason {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { sv: "den är inte JSON", en: "it is not JSON" };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return { sv: "den är inget objekt", en: "it is no object" };
  const said = value as Record<string, unknown>;
  const names = Object.keys(said);
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0)
    return { sv: `okänt fält ${unknown.join(", ")}`, en: `unknown field ${unknown.join(", ")}` };
  // JSON takes the last of two equal names without a word; here that would choose between two quantities.
  const written = text.match(/"(?:[^"\\]|\\.)*"(?=\s*:)/g) ?? [];
  if (written.length > names.length) return { sv: "ett fält står två gånger", en: "a field stands twice" };
  const missing = ["event_id", "day", "item", "customer", "quantity"].filter((name) => !(name in said));
  if (missing.length > 0)
    return { sv: `${missing.join(", ")} saknas`, en: `${missing.join(", ")} is missing` };
  const notText = names.filter((name) => name !== "quantity" && typeof said[name] !== "string");
  if (notText.length > 0)
    return { sv: `${notText.join(", ")} är ingen text`, en: `${notText.join(", ")} is no text` };
  const texts = said as Readonly<Record<string, string>>;
  const day: Day | undefined = parseDay(texts["day"] as string);
  if (day === undefined) return { sv: "day är ingen dag", en: "day is no day" };
  const { quantity } = said;
  const quantityMicro: Micro | undefined =
    typeof quantity === "number" || typeof quantity === "string" ? parseMicro(String(quantity)) : undefined;
  if (quantityMicro === undefined)
    return {
      sv: "quantity är inget tal med högst sex decimaler",
      en: "quantity is no number with at most six decimals",
    };
  const time = texts["time"] ?? "";
  return {
    eventId: texts["event_id"] as string,
    day,
    item: texts["item"] as string,
    customer: texts["customer"] as string,
    quantityMicro,
    ...(time === "" ? {} : { second: secondOf(time) ?? Number.NaN }),
    ...((texts["subject"] ?? "") === "" ? {} : { subject: texts["subject"] as string }),
  };
}
