import type { Problem } from "../../kernel/index.ts";
import {
  comment,
  defineRegister,
  type Entry,
  namedAndPlaced,
  owner,
  position,
  synthetic,
} from "../../platform/registers/index.ts";
import { problemOf } from "./problems.ts";
import { optionalText, source, year } from "./register-columns.ts";

/** What may go wrong (risk, R142): its weight is likelihood x impact, four steps each, as last year and now. */
export const risks = defineRegister({
  name: "risks",
  titleSv: "Risker",
  titleEn: "Risks",
  path: "governance/risks.csv",
  table: "governance.risk",
  objectKind: "risk",
  columns: [
    { name: "risk", type: "code", aliases: ["risk"] },
    year,
    { name: "text", type: "text", aliases: ["beskrivning"] },
    optionalText("cause", "orsak"),
    optionalText("effect", "konsekvens"),
    { name: "likelihood", type: "whole", aliases: ["sannolikhet"] },
    { name: "impact", type: "whole", aliases: ["påverkan"] },
    { name: "likelihood_before", type: "whole", aliases: ["sannolikhet_förra"], optional: true, empty: true },
    { name: "impact_before", type: "whole", aliases: ["påverkan_förra"], optional: true, empty: true },
    optionalText("measures", "åtgärder"),
    owner,
    position,
    source,
    synthetic,
  ],
  lists: [],
  key: ["risk"],
  references: [],
  removes: false,
  complete: namedAndPlaced,
  check: (entries, file) =>
    entries
      .filter((entry) =>
        [entry.likelihood, entry.impact, entry.likelihoodBefore ?? 1, entry.impactBefore ?? 1].some(
          (step) => step < 1 || step > 4,
        ),
      )
      .map((entry): Problem =>
        problemOf(
          "governance.scale",
          { file, line: entry.line, text: entry.risk },
          {
            message_sv: `Risken ${entry.risk} har ett värde utanför 1-4.`,
            message_en: `The risk ${entry.risk} has a value outside 1-4.`,
          },
        ),
      ),
});
export type Risk = Entry<typeof risks>;

/** What is controlled in the year (internkontrollplan, R143). */
export const controls = defineRegister({
  name: "controls",
  titleSv: "Internkontroll",
  titleEn: "Internal control",
  path: "governance/controls.csv",
  table: "governance.control",
  objectKind: "control",
  columns: [
    { name: "control", type: "code", aliases: ["kontroll"] },
    year,
    { name: "risk", type: "code", aliases: ["risk"], optional: true, empty: true },
    { name: "method", type: "text", aliases: ["metod"] },
    { name: "frequency", type: "text", aliases: ["frekvens"] },
    { name: "result", type: "choice", values: ["planned", "no-remark", "remark"], aliases: ["resultat"] },
    owner,
    position,
    synthetic,
    comment,
  ],
  lists: [],
  key: ["control"],
  references: [{ columns: ["risk"], table: risks.table, keys: ["risk"], sv: "riskerna", en: "risks" }],
  removes: false,
  complete: namedAndPlaced,
});
export type Control = Entry<typeof controls>;

/** The three levels that the system of governance is judged by (egenutvärdering, R144). */
export const levels = ["strength", "sufficient", "improve"] as const;

/** What the department and the board answered about their own steering (R144, R145). */
export const selfEvaluations = defineRegister({
  name: "self-evaluations",
  titleSv: "Egenutvärdering",
  titleEn: "Self-evaluation",
  path: "governance/self-evaluations.csv",
  table: "governance.self_evaluation",
  objectKind: "self-evaluation",
  columns: [
    { name: "question", type: "code", aliases: ["fråga"] },
    year,
    { name: "respondent", type: "choice", values: ["department", "board"], aliases: ["svarande"] },
    { name: "area", type: "text", aliases: ["område"] },
    { name: "level", type: "choice", values: levels, aliases: ["nivå"] },
    { name: "text", type: "text", aliases: ["kommentar"] },
    position,
    source,
    synthetic,
  ],
  lists: [],
  key: ["question", "year", "respondent"],
  references: [],
  removes: false,
  complete: namedAndPlaced,
});
export type SelfEvaluation = Entry<typeof selfEvaluations>;
