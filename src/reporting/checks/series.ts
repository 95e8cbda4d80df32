import type { CheckResult, Finding } from "./finding.ts";
import { figuresOf } from "./prose-figures.ts";
import { type Reading, type Sentence, sentencePlace } from "./reading.ts";
import { print } from "./rounding.ts";
import { numberWord } from "./words.ts";

const moved = /\b(?<up>ökning|ökat|increase|increased)|\b(?<down>minskning|minskat|decrease|decreased)\b/i;

/** Lists in the prose (uppräkningar): a change said after the figures it is made of, and how many things a list says it holds. */
export function series(reading: Reading): CheckResult {
  const findings: Finding[] = [];
  let checks = 0;
  reading.sentences.forEach((sentence, at) => {
    const match = moved.exec(sentence.text);
    if (match !== null) {
      const direction = match.groups?.["up"] === undefined ? -1 : 1;
      const own = figuresOf(sentence).find(
        (one) =>
          one.offset > match.index &&
          /\b(?:med|om|på|of|by)\s(?:cirka |drygt )?$/i.test(sentence.text.slice(0, one.offset)),
      );
      const isResult =
        /^(?:Det|Detta|Det här|This|That) (?:motsvarar|innebär|är|ger|corresponds|is|means)/i.test(
          sentence.text,
        );
      const said = isResult && own !== undefined ? pairBefore(reading.sentences, at) : undefined;
      if (own !== undefined && said !== undefined) {
        checks++;
        const difference = said[1] - said[0];
        const isRight =
          Math.abs(Math.abs(difference) - own.value * own.factor) <=
          0.5 * 10 ** -own.decimals * own.factor + (own.about === "" ? 0 : own.value * own.factor * 0.05);
        if (!isRight || Math.sign(difference) !== direction)
          findings.push(
            wrongChange(
              sentence,
              match.index,
              own.printed,
              print(difference, own.decimals),
              reading.sentences[at - 1] as Sentence,
            ),
          );
      }
    }
    const promised = listPromised(sentence);
    if (promised === undefined) return;
    const items = itemsAfter(reading.sentences, at);
    if (items < 2) return;
    checks++;
    if (items !== promised.count && Math.abs(items - promised.count) <= 3)
      findings.push(wrongCount(sentence, promised, items));
  });
  return { checks, findings };
}

/** The two figures said last before a sentence, by items or by "från ... till". */
function pairBefore(sentences: readonly Sentence[], at: number): readonly [number, number] | undefined {
  const found: { value: number; noun: string }[] = [];
  for (let index = at - 1; index >= Math.max(0, at - 4) && found.length < 2; index--) {
    const sentence = sentences[index] as Sentence;
    if (sentence.section !== sentences[at]?.section) break;
    for (const figure of figuresOf(sentence).toReversed())
      if (figure.value > 20)
        found.unshift({ value: figure.value * figure.factor, noun: `${figure.unit} ${figure.noun}` });
  }
  const [a, b, ...more] = found;
  return a === undefined || b === undefined || more.length > 0 || a.noun !== b.noun
    ? undefined
    : [a.value, b.value];
}

function wrongChange(
  sentence: Sentence,
  at: number,
  printed: string,
  computed: string,
  before: Sentence,
): Finding {
  return {
    kind: "difference",
    severity: "error",
    where: [sentencePlace(sentence, at), sentencePlace(before)],
    printed,
    computed,
    rule: "efter - före / after - before",
    message_sv: `Texten anger förändringen till ${printed}, men siffrorna före ger ${computed}.`,
    message_en: `The text says the change is ${printed}, but the figures before it give ${computed}.`,
  };
}

function listPromised(
  sentence: Sentence,
): { readonly count: number; readonly word: string; readonly offset: number } | undefined {
  if (!/:\s*$/.test(sentence.text)) return undefined;
  const words = [...sentence.text.matchAll(/(?<!\p{L})(\p{L}{2,5}|\d{1,2}) \p{L}+(?: \p{L}+)?\s*:\s*$/giu)];
  const said = words.at(-1)?.[1];
  const count = said === undefined ? undefined : (numberWord(said) ?? (Number(said) || undefined));
  return said === undefined || count === undefined || count < 2 || count > 15
    ? undefined
    : { count, word: said, offset: words.at(-1)?.index ?? 0 };
}

function itemsAfter(sentences: readonly Sentence[], at: number): number {
  const paragraphs = new Set<number>();
  for (let index = at + 1; index < sentences.length; index++) {
    const one = sentences[index] as Sentence;
    if (!one.isItem || one.section !== sentences[at]?.section) break;
    paragraphs.add(one.paragraph);
  }
  return paragraphs.size;
}

function wrongCount(
  sentence: Sentence,
  promised: { readonly word: string; readonly offset: number },
  items: number,
): Finding {
  return {
    kind: "count",
    severity: "warning",
    where: [sentencePlace(sentence, promised.offset)],
    printed: promised.word,
    computed: String(items),
    rule: "antal punkter / number of items",
    message_sv: `Texten lovar ${promised.word}, men listan har ${items} punkter.`,
    message_en: `The text promises ${promised.word}, but the list has ${items} items.`,
  };
}
