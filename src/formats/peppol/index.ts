export type * from "./billing-document.ts";
export { catalogue } from "./problems.ts";
export { readBilling } from "./read.ts";
export { billingProblems } from "./rules.ts";
export { linesBeforeAttachment, withSpecification } from "./specification.ts";
export { giroNumber, luhnHolds, ocrOf, organisationNumber, vatNumber } from "./swedish-identifiers.ts";
export { type Totals, totalsOf } from "./totals.ts";
export { unitCodeOf } from "./unit-codes.ts";
export { sizeLimitBytes, writeBilling } from "./write.ts";
