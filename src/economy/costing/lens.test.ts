import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ore } from "../../kernel/index.ts";
import { type LensAmount, type LensRule, lensFields, sideOf, throughRules } from "./index.ts";

const rule = (position: number, field: LensRule["field"], code: string, category: string): LensRule => ({
  lens: "tbm",
  position,
  field,
  code,
  category,
});
const categories = ["staffing", "software", "other"].map((category, i) => ({
  lens: "tbm",
  category,
  nameSv: category,
  nameEn: category,
  position: i + 1,
}));
const cost = (account: string, element: string, kronor: number): LensAmount => ({
  fields: { account, element },
  amountOre: ore(kronor * 100),
});

describe("throughRules", () => {
  const rules = [rule(2, "account", "64*", "software"), rule(1, "element", "staff", "staffing")];

  it("takes the first rule that matches, in order of position and not of the file", () => {
    const lines = throughRules([cost("6410", "it", 70), cost("6410", "staff", 30)], rules, categories);
    expect(lines).toEqual([
      { category: "staffing", amountOre: 3000 },
      { category: "software", amountOre: 7000 },
    ]);
  });

  it("keeps what no rule places on a line of its own, last", () => {
    const lines = throughRules([cost("8510", "financial", 5), cost("5010", "staff", 1)], rules, categories);
    expect(lines.map((line) => line.category)).toEqual(["staffing", ""]);
  });

  it("never loses or makes an öre, and does not mind the order of the amounts", () => {
    const amount = fc.record({
      account: fc.constantFrom("5010", "6410", "6420", "8510", ""),
      element: fc.constantFrom("staff", "it", "other"),
      kronor: fc.integer({ min: -1_000_000, max: 1_000_000 }),
    });
    const aRule = fc.record({
      field: fc.constantFrom(...lensFields),
      code: fc.constantFrom("*", "64*", "staff", "5010"),
      category: fc.constantFrom("staffing", "software", "other"),
    });
    fc.assert(
      fc.property(fc.array(amount), fc.array(aRule), (amounts, some) => {
        const costs = amounts.map((one) => cost(one.account, one.element, one.kronor));
        const ordered = some.map((one, i) => rule(i, one.field, one.code, one.category));
        const lines = throughRules(costs, ordered, categories);
        expect(lines.reduce((sum, line) => sum + line.amountOre, 0)).toBe(
          costs.reduce((sum, one) => sum + one.amountOre, 0),
        );
        expect(throughRules(costs.toReversed(), ordered, categories)).toEqual(lines);
      }),
    );
  });
});

describe("sideOf", () => {
  it("reads accounts in the books and services in the costing, and elements in either", () => {
    expect(
      sideOf("tbm", [rule(1, "account", "6*", "other"), rule(2, "element", "it", "software")]),
    ).toMatchObject({ value: "books" });
    expect(sideOf("tbm", [rule(1, "service", "*", "other")])).toMatchObject({ value: "services" });
    expect(sideOf("tbm", [rule(1, "element", "*", "other")])).toMatchObject({ value: "services" });
  });

  it("refuses a lens without rules, and one that looks at both sides", () => {
    expect(sideOf("tbm", [])).toMatchObject({ problems: [{ code: "costing.lens-without-rules" }] });
    expect(sideOf("tbm", [rule(1, "account", "6*", "other"), rule(2, "area", "*", "other")])).toMatchObject({
      problems: [{ code: "costing.lens-two-sided" }],
    });
  });
});
