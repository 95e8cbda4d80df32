import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "../database/testing.ts";
import {
  acceptInvitation,
  addApiKey,
  addPerson,
  apiKeysOf,
  beginSecondFactor,
  changePerson,
  confirmSecondFactor,
  invite,
  openSession,
  pendingFactor,
  personOfApiKey,
  personOfIdentity,
  personOfSession,
  removeApiKey,
  sessionsOf,
  signIn,
  useCode,
} from "./actions/index.ts";

let test: TestDatabase;
const staff = { role: "staff", provider: "demo", actor: "chef" } as const;
const now = "2024-03-31T10:00:00.000Z";
const later = (minutes: number): string => new Date(Date.parse(now) + minutes * 60_000).toISOString();
const password = "en lång mening om räkor";
const asked = { now, knownCustomers: ["LISEBERG"] };

beforeAll(async () => {
  test = await testDatabase();
  await test.database.transaction(staff, async (tx) => {
    for (const [login, role] of [
      ["anna", "controller"],
      ["chef", "administrator"],
      ["bo", "approver"],
    ] as const)
      await addPerson(tx, "demo", { login, name: login, role, customers: [], password }, asked);
  });
});
afterAll(() => test.close());

const codeAt = (secret: string, at: string): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.parse(at) });
const codesOf = (result: { ok: boolean; problems?: readonly { code: string }[] }): string[] =>
  result.ok ? [] : (result.problems ?? []).map((problem) => problem.code);

describe("guessing", () => {
  it("is slowed down by login, also of a login that is not there, and the right password waits too", async () => {
    const tries = async (login: string, at: string, given: string) =>
      (await signIn(test.database, staff, { login, password: given, now: at })).outcome;
    for (const login of ["bo", "nobody"]) {
      const outcomes: string[] = [];
      for (let i = 0; i < 6; i++) outcomes.push(await tries(login, now, "fel"));
      expect(outcomes).toEqual(["wrong", "wrong", "wrong", "wrong", "wrong", "wait"]);
    }
    expect(await tries("bo", now, password)).toBe("wait");
    expect(await tries("bo", later(1), password)).toBe("open");
    // The right password ended the count.
    expect(await tries("bo", later(1), "fel")).toBe("wrong");
    expect(await tries("bo", later(1), password)).toBe("open");
  });
});

describe("a second factor", () => {
  it("opens by a code of now, once, and by each recovery code once", async () => {
    const secret = await test.database.transaction(staff, async (tx) => {
      await beginSecondFactor(tx, "demo", "anna");
      return (await pendingFactor(tx, "demo", { login: "anna", issuer: "Underlag" }))?.secret ?? "";
    });
    const say = (code: string, at: string) =>
      test.database.transaction(
        staff,
        async (tx) => (await useCode(tx, "demo", { login: "anna", code, now: at }))?.code,
      );
    const confirm = (code: string) =>
      test.database.transaction(staff, (tx) => confirmSecondFactor(tx, "demo", { login: "anna", code, now }));
    // Before it is confirmed the password is enough, and a wrong code confirms nothing.
    expect((await signIn(test.database, staff, { login: "anna", password, now })).outcome).toBe("open");
    expect(codesOf(await confirm("000000"))).toEqual(["access.code-wrong"]);
    const confirmed = await confirm(codeAt(secret, now));
    const recovery = confirmed.ok ? confirmed.value : [];
    expect(new Set(recovery).size).toBe(10);
    expect((await signIn(test.database, staff, { login: "anna", password, now })).outcome).toBe("code");

    expect(await say(codeAt(secret, now), now)).toBe("access.code-wrong");
    expect(await say(codeAt(secret, later(1)), later(1))).toBeUndefined();
    expect(await say(codeAt(secret, later(1)), later(1))).toBe("access.code-wrong");
    expect(await say(codeAt(secret, later(1)), later(10))).toBe("access.code-wrong");
    expect(await say(recovery[3] ?? "", later(2))).toBeUndefined();
    expect(await say(recovery[3] ?? "", later(2))).toBe("access.code-wrong");
  });

  it("gives one of two at once the door", async () => {
    const row = await test.database.transaction(staff, (tx) =>
      tx.one<{ secret: string }>("select second_factor as secret from access.person where login = 'anna'"),
    );
    const code = codeAt(row.secret, later(30));
    const both = await Promise.all(
      [1, 2].map(() =>
        test.database.transaction(staff, (tx) =>
          useCode(tx, "demo", { login: "anna", code, now: later(30) }),
        ),
      ),
    );
    expect(both.filter((wrong) => wrong === undefined)).toHaveLength(1);
  });
});

