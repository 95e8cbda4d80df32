import { closest } from "../../kernel/index.ts";
import { problem } from "./problems.ts";
import { type Fields, type Reading, readText } from "./yaml-reading.ts";

/**
 * What may stand within braces in a sentence of a model (`explain_sv`, `explain_en`), filled in where it is read: the share in
 * percent, the driver's name and unit, the amount in kronor, the reader's own value of the driver, and everybody's.
 */
export const placeholders = ["share", "driver", "amount", "own", "sum"] as const;

/** A sentence that a reader sees. A brace that holds none of the placeholders is a fault now, not a hole in a page later. */
export function readSentence(reading: Reading, fields: Fields, name: string): string {
  const node = fields.get(name);
  const text = readText(reading, node, name);
  const left = text.replace(/\{([^{}]*)\}/g, (whole: string, word: string) => {
    if (!(placeholders as readonly string[]).includes(word)) unknown(reading, node, whole, word);
    return "";
  });
  const stray = /[{}]/.exec(left)?.[0];
  if (stray !== undefined) unknown(reading, node, stray, "");
  return text;
}

function unknown(reading: Reading, node: unknown, written: string, word: string): void {
  const near = closest(word, placeholders);
  const all = placeholders.map((one) => `{${one}}`).join(" ");
  reading.problems.push(
    problem(
      "costing.unknown-placeholder",
      `”${written}” i en förklarande mening betyder ingenting; det finns ${all}.`,
      `"${written}" in an explaining sentence means nothing; there are ${all}.`,
      reading.place(node),
      near === undefined || word === ""
        ? undefined
        : { try: `Write "{${near}}".`, try_sv: `Skriv ”{${near}}”.` },
    ),
  );
}

/** Both sentences of a rule, each only where it is written. */
export function readSentences(
  reading: Reading,
  fields: Fields,
): { readonly explainSv?: string; readonly explainEn?: string } {
  const explainSv = readSentence(reading, fields, "explain_sv");
  const explainEn = readSentence(reading, fields, "explain_en");
  return { ...(explainSv === "" ? {} : { explainSv }), ...(explainEn === "" ? {} : { explainEn }) };
}
