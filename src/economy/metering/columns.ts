import type { ColumnSpec, RowOf } from "../../formats/csv/index.ts";
import type { DirectSale } from "./sale.ts";
import type { UsageEvent } from "./usage.ts";

/** `usage/<month>.csv`: one row per event. */
export const usageColumns = [
  { name: "event_id", type: "code", aliases: ["händelse", "händelse_id", "event"] },
  { name: "day", type: "day", aliases: ["dag", "datum", "date"] },
  { name: "item", type: "code", aliases: ["post", "artikel", "prislistepost"] },
  { name: "customer", type: "code", aliases: ["kund"] },
  { name: "quantity", type: "micro", aliases: ["antal", "mängd", "kvantitet"] },
] as const satisfies readonly ColumnSpec[];

export function usageEventOf(row: RowOf<typeof usageColumns>): UsageEvent & { readonly line: number } {
  return {
    eventId: row.event_id,
    day: row.day,
    item: row.item,
    customer: row.customer,
    quantityMicro: row.quantity,
    line: row.line,
  };
}

/** `sales/<year>.csv`: one row per sale. */
export const saleColumns = [
  { name: "sale", type: "code", aliases: ["försäljning", "försäljningsnummer"] },
  { name: "day", type: "day", aliases: ["dag", "datum", "date"] },
  { name: "item", type: "code", aliases: ["post", "artikel", "prislistepost"] },
  { name: "customer", type: "code", aliases: ["kund"] },
  { name: "text", type: "text", aliases: ["benämning", "beskrivning"], empty: true },
  { name: "quantity", type: "micro", aliases: ["antal", "mängd", "kvantitet"] },
  { name: "unit", type: "text", aliases: ["enhet"] },
  { name: "price", type: "micro", aliases: ["pris", "à_pris", "a_pris"] },
] as const satisfies readonly ColumnSpec[];

export function saleOf(row: RowOf<typeof saleColumns>): DirectSale & { readonly line: number } {
  const { sale, day, item, customer, text, unit, line } = row;
  return { sale, day, item, customer, text, unit, quantityMicro: row.quantity, priceMicro: row.price, line };
}
