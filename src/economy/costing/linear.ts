import { assert } from "../../kernel/index.ts";

/**
 * The linear systems of reciprocal costing. A block of n members passes on shares: `inner` says what share of a member's
 * cost goes to each other member, and what is left goes outside. Every row of `inner` sums to less than or exactly 1, its
 * diagonal is zero, and from every row that sums to 1 there is a way to one that does not: then I - inner can be inverted.
 */
export interface SparseMatrix {
  readonly size: number;
  /** Where each row begins in `columns` and `values`; one more than there are rows. */
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/** Up to here the system is factored outright; above, it is approached row by row until nothing moves. */
export const largestFactored = 200;

export interface Solver {
  /**
   * Solves X = inner X + right for many right-hand sides at once, row by row: `right[row * width + column]`.
   * `undefined` where it does not settle: the block passes on so nearly everything that no answer is certain.
   */
  solve(right: Float64Array, width: number): Float64Array | undefined;
  /** Solves t = innerᵀ t + right: what each member holds when all have charged each other (bruttobelopp). */
  totals(right: Float64Array): Float64Array | undefined;
}

/** Above this, relative to the largest number of the right-hand side, a residual is no rounding but a wrong answer. */
const tolerance = 1e-9;

/**
 * Elimination for n <= 200, O(n³) once and O(n²) for each right-hand side; Gauss-Seidel above, O(links x rounds) for each.
 * Both answers are put back into the equations, and what does not fit is no answer. `leaving` is each member's share that
 * leaves the block: 1 less the sum of its row, but known without taking a difference.
 */
export function solverOf(inner: SparseMatrix, leaving: Float64Array): Solver {
  const solver = inner.size <= largestFactored ? factored(inner, leaving) : iterated(inner, leaving);
  return {
    solve(right, width) {
      const found = solver.solve(right, width);
      return found !== undefined && fits(inner, found, right, width) ? found : undefined;
    },
    totals(right) {
      const found = solver.totals(right);
      return found !== undefined && fits(transposed(inner), found, right, 1) ? found : undefined;
    },
  };
}

/** A matrix from rows of (column, value) pairs. */
export function sparse(rows: readonly (readonly (readonly [number, number])[])[]): SparseMatrix {
  const links = rows.reduce((sum, row) => sum + row.length, 0);
  const starts = new Int32Array(rows.length + 1);
  const columns = new Int32Array(links);
  const values = new Float64Array(links);
  let at = 0;
  for (const [i, row] of rows.entries()) {
    for (const [column, value] of row) {
      assert(column !== i, "no member of a block serves itself");
      columns[at] = column;
      values[at++] = value;
    }
    starts[i + 1] = at;
  }
  return { size: rows.length, starts, columns, values };
}

export function transposed({ size, starts, columns, values }: SparseMatrix): SparseMatrix {
  const ends = new Int32Array(size + 1);
  for (const column of columns) ends[column + 1] = (ends[column + 1] as number) + 1;
  for (let i = 0; i < size; i++) ends[i + 1] = (ends[i + 1] as number) + (ends[i] as number);
  const newStarts = ends.slice();
  const newColumns = new Int32Array(columns.length);
  const newValues = new Float64Array(values.length);
  for (let row = 0; row < size; row++) {
    for (let k = starts[row] as number; k < (starts[row + 1] as number); k++) {
      const column = columns[k] as number;
      const at = ends[column] as number;
      ends[column] = at + 1;
      newColumns[at] = row;
      newValues[at] = values[k] as number;
    }
  }
  return { size, starts: newStarts, columns: newColumns, values: newValues };
}

/**
 * Elimination that never subtracts (Grassmann, Taksar and Heyman): a pivot, 1 less what a member passes to itself by way of
 * those already eliminated, is taken as the sum of what it passes elsewhere. Every number is then a sum of positive ones and
 * right to a few last digits, also where all but a millionth of a millionth goes round within the block.
 */
function factored(inner: SparseMatrix, leaving: Float64Array): Solver {
  const n = inner.size;
  const m = new Float64Array(n * n);
  const leaves = leaving.slice();
  const inverse = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let k = inner.starts[i] as number; k < (inner.starts[i + 1] as number); k++) {
      m[i * n + (inner.columns[k] as number)] = inner.values[k] as number;
    }
  }
  for (let k = n - 1; k >= 0; k--) {
    let pivot = leaves[k] as number;
    for (let j = 0; j < k; j++) pivot += m[k * n + j] as number;
    inverse[k] = 1 / pivot;
    for (let i = 0; i < k; i++) {
      const factor = (m[i * n + k] as number) / pivot;
      m[i * n + k] = factor;
      if (factor === 0) continue;
      for (let j = 0; j < k; j++) m[i * n + j] = (m[i * n + j] as number) + factor * (m[k * n + j] as number);
      leaves[i] = (leaves[i] as number) + factor * (leaves[k] as number);
    }
  }
  return {
    solve(right, width) {
      const x = right.slice();
      for (let k = n - 1; k > 0; k--)
        for (let i = 0; i < k; i++) addRow(x, i, k, m[i * n + k] as number, width);
      for (let k = 0; k < n; k++) {
        for (let j = 0; j < k; j++) addRow(x, k, j, m[k * n + j] as number, width);
        for (let c = 0; c < width; c++)
          x[k * width + c] = (x[k * width + c] as number) * (inverse[k] as number);
      }
      return x;
    },
    totals(right) {
      const x = right.slice();
      for (let k = n - 1; k >= 0; k--) {
        const value = (x[k] as number) * (inverse[k] as number);
        x[k] = value;
        for (let j = 0; j < k; j++) x[j] = (x[j] as number) + (m[k * n + j] as number) * value;
      }
      for (let k = 1; k < n; k++) {
        let sum = x[k] as number;
        for (let i = 0; i < k; i++) sum += (m[i * n + k] as number) * (x[i] as number);
        x[k] = sum;
      }
      return x;
    },
  };
}

