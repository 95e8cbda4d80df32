export { meteringContents } from "./contents.ts";
export { invariants } from "./invariants.ts";
export { loadSales, type SalesFile, type SalesLoad } from "./load-sales.ts";
export { loadedUsage, loadUsage, type UsageLoad, type UsageLoading } from "./load-usage.ts";
export { eventsBehind, type Months, salesFor, volumesFor } from "./read.ts";
export {
  type UsageBatch,
  type UsageFile,
  UsageReading,
  type UsageRegisters,
  usageRegisters,
  type UsageRow,
} from "./read-usage.ts";
export { addUpByMeters } from "./load-usage.ts";
export { ndjsonRows } from "./ndjson-rows.ts";
export { loadUsageBatch, type UsageBatchForm, usageBatchForms } from "./load-batch.ts";
export { metersOf, rolledUp, type UsageSource, usageSources } from "./rolled-up.ts";
export { usageRows } from "./usage-rows.ts";
export { filePieces } from "./file-pieces.ts";
export { previewUsageBatch } from "./preview-usage.ts";
export { discardUpload, loadUpload, uploadUsage, waitingUploads } from "./usage-uploads.ts";
