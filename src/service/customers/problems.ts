import { type ProblemCatalogue, problemMaker } from "../../kernel/index.ts";

/** Every code that the customer register refuses or warns with. docs/problems.md is generated from it. */
export const catalogue = {
  "customers.group-cycle": {
    severity: "stop",
    title_sv: "Koncernen går i ring",
    title_en: "The group goes round",
    try_en: "Clear the parent of the customer that is at the top of the group.",
  },
  "customers.two-selves": {
    severity: "stop",
    title_sv: "Två kunder är leverantören själv",
    title_en: "Two customers are the provider itself",
    try_en: "Set is_self for at most one customer.",
  },
  "customers.shared-counterparty": {
    severity: "warn",
    title_sv: "Två kunder har samma motpart",
    title_en: "Two customers have the same counterparty",
    try_en: "Give each customer its own counterparty code, or the books cannot tell them apart.",
  },
} as const satisfies ProblemCatalogue;

export const problemOf = problemMaker(catalogue);
