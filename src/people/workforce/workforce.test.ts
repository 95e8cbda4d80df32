import { describe, expect, it } from "vitest";
import type { Day } from "../../kernel/index.ts";
import { longConsultants, surveyIndex, turnoverOf } from "./index.ts";

const answer = (question: string, score: number, answers: number, team = "A") => ({
  survey: "s",
  team,
  question,
  score,
  answers,
});

describe("what a board is told about those who work there", () => {
  it("moves answers of 1-10 to an index of 0-100, the questions weighing the same", () => {
    const found = surveyIndex({ survey: "s", kind: "nki" }, [
      answer("1", 10, 5),
      answer("2", 1, 10),
      answer("3", 10, 5),
      answer("3", 1, 5),
    ]);
    // 100, 0 and 50.
    expect((found?.numerator ?? 0) / (found?.denominator ?? 1)).toBe(50);
  });

  it("hides a group in which fewer than five answered", () => {
    const answers = [answer("1", 5, 4), answer("1", 5, 20, "B")];
    const survey = { survey: "s", kind: "hme" } as const;
    expect(surveyIndex(survey, answers, { team: "A" })).toBeUndefined();
    expect(surveyIndex(survey, answers, { team: "B" })).toMatchObject({ answers: 20 });
  });

  it("gives turnover with its numerator and denominator, and nothing where nobody counted heads", () => {
    const flows = [{ year: 2024, direction: "left", persons: 41 }] as const;
    expect(turnoverOf(flows, [{ year: 2024, averageHeadsMicro: 672_000_000 as never }], 2024)).toEqual({
      left: 41,
      averageMicro: 672_000_000,
    });
    expect(turnoverOf(flows, [], 2024)).toBeUndefined();
  });

  it("counts a consultant of 24 months to the day", () => {
    const row = (startedOn: string) => ({
      startedOn: startedOn as Day,
      endedOn: undefined,
      offeredOn: undefined,
      acceptedOn: undefined,
    });
    const rows = [row("2022-12-31"), row("2023-01-01")];
    expect(longConsultants(rows, { day: "2024-12-31" as Day, months: 24 })).toEqual([rows[0]]);
  });
});
