/**
 * What loading is held against: a COPY of the same ledger lines and usage events, as rows made beforehand, in the same kind of
 * server: as PostgreSQL's own text into tables without an index, the same into tables with a key, and as the CSV that somebody would
 * export. `copy.ts <pack> <directory>` prints JSON.
 */
import { createReadStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createSieReader } from "../src/formats/sie4/index.ts";
import { periodsOfYear, required } from "../src/kernel/index.ts";
import { openDatabase, prepare } from "../src/platform/database/index.ts";
import { folders, protections } from "../src/app/schema.ts";
import { ownMs, serverMs } from "./machine.ts";
import { Rows } from "./rows.ts";

const [pack, directory] = process.argv.slice(2) as [string, string];
const opened = await openDatabase({ url: undefined, directory });
const { database } = opened;
const scratch = mkdtempSync(join(tmpdir(), "underlag-bench-copy-"));
const postmaster = (opened.serverPid as () => number)();

try {
  await prepare(database, folders, protections);
  const [lineFile, usageFile] = [join(scratch, "lines"), join(scratch, "usage")];
  const rows = (await writeLines(lineFile)) + (await writeUsage(usageFile));
  const rowsOf = async (options: string, delimiter: string, keys: boolean): Promise<Cost> => {
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
    const [own, server, wall] = [ownMs(), serverMs(postmaster), performance.now()];
    await database.transaction({ role: "owner" }, async (tx) => {
      const copy = (file: string, table: string): Promise<void> =>
        pipeline(createReadStream(`${file}.${delimiter}`), tx.copyIn(`copy ${table} from stdin ${options}`));
      await copy(lineFile, "ledger.bench_line");
      await copy(usageFile, "metering.bench_usage");
    });
    return {
      nodeMs: ownMs() - own,
      serverMs: serverMs(postmaster) - server,
      wallMs: performance.now() - wall,
    };
  };
  const bare = await rowsOf("", "tsv", false);
  const keyed = await rowsOf("", "tsv", true);
  const csv = await rowsOf("(format csv, delimiter ';')", "csv", true);
  console.log(JSON.stringify({ ...bare, rows, bare, keyed, csv }));
} finally {
  await database.close();
  rmSync(scratch, { recursive: true, force: true });
}

interface Cost {
  readonly nodeMs: number;
  readonly serverMs: number;
  readonly wallMs: number;
}

async function writeLines(path: string): Promise<number> {
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

async function writeUsage(path: string): Promise<number> {
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
