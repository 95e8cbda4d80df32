import { assignmentComments, assignments } from "./assignments.ts";
import { materialDeviations } from "./deviations.ts";
import { activities, goals } from "./goals.ts";
import { indicators, serviceLevels } from "./measurements.ts";
import { controls, risks, selfEvaluations } from "./risks.ts";
import { attachments, grants, projectReports } from "./undertakings.ts";

export * from "./assignments.ts";
export * from "./deviations.ts";
export * from "./goals.ts";
export * from "./measurements.ts";
export * from "./risks.ts";
export * from "./undertakings.ts";
export { catalogue } from "./problems.ts";

/** The registers of this room, what is referred to first. */
export const governanceRegisters = [
  goals,
  activities,
  assignments,
  assignmentComments,
  materialDeviations,
  risks,
  controls,
  selfEvaluations,
  projectReports,
  grants,
  attachments,
  indicators,
  serviceLevels,
] as const;
