export { checkReport, type ReportCheck } from "./check.ts";
export * from "./finding.ts";
export * from "./print.ts";
