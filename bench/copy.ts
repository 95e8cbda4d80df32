/**
 * What loading is held against: a plain COPY of the same ledger lines and usage events, as rows made beforehand, into tables
 * without an index in the same kind of server. `copy.ts <pack> <directory>` prints JSON.
 */
import { createReadStream, createWriteStream, readFileSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createSieReader } from "../src/formats/sie4/index.ts";
import { periodsOfYear, required } from "../src/kernel/index.ts";
import { openDatabase, prepare } from "../src/platform/database/index.ts";
import { folders, protections } from "../src/app/schema.ts";
import { ownMs, serverMs } from "./machine.ts";

const [pack, directory] = process.argv.slice(2) as [string, string];
const opened = await openDatabase({ url: undefined, directory });
const { database } = opened;
const postmaster = (opened.serverPid as () => number)();

try {
  await prepare(database, folders, protections);
  const [lineFile, usageFile] = [`${directory}-lines.tsv`, `${directory}-usage.tsv`];
  const rows = (await writeLines(lineFile)) + (await writeUsage(usageFile));
  await database.transaction({ role: "owner" }, async (tx) => {
    await tx.execute(
      `create table ledger.bench_line (fiscal_year integer, series text, number text, line_no integer, period text,
         account text, cost_centre text, project text, service text, customer text, counterparty text, amount_ore bigint,
         text text, file_line integer)`,
    );
    await tx.execute(
      "create table metering.bench_usage (event_id text, day date, item text, customer text, quantity numeric)",
    );
  });
  const [own, server, wall] = [ownMs(), serverMs(postmaster), performance.now()];
  await database.transaction({ role: "owner" }, async (tx) => {
    await pipeline(createReadStream(lineFile), tx.copyIn("copy ledger.bench_line from stdin"));
    await pipeline(createReadStream(usageFile), tx.copyIn("copy metering.bench_usage from stdin"));
  });
  console.log(
    JSON.stringify({
      nodeMs: ownMs() - own,
      serverMs: serverMs(postmaster) - server,
      wallMs: performance.now() - wall,
      rows,
    }),
  );
} finally {
  await database.close();
}

async function writeLines(path: string): Promise<number> {
  const out = createWriteStream(path);
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
      if (!out.write(text)) await once(out, "drain");
      text = "";
    }
    required(reader.end());
    out.write(text);
  }
  await new Promise((resolve) => out.end(resolve));
  return rows;
}

async function writeUsage(path: string): Promise<number> {
  const out = createWriteStream(path);
  let rows = 0;
  for (const month of periodsOfYear(2024)) {
    const [, ...lines] = readFileSync(join(pack, "usage", `${month}.csv`), "utf8")
      .trimEnd()
      .split(/\r?\n/);
    rows += lines.length;
    if (!out.write(`${lines.join("\n").replaceAll(";", "\t").replaceAll(",", ".")}\n`))
      await once(out, "drain");
  }
  await new Promise((resolve) => out.end(resolve));
  return rows;
}
