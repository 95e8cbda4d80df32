export {
  discardDraft,
  type Draft,
  type DraftCell,
  draftsOf,
  freezeWorking,
  historyOf,
  keepDraft,
  type PastSave,
  proposalOfDraft,
  saveWorking,
} from "./entry.ts";
export { loadPlan, loadPlannedVolumes, type PlanFile, type PlanLoad, type PlanLoading } from "./load.ts";
export { planLines, plannedVolumesOf, plansOf, type StoredPlan } from "./read.ts";
export { accountNames, returnedTemplate, type RowChoice, templateFile } from "./template.ts";
export {
  addRow,
  beginningsOf,
  dropWorking,
  frozenSheet,
  openWorking,
  requiredWorking,
  type WorkingHead,
  workingOf,
  workingsOf,
} from "./working.ts";
