/**
 * A customer sees itself, its agreements, its use, its needs, reviews and moves; the decisions that prices and exceptions rest on
 * and the forums are public. Why somebody does not sign, and who met whom, stays with the staff.
 */
export const protection = [
  { table: "customers.customer", staff: "change", customer: "own", customerColumn: "customer" },
  { table: "customers.agreement", staff: "change", customer: "own", customerColumn: "customer" },
  { table: "customers.service_use", staff: "change", customer: "own", customerColumn: "customer" },
  { table: "customers.decision", staff: "change", customer: "all" },
  { table: "customers.agreement_signature", staff: "change", customer: "none" },
  { table: "customers.need", staff: "change", customer: "own", customerColumn: "customer" },
  { table: "customers.review", staff: "change", customer: "own", customerColumn: "customer" },
  { table: "customers.review_volume", staff: "change", customer: "own", customerColumn: "customer" },
  { table: "customers.consolidation_plan", staff: "change", customer: "own", customerColumn: "customer" },
  { table: "customers.consolidation_step", staff: "change", customer: "own", customerColumn: "customer" },
  { table: "customers.account_manager", staff: "change", customer: "own", customerColumn: "customer" },
  { table: "customers.demand", staff: "change", customer: "own", customerColumn: "customer" },
  { table: "customers.group_decision", staff: "change", customer: "own", customerColumn: "customer" },
  { table: "customers.service_variant", staff: "change", customer: "own", customerColumn: "customer" },
  { table: "customers.go_live_check", staff: "change", customer: "own", customerColumn: "customer" },
  { table: "customers.deviation", staff: "change", customer: "own", customerColumn: "customer" },
  { table: "customers.case_category", staff: "change", customer: "all" },
  { table: "customers.single_case", staff: "change", customer: "own", customerColumn: "customer" },
  { table: "customers.delivery", staff: "change", customer: "own", customerColumn: "customer" },
  { table: "customers.satisfaction", staff: "change", customer: "own", customerColumn: "customer" },
  { table: "customers.forum", staff: "change", customer: "all" },
  { table: "customers.meeting", staff: "change", customer: "none" },
  { table: "customers.obstacle", staff: "change", customer: "none" },
] as const;
