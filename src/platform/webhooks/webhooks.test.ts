import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Refusal } from "../../kernel/index.ts";
import { addPerson } from "../access/actions/index.ts";
import type { Role } from "../access/index.ts";
import { record } from "../audit/actions/index.ts";
import type { Transaction } from "../database/index.ts";
import { testDatabase, type TestDatabase } from "../database/testing.ts";
import { enqueue, workOnce } from "../jobs/actions/index.ts";
import {
  approveWebhook,
  changeSecret,
  deliverDue,
  messagesOf,
  pauseWebhook,
  proposeWebhook,
  removeWebhook,
  resend,
  resumeWebhook,
  tryConnection,
  webhookById,
  webhooks,
} from "./actions/index.ts";
import { faultOfAddress, isOutside, outsideOnly, ownHostsOf } from "./address-guard.ts";
import type { EventDefinition } from "./event.ts";
import { verdictOf } from "./retry.ts";
import { signatureOf } from "./signature.ts";

/** A real receiver on this machine, which the tests name as an own host. */
let base: TestDatabase;
let receiver: Server;
let address: string;
let ownHosts: ReadonlySet<string>;
let clock: number;
interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
let received: Received[];
/** What the receiver answers next; 204 when nothing is said. A promise lets it be slow. */
let answers: (number | Promise<number>)[];
let waiting: (() => void) | undefined;

const events: readonly EventDefinition[] = [
  {
    event: "run.approved",
    objectKind: "billing-run",
    action: "invoicing.approve",
    sv: "a",
    en: "a",
    path: (id) => `/runs/${id}`,
  },
  { event: "month.closed", objectKind: "period", action: "ledger.close", sv: "m", en: "m" },
];
const knownEvents = [...events.map((one) => one.event), "job.ended"];
const now = (): string => new Date(clock).toISOString();
const staff = <T>(work: (tx: Transaction) => Promise<T>, actor = "anna"): Promise<T> =>
  base.database.transaction({ role: "staff", provider: "demo", actor }, work);
const deliver = (): Promise<number> => deliverDue(base.database, { provider: "demo", events, ownHosts, now });
const by = (actor: string) => ({ actor, now: now() });
const happens = (id: string, action = "invoicing.approve", objectKind = "billing-run"): Promise<void> =>
  staff((tx) => record(tx, { at: now(), action, objectKind, objectId: id, before: null, after: null }));
const codesOf = (work: Promise<unknown>): Promise<string[]> =>
  work.then(
    () => [],
    (error: unknown) => (error instanceof Refusal ? error.problems.map((one) => one.code) : [String(error)]),
  );

beforeAll(async () => {
  base = await testDatabase();
  const people: [string, Role][] = [
    ["anna", "administrator"],
    ["adam", "administrator"],
    ["carin", "controller"],
    ["bo", "board"],
  ];
  await staff(async (tx) => {
    for (const [login, role] of people)
      await addPerson(
        tx,
        "demo",
        { login, name: login, role, customers: [] },
        { now: "2025-01-01T00:00:00Z", knownCustomers: [] },
      );
  });
  receiver = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      received.push({ headers: request.headers, body });
      waiting?.();
      void Promise.resolve(answers.shift() ?? 204).then((status) => {
        response.statusCode = status;
        if (status === 302) response.setHeader("location", `${address}/elsewhere`);
        if (status === 429) response.setHeader("retry-after", "7200");
        response.end();
      });
    });
  });
  await once(receiver.listen(0, "127.0.0.1"), "listening");
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
});
afterAll(async () => {
  receiver?.closeAllConnections();
  receiver?.close();
  await base?.close();
});
beforeEach(async () => {
  clock = Date.parse("2025-02-01T08:00:00Z");
  received = [];
  answers = [];
  waiting = undefined;
  ownHosts = ownHostsOf(new URL(address).host);
  await base.database.transaction({ role: "owner" }, (tx) =>
    tx.query("truncate webhooks.subscription, webhooks.delivery, webhooks.attempt, jobs.job"),
  );
});

