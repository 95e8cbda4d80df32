import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { period, type Problem, Refusal } from "../../../kernel/index.ts";
import { answerDriver, freezeDrivers } from "../../costing/actions/index.ts";
import { type Example, example } from "./testing.ts";
import { approve, rehearse } from "./index.ts";

const month = period("2024-01");
const now = "2024-02-01T08:00:00.000Z";
const carin = { actor: "carin", now };
const ada = { actor: "ada", now };

describe("a run whose drivers must be signed off", () => {
  let city: Example;
  beforeAll(async () => {
    city = await example({ billing: { driver_sign_off: "stop" } });
    await city.database.transaction({ role: "owner" }, async (tx) => {
      await tx.execute(
        `insert into costing.driver (provider_id, driver, name_sv, name_en, definition, unit, source, owner, subject)
         values ($1, 'headcount', 'Anställda', 'Employees', '', 'anställd', '', '', 'customer')`,
        [city.provider],
      );
      await tx.execute(
        `insert into costing.driver_value (provider_id, driver, service, subject, period_from, value_micro, measured_on)
         values ($1, 'headcount', '', 'DEP', '2024-01', 600000000, '2023-09-30'),
                ($1, 'headcount', '', 'ORG', '2024-01', 300000000, '2023-09-30')`,
        [city.provider],
      );
    });
  });
  afterAll(() => city.close());

  const rehearsed = (): Promise<string[]> =>
    city.staff(async (tx) => {
      const { proposal } = await rehearse(tx, city.provider, { period: month }, carin);
      const gate = proposal?.gates.find((each) => each.gate === "driver-sign-off");
      return (gate?.findings ?? []).map((found) => `${found.customer} ${found.code} ${found.severity}`);
    });
  const says = (customer: string, state: "signed" | "objected", reason = ""): Promise<unknown> =>
    city.staff((tx) => answerDriver(tx, city.provider, { customer, period: month, state, reason }, carin));
  const approved = async (): Promise<readonly Problem[]> => {
    try {
      await city.staff((tx) => approve(tx, city.provider, { period: month }, ada));
      return [];
    } catch (error) {
      if (error instanceof Refusal) return error.problems;
      throw error;
    }
  };

  it("stops while a customer has not answered or objects, and goes on when all have signed", async () => {
    // Nothing is frozen: nobody has been asked.
    expect(await rehearsed()).toEqual([]);
    await city.staff((tx) =>
      freezeDrivers(tx, city.provider, { periods: [month], drivers: ["headcount"], reason: "" }, carin),
    );
    expect((await approved()).map((each) => each.code)).toEqual(["invoicing.content-changed"]);
    expect(await rehearsed()).toEqual([
      "DEP invoicing.driver-not-signed stop",
      "ORG invoicing.driver-not-signed stop",
    ]);
    expect((await approved()).map((each) => each.code)).toContain("invoicing.driver-not-signed");
    await says("DEP", "signed");
    await says("ORG", "objected", "Vi är 280.");
    expect(await rehearsed()).toEqual(["ORG invoicing.driver-objected stop"]);
    await says("ORG", "signed");
    expect(await rehearsed()).toEqual([]);
    // What was rehearsed without objections is not approved past one that came meanwhile.
    await says("ORG", "objected", "Ändå inte.");
    const told = await approved();
    expect(told.map((each) => each.code)).toEqual(["invoicing.content-changed"]);
    expect(told[0]?.message_sv).toContain("kundernas svar");
    await says("ORG", "signed");
    expect(await approved()).toEqual([]);
  });
});
