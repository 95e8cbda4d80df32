export * from "./job.ts";
export { catalogue } from "./problems.ts";
