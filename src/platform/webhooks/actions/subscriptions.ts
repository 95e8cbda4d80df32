import { randomBytes } from "node:crypto";
import { type Problem, Refusal } from "../../../kernel/index.ts";
import { requireMandate } from "../../access/actions/index.ts";
import { lastSeq, record } from "../../audit/actions/index.ts";
import type { Transaction } from "../../database/index.ts";
import { faultOfAddress, type OwnHosts } from "../address-guard.ts";
import { approveWebhooks, keepWebhooks } from "../mandates.ts";
import { noSuchWebhook, webhookProblem } from "../problems.ts";
import { newSigningSecret } from "../signature.ts";
import type { Subscription, SubscriptionState } from "../subscription.ts";

interface By {
  readonly actor: string;
  readonly now: string;
}

/** How long the old key signs beside the new one. */
const hoursOfEarlierSecret = 24;

const columns = `s.subscription_id as subscription, s.name, s.url, s.events, s.state, s.proposed_by as "proposedBy",
  s.proposed_at as "proposedAt", s.approved_by as "approvedBy", s.approved_at as "approvedAt",
  count(*) filter (where d.state = 'waiting')::int as waiting,
  count(*) filter (where d.state = 'delivered')::int as delivered,
  count(*) filter (where d.state = 'given-up')::int as "givenUp"`;

/** Every webhook with how its messages stand. */
export async function webhooks(tx: Transaction, provider: string): Promise<Subscription[]> {
  return tx.query<Subscription>(
    `select ${columns} from webhooks.subscription s
     left join webhooks.delivery d on d.provider_id = s.provider_id and d.subscription_id = s.subscription_id
     where s.provider_id = $1 group by s.provider_id, s.subscription_id order by s.name, s.subscription_id`,
    [provider],
  );
}

export async function webhookById(
  tx: Transaction,
  provider: string,
  subscription: string,
): Promise<Subscription | undefined> {
  return (await webhooks(tx, provider)).find((one) => one.subscription === subscription);
}

/**
 * Proposes a webhook; every fault at once. The key of the signature is in the answer and is said this once. What happened before is not
 * told: it begins where the audit chain stands.
 */
export async function proposeWebhook(
  tx: Transaction,
  provider: string,
  said: { readonly name: string; readonly url: string; readonly events: readonly string[] },
  {
    actor,
    now,
    knownEvents,
    ownHosts,
  }: By & { readonly knownEvents: readonly string[]; readonly ownHosts: OwnHosts },
): Promise<{ readonly subscription: string; readonly secret: string }> {
  await requireMandate(tx, provider, actor, keepWebhooks);
  const problems: Problem[] = [];
  if (said.name.trim() === "") problems.push(webhookProblem("webhooks.name-missing", "''"));
  const fault = faultOfAddress(said.url, ownHosts);
  if (fault !== undefined)
    problems.push(
      webhookProblem(
        fault === "inside" ? "webhooks.inside-address" : "webhooks.unreadable-address",
        said.url.slice(0, 200),
      ),
    );
  if (said.events.length === 0)
    problems.push(webhookProblem("webhooks.unknown-event", { sv: "ingen angiven", en: "none given" }));
  for (const event of said.events)
    if (!knownEvents.includes(event))
      problems.push(webhookProblem("webhooks.unknown-event", event.slice(0, 100)));
  if (problems.length > 0) throw new Refusal(problems);
  const subscription = `wh-${randomBytes(6).toString("hex")}`;
  const secret = newSigningSecret();
  const events = [...new Set(said.events)].sort();
  const name = said.name.trim().slice(0, 100);
  await tx.execute(
    `insert into webhooks.subscription (provider_id, subscription_id, name, url, events, secret, state, proposed_by, proposed_at, after_seq, jobs_after)
     values ($1, $2, $3, $4, $5, $6, 'proposed', $7, $8, $9, $8)`,
    [provider, subscription, name, said.url, events, secret, actor, now, await lastSeq(tx, provider)],
  );
  await tell(tx, "webhook.propose", subscription, { actor, now }, null, { name, url: said.url, events });
  return { subscription, secret };
}

/** A second person lets it begin: with what happens from now on. */
export async function approveWebhook(
  tx: Transaction,
  provider: string,
  subscription: string,
  by: By,
): Promise<void> {
  await requireMandate(tx, provider, by.actor, approveWebhooks);
  const found = await mustBe(tx, provider, subscription, ["proposed"]);
  if (found.proposedBy === by.actor) throw new Refusal([webhookProblem("webhooks.same-person", by.actor)]);
  await tx.execute(
    `update webhooks.subscription set state = 'active', approved_by = $3, approved_at = $4, after_seq = $5, jobs_after = $4
     where provider_id = $1 and subscription_id = $2`,
    [provider, subscription, by.actor, by.now, await lastSeq(tx, provider)],
  );
  await tell(tx, "webhook.approve", subscription, by, { state: "proposed" }, { state: "active" });
}

