import { gather } from "./gather.ts";
import type { CheckResult, Finding } from "./finding.ts";
import { figuresOf, type ProseFigure } from "./prose-figures.ts";
import { type Reading, type Sentence, sentencePlace } from "./reading.ts";
import { print } from "./rounding.ts";
import { numberWord, stem } from "./words.ts";

/** A count in the prose: "23 bastjänster", "sju bastjänster". */
interface Count {
  readonly value: number;
  readonly noun: string;
  readonly offset: number;
  readonly end: number;
}

const words =
  "en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve";
const counted = new RegExp(
  `(?<![\\p{L}\\d.,])(?<count>${words}|\\d{1,3}(?: \\d{3})+|\\d+)\\s(?:(?:av|of)\\s(?:de\\s|the\\s)?(?<whole>\\d+(?: \\d{3})*)\\s)?(?<noun>\\p{L}[\\p{L}-]{2,})`,
  "giu",
);

/** Shares said beside their counts (andel): "sju bastjänster (35 procent)", "21 av 52 kunder, 40 procent"; and wholes said beside their parts. */
export function shares(reading: Reading): CheckResult {
  const findings: Finding[] = [];
  let checks = 0;
  const wholes = new Map<string, { count: Count; sentence: Sentence }[]>();
  for (const sentence of reading.sentences)
    for (const count of countsOf(sentence)) gather(wholes, count.noun, { count, sentence });
  for (const sentence of reading.sentences) {
    for (const share of figuresOf(sentence)) {
      if (share.unit !== "percent") continue;
      const stated = statedShare(sentence, share);
      if (stated !== undefined) {
        checks++;
        if (!isShare(share, stated.part, stated.whole)) findings.push(wrongShare(sentence, share, stated));
        continue;
      }
      const beside = /(\p{L}+|\d[\d ]*)\s(\p{L}[\p{L}-]+)\s\(\s?$/u.exec(
        sentence.text.slice(0, share.offset),
      );
      const part = beside === null ? undefined : (numberWord(beside[1] ?? "") ?? numberOf(beside[1]));
      if (beside === null || part === undefined) continue;
      const bigger = (wholes.get(stem((beside[2] ?? "").toLowerCase())) ?? []).filter(
        (one) => one.count.value > part && one.sentence !== sentence,
      );
      if (bigger.length === 0) continue;
      checks++;
      if (bigger.some((one) => isShare(share, part, one.count.value))) continue;
      const nearest = bigger[0] as (typeof bigger)[number];
      findings.push(
        wrongShare(
          sentence,
          share,
          { part, whole: nearest.count.value },
          nearest.sentence,
          nearest.count.offset,
        ),
      );
    }
    const parts = partsOf(sentence);
    if (parts === undefined) continue;
    checks++;
    if (parts.sum !== parts.whole) findings.push(wrongParts(sentence, parts));
  }
  return { checks, findings };
}

function countsOf(sentence: Sentence): Count[] {
  return [...sentence.text.matchAll(counted)].flatMap((match) => {
    const value = numberWord(match.groups?.["count"] ?? "") ?? numberOf(match.groups?.["count"]);
    if (value === undefined || /^(?:19|20)\d\d$/.test(match.groups?.["count"] ?? "")) return [];
    return [
      {
        value,
        noun: stem((match.groups?.["noun"] ?? "").toLowerCase()),
        offset: match.index,
        end: match.index + match[0].length,
      },
    ];
  });
}

function numberOf(text: string | undefined): number | undefined {
  const value = Number((text ?? "").replaceAll(" ", "") || Number.NaN);
  return Number.isNaN(value) ? undefined : value;
}

function statedShare(sentence: Sentence, share: ProseFigure): { part: number; whole: number } | undefined {
  const before = sentence.text.slice(Math.max(0, share.offset - 90), share.offset);
  const found =
    /(\d[\d ]*|\p{L}+) (?:av|of) (?:totalt |de |the |våra |stadens )?(\d[\d ]*)(?: \p{L}+){0,3}(?:,| \(|, vilket (?:motsvarar|är|innebär)|, which (?:is|corresponds to)|, eller|, dvs\.?|, or)\s?(?:cirka |drygt |knappt )?$/iu.exec(
      before,
    );
  const after =
    /^\S*\s?(?:procent|%|per cent|percent)\s?\((\d[\d ]*) (?:av|of) (?:totalt )?(\d[\d ]*)\b/iu.exec(
      sentence.text.slice(share.offset),
    );
  const of =
    /\b(?:av|of) (?:de |totalt |the )?(\d[\d ]*) \p{L}+ (?:\p{L}+ ){1,3}?(\d[\d ]*|\p{L}+)(?: \p{L}+)?,? (?:vilket (?:motsvarar|är|innebär)|which (?:is|corresponds to)|eller|or)\s(?:cirka |drygt |knappt )?$/iu.exec(
      before,
    );
  const [, part, whole] = found ?? after ?? (of === null ? [] : [of[0], of[2], of[1]]);
  const [a, b] = [numberWord(part ?? "") ?? numberOf(part), numberOf(whole)];
  return a === undefined || b === undefined || b === 0 || a > b ? undefined : { part: a, whole: b };
}

function isShare(share: ProseFigure, part: number, whole: number): boolean {
  const exact = (part / whole) * 100;
  const loose = share.about === "" ? 0 : 2.5;
  return Math.abs(exact - share.value) <= 0.5 * 10 ** -share.decimals + 1e-9 + loose;
}

function wrongShare(
  sentence: Sentence,
  share: ProseFigure,
  { part, whole }: { part: number; whole: number },
  other?: Sentence,
  offset = 0,
): Finding {
  const computed = `${print((part / whole) * 100, 1)} %`;
  return {
    kind: "ratio",
    severity: other === undefined ? "error" : "warning",
    where: [
      sentencePlace(sentence, share.offset),
      ...(other === undefined ? [] : [sentencePlace(other, offset)]),
    ],
    printed: `${share.printed} %`,
    computed,
    rule: `${part} / ${whole} = ${computed}`,
    message_sv: `Andelen anges till ${share.printed} procent, men ${part} av ${whole} är ${computed}.`,
    message_en: `The share is said to be ${share.printed} per cent, but ${part} of ${whole} is ${computed}.`,
  };
}

interface Parts {
  readonly whole: number;
  readonly sum: number;
  readonly offset: number;
  readonly terms: readonly number[];
}

/** "57 tjänster; 23 bastjänster, 23 tjänster inom infrastruktur och 11 tilläggstjänster": a list of parts behind its whole. */
function partsOf(sentence: Sentence): Parts | undefined {
  const cut = sentence.text.search(/[;:]\s/);
  if (cut < 0) return undefined;
  const counts = countsOf(sentence);
  const whole = counts.filter((one) => one.end <= cut).at(-1);
  const terms = counts.filter((one) => one.offset > cut);
  if (whole === undefined || terms.length < 2 || whole.value < 10) return undefined;
  const list = sentence.text.slice(cut);
  if (!/\b(?:och|samt|and)\b/.test(list) || terms[0]?.offset !== cut + 2) return undefined;
  if (!terms.some((one) => one.noun.endsWith(whole.noun) || one.noun === whole.noun)) return undefined;
  const sum = terms.reduce((all, one) => all + one.value, 0);
  // Parts that are far from the whole are examples, not all of it.
  return Math.abs(sum - whole.value) / whole.value > 0.35
    ? undefined
    : { whole: whole.value, sum, offset: whole.offset, terms: terms.map((one) => one.value) };
}

function wrongParts(sentence: Sentence, { whole, sum, offset, terms }: Parts): Finding {
  return {
    kind: "sum",
    severity: "error",
    where: [sentencePlace(sentence, offset)],
    printed: String(whole),
    computed: String(sum),
    rule: `${terms.join(" + ")} = ${sum}`,
    message_sv: `Helheten anges till ${whole}, men delarna som räknas upp blir ${sum}.`,
    message_en: `The whole is said to be ${whole}, but the parts that are listed make ${sum}.`,
  };
}
