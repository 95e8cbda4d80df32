/** A line of two texts laid beside each other: in both, only in the first, or only in the second. Lines are counted from 1. */
export interface DiffLine {
  readonly in: "both" | "before" | "after";
  readonly text: string;
  readonly before?: number;
  readonly after?: number;
}

/**
 * The lines of two texts laid beside each other so that as many as possible are in both (longest common subsequence). What is equal at
 * both ends is set aside first, so that only what lies between is compared line by line.
 */
export function diffLines(before: string, after: string): DiffLine[] {
  const [was, is] = [before.split("\n"), after.split("\n")];
  let head = 0;
  while (head < was.length && head < is.length && was[head] === is[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(was.length, is.length) - head && was.at(-1 - tail) === is.at(-1 - tail)) tail += 1;
  const lines: DiffLine[] = [];
  const both = (b: number, a: number): void =>
    void lines.push({ in: "both", text: is[a] as string, before: b + 1, after: a + 1 });
  for (let at = 0; at < head; at++) both(at, at);
  const [endOfWas, endOfIs] = [was.length - tail, is.length - tail];
  const longest = commonLengths(was.slice(head, endOfWas), is.slice(head, endOfIs));
  const width = endOfIs - head + 1;
  let [b, a] = [head, head];
  while (b < endOfWas || a < endOfIs) {
    const length = (x: number, y: number): number => longest[(x - head) * width + (y - head)] as number;
    if (b < endOfWas && a < endOfIs && was[b] === is[a]) both(b++, a++);
    else if (a >= endOfIs || (b < endOfWas && length(b + 1, a) >= length(b, a + 1)))
      lines.push({ in: "before", text: was[b] as string, before: ++b });
    else lines.push({ in: "after", text: is[a] as string, after: ++a });
  }
  for (let at = 0; at < tail; at++) both(endOfWas + at, endOfIs + at);
  return lines;
}

/** For every pair of places, how many lines what follows them has in common. */
function commonLengths(was: readonly string[], is: readonly string[]): Uint32Array {
  const width = is.length + 1;
  const longest = new Uint32Array((was.length + 1) * width);
  for (let b = was.length - 1; b >= 0; b--)
    for (let a = is.length - 1; a >= 0; a--)
      longest[b * width + a] =
        was[b] === is[a]
          ? (longest[(b + 1) * width + a + 1] as number) + 1
          : Math.max(longest[(b + 1) * width + a] as number, longest[b * width + a + 1] as number);
  return longest;
}

/** The lines of a difference that changed, with a few around them; what lies between is told as a number of lines. */
export function changedParts(
  lines: readonly DiffLine[],
  around = 3,
): (DiffLine | { readonly skipped: number })[] {
  const near = lines.map((_, at) =>
    lines.slice(Math.max(0, at - around), at + around + 1).some((one) => one.in !== "both"),
  );
  const parts: (DiffLine | { readonly skipped: number })[] = [];
  let skipped = 0;
  for (const [at, line] of lines.entries()) {
    if (near[at] !== true) {
      skipped += 1;
      continue;
    }
    if (skipped > 0) parts.push({ skipped });
    skipped = 0;
    parts.push(line);
  }
  if (skipped > 0 && parts.length > 0) parts.push({ skipped });
  return parts;
}
