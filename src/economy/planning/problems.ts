import { type ProblemCatalogue, problemMaker } from "../../kernel/index.ts";

/** Every code that planning refuses or warns with. docs/problems.md is generated from it. */
export const catalogue = {
  "planning.unmapped-account": {
    severity: "stop",
    title_sv: "Konto utan plats i kontomappningen",
    title_en: "Account without a place in the account mapping",
    try_en: "Add an interval that covers the account to organisation/accounts.csv and load again.",
  },
  "planning.other-year": {
    severity: "stop",
    title_sv: "Period utanför planens år",
    title_en: "Period outside the plan's year",
    try_en: "The year stands in the name of the file, budget-YYYY.csv; keep one file per year.",
  },
  "planning.does-not-sum": {
    severity: "stop",
    title_sv: "Planen summerar inte till angivet resultat",
    title_en: "The plan does not add up to the declared result",
    try_en:
      "Correct the rows, or declare the result: a last row with account total, or plans: in pack.yaml. A budget with nothing declared must be in balance.",
  },
  "planning.frozen": {
    severity: "stop",
    title_sv: "Planen är fastställd och ändras inte",
    title_en: "The plan is frozen and does not change",
    try_en:
      "Give the revised plan a name of its own (budget for another year, forecast-YYYY-MM), or confirm the replacement with --confirm while nothing rests on it.",
  },
  "planning.no-such-plan": {
    severity: "stop",
    title_sv: "Planen finns inte",
    title_en: "No such plan",
    try_en: "Load planning/<plan>.csv first.",
  },
  "planning.volumes-without-plan": {
    severity: "stop",
    title_sv: "Volymer utan budget",
    title_en: "Volumes without a budget",
    try_en: "Load planning/budget-YYYY.csv for the year of the volumes.",
  },
} as const satisfies ProblemCatalogue;

export const problemOf = problemMaker(catalogue);
