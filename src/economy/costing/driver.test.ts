import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Day, microOf, period, Refusal } from "../../kernel/index.ts";
import {
  type Driver,
  type DriverValue,
  checkDrivers,
  driverJumps,
  driverReader,
  evaluateFormula,
  type Formula,
  readFormula,
  traceDriver,
} from "./index.ts";

const value = (driver: string, subject: string, units: number, from = "2024-01"): DriverValue => ({
  driver,
  service: "",
  subject,
  periodFrom: period(from),
  valueMicro: microOf(units),
  measuredOn: "2023-09-30" as Day,
});

const driver = (name: string, over: Partial<Driver> = {}): Driver => ({
  driver: name,
  nameSv: name,
  nameEn: name,
  unit: "person",
  subject: "customer",
  owner: "",
  source: "",
  definition: "",
  ...over,
});

function formula(text: string): Formula {
  const read = readFormula(text);
  if ("sv" in read) throw new Error(`${text}: ${read.en}`);
  return read;
}

const worth = (text: string, values: Readonly<Record<string, number>> = {}) =>
  evaluateFormula(formula(text), (name) => (values[name] === undefined ? undefined : microOf(values[name])));

describe("the formula of a computed driver", () => {
  it.each([
    ["headcount - seasonal", 700_000_000],
    ["headcount - seasonal * 2", 400_000_000],
    ["(headcount - seasonal) / 2", 350_000_000],
    ["headcount / 3", 333_333_333],
    ["headcount / 3 * 3", 1_000_000_000],
    ["seasonal - headcount / 3 - 0,5 / 1000000", -33_333_334],
    ["m2-available * 0.5", 406_000_000],
    ["headcount - 10 - 10 - 10", 970_000_000],
    ["headcount / 10 / 10", 10_000_000],
  ])("%s", (text, expected) => {
    expect(worth(text, { headcount: 1000, seasonal: 300, "m2-available": 812 })).toBe(expected);
  });

  it("counts a driver without a value as zero, and has no value where none has", () => {
    expect(worth("headcount - seasonal", { headcount: 5 })).toBe(5_000_000);
    expect(worth("headcount - seasonal")).toBeUndefined();
  });

  it("gives no number by division with zero or past what can be kept", () => {
    expect(worth("headcount / seasonal", { headcount: 5 })).toBe("no-number");
    expect(worth("headcount * headcount * headcount", { headcount: 9e8 })).toBe("no-number");
  });

  it.each([
    ["", 1],
    ["headcount -", 12],
    ["(headcount", 11],
    ["headcount seasonal", 11],
    ["headcount % 2", 11],
    ["2a", 1],
    ["1,2345678", 1],
    [`${"(".repeat(60)}1${")".repeat(60)}`, 52],
  ])("refuses %j at its character", (text, column) => {
    expect(readFormula(text)).toMatchObject({ column });
  });

  it("adds and multiplies as whole numbers do, whatever the order of terms", () => {
    const whole = fc.integer({ min: -9999, max: 9999 });
    fc.assert(
      fc.property(whole, whole, whole, (a, b, c) => {
        expect(worth("a * b + c", { a, b, c })).toBe((a * b + c) * 1_000_000 + 0);
        expect(worth("a * (b + c) - c * a", { a, b, c })).toBe(worth("a * b", { a, b }));
      }),
      { numRuns: 200 },
    );
  });
});

