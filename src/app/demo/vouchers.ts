import {
  assert,
  byCode,
  type Day,
  lastDayOf,
  type Ore,
  ore,
  type Period,
  periodOfDay,
  sumOre,
} from "../../kernel/index.ts";
import type { Voucher, VoucherLine } from "../../economy/ledger/index.ts";

/** A line of a voucher under way: what is not coded may be left out. */
export interface DraftLine {
  readonly account: string;
  readonly amount: number;
  readonly costCentre?: string;
  readonly project?: string;
  readonly service?: string;
  readonly customer?: string;
  readonly counterparty?: string;
  readonly text?: string;
}

export function lineOf(draft: DraftLine): VoucherLine {
  return {
    account: draft.account,
    costCentre: draft.costCentre ?? "",
    project: draft.project ?? "",
    service: draft.service ?? "",
    customer: draft.customer ?? "",
    counterparty: draft.counterparty ?? "",
    amountOre: ore(draft.amount),
    text: draft.text ?? "",
  };
}

/** The journal of a year: vouchers are added in any order and numbered by day when the year is done. */
export class Journal {
  readonly year: number;
  readonly #drafts: { series: string; day: Day; text: string; lines: VoucherLine[] }[] = [];
  readonly #ready: Voucher[] = [];

  constructor(year: number) {
    this.year = year;
  }

  /** A voucher of the provider's own; one without amounts is not made. */
  add(series: string, at: Period | Day, text: string, drafts: readonly DraftLine[]): void {
    const lines = drafts.filter((draft) => draft.amount !== 0).map(lineOf);
    if (lines.length === 0) return;
    assert(sumOre(lines.map((line) => line.amountOre)) === 0, `the voucher "${text}" of ${at} sums to zero`);
    const day = at.length === 7 ? lastDayOf(at as Period) : (at as Day);
    this.#drafts.push({ series, day, text, lines });
  }

  /** Vouchers that already have their number: those of issued invoices. */
  issued(vouchers: readonly Voucher[]): void {
    this.#ready.push(...vouchers);
  }

  /** Balance of an account through a month, movements of the year only. */
  moved(account: string, through?: Period): number {
    let sum = 0;
    const count = (day: Day, lines: readonly VoucherLine[]) => {
      if (through !== undefined && periodOfDay(day) > through) return;
      for (const line of lines) if (line.account === account) sum += line.amountOre;
    };
    for (const draft of this.#drafts) count(draft.day, draft.lines);
    for (const voucher of this.#ready) count(voucher.day, voucher.lines);
    return sum;
  }

  vouchers(): Voucher[] {
    const numbers = new Map<string, number>();
    const own = this.#drafts
      .map((draft, index) => ({ draft, index }))
      .sort((a, b) => byCode(a.draft.day, b.draft.day) || a.index - b.index)
      .map(({ draft }): Voucher => {
        const number = (numbers.get(draft.series) ?? 0) + 1;
        numbers.set(draft.series, number);
        return { ...draft, fiscalYear: this.year, number: String(number), reference: "" };
      });
    return [...this.#ready, ...own].sort(
      (a, b) => byCode(a.series, b.series) || Number(a.number) - Number(b.number),
    );
  }
}

/** One line of the books with its month, for sums. */
export interface BookedLine extends VoucherLine {
  readonly period: Period;
}

export function bookedLines(vouchers: readonly Voucher[]): BookedLine[] {
  return vouchers.flatMap((voucher) => {
    const period = periodOfDay(voucher.day);
    return voucher.lines.map((line) => ({ ...line, period }));
  });
}

export function sumBy<T>(
  rows: Iterable<T>,
  keyOf: (row: T) => string,
  amountOf: (row: T) => number,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) {
    const key = keyOf(row);
    sums.set(key, (sums.get(key) ?? 0) + amountOf(row));
  }
  return sums;
}

export type Balances = ReadonlyMap<string, Ore>;
