import type { Database, StaffScope } from "../../database/index.ts";
import type { OwnHosts } from "../address-guard.ts";
import type { EventDefinition } from "../event.ts";
import { verdictOf } from "../retry.ts";
import { signatureOf } from "../signature.ts";
import { gatherMessages } from "./gather.ts";
import { post } from "./post.ts";
import { disableWebhook } from "./subscriptions.ts";

/** As many messages as are on their way at once. */
const atOnce = 10;
/** A message taken is not taken by another for so long: longer than a receiver may take to answer. */
const leaseSeconds = 60;

export interface MessengerWish {
  readonly provider: string;
  readonly events: readonly EventDefinition[];
  readonly ownHosts: OwnHosts;
  now(): string;
  readonly pollMilliseconds?: number;
  /** Faults of the program and of the database, for the log. */
  readonly report?: (error: unknown) => void;
}

export interface Messenger {
  /** Lets what is on its way come to its end. */
  stop(): Promise<void>;
}

/** Tells what has happened until stopped. Several messengers, in several processes, may do so at once. */
export function startMessenger(database: Database, wish: MessengerWish): Messenger {
  const asked = { toStop: false };
  let wake: () => void = () => undefined;
  const loop = async (): Promise<void> => {
    while (!asked.toStop) {
      const sent = await deliverDue(database, wish).catch((error: unknown) => {
        wish.report?.(error);
        return 0;
      });
      if (sent > 0 || asked.toStop) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, wish.pollMilliseconds ?? 2000);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const ended = loop();
  return {
    stop() {
      asked.toStop = true;
      wake();
      return ended;
    },
  };
}

interface Taken {
  readonly subscription_id: string;
  readonly message_id: string;
  readonly body: string;
  readonly attempts: number;
  readonly tries: number;
  readonly url: string;
  readonly secret: string;
  readonly earlier_secret: string | null;
}

/** Reads the chain and sends what is due, once. How many were sent. */
export async function deliverDue(database: Database, wish: MessengerWish): Promise<number> {
  const scope: StaffScope = { role: "staff", provider: wish.provider, actor: "webhooks" };
  const now = wish.now();
  while (
    await database.transaction(scope, (tx) => gatherMessages(tx, wish.provider, { events: wish.events, now }))
  );
  const taken = await database.transaction(scope, (tx) =>
    tx.query<Taken>(
      `update webhooks.delivery d set attempts = d.attempts + 1, tries = d.tries + 1, next_at = $3
       from webhooks.subscription s
       where d.provider_id = $1 and s.provider_id = $1 and s.subscription_id = d.subscription_id
         and (d.subscription_id, d.message_id) in (
           select due.subscription_id, due.message_id from webhooks.delivery due
           join webhooks.subscription active on active.provider_id = due.provider_id
             and active.subscription_id = due.subscription_id and active.state = 'active'
           where due.provider_id = $1 and due.state = 'waiting' and due.next_at <= $2
           order by due.next_at, due.made_at, due.message_id limit ${atOnce} for update of due skip locked)
       returning d.subscription_id, d.message_id, d.body, d.attempts, d.tries, s.url, s.secret,
         case when s.earlier_secret_until > $2 then s.earlier_secret end as earlier_secret`,
      [wish.provider, now, secondsAfter(now, leaseSeconds)],
    ),
  );
  await Promise.all(taken.map((one) => deliver(database, scope, one, wish)));
  return taken.length;
}

async function deliver(
  database: Database,
  scope: StaffScope,
  one: Taken,
  wish: MessengerWish,
): Promise<void> {
  const at = wish.now();
  const timestamp = Math.floor(Date.parse(at) / 1000);
  const secrets = [one.secret, ...(one.earlier_secret === null ? [] : [one.earlier_secret])];
  const outcome = await post(
    one.url,
    {
      body: one.body,
      headers: {
        "webhook-id": one.message_id,
        "webhook-timestamp": String(timestamp),
        "webhook-signature": signatureOf({ id: one.message_id, timestamp, body: one.body }, secrets),
      },
    },
    wish.ownHosts,
  );
  const ended = wish.now();
  const verdict = verdictOf(outcome, one.tries);
  await database.transaction(scope, async (tx) => {
    // Who was slower than its lease, and found the message taken by another, has nothing more to say of it.
    const held = await tx.execute(
      `update webhooks.delivery set state = $5, next_at = $6, delivered_at = $7
       where provider_id = $1 and subscription_id = $2 and message_id = $3 and attempts = $4`,
      [
        wish.provider,
        one.subscription_id,
        one.message_id,
        one.attempts,
        verdict.state,
        verdict.state === "waiting" ? secondsAfter(ended, verdict.inSeconds) : ended,
        verdict.state === "delivered" ? ended : null,
      ],
    );
    if (held === 0) return;
    await tx.execute(
      `insert into webhooks.attempt (provider_id, subscription_id, message_id, attempt, at, status, milliseconds, fault)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        wish.provider,
        one.subscription_id,
        one.message_id,
        one.attempts,
        at,
        outcome.status ?? null,
        Math.max(0, Date.parse(ended) - Date.parse(at)),
        outcome.fault ?? "",
      ],
    );
    if (verdict.state !== "given-up") return;
    const because = `${one.message_id}: ${outcome.fault ?? outcome.status ?? ""}`;
    await disableWebhook(tx, wish.provider, one.subscription_id, { now: ended, because });
  });
}

function secondsAfter(at: string, seconds: number): string {
  return new Date(Date.parse(at) + seconds * 1000).toISOString();
}