const propose = (said: Partial<Parameters<typeof proposeWebhook>[2]> = {}, actor = "anna") =>
  staff((tx) =>
    proposeWebhook(
      tx,
      "demo",
      { name: "ESB", url: `${address}/hook`, events: ["run.approved"], ...said },
      { ...by(actor), knownEvents, ownHosts },
    ),
  );
async function active(wanted: readonly string[] = ["run.approved"]) {
  const made = await propose({ events: wanted });
  await staff((tx) => approveWebhook(tx, "demo", made.subscription, by("carin")));
  return made;
}
const stateOf = async (subscription: string) =>
  (await staff((tx) => webhookById(tx, "demo", subscription)))?.state;
const log = (subscription: string) => staff((tx) => messagesOf(tx, "demo", { subscription }));
const isSigned = ({ headers, body }: Received, secret: string): boolean => {
  const [id, timestamp] = [String(headers["webhook-id"]), Number(headers["webhook-timestamp"])];
  return String(headers["webhook-signature"])
    .split(" ")
    .includes(signatureOf({ id, timestamp, body }, [secret]));
};

it("signs as Standard Webhooks does: the example of its own libraries", () => {
  expect(
    signatureOf({ id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1614265330, body: '{"test": 2432232314}' }, [
      "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    ]),
  ).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
});

describe("an address", () => {
  it("is the open world's, over TLS, or one that the installation has named", () => {
    const none = ownHostsOf("");
    for (const good of ["https://esb.example.se/a?b=c", "https://8.8.8.8/", "https://[2606:4700::1111]/"])
      expect([good, faultOfAddress(good, none)]).toEqual([good, undefined]);
    for (const inside of [
      "https://127.0.0.1/",
      "https://127.1/",
      "https://0x7f000001/",
      "https://2130706433/",
      "https://10.1.2.3/",
      "https://172.31.0.1/",
      "https://192.168.0.1/",
      "https://169.254.169.254/latest",
      "https://100.64.0.1/",
      "https://[::1]/",
      "https://[::ffff:127.0.0.1]/",
      "https://[fd00::1]/",
      "https://[fe80::1]/",
      "https://[64:ff9b::7f00:1]/",
      "https://[2002:7f00:1::]/",
      "https://localhost/",
      "https://db.internal/",
      "https://intranet/",
      "https://0.0.0.0/",
    ])
      expect([inside, faultOfAddress(inside, none)]).toEqual([inside, "inside"]);
    for (const odd of [
      "http://esb.example.se/",
      "ftp://x.se",
      "https://a:b@x.se/",
      "nonsense",
      "",
      "https://x.se/#y",
      "file:///etc/passwd",
    ])
      expect([odd, faultOfAddress(odd, none)]).toEqual([odd, "unreadable"]);
    const own = ownHostsOf("10.1.2.3:8080, ESB.local");
    expect(faultOfAddress("http://10.1.2.3:8080/", own)).toBeUndefined();
    expect(faultOfAddress("http://10.1.2.3/", own)).toBe("unreadable");
    expect(faultOfAddress("http://esb.local/", own)).toBeUndefined();
  });

  it("that a name leads to is judged when the connection is made", async () => {
    expect(isOutside("::ffff:10.0.0.1")).toBe(false);
    const led = await new Promise<string>((resolve) =>
      outsideOnly("localhost", { all: true }, (error) => resolve(error?.code ?? "connected")),
    );
    expect(led).toBe("EINSIDE");
  });
});

describe("a webhook", () => {
  it("is refused with every fault at once, by who may not propose, and approved by a second person only", async () => {
    expect(
      await codesOf(propose({ name: " ", url: "https://127.0.0.1/", events: ["nothing.ever"] })),
    ).toEqual(["webhooks.name-missing", "webhooks.inside-address", "webhooks.unknown-event"]);
    expect(await codesOf(propose({ events: [] }))).toEqual(["webhooks.unknown-event"]);
    expect(await codesOf(propose({}, "carin"))).toEqual(["access.not-mandated"]);
    const { subscription } = await propose();
    const approve = (actor: string) =>
      codesOf(staff((tx) => approveWebhook(tx, "demo", subscription, by(actor))));
    await happens("2025-01");
    await deliver();
    expect(received).toEqual([]);
    expect(await approve("anna")).toEqual(["webhooks.same-person"]);
    expect(await approve("bo")).toEqual(["access.not-mandated"]);
    expect(await codesOf(staff((tx) => tryConnection(tx, "demo", subscription, by("anna"))))).toEqual([
      "webhooks.other-state",
    ]);
    expect(await approve("carin")).toEqual([]);
    expect(await approve("adam")).toEqual(["webhooks.other-state"]);
    // What happened before the approval is not told.
    await deliver();
    expect(received).toEqual([]);
    expect(await codesOf(staff((tx) => pauseWebhook(tx, "demo", "wh-none", by("anna"))))).toEqual([
      "webhooks.not-found",
    ]);
  });

  it("tells what it was asked to, signed, once, with nobody's figures; what was rolled back never happened", async () => {
    const { subscription, secret } = await active();
    await happens("2025-01");
    await happens("2025-01", "ledger.close", "period");
    const rolledBack = staff(async (tx) => {
      await record(tx, {
        at: now(),
        action: "invoicing.approve",
        objectKind: "billing-run",
        objectId: "2025-02",
        before: null,
        after: null,
      });
      throw new Error("the act was refused");
    });
    await expect(rolledBack).rejects.toThrow("refused");
    expect(await deliver()).toBe(1);
    expect(await deliver()).toBe(0);
    const [message] = received;
    expect(JSON.parse(message?.body ?? "")).toEqual({
      type: "run.approved",
      timestamp: "2025-02-01T08:00:00Z",
      data: { provider: "demo", kind: "billing-run", id: "2025-01", href: "/api/v1/runs/2025-01" },
    });
    expect(received.length).toBe(1);
    expect(message && isSigned(message, secret)).toBe(true);
    expect(message && isSigned({ ...message, body: `${message.body} ` }, secret)).toBe(false);
    expect(await log(subscription)).toMatchObject([
      { event: "run.approved", state: "delivered", status: 204, attempts: 1 },
    ]);
    expect((await staff((tx) => webhooks(tx, "demo")))[0]).toMatchObject({
      waiting: 0,
      delivered: 1,
      givenUp: 0,
    });
  });

  it("tells of the end of a job, and of a try", async () => {
    const { subscription } = await active(["job.ended"]);
    const job = await staff((tx) => enqueue(tx, "demo", { kind: "load", parameters: {} }, by("anna")));
    await deliver();
    expect(received).toEqual([]);
    await workOnce(base.database, { handlers: { load: () => Promise.resolve("done") }, now });
    await staff((tx) => tryConnection(tx, "demo", subscription, by("anna")));
    await deliver();
    clock += 1000;
    await deliver();
    const told = received.map((one) => JSON.parse(one.body) as { type: string; data: { id: string } });
    expect(Object.fromEntries(told.map((one) => [one.type, one.data.id]))).toEqual({
      "job.ended": job.job,
      "webhook.tried": subscription,
    });
  });

  it("tries again, later and later, with the same id and a new time, until it arrives", async () => {
    const { subscription, secret } = await active();
    await happens("2025-01");
    answers = [500, 302, 429, 204];
    for (const wait of [0, 4, 1, 5 * 60, 2 * 3600 - 1, 1]) {
      clock += wait * 1000;
      await deliver();
    }
    expect(received.map((one) => one.headers["webhook-id"])).toEqual(
      Array(4).fill(received[0]?.headers["webhook-id"]),
    );
    const start = Number(received[0]?.headers["webhook-timestamp"]);
    // 5 s, 5 min, and then what the receiver asked for, two hours, instead of half an hour.
    expect(received.map((one) => Number(one.headers["webhook-timestamp"]) - start)).toEqual([
      0, 5, 305, 7505,
    ]);
    expect(received.every((one) => isSigned(one, secret))).toBe(true);
    expect(await log(subscription)).toMatchObject([{ state: "delivered", attempts: 4 }]);
  });

  it("is disabled when a message is given up, keeps what waits, and goes on when it is resumed", async () => {
    const { subscription } = await active();
    await happens("2025-01");
    answers = Array<number>(10).fill(503);
    for (let day = 0; day < 12; day++) {
      await deliver();
      clock += 86_400_000;
    }
    expect(received.length).toBe(10);
    expect(await stateOf(subscription)).toBe("disabled");
    await happens("2025-03");
    await deliver();
    expect(received.length).toBe(10);
    await staff((tx) => resumeWebhook(tx, "demo", subscription, by("anna")));
    await deliver();
    expect(received.length).toBe(11);
    const given = (await log(subscription)).find((one) => one.state === "given-up");
    const again = (message: string) =>
      staff((tx) => resend(tx, "demo", { subscription, message }, by("anna")));
    await again(given?.message ?? "");
    await deliver();
    expect(received.at(-1)?.headers["webhook-id"]).toBe(given?.message);
    expect((await log(subscription)).map((one) => one.state)).toEqual(["delivered", "delivered"]);
    expect(await codesOf(again("msg_none"))).toEqual(["webhooks.no-such-message"]);
    answers = [410];
    await again(given?.message ?? "");
    await deliver();
    expect(await stateOf(subscription)).toBe("disabled");
  });

  it("signs with both keys for a day after a change, and then with the new one", async () => {
    const { subscription, secret } = await active();
    const fresh = await staff((tx) => changeSecret(tx, "demo", subscription, by("anna")));
    await happens("2025-01");
    await deliver();
    clock += 25 * 3_600_000;
    await happens("2025-02");
    await deliver();
    expect(received.map((one) => [isSigned(one, secret), isSigned(one, fresh)])).toEqual([
      [true, true],
      [false, true],
    ]);
  });

  it("says nothing while it is paused, and then what happened meanwhile; removed, it is gone", async () => {
    const { subscription } = await active();
    await staff((tx) => pauseWebhook(tx, "demo", subscription, by("anna")));
    await happens("2025-01");
    await deliver();
    expect(received).toEqual([]);
    await staff((tx) => resumeWebhook(tx, "demo", subscription, by("anna")));
    await deliver();
    expect(received.length).toBe(1);
    await staff((tx) => removeWebhook(tx, "demo", subscription, by("anna")));
    expect(await staff((tx) => webhooks(tx, "demo"))).toEqual([]);
  });

  it("whose messenger dies on the way is told again by the next, and what the first then says counts no more", async () => {
    const { subscription } = await active();
    await happens("2025-01");
    let answer: (status: number) => void = () => undefined;
    answers = [new Promise<number>((resolve) => (answer = resolve))];
    const arrived = new Promise<void>((resolve) => (waiting = resolve));
    const first = deliver();
    await arrived;
    expect(await deliver()).toBe(0);
    clock += 61_000;
    expect(await deliver()).toBe(1);
    answer(500);
    await first;
    expect(new Set(received.map((one) => one.headers["webhook-id"])).size).toBe(1);
    expect(await log(subscription)).toMatchObject([{ state: "delivered", attempts: 2, status: 204 }]);
  });

  it("whose host the installation no longer names as its own is not called", async () => {
    const { subscription } = await active();
    ownHosts = new Set();
    await happens("2025-01");
    await deliver();
    expect(received).toEqual([]);
    expect(await log(subscription)).toMatchObject([
      { state: "waiting", status: null, fault: "address not allowed" },
    ]);
  });
});

it("gives a receiver three days", () => {
  let seconds = 0;
  for (let tries = 1; ; tries++) {
    const verdict = verdictOf({ status: 500 }, tries);
    if (verdict.state !== "waiting") break;
    seconds += verdict.inSeconds;
  }
  expect(Math.round(seconds / 3600)).toBe(76);
  expect(verdictOf({ fault: "ECONNREFUSED" }, 1)).toEqual({ state: "waiting", inSeconds: 5 });
  expect(verdictOf({ status: 429, retryAfterSeconds: 10 * 86_400 }, 1)).toEqual({
    state: "waiting",
    inSeconds: 86_400,
  });
});
