import { createHash } from "node:crypto";
import { assert, type Period, type Problem, Refusal, yearOf } from "../../../kernel/index.ts";
import { record } from "../../../platform/audit/index.ts";
import {
  bulkInsert,
  bulkWrite,
  takeTurn,
  type CopyColumn,
  type CopyValue,
  type Transaction,
} from "../../../platform/database/index.ts";
import { rollUpBalances, type VoucherComparison } from "../index.ts";
import { correctYear } from "./correct-year.ts";
import { closedAmong } from "./post.ts";
import { periodClosed } from "./messages.ts";
import type { SieLoading, SieSource, WrittenYear } from "./sie-source.ts";
import {
  createSieYearReader,
  type SieExpectations,
  type SieYearFrame,
  type SieYearReader,
} from "./sie-year.ts";
import { codingColumns, codingValues } from "../sql/coding.ts";
import { nextVoucherId } from "./write-vouchers.ts";

export interface SieLoad {
  readonly fiscalYear: number;
  /** unchanged: the very same file stands loaded. corrected: it replaced an earlier version of the year. */
  readonly outcome: "loaded" | "unchanged" | "corrected";
  readonly vouchers: number;
  readonly lines: number;
  /** Vouchers made here that the file holds too. */
  readonly confirmed: number;
  readonly comparison?: VoucherComparison;
  readonly warnings: readonly Problem[];
}

const lineColumns: readonly CopyColumn[] = [
  { name: "voucher_id", type: "int8" },
  { name: "line_no", type: "int4" },
  ...codingColumns,
  { name: "text", type: "text" },
  { name: "file_line", type: "int4" },
];

const voucherColumns: readonly CopyColumn[] = [
  { name: "voucher_id", type: "int8" },
  { name: "fiscal_year", type: "int4" },
  { name: "series", type: "text" },
  { name: "number", type: "text" },
  { name: "version", type: "int4" },
  { name: "voucher_day", type: "date" },
  { name: "text", type: "text" },
  { name: "origin", type: "text" },
  { name: "file_id", type: "text" },
  { name: "reference", type: "text" },
];

const balanceColumns: readonly CopyColumn[] = [
  { name: "fiscal_year", type: "int4" },
  ...codingColumns,
  { name: "line_count", type: "int4" },
  { name: "vouchers", type: "text" },
];

/**
 * Loads a year's SIE file into the books, in the caller's transaction. The same file again changes nothing; a file that
 * differs from the year's loaded one is compared with it, refused with the differences, and applied when confirmed.
 * Throws `Refusal` with everything that is wrong; the transaction is then to be rolled back.
 */
export async function loadSie(
  tx: Transaction,
  provider: string,
  source: SieSource,
  expected: SieExpectations,
  loading: SieLoading,
): Promise<SieLoad> {
  await takeTurn(tx, provider, "ledger");
  const fiscalYear = peekYear(source, expected);
  const { sha256, bytes } = hashOf(source);
  const [held] = await tx.query<{ file_id: string; sha256: string; lines: number }>(
    `select file_id, sha256, lines from ledger.source_file
     where provider_id = $1 and kind = 'sie' and fiscal_year = $2 and replaced_by is null`,
    [provider, fiscalYear],
  );
  if (held?.sha256 === sha256) {
    return { fiscalYear, outcome: "unchanged", vouchers: 0, lines: 0, confirmed: 0, warnings: [] };
  }
  const { versions } = await tx.one<{ versions: number }>(
    `select count(*)::integer as versions from ledger.source_file
     where provider_id = $1 and kind = 'sie' and fiscal_year = $2`,
    [provider, fiscalYear],
  );
  const fileId = `sie-${fiscalYear}-${versions + 1}`;
  const { booked } = await tx.one<{ booked: boolean }>(
    "select exists (select from ledger.voucher where provider_id = $1 and fiscal_year = $2) as booked",
    [provider, fiscalYear],
  );
  const written = booked
    ? await correctYear(tx, provider, source, expected, {
        ...loading,
        fiscalYear,
        fileId,
        heldFile: held?.file_id,
      })
    : await loadFreshYear(tx, provider, source, expected, { ...loading, fiscalYear, fileId });
  await keepFrame(tx, provider, written.frame);
  await keepSourceFile(tx, provider, {
    fileId,
    name: source.name,
    sha256,
    bytes,
    frame: written.frame,
    agreesWithItself: written.selfDifferences.length === 0,
    held: held?.file_id,
    loading,
  });
  await record(tx, {
    at: loading.now,
    actor: loading.actor,
    action: held ? "ledger.correct-file" : "ledger.load-file",
    objectKind: "source-file",
    objectId: fileId,
    before: held ? { file_id: held.file_id, sha256: held.sha256 } : null,
    after: { name: source.name, sha256, vouchers: written.vouchers, lines: written.lines },
  });
  return {
    fiscalYear,
    outcome: held ? "corrected" : "loaded",
    vouchers: written.vouchers,
    lines: written.lines,
    confirmed: written.confirmed,
    ...(written.comparison ? { comparison: written.comparison } : {}),
    warnings: [
      ...written.frame.warnings,
      ...written.selfDifferences.map((problem) => ({ ...problem, severity: "warn" as const })),
    ],
  };
}

