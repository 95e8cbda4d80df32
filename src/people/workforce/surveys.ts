import type { Problem } from "../../kernel/index.ts";
import {
  comment,
  defineRegister,
  type Entry,
  type RegisterDefinition,
  synthetic,
} from "../../platform/registers/index.ts";
import { problemOf } from "./problems.ts";

const source = { name: "source", type: "text", aliases: ["källa"], optional: true, empty: true } as const;

export const surveyKinds = ["nki", "hme"] as const;
type SurveyKind = (typeof surveyKinds)[number];

/** Highest answer of a question. NKI (nöjd-kund-index) has three questions of ten steps, HME nine of five. */
export const scales: Readonly<Record<SurveyKind, { readonly questions: number; readonly highest: number }>> =
  {
    nki: { questions: 3, highest: 10 },
    hme: { questions: 9, highest: 5 },
  };

/** A survey that was held (enkät, R167-R169). The one before is named, for the year before may have had none. */
export const surveys = defineRegister({
  name: "surveys",
  titleSv: "Enkäter",
  titleEn: "Surveys",
  path: "workforce/surveys.csv",
  table: "workforce.survey",
  objectKind: "survey",
  columns: [
    { name: "survey", type: "code", aliases: ["enkät"] },
    { name: "kind", type: "choice", values: surveyKinds, aliases: ["slag"] },
    { name: "year", type: "whole", aliases: ["år"] },
    { name: "population", type: "text", aliases: ["vilka"] },
    source,
    synthetic,
    comment,
  ],
  lists: [],
  key: ["survey"],
  references: [],
  removes: false,
});
export type Survey = Entry<typeof surveys>;

/** Answers, counted: how many of a group gave a question a score. Never who. */
export const surveyAnswers = defineRegister({
  name: "survey-answers",
  titleSv: "Enkätsvar",
  titleEn: "Survey answers",
  path: "workforce/survey-answers.csv",
  table: "workforce.survey_answer",
  objectKind: "survey-answer",
  columns: [
    { name: "survey", type: "code", aliases: ["enkät"] },
    { name: "team", type: "code", aliases: ["grupp"] },
    { name: "question", type: "code", aliases: ["fråga"] },
    { name: "score", type: "whole", aliases: ["svar"] },
    { name: "answers", type: "whole", aliases: ["antal_svar"] },
  ],
  lists: [],
  key: ["survey", "team", "question", "score"],
  references: [
    { columns: ["survey"], table: surveys.table, keys: ["survey"], sv: "enkäterna", en: "surveys" },
  ],
  removes: true,
  beside: [surveys as unknown as RegisterDefinition],
  check: (entries, file, beside) => {
    const kinds = new Map((beside.get("surveys") as readonly Survey[]).map((row) => [row.survey, row.kind]));
    return entries
      .filter(({ survey, score, answers }) => {
        const kind = kinds.get(survey);
        return answers < 0 || score < 1 || (kind !== undefined && score > scales[kind].highest);
      })
      .map((entry): Problem =>
        problemOf(
          "workforce.score-outside",
          { file, line: entry.line, text: entry.survey },
          {
            message_sv: `Svaret ${entry.score} på ${entry.question} ligger utanför skalan.`,
            message_en: `The answer ${entry.score} to ${entry.question} is outside the scale.`,
          },
        ),
      );
  },
});
export type SurveyAnswer = Entry<typeof surveyAnswers>;

/** Groups with fewer answers to a question are not shown: five people know each other's answers. */
export const smallestGroup = 5;

export interface SurveyIndex {
  /** 0-100 as numerator / denominator, exact. */
  readonly numerator: number;
  readonly denominator: number;
  /** Answers to the question that most answered. */
  readonly answers: number;
}

/**
 * The index of a survey, or of those of its questions whose code begins with `part`: every answer moved to 0-100 and averaged,
 * each question weighing the same as the index is defined. Undefined where fewer than five answered a question.
 */
export function surveyIndex(
  survey: Pick<Survey, "survey" | "kind">,
  answers: readonly Pick<SurveyAnswer, "survey" | "team" | "question" | "score" | "answers">[],
  { part = "", team }: { readonly part?: string; readonly team?: string } = {},
): SurveyIndex | undefined {
  const { highest } = scales[survey.kind];
  const questions = new Map<string, { points: number; answers: number }>();
  for (const row of answers) {
    if (row.survey !== survey.survey || !row.question.startsWith(part)) continue;
    if (team !== undefined && row.team !== team) continue;
    const sum = questions.get(row.question) ?? { points: 0, answers: 0 };
    questions.set(row.question, {
      points: sum.points + (row.score - 1) * row.answers,
      answers: sum.answers + row.answers,
    });
  }
  const each = [...questions.values()];
  if (each.length === 0 || each.some((one) => one.answers < smallestGroup)) return undefined;
  // A common denominator keeps the mean of the questions exact; surveys have thousands of answers, not millions.
  const common = each.reduce((product, one) => leastCommon(product, one.answers), 1);
  const points = each.reduce((sum, one) => sum + one.points * (common / one.answers), 0);
  return {
    numerator: points * 100,
    denominator: common * (highest - 1) * each.length,
    answers: Math.max(...each.map((one) => one.answers)),
  };
}

function leastCommon(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return (a / x) * b;
}
