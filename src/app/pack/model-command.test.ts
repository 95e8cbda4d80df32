import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../platform/database/index.ts";
import { testDatabase } from "../../platform/database/testing.ts";
import { modelCommand } from "../../economy/costing/commands/model.ts";
import { copyOfMinimal, load, minimalPack, minimalProvider } from "./testing.ts";

let database: Database;
let close: () => Promise<void>;
let folder: string;
const minimal = readFileSync(join(minimalPack, "model/minimal.yaml"), "utf8");

beforeAll(async () => {
  ({ database, close } = await testDatabase());
  folder = mkdtempSync(join(tmpdir(), "underlag-model-"));
  await load(database, minimalPack);
});
afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

interface Ran {
  readonly exit: number;
  readonly text: string;
  readonly codes: readonly string[];
}

async function run(positionals: string[], options: Record<string, string> = {}, json = false): Promise<Ran> {
  const printed: string[] = [];
  const codes: string[] = [];
  const exit = await modelCommand.run({
    positionals,
    options,
    json,
    effects: {
      database: () => Promise.resolve(database),
      provider: () => Promise.resolve(minimalProvider),
      actor: "controller",
      dataDirectory: "",
      language: "sv",
      now: () => "2025-01-15T08:00:00.000Z",
      print: (text) => void printed.push(text),
      say: () => undefined,
      problems: (found) => void codes.push(...found.map((one) => one.code)),
      progress: () => undefined,
    },
  });
  return { exit, text: printed.join("\n"), codes };
}

const asJson = async (positionals: string[], options: Record<string, string> = {}) =>
  JSON.parse((await run(positionals, options, true)).text) as Record<string, never>;

