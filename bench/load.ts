/**
 * What loading a year's SIE file costs, as a ratio within one run: reading, judging, rolling up and storing it through the durable embedded
 * database, against a plain COPY of the very same rows into the very same tables. `npx tsx bench/load.ts [lines]`.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import { required } from "../src/kernel/index.ts";
import { accountMap } from "../src/economy/ledger/index.ts";
import { loadSie, type SieExpectations } from "../src/economy/ledger/actions/index.ts";
import { openDatabase } from "../src/app/open-database.ts";

const lineCount = Number(process.argv[2] ?? 300_000);
const rounds = 3;
const tables = ["ledger.line", "ledger.voucher", "ledger.balance"];

const folder = mkdtempSync(join(tmpdir(), "underlag-bench-load-"));
chmodSync(folder, 0o755);
const database = await openDatabase({ dataDirectory: join(folder, "data") });
try {
  const bytes = books(lineCount);
  const source = {
    name: "bench.se",
    *chunks() {
      for (let at = 0; at < bytes.length; at += 1 << 20) yield bytes.subarray(at, at + (1 << 20));
    },
  };
  const loads: number[] = [];
  const copies: number[] = [];
  const before = process.resourceUsage().maxRSS;
  let peak = before;
  for (let round = 1; round <= rounds; round++) {
    const [loaded, copied] = [`l${round}`, `c${round}`];
    await database.transaction({ role: "owner" }, (tx) =>
      tx.execute(
        `insert into platform.provider (provider_id, name, org_no, synthetic, settings)
         values ($1, 'Bench', '000000-0000', true, '{}'), ($2, 'Bench', '000000-0000', true, '{}')`,
        [loaded, copied],
      ),
    );
    loads.push(
      await timed(() =>
        database.transaction({ role: "staff", provider: loaded, actor: "bench" }, async (tx) => {
          const loading = { actor: "bench", now: new Date().toISOString(), confirm: false };
          await loadSie(tx, loaded, source, expected(), loading);
        }),
      ),
    );
    if (round === 1) peak = process.resourceUsage().maxRSS;
    const rows = await database.transaction({ role: "owner" }, async (tx) => {
      const all: Buffer[] = [];
      for (const table of tables) {
        const parts: Buffer[] = [];
        const out = tx.copyOut(`copy (select * from ${table} where provider_id = '${loaded}') to stdout`);
        for await (const part of out) parts.push(part as Buffer);
        all.push(
          Buffer.from(
            Buffer.concat(parts)
              .toString("utf8")
              .replace(/^l\d+\t/gm, `${copied}\t`),
          ),
        );
      }
      return all;
    });
    copies.push(
      await timed(() =>
        database.transaction({ role: "owner" }, async (tx) => {
          for (const [index, table] of tables.entries()) {
            await pipeline(
              Readable.from(pieces(rows[index] as Buffer)),
              tx.copyIn(`copy ${table} from stdin`),
            );
          }
        }),
      ),
    );
  }
  const [load, copy] = [Math.min(...loads), Math.min(...copies)];
  console.log(
    `${(bytes.length / 1e6).toFixed(1)} MB, ${lineCount} lines, best of ${rounds}, Node ${process.version}`,
  );
  console.log(`plain COPY of the rows  ${copy.toFixed(0).padStart(6)} ms`);
  console.log(
    `load                    ${load.toFixed(0).padStart(6)} ms   ${(load / copy).toFixed(2)} x plain COPY`,
  );
  console.log(
    `peak memory of the first load ${(peak / 1024).toFixed(0)} MB, ${((peak - before) / 1024).toFixed(0)} MB above the start`,
  );
} finally {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 1 << 16) yield bytes.subarray(at, at + (1 << 16));
}

function expected(): SieExpectations {
  const mapping = (accountFrom: string, accountTo: string, kind: "revenue" | "cost" | "asset") => ({
    accountFrom,
    accountTo,
    kind,
    element: "other",
    activity: "",
    role: "",
    nameSv: "",
    nameEn: "",
  });
  return {
    orgNo: "000000-0000",
    fiscalYears: [2024],
    dimensions: new Map([
      [1, "cost_centre"],
      [6, "project"],
      [20, "service"],
      [21, "customer"],
      [22, "counterparty"],
    ]),
    known: {},
    accounts: required(
      accountMap([
        mapping("1000", "2999", "asset"),
        mapping("3000", "3999", "revenue"),
        mapping("4000", "8999", "cost"),
      ]),
    ),
  };
}

/** A year with the shape of a city's books: some six rows a voucher, most of them coded on three dimensions or more. */
function books(lines: number): Buffer {
  const parts = [
    "#FLAGGA 0",
    '#PROGRAM "Bench" 1',
    "#FORMAT PC8",
    "#GEN 20250115",
    "#SIETYP 4",
    "#ORGNR 000000-0000",
    '#FNAMN "Bench"',
    "#RAR 0 20240101 20241231",
    ...[1940, ...Array.from({ length: 60 }, (_, i) => 5000 + i * 40)].map(
      (account) => `#KONTO ${account} "Konto ${account}"`,
    ),
    ...[1, 6, 20, 21, 22].map((dimension) => `#DIM ${dimension} "Dimension ${dimension}"`),
  ];
  for (let written = 0, number = 1; written < lines; number++) {
    const month = 1 + (number % 12);
    parts.push(`#VER A ${number} 2024${String(month).padStart(2, "0")}15 "Leverantör ${number % 700}"`, "{");
    let sum = 0;
    for (let row = 0; row < 5; row++) {
      const seed = number * 31 + row * 7;
      const amount = 100 + (seed % 9_000);
      sum += amount;
      parts.push(
        `#TRANS ${5000 + (seed % 60) * 40} {1 "${1000 + (seed % 40)}" 20 "SERV-${seed % 57}" 21 "KUND-${seed % 52}" 22 "${100 + (seed % 52)}"} ${amount}.50 "" "Rad ${row} i ${number % 500}"`,
      );
      sum += 0.5;
    }
    parts.push(`#TRANS 1940 {} -${sum.toFixed(2)}`, "}");
    written += 6;
  }
  return Buffer.from(`${parts.join("\r\n")}\r\n`, "latin1");
}
