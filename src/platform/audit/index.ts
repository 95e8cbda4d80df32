export { record } from "./actions/record.ts";
export * from "./chain.ts";
