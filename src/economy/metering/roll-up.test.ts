import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Day, type Micro, micro, microOf, type Period } from "../../kernel/index.ts";
import { collect } from "./collect.ts";
import { type Aggregation, aggregations, type Meter } from "./meter.ts";
import { addUpHeads, rollUp, type SourcedSegment } from "./roll-up.ts";
import { decodeSegment } from "./segment.ts";
import { encodeSegment, headLength, readHead } from "./segment-layout.ts";
import type { UsageEvent } from "./usage.ts";
import { volumesOf } from "./volumes.ts";

const january = "2024-01" as Period;
const meterOf = (aggregation: Aggregation): Meter => ({
  meter: aggregation,
  eventType: "login",
  aggregation,
  item: "LIC",
  unit: "st",
  nameSv: "",
  nameEn: "",
  synthetic: true,
  comment: "",
});
const anyEvent = fc.record({
  eventId: fc.integer({ min: 0, max: 60 }).map((n) => `e${n}`),
  day: fc.integer({ min: 1, max: 4 }).map((day) => `2024-01-0${day}` as Day),
  item: fc.constantFrom("login", "PC"),
  customer: fc.constantFrom("GRU", "FÖR"),
  quantityMicro: fc.integer({ min: 0, max: 9 }).map((n) => microOf(n / 2)),
  second: fc.integer({ min: 0, max: 3 }),
  subject: fc.constantFrom("anna", "bo", "åsa"),
});
/** Each id once, with one content. */
const someEvents = fc
  .array(anyEvent, { maxLength: 60 })
  .map((events) => [...new Map(events.map((event) => [event.eventId, event])).values()]);

function sourced(source: string, events: readonly UsageEvent[], correctedAt?: string): SourcedSegment[] {
  return collect(events)
    .flatMap((month) => month.segments)
    .map((segment) => {
      const stored = decodeSegment(encodeSegment(segment));
      if (!stored.ok) throw new Error("what was written is read");
      return { source, segment: stored.value, ...(correctedAt === undefined ? {} : { correctedAt }) };
    });
}

/** Slow and plain: all events of a bucket, then what the aggregation says of them. */
function oracle(
  events: readonly UsageEvent[],
  aggregation: Aggregation,
  by: "day" | "month",
): Map<string, Micro> {
  const buckets = new Map<string, UsageEvent[]>();
  for (const event of events.filter((one) => one.item === "login")) {
    const key = `${event.customer} ${by === "day" ? event.day : ""}`;
    buckets.set(key, [...(buckets.get(key) ?? []), event]);
  }
  const said = (bucket: readonly UsageEvent[]): number => {
    const quantities = bucket.map((event) => event.quantityMicro as number);
    if (aggregation === "sum") return quantities.reduce((a, b) => a + b, 0);
    if (aggregation === "max") return Math.max(...quantities);
    if (aggregation === "unique") return new Set(bucket.map((event) => event.subject)).size * 1e6;
    const at = (event: UsageEvent): string => `${event.day} ${event.second} ${event.eventId}`;
    return bucket.toSorted((a, b) => (at(a) < at(b) ? -1 : 1)).at(-1)?.quantityMicro ?? 0;
  };
  return new Map([...buckets].map(([key, bucket]) => [key, micro(said(bucket))]));
}

describe.each(aggregations)("%s", (aggregation) => {
  test.each(["day", "month"] as const)("by %s is what the slow way gives, in any files and order", (by) => {
    fc.assert(
      fc.property(someEvents, fc.array(fc.nat(2), { minLength: 1 }), (events, places) => {
        const files = [0, 1, 2].flatMap((file) =>
          sourced(
            `f${file}`,
            events.filter((_, i) => places[i % places.length] === file),
          ),
        );
        const problems: never[] = [];
        const rows = (segments: readonly SourcedSegment[]) =>
          rollUp(january, segments, [meterOf(aggregation)], { by, problems });
        const rolled = rows(files);
        expect(rows(files.toReversed())).toEqual(rolled);
        expect(problems).toEqual([]);
        const ofMeter = rolled.filter((row) => row.item === "LIC");
        expect(
          new Map(ofMeter.map((row) => [`${row.customer} ${row.day ?? ""}`, row.quantityMicro])),
        ).toEqual(oracle(events, aggregation, by));
      }),
      { numRuns: 40 },
    );
  });
});

