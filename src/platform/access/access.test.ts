import { Refusal } from "../../kernel/index.ts";
import { requireMandate } from "./actions/acting.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../database/testing.ts";
import { addPerson, closeSession, openSession, people, personOfSession, signIn } from "./actions/index.ts";

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(async () => {
  await test.close();
});

const staff = { role: "staff", provider: "demo", actor: "cli:root" } as const;
const now = "2024-03-31T10:00:00.000Z";
const asked = { now, knownCustomers: ["LISEBERG"] };
const password = "en lång mening om räkor";

describe("people", () => {
  it("are added with one role, and sign in with their password only", async () => {
    await test.database.transaction(staff, async (tx) => {
      const added = await addPerson(
        tx,
        "demo",
        { login: "anna", name: "Anna Berg", role: "controller", customers: [], password },
        asked,
      );
      expect(added.ok).toBe(true);
    });
    await test.database.transaction(staff, async (tx) => {
      expect((await people(tx, "demo")).map((person) => person.login)).toEqual(["anna"]);
    });
    const trying = (login: string, given: string) =>
      signIn(test.database, staff, { login, password: given, now }).then((tried) =>
        "person" in tried ? tried.person.name : undefined,
      );
    // More at once than are let in at once.
    expect(
      await Promise.all([
        trying("anna", password),
        trying("anna", `${password}!`),
        trying("nobody", password),
        trying("anna", password),
      ]),
    ).toEqual(["Anna Berg", undefined, undefined, "Anna Berg"]);
  });

  it("are refused with every fault at once", async () => {
    const result = await test.database.transaction(staff, (tx) =>
      addPerson(
        tx,
        "demo",
        { login: "A B", name: "", role: "boss", customers: ["X"], password: "kort" },
        asked,
      ),
    );
    expect(result.ok ? [] : result.problems.map((problem) => problem.code)).toEqual([
      "access.bad-login",
      "access.unknown-role",
      "access.customer-missing",
      "access.weak-password",
    ]);
  });

  it("cannot take a taken login, and a customer's person needs a customer", async () => {
    const codes = await test.database.transaction(staff, async (tx) => {
      const taken = await addPerson(
        tx,
        "demo",
        { login: "anna", name: "B", role: "board", customers: [] },
        asked,
      );
      const nobody = await addPerson(
        tx,
        "demo",
        { login: "cissi", name: "C", role: "customer", customers: [] },
        asked,
      );
      return [taken, nobody].flatMap((result) =>
        result.ok ? [] : result.problems.map((problem) => problem.code),
      );
    });
    expect(codes).toEqual(["access.login-taken", "access.customer-missing"]);
  });
});

describe("sessions", () => {
  it("end by the clock, by signing out, and are stored by hash", async () => {
    await test.database.transaction(staff, async (tx) => {
      const token = await openSession(tx, "demo", { login: "anna", now });
      expect(await tx.query("select session_id from access.session where session_id = $1", [token])).toEqual(
        [],
      );
      expect(await personOfSession(tx, "demo", { token, now })).toMatchObject({ login: "anna" });
      expect(await personOfSession(tx, "demo", { token, now: "2024-03-31T21:00:00.000Z" })).toBeUndefined();
      expect(await personOfSession(tx, "demo", { token: `${token}x`, now })).toBeUndefined();
      await closeSession(tx, "demo", token);
      expect(await personOfSession(tx, "demo", { token, now })).toBeUndefined();
    });
  });
});

describe("a mandate", () => {
  const mandate = { mandate: "x.do", sv: "göra detta", en: "do this", roles: ["controller"] } as const;
  const codeOf = (login: string): Promise<string> =>
    test.database
      .transaction(staff, (tx) => requireMandate(tx, "demo", login, mandate))
      .then(
        () => "done",
        (error: unknown) => (error instanceof Refusal ? (error.problems[0]?.code ?? "") : String(error)),
      );

  it("holds for a person of the register, of a role that it names", async () => {
    await test.database.transaction(staff, (tx) =>
      tx.execute(
        `insert into access.person (provider_id, login, name, role, disabled) values
         ('demo', 'karin', 'K', 'controller', false), ('demo', 'olle', 'O', 'board', false), ('demo', 'borta', 'B', 'controller', true)`,
      ),
    );
    expect(await codeOf("karin")).toBe("done");
    expect(await codeOf("olle")).toBe("access.not-mandated");
    expect(await codeOf("borta")).toBe("access.not-a-person");
    expect(await codeOf("cli:root")).toBe("access.not-a-person");
  });
});
