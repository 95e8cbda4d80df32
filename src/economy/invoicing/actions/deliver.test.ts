import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Refusal } from "../../../kernel/index.ts";
import { readOutlets } from "../index.ts";
import { accessPoint, deliverBy, deliveredAt, issuedCity, worldOf } from "./delivery.testing.ts";
import { deliver, deliveriesOf, invariants, markDelivered, recordAnswer } from "./index.ts";
import type { Example } from "./testing.ts";

let city: Example;
let point: Awaited<ReturnType<typeof accessPoint>>;
let outbox: string;
const run = "2024-01";
const carin = { actor: "carin", now: deliveredAt };

beforeAll(async () => {
  point = await accessPoint();
  city = await issuedCity(point.url);
});
afterAll(async () => {
  await city.close();
  await point.close();
});
beforeEach(async () => {
  outbox = mkdtempSync(join(tmpdir(), "underlag-outbox-"));
  point.messages.length = 0;
  point.answers.length = 0;
  await deliverBy(city, {
    peppol: { way: "http", url: point.url, token_variable: "ACCESS" },
    internal: { way: "folder", folder: "ledger" },
  });
  await city.database.transaction({ role: "owner" }, (tx) => tx.execute("delete from invoicing.delivery"));
});

const go = (question = {}, actor = "carin", more = {}) =>
  deliver(
    city.database,
    city.provider,
    { run, ...question },
    { actor, world: { ...worldOf(outbox), ...more } },
  );
const states = async () =>
  (await city.staff((tx) => deliveriesOf(tx, city.provider, { run }))).map(
    (one) => `${one.invoice} ${one.state}`,
  );
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: unknown) => (error instanceof Refusal ? (error.problems[0]?.code ?? "") : String(error)),
  );

