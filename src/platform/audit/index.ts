export { type AuditedChange, record, recordAll } from "./actions/record.ts";
export * from "./chain.ts";
