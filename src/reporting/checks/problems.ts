import type { ProblemCatalogue } from "../../kernel/index.ts";

/** What is wrong in a report is a finding, not a refusal; the reading of files refuses in its own room. */
export const catalogue: ProblemCatalogue = {};
