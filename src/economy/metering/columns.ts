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
  { name: "time", type: "text", aliases: ["klockslag", "tid"], optional: true, empty: true },
  { name: "subject", type: "code", aliases: ["användare", "objekt"], optional: true, empty: true },
] as const satisfies readonly ColumnSpec[];

/** Second of the day of "08:15" or "08:15:30"; undefined for anything else. */
export function secondOf(time: string): number | undefined {
  const [, hours, minutes, seconds = "0"] = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(time) ?? [];
  return hours === undefined ? undefined : Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

export function usageEventOf(row: RowOf<typeof usageColumns>): UsageEvent & { readonly line: number } {
  const second = row.time === "" ? undefined : (secondOf(row.time) ?? Number.NaN);
  return {
    ...(second === undefined ? {} : { second }),
    ...(row.subject === "" ? {} : { subject: row.subject }),
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
