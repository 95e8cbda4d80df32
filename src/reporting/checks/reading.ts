import {
  type Block,
  type HeadingBlock,
  joined,
  plainSpaces,
  type ReportDocument,
  type ReportTable,
  type TextPlace,
} from "../../formats/report-text/index.ts";
import type { FindingPlace } from "./finding.ts";
import { stemsOf } from "./words.ts";

/** A table with the heading that it stands below. */
export interface PlacedTable extends ReportTable {
  readonly section: string;
  /** Kronor in one printed unit; undefined where nothing says it. */
  readonly factor: number | undefined;
  readonly isPercent: boolean;
}

/** A sentence of the prose. */
export interface Sentence {
  readonly text: string;
  readonly stems: ReadonlySet<string>;
  readonly section: string;
  /** Which paragraph, and which sentence of all. */
  readonly paragraph: number;
  readonly index: number;
  readonly isItem: boolean;
  placeAt(offset: number): TextPlace;
}

/** A report read for checking: its tables, its sentences, its headings, its year. */
export interface Reading {
  readonly tables: readonly PlacedTable[];
  readonly sentences: readonly Sentence[];
  readonly headings: readonly HeadingBlock[];
  readonly blocks: readonly Block[];
  readonly sectionOf: (block: Block) => string;
  /** The year that the report is about; undefined where no year stands out. */
  readonly year: number | undefined;
  readonly isSwedish: boolean;
}