test("a month is not made of its days: the same user on two days is one, and the highest is no sum", () => {
  const event = (eventId: string, day: string, quantity: number): UsageEvent => ({
    eventId,
    day: day as Day,
    item: "login",
    customer: "GRU",
    quantityMicro: microOf(quantity),
    subject: "anna",
  });
  const segments = sourced("f", [event("a", "2024-01-01", 3), event("b", "2024-01-02", 5)]);
  const quantities = (aggregation: Aggregation, by: "day" | "month") =>
    rollUp(january, segments, [meterOf(aggregation)], { by, problems: [] }).map(
      (row) => row.quantityMicro / 1e6,
    );
  expect([quantities("unique", "day"), quantities("unique", "month")]).toEqual([[1, 1], [1]]);
  expect([quantities("max", "day"), quantities("max", "month")]).toEqual([[3, 5], [5]]);
  expect([quantities("sum", "day"), quantities("sum", "month")]).toEqual([[3, 5], [8]]);
});

test("batches in any order, any of them again: the same volumes", () => {
  fc.assert(
    fc.property(
      someEvents,
      fc.array(fc.tuple(fc.nat(60), fc.nat(60))),
      fc.infiniteStream(fc.nat(9)),
      (events, cuts, turns) => {
        const batches = [events, ...cuts.map(([from, length]) => events.slice(from, from + length))];
        const segments = batches.flatMap((batch, at) => sourced(`b${at}`, batch));
        const shuffled = segments
          .map((segment) => ({ segment, turn: turns.next().value as number }))
          .toSorted((a, b) => a.turn - b.turn)
          .map(({ segment }) => segment);
        for (const aggregation of aggregations) {
          const meters = [meterOf(aggregation)];
          expect(volumesOf(shuffled, meters)).toEqual(volumesOf(sourced("all", events), meters));
        }
      },
    ),
    { numRuns: 40 },
  );
});

test("a correction holds instead of what it corrects, the latest of several, whatever came first", () => {
  const event = (quantity: number): UsageEvent => ({
    eventId: "e",
    day: "2024-01-01" as Day,
    item: "PC",
    customer: "GRU",
    quantityMicro: microOf(quantity),
  });
  const all = [
    ...sourced("a", [event(1)]),
    ...sourced("z", [event(2)], "2024-02-01"),
    ...sourced("b", [event(3)], "2024-02-02"),
  ];
  for (const segments of [all, all.toReversed()]) {
    const volumes = volumesOf(segments);
    expect(volumes.ok && volumes.value.map((one) => one.quantityMicro)).toEqual([microOf(3)]);
  }
  const two = volumesOf([...sourced("a", [event(1)]), ...sourced("b", [event(2)])]);
  expect(two.ok ? "" : two.problems[0]?.message_en).toBe(
    "Event e in 2024-01 has different content: 2024-01-01 PC GRU 1 in a, 2024-01-01 PC GRU 2 in b.",
  );
});

test("added up from heads it is what the whole segments give, by day and by month", () => {
  fc.assert(
    fc.property(someEvents, fc.constantFrom("day", "month"), (events, by) => {
      const segments = sourced("f", events);
      const heads = segments.map(({ source, segment }) => {
        const head = readHead(encodeSegment(segment));
        if (typeof head === "string") throw new Error(head);
        return { source, head };
      });
      const meters = [meterOf("sum")];
      expect(addUpHeads(heads, meters, by)).toEqual(rollUp(january, segments, meters, { by, problems: [] }));
    }),
    { numRuns: 60 },
  );
});

test("the head alone holds what adding up needs, in columns as narrow as they can be", () => {
  const events = Array.from({ length: 1000 }, (_, i): UsageEvent => ({
    eventId: `e${i}`,
    day: "2024-01-07" as Day,
    item: "PC",
    customer: `K${i % 50}`,
    quantityMicro: microOf(i % 200),
  }));
  const [month] = collect(events);
  const payload = encodeSegment((month as NonNullable<typeof month>).segments[0] as never);
  const head = readHead(payload.subarray(0, headLength(payload)));
  if (typeof head === "string") throw new Error(head);
  expect(headLength(payload)).toBeLessThan(3 * 1000 + 400);
  let sum = 0;
  for (let i = 0; i < head.events; i++) sum += (head.quantity[i] as number) * head.unitMicro;
  expect(sum).toBe(events.reduce((total, event) => total + event.quantityMicro, 0));
});
