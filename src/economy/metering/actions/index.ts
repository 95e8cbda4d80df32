export { meteringContents } from "./contents.ts";
export { invariants } from "./invariants.ts";
export { loadSales, type SalesFile, type SalesLoad } from "./load-sales.ts";
export {
  isUsageLoaded,
  loadUsage,
  type UsageFile,
  type UsageBatch,
  type UsageLoad,
  type UsageRow,
} from "./load-usage.ts";
export { eventsBehind, type Months, salesFor, volumesFor } from "./read.ts";
export { usageRows } from "./usage-rows.ts";
