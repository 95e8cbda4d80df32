import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Day, Refusal } from "../../../kernel/index.ts";
import { changeEntry, entriesOf, keepEntries, keepRows } from "../../../platform/registers/actions/index.ts";
import type { RegisterDefinition } from "../../../platform/registers/index.ts";
import type { Database, Scope, Transaction } from "../../../platform/database/index.ts";
import { testDatabase } from "../../../platform/database/testing.ts";
import { areaRegister, serviceRegister } from "../../catalogue/index.ts";
import { consolidationPlans, consolidationSteps, customerRegister } from "../index.ts";
import { serviceUsesOf } from "./index.ts";

const now = "2024-12-31T12:00:00.000Z";
const act = { actor: "test", now };
const source = { ...act, source: "test.csv" };
const day = (text: string): Day => text as Day;
let database: Database;
let provider: string;
let scope: Scope;

beforeAll(async () => {
  ({ database, provider } = await testDatabase());
  scope = { role: "staff", provider, actor: "test" };
  await database.transaction(scope, async (tx) => {
    await keepEntries(
      tx,
      provider,
      areaRegister,
      [{ area: "it", nameSv: "IT", nameEn: "IT", position: 1 }],
      source,
    );
    await keepEntries(
      tx,
      provider,
      serviceRegister,
      ["LAN", "PC"].map((service) => ({
        service,
        nameSv: service,
        nameEn: service,
        area: "it",
        department: undefined,
        owner: undefined,
        eligible: "all",
        descriptionSv: "",
        descriptionEn: "",
        aliases: [],
        synthetic: true,
        validFrom: day("2020-01-01"),
        validTo: undefined,
      })),
      source,
    );
    await keepEntries(
      tx,
      provider,
      customerRegister,
      [
        {
          customer: "PARK",
          name: "Parkering",
          shortName: "Parkering",
          kind: "company",
          orgNo: undefined,
          parent: undefined,
          counterparty: "300",
          isSelf: false,
          vat: true,
          eAddress: undefined,
          validFrom: day("2020-01-01"),
          validTo: undefined,
        },
      ],
      source,
    );
  });
});
afterAll(() => database.close());

const plans = consolidationPlans as unknown as RegisterDefinition;
const steps = consolidationSteps as unknown as RegisterDefinition;
const planRow = { customer: "PARK", plan: "IT", name: "IT", stage: "ongoing", line: 2 };
const stepRow = { customer: "PARK", plan: "IT", step: 1, services: "PC LAN", line: 2 };

async function keepFile(tx: Transaction, definition: RegisterDefinition, rows: readonly object[]) {
  const [change] = await keepRows(tx, provider, [{ definition, rows, source: "test.csv" }], act);
  return change;
}

describe("a register kept by the engine", () => {
  test("says what its file says, and the same file again changes nothing", async () => {
    await database.transaction(scope, async (tx) => {
      await keepFile(tx, plans, [planRow]);
      expect(await keepFile(tx, steps, [stepRow])).toMatchObject({ added: 1 });
      expect(await keepFile(tx, plans, [planRow])).toMatchObject({ unchanged: 1 });
      expect(await keepFile(tx, steps, [stepRow])).toMatchObject({ unchanged: 1 });
      const [entry] = await entriesOf(tx, provider, consolidationSteps);
      expect(entry).toMatchObject({ customer: "PARK", plan: "IT", step: 1, services: ["LAN", "PC"] });
      expect(entry?.doneOn).toBeUndefined();
    });
  });

  test("makes a customer a user when a step is completed, from the day it says", async () => {
    await database.transaction(scope, async (tx) => {
      expect(await serviceUsesOf(tx, provider)).toEqual([]);
      const cells = { done_on: "2024-11-29", use_from: "2025-01-01" };
      expect(await changeEntry(tx, provider, steps, { key: "PARK IT 1", cells }, act)).toBe(true);
      expect(await changeEntry(tx, provider, steps, { key: "PARK IT 1", cells }, act)).toBe(false);
      expect(await serviceUsesOf(tx, provider)).toEqual([
        { customer: "PARK", service: "LAN", validFrom: "2025-01-01", validTo: undefined, stage: "done" },
        { customer: "PARK", service: "PC", validFrom: "2025-01-01", validTo: undefined, stage: "done" },
      ]);
    });
  });

  test.each([
    [steps, "PARK IT 1", { services: "PC NET" }, "registers.unknown-reference"],
    [steps, "PARK IT 1", { use_from: "2024-01-01" }, "customers.use-before-done"],
    [steps, "PARK IT 9", { done_on: "2024-01-01" }, "registers.unknown-entry"],
    [steps, "PARK IT 1", { plan: "X" }, "registers.unknown-column"],
    [plans, "PARK IT", { stage: "stopped" }, "customers.stopped-without-deviation"],
  ] as const)("refuses a change that a file would be refused for: %#", async (register, key, cells, code) => {
    const change = database.transaction(scope, (tx) =>
      changeEntry(tx, provider, register, { key, cells }, act),
    );
    await expect(change).rejects.toBeInstanceOf(Refusal);
    await expect(change).rejects.toThrow(code);
  });
});
