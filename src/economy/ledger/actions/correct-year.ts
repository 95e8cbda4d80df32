import {
  formatKronor,
  ore,
  type Period,
  periodOfDay,
  type Problem,
  Refusal,
  unreachable,
} from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import {
  diffVouchers,
  type LedgerCell,
  markOf,
  rollUpBalances,
  sameBooking,
  type Voucher,
  type VoucherChange,
  type VoucherComparison,
  type VoucherLine,
  type VoucherMark,
  voucherName,
} from "../index.ts";
import { problemOf } from "../problems.ts";
import type { SieLoading, SieSource, WrittenYear } from "./sie-source.ts";
import { periodClosed } from "./messages.ts";
import { closedAmong } from "./post.ts";
import { vouchersOf, vouchersOfYear } from "./read.ts";
import { createSieYearReader, type SieExpectations, type SieYearFrame } from "./sie-year.ts";
import { addBalances } from "./write-balances.ts";
import { insertVouchers } from "./write-vouchers.ts";

interface Correction extends SieLoading {
  readonly fiscalYear: number;
  readonly fileId: string;
  /** The file that stands loaded for the year; none when only vouchers made here are booked. */
  readonly heldFile: string | undefined;
}

const batchSize = 1_000;
const toldChanges = 50;

/**
 * A file for a year that already has vouchers. It is read twice: first to compare and to be judged, then to write only what
 * differs, each changed voucher as its next version. Vouchers made here are not the file's to change: it confirms them
 * or it is refused.
 */
export async function correctYear(
  tx: Transaction,
  provider: string,
  source: SieSource,
  expected: SieExpectations,
  correction: Correction,
): Promise<WrittenYear> {
  const { fiscalYear } = correction;
  const own = new Map<string, Voucher>();
  const before: VoucherMark[] = [];
  for await (const { voucher, origin } of vouchersOfYear(tx, provider, fiscalYear)) {
    if (origin === "underlag") own.set(nameOf(voucher), voucher);
    else before.push(markOf(voucher));
  }

  const problems: Problem[] = [];
  const after: VoucherMark[] = [];
  const confirmed: Voucher[] = [];
  const lineOf = new Map<string, number>();
  const { frame, selfDifferences } = readVouchers(
    source,
    expected,
    fiscalYear,
    problems,
    (voucher, fileLine) => {
      const mine = own.get(nameOf(voucher));
      if (!mine) {
        after.push(markOf(voucher));
        lineOf.set(nameOf(voucher), fileLine);
      } else if (
        periodOfDay(mine.day) === periodOfDay(voucher.day) &&
        sameBooking(mine.lines, voucher.lines)
      ) {
        confirmed.push(mine);
      } else {
        problems.push(differsFromOwn(mine, { file: source.name, line: fileLine }));
      }
    },
  );
  if (!correction.confirm) problems.push(...selfDifferences);
  const comparison = diffVouchers(before, after);
  problems.push(...(await closedPeriodsTouched(tx, provider, comparison, source.name)));
  if (frame && correction.heldFile !== undefined && !correction.confirm && comparison.changes.length > 0) {
    problems.push(...toConfirm(comparison, source.name, fiscalYear, lineOf));
  }
  if (!frame || problems.some((problem) => problem.severity === "stop")) throw new Refusal(problems);

  const written = await writeChanges(tx, provider, source, expected, comparison, correction);
  await confirmVouchers(tx, provider, confirmed, correction.fileId);
  return { frame, ...written, confirmed: confirmed.length, comparison, selfDifferences };
}

function nameOf(voucher: Pick<Voucher, "series" | "number">): string {
  return `${voucher.series}\u0000${voucher.number}`;
}

/** Reads the file voucher by voucher. Returns its frame, or undefined with the problems added. */
function readVouchers(
  source: SieSource,
  expected: SieExpectations,
  fiscalYear: number,
  problems: Problem[],
  take: (voucher: Voucher, fileLine: number) => void,
): { readonly frame: SieYearFrame | undefined; readonly selfDifferences: readonly Problem[] } {
  let lines: VoucherLine[] = [];
  const reader = createSieYearReader(source.name, expected, {
    onLine(row, _voucher, at) {
      lines.push({
        account: row.account,
        ...at,
        amountOre: row.amountOre,
        text: row.text,
        fileLine: row.line,
      });
    },
    onVoucher(head) {
      const { series, number, day, text, line } = head;
      take({ fiscalYear, series, number, day, text, reference: "", lines }, line);
      lines = [];
    },
  });
  for (const chunk of source.chunks()) reader.push(chunk);
  const end = reader.end();
  problems.push(...end.problems);
  return end;
}

