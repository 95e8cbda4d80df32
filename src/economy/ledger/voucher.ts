import { assert, byCode, type Day, type Ore, sumOre } from "../../kernel/index.ts";

/** One row of a voucher (konteringsrad). SIE sign: debit +, credit -. A dimension that is not coded is "". */
export interface VoucherLine {
  readonly account: string;
  readonly costCentre: string;
  readonly project: string;
  readonly service: string;
  readonly customer: string;
  readonly counterparty: string;
  readonly amountOre: Ore;
  readonly text: string;
}

/** A voucher (verifikation) on its way into the books. The books know it by fiscal year, series and number. */
export interface Voucher {
  readonly series: string;
  readonly number: string;
  readonly fiscalYear: number;
  readonly day: Day;
  readonly text: string;
  /** The document or run it books: "invoice:UF-12", "run:2024-03". */
  readonly reference: string;
  readonly lines: readonly VoucherLine[];
}

/** Every voucher sums to zero; one that does not is a bug of whoever made it. */
export function balanced(voucher: Voucher): Voucher {
  const difference = sumOre(voucher.lines.map((line) => line.amountOre));
  assert(
    difference === 0,
    `voucher ${voucher.series} ${voucher.number} sums to zero (it is ${difference} öre off)`,
  );
  return voucher;
}

/**
 * Whether two vouchers book the same thing: the same accounts, dimensions and amounts, in whatever order.
 * Texts are not compared, since a journey through another system's files may cut or recode them.
 */
export function sameBooking(a: readonly VoucherLine[], b: readonly VoucherLine[]): boolean {
  if (a.length !== b.length) return false;
  const left = a.map(bookingKey).toSorted(byCode);
  const right = b.map(bookingKey).toSorted(byCode);
  return left.every((key, index) => key === right[index]);
}

function bookingKey(line: VoucherLine): string {
  return [
    line.account,
    line.costCentre,
    line.project,
    line.service,
    line.customer,
    line.counterparty,
    line.amountOre,
  ].join("\t");
}
