import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Day, Refusal } from "../../../kernel/index.ts";
import {
  addEntry,
  changeEntry,
  entriesOf,
  keepEntries,
  keepRows,
} from "../../../platform/registers/actions/index.ts";
import type { RegisterDefinition } from "../../../platform/registers/index.ts";
import type { Database, Scope, Transaction } from "../../../platform/database/index.ts";
import { testDatabase } from "../../../platform/database/testing.ts";
import { areaRegister, serviceRegister } from "../../catalogue/index.ts";
import {
  consolidationPlans,
  consolidationSteps,
  customerRegister,
  demands,
  deviations,
  goLiveChecks,
  groupDecisions,
  needs,
} from "../index.ts";
import { carryOut, completeStep, serviceUsesOf, stopPlan, takeIntoIntake } from "./index.ts";

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

describe("moves", () => {
  const put = (tx: Transaction, definition: unknown, cells: Record<string, string>) =>
    addEntry(tx, provider, definition as RegisterDefinition, cells, act);

  test("a step with an open check cannot be completed, by whichever door", async () => {
    await database.transaction(scope, async (tx) => {
      await put(tx, consolidationPlans, { customer: "PARK", plan: "HR", name: "HR", stage: "ongoing" });
      await put(tx, consolidationSteps, { customer: "PARK", plan: "HR", step: "1", services: "PC" });
      await put(tx, goLiveChecks, {
        customer: "PARK",
        plan: "HR",
        step: "1",
        point: "UTB",
        text: "Utbildade",
      });
    });
    const step = { customer: "PARK", plan: "HR", step: 1, on: day("2024-12-01"), useFrom: day("2024-12-01") };
    const complete = () => database.transaction(scope, (tx) => completeStep(tx, provider, step, act));
    await expect(complete()).rejects.toThrow("customers.done-with-open-checks");
    await database.transaction(scope, async (tx) => {
      const change = { key: "PARK HR 1 UTB", cells: { done_on: "2024-11-30" } };
      await changeEntry(tx, provider, goLiveChecks as unknown as RegisterDefinition, change, act);
    });
    expect(await complete()).toBe(true);
  });

  test("a stopped plan opens a deviation, and is stopped once", async () => {
    await database.transaction(scope, async (tx) => {
      await put(tx, consolidationPlans, { customer: "PARK", plan: "PIL", name: "Pilot", stage: "ongoing" });
      const stop = { customer: "PARK", plan: "PIL", on: day("2024-05-15"), reason: "Koncernen avbröt" };
      expect(await stopPlan(tx, provider, stop, act)).toBe("AVV-PARK-PIL");
      expect(await entriesOf(tx, provider, deviations)).toMatchObject([
        { deviation: "AVV-PARK-PIL", state: "open", cause: "Koncernen avbröt", openedOn: "2024-05-15" },
      ]);
      await expect(stopPlan(tx, provider, stop, act)).rejects.toThrow("customers.already-stopped");
    });
  });

  test("a plan that is followed in the books has no typed sunk cost", async () => {
    const typed = { customer: "PARK", plan: "X", name: "X", stage: "ongoing", project: "P1", sunk_cost: "5" };
    await expect(database.transaction(scope, (tx) => put(tx, consolidationPlans, typed))).rejects.toThrow(
      "customers.sunk-cost-typed",
    );
  });

  test("a need is taken into the intake with where it went, once", async () => {
    await database.transaction(scope, async (tx) => {
      await put(tx, needs, { need: "B-1", customer: "PARK", text: "Kortare ledtid", state: "captured" });
      const taken = { need: "B-1", demand: "D-1", on: day("2024-06-01") };
      await takeIntoIntake(tx, provider, taken, act);
      expect(await entriesOf(tx, provider, needs)).toMatchObject([{ state: "in-demand", demand: "D-1" }]);
      expect(await entriesOf(tx, provider, demands)).toMatchObject([
        { demand: "D-1", customer: "PARK", title: "Kortare ledtid", state: "received" },
      ]);
      await expect(takeIntoIntake(tx, provider, taken, act)).rejects.toThrow("registers.known-entry");
    });
  });

  test("a group's decision is carried out for each member, and asks for nothing the second time", async () => {
    await database.transaction(scope, async (tx) => {
      await put(tx, customerRegister, {
        customer: "SUB",
        name: "Dotter",
        kind: "subsidiary",
        parent: "PARK",
        counterparty: "301",
        vat: "1",
        valid_from: "2020-01-01",
      });
      await put(tx, groupDecisions, {
        customer: "PARK",
        decision: "KB-1",
        effect: "adopt",
        services: "LAN",
        decided_on: "2024-11-20",
        text: "Gemensamt nät",
      });
      const which = { customer: "PARK", decision: "KB-1" };
      const moved = await carryOut(tx, provider, which, act);
      expect(moved.map((move) => [move.customer, move.toPlan])).toEqual([
        ["PARK", []],
        ["SUB", ["LAN"]],
      ]);
      const again = await carryOut(tx, provider, which, act);
      expect(again.flatMap((move) => move.toPlan)).toEqual([]);
    });
  });
});
