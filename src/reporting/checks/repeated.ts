import { gather } from "./gather.ts";
import type { CheckResult, Finding } from "./finding.ts";
import { figuresOf, type ProseFigure } from "./prose-figures.ts";
import { type Reading, type Sentence, sentencePlace } from "./reading.ts";
import { looksLike } from "./rounding.ts";

interface Said {
  readonly sentence: Sentence;
  readonly figure: ProseFigure;
  /** The words around the figure, nearest first. */
  readonly near: ReadonlySet<string>;
}

/** What the prose says twice (samma uppgift i texten): sentences that tell the same, with figures that differ. */
export function repeatedInProse(reading: Reading): CheckResult {
  const findings: Finding[] = [];
  let checks = 0;
  const byUnit = new Map<string, Said[]>();
  for (const sentence of reading.sentences)
    for (const figure of figuresOf(sentence)) {
      if (figure.unit === "count" && figure.value < 20) continue;
      const unit = figure.unit === "count" ? `count ${figure.noun}` : figure.unit;
      gather(byUnit, unit, { sentence, figure, near: nearby(sentence, figure) });
    }
  const rarity = new Map<string, number>();
  for (const sentence of reading.sentences)
    for (const word of sentence.stems) rarity.set(word, (rarity.get(word) ?? 0) + 1);
  const printed = new Set(
    reading.tables.flatMap((table) =>
      table.rows.flatMap((row) =>
        row.cells.map(
          (cell) => `${cell?.percent || table.isPercent ? "%" : ""}${Math.abs(cell?.value ?? 0)}`,
        ),
      ),
    ),
  );
  const isPrinted = (figure: ProseFigure): boolean =>
    printed.has(`${figure.unit === "percent" ? "%" : ""}${Math.abs(figure.value)}`);
  for (const all of byUnit.values()) {
    const byWord = new Map<string, Said[]>();
    for (const one of all)
      for (const word of one.near) if ((rarity.get(word) ?? 0) <= 12) gather(byWord, word, one);
    for (const one of all) {
      const others = new Set([...one.near].flatMap((word) => byWord.get(word) ?? []));
      for (const other of others) {
        if (other.sentence.index <= one.sentence.index || other.sentence.paragraph === one.sentence.paragraph)
          continue;
        const likeness = likenessOf(one, other, rarity);
        if (likeness === 0) continue;
        // Sentences of one section are made alike to tell of different things, and figures that tables print are each their own.
        if (one.sentence.section === other.sentence.section) continue;
        if (isPrinted(one.figure) && isPrinted(other.figure)) continue;
        if (
          likeness < 0.85 &&
          !looksLike(one.figure.value * one.figure.factor, other.figure.value * other.figure.factor, 2)
        )
          continue;
        checks++;
        if (isSame(one.figure, other.figure) || hasPartner(one, other, all) || hasPartner(other, one, all))
          continue;
        findings.push(finding(one, other));
      }
    }
  }
  return { checks, findings };
}

function nearby(sentence: Sentence, figure: ProseFigure): ReadonlySet<string> {
  const cut = sentence.text.slice(Math.max(0, figure.offset - 110), figure.offset + 80).toLowerCase();
  return new Set([...sentence.stems].filter((word) => cut.includes(word)));
}

/** The part of the words that are shared, or nought: rare words weigh most. Different years or roles are different facts. */
function likenessOf(one: Said, other: Said, rarity: ReadonlyMap<string, number>): number {
  if (
    one.figure.year !== undefined &&
    other.figure.year !== undefined &&
    one.figure.year !== other.figure.year
  )
    return 0;
  if ((one.figure.role ?? "actual") !== (other.figure.role ?? "actual")) return 0;
  const shared = [...one.near].filter((word) => other.near.has(word));
  const few = Math.min(one.near.size, other.near.size);
  if (shared.length < 4 || shared.length < few * 0.62) return 0;
  const rare = shared.filter((word) => (rarity.get(word) ?? 0) <= 6).length;
  const isAlike = rare >= 2 || (rare >= 1 && shared.length >= 5) || shared.length >= few * 0.85;
  return isAlike ? shared.length / few : 0;
}

function isSame(a: ProseFigure, b: ProseFigure): boolean {
  const [x, y] = [a.value * a.factor, b.value * b.factor];
  const slack = 0.5 * 10 ** -a.decimals * a.factor + 0.5 * 10 ** -b.decimals * b.factor;
  const loose = a.about === "" && b.about === "" ? 0 : 0.03 * Math.max(Math.abs(x), Math.abs(y));
  return Math.abs(x - y) <= slack + loose + 1e-9;
}

/** Sentences with several figures: each is held against its own twin, and one that the other sentence says too has it. */
function hasPartner(one: Said, other: Said, all: readonly Said[]): boolean {
  return all.some(
    (third) => third.sentence === other.sentence && third !== other && isSame(third.figure, one.figure),
  );
}

function finding(one: Said, other: Said): Finding {
  return {
    kind: "same-fact",
    severity: "warning",
    where: [
      sentencePlace(one.sentence, one.figure.offset),
      sentencePlace(other.sentence, other.figure.offset),
    ],
    printed: one.figure.printed,
    computed: other.figure.printed,
    rule: "samma uppgift, samma siffra / one fact, one figure",
    message_sv: `Texten säger ${one.figure.printed} på ett ställe och ${other.figure.printed} på ett annat om det som ser ut att vara samma sak.`,
    message_en: `The text says ${one.figure.printed} in one place and ${other.figure.printed} in another of what reads as the same thing.`,
  };
}
