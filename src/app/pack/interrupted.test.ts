import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { byCode, Refusal } from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import { openDatabase } from "../open-database.ts";
import { copyOfMinimal, everything, load, minimalPack, refusalOf } from "./testing.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const area = mkdtempSync(join(tmpdir(), "underlag-interrupted-"));
// Open, or the server's own account could not come in and would keep its files elsewhere.
chmodSync(area, 0o755);
afterAll(() => rmSync(area, { recursive: true, force: true }));

/** Loads in a process that is killed at a place; the signal that ended it is the answer. */
function loadKilledAt(directory: string, place: string): NodeJS.Signals | null {
  const script = join(root, "src/app/pack/killed-load.testing.ts");
  const ran = spawnSync(process.execPath, ["--import", "tsx", script, directory, minimalPack, place], {
    cwd: root,
    encoding: "utf8",
    timeout: 240_000,
  });
  if (ran.signal === null) throw new Error(`the load ended by itself: ${ran.stderr}`);
  return ran.signal;
}

/** What a load would do now: "loaded" everywhere is before, "unchanged" everywhere is after, both is between. */
async function stateOf(directory: string): Promise<string[]> {
  const database = await openDatabase({ dataDirectory: directory });
  try {
    const report = await load(database, minimalPack, { dryRun: true });
    return [...new Set(report.files.map((file) => file.outcome))].sort(byCode);
  } finally {
    await database.close();
  }
}

test("a load that is killed in the middle leaves the state before, and one killed at its end the state after", async () => {
  const directory = join(area, "data");
  // A ledger file is read to see its year, for its hash and then into COPY; a usage file for its hash and then into segments.
  const places = ["costing models", "ledger/2024.se read 3", "usage/2024.csv read 2"];
  for (const place of places) {
    expect(loadKilledAt(directory, place)).toBe("SIGKILL");
    expect(await stateOf(directory), place).toEqual(["loaded"]);
  }
  expect(loadKilledAt(directory, "end")).toBe("SIGKILL");
  expect(await stateOf(directory)).toEqual(["unchanged"]);
}, 300_000);

test("a full disk refuses the load and leaves the data as it was", async () => {
  const folder = join(area, "small-disk");
  mkdirSync(folder);
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=120m,mode=755", "tmpfs", folder], {
    encoding: "utf8",
  });
  if (mounted.status !== 0) return console.warn(`SKIPPED the full disk: mount says ${mounted.stderr}`);
  const pack = copyOfMinimal();
  try {
    const database = await openDatabase({ dataDirectory: join(folder, "data") });
    try {
      await load(database, pack.path);
      const before = await everything(database);
      pack.write("usage/2025.csv", "event_id;day;item;customer;quantity\n");
      pack.write("ledger/2025.se", largeYear());
      pack.edit("pack.yaml", "fiscal_years: [2024]", "fiscal_years: [2024, 2025]");
      // Leaves room for the load to begin and not to end.
      const room = spawnSync("df", ["--output=avail", "-B1", folder], { encoding: "utf8" });
      const free = Number(room.stdout.trim().split("\n").at(-1));
      writeFileSync(join(folder, "ballast"), Buffer.alloc(Math.max(0, free - 3 * 1024 * 1024)));

      const problems = await refusalOf(() => load(database, pack.path));
      expect(problems.map((problem) => problem.code)).toEqual(["database.disk-full"]);
      rmSync(join(folder, "ballast"));
      await answering(database);
      expect(await everything(database)).toBe(before);
      expect((await load(database, pack.path)).changed).toBe(true);
    } finally {
      await database.close();
    }
  } finally {
    pack.clear();
    spawnSync("umount", ["-l", folder]);
  }
}, 300_000);

/** Waits for the server, which a full disk may have ended, to be up again: it is started ever more patiently. */
async function answering(database: Database): Promise<void> {
  const end = performance.now() + 60_000;
  for (;;) {
    const refusal = await database
      .transaction({ role: "owner" }, (tx) => tx.query("select 1"))
      .then(
        () => undefined,
        (error: unknown) => error,
      );
    if (refusal === undefined) return;
    if (!(refusal instanceof Refusal) || performance.now() > end) throw refusal;
    await pause(100);
  }
}

/** A year of 40 000 lines: more than fits in what is left of the disk. */
function largeYear(): string {
  const lines = [
    "#FLAGGA 0",
    '#PROGRAM "Test" 1',
    "#FORMAT PC8",
    "#GEN 20260115",
    "#SIETYP 4",
    "#ORGNR 212000-0001",
    '#FNAMN "Exempelservice"',
    "#RAR 0 20250101 20251231",
    '#KONTO 1940 "Bank"',
    '#KONTO 6410 "IT-drift"',
    '#DIM 1 "Ansvar"',
    '#OBJEKT 1 "200" "Leverans"',
  ];
  for (let number = 1; number <= 20_000; number++) {
    lines.push(
      `#VER A ${number} 20250331 "Kostnad ${number}"`,
      "{",
      `#TRANS 6410 {1 "200"} ${number}.00 "" "Rad med en text som tar plats ${number}"`,
      `#TRANS 1940 {} -${number}.00 "" "Rad med en text som tar plats ${number}"`,
      "}",
    );
  }
  return `${lines.join("\r\n")}\r\n`;
}
