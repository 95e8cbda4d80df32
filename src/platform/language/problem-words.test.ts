import { expect, it } from "vitest";
import { problemWords } from "./index.ts";

const problem = {
  code: "ledger.other-year",
  severity: "stop",
  message_sv: "Året 2019 är inget av räkenskapsåren.",
  message_en: "The year 2019 is none of the fiscal years.",
} as const;

it("says what is wrong and what to try in one language", () => {
  const advised = { ...problem, try: "Add the year.", try_sv: "Lägg till året." };
  expect(problemWords(advised, "sv")).toEqual({ message: problem.message_sv, advice: "Lägg till året." });
  expect(problemWords(advised, "en")).toEqual({ message: problem.message_en, advice: "Add the year." });
});

it("would rather advise in English than not at all", () => {
  expect(problemWords({ ...problem, try: "Add the year." }, "sv").advice).toBe("Add the year.");
  expect(problemWords(problem, "sv").advice).toBeUndefined();
});
