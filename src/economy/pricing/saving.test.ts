import fc from "fast-check";
import { expect, it } from "vitest";
import { type Day, lineAmount, micro, microOf, ore, period, sumOre } from "../../kernel/index.ts";
import type { CostBehaviour } from "../costing/index.ts";
import { saving, type SavingMonth } from "./saving.ts";

const behaviour = (element: string, more: Partial<CostBehaviour>): CostBehaviour => ({
  service: "",
  element,
  validFrom: "2024-01-01" as Day,
  validTo: undefined,
  kind: "fixed",
  until: undefined,
  stepMicro: undefined,
  ...more,
});

/** 1 000 licences at 10 kronor: 4 kronor of licences, 3 of leased machines, 3 of staff and common cost. */
const month = (text: string): SavingMonth => ({
  period: period(text),
  charging: { priceMicro: microOf(10) },
  cost: [
    { element: "licence", directOre: ore(400_000), sharedOre: ore(0) },
    { element: "lease", directOre: ore(300_000), sharedOre: ore(0) },
    { element: "staff", directOre: ore(200_000), sharedOre: ore(100_000) },
  ],
  volumes: new Map([
    ["GSF", microOf(600)],
    ["LIS", microOf(400)],
  ]),
});
const behaviours = [
  behaviour("licence", { kind: "variable" }),
  behaviour("lease", { kind: "leased", until: "2024-11-30" as Day }),
];
const asked = { service: "LIC", customer: "GSF", changeMicro: micro(-200_000_000), behaviours };

it("saves the customer by the price list, and the city what is no longer paid", () => {
  const told = saving({ ...asked, months: [month("2024-11"), month("2024-12")] });
  // 200 x 10 kr x 2 months; the city is rid of 200 x 4 kr each month and of 200 x 3 kr of the lease in December.
  expect(told).toMatchObject({
    priceListOre: 400_000,
    cityOre: 220_000,
    restOre: 0,
    untilRepricedOre: 180_000,
  });
  // The cost, 10 000 kr a month, was carried by 600 and 400; what is left, 9 200 kr and 8 600 kr, by 400 and 400.
  expect(told).toMatchObject({ remainingOre: -90_000, othersOre: -90_000 });
  expect(told.customers).toEqual([
    { customer: "GSF", beforeOre: 1_200_000, afterOre: 890_000, savesOre: 310_000 },
    { customer: "LIS", beforeOre: 800_000, afterOre: 890_000, savesOre: -90_000 },
  ]);
  expect(told.elements).toEqual([
    { element: "lease", kind: "leased", until: "2024-11-30", costOre: 600_000, savedOre: 60_000 },
    { element: "licence", kind: "variable", until: undefined, costOre: 800_000, savedOre: 160_000 },
    { element: "staff", kind: "shared", until: undefined, costOre: 200_000, savedOre: 0 },
    { element: "staff", kind: "unknown", until: undefined, costOre: 400_000, savedOre: 0 },
  ]);
});

it("saves step-fixed cost in whole steps, and counts a service's own row before everybody's", () => {
  const steps = [
    behaviour("licence", { kind: "variable" }),
    behaviour("licence", { service: "LIC", kind: "step", stepMicro: microOf(250) }),
  ];
  const of = (units: number) =>
    saving({ ...asked, behaviours: steps, changeMicro: microOf(units), months: [month("2024-12")] }).cityOre;
  expect([of(-200), of(-250), of(-600), of(1), of(250)]).toEqual([0, 100_000, 200_000, -100_000, -100_000]);
});

it("leaves the provider with what nobody is left to pay", () => {
  const alone = { ...month("2024-12"), volumes: new Map([["GSF", microOf(200)]]) };
  const told = saving({ ...asked, months: [alone] });
  // The licences and the lease, 7 000 kr, go; 3 000 kr of staff stay with the provider, which was paid 2 000 kr of 10 000.
  expect(told).toMatchObject({ priceListOre: 200_000, othersOre: 0, cityOre: 700_000, restOre: 500_000 });
});

