import { type ColumnSpec, readTable } from "../../formats/csv/index.ts";
import { readSie, type SieFile, type SieRow } from "../../formats/sie4/index.ts";
import {
  addOre,
  type Ore,
  periodOfDay,
  refused,
  type Result,
  resultOf,
  zeroOre,
} from "../../kernel/index.ts";
import type { Booking } from "./booking.ts";
import { problems } from "./problems.ts";

/** A month of one buyer is small; a file larger than this is another file. */
export const largestFile = 50_000_000;

export const buyerColumns = [
  { name: "invoice", type: "text", aliases: ["faktura", "fakturanummer"], empty: true },
  { name: "voucher", type: "text", aliases: ["verifikation", "verifikat"] },
  { name: "period", type: "period", aliases: ["månad", "bokföringsperiod"] },
  { name: "counterparty", type: "text", aliases: ["motpart"], empty: true },
  { name: "amount", type: "kronor", aliases: ["belopp"] },
] as const satisfies readonly ColumnSpec[];

/**
 * What a buyer has booked, from its SIE 4 file (known by its first record) or a CSV with a row per cost line. The dimension that
 * holds the counterparty is the one the file calls Motpart, else the provider's own number for it.
 */
export function readBuyerBooks(
  bytes: Uint8Array,
  {
    file,
    counterpartyDimension,
  }: { readonly file: string; readonly counterpartyDimension: number | undefined },
): Result<readonly Booking[]> {
  if (bytes.length > largestFile) return refused([problems.tooLarge(file)]);
  if (!isSie(bytes)) return fromTable(bytes, file);
  const read = readVouchers(bytes, file);
  if (!read.ok) return read;
  const dimension =
    read.value.dimensions.find(({ name }) => /^(motpart|counterparty)/i.test(name.trim()))?.dimension ??
    counterpartyDimension;
  if (dimension === undefined) return refused([problems.noCounterparty(file)]);
  return { ok: true, value: fromVouchers(read.value, dimension), warnings: read.warnings };
}

/**
 * A file without a fiscal year (#RAR) is read as vouchers to import, which need none: the months are those of the vouchers' own days.
 * That is said, since a wrong year would then be seen by nobody.
 */
function readVouchers(bytes: Uint8Array, file: string): Result<SieFile> {
  const read = readSie(bytes, { file });
  if (read.ok || read.problems.some((problem) => problem.code !== "sie4.year-missing")) return read;
  const withoutYear = readSie(bytes, { file: file.replace(/(?:\.[^.]*)?$/, ".si") });
  if (!withoutYear.ok) return read;
  const months = withoutYear.value.vouchers.map((voucher) => periodOfDay(voucher.day)).toSorted();
  const warning = problems.yearFromVouchers(file, months[0] ?? "–", months.at(-1) ?? "–");
  return { ...withoutYear, warnings: [...withoutYear.warnings, warning] };
}

function isSie(bytes: Uint8Array): boolean {
  const start = String.fromCharCode(...bytes.subarray(0, 200)).replace(/^(?:\u00ef\u00bb\u00bf)?\s*/, "");
  return start.startsWith("#");
}

function fromVouchers({ vouchers }: SieFile, dimension: number): Booking[] {
  return vouchers.map((voucher) => {
    const amounts = new Map<string, Ore>();
    for (const row of voucher.rows) {
      if (row.change === "removed" || !/^[3-8]/.test(row.account)) continue;
      const party = partyOf(row, dimension);
      amounts.set(party, addOre(amounts.get(party) ?? zeroOre, row.amountOre));
    }
    return {
      voucher: `${voucher.series} ${voucher.number}`.trim(),
      series: voucher.series,
      number: voucher.number,
      period: periodOfDay(voucher.day),
      text: [voucher.text, ...voucher.rows.map((row) => row.text)].join(" "),
      line: voucher.line,
      amounts,
    };
  });
}

function partyOf(row: SieRow, dimension: number): string {
  return row.objects.find((object) => object.dimension === dimension)?.object ?? "";
}

function fromTable(bytes: Uint8Array, file: string): Result<readonly Booking[]> {
  const table = readTable(bytes, { columns: buyerColumns, file });
  if (!table.ok) return table;
  const found = new Map<string, Booking & { readonly amounts: Map<string, Ore> }>();
  for (const { invoice, voucher, period, counterparty, amount, line } of table.value.values) {
    const key = [voucher, period, invoice].join("\n");
    const [series = "", number = ""] = voucher.split(/\s+/);
    const known = found.get(key) ?? {
      voucher,
      series,
      number,
      period,
      text: invoice,
      line,
      amounts: new Map<string, Ore>(),
    };
    known.amounts.set(counterparty, addOre(known.amounts.get(counterparty) ?? zeroOre, amount));
    found.set(key, known);
  }
  return resultOf([...found.values()], []);
}
