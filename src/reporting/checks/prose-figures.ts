import type { ColumnKind } from "../../formats/report-text/index.ts";
import type { Sentence } from "./reading.ts";
import { stem } from "./words.ts";

/** A number said in prose (siffra i löptext), with what the words around it say of it. */
export interface ProseFigure {
  readonly value: number;
  readonly decimals: number;
  readonly printed: string;
  readonly offset: number;
  /** `money` in kronor by `factor`; `count` of what the noun says. */
  readonly unit: "money" | "percent" | "points" | "count";
  readonly factor: number;
  /** The word behind a bare number: "incidenter". */
  readonly noun: string;
  /** "cirka", "drygt", "nästan": not exact by its own words. */
  readonly about: "" | "about" | "over" | "under";
  readonly role: ColumnKind | "previous" | undefined;
  readonly year: number | undefined;
}

const number = "[-\u2212\u2013]?(?:\\d{1,3}(?: \\d{3})+|\\d+)(?:[.,]\\d{1,3})?";
const units =
  "procentenheter|procent|percentage points|per ?cent|%|(?:miljarder|miljoner|tusen) kronor|miljarder|miljoner|mdkr|mnkr|mkr|msek|tkr|kronor|kr\\b|(?:billion|million|thousand)(?: SEK| kronor)?";
const scanner = new RegExp(
  `(?<![\\p{L}\\d.,/§:#+])(?<currency>SEK |kr )?(?<number>${number})(?![\\d/]|[.,]\\d|:\\d)\\s?(?:(?<unit>${units})(?!\\p{L})|(?<noun>\\p{L}[\\p{L}-]+))?`,
  "giu",
);
const notAFigure =
  /(?:avsnitt|kapitel|kap\.?|bilaga|bilagor|tabell|figur|diagram|sida|sidan|sid\.?|§|dnr|diarienummer|punkt|not|nr|artikel|section|chapter|appendix|annex|table|figure|page|note|agenda|vecka|kl\.?|version)\s*:?\s*$/i;
const about = /(?:cirka|ca\.?|omkring|ungefär|runt|närmare|about|around|approximately|roughly|some)\s*$/i;
const over = /(?:drygt|över|mer än|just over|more than|over|upwards of)\s*$/i;
const under = /(?:knappt|nästan|under|mindre än|just under|almost|nearly|less than|close to)\s*$/i;
const month =
  /^(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|january|february|march|april|may|june|july|august|october)$/i;

/** The figures of a sentence, years and references left out. */
export function figuresOf(sentence: Sentence): readonly ProseFigure[] {
  const known = read.get(sentence);
  if (known !== undefined) return known;
  const found = figuresIn(sentence);
  read.set(sentence, found);
  return found;
}

/** Several checks ask for the figures of the same sentence. */
const read = new WeakMap<Sentence, readonly ProseFigure[]>();

function figuresIn(sentence: Sentence): ProseFigure[] {
  const text = sentence.text;
  const found: ProseFigure[] = [];
  const matches = [...text.matchAll(scanner)];
  matches.forEach((match, index) => {
    const { currency, number: printed = "", unit = "", noun = "" } = match.groups ?? {};
    const offset = match.index + match[0].indexOf(printed);
    const before = text.slice(Math.max(0, offset - 40), offset);
    const bare = printed.replace(/^[-\u2212\u2013]/, "");
    if (
      unit === "" &&
      currency === undefined &&
      (/^(?:19|20)\d\d$/.test(bare) || notAFigure.test(before) || month.test(noun))
    )
      return;
    if (/^\s?[-\u2013]\s?\d/.test(text.slice(offset + printed.length)) || /\d\s?[-\u2013]$/.test(before))
      return;
    const digits = bare.replaceAll(" ", "").replace(",", ".");
    const decimals = /[.,](\d+)$/.exec(bare)?.[1]?.length ?? 0;
    const negative = printed !== bare && /\s$|^$/.test(before);
    const clause = clauseBefore(text, offset, found.at(-1));
    const next = matches[index + 1]?.index ?? text.length;
    const kind = kindOf(unit, currency !== undefined);
    found.push({
      value: (negative ? -1 : 1) * Number(digits),
      decimals,
      printed: printed.trim(),
      offset,
      unit: kind,
      factor: factorOfUnit(unit),
      noun: stem(noun.toLowerCase()),
      about: over.test(before) ? "over" : under.test(before) ? "under" : about.test(before) ? "about" : "",
      role: roleOf(clause),
      year: yearOf(clause, text.slice(offset + printed.length, Math.min(next + 6, offset + 60))),
    });
  });
  return found.map((figure, index) => withSharedUnit(figure, found[index + 1], text));
}

/** "från 75 till 85 procent": the first has the unit of the second. */
function withSharedUnit(figure: ProseFigure, next: ProseFigure | undefined, text: string): ProseFigure {
  if (next === undefined || figure.unit !== "count" || next.unit === "count") return figure;
  const between = text.slice(figure.offset + figure.printed.length, next.offset);
  return /^\s(?:till|och|respektive|to|and)\s(?:cirka |drygt )?$/i.test(between)
    ? { ...figure, unit: next.unit, factor: next.factor, noun: "" }
    : figure;
}

function kindOf(unit: string, hasCurrency: boolean): ProseFigure["unit"] {
  if (/enheter|points/i.test(unit)) return "points";
  if (/procent|%|per ?cent/i.test(unit)) return "percent";
  return unit !== "" || hasCurrency ? "money" : "count";
}

function factorOfUnit(unit: string): number {
  if (/miljard|mdkr|billion/i.test(unit)) return 1e9;
  if (/miljon|mnkr|mkr|msek|million/i.test(unit)) return 1e6;
  return /tusen|tkr|thousand/i.test(unit) ? 1e3 : 1;
}

function clauseBefore(text: string, offset: number, previous: ProseFigure | undefined): string {
  return text.slice(previous === undefined ? 0 : previous.offset + previous.printed.length, offset);
}

function roleOf(clause: string): ProseFigure["role"] {
  const words = clause.slice(-60);
  const last = (pattern: RegExp): number =>
    Math.max(-1, ...[...words.matchAll(pattern)].map((match) => match.index));
  const roles: [ProseFigure["role"], number][] = [
    ["budget", last(/budget|planerat|plan om|budgeted/gi)],
    ["forecast", last(/prognos|forecast/gi)],
    [
      "variance",
      last(/avvikelse|differens|variance|skillnad|ökning|minskning|ökat med|minskat med|increase|decrease/gi),
    ],
    [
      "previous",
      last(/föregående år|året innan|året före|fjol|jämfört med|previous year|last year|the year before/gi),
    ],
    ["actual", last(/utfall|uppgår till|uppgick till|blev|outcome|amounted to|totalled|was\b/gi)],
  ];
  const best = roles.toSorted((a, b) => b[1] - a[1])[0];
  return best === undefined || best[1] < 0 ? undefined : best[0];
}

function yearOf(before: string, after: string): number | undefined {
  const behind = /^[^.,;()]{0,28}?\b(?:(?:för|under|år|in|for|during)\s)?((?:19|20)\d\d)\b/.exec(
    after.replace(/^\s?\S+/, (word) => word),
  );
  if (behind !== null) return Number(behind[1]);
  const years = [...before.matchAll(/\b((?:19|20)\d\d)\b/g)];
  return years.length === 0 ? undefined : Number(years.at(-1)?.[1]);
}
