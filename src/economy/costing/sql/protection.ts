/** What services cost and by which drivers is the provider's own; a customer meets it as the explanation of its lines. */
export const protection = [
  { table: "costing.model", staff: "change", customer: "none" },
  { table: "costing.driver", staff: "change", customer: "none" },
  { table: "costing.driver_value", staff: "change", customer: "none" },
  { table: "costing.driver_snapshot", staff: "append", customer: "none" },
  { table: "costing.driver_snapshot_value", staff: "append", customer: "none" },
  { table: "costing.driver_answer", staff: "append", customer: "none" },
  { table: "costing.lens_category", staff: "change", customer: "none" },
  { table: "costing.lens_rule", staff: "change", customer: "none" },
  { table: "costing.cost_behaviour", staff: "change", customer: "none" },
  { table: "costing.run", staff: "change", customer: "none" },
  { table: "costing.service_cost", staff: "change", customer: "none" },
  { table: "costing.service_cost_source", staff: "change", customer: "none" },
] as const;
