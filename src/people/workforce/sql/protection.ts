/** Staff keep these; no customer reads them here. What is public of them stands in the report. */
export const protection = [
  { table: "workforce.headcount", staff: "change", customer: "none" },
  { table: "workforce.sick_leave", staff: "change", customer: "none" },
  { table: "workforce.staff_flow", staff: "change", customer: "none" },
  { table: "workforce.consultant", staff: "change", customer: "none" },
  { table: "workforce.survey", staff: "change", customer: "none" },
  { table: "workforce.survey_answer", staff: "change", customer: "none" },
] as const;
