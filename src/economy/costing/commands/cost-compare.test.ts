import { describe, expect, it } from "vitest";
import { micro, ore } from "../../../kernel/index.ts";
import type { IdleCapacity, MethodOutcome } from "../index.ts";
import { comparisonText, idleText } from "./cost-compare.ts";

describe("what cost compare and cost idle print", () => {
  const outcome = (method: MethodOutcome["method"], a: number, b: number): MethodOutcome => ({
    method,
    services: new Map([
      ["A", ore(a)],
      ["B", ore(b)],
    ]),
    customers: new Map(),
    problems: [],
  });
  const order = { orders: 2, all: true, refused: 0, services: [], customers: [], neighbours: [] };

  it("has a column for each method that has an answer, and says why another has none", () => {
    const refused: MethodOutcome = {
      method: "direct",
      services: new Map(),
      customers: new Map(),
      problems: [
        { code: "x", severity: "stop", message_sv: "Steget saknar mottagare.", message_en: "No target." },
      ],
    };
    const outcomes = [
      outcome("model", 100_000_00, 50_000_00),
      refused,
      outcome("reciprocal", 90_000_00, 60_000_00),
    ];
    const text = comparisonText({ outcomes, order }, "service", new Map([["A", "Lön"]]));
    expect(text).toContain("modellen  ömsesidig  skillnad");
    expect(text).toMatch(/A\s+Lön\s+100\s+90\s+10/);
    expect(text).toContain("Metoden direkt går inte att räkna: Steget saknar mottagare.");
    expect(text).toContain("Stegens ordning (alla 2 ordningar) flyttar ingenting.");
  });

  it("says it where all methods agree", () => {
    const outcomes = [outcome("model", 1_000_00, 1), outcome("reciprocal", 1_000_00, 1)];
    expect(comparisonText({ outcomes, order }, "service", new Map())).toContain(
      "Alla metoder ger samma svar",
    );
  });

  it("tells who answers for idle capacity, and what it does to the price", () => {
    const idle: IdleCapacity = {
      pool: "team",
      nameSv: "Teamet",
      nameEn: "The team",
      owner: "Chefen",
      unit: "h",
      unused: "smear",
      decision: "NÄMND-7",
      capacityMicro: micro(8_500_000_000),
      usedMicro: micro(6_000_000_000),
      unusedMicro: micro(2_500_000_000),
      overMicro: micro(0),
      amountOre: ore(240_000_00),
      carriedOre: ore(0),
      smearedOre: ore(70_588_24),
      perUnitOfCapacityOre: ore(28_24),
      perUnitUsedOre: ore(40_00),
    };
    const text = idleText([idle]).replaceAll("\u00a0", " ");
    expect(text).toContain("Chefen");
    expect(text).toContain("28,24");
    expect(text).toContain("70 588,24");
    expect(text).toContain("bärs av användarna (NÄMND-7)");
    expect(idleText([])).toBe("Ingen pool i modellen har en kapacitet.");
  });
});