const ends = /(?<=[.!?])\s+(?=[\p{Lu}\d"”'“])/u;
const abbreviation =
  /(?:\b(?:bl\.a|t\.ex|m\.m|d\.v\.s|s\.k|dvs|ca|kl|nr|st|resp|inkl|exkl|e\.g|i\.e|no)\.|\b\d{1,2}\.)$/i;

/** Reads a document for checking. */
export function readingOf(document: ReportDocument): Reading {
  const tables: PlacedTable[] = [];
  const sentences: Sentence[] = [];
  const headings: HeadingBlock[] = [];
  const sections = new Map<Block, string>();
  let section = "";
  let paragraph = 0;
  let captionBefore = "";
  for (const block of document.blocks) {
    if (block.kind === "heading") {
      headings.push(block);
      section = `${block.number} ${block.text}`.trim();
      captionBefore = section;
    }
    sections.set(block, section);
    if (block.kind === "table") {
      tables.push({
        ...block,
        section,
        factor: factorOf(`${captionBefore} ${block.caption}`),
        isPercent: isPercent(block),
      });
    } else if (block.kind !== "heading") {
      paragraph++;
      captionBefore = joined(block.lines.map((line) => line.text)).slice(-120);
      for (const one of sentencesOf(block.lines))
        sentences.push({
          ...one,
          section,
          paragraph,
          index: sentences.length,
          isItem: block.kind === "item",
          stems: new Set(stemsOf(one.text)),
        });
    }
  }
  return {
    tables,
    sentences,
    headings,
    blocks: document.blocks,
    sectionOf: (block) => sections.get(block) ?? "",
    year: yearOf(document.blocks, tables, sentences),
    isSwedish: isSwedish(sentences),
  };
}

function sentencesOf(
  lines: readonly (TextPlace & { readonly text: string })[],
): { readonly text: string; placeAt(offset: number): TextPlace }[] {
  const starts: { at: number; place: TextPlace }[] = [];
  let all = "";
  for (const line of lines) {
    const text = plainSpaces(line.text).replaceAll("\t", " ").trim();
    if (text === "") continue;
    const glue = all === "" || (/\p{L}-$/u.test(all) && /^\p{Ll}/u.test(text)) ? "" : " ";
    starts.push({
      at: all.length + glue.length,
      place: { ...(line.page === undefined ? {} : { page: line.page }), line: line.line },
    });
    all += glue + text;
  }
  const found: { text: string; at: number }[] = [];
  let at = 0;
  for (const piece of all.split(ends)) {
    const from = all.indexOf(piece, at);
    at = from + piece.length;
    const last = found.at(-1);
    if (last !== undefined && abbreviation.test(last.text)) last.text = all.slice(last.at, at);
    else found.push({ text: piece, at: from });
  }
  return found.map(({ text, at: from }) => ({
    text,
    placeAt: (offset) =>
      (starts.findLast((one) => one.at <= from + offset) ?? starts[0])?.place ?? { line: 1 },
  }));
}

/** Kronor in a unit: what "mnkr", "tkr" or "SEK million" multiplies by. */
export function factorOf(text: string): number | undefined {
  if (/\b(?:mdkr|miljarder|billions?|bn)\b/i.test(text)) return 1e9;
  const million = text.search(/\b(?:mnkr|mkr|milj\.? ?kr|msek|miljoner|millions?|m kr)\b/i);
  const thousand = text.search(/\b(?:tkr|tusen|tusental|tsek|ksek|thousands?)\b/i);
  if (million >= 0 && (thousand < 0 || million > thousand)) return 1e6;
  if (thousand >= 0) return 1e3;
  return /\b(?:kronor|kr|sek)\b/i.test(text) ? 1 : undefined;
}

function isPercent(table: ReportTable): boolean {
  const cells = table.rows.flatMap((row) => row.cells).filter((cell) => cell !== undefined && !cell.dash);
  return cells.length > 0 && cells.filter((cell) => cell?.percent).length > cells.length / 2;
}

function yearOf(
  blocks: readonly Block[],
  tables: readonly PlacedTable[],
  sentences: readonly Sentence[],
): number | undefined {
  const votes = new Map<number, number>();
  const vote = (year: number, weight: number): void => void votes.set(year, (votes.get(year) ?? 0) + weight);
  for (const table of tables) {
    const years = table.columns
      .filter((column) => column.kind === "actual")
      .map((column) => column.year ?? 0);
    // The latest outcome that a table shows is the year it reports on.
    if (years.length > 0 && Math.max(...years) > 1900) vote(Math.max(...years), 5);
  }
  for (const sentence of sentences)
    for (const match of sentence.text.matchAll(/\b(?:under|för|during|in) ((?:19|20)\d\d)\b/gi))
      vote(Number(match[1]), 1);
  for (const block of blocks.slice(0, 40)) {
    const text =
      block.kind === "heading"
        ? block.text
        : block.kind === "table"
          ? block.caption
          : (block.lines[0]?.text ?? "");
    const said =
      /(?:årsrapport|årsredovisning|verksamhetsberättelse|annual report|delårsrapport)\D{0,40}((?:19|20)\d\d)/i.exec(
        text,
      );
    if (said !== null) vote(Number(said[1]), 20);
  }
  const best = [...votes].toSorted((a, b) => b[1] - a[1])[0];
  return best === undefined || best[1] < 3 ? undefined : best[0];
}

function isSwedish(sentences: readonly Sentence[]): boolean {
  const text = sentences
    .slice(0, 300)
    .map((one) => one.text)
    .join(" ");
  return (
    (text.match(/\b(?:och|att|som|för|är|har)\b/g) ?? []).length >=
    (text.match(/\b(?:and|the|of|is|has|for)\b/g) ?? []).length
  );
}

/** Where a figure of a table stands, as a finding names it. */
export function tablePlace(table: PlacedTable, row: number, column?: number): FindingPlace {
  const one = table.rows[row];
  const head = column === undefined ? "" : (table.columns[column]?.head ?? "");
  const cell = column === undefined ? undefined : one?.cells[column];
  const place = one?.place ?? table.place;
  return {
    ...place,
    section: table.section,
    text: [one?.label ?? "", head, cell?.printed ?? ""].filter(Boolean).join(" | "),
  };
}

/** Where something in a sentence stands. */
export function sentencePlace(sentence: Sentence, offset = 0): FindingPlace {
  const text = sentence.text;
  const cut =
    text.length <= 160
      ? text
      : `${offset > 60 ? "…" : ""}${text.slice(Math.max(0, offset - 60), Math.max(0, offset - 60) + 158)}…`;
  return { ...sentence.placeAt(offset), section: sentence.section, text: cut };
}
