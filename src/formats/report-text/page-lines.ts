import type { TextLine } from "./document.ts";

/** A run of letters on a page, with its place in points from the lower left corner. */
export interface Piece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
}

interface Line {
  readonly pieces: Piece[];
  readonly y: number;
  readonly size: number;
}

/** The pieces of a page as lines from top to bottom: a gap between cells becomes a tab, a gap between paragraphs an empty line. */
export function linesOfPage(
  pieces: readonly Piece[],
  { page, width }: { readonly page: number; readonly width: number },
): TextLine[] {
  const visible = pieces.filter((piece) => piece.text.trim() !== "" && piece.size > 0);
  const gutter = gutterOf(linesOf(visible), width);
  const parts =
    gutter === undefined
      ? [visible]
      : [visible.filter((piece) => piece.x < gutter), visible.filter((piece) => piece.x >= gutter)];
  const out: TextLine[] = [];
  let number = 0;
  for (const part of parts) {
    const lines = linesOf(part);
    const pitch = usualPitch(lines);
    lines.forEach((line, index) => {
      const above = lines[index - 1];
      const isApart =
        above !== undefined && (above.y - line.y > pitch * 1.45 || Math.abs(above.size - line.size) > 0.8);
      if (isApart || (index === 0 && out.length > 0)) out.push({ page, line: number + 0.5, text: "" });
      out.push({ page, line: ++number, text: textOf(line) });
    });
  }
  if (out.length > 0) out.push({ page, line: number + 0.5, text: "" });
  return out;
}

function linesOf(pieces: readonly Piece[]): Line[] {
  const lines: Line[] = [];
  for (const piece of pieces.toSorted((a, b) => b.y - a.y || a.x - b.x)) {
    const last = lines.at(-1);
    // A raised mark stands on the line it belongs to.
    if (last !== undefined && Math.abs(last.y - piece.y) <= Math.max(2, last.size * 0.35))
      last.pieces.push(piece);
    else lines.push({ pieces: [piece], y: piece.y, size: piece.size });
  }
  for (const line of lines) line.pieces.sort((a, b) => a.x - b.x);
  return lines;
}

function usualPitch(lines: readonly Line[]): number {
  const gaps = lines
    .slice(1)
    .map((line, index) => (lines[index] as Line).y - line.y)
    .filter((gap) => gap > 4)
    .toSorted((a, b) => a - b);
  return gaps[Math.floor(gaps.length * 0.4)] ?? 12;
}

function textOf({ pieces }: Line): string {
  let text = "";
  let end: number | undefined;
  for (const piece of pieces) {
    const gap = end === undefined ? 0 : piece.x - end;
    if (end !== undefined)
      text +=
        gap > piece.size * 0.85
          ? "\t"
          : gap > piece.size * 0.12 && !text.endsWith(" ") && !piece.text.startsWith(" ")
            ? " "
            : "";
    text += piece.text;
    end = piece.x + piece.width;
  }
  return text;
}

/** Where a page of two columns of prose is parted, if it is: hardly a line crosses there, and both sides are words. */
function gutterOf(lines: readonly Line[], width: number): number | undefined {
  if (lines.length < 12 || width <= 0) return undefined;
  let best: { at: number; crossing: number } | undefined;
  for (let share = 0.38; share <= 0.62; share += 0.02) {
    const at = width * share;
    let crossing = 0;
    let both = 0;
    let words = 0;
    for (const { pieces } of lines) {
      if (pieces.some((piece) => piece.x < at - 2 && piece.x + piece.width > at + 2)) crossing++;
      const left = pieces
        .filter((piece) => piece.x + piece.width <= at + 2)
        .map((piece) => piece.text)
        .join("");
      const right = pieces
        .filter((piece) => piece.x >= at - 2)
        .map((piece) => piece.text)
        .join("");
      if (left.trim() === "" || right.trim() === "") continue;
      both++;
      if (right.length > 18 && left.length > 18 && /\p{L}{3}/u.test(right.slice(0, 12))) words++;
    }
    if (both < lines.length * 0.5 || words < both * 0.7 || crossing > lines.length * 0.12) continue;
    if (best === undefined || crossing < best.crossing) best = { at, crossing };
  }
  return best?.at;
}
