export { computeSettlement, settlementPolicy } from "./compute.ts";
export { decideSettlement, type IssuedSettlement, issueSettlement } from "./decide.ts";
export { explainers, explainSettlement } from "./explain.ts";
export { invariants } from "./invariants.ts";
export { type ProposeInput, proposeSettlement, settlementOf } from "./propose.ts";
export { settlementHeads } from "../sql/settlements.ts";
