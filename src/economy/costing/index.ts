export * from "./answer-span.ts";
export * from "./cell.ts";
export * from "./comparison-json.ts";
export * from "./cost-again.ts";
export * from "./cost-behaviour.ts";
export { type CostSource, costSources } from "./cost-sources.ts";
export * from "./customer-costing.ts";
export type { CustomerWeighing } from "./customer-weights.ts";
export * from "./driver.ts";
export * from "./driver-check.ts";
export * from "./driver-formula.ts";
export * from "./driver-json.ts";
export * from "./driver-snapshot.ts";
export * from "./element-name.ts";
export * from "./engine.ts";
export * from "./example.ts";
export * from "./explanation.ts";
export {
  basisOf,
  customerSentence,
  filledSentence,
  kronorEn,
  kronorSv,
  type Said,
} from "./sentence-filling.ts";
export { canShare, openShare, sharedId, shareOf } from "./explanation-share.ts";
export * from "./grid.ts";
export * from "./idle.ts";
export * from "./keys.ts";
export { keepingModels } from "./mandates.ts";
export * from "./measures.ts";
export * from "./methods.ts";
export * from "./model-coverage.ts";
export * from "./model-diff.ts";
export * from "./model-json.ts";
export * from "./model-report.ts";
export { endBefore, withValidity } from "./model-validity.ts";
export * from "./lens-json.ts";
export * from "./lens.ts";
export type { ModelKnowledge } from "./model-check.ts";
export { readModel, readTestFile, readWhatCan } from "./model-reader.ts";
export * from "./model.ts";
export { catalogue } from "./problems.ts";
export * from "./proportion.ts";
export * from "./registers.ts";
export * from "./shadow.ts";
export { matchesAny, matchesPattern } from "./selection.ts";
export * from "./playing.ts";
export { portion } from "./split.ts";
export type { BlockFlow, BlockMonth, FlowMonth, StepFlow } from "./step-down.ts";
export {
  type Effect,
  effects,
  explainVariance,
  type Scenario,
  type Variance,
  type VarianceRow,
} from "./variance.ts";
export { changedParts, type DiffLine, diffLines } from "./text-diff.ts";
export * from "./variance-json.ts";
export * from "./voucher-explanation.ts";
export * from "./what-if.ts";
export * from "./what-if-basis.ts";
export * from "./year.ts";
