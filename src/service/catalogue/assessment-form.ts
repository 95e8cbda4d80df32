import { normalName } from "../../formats/csv/index.ts";
import { closest, type Problem, refused, ok, type Result } from "../../kernel/index.ts";
import { problemOf } from "./problems.ts";

/** The questions of the form for a service's sustainability (bedömning av hållbarhetspåverkan, R006): each is a cell of the register. */
export const assessmentQuestions = [
  { cell: "service", sv: "Tjänst", en: "Service" },
  { cell: "assessed_on", sv: "Bedömd den", en: "Assessed on" },
  {
    cell: "goals",
    sv: "Mål i Agenda 2030 som tjänsten påverkar",
    en: "Goals of Agenda 2030 that the service affects",
  },
  { cell: "risks", sv: "Hållbarhetsrisker", en: "Sustainability risks" },
  { cell: "evidence", sv: "Underlag", en: "Evidence" },
  { cell: "owner", sv: "Ansvarig", en: "Owner" },
  { cell: "comment", sv: "Kommentar", en: "Comment" },
] as const;

/** A filled-in form as the cells of the register: questions in the first column, answers in the second, in either language. */
export function assessmentOf(
  rows: readonly (readonly [question: string, answer: string, line: number])[],
  file: string,
): Result<Readonly<Record<string, string>>> {
  const cells: Record<string, string> = {};
  const problems: Problem[] = [];
  const texts = assessmentQuestions.flatMap((one) => [one.sv, one.en]);
  for (const [asked, answer, line] of rows) {
    if (asked.trim() === "") continue;
    const question = assessmentQuestions.find(({ cell, sv, en }) =>
      [cell, sv, en].some((text) => normalName(text) === normalName(asked)),
    );
    if (question === undefined || question.cell in cells) {
      const near = closest(asked, texts);
      problems.push(
        problemOf(
          "catalogue.assessment-form",
          { file, line, text: asked },
          {
            message_sv:
              question === undefined
                ? `Formuläret har ingen fråga ${asked}.${near === undefined ? "" : ` Menades ${near}?`}`
                : `${asked} besvaras två gånger.`,
            message_en:
              question === undefined
                ? `The form has no question ${asked}.${near === undefined ? "" : ` Did you mean ${near}?`}`
                : `${asked} is answered twice.`,
          },
        ),
      );
    } else cells[question.cell] = answer.trim();
  }
  for (const { cell, sv, en } of assessmentQuestions.slice(0, 3))
    if ((cells[cell] ?? "") === "")
      problems.push(
        problemOf(
          "catalogue.assessment-form",
          { file, text: sv },
          {
            message_sv: `Formuläret saknar svar på ${sv}.`,
            message_en: `The form lacks an answer to ${en}.`,
          },
        ),
      );
  return problems.length > 0 ? refused(problems) : ok(cells);
}
