export { type AccruedSettlement, accrueSettlement } from "./accrue.ts";
export { askedPolicy, compareSettlementPolicies, type PolicySource } from "./compare.ts";
export { computeSettlement, settlementPolicy } from "./compute.ts";
export { decideSettlement, type IssuedSettlement, issueSettlement } from "./decide.ts";
export { settlementDocumentOf } from "./document.ts";
export { explainers, explainSettlement } from "./explain.ts";
export { invariants } from "./invariants.ts";
export { type ProposeInput, proposeSettlement, settlementOf } from "./propose.ts";
export { settlementHeads } from "../sql/settlements.ts";
