import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CostCell, matchesPattern } from "./index.ts";
import { rangeOf, selects } from "./selection.ts";

describe("patterns of codes", () => {
  it.each([
    ["1901", "190*", true],
    ["1901", "190?", true],
    ["190", "190?", false],
    ["HR-LON", "HR-*", true],
    ["HR-LON", "*-L?N", true],
    ["5010", "5010-5099", true],
    ["5099", "5010-5099", true],
    ["5100", "5010-5099", false],
    ["501", "5010-5099", false],
    ["50105", "5010-5099", false],
    ["5010-5099", "5010-5099", true],
    ["10-A", "10-A", true],
    ["", "*", false],
    ["", "", true],
  ])("%j by %j: %s", (code, pattern, expected) => expect(matchesPattern(code, pattern)).toBe(expected));

  it("matches what a regular expression of the same meaning does", () => {
    const sign = fc.constantFrom("a", "b", "1", "-");
    const code = fc.array(sign, { maxLength: 8 }).map((signs) => signs.join(""));
    const pattern = fc
      .array(fc.oneof({ weight: 3, arbitrary: sign }, { weight: 2, arbitrary: fc.constantFrom("*", "?") }), {
        maxLength: 7,
      })
      .map((signs) => signs.join(""));
    fc.assert(
      fc.property(code, pattern, (one, by) => {
        fc.pre(rangeOf(by) === undefined);
        const source = by.replaceAll("-", "\\-").replaceAll("*", ".*").replaceAll("?", ".");
        const expected = one === by || (one !== "" && new RegExp(`^${source}$`, "s").test(one));
        expect(matchesPattern(one, by)).toBe(expected);
      }),
      { numRuns: 3000 },
    );
  });

  it("comes to an end on a pattern with many stars, which trying every way would not", () => {
    expect(matchesPattern(`${"a".repeat(5000)}b`, `${"*a".repeat(30)}c`)).toBe(false);
  });
});

describe("a selection", () => {
  const cell = { account: "5010", costCentre: "2000", project: "", service: "" } as unknown as CostCell;

  it("takes all fields named, and nothing that `not` names", () => {
    expect(selects({ account: ["50*"] }, cell)).toBe(true);
    expect(selects({ account: ["50*"], cost_centre: ["19*"] }, cell)).toBe(false);
    expect(selects({ account: ["50*"], not: { cost_centre: ["2*"] } }, cell)).toBe(false);
    expect(selects({ not: { service: ["*"] } }, cell)).toBe(true);
    expect(selects({}, cell)).toBe(true);
  });
});