describe("reading drivers", () => {
  const drivers = [
    driver("headcount"),
    driver("seasonal"),
    driver("permanent", { formula: "headcount - seasonal", jumpPercent: 10 }),
    driver("half", { formula: "permanent / 2" }),
  ];
  const values = [
    value("headcount", "A", 100),
    value("headcount", "B", 50),
    value("seasonal", "A", 30),
    value("headcount", "A", 120, "2024-07"),
  ];

  it("computes month by month, over computed drivers too, and traces what it read", () => {
    const reader = driverReader(values, drivers);
    expect(reader.value("permanent", "A", period("2024-01"))).toBe(microOf(70));
    expect(reader.value("half", "A", period("2024-07"))).toBe(microOf(45));
    expect(reader.value("permanent", "B", period("2024-07"))).toBe(microOf(50));
    expect(reader.value("permanent", "B", period("2023-12"))).toBeUndefined();
    expect([...reader.subjects("half")].sort()).toEqual(["A", "B"]);
    expect(traceDriver(reader, "half", "A", period("2024-01"))).toMatchObject({
      valueMicro: 35_000_000,
      operands: [
        {
          driver: "permanent",
          formula: "headcount - seasonal",
          operands: [
            { driver: "headcount", valueMicro: 100_000_000, operands: [] },
            { driver: "seasonal", valueMicro: 30_000_000, operands: [] },
          ],
        },
      ],
    });
  });

  it("lets a frozen month stand, whatever has been measured since", () => {
    const frozen = [
      { driver: "headcount", period: period("2024-07"), service: "", subject: "A", valueMicro: microOf(1) },
    ];
    const reader = driverReader(values, drivers, frozen);
    const read = (month: string) => reader.value("headcount", "A", period(month));
    expect([read("2024-06"), read("2024-07"), read("2024-08")]).toEqual([100e6, 1e6, 120e6]);
    expect(reader.value("headcount", "B", period("2024-07"))).toBeUndefined();
    // A computed driver that is not frozen itself reads the frozen one.
    expect(reader.value("permanent", "A", period("2024-07"))).toBe(microOf(-29));
    expect(reader.isFrozen("headcount", period("2024-07"))).toBe(true);
    expect(reader.isFrozen("permanent", period("2024-07"))).toBe(false);
  });

  it("refuses by name what a formula cannot give", () => {
    const reader = driverReader(
      [value("headcount", "A", 1)],
      [driver("headcount"), driver("seasonal"), driver("odd", { formula: "headcount / seasonal" })],
    );
    expect(() => reader.value("odd", "A", period("2024-01"))).toThrow(Refusal);
  });

  it("flags a change above the declared threshold, and none without one", () => {
    const reader = driverReader(values, drivers);
    expect(driverJumps(reader, "permanent", period("2024-07"))).toMatchObject([
      { subject: "A", beforeMicro: 70e6, valueMicro: 90e6 },
    ]);
    expect(driverJumps(reader, "permanent", period("2024-08"))).toEqual([]);
    expect(driverJumps(reader, "headcount", period("2024-07"))).toEqual([]);
  });
});

describe("checking the driver register", () => {
  const codes = (drivers: readonly Driver[], withValues: readonly string[] = []) =>
    checkDrivers(drivers, { file: "drivers/drivers.csv", withValues }).map((one) => one.code);

  it("passes formulas over drivers that are there", () => {
    expect(
      codes([driver("a"), driver("b", { formula: "a * 2" }), driver("c", { formula: "a + b" })]),
    ).toEqual([]);
  });

  it("refuses formulas that cannot hold, each by its code", () => {
    expect(codes([driver("a", { formula: "b +" })])).toEqual(["costing.driver-formula"]);
    expect(codes([driver("a"), driver("c", { formula: "a-b" })])).toEqual(["costing.unknown-driver"]);
    expect(codes([driver("a", { subject: "service" }), driver("c", { formula: "a" })])).toEqual([
      "costing.driver-subjects",
    ]);
    expect(codes([driver("a"), driver("b", { formula: "a" })], ["b"])).toEqual(["costing.driver-has-values"]);
  });

  it("names the circle", () => {
    const problems = checkDrivers([
      driver("a", { formula: "b" }),
      driver("b", { formula: "c + 1" }),
      driver("c", { formula: "a" }),
    ]);
    expect(problems.map((one) => one.message_en)).toEqual(["The formulas go in a circle: a → b → c → a."]);
  });
});
