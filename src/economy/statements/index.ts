export * from "./cell.ts";
export * from "./evaluate.ts";
export * from "./layout.ts";
export * from "./layouts/index.ts";
export * from "./measure.ts";
export * from "./print.ts";
export { catalogue } from "./problems.ts";
export * from "./json.ts";
export * from "./table.ts";
