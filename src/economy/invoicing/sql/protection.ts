/** Documents are append-only and a customer reads its own, and objects to them in its own name; runs, rehearsals and series are the provider's own affair. */
export const protection = [
  { table: "invoicing.run", staff: "change", customer: "none" },
  { table: "invoicing.rehearsal", staff: "change", customer: "none" },
  { table: "invoicing.rehearsed_document", staff: "change", customer: "none" },
  { table: "invoicing.series", staff: "change", customer: "none" },
  { table: "invoicing.invoice", staff: "append", customer: "own", customerColumn: "customer" },
  { table: "invoicing.line", staff: "append", customer: "own", customerColumn: "customer" },
  { table: "invoicing.correction", staff: "change", customer: "none" },
  { table: "invoicing.corrected_value", staff: "append", customer: "none" },
  { table: "invoicing.receiver", staff: "change", customer: "own", customerColumn: "customer" },
  {
    table: "invoicing.objection",
    staff: "change",
    customer: "own",
    customerColumn: "customer",
    customerAddsAs: "raised_by",
  },
  {
    table: "invoicing.objection_withdrawal",
    staff: "append",
    customer: "own",
    customerColumn: "customer",
    customerAddsAs: "withdrawn_by",
  },
  { table: "invoicing.payment", staff: "change", customer: "none" },
  { table: "invoicing.delivery", staff: "change", customer: "own", customerColumn: "customer" },
] as const;
