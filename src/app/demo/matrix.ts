import { allocate, assert, ore } from "../../kernel/index.ts";

/** Splits a whole total by weights that may be fractions: they are taken as millionths of their sum. */
export function split(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (total === 0) return weights.map(() => 0);
  assert(sum > 0, "something is split by at least one weight");
  return allocate(
    ore(total),
    weights.map((weight) => Math.floor((weight / sum) * 1e9)),
  );
}

/**
 * A table of whole öre with exactly these row and column sums, as close to the seed's proportions as its margins allow:
 * iterative proportional fitting, then whole numbers row by row, then the few öre a column is off are moved inside
 * rows. Only the four operations of arithmetic are used, so every machine gets the same table.
 */
export function fit(
  rows: readonly number[],
  columns: readonly number[],
  seed: readonly (readonly number[])[],
): number[][] {
  const rowSum = rows.reduce((a, b) => a + b, 0);
  assert(rowSum === columns.reduce((a, b) => a + b, 0), "the margins of a table have the same sum");
  const cells = seed.map((row) => [...row]);
  for (let round = 0; round < 60; round++) {
    for (const [i, target] of rows.entries()) {
      const row = cells[i] as number[];
      const sum = row.reduce((a, b) => a + b, 0);
      const factor = sum === 0 ? 0 : target / sum;
      for (let j = 0; j < row.length; j++) row[j] = (row[j] as number) * factor;
    }
    for (const [j, target] of columns.entries()) {
      let sum = 0;
      for (const row of cells) sum += row[j] as number;
      const factor = sum === 0 ? 0 : target / sum;
      for (const row of cells) row[j] = (row[j] as number) * factor;
    }
  }
  const whole = cells.map((row, i) => (rows[i] === 0 ? row.map(() => 0) : split(rows[i] as number, row)));
  settle(whole, columns);
  return whole;
}

/** Moves what columns are off by, inside rows where there is something to take. */
function settle(whole: number[][], columns: readonly number[]): void {
  const off = columns.map((target, j) => whole.reduce((sum, row) => sum + (row[j] as number), 0) - target);
  for (const [from, surplus] of off.entries()) {
    if (surplus <= 0) continue;
    for (const [to, lack] of off.entries()) {
      if (lack >= 0) continue;
      let left = Math.min(off[from] as number, -(off[to] as number));
      for (const row of whole) {
        const take = Math.min(left, row[from] as number);
        if (take <= 0 || row[to] === 0) continue;
        row[from] = (row[from] as number) - take;
        row[to] = (row[to] as number) + take;
        off[from] = (off[from] as number) - take;
        off[to] = (off[to] as number) + take;
        left -= take;
        if (left === 0) break;
      }
    }
  }
  assert(
    off.every((rest) => rest === 0),
    "every column of the table has its sum",
  );
}
