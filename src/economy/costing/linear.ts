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
 * LU for n <= 200, O(n³) once and O(n²) for each right-hand side; Gauss-Seidel above, O(links x rounds) for each. Both
 * answers are put back into the equations, and what does not fit is no answer.
 */
export function solverOf(inner: SparseMatrix): Solver {
  const solver = inner.size <= largestFactored ? factored(inner) : iterated(inner);
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

/** I - inner = LU. Its rows are weakly diagonally dominant, so that no pivoting is needed. */
function factored(inner: SparseMatrix): Solver {
  const n = inner.size;
  const lu = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    lu[i * n + i] = 1;
    for (let k = inner.starts[i] as number; k < (inner.starts[i + 1] as number); k++) {
      const at = i * n + (inner.columns[k] as number);
      lu[at] = (lu[at] as number) - (inner.values[k] as number);
    }
  }
  for (let k = 0; k < n; k++) {
    const inverse = 1 / (lu[k * n + k] as number);
    for (let i = k + 1; i < n; i++) {
      const factor = (lu[i * n + k] as number) * inverse;
      lu[i * n + k] = factor;
      if (factor === 0) continue;
      for (let j = k + 1; j < n; j++) {
        lu[i * n + j] = (lu[i * n + j] as number) - factor * (lu[k * n + j] as number);
      }
    }
  }
  return {
    solve(right, width) {
      const x = right.slice();
      for (let i = 0; i < n; i++) {
        for (let k = 0; k < i; k++) subtractRow(x, i, k, lu[i * n + k] as number, width);
      }
      for (let i = n - 1; i >= 0; i--) {
        for (let k = i + 1; k < n; k++) subtractRow(x, i, k, lu[i * n + k] as number, width);
        const inverse = 1 / (lu[i * n + i] as number);
        for (let c = 0; c < width; c++) x[i * width + c] = (x[i * width + c] as number) * inverse;
      }
      return x;
    },
    totals(right) {
      const x = right.slice();
      for (let i = 0; i < n; i++) {
        const value = (x[i] as number) / (lu[i * n + i] as number);
        x[i] = value;
        for (let k = i + 1; k < n; k++) x[k] = (x[k] as number) - (lu[i * n + k] as number) * value;
      }
      for (let i = n - 1; i > 0; i--) {
        const value = x[i] as number;
        for (let k = 0; k < i; k++) x[k] = (x[k] as number) - (lu[i * n + k] as number) * value;
      }
      return x;
    },
  };
}

function subtractRow(x: Float64Array, to: number, from: number, factor: number, width: number): void {
  if (factor === 0) return;
  const a = to * width;
  const b = from * width;
  for (let c = 0; c < width; c++) x[a + c] = (x[a + c] as number) - factor * (x[b + c] as number);
}

function iterated(inner: SparseMatrix): Solver {
  let turned: SparseMatrix | undefined;
  return {
    solve: (right, width) => (width === 1 ? settleOne(inner, right) : settle(inner, right, width)),
    totals: (right) => settleOne((turned ??= transposed(inner)), right),
  };
}

const mostRounds = 20_000;

/** Gauss-Seidel: each row takes in the newest of the others, until no row moves by more than rounding. */
function settle(inner: SparseMatrix, right: Float64Array, width: number): Float64Array | undefined {
  const { size, starts, columns, values } = inner;
  const x = right.slice();
  const row = new Float64Array(width);
  let largest = largestOf(right);
  for (let round = 0; round < mostRounds; round++) {
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
    if (round % 16 === 15) largest = Math.max(largest, largestOf(x));
    if (moved <= largest * 1e-15) return x;
  }
  return undefined;
}

function settleOne(inner: SparseMatrix, right: Float64Array): Float64Array | undefined {
  const { size, starts, columns, values } = inner;
  const x = right.slice();
  let largest = largestOf(right);
  for (let round = 0; round < mostRounds; round++) {
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
    if (round % 16 === 15) largest = Math.max(largest, largestOf(x));
    if (moved <= largest * 1e-15) return x;
  }
  return undefined;
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
