import { LineCounter, type YAMLMap, isMap, isScalar, isSeq, parseDocument } from "yaml";
import { type Problem, excerpt } from "../../kernel/index.ts";
import { type Place, problem, unknownName } from "./problems.ts";

/** A model file while it is being read: every fault is collected with its line, reading goes on. */
export interface Reading {
  readonly file: string;
  readonly problems: Problem[];
  place(node: unknown): Place;
}

/** A map's fields by name, with the node of each value. */
export type Fields = ReadonlyMap<string, unknown>;

/** Parses to nodes that keep their place. Every scalar stays the text that was written: "0190" is not 190. */
export function openYaml(text: string, file: string): { reading: Reading; root: unknown } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: "failsafe", uniqueKeys: true });
  const lineAt = (offset: number): number => Math.max(lines.linePos(offset).line, 1);
  const reading: Reading = {
    file,
    problems: [],
    place(node) {
      const range = (node as { range?: readonly number[] | null } | null | undefined)?.range;
      return { file, line: range ? lineAt(range[0] as number) : 1 };
    },
  };
  for (const error of document.errors) {
    const what = excerpt(error.message.split("\n")[0] ?? error.code);
    reading.problems.push(
      problem("costing.model-syntax", `Ogiltig YAML: ${what}`, `Invalid YAML: ${what}`, {
        file,
        line: lineAt(error.pos[0]),
      }),
    );
  }
  return { reading, root: document.contents };
}

/** The fields of a map; unknown ones are reported with a suggestion, missing ones by name. */
export function readFields(
  reading: Reading,
  node: unknown,
  what: string,
  { required = [], optional = [] }: { required?: readonly string[]; optional?: readonly string[] },
): Fields {
  const fields = new Map<string, unknown>();
  if (!isMap(node)) {
    wrong(reading, node, what, "fält med värden", "fields with values");
    return fields;
  }
  const known = [...required, ...optional];
  for (const { key, value } of entries(node)) {
    const name = scalarText(key);
    if (known.includes(name)) fields.set(name, value);
    else reading.problems.push(unknownName("field", name, known, reading.place(key)));
  }
  // Nobody reads a note but people; it is a text all the same.
  readText(reading, fields.get("note"), "note");
  for (const name of required) {
    if (fields.has(name)) continue;
    reading.problems.push(
      problem(
        "costing.missing-field",
        `Fältet ”${name}” saknas i ${what}.`,
        `The field "${name}" is missing in ${what}.`,
        reading.place(node),
      ),
    );
  }
  return fields;
}

/** Any names to values: shares, agreed amounts, a selection. */
export function readNamed(reading: Reading, node: unknown, what: string): [string, unknown, unknown][] {
  if (!isMap(node)) {
    wrong(reading, node, what, "namn med värden", "names with values");
    return [];
  }
  return entries(node).map(({ key, value }) => [scalarText(key), value, key]);
}

export function readList(reading: Reading, node: unknown, what: string): readonly unknown[] {
  if (node === undefined || (isScalar(node) && node.value === "")) return [];
  if (isSeq(node)) return node.items;
  wrong(reading, node, what, "en lista", "a list");
  return [];
}

export function readText(reading: Reading, node: unknown, what: string): string {
  if (node === undefined) return "";
  if (isScalar(node)) return scalarText(node);
  wrong(reading, node, what, "en text", "a text");
  return "";
}

/** A text that may not be empty: what something is called. */
export function readCode(reading: Reading, node: unknown, what: string): string {
  const text = readText(reading, node, what);
  if (text === "" && isScalar(node)) wrong(reading, node, what, "ett namn", "a name");
  return text;
}

/** A text or a list of texts. */
export function readTexts(reading: Reading, node: unknown, what: string): string[] {
  if (node === undefined) return [];
  if (isScalar(node)) return [scalarText(node)];
  return readList(reading, node, what).map((item) => readText(reading, item, what));
}

/** One of some words, or a default where the field is left out. */
export function readWord<W extends string>(
  reading: Reading,
  node: unknown,
  what: string,
  words: readonly W[],
  otherwise: W,
): W {
  if (node === undefined) return otherwise;
  const text = readText(reading, node, what);
  const word = words.find((candidate) => candidate === text);
  if (word === undefined) wrong(reading, node, what, words.join(", "), words.join(", "));
  return word ?? otherwise;
}

/** A value by a parser that says `undefined` to what it cannot read. */
export function readParsed<T>(
  reading: Reading,
  node: unknown,
  what: string,
  parse: (text: string) => T | undefined,
  [formSv, formEn]: readonly [string, string],
): T | undefined {
  if (node === undefined) return undefined;
  const value = isScalar(node) ? parse(scalarText(node)) : undefined;
  if (value === undefined) wrong(reading, node, what, formSv, formEn);
  return value;
}

export function wrong(reading: Reading, node: unknown, what: string, formSv: string, formEn: string): void {
  const found = isScalar(node) ? excerpt(scalarText(node)) : undefined;
  reading.problems.push(
    problem(
      "costing.wrong-value",
      `${found === undefined ? "Detta" : `”${found}”`} går inte att läsa som ${what}: här väntas ${formSv}.`,
      `${found === undefined ? "This" : `"${found}"`} cannot be read as ${what}: expected ${formEn}.`,
      reading.place(node),
    ),
  );
}

/** What was written; the failsafe schema leaves every scalar a string. */
function scalarText(node: unknown): string {
  return isScalar(node) && typeof node.value === "string" ? node.value.trim() : "";
}

export function isList(node: unknown): boolean {
  return isSeq(node);
}

export function isNamed(node: unknown): boolean {
  return isMap(node);
}

/** Whether a node is a map with that field: which of two forms was written. */
export function hasField(node: unknown, name: string): boolean {
  return isMap(node) && entries(node).some(({ key }) => scalarText(key) === name);
}

function entries(map: YAMLMap): { key: unknown; value: unknown }[] {
  return map.items.map((pair) => ({ key: pair.key, value: pair.value }));
}
