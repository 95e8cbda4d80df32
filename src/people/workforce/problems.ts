import { type ProblemCatalogue, problemMaker } from "../../kernel/index.ts";

/** Every code that the staff figures refuse with. docs/problems.md is generated from it. */
export const catalogue = {
  "workforce.share-outside": {
    severity: "stop",
    title_sv: "Andelen ligger utanför 0-100 procent",
    title_en: "The share is outside 0-100 percent",
    try_sv: "Skriv procent, t.ex. 1,6.",
    try_en: "Write per cent, e.g. 1.6.",
  },
  "workforce.score-outside": {
    severity: "stop",
    title_sv: "Svaret ligger utanför enkätens skala",
    title_en: "The answer is outside the survey's scale",
    try_sv: "NKI besvaras från 1 till 10, HME från 1 till 5.",
    try_en: "NKI is answered from 1 to 10, HME from 1 to 5.",
  },
  "workforce.order-of-days": {
    severity: "stop",
    title_sv: "Dagarna kommer i fel ordning",
    title_en: "The days are in the wrong order",
    try_sv: "Ett uppdrag börjar innan det slutar, och ett erbjudande ges innan det godtas.",
    try_en: "An assignment starts before it ends, and an offer is made before it is accepted.",
  },
} satisfies ProblemCatalogue;

export const problemOf = problemMaker<keyof typeof catalogue>(catalogue);