describe("a session", () => {
  it("ends when nobody has used it for two hours, and says by what and from where it was opened", async () => {
    await test.database.transaction(staff, async (tx) => {
      const token = await openSession(tx, "demo", { login: "bo", now, device: "Firefox", door: "provider" });
      expect((await personOfSession(tx, "demo", { token, now: later(119) }))?.login).toBe("bo");
      expect((await personOfSession(tx, "demo", { token, now: later(230) }))?.login).toBe("bo");
      expect(await personOfSession(tx, "demo", { token, now: later(360) })).toBeUndefined();
      expect(await sessionsOf(tx, "demo", { login: "bo", now })).toMatchObject([
        {
          door: "provider",
          device: "Firefox",
          openedAt: "2024-03-31T10:00:00Z",
          seenAt: "2024-03-31T13:50:00Z",
        },
      ]);
      const awaiting = await openSession(tx, "demo", { login: "bo", now, stage: "code" });
      expect(await personOfSession(tx, "demo", { token: awaiting, now })).toBeUndefined();
    });
  });
});

describe("an invitation", () => {
  it("lets its bearer choose a password once, and an older one is over", async () => {
    await test.database.transaction(staff, async (tx) => {
      await addPerson(tx, "demo", { login: "ny", name: "Ny", role: "board", customers: [] }, asked);
      const old = await invite(tx, "demo", { login: "ny", now });
      const fresh = await invite(tx, "demo", { login: "ny", now });
      if (!old.ok || !fresh.ok) expect.fail("both are made");
      const accept = (secret: string, chosen: string, at = now) =>
        acceptInvitation(tx, "demo", { secret, password: chosen, now: at }).then(codesOf);
      expect(await accept(old.value, password)).toEqual(["access.invitation-over"]);
      expect(await accept(fresh.value, "kort")).toEqual(["access.weak-password"]);
      expect(await accept(fresh.value, password, later(73 * 60))).toEqual(["access.invitation-over"]);
      expect(await accept(fresh.value, password)).toEqual([]);
      expect(await accept(fresh.value, password)).toEqual(["access.invitation-over"]);
    });
    expect((await signIn(test.database, staff, { login: "ny", password, now })).outcome).toBe("open");
  });
});

describe("a person's rights", () => {
  it("are changed by another, who signs the person out everywhere; one administrator remains", async () => {
    await test.database.transaction(staff, async (tx) => {
      const change = (login: string, what: object, actor = "chef") =>
        changePerson(tx, "demo", login, what, { now, actor, knownCustomers: ["LISEBERG"] }).then(codesOf);
      const token = await openSession(tx, "demo", { login: "bo", now });
      expect(await change("bo", { role: "controller" }, "bo")).toEqual(["access.own-rights"]);
      expect(await change("chef", { disabled: true }, "anna")).toEqual(["access.last-administrator"]);
      expect(await change("bo", { role: "customer" })).toEqual(["access.customer-missing"]);
      expect(await change("ingen", {})).toEqual(["access.no-such-person"]);
      expect(await change("bo", { name: "Bo Ek" })).toEqual([]);
      expect((await personOfSession(tx, "demo", { token, now }))?.name).toBe("Bo Ek");
      expect(await change("bo", { role: "board" })).toEqual([]);
      expect(await personOfSession(tx, "demo", { token, now })).toBeUndefined();
    });
  });
});

describe("a key for a program", () => {
  it("speaks for its person until it is taken back, too old, or the person is shut out", async () => {
    await test.database.transaction(staff, async (tx) => {
      const made = await addApiKey(tx, "demo", { login: "anna", name: "Power BI", now });
      if (!made.ok) expect.fail("it has a name");
      const who = async (at = now) => (await personOfApiKey(tx, "demo", { key: made.value, now: at }))?.login;
      expect(await who()).toBe("anna");
      expect(await who(later(366 * 24 * 60))).toBeUndefined();
      const [kept] = await apiKeysOf(tx, "demo", "anna");
      await removeApiKey(tx, "demo", { login: "bo", key: kept?.key ?? "", now });
      expect(await who()).toBe("anna");
      await removeApiKey(tx, "demo", { login: "anna", key: kept?.key ?? "", now });
      expect(await who()).toBeUndefined();
    });
  });
});

describe("an identity elsewhere", () => {
  it("is bound by name the first time and by its subject from then on", async () => {
    await test.database.transaction(staff, async (tx) => {
      const who = async (subject: string, login: string | undefined) =>
        (await personOfIdentity(tx, "demo", { issuer: "https://id.example", subject, login, now }))?.login;
      expect(await who("s1", "ingen")).toBeUndefined();
      expect(await who("s1", "Anna")).toBe("anna");
      // Renamed elsewhere, the person is the same; a newcomer with the old name is not.
      expect(await who("s1", "anna.berg")).toBe("anna");
      expect(await who("s2", "anna")).toBeUndefined();
      expect(await who("s3", undefined)).toBeUndefined();
    });
  });
});
