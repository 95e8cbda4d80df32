import type { Figure } from "../../formats/report-text/index.ts";
import type { CheckResult, Finding } from "./finding.ts";
import { rowIndex, type RowIndex, type SubjectRow } from "./prose-against-tables.ts";
import { figuresOf, type ProseFigure } from "./prose-figures.ts";
import { type Reading, type Sentence, sentencePlace, tablePlace } from "./reading.ts";
import { print } from "./rounding.ts";
import { stemsOf } from "./words.ts";

const up =
  "ökat|ökade|ökar|ökad|ökning|ökningen|högre|stigit|steg|växt|växte|förbättrats|gått upp|fler|större|översteg|överstiger|över budget|increased|increases|rose|risen|grew|grown|higher|up from|an increase|exceeded|above";
const down =
  "minskat|minskade|minskar|minskad|minskning|minskningen|lägre|sjunkit|sjönk|fallit|gått ner|gått ned|färre|mindre|understiger|understeg|under budget|decreased|decreases|fell|fallen|declined|lower|down from|a decrease|below|fewer";
const directions = new RegExp(`(?<!\\p{L})(?:(?<up>${up})|(?<down>${down}))(?!\\p{L})`, "giu");
const budget =
  /(?:jämfört med|mot|än|i förhållande till|relativt|under|över|against|than|compared (?:to|with)|below|above)\s+(?:\p{L}+\s){0,2}?(?:årets\s)?(?:budget|budgeten|budgeterat|beräknat|planerat|budgeted|planned)/iu;
const previous =
  /(?:jämfört med|jämförelse med|än|mot|i förhållande till|sedan|compared (?:to|with)|than|from)\s+(?:\p{L}+\s){0,2}?(?:föregående år|förra året|året innan|året före|fjolåret|previous year|last year|the year before|prior year)/iu;
const toYear =
  /(?:jämfört med|jämförelse med|än|mot|sedan|compared (?:to|with)|than|since)\s+(?:år |utfall |utfallet )?((?:19|20)\d\d)/i;

type Direction = "up" | "down";

/** Words of direction (påståenden): "har minskat", "lägre än budgeterat", held against the figures that they speak of. */
export function claims(reading: Reading): CheckResult {
  const index = rowIndex(reading);
  const findings: Finding[] = [];
  let checks = 0;
  reading.sentences.forEach((sentence, at) => {
    for (const match of sentence.text.matchAll(directions)) {
      const direction: Direction = match.groups?.["up"] === undefined ? "down" : "up";
      const own = fromTo(sentence, match.index, direction);
      if (own !== undefined) {
        checks++;
        findings.push(...own.findings);
        continue;
      }
      const judged =
        againstRows({ sentence, at: match.index, word: match[0], direction }, index, reading) ??
        anaphora(
          { sentence, at: match.index, word: match[0], direction },
          reading.sentences[at - 1],
          index,
          reading,
        );
      if (judged === undefined) continue;
      checks++;
      findings.push(...judged);
    }
  });
  return { checks, findings };
}

/** "ökat från 75 till 85", "ligger på 82 och har ökat från 79": the sentence holds both figures itself. */
function fromTo(sentence: Sentence, at: number, direction: Direction): { findings: Finding[] } | undefined {
  const figures = figuresOf(sentence);
  const rest = sentence.text.slice(at);
  const from = /^[^.;]{0,40}?\b(?:från|from)\s/i.exec(rest);
  if (from === null) return undefined;
  const start = figures.find(
    (one) => one.offset >= at + from[0].length - 1 && one.offset <= at + from[0].length + 12,
  );
  if (start === undefined) return undefined;
  const after = figures.find(
    (one) =>
      one.offset > start.offset &&
      one.unit === start.unit &&
      /\b(?:till|to)\s+(?:\S+\s)?$/i.test(sentence.text.slice(start.offset, one.offset)),
  );
  const before = figures.findLast((one) => one.offset < at && sameUnit(one, start));
  const end =
    after ??
    (before !== undefined &&
    /\b(?:ligger på|är|uppgår till|is|are|at)\s+(?:\S+\s)?$/i.test(sentence.text.slice(0, before.offset))
      ? before
      : undefined);
  if (end === undefined) return undefined;
  const moved = end.value * end.factor - start.value * start.factor;
  if (moved === 0 || moved > 0 === (direction === "up")) return { findings: [] };
  return {
    findings: [
      {
        kind: "claim",
        severity: "error",
        where: [sentencePlace(sentence, at)],
        printed: sentence.text.slice(at, Math.min(end.offset + end.printed.length, at + 80)),
        computed: `${start.printed} → ${end.printed}`,
        rule: direction === "up" ? "till > från / to > from" : "till < från / to < from",
        message_sv: `Texten säger att det ${direction === "up" ? "ökat" : "minskat"}, men går från ${start.printed} till ${end.printed}.`,
        message_en: `The text says that it ${direction === "up" ? "increased" : "decreased"}, but it goes from ${start.printed} to ${end.printed}.`,
      },
    ],
  };
}

function sameUnit(a: ProseFigure, b: ProseFigure): boolean {
  return a.unit === b.unit || a.unit === "count" || b.unit === "count";
}