describe("delivery", () => {
  it("leaves the departments' file in its folder and the company's message at the access point, each once", async () => {
    expect(await go()).toMatchObject({ documents: 3, sent: 3, sentNow: 3, failed: 0, waiting: 0 });
    expect(readdirSync(join(outbox, "ledger")).toSorted()).toEqual(["internfil-2024-01.txt", "manifest"]);
    const manifest = JSON.parse(
      readFileSync(join(outbox, "ledger", "manifest", "2024-01-internal.json"), "utf8"),
    ) as { files: { file: string; invoices: string[]; sha256: string }[] };
    const deliveries = await city.staff((tx) => deliveriesOf(tx, city.provider, { run }));
    expect(manifest.files).toMatchObject([
      { file: "internfil-2024-01.txt", invoices: ["UF-1", "UF-3"], sha256: deliveries[0]?.sha256 },
    ]);
    expect(point.messages.map(({ key, authorization }) => [key, authorization])).toEqual([
      ["demo%2FUF-2.xml", "Bearer secret of ACCESS"],
    ]);
    expect(deliveries[1]).toMatchObject({
      state: "sent",
      receipt: "ap-demo%2FUF-2.xml",
      attempts: 1,
      sentBy: "carin",
    });
    // Again: nothing is left to send.
    expect(await go()).toMatchObject({ sent: 3, sentNow: 0 });
    expect(point.messages).toHaveLength(1);
  });

  it("waits where nobody has said how, and is marked by hand and acknowledged", async () => {
    await deliverBy(city, {});
    expect(await go()).toMatchObject({ waiting: 3, byHand: 3, sentNow: 0 });
    const mark = { invoice: "UF-2", receipt: "mejl 2 februari" };
    await city.staff((tx) => markDelivered(tx, city.provider, mark, carin));
    expect(await codeOf(city.staff((tx) => markDelivered(tx, city.provider, mark, carin)))).toBe(
      "invoicing.not-delivered-so",
    );
    await city.staff((tx) => recordAnswer(tx, city.provider, { invoice: "UF-2" }, carin));
    expect(await states()).toEqual(["UF-1 pending", "UF-2 acknowledged", "UF-3 pending"]);
    expect(
      await codeOf(city.staff((tx) => recordAnswer(tx, city.provider, { invoice: "UF-1" }, carin))),
    ).toBe("invoicing.not-delivered-so");
  });

  it("tries again what may pass, later and later, and tells what the receiver will not have", async () => {
    point.answers.push({ status: 503 }, { status: 503 }, { status: 429 });
    expect(await go()).toMatchObject({ waiting: 1, sentNow: 2, failedNow: 1 });
    const [waiting] = await city.staff((tx) => deliveriesOf(tx, city.provider, { invoice: "UF-2" }));
    expect(waiting).toMatchObject({ state: "pending", attempts: 1, nextTryAt: "2024-02-02T08:01:00Z" });
    const dueNow = () =>
      deliver(city.database, city.provider, {}, { actor: "carin", world: worldOf(outbox) });
    expect((await dueNow()).sentNow).toBe(0);
    const later = { ...worldOf(outbox), now: () => "2024-02-02T08:01:00.000Z" };
    point.answers.push({ status: 422, body: "BR-CO-10: sum of lines" });
    expect(await deliver(city.database, city.provider, {}, { actor: "carin", world: later })).toMatchObject({
      failed: 1,
      failedNow: 1,
    });
    const [failed] = await city.staff((tx) => deliveriesOf(tx, city.provider, { invoice: "UF-2" }));
    expect(failed).toMatchObject({ state: "failed", reason: "422: BR-CO-10: sum of lines" });
    expect((await go()).sentNow).toBe(0);
    expect(await go({ again: true })).toMatchObject({ sentNow: 1, sent: 3 });
  });

  it("is refused for who may not, for a run without documents, and while another delivers", async () => {
    await city.staff((tx) =>
      tx.execute(
        "insert into access.person (provider_id, login, name, role) values ($1, 'bo', 'Bo', 'board') on conflict do nothing",
        [city.provider],
      ),
    );
    expect(await codeOf(go({}, "bo"))).toBe("access.not-mandated");
    expect(await codeOf(go({ run: "2024-02" }))).toBe("invoicing.nothing-to-deliver");
    let second = "";
    const meanwhile = async () => void (second = await codeOf(go({}, "charlie")));
    point.answers.push({ status: 202, after: meanwhile });
    expect(await go()).toMatchObject({ sentNow: 3 });
    expect(second).toBe("invoicing.delivery-busy");
  });

  it("does not write over another's file, and leaves nothing half-written on a full disk", async () => {
    mkdirSync(join(outbox, "ledger"));
    writeFileSync(join(outbox, "ledger", "internfil-2024-01.txt"), "something else");
    expect(await go()).toMatchObject({ failed: 2, sent: 1 });
    expect(readFileSync(join(outbox, "ledger", "internfil-2024-01.txt"), "utf8")).toBe("something else");

    const small = join(outbox, "small");
    mkdirSync(small);
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=4k", "tmpfs", small], {
      encoding: "utf8",
    });
    if (mounted.status !== 0) return console.warn(`SKIPPED the full disk: mount says ${mounted.stderr}`);
    try {
      writeFileSync(join(small, "full"), Buffer.alloc(4096));
      await deliverBy(city, {
        peppol: { way: "http", url: point.url },
        internal: { way: "folder", folder: small },
      });
      await go({ again: true });
      const [one] = await city.staff((tx) => deliveriesOf(tx, city.provider, { invoice: "UF-1" }));
      expect(one).toMatchObject({ state: "pending", attempts: 1 });
      expect(one?.reason).toContain("ENOSPC");
      expect(readdirSync(small)).toEqual(["full"]);
      rmSync(join(small, "full"));
      expect(await go()).toMatchObject({ sent: 3, sentNow: 2 });
    } finally {
      spawnSync("umount", [small]);
    }
  });

  it("posts the departments' file as it would be left in a folder, the same bytes at every try", async () => {
    await go();
    const left = readFileSync(join(outbox, "ledger", "internfil-2024-01.txt"), "latin1");
    const [before] = await city.staff((tx) => deliveriesOf(tx, city.provider, { invoice: "UF-1" }));
    await city.database.transaction({ role: "owner" }, (tx) => tx.execute("delete from invoicing.delivery"));
    await deliverBy(city, { internal: { way: "http", url: point.url }, peppol: { way: "manual" } });
    point.answers.push({ status: 503 });
    const digests: string[] = [];
    const post: typeof fetch = async (url, init) => {
      digests.push(new Headers(init?.headers).get("content-digest") ?? "");
      return fetch(url, init);
    };
    point.messages.length = 0;
    expect(await go({}, "carin", { post })).toMatchObject({ sentNow: 2 });
    // The server reads bytes as UTF-8, which the file is not: its plain letters are enough here, the digest has the rest.
    const plain = (text: string): string => text.replace(/[^\x20-\x7e\r\n]+/g, "");
    expect(plain(point.messages[0]?.body ?? "")).toBe(plain(left));
    const [after] = await city.staff((tx) => deliveriesOf(tx, city.provider, { invoice: "UF-1" }));
    expect(after).toMatchObject({ state: "sent", sha256: before?.sha256, bytes: left.length });
    expect(new Set(digests)).toEqual(
      new Set([`sha-256=:${Buffer.from(before?.sha256 ?? "", "hex").toString("base64")}:`]),
    );
    expect(digests).toHaveLength(2);
    expect(readdirSync(outbox)).toEqual(["ledger"]);
  });

  it("tells what the ledger's layout cannot hold, and leaves nothing of the file", async () => {
    const billing = (change: string) =>
      city.database.transaction({ role: "owner" }, (tx) =>
        tx.execute(
          `update platform.provider set settings = jsonb_set(settings, '{billing}', ${change}) where provider_id = $1`,
          [city.provider],
        ),
      );
    const narrow = {
      profile: "narrow",
      name_sv: "Smal",
      name_en: "Narrow",
      line_end: "lf",
      encoding: "iso-8859-1",
      records: [{ for: "document", fields: [{ at: 0, length: 2, value: "document.number" }] }],
    };
    await billing(`(settings->'billing') || '${JSON.stringify({ internal_file: narrow })}'`);
    try {
      expect(await go()).toMatchObject({ failed: 2, sent: 1 });
      const [one] = await city.staff((tx) => deliveriesOf(tx, city.provider, { invoice: "UF-1" }));
      expect(one?.reason).toContain("UF-1 (4 > 2)");
      expect(one?.reason).toContain("UF-3 (4 > 2)");
      expect(readdirSync(join(outbox, "ledger"))).toEqual([]);
    } finally {
      await billing("(settings->'billing') - 'internal_file'");
    }
  });

  it("survives a clock that goes back an hour: nothing is sent again", async () => {
    await go();
    expect(await go({}, "carin", { now: () => "2024-02-02T07:00:00.000Z" })).toMatchObject({
      sentNow: 0,
      sent: 3,
    });
    expect(point.messages).toHaveLength(1);
  });

  it("refuses outlets that cannot be meant", () => {
    const bad = [
      { peppol: { way: "pigeon" } },
      { peppol: { way: "http", url: "http://example.org/" } },
      { peppol: { way: "http", url: "https://user@example.org/" } },
      { internal: { way: "folder", folder: "../../etc" } },
      { letter: { way: "manual" } },
    ];
    for (const each of bad) expect(readOutlets(each).ok, JSON.stringify(each)).toBe(false);
    expect(readOutlets({}).ok).toBe(true);
  });
});