/** Nothing is sent meanwhile; what happens is told when it is resumed. */
export async function pauseWebhook(
  tx: Transaction,
  provider: string,
  subscription: string,
  by: By,
): Promise<void> {
  await requireMandate(tx, provider, by.actor, keepWebhooks);
  const { state } = await mustBe(tx, provider, subscription, ["active"]);
  await setState(tx, provider, subscription, "paused");
  await tell(tx, "webhook.pause", subscription, by, { state }, { state: "paused" });
}

/** Goes on where it was, with the messages that wait at once. */
export async function resumeWebhook(
  tx: Transaction,
  provider: string,
  subscription: string,
  by: By,
): Promise<void> {
  await requireMandate(tx, provider, by.actor, keepWebhooks);
  const { state } = await mustBe(tx, provider, subscription, ["paused", "disabled"]);
  await setState(tx, provider, subscription, "active");
  await tx.execute(
    "update webhooks.delivery set next_at = $3, tries = 0 where provider_id = $1 and subscription_id = $2 and state = 'waiting'",
    [provider, subscription, by.now],
  );
  await tell(tx, "webhook.resume", subscription, by, { state }, { state: "active" });
}

/** With its messages and their log. That it was there stays in the audit chain. */
export async function removeWebhook(
  tx: Transaction,
  provider: string,
  subscription: string,
  by: By,
): Promise<void> {
  await requireMandate(tx, provider, by.actor, keepWebhooks);
  const { name, url, events } = await mustBe(tx, provider, subscription, states);
  await tx.execute("delete from webhooks.subscription where provider_id = $1 and subscription_id = $2", [
    provider,
    subscription,
  ]);
  await tell(tx, "webhook.remove", subscription, by, { name, url, events }, null);
}

/** A new key, said this once. For a day both sign. */
export async function changeSecret(
  tx: Transaction,
  provider: string,
  subscription: string,
  by: By,
): Promise<string> {
  await requireMandate(tx, provider, by.actor, keepWebhooks);
  await mustBe(tx, provider, subscription, states);
  const secret = newSigningSecret();
  await tx.execute(
    `update webhooks.subscription set earlier_secret = secret, earlier_secret_until = $4, secret = $3
     where provider_id = $1 and subscription_id = $2`,
    [
      provider,
      subscription,
      secret,
      new Date(Date.parse(by.now) + hoursOfEarlierSecret * 3_600_000).toISOString(),
    ],
  );
  await tell(tx, "webhook.change-secret", subscription, by, null, null);
  return secret;
}

/** Taken out of use by its failures; the room's own messenger does it, in nobody's name. */
export async function disableWebhook(
  tx: Transaction,
  provider: string,
  subscription: string,
  { now, because }: { readonly now: string; readonly because: string },
): Promise<void> {
  const done = await tx.execute(
    "update webhooks.subscription set state = 'disabled' where provider_id = $1 and subscription_id = $2 and state = 'active'",
    [provider, subscription],
  );
  if (done > 0)
    await record(tx, {
      at: now,
      action: "webhook.disable",
      objectKind: "webhook",
      objectId: subscription,
      before: { state: "active" },
      after: { state: "disabled", because },
    });
}

const states: readonly SubscriptionState[] = ["proposed", "active", "paused", "disabled"];

/** The webhook, when it stands as it must; refused otherwise. Whoever changes it waits for who does so at the same time. */
export async function mustBe(
  tx: Transaction,
  provider: string,
  subscription: string,
  wanted: readonly SubscriptionState[],
): Promise<Subscription> {
  await tx.query(
    "select 1 from webhooks.subscription where provider_id = $1 and subscription_id = $2 for update",
    [provider, subscription],
  );
  const found = await webhookById(tx, provider, subscription);
  if (found === undefined) throw new Refusal([noSuchWebhook(subscription)]);
  if (!wanted.includes(found.state))
    throw new Refusal([webhookProblem("webhooks.other-state", `${subscription} (${found.state})`)]);
  return found;
}

async function setState(
  tx: Transaction,
  provider: string,
  subscription: string,
  state: SubscriptionState,
): Promise<void> {
  await tx.execute(
    "update webhooks.subscription set state = $3 where provider_id = $1 and subscription_id = $2",
    [provider, subscription, state],
  );
}

async function tell(
  tx: Transaction,
  action: string,
  objectId: string,
  { actor, now }: By,
  before: unknown,
  after: unknown,
): Promise<void> {
  await record(tx, { at: now, actor, action, objectKind: "webhook", objectId, before, after });
}
