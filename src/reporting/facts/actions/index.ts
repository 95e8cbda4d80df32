export { factOf, type FactsOfYear, factsOf, type ReportFact } from "./report-facts.ts";
export { type ReadSources, readSources, reportedRegisters } from "./sources.ts";
export { verdictsOf, vouchFor, type Vouching } from "./verdicts.ts";
