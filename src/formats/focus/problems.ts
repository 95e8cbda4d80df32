import type { ProblemCatalogue } from "../../kernel/index.ts";

/** Every charge can be written, so there is nothing to refuse. */
export const catalogue: ProblemCatalogue = {};
