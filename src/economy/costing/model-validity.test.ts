import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Day } from "../../kernel/index.ts";
import { changedParts, diffLines, endBefore, withValidity } from "./index.ts";

const day = (text: string): Day => text as Day;

describe("a model's text with other days", () => {
  const text = "# Ord\nmodel: m # namn\nvalid_from:  2024-01-01 # beslut\nmethod: direct\n";

  it("changes the day and not a letter else", () => {
    expect(withValidity(text, { validFrom: day("2025-07-01") })).toBe(
      text.replace("2024-01-01", "2025-07-01"),
    );
  });

  it("ends right after it begins, where it had no end, also in a text of one line or of CR LF", () => {
    expect(withValidity(text, { validTo: day("2024-12-31") })).toBe(
      text.replace("# beslut\n", "# beslut\nvalid_to: 2024-12-31\n"),
    );
    expect(withValidity("valid_from: 2024-01-01", { validTo: day("2024-12-31") })).toBe(
      "valid_from: 2024-01-01\nvalid_to: 2024-12-31",
    );
    const carried = text.replaceAll("\n", "\r\n");
    expect(withValidity(carried, { validTo: day("2024-12-31") })?.split("\r\n")[3]).toBe(
      "valid_to: 2024-12-31",
    );
  });

  it("is refused where there is no line to change", () => {
    expect(
      withValidity("{ model: m, valid_from: 2024-01-01 }", { validFrom: day("2025-01-01") }),
    ).toBeUndefined();
  });

  it("is followed the day after it ends", () => {
    expect([day("2025-01-01"), day("2024-03-01"), day("2024-03-31")].map(endBefore)).toEqual([
      "2024-12-31",
      "2024-02-29",
      "2024-03-30",
    ]);
  });
});

describe("two texts beside each other", () => {
  const lines = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 12 }).map((all) => all.join("\n"));

  it("hold every line of both, in their order", () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const found = diffLines(before, after);
        const of = (side: "before" | "after"): string =>
          found
            .filter((line) => line.in === "both" || line.in === side)
            .map((line) => line.text)
            .join("\n");
        expect(of("before")).toBe(before);
        expect(of("after")).toBe(after);
      }),
    );
  });

  it("show what changed with a little around it, and how much was left out", () => {
    const before = Array.from({ length: 20 }, (_, at) => `rad ${at + 1}`);
    const after = before.with(9, "ny");
    const parts = changedParts(diffLines(before.join("\n"), after.join("\n")), 1);
    expect(parts).toEqual([
      { skipped: 8 },
      { in: "both", text: "rad 9", before: 9, after: 9 },
      { in: "before", text: "rad 10", before: 10 },
      { in: "after", text: "ny", after: 10 },
      { in: "both", text: "rad 11", before: 11, after: 11 },
      { skipped: 9 },
    ]);
  });
});