it("adds up to the öre whatever prices, costs, volumes and behaviours are", () => {
  const kind = fc.constantFrom("variable", "fixed", "step", "leased");
  const amount = fc.integer({ min: -100_000, max: 50_000_000 });
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10 ** 9 }),
      fc.array(fc.tuple(fc.constantFrom("a", "b", "c"), amount, amount), { maxLength: 4 }),
      fc.array(fc.integer({ min: 0, max: 10 ** 10 }), { minLength: 1, maxLength: 5 }),
      fc.array(kind, { minLength: 3, maxLength: 3 }),
      fc.integer({ min: 0, max: 1000 }),
      fc.boolean(),
      (priceMicro, cost, volumes, kinds, share, isMore) => {
        const first = volumes[0] as number;
        const change = isMore ? Math.floor((first * share) / 500) : -Math.floor((first * share) / 1000);
        const months = ["2024-11", "2024-12"].map((text) => ({
          period: period(text),
          charging: { priceMicro: micro(priceMicro) },
          cost: cost.map(([element, direct, shared]) => ({
            element,
            directOre: ore(direct),
            sharedOre: ore(shared),
          })),
          volumes: new Map(volumes.map((volume, at) => [`K${at}`, micro(volume)])),
        }));
        const told = saving({
          service: "S",
          customer: "K0",
          changeMicro: micro(change),
          months,
          behaviours: ["a", "b", "c"].map((element, at) =>
            behaviour(element, {
              kind: kinds[at] as CostBehaviour["kind"],
              until: "2024-11-30" as Day,
              stepMicro: micro(7_000_000),
            }),
          ),
        });
        expect(told.priceListOre + told.remainingOre + told.othersOre + told.restOre).toBe(told.cityOre);
        // Counted again from the outside: all that is shared is the cost, before and after.
        const paid = (volume: number) =>
          lineAmount({ priceMicro: micro(priceMicro), quantityMicro: micro(volume) });
        expect(told.priceListOre).toBe(2 * (paid(first) - paid(first + change)));
        const total = 2 * cost.reduce((sum, [, direct, shared]) => sum + direct + shared, 0);
        const isAny = volumes.some((one) => one > 0);
        expect(sumOre(told.customers.map((row) => row.beforeOre))).toBe(isAny ? total : 0);
        const isAnyLeft = volumes.reduce((sum, one) => sum + one, 0) + change > 0;
        expect(sumOre(told.customers.map((row) => row.afterOre))).toBe(isAnyLeft ? total - told.cityOre : 0);
      },
    ),
    { numRuns: 150 },
  );
});

it("goes down the tiers of the price list, whatever the scheme", () => {
  const tier = (from: number, price: number, size?: number) => ({
    fromMicro: microOf(from),
    priceMicro: microOf(price),
    ...(size === undefined ? {} : { packageMicro: microOf(size) }),
  });
  const savedBy = (charging: SavingMonth["charging"]): number =>
    saving({ ...asked, months: [{ ...month("2024-12"), charging }] }).priceListOre;
  // 600 licences become 400.
  expect(savedBy({ scheme: "graduated", tiers: [tier(0, 10), tier(500, 8)] })).toBe(100 * 800 + 100 * 1000);
  expect(savedBy({ scheme: "volume", tiers: [tier(0, 10), tier(500, 8)] })).toBe(480_000 - 400_000);
  expect(savedBy({ scheme: "package", tiers: [tier(0, 1000, 250)] })).toBe(100_000);
  // The capacity is paid for all the same.
  expect(savedBy({ scheme: "capacity", tiers: [tier(0, 5000, 500), tier(500, 8)] })).toBe(80_000);
  expect(savedBy({ scheme: "seat", proration: "days", priceMicro: microOf(10) })).toBe(200_000);
});
