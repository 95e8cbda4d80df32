import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { approve, issue, rehearse } from "../../economy/invoicing/actions/index.ts";
import { type Example, example, linesRehearsed } from "../../economy/invoicing/actions/testing.ts";
import {
  eventsBehind,
  invariants,
  loadUsageBatch,
  type UsageBatchForm,
  volumesFor,
} from "../../economy/metering/actions/index.ts";
import { meterRegister } from "../../economy/metering/index.ts";
import { type Period, period, Refusal } from "../../kernel/index.ts";
import type { Person } from "../../platform/access/index.ts";
import { addEntry } from "../../platform/registers/actions/index.ts";
import type { RegisterDefinition } from "../../platform/registers/index.ts";
import { addApi } from "./api.ts";

/** Usage by the machines' door, into billing. */
const now = "2024-04-01T08:00:00.000Z";
const carin = { actor: "carin", now };
const staff: Person = { login: "carin", name: "C", role: "controller", customers: [], disabled: false };
const department: Person = { login: "dep", name: "D", role: "customer", customers: ["DEP"], disabled: false };
const app = new Hono();
let city: Example;
let reader: Person | undefined = staff;
beforeAll(async () => {
  city = await example();
  await city.staff((tx) => tx.execute("delete from metering.volume where provider_id = $1", [city.provider]));
  const face = { id: city.provider, name: "Demo", synthetic: true, year: 2024 };
  addApi(city.database, face, () => now)(app, () => Promise.resolve(reader));
});
afterAll(() => city.close());

const types = { ndjson: "application/x-ndjson", csv: "text/csv", json: "application/json" } as const;
async function send(key: string | undefined, body: string, form: UsageBatchForm = "ndjson", query = "") {
  const headers = { "content-type": types[form], ...(key === undefined ? {} : { "idempotency-key": key }) };
  const answer = await app.request(`/api/v1/usage/batches${query}`, { method: "POST", headers, body });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}
const event = (id: string, day: string, quantity: number, rest: object = {}) =>
  JSON.stringify({ event_id: id, day, item: "DI-NAT-PORT", customer: "DEP", quantity, ...rest });
const codes = (body: Record<string, unknown>) =>
  (body["problems"] as { code: string; index?: number }[]).map((one) => [one.code, one.index]);
const volume = async (month: string) =>
  (await city.staff((tx) => volumesFor(tx, city.provider, month as Period))).map((one) => [
    one.customer,
    one.quantityMicro / 1e6,
    one.events,
  ]);

describe("a batch of usage", () => {
  test("is kept once however often it is sent, in any of the three forms", async () => {
    const body = `${event("a", "2024-03-01", 2)}\n${event("b", "2024-03-02", 3)}\n`;
    expect(await send("k1", body)).toMatchObject({ status: 200, body: { changed: true, events: 2 } });
    // The same key and words give the same answer, as of every act; the same content by another key or none is nothing new.
    expect(await send("k1", body)).toMatchObject({ status: 200, body: { changed: true, events: 2 } });
    expect(await send(undefined, body)).toMatchObject({ status: 200, body: { changes: [] } });
    expect(await send(undefined, body)).toMatchObject({ status: 200, body: { changed: false } });
    const csv =
      "event_id;day;item;customer;quantity\nb;2024-03-02;DI-NAT-PORT;DEP;3\nc;2024-03-03;DI-NAT-PORT;DEP;1\n";
    expect(await send("k2", csv, "csv")).toMatchObject({ body: { changed: true, events: 2 } });
    expect(await send("k3", `[${event("d", "2024-03-04", 4)}]`, "json")).toMatchObject({
      body: { events: 1 },
    });
    expect(await volume("2024-03")).toEqual([["DEP", 10, 4]]);
    const by = await app.request("/api/v1/usage?period=2024-03&by=day");
    expect(((await by.json()) as { usage: { quantity: string }[] }).usage.map((one) => one.quantity)).toEqual(
      ["2", "3", "1", "4"],
    );
  });

  test("with the same key and another content, or an id with another content, is refused with both", async () => {
    expect(codes((await send("k1", event("a", "2024-03-01", 9))).body)).toEqual([
      ["web.key-of-another", undefined],
    ]);
    const { status, body } = await send("k4", event("a", "2024-03-01", 9));
    expect(status).toBe(422);
    expect(body["detail"]).toContain(
      "2024-03-01 DI-NAT-PORT DEP 2 in api/k1, 2024-03-01 DI-NAT-PORT DEP 9 in api/k4",
    );
    const corrected = await send("k4", event("a", "2024-03-01", 9), "ndjson", "?correction=1");
    expect(corrected).toMatchObject({ status: 200, body: { changes: [{ before: "10", after: "17" }] } });
    const of = { period: period("2024-03"), item: "DI-NAT-PORT", customer: "DEP" };
    const behind = await city.staff((tx) => eventsBehind(tx, city.provider, of));
    expect(behind.reduce((sum, one) => sum + one.quantityMicro, 0)).toBe(17e6);
    expect(behind.find((one) => one.eventId === "a")?.source).toBe("api/k4");
  });

  test("that is hostile is refused row by row, and nothing is kept", async () => {
    const before = await volume("2024-03");
    const rows = [
      event("x", "2024-03-01", 1, { customer: "NOBODY" }),
      event("y", "2024-03-01", 1, { item: "DI-NAT" }),
      "{",
      '{"event_id":"z","event_id":"z2","day":"2024-03-01","item":"DI-NAT-PORT","customer":"DEP","quantity":1}',
      event("q", "2024-02-30", 1),
      event("r", "2024-03-01", 1, { quantity: "1e9" }),
      event("s", "2024-03-01", 1, { extra: 1 }),
      event("t", "2024-03-01", -1),
    ];
    expect(codes((await send("k5", rows.join("\n"))).body)).toEqual(
      [2, 3, 4, 5, 6].map((index) => ["metering.unreadable-row", index]),
    );
    const readable = rows.filter((_, at) => [0, 1, 7].includes(at)).concat(event("u\u0000", "2024-03-01", 1));
    expect(codes((await send("k5", readable.join("\n"))).body)).toEqual([
      ["metering.unknown-customer", 0],
      ["metering.unknown-item", 1],
      ["metering.negative-quantity", 2],
      ["metering.control-character", 3],
    ]);
    const endless = `{"event_id":"${"x".repeat(200_000)}`;
    expect(codes((await send("k5", endless)).body)).toEqual([["metering.unreadable-row", 0]]);
    const csv = `event_id;day;item;customer;quantity\n${"x".repeat(3_000_000)}`;
    expect((await send("k5", csv, "csv")).status).toBe(422);
    expect((await send("k 5", "")).status).toBe(422);
    reader = department;
    expect((await send("k6", event("v", "2024-03-01", 1))).status).toBe(404);
    reader = staff;
    expect(await volume("2024-03")).toEqual(before);
  });
});

