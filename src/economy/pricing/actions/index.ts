export { type AnnexFile, annexFile, type AnnexForm, annexForms, annexOf } from "./annex.ts";
export { priceListContents } from "./contents.ts";
export { selectCharges as chargesByItem } from "../sql/read.ts";
export { type DecideQuestion, decidePrices } from "./decide.ts";
export { explainers, explainPrice } from "./explain.ts";
export { invariants } from "./invariants.ts";
export { loadPriceList, type PriceListLoad } from "./load.ts";
export { pricePlayBasis } from "./play.ts";
export { type PriceQuestion, type ProposedPriceList, proposePrices } from "./propose.ts";
export { type SavingAnswer, savingOf, type SavingQuestion } from "./saving.ts";
export {
  consequencesOf,
  type SimulatedPriceList,
  type SimulationQuestion,
  simulatePrices,
} from "./simulate.ts";
export {
  contentSha256,
  feePayers,
  feesOf,
  priceListsInForce,
  priceListsWithoutFees,
  priceListVersions,
  versionOf,
} from "./versions.ts";
export { openTypesetter } from "./typesetter.ts";
export { keepPlayedPrices, type KeptPrices, type PlayedQuestion } from "./keep-played.ts";