/** Nothing is booked in the year: lines go straight through to COPY, and the rest follows when all of it has been read. */
async function loadFreshYear(
  tx: Transaction,
  provider: string,
  source: SieSource,
  expected: SieExpectations,
  { fiscalYear, fileId, confirm }: SieLoading & { readonly fiscalYear: number; readonly fileId: string },
): Promise<WrittenYear> {
  const balances = rollUpBalances();
  const firstId = await nextVoucherId(tx, provider);
  const vouchers: CopyValue[][] = [];
  const months = new Set<Period>();
  // One row for all lines, filled anew each time: a file has hundreds of thousands.
  const line: CopyValue[] = lineColumns.map(() => null);
  const read: { end?: ReturnType<SieYearReader["end"]> } = {};
  const lines = await bulkWrite(tx, "ledger.line", lineColumns, function* (write) {
    const reader = createSieYearReader(source.name, expected, {
      onLine(row, _voucher, at, lineNo, period) {
        line[0] = firstId + vouchers.length;
        line[1] = lineNo;
        line[2] = period;
        line[3] = row.account;
        line[4] = at.costCentre;
        line[5] = at.project;
        line[6] = at.service;
        line[7] = at.customer;
        line[8] = at.counterparty;
        line[9] = row.amountOre;
        line[10] = storable(row.text);
        line[11] = row.line;
        write(line);
        balances.add(
          period,
          row.account,
          at.costCentre,
          at.project,
          at.service,
          at.customer,
          at.counterparty,
          row.amountOre,
          firstId + vouchers.length,
        );
      },
      onVoucher({ series, number, day, text }) {
        const id = firstId + vouchers.length;
        months.add(day.slice(0, 7) as Period);
        vouchers.push([id, fiscalYear, series, number, 1, day, storable(text), "import", fileId, null]);
      },
    });
    for (const chunk of source.chunks()) {
      reader.push(chunk);
      yield;
    }
    read.end = reader.end();
    yield;
  });
  assert(read.end !== undefined, "a file that was copied in was read to its end");
  const { frame, problems, selfDifferences } = read.end;
  const closed = await closedAmong(tx, provider, [...months]);
  const all = [
    ...problems,
    ...(confirm ? [] : selfDifferences),
    ...closed.map((period) => periodClosed(period, { file: source.name })),
  ];
  if (!frame || all.some((problem) => problem.severity === "stop")) throw new Refusal(all);
  await bulkInsert(tx, "ledger.voucher", voucherColumns, vouchers);
  await bulkInsert(
    tx,
    "ledger.balance",
    balanceColumns,
    balances
      .cells(fiscalYear)
      .map((cell) => [cell.fiscalYear, ...codingValues(cell), cell.lineCount, cell.vouchers ?? ""]),
  );
  return { frame, vouchers: vouchers.length, lines, confirmed: 0, selfDifferences };
}

/** PostgreSQL stores every character but NUL, which means nothing in a text anyway. */
function storable(text: string): string {
  return text.includes("\0") ? text.replaceAll("\0", "") : text;
}

