import { randomBytes } from "node:crypto";
import { Refusal } from "../../../kernel/index.ts";
import { requireMandate } from "../../access/actions/index.ts";
import { record } from "../../audit/actions/index.ts";
import type { Transaction } from "../../database/index.ts";
import { tried } from "../event.ts";
import { keepWebhooks } from "../mandates.ts";
import { webhookProblem } from "../problems.ts";
import type { Message } from "../subscription.ts";
import { keepMessages } from "./gather.ts";
import { mustBe } from "./subscriptions.ts";

/** The log of a webhook, the latest message first, each with its latest try. */
export async function messagesOf(
  tx: Transaction,
  provider: string,
  { subscription, most = 200 }: { readonly subscription: string; readonly most?: number },
): Promise<Message[]> {
  return tx.query<Message>(
    `select d.message_id as message, d.event, d.made_at as "madeAt", d.state, d.attempts,
            case when d.state = 'waiting' then d.next_at end as "nextAt", d.delivered_at as "deliveredAt",
            a.status, a.milliseconds, a.fault
     from webhooks.delivery d
     left join webhooks.attempt a on a.provider_id = d.provider_id and a.subscription_id = d.subscription_id
       and a.message_id = d.message_id and a.attempt = d.attempts
     where d.provider_id = $1 and d.subscription_id = $2 order by d.made_at desc, d.message_id desc limit $3`,
    [provider, subscription, most],
  );
}

/** Sends a message again, with its own id: a receiver that has it knows it. All tries are before it once more. */
export async function resend(
  tx: Transaction,
  provider: string,
  { subscription, message }: { readonly subscription: string; readonly message: string },
  { actor, now }: { readonly actor: string; readonly now: string },
): Promise<void> {
  await requireMandate(tx, provider, actor, keepWebhooks);
  await mustBe(tx, provider, subscription, ["active"]);
  const found = await tx.execute(
    `update webhooks.delivery set state = 'waiting', tries = 0, next_at = $4, delivered_at = null
     where provider_id = $1 and subscription_id = $2 and message_id = $3`,
    [provider, subscription, message, now],
  );
  if (found === 0) throw new Refusal([webhookProblem("webhooks.no-such-message", message.slice(0, 100))]);
  await record(tx, {
    at: now,
    actor,
    action: "webhook.resend",
    objectKind: "webhook",
    objectId: subscription,
    before: null,
    after: { message },
  });
}

/** A message that says nothing, to see whether it arrives. */
export async function tryConnection(
  tx: Transaction,
  provider: string,
  subscription: string,
  { actor, now }: { readonly actor: string; readonly now: string },
): Promise<string> {
  await requireMandate(tx, provider, actor, keepWebhooks);
  await mustBe(tx, provider, subscription, ["active"]);
  const messageId = `msg_try_${randomBytes(6).toString("hex")}`;
  const happening = { messageId, event: tried.event, at: now, objectKind: "webhook", objectId: subscription };
  await keepMessages(tx, provider, subscription, [happening], now);
  return messageId;
}
