export { checkReport, type ReportCheck } from "./check.ts";
export * from "./finding.ts";