/** The year of the file, from its beginning; the whole file's problems when it does not tell. */
function peekYear(source: SieSource, expected: SieExpectations): number {
  const reader = createSieYearReader(source.name, expected, { onLine() {}, onVoucher() {} });
  let seen = 0;
  for (const chunk of source.chunks()) {
    // Little by little: the year stands at the top, and what is read here is read again.
    for (let at = 0; at < chunk.length; at += 1 << 14) {
      reader.push(chunk.subarray(at, at + (1 << 14)));
      const year = yearOfFile(reader);
      if (year !== undefined) return year;
    }
    seen += chunk.length;
    if (seen >= 4 * 1024 * 1024) break;
  }
  // A small file is held back until its end, where its letters are decided; only then is its year known.
  const { problems } = reader.end();
  const year = yearOfFile(reader);
  if (year !== undefined) return year;
  throw new Refusal(problems.filter((problem) => problem.severity === "stop"));
}

function yearOfFile(reader: ReturnType<typeof createSieYearReader>): number | undefined {
  const year = reader.header.years.find(({ index }) => index === 0);
  return year && yearOf(year.to);
}

function hashOf(source: SieSource): { sha256: string; bytes: number } {
  const hash = createHash("sha256");
  let bytes = 0;
  for (const chunk of source.chunks()) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest("hex"), bytes };
}

/** Chart of accounts, object names and stated balances as this file gives them. */
async function keepFrame(tx: Transaction, provider: string, frame: SieYearFrame): Promise<void> {
  const { fiscalYear } = frame;
  await tx.execute(
    `insert into ledger.account (provider_id, fiscal_year, account, name)
     select $1, $2, row.account, row.name from unnest($3::text[], $4::text[]) as row (account, name)
     on conflict (provider_id, fiscal_year, account) do update set name = excluded.name`,
    [
      provider,
      fiscalYear,
      frame.accounts.map((one) => one.account),
      frame.accounts.map((one) => storable(one.name)),
    ],
  );
  const objects = [...new Map(frame.objects.map((one) => [`${one.dimension} ${one.code}`, one])).values()];
  await tx.execute(
    `insert into ledger.object (provider_id, dimension, code, name)
     select $1, row.dimension, row.code, row.name
     from unnest($2::text[], $3::text[], $4::text[]) as row (dimension, code, name)
     on conflict (provider_id, dimension, code) do update set name = excluded.name`,
    [
      provider,
      objects.map((one) => one.dimension),
      objects.map((one) => one.code),
      objects.map((one) => storable(one.name)),
    ],
  );
  await tx.execute("delete from ledger.stated_balance where provider_id = $1 and fiscal_year = $2", [
    provider,
    fiscalYear,
  ]);
  await tx.execute(
    `insert into ledger.stated_balance (provider_id, fiscal_year, kind, year_offset, account, amount_ore, file_line)
     select $1, $2, row.kind, row.year_offset, row.account, row.amount_ore, row.file_line
     from unnest($3::text[], $4::integer[], $5::text[], $6::bigint[], $7::integer[])
       as row (kind, year_offset, account, amount_ore, file_line)`,
    [
      provider,
      fiscalYear,
      frame.stated.map((one) => one.kind),
      frame.stated.map((one) => one.yearOffset),
      frame.stated.map((one) => one.account),
      frame.stated.map((one) => one.amountOre),
      frame.stated.map((one) => one.fileLine),
    ],
  );
}

async function keepSourceFile(
  tx: Transaction,
  provider: string,
  file: {
    readonly fileId: string;
    readonly name: string;
    readonly sha256: string;
    readonly bytes: number;
    readonly frame: SieYearFrame;
    readonly agreesWithItself: boolean;
    readonly held: string | undefined;
    readonly loading: SieLoading;
  },
): Promise<void> {
  if (file.held !== undefined) {
    const replaced = await tx.execute(
      "update ledger.source_file set replaced_by = $3 where provider_id = $1 and file_id = $2",
      [provider, file.held, file.fileId],
    );
    assert(replaced === 1, "the file that is replaced exists");
  }
  await tx.execute(
    `insert into ledger.source_file (provider_id, file_id, name, sha256, kind, fiscal_year, lines, bytes, agrees_with_itself,
                                     loaded_at, loaded_by)
     values ($1, $2, $3, $4, 'sie', $5, $6, $7, $8, $9, $10)`,
    [
      provider,
      file.fileId,
      file.name,
      file.sha256,
      file.frame.fiscalYear,
      file.frame.fileLines,
      file.bytes,
      file.agreesWithItself,
      file.loading.now,
      file.loading.actor,
    ],
  );
}