test("of two loaders at once one wins and the other is told", async () => {
  await city.staff(async (tx) => {
    await loadUsageBatch(tx, city.provider, batch("one"), carin);
    const other = city.staff((tx2) => loadUsageBatch(tx2, city.provider, batch("two"), carin));
    await expect(other).rejects.toSatisfy(
      (error: unknown) => error instanceof Refusal && error.problems[0]?.code === "metering.busy",
    );
  });
  expect((await city.staff((tx) => loadUsageBatch(tx, city.provider, batch("two"), carin))).events).toBe(1);
});

function batch(key: string) {
  const chunks = () => [Buffer.from(event(key, "2024-03-09", 1))];
  return { source: `api/${key}`, form: "ndjson" as const, correction: false, replaces: false, chunks };
}

test("killed in the middle of a load, nothing of it is kept, and the same file again is all of it", async () => {
  const program = fileURLToPath(new URL("../usage-killed.testing.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", program, city.url, "20000"], { stdio: "ignore" });
  const [, signal] = (await once(child, "exit")) as [number | null, string | null];
  expect(signal).toBe("SIGKILL");
  expect(await volume("2024-01")).toEqual([]);
  const rows = Array.from({ length: 50 }, (_, i) => `e01-${i};2024-01-05;DI-NAT-PORT;DEP;1`);
  const chunks = () => [Buffer.from(["event_id;day;item;customer;quantity", ...rows, ""].join("\n"))];
  const again = {
    source: "usage/killed.csv",
    form: "csv" as const,
    correction: false,
    replaces: true,
    chunks,
  };
  // The lock of who was killed goes when the server notices, which is at once on the same machine.
  await expect
    .poll(() =>
      city
        .staff((tx) => loadUsageBatch(tx, city.provider, again, carin))
        .then(
          (one) => one.version,
          () => 0,
        ),
    )
    .toBe(1);
  expect(await volume("2024-01")).toEqual([["DEP", 50, 50]]);
});

test("another meter adds the stored months up anew, and usage late for a billed month is a correction of it", async () => {
  const { provider } = city;
  const january = { period: period("2024-01") };
  await city.staff((tx) => rehearse(tx, provider, january, carin));
  await city.staff((tx) => approve(tx, provider, january, { actor: "ada", now }));
  await city.staff((tx) => issue(tx, provider, january, carin));
  const correctionsOf = async () => {
    const lines = await city.staff((tx) => linesRehearsed(tx, provider, period("2024-02"), carin));
    return lines
      .filter((line) => line.chargeKind === "correction")
      .map((line) => [line.item, line.servicePeriodFrom, line.because.inputs.length > 0]);
  };
  expect(await correctionsOf()).toEqual([]);
  await send("late", event("late", "2024-01-30", 5));
  expect(await correctionsOf()).toEqual([["DI-NAT-PORT", "2024-01", true]]);
  await city.staff((tx) =>
    addEntry(
      tx,
      provider,
      meterRegister as unknown as RegisterDefinition,
      {
        meter: "M",
        event_type: "DI-NAT-PORT",
        aggregation: "max",
        item: "DI-NAT-PORT",
        unit: "st",
        name_sv: "Högst",
      },
      carin,
    ),
  );
  await send("after", event("after", "2024-04-01", 1));
  expect(await volume("2024-01")).toEqual([["DEP", 5, 51]]);
  for (const invariant of invariants)
    expect(await city.staff((tx) => invariant.check(tx, provider))).toEqual([]);
});