interface Claim {
  readonly sentence: Sentence;
  readonly at: number;
  readonly word: string;
  readonly direction: Direction;
}

interface Comparison {
  readonly one: SubjectRow;
  readonly now: number;
  readonly base: number;
}

const openWord =
  /^\s*(?:för|inom|av|i|på|till|hos|från|kopplade?|avseende|som|for|of|in|within|on|from|related)\b/i;

const follows =
  /^\s+(?:budget|än|jämfört|mot|under|över|i|från|till|med|något|markant|avsevärt|kraftigt|betydligt|marginellt|sedan|per|för|och|samt|främst|på|sin|than|compared|from|to|by|in|during|since|slightly|sharply|and|for)\b/iu;

function againstRows(claim: Claim, index: RowIndex, reading: Reading): Finding[] | undefined {
  const { sentence, at, word } = claim;
  const basis = basisOf(sentence.text, at);
  const own = sentence.text.slice(clauseStart(sentence.text, at), at);
  // "..., while they were below budget": who they are was said before.
  const before = /^\s*(?:they|it|these|de|den|dessa)\s(?:\p{L}+\s){1,2}$/iu.test(own)
    ? sentence.text.slice(0, Math.max(0, sentence.text.search(directions)))
    : own;
  const after = sentence.text.slice(at + word.length);
  // "ökade konsultkostnader": the word itself says of what.
  const object = /^\s+(\p{L}{10,})(?=[.,;]|$)/u.exec(after);
  let rows: SubjectRow[];
  let bases: readonly Basis[];
  if (object !== null && /(?:ade|ad|re)$/i.test(word)) {
    const stems = new Set(stemsOf(object[1] as string));
    rows = index.within(stems, sentence.section).filter((one) => one.subject.length > 0);
    bases = basis === undefined ? ["budget", "previous"] : [basis];
  } else if (/ning(?:en)?$|^an? (?:in|de)crease$/i.test(word)) {
    // "En minskning har skett av intäkter inom digital infrastruktur": the row that is named most closely.
    const of =
      /^\s(?:har skett\s)?(?:av|i|inom|of|in)\s([^.,;]{3,80}?)(?=\s(?:jämfört|mot|i förhållande|sedan|compared)|[.,;]|$)/iu.exec(
        after,
      );
    if (of === null || basis === undefined) return undefined;
    const named = index.within(new Set(stemsOf(of[1] as string)), sentence.section);
    rows = closest(named);
    bases = [basis];
  } else {
    // "visar högre kostnader": the direction belongs to the word behind it, not to the one before.
    if (/^\s+\p{Ll}/u.test(after) && !follows.test(after)) return undefined;
    if (!isBareSubject(before)) return undefined;
    if (
      basis === undefined &&
      !/(?:har|hade|have|has)\s(?:\p{L}+\s){0,2}$|^\s*\p{L}[\p{L}\s-]{2,40}$/iu.test(before)
    )
      return undefined;
    const stems = new Set(stemsOf(before));
    // "Staff costs" is no claim about "Total costs", though its word stands there too.
    rows = closest(index.within(stems, sentence.section).filter((one) => !restricts(one, before)));
    if (rows.length === 0)
      rows = index.partly(stems, sentence.section).filter((one) => !restricts(one, before));
    const isSubordinate = clauseStart(sentence.text, at) > 0;
    if (basis === undefined && isSubordinate) return undefined;
    bases = basis === undefined ? ["previous"] : [basis];
  }
  const compared = rows.flatMap((one) => bases.flatMap((one_) => comparison(one, one_, reading)));
  if (compared.length === 0) return undefined;
  if (compared.some((one) => isTrue(one, claim.direction))) return [];
  return contradiction(claim, compared);
}

/** The rows that say most of what the words say. */
function closest(rows: readonly SubjectRow[]): SubjectRow[] {
  const most = Math.max(0, ...rows.map((one) => one.subject.length));
  return rows.filter((one) => one.subject.length === most);
}

/** "Det är en markant minskning jämfört med året innan": of the figures in the sentence before. */
function anaphora(
  claim: Claim,
  before: Sentence | undefined,
  index: RowIndex,
  reading: Reading,
): Finding[] | undefined {
  if (before === undefined || before.paragraph !== claim.sentence.paragraph) return undefined;
  if (
    !/^(?:Det|Detta|This|That|It) (?:är|innebär|motsvarar|is|was|means) (?:en|ett|an?) /i.test(
      claim.sentence.text,
    )
  )
    return undefined;
  const basis = basisOf(claim.sentence.text, claim.at);
  if (basis === undefined) return undefined;
  const rows = figuresOf(before)
    .filter((figure) => figure.unit === "count" && figure.value > 20)
    .flatMap((figure) => index.valued(figure.value));
  const compared = rows.flatMap((one) => comparison(one, basis, reading));
  if (compared.length === 0 || compared.some((one) => isTrue(one, claim.direction)))
    return compared.length === 0 ? undefined : [];
  return contradiction(claim, compared);
}

type Basis = "budget" | "previous" | number;