function addRow(x: Float64Array, to: number, from: number, factor: number, width: number): void {
  if (factor === 0) return;
  const a = to * width;
  const b = from * width;
  for (let c = 0; c < width; c++) x[a + c] = (x[a + c] as number) + factor * (x[b + c] as number);
}

function iterated(inner: SparseMatrix, leaving: Float64Array): Solver {
  const outer = transposed(inner);
  const ones = new Float64Array(inner.size).fill(1);
  const flow = lasting(outer, ones);
  // What a step of the system takes of each: for ones it is what leaves, known without a difference.
  const flowLost = flow.map((value, i) => value - rowTimes(outer, i, flow));
  const lost = flow.reduce((sum, value, i) => sum + value * (leaving[i] as number), 0);
  return {
    solve: (right, width) =>
      settle(inner, right, width, { test: flow, testLost: flowLost, direction: ones, lost }),
    totals: (right) => settle(outer, right, 1, { test: ones, testLost: leaving, direction: flow, lost }),
  };
}

/** Where what goes round longest stands: a few steps of it, which is enough to lean a correction on. */
function lasting(outer: SparseMatrix, start: Float64Array): Float64Array {
  let flow = start;
  for (let step = 0; step < 4; step++) {
    const before = flow;
    flow = before.map((_, i) => rowTimes(outer, i, before));
    const size = largestOf(flow);
    if (size === 0) return start;
    for (let i = 0; i < flow.length; i++) flow[i] = (flow[i] as number) / size;
  }
  return flow;
}

function rowTimes({ starts, columns, values }: SparseMatrix, row: number, x: Float64Array): number {
  let sum = 0;
  for (let k = starts[row] as number; k < (starts[row + 1] as number); k++) {
    sum += (values[k] as number) * (x[columns[k] as number] as number);
  }
  return sum;
}

/** One direction in which rounds settle slowest, and how far along it a sum over all rows says there is to go. */
interface Correction {
  readonly test: Float64Array;
  readonly testLost: Float64Array;
  readonly direction: Float64Array;
  readonly lost: number;
}

const mostRounds = 5_000;

/**
 * Gauss-Seidel: each row takes in the newest of the others, until no row moves by more than rounding. Between rounds the
 * whole is moved along the one direction that would take longest, what goes round and round in the block: without that,
 * a block that keeps 98 % within itself takes hundreds of rounds.
 */