describe("model", () => {
  it("shows the text byte for byte, and lists it", async () => {
    expect(`${(await run(["show"])).text}\n`).toBe(minimal);
    expect(`${(await run(["show", "minimal@2024-01-01"])).text}\n`).toBe(minimal);
    expect(await asJson(["list"])).toMatchObject({ models: [{ id: "minimal@2024-01-01", valid_to: null }] });
    await expect(run(["show", "minimol"])).rejects.toMatchObject({
      problems: [{ code: "costing.unknown-model", message_en: expect.stringContaining("minimal") as string }],
    });
  });

  it("checks the stored model: where every krona lands, and in = out", async () => {
    const checked = await asJson(["check"]);
    expect(checked).toMatchObject({
      model: "minimal@2024-01-01",
      year: 2024,
      coverage: {
        in: { ore: "188000000" },
        placed: { ore: "188000000" },
        whole: true,
        places: [
          { kind: "pool", code: "common", accounts: 1, cost_centres: 1, amount: { ore: "12000000" } },
          { kind: "service", code: "PAY", amount: { ore: "80000000" } },
          { kind: "service", code: "PC", amount: { ore: "96000000" } },
        ],
        nowhere: [],
      },
      conservation: {
        in: { ore: "188000000" },
        out: { ore: "188000000" },
        steps: [{ from: "common", in: { ore: "12000000" }, out: { ore: "12000000" }, kept: true }],
      },
    });
    expect((await run(["check"])).exit).toBe(0);
  });

  it("names what lands nowhere with kronor, and what nobody uses", async () => {
    const path = file(
      "hole.yaml",
      minimal
        .replace('cost_centre: ["100"]', 'account: ["6*"]')
        .replace("keys:", "keys:\n  - { key: spare, by: equal }"),
    );
    const found = await run(["check", path], { year: "2024" });
    expect(found.exit).toBe(1);
    expect(found.codes).toEqual(["costing.unplaced-cell", "costing.unused-key", "costing.unused-pool"]);
    expect(found.text).toMatch(/5010\s+100\s+2024-02 – 2024-11\s+120\s000,00/u);
    expect(await asJson(["check", path], { year: "2024" })).toMatchObject({
      coverage: {
        whole: false,
        nowhere: [{ account: "5010", cost_centre: "100", amount: { ore: "12000000" } }],
      },
      conservation: null,
    });
  });

  it("tells faults of the text, of placing, of steps and of keys in one list, each with its line", async () => {
    const hole = minimal.replace('cost_centre: ["100"]', 'account: ["6*"]');
    // A cost on the pool again, so that its step has something to pass on and nobody to give it to.
    const stuck = hole
      .replace("pools:", 'pools:\n  - { pool: spare, select: { account: ["4*"] } }')
      .replace("by: { driver: fte }", "by: { driver: nothing }");
    const codesOf = async (text: string) =>
      (await run(["check", file("many.yaml", text)], { year: "2024" })).codes;
    const codes = await codesOf(
      `${stuck}exceptions:\n  - { customer: NOBODY, key: volume, weight: 1, valid_from: 2024-01-01, decision: D }\n`,
    );
    expect(codes).toEqual(
      expect.arrayContaining([
        "costing.unknown-driver",
        "costing.unknown-customer",
        "costing.unknown-decision",
        "costing.pool-without-step",
        "costing.unplaced-cell",
        "costing.unused-pool",
      ]),
    );
  });

  it("tells the days that two models would share, and months without driver values", async () => {
    const path = file("other.yaml", minimal.replace("model: minimal", "model: other"));
    expect((await run(["check", path], { year: "2024" })).codes).toEqual(["costing.two-models"]);
    await expect(run(["load", path])).rejects.toMatchObject({ problems: [{ code: "costing.two-models" }] });
  });

  it("diffs two models: rules, who changed them, and what it moves, which sums to nothing", async () => {
    const before = join(minimalPack, "model/minimal.yaml");
    const changed = minimal
      .replace("by: { driver: fte }", "by: { shares: { PAY: 3, PC: 1 } }")
      .replace("  - key: volume\n    by: volume", "  - key: volume\n    by: equal");
    const after = file("after.yaml", changed);
    const found = (await asJson(["diff", before, after])) as unknown as {
      changes: {
        kind: string;
        code: string;
        before: string;
        after: string;
        by?: string;
        at?: string;
        alone?: { ore: string };
      }[];
      services: { code: string; moved: { ore: string } }[];
      customers: { code: string; moved: { ore: string } }[];
    };
    expect(found.changes).toEqual([
      expect.objectContaining({
        kind: "step",
        code: "common",
        before: "1: fte → services",
        after: "1: PAY 3, PC 1 → services",
      }),
      expect.objectContaining({ kind: "key", code: "volume", before: "volume", after: "equal" }),
    ]);
    // Each alone moves between customers; the step also moves between services, which the customers' sum does not tell.
    for (const change of found.changes) expect(Number(change.alone?.ore)).toBeGreaterThan(0);
    // Half of 120 000 each becomes three quarters and one: 30 000 kr.
    expect(found.services.map((one) => [one.code, one.moved.ore])).toEqual([
      ["PAY", "3000000"],
      ["PC", "-3000000"],
    ]);
    expect(found.customers.reduce((sum, one) => sum + Number(one.moved.ore), 0)).toBe(0);
    expect(found.customers.length).toBeGreaterThan(1);

    expect((await run(["load", after])).text).toBe("minimal@2024-01-01: ändrad");
    expect((await run(["load", after])).text).toBe("minimal@2024-01-01: oförändrad");
    const stored = (await asJson(["diff", "minimal~1", "minimal"])) as unknown as typeof found;
    expect(stored.changes.map((one) => [one.kind, one.by, one.at?.slice(0, 10)])).toEqual([
      ["step", "controller", "2025-01-15"],
      ["key", "controller", "2025-01-15"],
    ]);
    expect(stored.services).toEqual(found.services);
    expect((await run(["diff", "minimal", "2024-06-30"])).text).toBe(
      "minimal@2024-01-01 och minimal@2024-01-01 har samma regler.",
    );
    expect(`${(await run(["show", "minimal~1"])).text}\n`).toBe(minimal);
    await expect(run(["diff", "minimal~7", "minimal"])).rejects.toMatchObject({
      problems: [{ code: "costing.unknown-model" }],
    });
    await run(["load", before]);
  });

  it("keeps earlier models when a later one is loaded alone, and takes one away by its full name only", async () => {
    const ended = minimal.replace("valid_from: 2024-01-01", "valid_from: 2024-01-01\nvalid_to: 2024-12-31");
    const next = minimal.replace("valid_from: 2024-01-01", "valid_from: 2025-01-01");
    await expect(run(["load", file("next.yaml", next)])).rejects.toMatchObject({
      problems: [
        { code: "costing.two-models", try: expect.stringContaining("remove minimal@2024-01-01") as string },
      ],
    });
    await run(["load", file("ended.yaml", ended)]);
    expect((await run(["load", file("next.yaml", next)])).text).toBe("minimal@2025-01-01: inläst");
    expect(await asJson(["list"])).toMatchObject({
      models: [{ id: "minimal@2024-01-01", valid_to: "2024-12-31" }, { id: "minimal@2025-01-01" }],
    });
    expect((await run(["diff", "2024-12-31", "2025-01-01"])).text).toContain("modell  valid");
    await expect(run(["remove", "minimal"])).rejects.toMatchObject({
      problems: [{ code: "costing.unknown-model" }],
    });
    expect((await run(["remove", "minimal@2025-01-01"])).text).toBe("minimal@2025-01-01: borttagen");
    await run(["load", join(minimalPack, "model/minimal.yaml")]);
    expect(await asJson(["list"])).toMatchObject({ models: [{ valid_to: null }] });
  });

  it("runs the examples of a model, and of a file beside it, with a clear difference", async () => {
    const path = file(
      "tested.yaml",
      `${minimal}tests:
  - name: hälften var
    given: { services: [PAY, PC], cells: [{ cost_centre: "100", amount: "10,01" }], drivers: { fte: { PAY: 1, PC: 1 } } }
    expect: { services: { PAY: "5,01", PC: "5,00" } }
`,
    );
    file(
      "tested.tests.yaml",
      `tests:
  - name: året
    given: { year: 2024 }
    expect: { services: { PAY: "860 000,00", PC: 1 } }
`,
    );
    const tested = await run(["test", path]);
    expect(tested.exit).toBe(1);
    expect(tested.text).toContain("✓ hälften var (rad ");
    expect(tested.text).toMatch(
      /✗ året \(rad 2\)\n.*\n {2}PAY +860000\.00 +860000\.00\n {2}PC +1\.00 +1020000\.00 +≠/u,
    );
    expect(tested.text).toContain("1 stämmer, 1 stämmer inte");
    expect((await asJson(["test", path]))["failed"]).toBe(1);
    expect((await run(["test"])).exit).toBe(0);
  });

  it("is told of jumps in drivers, and refused values of computed ones, when they are loaded", async () => {
    const pack = copyOfMinimal();
    const head = "driver;name_sv;unit;subject;formula;jump_percent\n";
    const drivers = "fte;Årsarbetare;åa;service;;\nheadcount;Anställda;person;customer;;20\n";
    const more = "headcount;;SKOLA;2024-07;900;2024-06-30\n";
    const values = readFileSync(join(minimalPack, "drivers/values.csv"), "utf8");
    pack.write("drivers/drivers.csv", `${head}${drivers}`);
    pack.write("drivers/values.csv", `${values}${more}`);
    const report = await load(database, pack.path, { dryRun: true });
    expect(report.warnings.map((one) => one.message_en)).toContain(
      '"headcount" of "SKOLA" goes from 600 to 900 in 2024-07.',
    );
    pack.write("drivers/drivers.csv", `${head}${drivers}double;Dubbel;person;customer;headcount * 2;\n`);
    pack.write("drivers/values.csv", `${values}double;;SKOLA;2024-07;900;2024-06-30\n`);
    await expect(load(database, pack.path)).rejects.toMatchObject({
      problems: [{ code: "costing.driver-has-values" }],
    });
    pack.write("drivers/drivers.csv", `${head}${drivers}double;Dubbel;person;customer;headcuont * 2;\n`);
    await expect(load(database, pack.path)).rejects.toMatchObject({
      problems: [{ code: "costing.unknown-driver", file: "drivers/drivers.csv", line: 4 }],
    });
    pack.clear();
  });

  it("refuses nonsense", async () => {
    await expect(run(["chek"])).rejects.toThrow("model kan inte göra ”chek”. Menade du ”check”?");
    await expect(run(["check", "/nowhere.yaml"])).rejects.toThrow("Det finns ingen fil");
    await expect(run(["check", "a", "b"])).rejects.toThrow("en fil");
    await expect(run(["check", file("bad.yaml", "pools: 3")])).rejects.toMatchObject({
      problems: [
        { code: "costing.missing-field" },
        { code: "costing.missing-field" },
        { code: "costing.missing-field" },
        { code: "costing.missing-field" },
        { code: "costing.wrong-value" },
      ],
    });
    await expect(run(["check", file("latin.yaml", "")], { year: "soon" })).rejects.toBeDefined();
  });
});
