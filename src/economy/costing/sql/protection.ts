const ofCustomers = "driver in (select registered.driver from costing.driver as registered)";

/**
 * What services cost is the provider's own; a customer meets it as the explanation of its lines. Of the drivers it sees those that
 * are measured per customer, with its own frozen values, since it answers for them; of the model, what the keys say and its own exceptions.
 */
export const protection = [
  { table: "costing.model", staff: "change", customer: "none" },
  { table: "costing.model_draft", staff: "change", customer: "none" },
  { table: "costing.key_words", staff: "change", customer: "all" },
  { table: "costing.exception_words", staff: "change", customer: "own", customerColumn: "customer" },
  { table: "costing.driver", staff: "change", customer: "all", customerSees: "subject = 'customer'" },
  { table: "costing.driver_value", staff: "change", customer: "none" },
  { table: "costing.driver_snapshot", staff: "append", customer: "all", customerSees: ofCustomers },
  {
    table: "costing.driver_snapshot_value",
    staff: "append",
    customer: "own",
    customerColumn: "subject",
    customerSees: ofCustomers,
  },
  { table: "costing.driver_answer", staff: "append", customer: "own", customerAddsAs: "answered_by" },
  { table: "costing.lens_category", staff: "change", customer: "none" },
  { table: "costing.lens_rule", staff: "change", customer: "none" },
  { table: "costing.cost_behaviour", staff: "change", customer: "none" },
  { table: "costing.run", staff: "change", customer: "none" },
  { table: "costing.service_cost", staff: "change", customer: "none" },
  { table: "costing.service_cost_source", staff: "change", customer: "none" },
] as const;
