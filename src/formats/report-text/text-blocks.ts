import type { Block, TextLine } from "./document.ts";
import { plainSpaces } from "./figures.ts";
import { isHeadLine, isLoneFigure, printedRow } from "./printed-rows.ts";
import { joined } from "./joined.ts";
import { headingOf } from "./headings.ts";
import { type OpenTable, tableOf } from "./text-tables.ts";

/** Lines that stand together between empty lines, rows and heads. */
interface Group {
  readonly lines: TextLine[];
  readonly head: boolean;
}

/** Printed lines as blocks: headings, paragraphs, items and the tables that the lines once were. */
export function blocksOf(printed: readonly TextLine[]): Block[] {
  const lines = withCellsJoined(printed);
  const blocks: Block[] = [];
  let pending: Group[] = [];
  let group: Group | undefined;
  let table: OpenTable | undefined;

  const endGroup = (): void => {
    if (group !== undefined && group.lines.length > 0) pending.push(group);
    group = undefined;
  };
  const flush = (groups: readonly Group[]): void => {
    for (const one of groups) blocks.push(...blocksOfGroup(one.lines));
  };
  const endTable = (): void => {
    if (table !== undefined) blocks.push(...tableOf(table));
    table = undefined;
  };

  for (const line of lines) {
    const text = plainSpaces(line.text).trim();
    if (text === "") {
      endGroup();
      if (table !== undefined && (pending.length > 5 || pending.some(isProse))) {
        endTable();
        flush(pending.splice(0));
      }
      continue;
    }
    const inProse = group !== undefined && group.lines.some((one) => one.text.trim().length > 70);
    const row =
      inProse && !/\t| {2,}/.test(line.text)
        ? undefined
        : printedRow(line.text, table !== undefined || group?.head === true || pending.at(-1)?.head === true);
    if (row !== undefined && headingOf(text) === undefined) {
      const before = group;
      endGroup();
      // What stands in the same group above a row is the first part of its label; a row with nothing before its cells takes the group above.
      const own =
        before !== undefined &&
        !before.head &&
        !isProse(before) &&
        (row.label !== "" ? startsSmall(row.label) || before.lines.length <= 2 : true)
          ? pending.pop()
          : row.label === "" &&
              pending.length > 0 &&
              !(pending.at(-1) as Group).head &&
              !isProse(pending.at(-1) as Group)
            ? pending.pop()
            : undefined;
      const lastHead = pending.findLastIndex((one) => one.head);
      const lastProse = pending.findLastIndex((one) => isProse(one) || isHeading(one));
      if (table !== undefined && (lastHead >= 0 || lastProse >= 0)) endTable();
      flush(pending.slice(0, lastProse + 1));
      const rest = pending.slice(lastProse + 1);
      pending = [];
      if (table === undefined) {
        const cut = rest.findLastIndex((one) => one.head) + 1;
        table = {
          head: rest.slice(0, cut || rest.length).flatMap((one) => one.lines),
          rows: [],
          sections: [],
        };
        table.sections.push(...(cut === 0 ? [] : rest.slice(cut).map((one) => one.lines)));
      } else table.sections.push(...rest.map((one) => one.lines));
      table.rows.push({
        label: joined([...(own?.lines ?? []).map((one) => one.text), row.label]),
        section: joined((table.sections.at(-1) ?? []).map((one) => one.text)),
        words: row.words,
        apart: row.apart,
        place: line,
      });
      continue;
    }
    const head = isHeadLine(text);
    const heading = headingOf(text) !== undefined;
    if (group !== undefined && (group.head !== head || heading)) endGroup();
    group ??= { lines: [], head };
    group.lines.push(line);
  }
  endGroup();
  endTable();
  flush(pending);
  return blocks.toSorted((a, b) => orderOf(a) - orderOf(b));
}

function orderOf(block: Block): number {
  const place = "lines" in block ? block.lines[0] : block.place;
  return (place?.page ?? 0) * 1e6 + (place?.line ?? 0);
}

/** Where each cell has a line of its own, the lines of a row are put together: only where several rows have as many. */
function withCellsJoined(lines: readonly TextLine[]): readonly TextLine[] {
  const runs: { from: number; length: number }[] = [];
  for (let at = 0; at < lines.length;) {
    let end = at;
    while (end < lines.length && isLoneFigure((lines[end] as TextLine).text)) end++;
    if (end - at >= 2 && at > 0) runs.push({ from: at, length: end - at });
    at = Math.max(end, at + 1);
  }
  const usual = new Map<number, number>();
  for (const run of runs) usual.set(run.length, (usual.get(run.length) ?? 0) + 1);
  const joinedFrom = new Map(
    runs
      .filter((run) => run.length <= 8 && (usual.get(run.length) ?? 0) >= 3)
      .map((run) => [run.from, run.length]),
  );
  if (joinedFrom.size === 0) return lines;
  const out: TextLine[] = [];
  for (let at = 0; at < lines.length; at++) {
    const length = joinedFrom.get(at);
    const line = lines[at] as TextLine;
    if (length === undefined) {
      out.push(line);
      continue;
    }
    const cells = lines.slice(at, at + length).map((one) => one.text.trim());
    out.push({ ...line, text: `\t${cells.join("\t")}` });
    at += length - 1;
  }
  return out;
}

function isProse(group: Group): boolean {
  if (group.head) return false;
  const text = joined(group.lines.map((line) => line.text));
  return (
    text.length > 160 ||
    (/[.!?:]$/.test(text) && text.length > 60) ||
    (/[.!?] \p{Lu}/u.test(text) && text.length > 90)
  );
}

function isHeading(group: Group): boolean {
  return headingOf((group.lines[0] as TextLine).text.trim()) !== undefined;
}

function startsSmall(text: string): boolean {
  return /^\p{Ll}/u.test(text);
}

const item = /^(?:[•●▪◦\uf0b7\u2022*]|[-–] |\d{1,2}[.)] )\s*/;

function blocksOfGroup(lines: readonly TextLine[]): Block[] {
  const blocks: Block[] = [];
  let rest: TextLine[] = [];
  let kind: "paragraph" | "item" = "paragraph";
  const end = (): void => {
    if (rest.length > 0) blocks.push({ kind, lines: rest });
    rest = [];
    kind = "paragraph";
  };
  for (const line of lines) {
    const heading = headingOf(line.text.trim());
    if (heading !== undefined && rest.length === 0) {
      blocks.push({
        kind: "heading",
        ...heading,
        place: { ...(line.page === undefined ? {} : { page: line.page }), line: line.line },
      });
      continue;
    }
    if (item.test(line.text.trim())) {
      end();
      kind = "item";
    }
    rest.push(line);
  }
  end();
  return blocks;
}