function settle(
  inner: SparseMatrix,
  right: Float64Array,
  width: number,
  correction: Correction,
): Float64Array | undefined {
  const x = right.slice();
  const wanted = sumsOf(correction.test, right, width);
  let largest = largestOf(right);
  for (let round = 0; round < mostRounds; round++) {
    if (round < 40) correct(x, width, wanted, correction);
    const moved = width === 1 ? sweepOne(inner, right, x) : sweep(inner, right, width, x);
    if (round % 16 === 15) largest = Math.max(largest, largestOf(x));
    if (moved <= largest * 2e-15) return x;
  }
  return undefined;
}

function sumsOf(test: Float64Array, values: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(width);
  for (let i = 0; i < test.length; i++) {
    for (let c = 0; c < width; c++) {
      sums[c] = (sums[c] as number) + (test[i] as number) * (values[i * width + c] as number);
    }
  }
  return sums;
}

function correct(x: Float64Array, width: number, wanted: Float64Array, by: Correction): void {
  const { testLost, direction, lost } = by;
  if (!(lost > 0)) return;
  const has = sumsOf(testLost, x, width);
  for (let c = 0; c < width; c++) {
    const far = ((wanted[c] as number) - (has[c] as number)) / lost;
    if (!Number.isFinite(far)) continue;
    for (let i = 0; i < direction.length; i++) {
      x[i * width + c] = (x[i * width + c] as number) + far * (direction[i] as number);
    }
  }
}

function sweep(inner: SparseMatrix, right: Float64Array, width: number, x: Float64Array): number {
  const { size, starts, columns, values } = inner;
  const row = new Float64Array(width);
  let moved = 0;
  for (let i = 0; i < size; i++) {
    const at = i * width;
    for (let c = 0; c < width; c++) row[c] = right[at + c] as number;
    for (let k = starts[i] as number; k < (starts[i + 1] as number); k++) {
      const from = (columns[k] as number) * width;
      const value = values[k] as number;
      for (let c = 0; c < width; c++) row[c] = (row[c] as number) + value * (x[from + c] as number);
    }
    for (let c = 0; c < width; c++) {
      const step = Math.abs((row[c] as number) - (x[at + c] as number));
      if (step > moved) moved = step;
      x[at + c] = row[c] as number;
    }
  }
  return moved;
}

function sweepOne(inner: SparseMatrix, right: Float64Array, x: Float64Array): number {
  const { size, starts, columns, values } = inner;
  let moved = 0;
  for (let i = 0; i < size; i++) {
    let sum = right[i] as number;
    const end = starts[i + 1] as number;
    for (let k = starts[i] as number; k < end; k++) {
      sum += (values[k] as number) * (x[columns[k] as number] as number);
    }
    const step = Math.abs(sum - (x[i] as number));
    if (step > moved) moved = step;
    x[i] = sum;
  }
  return moved;
}

function fits(inner: SparseMatrix, x: Float64Array, right: Float64Array, width: number): boolean {
  const { size, starts, columns, values } = inner;
  const bound = Math.max(largestOf(right), largestOf(x)) * tolerance;
  const row = new Float64Array(width);
  for (let i = 0; i < size; i++) {
    for (let c = 0; c < width; c++) row[c] = (x[i * width + c] as number) - (right[i * width + c] as number);
    for (let k = starts[i] as number; k < (starts[i + 1] as number); k++) {
      subtractInto(row, x, (columns[k] as number) * width, values[k] as number);
    }
    // Not `> bound`: what is not a number does not fit either.
    for (let c = 0; c < width; c++) if (!(Math.abs(row[c] as number) <= bound)) return false;
  }
  return true;
}

function subtractInto(row: Float64Array, x: Float64Array, from: number, factor: number): void {
  for (let c = 0; c < row.length; c++) row[c] = (row[c] as number) - factor * (x[from + c] as number);
}

function largestOf(values: Float64Array): number {
  let largest = 0;
  for (const value of values) if (Math.abs(value) > largest) largest = Math.abs(value);
  return largest;
}