function differsFromOwn(mine: Voucher, place: { file: string; line: number }): Problem {
  const name = voucherName(mine);
  return problemOf("ledger.books-differ", place, {
    message_sv: `Verifikation ${name} skapades här (${mine.reference}) med annan kontering än i filen.`,
    message_en: `Voucher ${name} was made here (${mine.reference}) with another booking than in the file.`,
  });
}

async function closedPeriodsTouched(
  tx: Transaction,
  provider: string,
  comparison: VoucherComparison,
  file: string,
): Promise<Problem[]> {
  const periods = new Set<Period>();
  for (const change of comparison.changes) {
    if (change.dayBefore) periods.add(periodOfDay(change.dayBefore));
    if (change.dayAfter) periods.add(periodOfDay(change.dayAfter));
  }
  const closed = await closedAmong(tx, provider, [...periods]);
  return closed.map((period) => periodClosed(period, { file }));
}

/** The differences as a list to read before confirming: the counts, then each voucher. */
function toConfirm(
  comparison: VoucherComparison,
  file: string,
  fiscalYear: number,
  lineOf: ReadonlyMap<string, number>,
): Problem[] {
  const { added, changed, removed, unchanged } = comparison;
  const summary = problemOf(
    "ledger.corrected-file",
    { file },
    {
      message_sv: `Filen skiljer sig från den inlästa för ${fiscalYear}: ${added} nya, ${changed} ändrade och ${removed} borttagna verifikationer, ${unchanged} oförändrade.`,
      message_en: `The file differs from the one loaded for ${fiscalYear}: ${added} added, ${changed} changed and ${removed} removed vouchers, ${unchanged} unchanged.`,
    },
  );
  const told = comparison.changes
    .slice(0, toldChanges)
    .map((change) => tellChange(change, fiscalYear, { file, line: lineOf.get(nameOf(change)) }));
  const rest = comparison.changes.length - told.length;
  return rest === 0
    ? [summary, ...told]
    : [
        summary,
        ...told,
        problemOf(
          "ledger.corrected-file",
          { file },
          {
            message_sv: `Ytterligare ${rest} verifikationer skiljer.`,
            message_en: `Another ${rest} vouchers differ.`,
          },
        ),
      ];
}

function tellChange(
  change: VoucherChange,
  fiscalYear: number,
  place: { file: string; line: number | undefined },
): Problem {
  const name = voucherName({ fiscalYear, ...change });
  const was = formatKronor(change.turnoverBeforeOre);
  const is = formatKronor(change.turnoverAfterOre);
  const days = { was: change.dayBefore ?? "", is: change.dayAfter ?? "" };
  switch (change.change) {
    case "added":
      return problemOf("ledger.corrected-file", place, {
        message_sv: `Ny: ${name}, ${days.is}, ${is} kr.`,
        message_en: `Added: ${name}, ${days.is}, ${is} kr.`,
      });
    case "removed":
      return problemOf("ledger.corrected-file", place, {
        message_sv: `Borttagen: ${name}, ${days.was}, ${was} kr.`,
        message_en: `Removed: ${name}, ${days.was}, ${was} kr.`,
      });
    case "changed":
      return problemOf("ledger.corrected-file", place, {
        message_sv: `Ändrad: ${name}, ${days.was}, ${was} kr blir ${days.is}, ${is} kr.`,
        message_en: `Changed: ${name}, ${days.was}, ${was} kr becomes ${days.is}, ${is} kr.`,
      });
    default:
      return unreachable(change.change);
  }
}