const program = fileURLToPath(new URL("killed-delivery.testing.ts", import.meta.url));

/** A deliverer that waits to be let go; it is started early, since starting is what takes time. */
function deliverer(place: string) {
  const child = spawn(process.execPath, ["--import", "tsx", program, city.url, outbox, place], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return async () => {
    child.stdin.end();
    const [, signal] = (await ended) as [number | null, string | null];
    return { signal, said };
  };
}

it(
  "killed wherever it writes, or between sending and recording, delivers the same at the next try",
  { timeout: 120_000 },
  async () => {
    const reference = await deliverer("none")();
    const places = Number(reference.said.trim());
    expect(places).toBeGreaterThan(6);
    const file = join(outbox, "ledger", "internfil-2024-01.txt");
    const wanted = { file: readFileSync(file, "utf8"), message: point.messages[0]?.body };
    const waiting = Array.from({ length: places }, (_, index) => deliverer(String(index + 1)));
    for (const [index, letGo] of waiting.entries()) {
      rmSync(join(outbox, "ledger"), { recursive: true, force: true });
      point.messages.length = 0;
      await city.database.transaction({ role: "owner" }, (tx) =>
        tx.execute("delete from invoicing.delivery"),
      );
      expect((await letGo()).signal, `place ${index + 1}`).toBe("SIGKILL");
      // The server gives the turn back when it notices that the client is gone.
      for (let tries = 0; tries < 1000 && (await codeOf(go())) === "invoicing.delivery-busy"; tries++)
        await new Promise((resolve) => setTimeout(resolve, 25));
      expect(await states(), `place ${index + 1}`).toEqual(["UF-1 sent", "UF-2 sent", "UF-3 sent"]);
      expect(readFileSync(file, "utf8")).toBe(wanted.file);
      expect(readdirSync(join(outbox, "ledger")).filter((name) => name.endsWith(".part"))).toEqual([]);
      expect(existsSync(join(outbox, "ledger", "manifest", "2024-01-internal.json"))).toBe(true);
      // At least once, and known again by its key: a receiver that keeps its keys has it once.
      expect(new Set(point.messages.map(({ key }) => key)).size).toBe(1);
      expect(new Set(point.messages.map(({ body }) => body))).toEqual(new Set([wanted.message]));
      expect(point.messages.length).toBeLessThanOrEqual(2);
    }
    for (const invariant of invariants)
      expect(await city.staff((tx) => invariant.check(tx, city.provider)), invariant.code).toEqual([]);
  },
);
