import { afterAll, beforeAll, expect, test } from "vitest";
import { type Day, microOf, period, Refusal } from "../../../kernel/index.ts";
import { explainPrice, loadPriceList, priceListVersions } from "../../pricing/actions/index.ts";
import type { Scheme, StatedPriceList } from "../../pricing/index.ts";
import { approve, invariants, invoiceOf, issue, rehearse } from "./index.ts";
import { type Example, example, linesRehearsed } from "./testing.ts";

const now = "2025-03-01T08:00:00.000Z";
const carin = { actor: "carin", now };
let city: Example;
beforeAll(async () => {
  city = await example();
});
afterAll(() => city.close());

const item = (code: string, scheme: Scheme, rest: object = {}) => ({
  item: code,
  service: "DI-NAT",
  activity: "operation" as const,
  nameSv: code,
  nameEn: code,
  charge: "metered" as const,
  unit: "port",
  scheme,
  ...rest,
});
const tier = (code: string, from: number, price: number, size?: number) => ({
  item: code,
  fromMicro: microOf(from),
  priceMicro: microOf(price),
  ...(size === undefined ? {} : { packageMicro: microOf(size) }),
  line: 2,
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
    item("GRAD", "graduated"),
    item("VOL", "volume"),
    item("PACK", "package"),
    item("CAP", "capacity"),
    item("SEAT", "seat", { priceMicro: microOf(280), proration: "days" }),
  ],
  tiers: [
    tier("GRAD", 0, 100),
    tier("GRAD", 10, 80),
    tier("VOL", 0, 100),
    tier("VOL", 10, 80),
    tier("PACK", 0, 500, 25),
    tier("CAP", 0, 2000, 100),
    tier("CAP", 100, 30),
  ],
  fees: [],
};

test("a run with every scheme issues lines that multiply, or tell their tiers", async () => {
  const { provider } = city;
  const february = period("2025-02");
  await city.staff((tx) => loadPriceList(tx, provider, list, carin));
  expect((await city.staff((tx) => loadPriceList(tx, provider, list, carin))).changed).toBe(false);
  await city.staff(async (tx) => {
    for (const [code, quantity] of [
      ["GRAD", 15],
      ["VOL", 15],
      ["PACK", 30],
      ["CAP", 112],
      // Ten seats for the second half of February: 10 x 14 days.
      ["SEAT", 140],
    ] as const) {
      await tx.execute(
        "insert into metering.volume (provider_id, period, item, customer, quantity_micro, events) values ($1, $2, $3, 'DEP', $4, 1)",
        [provider, february, code, microOf(quantity)],
      );
    }
  });
  await city.staff((tx) => rehearse(tx, provider, { period: february }, carin));
  await city.staff((tx) => approve(tx, provider, { period: february }, { actor: "ada", now }));
  const { documents } = await city.staff((tx) => issue(tx, provider, { period: february }, carin));
  expect(documents.length).toBe(1);
  const document = await city.staff((tx) => invoiceOf(tx, provider, "UF-1"));
  const lines = new Map(document?.lines.map((line) => [line.item, line]));
  expect(
    [...lines.values()].map((line) => [
      line.item,
      line.netOre,
      line.quantityMicro / 1e6,
      line.priceMicro / 1e6,
      line.unit,
    ]),
  ).toEqual([
    ["CAP", 236_000, 1, 2360, "month"],
    ["GRAD", 140_000, 1, 1400, "month"],
    ["PACK", 100_000, 2, 500, "paket"],
    ["SEAT", 140_000, 5, 280, "port"],
    ["VOL", 120_000, 15, 80, "port"],
  ]);
  const graduated = lines.get("GRAD")?.because;
  expect(graduated?.formulaEn.replace(/\s/g, " ")).toBe(
    "Graduated, each tier at its price: 15 port = tier 0–10: 10 port × 100 kr = 1 000.00 kr + tier 10–: 5 port × 80 kr = 400.00 kr",
  );
  expect(graduated?.inputs.map((input) => input.value)).toEqual(["15", "graduated", "1000.00", "400.00"]);
  expect(lines.get("SEAT")?.because.formulaSv).toContain("140 platsdagar / 28 dagar = 5");
  for (const invariant of invariants)
    expect(await city.staff((tx) => invariant.check(tx, provider)), invariant.code).toEqual([]);
  const told = await city.staff((tx) => explainPrice(tx, provider, "price:2025-1:GRAD"));
  expect(told?.formula_sv).toContain("från 10: 80 kr");
});

test("a port more, told late, is charged at the tier it falls in", async () => {
  const { provider } = city;
  await city.staff((tx) =>
    tx.execute(
      "update metering.volume set quantity_micro = $2 where provider_id = $1 and item in ('GRAD', 'VOL')",
      [provider, microOf(16)],
    ),
  );
  const late = await city.staff((tx) => linesRehearsed(tx, provider, period("2025-03"), carin));
  expect(late.map((line) => [line.item, line.chargeKind, line.netOre])).toEqual([
    ["GRAD", "correction", 8000],
    ["VOL", "correction", 8000],
  ]);
});

test("a capacity is charged in a month that reports nothing, for who has the service in use", async () => {
  const { provider } = city;
  await city.staff((tx) =>
    tx.execute(
      `insert into customers.service_use (provider_id, customer, service, valid_from, stage)
       values ($1, 'DEP', 'DI-NAT', '2025-04-01', 'done')`,
      [provider],
    ),
  );
  const lines = await city.staff((tx) => linesRehearsed(tx, provider, period("2025-04"), carin));
  expect(
    lines.filter((line) => line.chargeKind === "metered").map((line) => [line.item, line.netOre]),
  ).toEqual([["CAP", 200_000]]);
});

test("a list whose tiers leave a hole is refused with the row, and nothing is kept", async () => {
  const bad = {
    ...list,
    version: "2026-1",
    state: "draft" as const,
    tiers: [tier("GRAD", 5, 100), ...(list.tiers ?? []).slice(2)],
  };
  const refusal = await city
    .staff((tx) => loadPriceList(tx, city.provider, bad, carin))
    .catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(Refusal);
  expect((refusal as Refusal).problems).toMatchObject([
    { code: "pricing.bad-tiers", file: "tiers.csv", line: 2 },
  ]);
  const kept = await city.staff((tx) => priceListVersions(tx, city.provider));
  expect(kept.map((one) => one.version)).not.toContain("2026-1");
});
