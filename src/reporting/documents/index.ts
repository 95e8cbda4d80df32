export * from "./bind.ts";
export * from "./bound.ts";
export * from "./chapter-file.ts";
export * from "./facts-json.ts";
export * from "./html.ts";
export { catalogue } from "./problems.ts";
export * from "./registers.ts";
export * from "./sheet.ts";
export * from "./table-csv.ts";
