export { loadPlan, loadPlannedVolumes, type PlanFile, type PlanLoad, type PlanLoading } from "./load.ts";
export { planLines, plannedVolumesOf, plansOf, type StoredPlan } from "./read.ts";
