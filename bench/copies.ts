/**
 * What loading is held against: a COPY of the same ledger lines and usage events, as rows made beforehand, in the same
 * server: as PostgreSQL's own text into tables without an index, the same into tables with a key, and as the CSV that somebody
 * would export.
 */
import { createReadStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createSieReader } from "../src/formats/sie4/index.ts";
import { periodsOfYear, required } from "../src/kernel/index.ts";
import type { Database } from "../src/platform/database/index.ts";
import { type Cost, costOf } from "./machine.ts";
import { Rows } from "./rows.ts";

export const copyKinds = ["bare", "keyed", "csv"] as const;
export type CopyKind = (typeof copyKinds)[number];

/** The rows of a pack written to files in a folder; how many there are. */
export async function writeRows(pack: string, folder: string): Promise<number> {
  return (await writeLines(pack, join(folder, "lines"))) + (await writeUsage(pack, join(folder, "usage")));
}

/** Those files copied into new tables, in one transaction. What is measured is the COPY and its commit. */
export async function copyRows(
  database: Database,
  postmaster: number,
  folder: string,
  kind: CopyKind,
): Promise<Cost> {
  const keys = kind !== "bare";
  await database.transaction({ role: "owner" }, (tx) =>
    tx.execute(
      `drop table if exists ledger.bench_line, metering.bench_usage;
       create table ledger.bench_line (fiscal_year integer, series text, number text, line_no integer, period text,
         account text, cost_centre text, project text, service text, customer text, counterparty text, amount_ore bigint,
         text text, file_line integer${keys ? ", primary key (fiscal_year, series, number, line_no)" : ""});
       create table metering.bench_usage (event_id text, day date, item text, customer text, quantity numeric
         ${keys ? ", primary key (event_id)" : ""})`,
    ),
  );
  const [format, options] = kind === "csv" ? ["csv", "(format csv, delimiter ';')"] : ["tsv", ""];
  return costOf(postmaster, () =>
    database.transaction({ role: "owner" }, async (tx) => {
      const copy = (rows: string, table: string): Promise<void> =>
        pipeline(
          createReadStream(join(folder, `${rows}.${format}`)),
          tx.copyIn(`copy ${table} from stdin ${options}`),
        );
      await copy("lines", "ledger.bench_line");
      await copy("usage", "metering.bench_usage");
    }),
  );
}

async function writeLines(pack: string, path: string): Promise<number> {
  const out = new Rows(path);
  let rows = 0;
  for (const year of [2022, 2023, 2024]) {
    let text = "";
    let lineNo = 0;
    const reader = createSieReader({
      file: `${year}.se`,
      onVoucher: () => void (lineNo = 0),
      onRow(row, voucher) {
        rows += 1;
        lineNo += 1;
        const of = (dimension: number): string =>
          row.objects.find((object) => object.dimension === dimension)?.object ?? "";
        const codes = [1, 6, 20, 21, 22].map(of).join("\t");
        text += `${year}\t${voucher.series}\t${voucher.number}\t${lineNo}\t${voucher.day.slice(0, 7)}\t${row.account}\t${codes}\t${row.amountOre}\t${row.text.replaceAll("\\", "\\\\")}\t${row.line}\n`;
      },
    });
    const bytes = new Uint8Array(readFileSync(join(pack, "ledger", `${year}.se`)));
    for (let at = 0; at < bytes.length; at += 1 << 20) {
      reader.push(bytes.subarray(at, at + (1 << 20)));
      await out.write(text);
      text = "";
    }
    required(reader.end());
    await out.write(text);
  }
  await out.end();
  return rows;
}

async function writeUsage(pack: string, path: string): Promise<number> {
  const out = new Rows(path);
  let rows = 0;
  for (const month of periodsOfYear(2024)) {
    const [, ...lines] = readFileSync(join(pack, "usage", `${month}.csv`), "utf8")
      .trimEnd()
      .split(/\r?\n/);
    rows += lines.length;
    await out.write(`${lines.join("\n").replaceAll(";", "\t").replaceAll(",", ".")}\n`);
  }
  await out.end();
  return rows;
}
