import { byCode, type Ore, ore, type Period, assert } from "../../kernel/index.ts";

/** One cell of the month's balances: the lines of a period, account and dimensions added up. */
export interface LedgerCell {
  readonly fiscalYear: number;
  readonly period: Period;
  readonly account: string;
  readonly costCentre: string;
  readonly project: string;
  readonly service: string;
  readonly customer: string;
  readonly counterparty: string;
  /** SIE sign: debit +, credit -. */
  readonly amountOre: Ore;
  readonly lineCount: number;
  /** The numbers of the vouchers that its lines stand in, as they are added, parted by spaces; none when read for its sum alone. */
  readonly vouchers?: string;
}

export interface BalanceRollUp {
  add(
    period: string,
    account: string,
    costCentre: string,
    project: string,
    service: string,
    customer: string,
    counterparty: string,
    amountOre: number,
    voucherId?: number,
  ): void;
  /** Number of cells so far. */
  readonly size: number;
  /** The cells in order of their codes; cells that became zero are kept, since lines stand behind them. */
  cells(fiscalYear: number): LedgerCell[];
}

const width = 7;

/**
 * Adds lines up to cells. Codes are numbered as they are first seen and a cell is seven such numbers in typed arrays
 * with an open-addressed index, so that a year of 300 000 lines costs neither a text per line nor an object per line.
 */
export function rollUpBalances(): BalanceRollUp {
  const codes: string[][] = Array.from({ length: width }, () => []);
  const numbers: Map<string, number>[] = Array.from({ length: width }, () => new Map());
  let keys = new Int32Array(width * 1024);
  let amounts = new Float64Array(1024);
  let counts = new Int32Array(1024);
  let slots = new Int32Array(4096).fill(-1);
  let size = 0;
  // The vouchers of each cell, last first: a chain through arrays, and where each cell's begins.
  let lasts = new Int32Array(1024).fill(-1);
  let ids = new Float64Array(1024);
  let befores = new Int32Array(1024);
  let links = 0;
  const at = new Int32Array(width);

  function numberOf(field: number, code: string): number {
    const known = (numbers[field] as Map<string, number>).get(code);
    if (known !== undefined) return known;
    const list = codes[field] as string[];
    list.push(code);
    (numbers[field] as Map<string, number>).set(code, list.length - 1);
    return list.length - 1;
  }

  function hashAt(source: Int32Array, offset: number): number {
    let hash = 0;
    for (let i = 0; i < width; i++) {
      hash = Math.imul(hash ^ (source[offset + i] as number), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return hash;
  }

  function grow(): void {
    const larger = new Int32Array(keys.length * 2);
    larger.set(keys);
    keys = larger;
    const moreAmounts = new Float64Array(amounts.length * 2);
    moreAmounts.set(amounts);
    amounts = moreAmounts;
    const moreCounts = new Int32Array(counts.length * 2);
    moreCounts.set(counts);
    counts = moreCounts;
    const moreLasts = new Int32Array(lasts.length * 2).fill(-1);
    moreLasts.set(lasts);
    lasts = moreLasts;
    slots = new Int32Array(slots.length * 2).fill(-1);
    const mask = slots.length - 1;
    for (let cell = 0; cell < size; cell++) {
      let slot = hashAt(keys, cell * width) & mask;
      while (slots[slot] !== -1) slot = (slot + 1) & mask;
      slots[slot] = cell;
    }
  }

  function isAt(cell: number): boolean {
    const offset = cell * width;
    for (let i = 0; i < width; i++) if (keys[offset + i] !== at[i]) return false;
    return true;
  }

  function cellAt(): number {
    const mask = slots.length - 1;
    let slot = hashAt(at, 0) & mask;
    for (;;) {
      const cell = slots[slot] as number;
      if (cell === -1) break;
      if (isAt(cell)) return cell;
      slot = (slot + 1) & mask;
    }
    if (size === amounts.length) {
      grow();
      return cellAt();
    }
    slots[slot] = size;
    keys.set(at, size * width);
    size += 1;
    return size - 1;
  }

  function link(cell: number, voucherId: number): void {
    const last = lasts[cell] as number;
    if (last >= 0 && ids[last] === voucherId) return;
    if (links === ids.length) {
      const moreIds = new Float64Array(ids.length * 2);
      moreIds.set(ids);
      ids = moreIds;
      const moreBefores = new Int32Array(befores.length * 2);
      moreBefores.set(befores);
      befores = moreBefores;
    }
    ids[links] = voucherId;
    befores[links] = last;
    lasts[cell] = links;
    links += 1;
  }

  function vouchersOf(cell: number): string {
    let text = "";
    for (let one = lasts[cell] as number; one >= 0; one = befores[one] as number)
      text = text === "" ? `${ids[one]}` : `${ids[one]} ${text}`;
    return text;
  }

  return {
    add(period, account, costCentre, project, service, customer, counterparty, amountOre, voucherId) {
      at[0] = numberOf(0, period);
      at[1] = numberOf(1, account);
      at[2] = numberOf(2, costCentre);
      at[3] = numberOf(3, project);
      at[4] = numberOf(4, service);
      at[5] = numberOf(5, customer);
      at[6] = numberOf(6, counterparty);
      const cell = cellAt();
      amounts[cell] = (amounts[cell] as number) + amountOre;
      counts[cell] = (counts[cell] as number) + 1;
      if (voucherId !== undefined) link(cell, voucherId);
    },
    get size() {
      return size;
    },
    cells(fiscalYear) {
      const ranks = codes.map((list) => {
        const order = Array.from(list.keys()).sort((a, b) => byCode(list[a] as string, list[b] as string));
        const rank = new Int32Array(list.length);
        order.forEach((code, place) => (rank[code] = place));
        return rank;
      });
      const order = Array.from({ length: size }, (_, cell) => cell).sort((a, b) => {
        for (let i = 0; i < width; i++) {
          const rank = ranks[i] as Int32Array;
          const difference =
            (rank[keys[a * width + i] as number] as number) - (rank[keys[b * width + i] as number] as number);
          if (difference !== 0) return difference;
        }
        return 0;
      });
      const code = (cell: number, field: number): string =>
        (codes[field] as string[])[keys[cell * width + field] as number] as string;
      return order.map((cell) => {
        const amount = amounts[cell] as number;
        assert(Number.isSafeInteger(amount), "a month's balance stays below 2^53 öre");
        return {
          fiscalYear,
          period: code(cell, 0) as Period,
          account: code(cell, 1),
          costCentre: code(cell, 2),
          project: code(cell, 3),
          service: code(cell, 4),
          customer: code(cell, 5),
          counterparty: code(cell, 6),
          amountOre: ore(amount),
          lineCount: counts[cell] as number,
          vouchers: vouchersOf(cell),
        };
      });
    },
  };
}
