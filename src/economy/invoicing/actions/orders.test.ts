import { afterAll, beforeAll, expect, test } from "vitest";
import { type Day, microOf, period, Refusal } from "../../../kernel/index.ts";
import { addEntry } from "../../../platform/registers/actions/index.ts";
import type { RegisterDefinition } from "../../../platform/registers/index.ts";
import { cancelOrder, confirmOrder, declineOrder, placeOrder } from "../../ordering/actions/index.ts";
import { indexClauseRegister, indexSeriesRegister, indexValueRegister } from "../../ordering/index.ts";
import { loadPriceList } from "../../pricing/actions/index.ts";
import type { StatedPriceList } from "../../pricing/index.ts";
import { openingOf } from "../../ledger/actions/index.ts";
import {
  approve,
  clauseExplainer,
  invoiceExplainer,
  orderExplainer,
  invariants,
  invoiceOf,
  issue,
  rehearse,
} from "./index.ts";
import { type Example, example, linesRehearsed } from "./testing.ts";

const now = "2025-03-01T08:00:00.000Z";
const carin = { actor: "carin", now };
const ada = { actor: "ada", now };
let city: Example;
beforeAll(async () => {
  city = await example();
  await city.staff((tx) =>
    tx.execute(
      `insert into access.person (provider_id, login, name, role, customers) values ($1, 'dep', 'dep', 'customer', '{DEP}')`,
      [city.provider],
    ),
  );
  await city.staff((tx) => loadPriceList(tx, city.provider, list, carin));
});
afterAll(() => city.close());

const item = (code: string, rest: object = {}) => ({
  item: code,
  service: "DI-NAT",
  activity: "operation" as const,
  nameSv: code,
  nameEn: code,
  charge: "metered" as const,
  unit: "st",
  priceMicro: microOf(310),
  ...rest,
});
const list: StatedPriceList = {
  files: { version: "version.yaml", items: "items.csv", fees: "fees.csv", tiers: "tiers.csv" },
  version: "2025-1",
  fiscalYear: 2025,
  validFrom: "2025-01-01" as Day,
  validTo: "2025-12-31" as Day,
  state: "decided",
  decision: "PL-2024",
  items: [
    item("LIC"),
    item("SEAT", { scheme: "seat", proration: "days" }),
    item("SOLD", { charge: "direct-sale" }),
    item("CAP", { scheme: "capacity", priceMicro: undefined }),
  ],
  tiers: [
    { item: "CAP", fromMicro: microOf(0), priceMicro: microOf(2000), packageMicro: microOf(100), line: 2 },
    { item: "CAP", fromMicro: microOf(100), priceMicro: microOf(30), line: 3 },
  ],
  fees: [],
};

const wish = (code: string, quantity: number, from: string, rest: object = {}) => ({
  customer: "DEP",
  item: code,
  quantityMicro: microOf(quantity),
  validFrom: from as Day,
  ...rest,
});
const place = (one: ReturnType<typeof wish>) => city.staff((tx) => placeOrder(tx, city.provider, one, carin));
const asCustomer = <T>(work: Parameters<typeof city.database.transaction<T>>[1]) =>
  city.database.transaction(
    { role: "customer", provider: city.provider, customers: ["DEP"], actor: "dep" },
    work,
  );
const issued = async (month: string) => {
  const { provider } = city;
  const of = { period: period(month) };
  await city.staff((tx) => rehearse(tx, provider, of, carin));
  await city.staff((tx) => approve(tx, provider, of, ada));
  return city.staff((tx) => issue(tx, provider, of, carin));
};
const codesOf = async (work: Promise<unknown>) => {
  const refusal = await work.catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(Refusal);
  return (refusal as Refusal).problems.map((one) => one.code);
};

test("orders become lines that name them, their part and the rule", async () => {
  await place(wish("LIC", 10, "2025-01-01"));
  await place(wish("LIC", 31, "2025-01-16"));
  await place(wish("SEAT", 4, "2025-01-01"));
  await place(wish("SEAT", -4, "2025-01-16"));
  await issued("2025-01");
  const document = await city.staff((tx) => invoiceOf(tx, city.provider, "UF-1"));
  const lines = new Map(document?.lines.map((line) => [line.item, line]));
  // 10 + 31 x 16/31 = 26 licences; 4 seats for 15 of 31 days.
  expect(lines.get("LIC")).toMatchObject({ quantityMicro: microOf(26), netOre: 26 * 31_000 });
  expect(lines.get("SEAT")).toMatchObject({ quantityMicro: 1_935_483, netOre: 60_000 });
  const because = lines.get("LIC")?.because;
  expect(because?.formulaSv).toContain(
    "beställt DEP-1: 10; DEP-2: 31 från 2025-01-16 = 16 (16/31, per kalenderdag)",
  );
  expect(because?.inputs.map((one) => one.id)).toEqual(
    expect.arrayContaining(["order:DEP-1", "order:DEP-2", "price:2025-1:LIC"]),
  );
});

