export * from "./job.ts";
export { catalogue, jobProblem } from "./problems.ts";
