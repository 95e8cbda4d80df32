/** Staff keep these; no customer reads them here. What is public of them stands in the report. */
export const protection = [
  { table: "governance.goal", staff: "change", customer: "none" },
  { table: "governance.activity", staff: "change", customer: "none" },
  { table: "governance.assignment", staff: "change", customer: "none" },
  { table: "governance.assignment_comment", staff: "change", customer: "none" },
  { table: "governance.material_deviation", staff: "change", customer: "none" },
  { table: "governance.risk", staff: "change", customer: "none" },
  { table: "governance.control", staff: "change", customer: "none" },
  { table: "governance.self_evaluation", staff: "change", customer: "none" },
  { table: "governance.project_report", staff: "change", customer: "none" },
  { table: "governance.grant_received", staff: "change", customer: "none" },
  { table: "governance.attachment", staff: "change", customer: "none" },
  { table: "governance.indicator", staff: "change", customer: "none" },
  { table: "governance.service_level", staff: "change", customer: "none" },
] as const;
