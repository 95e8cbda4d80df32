import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  closest,
  formatKronor,
  formatMicro,
  instalment,
  lastDayOf,
  micro,
  ore,
  parseDay,
  parseKronor,
  parseMicro,
  parseYear,
  period,
  periodsBetween,
  periodsOfYear,
  shiftPeriod,
} from "./index.ts";

const safe = fc.integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });

describe("amounts as text", () => {
  it("reads Swedish and English decimals, U+2212 and every kind of space", () => {
    expect(parseKronor("1 234,50")).toBe(123450);
    expect(parseKronor("1\u00a0234\u202f567.5")).toBe(123456750);
    expect(parseKronor("\u2212270,20")).toBe(-27020);
    expect(parseKronor("+3")).toBe(300);
    expect(parseKronor("1.500000")).toBe(150);
  });
  it("refuses what is no amount, rather than guess", () => {
    for (const text of ["", "-", ",", "1,234.5", "1e3", "12,345", "abc", "--1", "1-", "99999999999999999"])
      expect(parseKronor(text), text).toBeUndefined();
  });
  it("writes what it reads", () => {
    fc.assert(
      fc.property(safe, (value) => {
        expect(parseKronor(formatKronor(ore(value)))).toBe(ore(value));
        expect(parseMicro(formatMicro(micro(value)))).toBe(micro(value));
      }),
    );
    expect(formatMicro(micro(12_500_000))).toBe("12.5");
    expect(formatKronor(ore(-5))).toBe("-0.05");
  });
});

describe("months and days", () => {
  it("knows leap years", () => {
    expect(lastDayOf(period("2024-02"))).toBe("2024-02-29");
    expect(lastDayOf(period("1900-02"))).toBe("1900-02-28");
    expect(parseDay("20240230")).toBeUndefined();
    expect(parseDay("20240229")).toBe("2024-02-29");
  });
  it("counts over the turn of the year", () => {
    expect(shiftPeriod(period("2024-01"), -1)).toBe("2023-12");
    expect(periodsBetween(period("2023-11"), period("2024-02"))).toHaveLength(4);
    expect(periodsOfYear(2024)[11]).toBe("2024-12");
  });
  it("refuses a month outside the instalments", () => {
    expect(() => instalment(ore(1), { index: 13, count: 12 })).toThrow("within the count");
  });
});

describe("did you mean", () => {
  it("finds the near word and no far one", () => {
    expect(closest("verfy", ["verify", "serve"])).toBe("verify");
    expect(closest("xyz", ["verify", "serve"])).toBeUndefined();
  });
});

describe("a year in an address", () => {
  it("is one that books can be about, or none", () => {
    expect(parseYear("2024")).toBe(2024);
    for (const odd of ["", "0000", "1989", "2101", "9999999999", "2024.5", "2e3", " 2024", "-2024"])
      expect(parseYear(odd), odd).toBeUndefined();
  });
});