test("a line leads to its orders, an order to its chain and its lines", async () => {
  const { provider } = city;
  const open = (id: string, work: typeof asCustomer = (asked) => city.staff(asked)) =>
    work(async (tx) =>
      (await openingOf(tx, provider, [invoiceExplainer, orderExplainer, clauseExplainer])).open(id),
    );
  const line = await open("invoice:UF-1:1");
  expect(line?.see?.map((one) => [one.id, one.label_sv])).toEqual([
    ["order:DEP-1", "Beställning DEP-1: 10 st"],
    ["order:DEP-2", "Beställning DEP-2: 16 st"],
  ]);
  const order = await open("order:DEP-2");
  expect(order).toMatchObject({
    amountOre: line?.amountOre,
    label_sv: "Beställning DEP-2: 31 LIC från 2025-01-16",
  });
  expect(order?.formula_sv).toContain("Bekräftad, beställd av carin 2025-03-01");
  expect(order?.children.map((child) => child.id)).toEqual(["invoice:UF-1:1"]);
  expect(await open("order:DEP-99")).toBeUndefined();
  // Its own customer sees it, another does not.
  expect((await open("order:DEP-2", asCustomer))?.amountOre).toBe(line?.amountOre);
  const asOther: typeof asCustomer = (work) =>
    city.database.transaction({ role: "customer", provider, customers: ["ORG"], actor: "org" }, work);
  expect(await open("order:DEP-2", asOther)).toBeUndefined();
});

test("a customer's own order waits, is not charged, and counts when it is confirmed; late it is a correction", async () => {
  const { order } = await asCustomer((tx) =>
    placeOrder(tx, city.provider, wish("LIC", 5, "2025-01-01"), { actor: "dep", now }),
  );
  expect(order).toMatchObject({ state: "requested", orderedBy: "dep", confirmedBy: "" });
  expect(
    await codesOf(asCustomer((tx) => confirmOrder(tx, city.provider, order.orderNo, { actor: "dep", now }))),
  ).toEqual(["access.not-mandated"]);
  const late = async () => {
    const lines = await city.staff((tx) => linesRehearsed(tx, city.provider, period("2025-02"), carin));
    return lines
      .filter((line) => line.chargeKind === "correction")
      .map((line) => [line.item, line.servicePeriodFrom, line.netOre]);
  };
  expect(await late()).toEqual([]);
  await city.staff((tx) => confirmOrder(tx, city.provider, order.orderNo, carin));
  expect(await late()).toEqual([["LIC", "2025-01", 5 * 31_000]]);
});

test("what was approved is not issued when an order has come in between", async () => {
  const of = { period: period("2025-02") };
  await city.staff((tx) => rehearse(tx, city.provider, of, carin));
  await city.staff((tx) => approve(tx, city.provider, of, ada));
  await place(wish("LIC", 1, "2025-02-15", { reference: "mellan" }));
  const refusal = await city
    .staff((tx) => issue(tx, city.provider, of, carin))
    .catch((error: unknown) => error);
  expect((refusal as Refusal).problems.map((one) => one.message_sv).join()).toContain("beställningarna");
});

test("a price by index stands on the line; without its index the month is not billed", async () => {
  const { provider } = city;
  const add = (register: unknown, cells: Record<string, string>) =>
    city.staff((tx) => addEntry(tx, provider, register as RegisterDefinition, cells, carin));
  await add(indexSeriesRegister, { series: "IX", name_sv: "IX", source: "test" });
  await add(indexValueRegister, { series: "IX", period: "2023-10", value: "100" });
  await add(indexClauseRegister, {
    clause: "K1",
    customer: "DEP",
    item: "LIC",
    base_price: "300",
    series: "IX",
    base_period: "2023-10",
    share: "100",
    review_month: "2",
    index_month: "10",
    floor: "100",
    valid_from: "2025-01-02",
  });
  const of = { period: period("2025-02") };
  expect(await codesOf(city.staff((tx) => rehearse(tx, provider, of, carin)))).toContain(
    "ordering.missing-index",
  );
  await add(indexValueRegister, { series: "IX", period: "2024-10", value: "110" });
  await issued("2025-02");
  const lines = await city.staff(async (tx) => (await invoiceOf(tx, provider, "UF-2"))?.lines ?? []);
  const line = lines.find((one) => one.item === "LIC" && one.chargeKind === "metered");
  expect(line).toMatchObject({ priceMicro: microOf(330), quantityMicro: microOf(46.5) });
  expect(line?.because.formulaSv).toContain(
    "omräknat 2025-02: 300 kr × (1 + 100 % × (110 / 100 − 1)) = 330 kr",
  );
  for (const invariant of invariants)
    expect(await city.staff((tx) => invariant.check(tx, provider)), invariant.code).toEqual([]);

  // The line leads to the clause, and that to its terms and orders.
  const opened = (id: string) =>
    city.staff(async (tx) =>
      (await openingOf(tx, provider, [invoiceExplainer, orderExplainer, clauseExplainer])).open(id),
    );
  const seen = (await opened(`invoice:UF-2:${line?.line}`))?.see?.map((one) => one.id);
  expect(seen).toContain("clause:K1");
  const clause = await opened("clause:K1");
  expect(clause?.formula_sv).toContain("Baspris 300 kr, 100 % följer IX från 2023-10");
  expect(clause?.amountOre).toBe(line?.netOre);
  expect((await opened("order:DEP-1"))?.see?.map((one) => one.id)).toEqual(["clause:K1"]);
  // One that took over from another leads to it, and is charged nothing before it is billed.
  await place(wish("LIC", 12, "2025-08-01", { orderNo: "DEP-H", replaces: "DEP-1" }));
  const heir = await opened("order:DEP-H");
  const seenByItsCustomer = await asCustomer(async (tx) =>
    (await openingOf(tx, provider, [invoiceExplainer, orderExplainer, clauseExplainer])).open("order:DEP-H"),
  );
  expect(seenByItsCustomer).toMatchObject({ amountOre: 0, formula_sv: heir?.formula_sv });
  expect(seenByItsCustomer?.file).toBeUndefined();
  expect(heir).toMatchObject({ amountOre: 0, children: [], row: "DEP-H" });
  expect(heir?.formula_sv).toContain("Kedja: DEP-1 (10 från 2025-01-01) → DEP-H, denna (12 från 2025-08-01)");
  expect(heir?.see?.map((one) => one.id)).toEqual(["order:DEP-1", "clause:K1"]);
});

