import { consultants, headcounts, sickLeaves, staffFlows } from "./staff.ts";
import { surveyAnswers, surveys } from "./surveys.ts";

export * from "./staff.ts";
export * from "./surveys.ts";
export { catalogue } from "./problems.ts";

/** The registers of this room, what is referred to first. */
export const workforceRegisters = [
  headcounts,
  sickLeaves,
  staffFlows,
  consultants,
  surveys,
  surveyAnswers,
] as const;
