import {
  assert,
  byCode,
  type Day,
  formatKronor,
  type Ore,
  ore,
  type Period,
  periodOfDay,
  type Problem,
  yearOf,
} from "../../kernel/index.ts";
import { problemOf } from "./problems.ts";

/** A booked row (transaktionsrad). A dimension that is not coded is the empty text, never a guess. */
export interface VoucherLine {
  readonly account: string;
  readonly costCentre: string;
  readonly project: string;
  readonly service: string;
  readonly customer: string;
  readonly counterparty: string;
  /** SIE sign: debit +, credit -. */
  readonly amountOre: Ore;
  readonly text: string;
  /** Line in the file it was read from, first line is 1. */
  readonly fileLine?: number;
}

/** A voucher (verifikation). All its lines belong to the month of its day. */
export interface Voucher {
  readonly fiscalYear: number;
  readonly series: string;
  readonly number: string;
  readonly day: Day;
  readonly text: string;
  /** The document or run that it books, "invoice:UF-12", "run:2024-03"; "" for what another system booked. */
  readonly reference: string;
  readonly lines: readonly VoucherLine[];
}

/** "UF 1024/2024": how a voucher is named to people and in explanations. */
export function voucherName(voucher: Pick<Voucher, "fiscalYear" | "series" | "number">): string {
  return `${voucher.series} ${voucher.number}/${voucher.fiscalYear}`;
}

/** Identity within a provider. */
export function voucherKey(voucher: Pick<Voucher, "fiscalYear" | "series" | "number">): string {
  return `${voucher.fiscalYear}\u0000${voucher.series}\u0000${voucher.number}`;
}

export function periodOfVoucher(voucher: Voucher): Period {
  return periodOfDay(voucher.day);
}

/** Debit total: what people mean by the size of a voucher. */
export function turnoverOf(lines: readonly VoucherLine[]): Ore {
  let total = 0;
  for (const line of lines) if (line.amountOre > 0) total += line.amountOre;
  return ore(total);
}

/** What is wrong with a voucher in itself, whatever the books hold. */
export function voucherProblems(voucher: Voucher, place: { file?: string; line?: number } = {}): Problem[] {
  const problems: Problem[] = [];
  const name = voucherName(voucher);
  let sum = 0;
  for (const line of voucher.lines) sum += line.amountOre;
  if (sum !== 0) {
    const amount = formatKronor(ore(sum));
    problems.push(
      problemOf("ledger.unbalanced-voucher", place, {
        message_sv: `Verifikation ${name} balanserar inte: raderna summerar till ${amount} kr.`,
        message_en: `Voucher ${name} does not balance: its lines add up to ${amount} kr.`,
      }),
    );
  }
  if (yearOf(voucher.day) !== voucher.fiscalYear) {
    problems.push(
      problemOf("ledger.day-outside-year", place, {
        message_sv: `Verifikation ${name} är daterad ${voucher.day}, utanför räkenskapsåret ${voucher.fiscalYear}.`,
        message_en: `Voucher ${name} is dated ${voucher.day}, outside the fiscal year ${voucher.fiscalYear}.`,
      }),
    );
  }
  return problems;
}

/** Every voucher made here sums to zero; one that does not is a bug of whoever made it. */
export function balanced(voucher: Voucher): Voucher {
  let difference = 0;
  for (const line of voucher.lines) difference += line.amountOre;
  assert(difference === 0, `voucher ${voucherName(voucher)} sums to zero (it is ${difference} öre off)`);
  return voucher;
}

/**
 * The lines as one text: account and dimensions with their summed amounts, in a fixed order. Two vouchers book the same
 * thing when these texts and their months are equal, however their rows are split, ordered or worded.
 */
export function bookingText(lines: readonly VoucherLine[]): string {
  const amounts = new Map<string, number>();
  for (const line of lines) {
    const key = [
      line.account,
      line.costCentre,
      line.project,
      line.service,
      line.customer,
      line.counterparty,
    ].join("|");
    amounts.set(key, (amounts.get(key) ?? 0) + line.amountOre);
  }
  return [...amounts]
    .filter(([, amount]) => amount !== 0)
    .sort(([a], [b]) => byCode(a, b))
    .map(([key, amount]) => `${key}=${amount}`)
    .join("\n");
}

/** Whether two vouchers book the same accounts, dimensions and amounts. Texts may have been cut or recoded on the way. */
export function sameBooking(a: readonly VoucherLine[], b: readonly VoucherLine[]): boolean {
  return bookingText(a) === bookingText(b);
}

/** Whether two vouchers of the same name book the same amounts in the same month. */
export function booksTheSame(a: Voucher, b: Voucher): boolean {
  return periodOfVoucher(a) === periodOfVoucher(b) && sameBooking(a.lines, b.lines);
}
