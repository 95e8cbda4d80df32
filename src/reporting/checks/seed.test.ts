import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readText } from "../../formats/report-text/index.ts";
import { checkReport } from "./index.ts";

const shared = process.env["UNDERLAG_SHARED"] ?? resolve(import.meta.dirname, "../../../../shared");
const path = resolve(shared, "seed/arsrapport-2024.txt");
const there = existsSync(path);
if (!there)
  console.warn(`SKIPPED: the published report is not at ${path}; the check of a real report was not tried.`);

/** What is truly wrong in the published report, listed by hand: kind, line, printed, and what it should be held against. */
const wrong: readonly (readonly [string, number, string])[] = [
  ["label", 1230, "160,3"],
  ["label", 1230, "228,6"],
  ["same-fact", 688, "11,0"],
  ["roll-forward", 1212, "11,0"],
  ["claim", 652, "minskat"],
  ["claim", 1162, "ökade"],
  ["growth", 82, "-15,9%"],
  ["growth", 87, "10,5%"],
  ["growth", 89, "4,6%"],
  ["ratio", 151, "35 %"],
  ["same-fact", 25, "hösten 2024"],
  ["attachment", 363, "bilaga 2"],
  ["date", 1373, "kommande avtalsförhandlingen med Microsoft i maj 2024"],
  ["date", 1923, "Under 2024 kommer"],
];

describe.skipIf(!there)("the published annual report 2024", () => {
  const result = there ? checkReport(readText(readFileSync(path, "utf8"))) : undefined;
  const found = (result?.findings ?? []).filter((one) => one.severity !== "note");

  it("is found wrong where it is wrong, and nowhere else", () => {
    const told = found.map((one) => `${one.kind} ${one.where[0]?.line} ${one.printed}`);
    expect(told.toSorted()).toEqual(wrong.map((one) => one.join(" ")).toSorted());
  });

  it("is noted to print one budget twice, a tenth apart", () => {
    expect(
      result?.findings
        .filter((one) => one.kind === "same-fact" && one.severity === "note")
        .map((one) => [one.printed, one.computed]),
    ).toEqual([["726,8", "726,7"]]);
  });
});
