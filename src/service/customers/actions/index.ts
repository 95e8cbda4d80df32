export { customerContents } from "./contents.ts";
export {
  agreementShares,
  agreementsOf,
  casesOfCustomer,
  consolidationOn,
  customerCounts,
  customerCodes,
  customersOf,
  decisionsOf,
  serviceUsesOf,
} from "./read.ts";
export { customersOverview, matrixOn } from "./overview.ts";
export { type SaidSignature, sendAgreement, signAgreement } from "./sign.ts";
export { carryOut, completeStep, movesOf, stopPlan, takeIntoIntake } from "./moves.ts";
