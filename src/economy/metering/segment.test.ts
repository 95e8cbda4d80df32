import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Day, micro, microOf, type Period } from "../../kernel/index.ts";
import { collect, UsageCollector } from "./collect.ts";
import { EventIds } from "./event-ids.ts";
import { decodeSegment, eventsOf, segmentOf } from "./segment.ts";
import { encodeSegment } from "./segment-layout.ts";
import type { UsageEvent } from "./usage.ts";
import { decodeUtf8, encodeUtf8, utf8Bound } from "./utf8.ts";
import { volumesOf } from "./volumes.ts";

const january = "2024-01" as Period;

function event(over: Partial<UsageEvent> = {}): UsageEvent {
  return {
    eventId: "e1",
    day: "2024-01-15" as Day,
    item: "PC",
    customer: "GRU",
    quantityMicro: microOf(1),
    ...over,
  };
}

const anyId = fc.string({ unit: "binary", minLength: 1, maxLength: 12 }).filter((id) => !id.includes("\0"));
const anyEvent = fc.record({
  eventId: anyId,
  day: fc.integer({ min: 1, max: 31 }).map((day) => `2024-01-${String(day).padStart(2, "0")}` as Day),
  item: fc.constantFrom("PC", "TELEFON", "ÅÄÖ"),
  customer: fc.constantFrom("GRU", "FÖR", "LISEBERG"),
  quantityMicro: fc.integer({ min: 0, max: 2 ** 40 }).map(micro),
});

describe("utf8", () => {
  test("is what everybody else writes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const bytes = new Uint8Array(utf8Bound(text));
        const end = encodeUtf8(text, bytes, 0);
        expect(Buffer.from(bytes.subarray(0, end))).toEqual(Buffer.from(text, "utf8"));
        expect(decodeUtf8(bytes, 0, end)).toBe(Buffer.from(text, "utf8").toString("utf8"));
      }),
    );
  });

  test("bytes that are not UTF-8 are not text", () => {
    for (const bytes of [
      [0xff],
      [0xc3],
      [0xc0, 0x80],
      [0xe0, 0x80, 0x80],
      [0xed, 0xa0, 0x80],
      [0xf8, 1, 1, 1],
    ]) {
      expect(decodeUtf8(Uint8Array.from(bytes), 0, bytes.length)).toBeUndefined();
    }
  });
});

test("event ids are numbered once each, as a Map would", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(anyId, fc.constantFrom("a", "b", "aa")), { maxLength: 600 }), (ids) => {
      const compact = new EventIds();
      const plain = new Map<string, number>();
      for (const id of ids) {
        const expected = plain.get(id) ?? plain.size;
        plain.set(id, expected);
        expect(compact.add(id)).toBe(expected);
      }
      expect([...plain.keys()].map((_, i) => compact.idAt(i))).toEqual([...plain.keys()]);
    }),
    { numRuns: 50 },
  );
});

describe("segment", () => {
  test("decode(encode(segment)) is the segment", () => {
    fc.assert(
      fc.property(fc.array(anyEvent), fc.nat(9), (events, offset) => {
        const segment = segmentOf(
          january,
          "ÅÄÖ",
          events.map((one) => ({ ...one, item: "ÅÄÖ" })),
        );
        const bytes = encodeSegment(segment);
        const elsewhere = new Uint8Array(bytes.length + offset);
        elsewhere.set(bytes, offset);
        const read = decodeSegment(elsewhere.subarray(offset));
        expect(read).toEqual({ ok: true, value: segment, warnings: [] });
        expect([...eventsOf(segment)]).toEqual(events.map((one) => ({ ...one, item: "ÅÄÖ" })));
      }),
    );
  });

  test("damage anywhere is refused", () => {
    const bytes = encodeSegment(
      segmentOf(january, "PC", [event(), event({ eventId: "e2", customer: "FÖR" })]),
    );
    for (let at = 0; at < bytes.length; at++) {
      // The four bytes kept free in the header are covered by the checksum too.
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] as number) ^ 0x10;
      const read = decodeSegment(damaged);
      expect(read.ok ? `byte ${at} passed` : read.problems[0]?.code).toBe("metering.corrupt-segment");
    }
    for (let length = 0; length < bytes.length; length++) {
      expect(decodeSegment(bytes.subarray(0, length)).ok).toBe(false);
    }
  });
});

describe("volumes", () => {
  test("an event counts once, in a file and across the files of a month, in any order of the files", () => {
    fc.assert(
      fc.property(fc.array(anyEvent), fc.array(fc.nat(2)), (events, files) => {
        const content = new Map(events.map((one) => [one.eventId, one]));
        const sent = events.map((one, i) => ({
          event: content.get(one.eventId) as UsageEvent,
          file: `f${files[i % Math.max(files.length, 1)] ?? 0}`,
        }));
        const sourced = ["f0", "f1", "f2"].flatMap((source) =>
          collect(sent.filter((row) => row.file === source).map((row) => row.event)).flatMap((month) =>
            month.segments.map((segment) => ({ source, segment })),
          ),
        );
        const volumes = volumesOf(sourced);
        expect(volumesOf(sourced.toReversed())).toEqual(volumes);
        const oracle = new Map<string, number>();
        for (const one of content.values()) {
          const key = `${one.item} ${one.customer}`;
          oracle.set(key, (oracle.get(key) ?? 0) + one.quantityMicro);
        }
        const found = volumes.ok ? volumes.value : [];
        expect(new Map(found.map((row) => [`${row.item} ${row.customer}`, row.quantityMicro]))).toEqual(
          oracle,
        );
        expect(found.reduce((sum, row) => sum + row.events, 0)).toBe(content.size);
      }),
      { numRuns: 60 },
    );
  });

  test("the same id with other content is refused", () => {
    const collector = new UsageCollector();
    expect(collector.add(event())).toBeUndefined();
    expect(collector.add(event())).toBeUndefined();
    expect(collector.add(event({ customer: "FOR" }))?.code).toBe("metering.event-differs");
    const two = volumesOf([
      { source: "a.csv", segment: segmentOf(january, "PC", [event()]) },
      { source: "b.csv", segment: segmentOf(january, "PC", [event({ quantityMicro: microOf(2) })]) },
    ]);
    expect(two.ok ? [] : two.problems).toMatchObject([{ code: "metering.event-differs", file: "b.csv" }]);
  });

  test("parts are handed out as they are full, of whatever months, and an id of another month is refused", () => {
    const collector = new UsageCollector({ partEvents: 2 });
    const add = (eventId: string, day: string) => collector.add(event({ eventId, day: day as Day }))?.code;
    expect([add("a", "2024-02-01"), collector.ready(), add("b", "2024-01-01")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    const months = collector.ready()?.months ?? [];
    expect(
      months.map(({ period, segments }) => [period, segments.map((one) => one.customer.length)]),
    ).toEqual([
      ["2024-01", [1]],
      ["2024-02", [1]],
    ]);
    expect(collector.finish()).toBeUndefined();
    expect([add("a", "2024-02-01"), add("a", "2024-03-01")]).toEqual([
      undefined,
      "metering.event-in-other-month",
    ]);
    expect(collector.finish()).toMatchObject({ events: 1, duplicates: 1 });
  });
});