/** Supersedes what changed or went, adds the next versions, and moves the balances by the difference. */
async function writeChanges(
  tx: Transaction,
  provider: string,
  source: SieSource,
  expected: SieExpectations,
  comparison: VoucherComparison,
  { fiscalYear, fileId }: Correction,
): Promise<{ vouchers: number; lines: number }> {
  const gone = comparison.changes.filter((change) => change.change !== "added");
  for (let at = 0; at < gone.length; at += batchSize) {
    const names = gone.slice(at, at + batchSize).map((change) => ({ fiscalYear, ...change }));
    await moveBalances(tx, provider, await vouchersOf(tx, provider, names), -1);
    await supersede(tx, provider, names, fileId);
  }
  const wanted = new Set(
    comparison.changes.filter((change) => change.change !== "removed").map((change) => nameOf(change)),
  );
  let vouchers = 0;
  let lines = 0;
  const batch: Voucher[] = [];
  readVouchers(source, expected, fiscalYear, [], (voucher) => {
    if (!wanted.has(nameOf(voucher))) return;
    vouchers += 1;
    lines += voucher.lines.length;
    batch.push(voucher);
  });
  for (let at = 0; at < batch.length; at += batchSize) {
    const part = batch.slice(at, at + batchSize);
    const firstId = await insertVouchers(tx, provider, part, { origin: "import", fileId });
    await moveBalances(tx, provider, part, 1, firstId);
  }
  await tx.execute(
    `delete from ledger.balance
     where provider_id = $1 and fiscal_year = $2 and line_count = 0 and amount_ore = 0`,
    [provider, fiscalYear],
  );
  return { vouchers, lines };
}

async function moveBalances(
  tx: Transaction,
  provider: string,
  vouchers: readonly Voucher[],
  sign: 1 | -1,
  firstId?: number,
): Promise<void> {
  const balances = rollUpBalances();
  for (const [index, voucher] of vouchers.entries()) {
    for (const line of voucher.lines) {
      balances.add(
        periodOfDay(voucher.day),
        line.account,
        line.costCentre,
        line.project,
        line.service,
        line.customer,
        line.counterparty,
        sign * line.amountOre,
        firstId === undefined ? undefined : firstId + index,
      );
    }
  }
  const fiscalYear = vouchers[0]?.fiscalYear;
  if (fiscalYear === undefined) return;
  const cells = balances.cells(fiscalYear).map((cell): LedgerCell => ({
    ...cell,
    amountOre: ore(cell.amountOre),
    lineCount: sign * cell.lineCount,
  }));
  await addBalances(tx, provider, cells);
}

async function supersede(
  tx: Transaction,
  provider: string,
  names: readonly Pick<Voucher, "fiscalYear" | "series" | "number">[],
  fileId: string,
): Promise<void> {
  await tx.execute(
    `insert into ledger.superseded (provider_id, fiscal_year, series, number, version, file_id)
     select v.provider_id, v.fiscal_year, v.series, v.number, v.version, $5
     from unnest($2::integer[], $3::text[], $4::text[]) as gone (fiscal_year, series, number)
     join ledger.v_voucher v
       on v.provider_id = $1 and v.fiscal_year = gone.fiscal_year and v.series = gone.series and v.number = gone.number
     where v.provider_id = $1`,
    [
      provider,
      names.map((name) => name.fiscalYear),
      names.map((name) => name.series),
      names.map((name) => name.number),
      fileId,
    ],
  );
}

async function confirmVouchers(
  tx: Transaction,
  provider: string,
  vouchers: readonly Voucher[],
  fileId: string,
): Promise<void> {
  await tx.execute(
    `insert into ledger.confirmation (provider_id, fiscal_year, series, number, version, file_id)
     select v.provider_id, v.fiscal_year, v.series, v.number, v.version, $5
     from unnest($2::integer[], $3::text[], $4::text[]) as seen (fiscal_year, series, number)
     join ledger.v_voucher v
       on v.provider_id = $1 and v.fiscal_year = seen.fiscal_year and v.series = seen.series and v.number = seen.number
     where v.provider_id = $1
     on conflict (provider_id, fiscal_year, series, number, version) do nothing`,
    [
      provider,
      vouchers.map((voucher) => voucher.fiscalYear),
      vouchers.map((voucher) => voucher.series),
      vouchers.map((voucher) => voucher.number),
      fileId,
    ],
  );
}
