export * from "./evaluate.ts";
export * from "./fact.ts";
export * from "./kept-fact.ts";
export { functionNames } from "./functions.ts";
export { parseFormula } from "./formula.ts";
export * from "./print.ts";
export * from "./source-values.ts";
export { catalogue } from "./problems.ts";
export * from "./value.ts";
