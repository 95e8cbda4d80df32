export { keptFactsOf, type Reevaluation, valuesOfFact } from "./kept-facts.ts";
export { factOf, type FactsOfYear, factsOf, type ReportFact } from "./report-facts.ts";
export { type ReadSources, readSources, reportedRegisters } from "./sources.ts";
export { verdictsOf } from "./read-verdicts.ts";
export { vouchFor, type Vouching } from "./verdicts.ts";
