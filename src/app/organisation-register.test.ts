import { afterAll, beforeAll, expect, test } from "vitest";
import type { Transaction } from "../platform/database/index.ts";
import { testDatabase, type TestDatabase } from "../platform/database/testing.ts";
import { customersOf } from "../service/customers/actions/index.ts";
import { compareOrganisation, followOrganisation } from "./organisation-register.ts";
import { copyOfMinimal, load, minimalProvider, type PackCopy } from "./pack/testing.ts";

let base: TestDatabase;
let pack: PackCopy;
const doing = { actor: "controller", now: "2025-01-15T08:00:00.000Z" };
const asStaff = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
  base.database.transaction({ role: "staff", provider: minimalProvider, actor: "controller" }, work);

beforeAll(async () => {
  base = await testDatabase();
  pack = copyOfMinimal();
  pack.write(
    "customers/customers.csv",
    [
      "customer;name;kind;org_no;parent;counterparty;vat;valid_from",
      "SKOLA;Skolan;department;212000-0001;;101;0;2020-01-01",
      "VARD;Vården;department;212000-0001;;102;0;2020-01-01",
      "BOLAG;Bolaget AB;parent_company;559900-0011;;301;1;2020-01-01",
      "DOTTER;Dottern AB;subsidiary;559900-0029;BOLAG;302;1;2020-01-01",
      "GAMLA;Gamla AB;company;559900-0037;;303;1;2020-01-01",
    ].join("\n"),
  );
  await load(base.database, pack.path);
});
afterAll(async () => {
  pack.clear();
  await base.close();
});

const file = (...rows: string[]) => ({
  name: "org.csv",
  content: new TextEncoder().encode([...rows, ""].join("\n")),
});

test("an organisation register is compared by number: names, groups, ends, strangers and who is missing", async () => {
  const content = file(
    "orgnr;namn;moder_orgnr;upphört",
    "5599000011;Bolaget Holding AB;;",
    "559900-0029;Dottern AB;559900-0037;2024-12-31",
    "556000-0000;Okända AB;;",
  );
  const found = await asStaff((tx) => compareOrganisation(tx, minimalProvider, content));
  expect(found.changes).toEqual([
    { customer: "BOLAG", cells: { name: "Bolaget Holding AB" }, was: { name: "Bolaget AB" } },
    {
      customer: "DOTTER",
      cells: { parent: "GAMLA", valid_to: "2024-12-31" },
      was: { parent: "BOLAG", valid_to: "" },
    },
  ]);
  expect(found.strangers).toEqual([{ orgNo: "556000-0000", name: "Okända AB" }]);
  expect(found.missing).toEqual(["GAMLA"]);

  await asStaff((tx) => followOrganisation(tx, minimalProvider, found, doing));
  const again = await asStaff((tx) => compareOrganisation(tx, minimalProvider, content));
  expect(again.changes).toEqual([]);
  expect((await asStaff((tx) => customersOf(tx, minimalProvider))).map((one) => one.name)).toContain(
    "Bolaget Holding AB",
  );
});

test("a file that says nothing of groups moves nobody", async () => {
  const content = file("orgnr;namn", "559900-0029;Dottern AB");
  const found = await asStaff((tx) => compareOrganisation(tx, minimalProvider, content));
  expect(found.changes).toEqual([]);
});
