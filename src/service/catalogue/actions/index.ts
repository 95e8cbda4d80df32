export { emptyAssessment, keepAssessment, type KeptAssessment } from "./assessment.ts";
export { serviceContents } from "./contents.ts";
export { catalogueOf, requiredService, serviceCounts } from "./read.ts";
