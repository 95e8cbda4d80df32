export { keepAgreements, keepCustomers, keepDecisions, keepServiceUses } from "./keep.ts";
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
