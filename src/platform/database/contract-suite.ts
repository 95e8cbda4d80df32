import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Refusal } from "../../kernel/index.ts";
import { bulkInsert } from "./bulk-insert.ts";
import type { CopyColumn, CopyValue } from "./copy-binary.ts";
import type { CustomerScope, Database, Scope, StaffScope } from "./database.ts";
import { prepare, type MigrationFolder } from "./migrate.ts";
import type { TableProtection } from "./protection.ts";

/** The tables that the suite uses: one of each kind of protection. */
export const contractProtection: readonly TableProtection[] = [
  { table: "contract.thing", staff: "change", customer: "all" },
  { table: "contract.bill", staff: "append", customer: "own" },
  { table: "contract.sealed", staff: "read", customer: "none" },
];

const staff = (provider: string): StaffScope => ({ role: "staff", provider, actor: "test" });
const customer = (provider: string, ...customers: string[]): CustomerScope => ({
  role: "customer",
  provider,
  customers,
  actor: "test",
});

/** What the port promises, whichever server is behind it. */
export function contractSuite(name: string, open: () => Promise<Database>): void {
  describe(`the database port on ${name}`, () => {
    let database: Database;

    beforeAll(async () => {
      database = await open();
      await database.transaction({ role: "owner" }, async (tx) => {
        await tx.query(
          "insert into platform.provider values ('a', 'A', '1', true, '{}'), ('b', 'B', '2', true, '{}')",
        );
        for (const provider of ["a", "b"]) {
          await tx.query("insert into contract.bill values ($1, '1', 'X', 100), ($1, '2', 'Y', 200)", [
            provider,
          ]);
          await tx.query("insert into contract.thing (provider_id, thing) values ($1, 'one')", [provider]);
          await tx.query("insert into contract.sealed values ($1, 'one')", [provider]);
        }
      });
    });
    afterAll(() => database.close());

    const count = (scope: Scope, table: string): Promise<number> =>
      database.transaction(scope, async (tx) => (await tx.query(`select 1 from ${table}`)).length);

    it("returns the types it promises", async () => {
      const row = await database.transaction(staff("a"), (tx) =>
        tx.one(`select 9007199254740991::int8 as large, 12.50::numeric as amount, date '2024-02-29' as day,
          timestamptz '2024-03-31 03:30:00.25+02' as at, '{"å": [1, null]}'::jsonb as document, '\\x00ff'::bytea as bytes,
          array['a,b', 'c"d', null]::text[] as texts, array[1, 2]::int8[] as numbers, array[date '2024-01-01'] as days,
          array[1.10]::numeric[] as amounts, true as yes, null as nothing, 7::int as small`),
      );
      expect(row).toEqual({
        large: 9007199254740991,
        amount: "12.50",
        day: "2024-02-29",
        at: "2024-03-31T01:30:00.25Z",
        document: { å: [1, null] },
        bytes: Buffer.from([0, 255]),
        texts: ["a,b", 'c"d', null],
        numbers: [1, 2],
        days: ["2024-01-01"],
        amounts: ["1.10"],
        yes: true,
        nothing: null,
        small: 7,
      });
    });

    it("crashes rather than rounds a number that is too large", async () => {
      const asked = database.transaction(staff("a"), (tx) => tx.query("select 9007199254740993::int8"));
      await expect(asked).rejects.toThrow("a bigint from the database fits a number");
    });

    it("takes the same types as parameters", async () => {
      const row = await database.transaction(staff("a"), (tx) =>
        tx.one("select $1::int8 as n, $2::text[] as t, $3::jsonb as j, $4::bytea as b, $5::date as d", [
          42,
          ["x", "å,ä"],
          JSON.stringify([1]),
          Buffer.from("hej"),
          "2024-12-31",
        ]),
      );
      expect(row).toEqual({ n: 42, t: ["x", "å,ä"], j: [1], b: Buffer.from("hej"), d: "2024-12-31" });
    });

    it("sorts as Swedes do where it is asked to", async () => {
      const rows = await database.transaction(staff("a"), (tx) =>
        tx.query<{ w: string }>(
          `select w from (values ('ö'), ('z'), ('å'), ('a'), ('ä')) as words (w) order by w collate "sv-x-icu"`,
        ),
      );
      expect(rows.map(({ w }) => w).join("")).toBe("azåäö");
    });

    it("shows a provider's staff that provider's rows and no others", async () => {
      expect(await count(staff("a"), "contract.bill")).toBe(2);
      expect(await count(staff("b"), "contract.bill")).toBe(2);
      expect(await count(staff("nobody"), "contract.bill")).toBe(0);
      expect(await count(staff("a' or 'a' = 'a"), "contract.bill")).toBe(0);
      expect(await count(staff("a\\"), "contract.bill")).toBe(0);
      expect(await count({ role: "owner" }, "contract.bill")).toBe(4);
    });

    it("shows a customer its own rows, and of shared tables the provider's", async () => {
      expect(await count(customer("a", "X"), "contract.bill")).toBe(1);
      expect(await count(customer("a", "X", "Y"), "contract.bill")).toBe(2);
      expect(await count(customer("a", "Z"), "contract.bill")).toBe(0);
      expect(await count(customer("a"), "contract.bill")).toBe(0);
      expect(await count(customer("a", "X"), "contract.thing")).toBe(1);
      expect(await count(customer("a", "X"), "contract.v_bill")).toBe(1);
      await expect(count(customer("a", "X"), "contract.sealed")).rejects.toThrow("permission denied");
    });

    it("shows nothing at all when no provider is set", async () => {
      const rows = await database.transaction({ role: "owner" }, async (tx) => {
        await tx.query("set local role app_staff");
        return tx.query("select 1 from contract.bill");
      });
      expect(rows).toEqual([]);
    });

    it("refuses another provider's rows on the way in", async () => {
      const into = (sql: string) => database.transaction(staff("a"), (tx) => tx.execute(sql));
      await expect(
        into("insert into contract.thing (provider_id, thing) values ('b', 'two')"),
      ).rejects.toThrow("row-level security");
      await expect(into("update contract.thing set provider_id = 'b'")).rejects.toThrow("row-level security");
      expect(await into("update contract.thing set note = 'x' where provider_id = 'b'")).toBe(0);
      expect(await into("delete from contract.thing where provider_id = 'b'")).toBe(0);
    });

    it("keeps an append-only table append-only, and a customer's hands off everything", async () => {
      const run = (scope: Scope, sql: string) => database.transaction(scope, (tx) => tx.execute(sql));
      expect(await run(staff("a"), "insert into contract.bill values ('a', '3', 'Y', 300)")).toBe(1);
      for (const sql of [
        "update contract.bill set amount_ore = 0",
        "delete from contract.bill",
        "insert into contract.sealed values ('a', 'two')",
      ]) {
        await expect(run(staff("a"), sql)).rejects.toThrow("permission denied");
      }
      for (const sql of [
        "insert into contract.bill values ('a', '4', 'X', 1)",
        "update contract.thing set note = 'x'",
        "delete from contract.thing",
      ]) {
        await expect(run(customer("a", "X"), sql)).rejects.toThrow("permission denied");
      }
    });

    it("lets no statement of a scope leave the scope", async () => {
      for (const sql of [
        "reset role",
        "set role none",
        "/* x */ set local app.provider_id = 'b'",
        "commit",
        "rollback",
        "do $$ begin reset role; end $$",
        "select set_config('app.provider_id', 'b', true)",
        "truncate contract.bill",
        "select 1; reset role",
      ]) {
        await expect(
          database.transaction(staff("a"), (tx) => tx.query(sql)),
          sql,
        ).rejects.toThrow();
      }
      expect(await count(staff("a"), "contract.bill")).toBe(3);
    });

    it("leaves neither role nor context behind on the connection", async () => {
      await count(staff("a"), "contract.bill");
      const left = await database.transaction({ role: "owner" }, (tx) =>
        tx.one(
          "select current_setting('app.provider_id', true) as provider, current_user = session_user as self",
        ),
      );
      expect(left).toEqual({ provider: "", self: true });
    });

    it("rolls back when the work throws, and refuses to call a failed transaction done", async () => {
      const insert = "insert into contract.thing (provider_id, thing) values ('a', 'three')";
      await expect(
        database.transaction(staff("a"), async (tx) => {
          await tx.execute(insert);
          throw new Refusal([
            { code: "database.in-use", severity: "stop", message_sv: "nej", message_en: "no" },
          ]);
        }),
      ).rejects.toThrow(Refusal);
      await expect(
        database.transaction(staff("a"), async (tx) => {
          await tx.execute(insert);
          await tx.query("select 1 / 0").catch(() => undefined);
        }),
      ).rejects.toThrow("statement failed");
      expect(await count(staff("a"), "contract.thing")).toBe(1);
    });

    it("is not used after its end", async () => {
      const kept = await database.transaction(staff("a"), async (tx) => tx);
      await expect(kept.query("select 1")).rejects.toThrow("after its end");
    });

    it("loads in bulk what it reads back, under the scope's own provider", async () => {
      const columns: readonly CopyColumn[] = [
        { name: "thing", type: "text" },
        { name: "note", type: "text" },
        { name: "day", type: "date" },
        { name: "amount_ore", type: "int8" },
        { name: "count", type: "int4" },
        { name: "yes", type: "bool" },
        { name: "bytes", type: "bytea" },
        { name: "document", type: "jsonb" },
        { name: "at", type: "timestamptz" },
      ];
      const rows: CopyValue[][] = [
        [
          "1",
          "Åäö – 🙂 \\ \t",
          "1999-12-31",
          -9007199254740991,
          -5,
          true,
          Buffer.from([0, 1]),
          '{"x": 1}',
          "2024-03-31T01:30:00.250Z",
        ],
        ["2", null, null, 9007199254740991, null, false, Buffer.alloc(70_000, 7), "[]", null],
        ["3", "x".repeat(300_000), "2024-02-29", 0, 2147483647, null, null, null, "1900-01-01T00:00:00Z"],
      ];
      const read = await database.transaction(staff("b"), async (tx) => {
        expect(await bulkInsert(tx, "contract.thing", columns, rows)).toBe(3);
        const back = await tx.query(
          "select provider_id, thing, note, day, amount_ore, count, yes, bytes, document, at from contract.thing where thing <> 'one' order by thing",
        );
        const { me } = await tx.one<{ me: string }>("select current_user::text as me");
        expect(me).toBe("app_staff");
        await expect(
          bulkInsert(tx, "contract.sealed", [{ name: "thing", type: "text" }], [["z"]]),
        ).rejects.toThrow("the staff may insert");
        return back;
      });
      expect(read.map((row) => [row["provider_id"], row["thing"], row["note"], row["day"]])).toEqual(
        rows.map(([thing, note, day]) => ["b", thing, note, day]),
      );
      expect(read.map((row) => [row["amount_ore"], row["count"], row["yes"], row["bytes"]])).toEqual(
        rows.map(([, , , amount, count, yes, bytes]) => [amount, count, yes, bytes]),
      );
      expect(read.map((row) => [row["document"], row["at"]])).toEqual([
        [{ x: 1 }, "2024-03-31T01:30:00.25Z"],
        [[], null],
        [null, "1900-01-01T00:00:00Z"],
      ]);
      expect(await count(staff("a"), "contract.thing")).toBe(1);
    });

    it("rolls back a bulk load that fails half-way", async () => {
      function* rows(): Generator<CopyValue[]> {
        yield ["9"];
        throw new Error("the file was broken");
      }
      const load = database.transaction(staff("b"), (tx) =>
        bulkInsert(tx, "contract.thing", [{ name: "thing", type: "text" }], rows()),
      );
      await expect(load).rejects.toThrow("the file was broken");
      expect(await count(staff("b"), "contract.thing")).toBe(4);
    });

    it("copies in and out as text", async () => {
      const text = await database.transaction({ role: "owner" }, async (tx) => {
        await pipeline(
          Readable.from(["a\tten\n", "a\televen\n"]),
          tx.copyIn("copy contract.thing (provider_id, thing) from stdin"),
        );
        let out = "";
        for await (const chunk of tx.copyOut(
          "copy (select thing from contract.thing where provider_id = 'a' order by thing) to stdout",
        )) {
          out += String(chunk);
        }
        return out;
      });
      expect(text).toBe("eleven\none\nten\n");
    });

    it("lets many work at once, each in its own scope", async () => {
      const sums = await Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          database.transaction(staff(index % 2 === 0 ? "a" : "b"), (tx) =>
            tx.one<{ n: number }>("select count(*) as n from contract.bill"),
          ),
        ),
      );
      expect(sums.map(({ n }) => n)).toEqual(sums.map((_, index) => (index % 2 === 0 ? 3 : 2)));
    });

    it("is prepared a second time without doing anything", async () => {
      const { applied } = await prepareContract(database);
      expect(applied).toEqual([]);
    });
  });
}

/** This room's migrations and those of the suite. */
export const contractFolders: readonly MigrationFolder[] = [
  { room: "platform/database", directory: new URL("sql", import.meta.url).pathname },
  { room: "contract", directory: new URL("contract-sql", import.meta.url).pathname },
];

/** This room's own tables and those of the suite. */
export async function prepareContract(database: Database): ReturnType<typeof prepare> {
  const { protection } = await import("./sql/protection.ts");
  return prepare(database, contractFolders, [...protection, ...contractProtection]);
}
