import { type Problem } from "../../kernel/index.ts";
import {
  comment,
  defineRegister,
  type EntryOf,
  nameEn,
  nameSv,
  synthetic,
} from "../../platform/registers/index.ts";
import * as problem from "./problems.ts";

/**
 * How the events of a month become a quantity (sammanräkning): `sum` adds them; `max` is the largest reading; `last` the latest one;
 * `unique` counts who or what they are about, each once.
 */
export const aggregations = ["sum", "max", "last", "unique"] as const;
export type Aggregation = (typeof aggregations)[number];

export const aggregationNames: Readonly<Record<Aggregation, { readonly sv: string; readonly en: string }>> = {
  sum: { sv: "summan", en: "the sum" },
  max: { sv: "det högsta värdet", en: "the highest value" },
  last: { sv: "det sista värdet", en: "the last value" },
  unique: { sv: "antalet olika användare", en: "the number of different users" },
};

const meterColumns = [
  { name: "meter", type: "code", aliases: ["mätare"] },
  { name: "event_type", type: "code", aliases: ["händelsetyp"] },
  { name: "aggregation", type: "choice", values: aggregations, aliases: ["sammanräkning"] },
  { name: "item", type: "code", aliases: ["post", "artikel", "prislistepost"] },
  { name: "unit", type: "text", aliases: ["enhet"] },
  nameSv,
  nameEn,
  synthetic,
  comment,
] as const;

/** A meter (mätare): which events, added up how, are the quantity of which item. */
export type Meter = EntryOf<typeof meterColumns, never>;

/** Meters (mätare). An item without a meter is the sum of the events that name it. */
export const meterRegister = defineRegister({
  name: "meters",
  titleSv: "Mätare",
  titleEn: "Meters",
  path: "usage-meters/meters.csv",
  table: "metering.meter",
  objectKind: "meter",
  columns: meterColumns,
  lists: [],
  key: ["meter"],
  references: [],
  removes: true,
  check: (entries, file) =>
    entries
      .filter((one, at) => entries.slice(0, at).some((other) => other.item === one.item))
      .map((one): Problem => problem.itemOfTwoMeters(one.item, one.meter, { file, line: one.line })),
});

/** What a stream of events feeds. */
export interface Target {
  readonly item: string;
  readonly aggregation: Aggregation;
}

/** The items that events of a name feed: by the meters that read them, and where none does by the item of that name, as a sum. */
export function targetsOf(stream: string, meters: readonly Meter[]): readonly Target[] {
  const reading = meters.filter((meter) => meter.eventType === stream);
  if (reading.length > 0) return reading.map(({ item, aggregation }) => ({ item, aggregation }));
  // An item that a meter feeds is that meter's alone.
  return meters.some((meter) => meter.item === stream) ? [] : [{ item: stream, aggregation: "sum" }];
}
