export * from "./job.ts";
export { tellQueued } from "./queued.ts";
export { catalogue, jobProblem } from "./problems.ts";
