import { describe, expect, it } from "vitest";
import { micro, ore } from "../../kernel/index.ts";
import { formatAmount, formatPercent, formatPrice, formatQuantity, printAmount } from "./index.ts";

describe("amounts as people read them", () => {
  it("prints mnkr with one decimal, half away from zero, and says what the print left out", () => {
    expect(printAmount(ore(134_180_000_000), { unit: "mnkr", language: "sv" })).toEqual({
      text: "1\u00a0341,8",
      roundingOre: 0,
    });
    expect(printAmount(ore(-365_000_000), { unit: "mnkr", language: "sv" })).toEqual({
      text: "\u22123,7",
      roundingOre: 5_000_000,
    });
    expect(formatAmount(ore(364_999_999), "sv", "mnkr")).toBe("3,6");
  });
  it("prints no minus before a nought", () => {
    expect(formatAmount(ore(-4_999_999), "sv", "mnkr")).toBe("0,0");
  });
  it("prints öre in kronor, and English with a point", () => {
    expect(formatAmount(ore(123_456_789), "sv")).toBe("1\u00a0234\u00a0567,89");
    expect(formatAmount(ore(-5), "en")).toBe("\u22120.05");
  });
  it("prints a price with the decimals it has, two at the least", () => {
    expect(formatPrice(micro(56_900_000), "sv")).toBe("56,90");
    expect(formatPrice(micro(2_315_000_000), "en")).toBe("2\u00a0315.00");
    expect(formatPrice(micro(1_234_567), "sv")).toBe("1,234567");
    expect(formatPrice(micro(-500_000), "sv")).toBe("\u22120,50");
  });
  it("prints quantities without trailing noughts and shares from whole numbers", () => {
    expect(formatQuantity(micro(12_500_000), "sv")).toBe("12,5");
    expect(formatPercent({ numerator: 7, denominator: 20 }, "sv", 0)).toBe("35\u00a0%");
    expect(formatPercent({ numerator: 7, denominator: 23 }, "sv")).toBe("30,4\u00a0%");
    expect(formatPercent({ numerator: 1, denominator: 0 }, "sv")).toBe("–");
  });
});