function basisOf(text: string, at: number): Basis | undefined {
  const end = text.slice(at).search(/[;.]\s|, (?:vilket|men|och) /);
  const clause = text.slice(Math.max(0, at - 70), end < 0 ? undefined : at + end);
  // The basis that stands nearest behind the word, else the one before it.
  const start = at - Math.max(0, at - 70);
  const distance = (match: RegExpExecArray | null): number =>
    match === null
      ? Number.POSITIVE_INFINITY
      : match.index >= start
        ? match.index - start
        : 1000 - match.index;
  const year = toYear.exec(clause);
  const found: [Basis, number][] = [
    ["budget", distance(budget.exec(clause))],
    ["previous", distance(previous.exec(clause))],
    [Number(year?.[1]), distance(year)],
  ];
  const nearest = found.toSorted((a, b) => a[1] - b[1])[0] as [Basis, number];
  return Number.isFinite(nearest[1]) ? nearest[0] : undefined;
}

function clauseStart(text: string, at: number): number {
  const before = text.slice(0, at);
  const cuts = [
    ...before.matchAll(/[;:,]\s|\b(?:vilket|medan|men|eftersom|där|att|while|which|because|but)\s/gi),
  ];
  const last = cuts.at(-1);
  return last === undefined ? 0 : last.index + last[0].length;
}

function isBareSubject(before: string): boolean {
  return before.trim() !== "" && before.length <= 110;
}

/** "kostnader för personal" is less than the row "Kostnader": the words behind the label narrow it. */
function restricts(one: SubjectRow, before: string): boolean {
  const words = [...before.matchAll(/[\p{L}-]+/gu)];
  const first = words.findIndex((word) => stemsOf(word[0]).some((part) => one.subject.includes(part)));
  // "gemensamma kostnader" is less than "kostnader"; "stadens kostnader", "de totala kostnaderna" are not.
  const modifier = words[first - 1]?.[0] ?? "";
  if (
    /^\p{L}{4,}[ae]$/u.test(modifier) &&
    !/^(?:totala|samlade|sammanlagda|våra|båda|total|både)$/i.test(modifier)
  )
    return true;
  const found = words.findLast((word) => stemsOf(word[0]).some((part) => one.subject.includes(part)));
  if (found === undefined) return true;
  const rest = before.slice(found.index + found[0].length);
  if (openWord.test(rest)) return true;
  const said = new Set(stemsOf(before));
  for (const word of one.subject) said.delete(word);
  // Two or three words of its own besides the label: time, provider, verb. More is another subject.
  return said.size > 5;
}

function comparison(one: SubjectRow, basis: Basis, reading: Reading): Comparison[] {
  const { columns } = one.table;
  if (one.table.isPercent && /utveckling|förändring|growth|change/i.test(one.table.caption)) return [];
  const year = reading.year ?? Math.max(...columns.map((column) => column.year ?? 0));
  const now = columns.findIndex(
    (column) =>
      column.kind === "actual" &&
      column.part === undefined &&
      (column.year === year || column.year === undefined),
  );
  const base = columns.findIndex((column) =>
    basis === "budget"
      ? column.kind === "budget" && (column.year ?? year) === year
      : column.kind === "actual" &&
        column.part === undefined &&
        column.year === (basis === "previous" ? year - 1 : basis),
  );
  const isThere = (column: number): boolean =>
    column >= 0 && one.row.cells[column] !== undefined && !one.row.cells[column]?.dash;
  return now !== base && isThere(now) && isThere(base) ? [{ one, now, base }] : [];
}

function values({ one, now, base }: Comparison): readonly [Figure, Figure] {
  return [one.row.cells[now] as Figure, one.row.cells[base] as Figure];
}

function isTrue(compared: Comparison, direction: Direction): boolean {
  const [now, then] = values(compared);
  // Costs are printed below nought: more cost is a larger number all the same.
  const moved = now.value < 0 && then.value < 0 ? then.value - now.value : now.value - then.value;
  return moved === 0 ? false : moved > 0 === (direction === "up");
}

function contradiction({ sentence, at, word }: Claim, compared: readonly Comparison[]): Finding[] {
  const first = compared[0] as Comparison;
  const [now, then] = values(first);
  const { one } = first;
  const change = Math.abs(now.value) - Math.abs(then.value);
  const heads = `${one.table.columns[first.now]?.head}, ${one.table.columns[first.base]?.head}`;
  return [
    {
      kind: "claim",
      severity: "error",
      where: [
        sentencePlace(sentence, at),
        tablePlace(one.table, one.at, first.now),
        tablePlace(one.table, one.at, first.base),
      ],
      printed: word,
      computed: `${now.printed} / ${then.printed}`,
      rule: `${one.row.label}: ${heads}`,
      message_sv: `Texten säger ”${word}”, men ”${one.row.label}” är ${now.printed} mot ${then.printed} (${heads}; skillnad ${print(change, Math.max(now.decimals, then.decimals))}).`,
      message_en: `The text says "${word}", but "${one.row.label}" is ${now.printed} against ${then.printed} (${heads}; difference ${print(change, Math.max(now.decimals, then.decimals))}).`,
    },
  ];
}
