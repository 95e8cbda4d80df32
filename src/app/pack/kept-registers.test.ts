import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase, type TestDatabase } from "../../platform/database/testing.ts";
import { consolidationPlans } from "../../service/customers/index.ts";
import { serviceUsesOf } from "../../service/customers/actions/index.ts";
import { entriesOf } from "../../platform/registers/actions/index.ts";
import { copyOfMinimal, everything, load, minimalProvider, type PackCopy, refusalOf } from "./testing.ts";

let base: TestDatabase;
let pack: PackCopy;
const scope = { role: "staff", provider: minimalProvider, actor: "controller" } as const;

beforeAll(async () => {
  base = await testDatabase();
  pack = copyOfMinimal();
  mkdirSync(join(pack.path, "customers"), { recursive: true });
  pack.write(
    "customers/consolidation-plans.csv",
    "kund;plan;namn;läge;nedlagd_kostnad\nBOLAG;IT;Gemensam IT;pågår;\n".replace("pågår", "ongoing"),
  );
  pack.write(
    "customers/consolidation-steps.csv",
    "customer;plan;step;services;planned_on;done_on\nBOLAG;IT;1;PC PAY;2024-06-30;2024-05-01\n",
  );
});
afterAll(async () => {
  pack.clear();
  await base.close();
});

test("a register is loaded with its pack, by Swedish names too, and the same again changes nothing", async () => {
  expect((await load(base.database, pack.path)).changed).toBe(true);
  const held = await everything(base.database);
  expect((await load(base.database, pack.path)).changed).toBe(false);
  expect(await everything(base.database)).toBe(held);
  await base.database.transaction(scope, async (tx) => {
    expect(await entriesOf(tx, minimalProvider, consolidationPlans)).toMatchObject([
      { customer: "BOLAG", plan: "IT", stage: "ongoing" },
    ]);
    // The register of use has both services of the step already.
    expect(await serviceUsesOf(tx, minimalProvider)).toHaveLength(6);
  });
});

test("what is unknown is refused with file and line, and nothing is changed", async () => {
  const held = await everything(base.database);
  const spoilt = [
    ["customers/consolidation-steps.csv", "customer;plan;step;services\nBOLAG;IT;1;PC\nBOLAG;HR;1;PAYY\n"],
    ["customers/forums.csv", "forum;namn;nivå;services;valid_from\nTUF;Forum;tactical;PC;2024-01-01\n"],
    [
      "catalogue/offerings.csv",
      "offering;service;name_sv;items;valid_from\nPC-STD;PC;Standard;PC-M PC-X;2024-01-01\n",
    ],
    ["customers/review-volumes.csv", "customer;year;item;proposed\nSKOLA;2024;NO-SUCH;1\n"],
  ] as const;
  for (const [file, content] of spoilt) pack.write(file, content);
  const problems = await refusalOf(() => load(base.database, pack.path));
  expect(
    problems
      .filter((problem) => problem.severity === "stop")
      .map(({ code, file, line, text }) => [code, file, line, text]),
  ).toEqual([
    ["pack.unknown-reference", "catalogue/offerings.csv", 2, "PC-X"],
    ["pack.unknown-reference", "customers/review-volumes.csv", 2, "SKOLA 2024"],
    ["pack.unknown-reference", "customers/review-volumes.csv", 2, "NO-SUCH"],
    ["pack.unknown-reference", "customers/consolidation-steps.csv", 3, "BOLAG HR"],
    ["pack.unknown-reference", "customers/consolidation-steps.csv", 3, "PAYY"],
  ]);
  expect(await everything(base.database)).toBe(held);
});
