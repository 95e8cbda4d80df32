export { invariants } from "./invariants.ts";
export { reconcileMonth, type ReconcileQuestion } from "./reconcile.ts";
export { reconciliations } from "../sql/results.ts";
export { eliminationIn } from "./elimination.ts";
