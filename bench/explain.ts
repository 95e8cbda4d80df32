/**
 * What it costs to open one figure, one level: random invoice lines, costs, prices, settlements, statement figures and
 * voucher lines of a played city, each walked down to its lines. p50 and p99 in one run, for the city as it is and with each
 * customer ten times over. `npx tsx bench/explain.ts <pack>`, where the pack is best written with `demo --size full`.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { playYearAtOnce } from "../src/app/demo/year.ts";
import { explainers } from "../src/app/explainers.ts";
import { openDatabase } from "../src/app/open-database.ts";
import { loadPack } from "../src/app/pack/load.ts";
import { openPack } from "../src/app/pack/pack-source.ts";
import { openingOf } from "../src/economy/ledger/actions/index.ts";
import { record } from "../src/platform/audit/index.ts";
import type { Transaction } from "../src/platform/database/index.ts";

const packFolder = process.argv[2] as string;
const now = "2025-01-15T08:00:00.000Z";
const lines = Number(process.argv[3] ?? 400);
const folder = mkdtempSync(join(tmpdir(), "underlag-bench-explain-"));
chmodSync(folder, 0o755);
const database = await openDatabase({ dataDirectory: join(folder, "data") });
try {
  const source = await openPack(packFolder);
  const act = { actor: "bench", now, confirm: false, dryRun: false, progress: () => undefined };
  const { provider } = await loadPack(database, source, act);
  source.close();
  await playYearAtOnce(database, provider, () => now);
  const scope = { role: "staff", provider, actor: "bench" } as const;
  const measured = async (name: string): Promise<void> => {
    // Warm as a running server is: the registers and the year's results are read once, by other lines than those timed.
    await database.transaction(scope, (tx) => walked(tx, provider, 60, 7));
    const times = await database.transaction(scope, (tx) => walked(tx, provider, lines, 20_241_231));
    print(name, times);
  };
  await measured("52 customers");
  await database.transaction({ role: "owner" }, (tx) => tenfold(tx, provider));
  // Every change of the books is in the audit chain, by which kept answers are told from stale ones; so is this one.
  await database.transaction(scope, (tx) =>
    record(tx, {
      at: now,
      actor: "bench",
      action: "bench.tenfold",
      objectKind: "customers",
      objectId: "all",
      before: null,
      after: { customers: 520 },
    }),
  );
  await measured("520 customers");
} finally {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}

interface Timed {
  readonly ms: number;
  readonly kind: string;
}

/** Random figures of each kind, each walked down a random way to its end; every opening is timed. */
async function walked(tx: Transaction, provider: string, count: number, from: number): Promise<Timed[]> {
  let seed = from;
  const chance = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
  const kinds: readonly (readonly [kind: string, sql: string])[] = [
    [
      "invoice line",
      "select 'invoice:' || invoice || ':' || line_no as id from invoicing.line where provider_id = $1 and line_no < 40 and customer not like '%~%'",
    ],
    [
      "service cost",
      "select distinct 'cost:2024:actual:' || service as id from costing.service_cost where provider_id = $1 and run = 'actual-2024'",
    ],
    [
      "settlement",
      "select 'settlement:' || settlement || ':' || customer || ':' || service as id from settlement.customer_row where provider_id = $1",
    ],
    [
      "statement",
      "select 'statement:income:2024:' || row || ':' || col as id from unnest(array['staff','consultants','it','other','core-operation','additional']) row, unnest(array['actual','budget','previous']) col where $1 <> ''",
    ],
  ];
  const times: Timed[] = [];
  for (const [kind, sql] of kinds) {
    const ids = (await tx.query<{ id: string }>(`${sql} order by 1`, [provider])).map((row) => row.id);
    for (let n = 0; n < count / kinds.length; n++) {
      let next: string | undefined = ids[Math.floor(chance() * ids.length)];
      while (next !== undefined) {
        const start = performance.now();
        const node = await (await openingOf(tx, provider, explainers)).open(next);
        times.push({ ms: performance.now() - start, kind });
        const closed = (node?.children ?? []).filter((child) => child.closed === true);
        next = closed[Math.floor(chance() * closed.length)]?.id;
      }
    }
  }
  return times;
}

function print(name: string, times: readonly Timed[]): void {
  const row = (label: string, own: readonly Timed[]): void => {
    const sorted = own.map((one) => one.ms).toSorted((a, b) => a - b);
    const at = (share: number): string =>
      (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1).padStart(7);
    console.log(
      `${label.padEnd(28)} ${String(sorted.length).padStart(6)} opened   p50 ${at(0.5)} ms   p99 ${at(0.99)} ms`,
    );
  };
  row(name, times);
  for (const kind of new Set(times.map((one) => one.kind)))
    row(
      `  ${kind}`,
      times.filter((one) => one.kind === kind),
    );
}

/** Nine more customers for each there is, with the same use, drivers, fees, documents and revenue: what others must not cost. */
async function tenfold(tx: Transaction, provider: string): Promise<void> {
  const copies: readonly (readonly [table: string, columns: readonly string[]])[] = [
    ["customers.customer", ["customer", "counterparty"]],
    ["customers.service_use", ["customer"]],
    ["costing.driver_value", ["subject"]],
    ["pricing.fee", ["customer"]],
    ["invoicing.line", ["customer", "invoice"]],
    ["ledger.balance", ["customer"]],
    ["ledger.line", ["customer"]],
  ];
  await tx.execute("alter table invoicing.line drop constraint if exists line_provider_id_invoice_fkey");
  await tx.execute("alter table invoicing.line drop constraint if exists line_invoice_fkey");
  for (const [table, names] of copies) {
    const [schema, name] = table.split(".");
    const columns = (
      await tx.query<{ column_name: string }>(
        "select column_name from information_schema.columns where table_schema = $1 and table_name = $2 and is_generated = 'NEVER' and is_identity = 'NO'",
        [schema, name],
      )
    ).map((row) => row.column_name);
    const picked = columns.map((column) => {
      if (names.includes(column)) return `s.${column} || '~' || n`;
      if (column === "is_self") return "false";
      if (table === "ledger.line" && column === "line_no") return "s.line_no + n * 10000";
      return `s.${column}`;
    });
    const only =
      table === "costing.driver_value"
        ? "and s.subject in (select customer from customers.customer c where c.provider_id = $1)"
        : table === "ledger.balance" || table === "ledger.line"
          ? "and s.customer <> ''"
          : "";
    const query = `insert into ${table} (${columns.join(", ")})
       select ${picked.join(", ")} from ${table} s, generate_series(1, 9) n where s.provider_id = $1 ${only}
         and s.${names[0]} not like '%~%'`;
    await tx.execute(query, [provider]);
  }
  for (const [table] of copies) await tx.execute(`analyze ${table}`);
}