test("an ordered capacity is paid whole, and what is measured beyond the order is overage", async () => {
  const { provider } = city;
  const june = period("2025-06");
  await place(wish("CAP", 120, "2025-06-01"));
  const charged = async (measured: number | undefined) => {
    await city.staff((tx) =>
      measured === undefined
        ? tx.execute("delete from metering.volume where provider_id = $1 and item = 'CAP'", [provider])
        : tx.execute(
            `insert into metering.volume (provider_id, period, item, customer, quantity_micro, events) values ($1, $2, 'CAP', 'DEP', $3, 1)
             on conflict (provider_id, period, item, customer) do update set quantity_micro = excluded.quantity_micro`,
            [provider, june, microOf(measured)],
          ),
    );
    const { proposal } = await city.staff((tx) => rehearse(tx, provider, { period: june }, carin));
    const findings = proposal?.gates.flatMap((gate) => gate.findings) ?? [];
    expect(findings.filter((one) => one.code === "invoicing.measured-and-ordered")).toEqual([]);
    const lines = await city.staff((tx) => linesRehearsed(tx, provider, june, carin));
    return lines.find((one) => one.item === "CAP" && one.chargeKind === "metered");
  };
  // 2 000 for the first hundred, and 20 more of the order at 30.
  expect((await charged(undefined))?.netOre).toBe(260_000);
  expect(await charged(80)).toMatchObject({ netOre: 260_000 });
  // Measured 150: 30 beyond the order, at the price of overage.
  const over = await charged(150);
  expect(over?.netOre).toBe(350_000);
  expect(over?.because.formulaSv).toContain("mätt 150, överuttag 30 utöver det beställda");
  expect(over?.because.inputs.find((one) => one.nameEn === "Measured overage")?.value).toBe("30");
});

test("refused: unknown, not by quantity, more away than there is, the number of another, an answer given twice", async () => {
  expect(await codesOf(place(wish("LIX", 1, "2025-04-01", { customer: "DEB" })))).toEqual([
    "ordering.unknown-customer",
    "ordering.unknown-item",
  ]);
  expect(await codesOf(place(wish("SOLD", 1, "2025-04-01")))).toEqual(["ordering.not-by-quantity"]);
  expect(await codesOf(place(wish("LIC", -500, "2025-04-01")))).toEqual(["ordering.below-zero"]);
  expect(await codesOf(place(wish("LIC", 0, "2025-04-01")))).toEqual(["ordering.unreadable"]);
  expect(await codesOf(place(wish("LIC", 1, "2025-04-01", { orderNo: "DEP-1" })))).toEqual([
    "ordering.known-order",
  ]);
  const again = await place(wish("LIC", 10, "2025-01-01", { orderNo: "DEP-1" }));
  expect(again.changed).toBe(false);
  const decline = () =>
    city.staff((tx) => declineOrder(tx, city.provider, { orderNo: "DEP-1", reason: "nej" }, carin));
  expect(await codesOf(decline())).toEqual(["ordering.other-state"]);
  expect(await codesOf(city.staff((tx) => cancelOrder(tx, city.provider, "DEP-1", carin)))).toEqual([
    "ordering.begun",
  ]);
  const other = asCustomer((tx) =>
    placeOrder(tx, city.provider, wish("LIC", 1, "2025-04-01", { customer: "ORG" }), { actor: "dep", now }),
  );
  expect(await codesOf(other)).toEqual(["ordering.unknown-customer"]);
});
