import { fileURLToPath } from "node:url";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Explanation } from "../../economy/ledger/index.ts";
import { testDatabase, type TestDatabase } from "../../platform/database/testing.ts";
import { explain } from "../explanations.ts";
import { addApi } from "../http/api.ts";
import { commandLine, load } from "./testing.ts";

/** The pack with a reciprocal block, idle capacity, other quantities and lenses: its commands, its interface, its explanations. */
const pack = fileURLToPath(new URL("../../../examples/mutual-services", import.meta.url));
const provider = "exempelstod";
let base: TestDatabase;

beforeAll(async () => {
  base = await testDatabase();
  const report = await load(base.database, pack);
  expect(report).toMatchObject({ provider, changed: true, warnings: [] });
});
afterAll(() => base.close());

async function told(...argv: string[]): Promise<Record<string, unknown>> {
  const { exit, stdout } = await commandLine(base.url, ...argv, "--json", "--provider", provider);
  expect([argv.join(" "), exit]).toEqual([argv.join(" "), 0]);
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** Everything of a figure, opened to its ends. */
function opened(id: string): Promise<Explanation> {
  return base.database.transaction({ role: "staff", provider, actor: "controller" }, (tx) =>
    explain(tx, provider, id),
  );
}

/** What does not sum, and what ends without a line of a file. */
function faultsIn(node: Explanation): string[] {
  const sum = node.children.reduce((all, child) => all + child.amountOre, 0);
  const own =
    node.children.length > 0
      ? sum === node.amountOre
        ? []
        : [`${node.id} is ${node.amountOre}, its parts ${sum}`]
      : node.file !== undefined && (node.fileLine ?? node.line) !== undefined
        ? []
        : [`${node.id} ends without a line`];
  return [...own, ...node.children.flatMap(faultsIn)];
}

const ore = (kronor: number): { ore: string } => ({ ore: String(kronor * 100) });

describe("the pack of two staffs that serve each other", () => {
  it("gives the month of its README twelve times over", async () => {
    expect((await commandLine(base.url, "model", "test", "--provider", provider)).exit).toBe(0);
    expect(await told("model", "check")).toMatchObject({ coverage: { whole: true }, problems: [] });
    const cost = (await told("cost", "--year", "2024")) as {
      in: unknown;
      out: unknown;
      rows: { service: string; amount: { ore: string } }[];
    };
    expect([cost.in, cost.out]).toEqual([ore(8_292_000), ore(8_292_000)]);
    const sums = new Map<string, number>();
    for (const { service, amount } of cost.rows)
      sums.set(service, (sums.get(service) ?? 0) + Number(amount.ore));
    expect([...sums]).toEqual([
      ["PAY", 384_000_000],
      ["PC", 421_200_000],
      ["idle.premises", 24_000_000],
    ]);
  });

  it("shows the idle part with its owner and what it does to the price", async () => {
    const { idle } = await told("cost", "idle", "--year", "2024");
    expect(idle).toMatchObject([
      { pool: "premises", owner: "Fastighet", unused: "carry", carried: ore(240_000), smeared: ore(0) },
    ]);
    const text = (await commandLine(base.url, "cost", "idle", "--year", "2024", "--provider", provider))
      .stdout;
    // What an m2 costs if all the room bears it, and if only what is let does.
    expect(text.replaceAll("\u00a0", " ")).toMatch(
      /Fastighet +m2 +12 000 +9 600 +2 400 +100,00 +125,00 +240 000,00/,
    );
  });

  it("carries the empty room, and not what others use, where the staff units are not served at all", async () => {
    const { methods } = (await told("cost", "compare", "--year", "2024")) as {
      methods: { method: string; services: { service: string; amount: unknown }[] }[];
    };
    const idle = methods.map(({ method, services }) => [
      method,
      services.find((one) => one.service === "idle.premises")?.amount,
    ]);
    // A fifth of the room is empty by the direct method too; that IT and HR sit in a quarter of it does not make it idle.
    expect(idle).toContainEqual(["direct", ore(240_000)]);
    expect(idle).toContainEqual(["step-down", ore(240_000)]);
  });

  it("calls the empty room by its words where scenarios are compared", async () => {
    const assumed = "driver/m2/PAY=+10%";
    const compared = await told(
      "scenario",
      "compare",
      "--year",
      "2024",
      "--from",
      "actual",
      "--set",
      assumed,
    );
    expect(JSON.stringify(compared)).toContain("Ledig kapacitet (premises)");
  });

  it("carries kilowatt-hours and carbon dioxide by the same pools, steps and keys, to the last millionth", async () => {
    for (const [measure, total] of [
      ["kwh", "120000000000"],
      ["co2e", "1800000000"],
    ] as const) {
      const answer = await told("cost", "--year", "2024", "--measure", measure);
      expect([measure, answer["in"], answer["out"]]).toEqual([measure, { micro: total }, { micro: total }]);
      const services = (answer["rows"] as { service: string }[]).map((one) => one.service);
      expect(new Set(services)).toEqual(new Set(["PAY", "PC", "idle.premises"]));
    }
  });

  it("is the same kronor through every lens: organisation, service, area, TBM and ESV", async () => {
    for (const lens of ["organisation", "service", "area", "tbm-cost-pools", "esv-purpose"]) {
      const reading = await told("lens", "show", lens, "--year", "2024");
      const rows = reading["rows"] as { category: string; amount: { ore: string } }[];
      expect([lens, rows.reduce((sum, one) => sum + Number(one.amount.ore), 0)]).toEqual([lens, 829_200_000]);
      expect([lens, rows.some((one) => one.category === "")]).toEqual([lens, false]);
    }
  });

  it("tells what each difference of another model moves, a dissolved block and its steps too", async () => {
    const other = fileURLToPath(new URL("../../../examples/mutual-services-smeared.yaml", import.meta.url));
    const diff = (await told("model", "diff", "mutual", other)) as {
      changes: { kind: string; code: string; alone?: unknown; alone_services?: unknown }[];
    };
    expect(diff.changes.map((one) => [one.kind, one.code, one.alone_services, one.alone])).toEqual([
      ["pool", "premises", ore(240_000), ore(240_000)],
      ["step", "hr", ore(57_600), ore(0)],
      ["step", "it", ore(57_600), ore(0)],
      ["block", "staffs", ore(57_600), ore(0)],
    ]);
  });

  it("answers the same to machines", async () => {
    const app = new Hono();
    const staff = {
      login: "controller",
      name: "C",
      role: "controller" as const,
      customers: [],
      disabled: false,
    };
    addApi(base.database, { id: provider, name: "Exempel", synthetic: true, year: 2024 })(app, () =>
      Promise.resolve(staff),
    );
    const ask = async (path: string): Promise<unknown> => (await app.request(`/api/v1/${path}`)).json();
    expect(await ask("costing/idle?year=2024")).toMatchObject({
      idle: [{ owner: "Fastighet", carried: ore(240_000) }],
    });
    expect(await ask("costing/measures/kwh?year=2024")).toMatchObject({ out: { micro: "120000000000" } });
    expect(await ask("lenses/area?year=2024")).toMatchObject({ rows: [{}, {}, { category: "idle" }] });
    expect(await ask("costing/compare?year=2024")).toMatchObject({
      methods: [{ method: "model" }, { method: "direct" }, {}, {}, { method: "reciprocal" }],
    });
  });
});

describe("the explanations of lenses, idle capacity and other methods", () => {
  it.each([
    ["lens:organisation:2024:actual", 8_292_000],
    ["lens:area:2024:actual", 8_292_000],
    ["lens:area:2024:actual:hr", 3_840_000],
    ["lens:area:2024:actual:idle", 240_000],
    ["lens:tbm-cost-pools:2024:actual", 8_292_000],
    ["lens:tbm-cost-pools:2024:actual:facilities", 1_200_000],
    ["idle:2024:actual:premises", 240_000],
    ["cost:2024:actual:idle.premises", 240_000],
    ["cost:2024:actual:PAY", 3_840_000],
    ["cost:2024:actual~reciprocal:PAY", 3_840_000],
    // The staff units' quarter of the room falls on the services 300 to 250: 43 636.36 a month and not 30 000.
    ["cost:2024:actual~direct:PAY", 3_873_136.32],
    ["cost:2024:actual~step-down:PAY", undefined],
    ["cost:2024:actual~double-step-down:PC", undefined],
    ["cost:2024:actual~step-down~premises+hr+it:PC", undefined],
    ["borne:2024:actual:SKOLA:PAY:2024-03", 192_000],
  ] as const)("%s sums at every level and ends in lines of a file", async (id, kronor) => {
    const tree = await opened(id);
    if (kronor !== undefined) expect(tree.amountOre).toBe(Math.round(kronor * 100));
    expect(faultsIn(tree)).toEqual([]);
  });

  it("gives by every method what the comparison says", async () => {
    const { methods } = (await told("cost", "compare", "--year", "2024")) as {
      methods: { method: string; services: { service: string; amount: { ore: string } }[] }[];
    };
    for (const { method, services } of methods.filter((one) => one.method !== "model"))
      for (const { service, amount } of services)
        expect([
          method,
          service,
          String((await opened(`cost:2024:actual~${method}:${service}`)).amountOre),
        ]).toEqual([method, service, amount.ore]);
  });

  it("opens nothing that is not there", async () => {
    for (const id of [
      "lens:none:2024:actual",
      "lens:area:2024:actual:none",
      "lens:area:2031:actual",
      "idle:2024:actual:it",
      "idle:2024:actual",
      "cost:2024:actual~guesswork:PAY",
      "cost:2024:actual~step-down~premises+it+none:PAY",
    ])
      await expect(opened(id), id).rejects.toMatchObject({ problems: [{ code: "app.unknown-explanation" }] });
  });

  it("says of capacity that is smeared which rule of the model says so, with its line", async () => {
    const other = fileURLToPath(new URL("../../../examples/mutual-services-smeared.yaml", import.meta.url));
    expect(
      (await commandLine(base.url, "model", "remove", "mutual@2024-01-01", "--provider", provider)).exit,
    ).toBe(0);
    expect((await commandLine(base.url, "model", "load", other, "--provider", provider)).exit).toBe(0);
    const idle = await opened("idle:2024:actual:premises");
    expect(idle).toMatchObject({
      amountOre: 24_000_000,
      children: [],
      fileLine: expect.any(Number) as number,
    });
    expect(idle.formula_sv).toContain("LOKAL-2024");
    expect((await told("cost", "idle", "--year", "2024"))["idle"]).toMatchObject([{ unused: "smear" }]);
  });
});
