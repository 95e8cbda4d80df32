/** A customer reads its own volumes and sales; the events behind them, with what they tell of people, stay with staff. */
export const protection = [
  { table: "metering.source", staff: "append", customer: "none" },
  { table: "metering.segment", staff: "append", customer: "none" },
  { table: "metering.id_mark", staff: "append", customer: "none" },
  { table: "metering.repeated_id", staff: "append", customer: "none" },
  { table: "metering.meter", staff: "change", customer: "all" },
  { table: "metering.added_up", staff: "change", customer: "none" },
  { table: "metering.usage_upload", staff: "change", customer: "none" },
  { table: "metering.volume", staff: "change", customer: "own", customerColumn: "customer" },
  { table: "metering.direct_sale", staff: "change", customer: "own", customerColumn: "customer" },
] as const;
