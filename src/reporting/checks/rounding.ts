import { type Figure, halfUnit } from "../../formats/report-text/index.ts";

const epsilon = 1e-9;

/** Whether two numbers can be the same behind their print. */
export function agree(a: number, b: number, slack: number): boolean {
  return Math.abs(a - b) <= slack + epsilon * Math.max(1, Math.abs(a), Math.abs(b));
}

/** The sum of printed figures, and what rounding can have moved it by: half a unit of the last decimal for each. */
export function sumOf(parts: readonly { readonly figure: Figure | undefined; readonly sign: 1 | -1 }[]): {
  readonly value: number;
  readonly slack: number;
} {
  let value = 0;
  let slack = 0;
  for (const { figure, sign } of parts) {
    if (figure === undefined || figure.dash) continue;
    value += sign * figure.value;
    // A printed nought without decimals is most often nothing at all, not something below a half.
    slack += figure.value === 0 ? 0 : halfUnit(figure);
  }
  return { value, slack };
}

/** The range that a ratio of two printed figures can lie in. */
export function ratioRange(over: Figure, under: Figure): readonly [number, number] | undefined {
  const below = [Math.abs(under.value) - halfUnit(under), Math.abs(under.value) + halfUnit(under)] as const;
  if (below[0] <= 0) return undefined;
  const sign = Math.sign(under.value) || 1;
  const corners = [over.value - halfUnit(over), over.value + halfUnit(over)].flatMap((a) =>
    below.map((b) => (sign * a) / b),
  );
  return [Math.min(...corners), Math.max(...corners)];
}

/** A number as it would be printed with so many decimals, in Swedish. */
export function print(value: number, decimals: number): string {
  const rounded = Math.abs(value) < 0.5 * 10 ** -decimals ? 0 : value;
  const [whole = "0", fraction] = Math.abs(rounded).toFixed(decimals).split(".");
  const grouped = whole.replaceAll(/\B(?=(\d{3})+(?!\d))/g, " ");
  return `${rounded < 0 ? "-" : ""}${grouped}${fraction === undefined ? "" : `,${fraction}`}`;
}

/** Digits that mean something: two figures that agree in three of them seldom do so by chance. */
export function weight(figure: Figure): number {
  if (figure.value === 0) return 0;
  const digits = String(Math.round(Math.abs(figure.value) * 10 ** figure.decimals));
  // Noughts at the end of a whole number may be rounding; behind the comma they are said.
  if (figure.decimals > 0) return digits.length;
  return digits.replace(/0+$/, "").length;
}

/** Whether one number looks like the other with a slip: near in size, a digit changed, or digits in another order. */
export function looksLike(a: number, b: number, specific = 1): boolean {
  const [x, y] = [Math.abs(a), Math.abs(b)];
  if (x === 0 || y === 0) return false;
  if (Math.abs(x - y) / Math.max(x, y) <= 0.15) return true;
  const [p, q] = [digitsOf(x), digitsOf(y)];
  if (p.length < 2 || p.length !== q.length) return false;
  if (inOrder(p) === inOrder(q)) return true;
  // Two figures of two digits differ in one of them by chance too often, unless much else says that they are the same.
  return (
    (p.length >= 3 || specific >= 2) &&
    Array.from(p).filter((digit, index) => digit !== q[index]).length === 1
  );
}

function inOrder(digits: string): string {
  return Array.from(digits).toSorted().join("");
}

function digitsOf(value: number): string {
  return String(Number(value.toFixed(4))).replace(".", "");
}
