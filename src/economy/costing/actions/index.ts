export {
  compareCosting,
  idleCapacitiesOf,
  type Measured,
  measuredOf,
  type MethodComparison,
} from "./compare.ts";
export { type ComputedCosting, computeCosting, costingOf, customerCostsOf, serviceCostsOf } from "./cost.ts";
export { driverAnswerContents } from "./contents.ts";
export {
  answerDriver,
  checkDriverBook,
  driverBook,
  driverSignOffs,
  driversToAnswer,
  driversInForce,
  freezeDrivers,
  type Frozen,
  knownDriver,
  loadedJumps,
} from "./drivers.ts";
export { explainers, explainServiceCost } from "./explain.ts";
export { scenarioName } from "./explain-parts.ts";
export { variantName } from "./explain-inputs.ts";
export { explainVoucherLine, voucherExplainer as costExplainerOf, voucherOf } from "./explain-voucher.ts";
export {
  type CostingInputs,
  type CostingQuestion,
  costingInputs,
  customerKeysOf,
  modelsOf,
  volumesOf,
} from "./inputs.ts";
export { invariants } from "./invariants.ts";
export { keepModels, textSha256 } from "./keep.ts";
export {
  discardModelDraft,
  keepModelDraft,
  type ModelDraft,
  modelDraftOf,
  modelDraftsOf,
  saveModel,
  type SavedModel,
  saveModelDraft,
} from "./model-drafts.ts";
export { type Compared, diffJson } from "./model-diff-json.ts";
export { type ModelProposal, proposeModel } from "./model-proposal.ts";
export {
  checkModelOn,
  checkTextOn,
  diffOn,
  loadModel,
  modelByReference,
  type ModelDifference,
  modelKnowledge,
  type ModelText,
  modelTexts,
  nameOf,
  runTests,
  takeAway,
  type TestedExample,
  type TracedChange,
} from "./models.ts";
export { zeroWeights } from "./weights.ts";
export {
  compareScenarios,
  type Lens,
  lenses,
  rowsThrough,
  type ScenarioName,
  scenarioOf,
  scenariosOf,
  throughLens,
} from "./scenarios.ts";
export { type LensReading, readThroughLens, registeredLenses } from "./lenses.ts";
export { whatIfBasis } from "./what-if.ts";
export { keyNamed, keySaid, type OwnShare } from "./key-words.ts";
