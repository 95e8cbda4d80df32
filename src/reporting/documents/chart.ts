import type { Block } from "./bound.ts";

type Chart = Extract<Block, { is: "chart" }>;

const row = 30;
const labelWidth = 230;
const width = 720;

/** Horizontal bars with their numbers written out. The picture's own text alternative states every number. */
export function chartSvg(
  { bars, alt }: Chart,
  { font = "inherit" }: { readonly font?: string } = {},
): string {
  const sizes = bars.map((bar) => bar.size);
  const low = Math.min(0, ...sizes);
  const high = Math.max(0, ...sizes);
  const span = high - low || 1;
  const room = width - labelWidth - 90;
  const at = (size: number): number => labelWidth + 40 + ((size - low) / span) * room;
  const zero = at(0);
  const height = bars.length * row + 8;
  const escaped = (text: string): string =>
    text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
  const drawn = bars.map(({ label, text, size }, index) => {
    const y = index * row + 4;
    const x = Math.min(zero, at(size));
    const length = Math.max(1, Math.abs(at(size) - zero));
    const [textX, anchor] = size < 0 ? [x - 5, "end"] : [x + length + 5, "start"];
    return [
      `<text x="${labelWidth - 8}" y="${y + 19}" text-anchor="end" font-size="14">${escaped(label)}</text>`,
      `<rect x="${fixed(x)}" y="${y + 5}" width="${fixed(length)}" height="${row - 11}" opacity="0.75"/>`,
      `<text x="${fixed(textX)}" y="${y + 19}" text-anchor="${anchor}" font-size="14">${escaped(text)}</text>`,
    ].join("");
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(alt)}" fill="currentColor" font-family="${font}">${drawn.join("")}<line x1="${fixed(zero)}" x2="${fixed(zero)}" y1="0" y2="${height}" stroke="currentColor" stroke-width="1"/></svg>`;
}

const fixed = (value: number): string => value.toFixed(1);
