import { type AdvisedProblem, type ProblemCatalogue, titledProblemMaker } from "../../kernel/index.ts";

export const entries = {
  "xlsx.too-many-rows": {
    severity: "stop",
    title_sv: "Bladet har fler rader än Excel tar",
    title_en: "The sheet has more rows than Excel takes",
    try_sv: "Välj färre månader eller kunder, eller ta ut CSV.",
    try_en: "Choose fewer months or customers, or export CSV.",
  },
} as const satisfies Readonly<Record<string, ProblemCatalogue[string] & { readonly try_sv: string }>>;

export const catalogue: ProblemCatalogue = entries;

const make = titledProblemMaker<keyof typeof entries>(entries);

export function tooManyRows(sheet: string, rows: number): AdvisedProblem {
  return make("xlsx.too-many-rows", {}, `${sheet}, ${rows} rader`, `${sheet}, ${rows} rows`);
}
