/**
 * How long the facts of a report take after one changed voucher, in a process that has read the books before (a server), and after nothing:
 * `npx tsx bench/report-facts.ts <pack>`. Each round posts one voucher of two lines and asks for every fact.
 */
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../src/app/open-database.ts";
import { loadPack } from "../src/app/pack/load.ts";
import { openPack } from "../src/app/pack/pack-source.ts";
import { postVouchers } from "../src/economy/ledger/actions/index.ts";
import { type Day, ore } from "../src/kernel/index.ts";
import type { Transaction } from "../src/platform/database/index.ts";
import { factsOf } from "../src/reporting/facts/actions/index.ts";

const now = "2025-01-15T08:00:00.000Z";
const rounds = 12;
const folder = mkdtempSync(join(tmpdir(), "underlag-bench-facts-"));
chmodSync(folder, 0o755);
const database = await openDatabase({ dataDirectory: join(folder, "data") });
try {
  const source = await openPack(process.argv[2] as string);
  const loading = { actor: "bench", now, confirm: false, dryRun: false, progress: () => undefined };
  const { provider } = await loadPack(database, source, loading);
  source.close();
  const scope = { role: "staff", provider, actor: "bench" } as const;
  const ask = async (): Promise<{ ms: number; again: number; facts: number; read: string }> => {
    const start = performance.now();
    const found = await database.transaction(scope, (tx: Transaction) =>
      factsOf(tx, provider, { year: 2024 }),
    );
    return {
      ms: performance.now() - start,
      again: found.reevaluation.evaluated.length,
      facts: found.facts.size,
      read: found.books.read,
    };
  };
  const tell = (name: string, all: readonly Awaited<ReturnType<typeof ask>>[]): void => {
    const sorted = all.map((one) => one.ms).toSorted((a, b) => a - b);
    const last = all.at(-1);
    console.log(
      `${name.padEnd(26)} median ${(sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(0)} ms, most ${(sorted.at(-1) ?? 0).toFixed(0)} ms; read ${last?.read}; ${last?.again} of ${last?.facts} facts evaluated again`,
    );
  };
  tell("first time", [await ask()]);
  tell("nothing changed", [await ask(), await ask(), await ask()]);
  const blank = { costCentre: "", project: "", service: "", customer: "", counterparty: "", text: "" };
  const centre = await database.transaction(scope, (tx: Transaction) =>
    tx.one<{ costCentre: string }>(
      "select cost_centre as \"costCentre\" from ledger.v_balance where provider_id = $1 and fiscal_year = 2024 and account = '5010' order by 1 limit 1",
      [provider],
    ),
  );
  for (const [name, account] of [
    ["a changed salary voucher", "5010"],
    ["a changed bank voucher", "1510"],
  ] as const) {
    const all: Awaited<ReturnType<typeof ask>>[] = [];
    for (let round = 0; round < rounds; round++) {
      const costCentre = account === "5010" ? centre.costCentre : "";
      await database.transaction(scope, (tx: Transaction) =>
        postVouchers(
          tx,
          provider,
          [
            {
              fiscalYear: 2024,
              series: "ZZ",
              number: `${account}${round}`,
              day: "2024-12-20" as Day,
              text: "bench",
              reference: "",
              lines: [
                { ...blank, costCentre, account, amountOre: ore(1_234_500) },
                { ...blank, account: "1940", amountOre: ore(-1_234_500) },
              ],
            },
          ],
          { actor: "bench", now },
        ),
      );
      all.push(await ask());
    }
    tell(name, all);
  }
} finally {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}
