export { customerContents } from "./contents.ts";
export {
  agreementShares,
  agreementsOf,
  consolidationOn,
  customerCounts,
  customersOf,
  decisionsOf,
  serviceUsesOf,
} from "./read.ts";
export { customersOverview, matrixOn } from "./overview.ts";
