import type { Context, Hono } from "hono";
import type { Transaction } from "../../platform/database/index.ts";
import { messagesOf, webhookById, webhooks } from "../../platform/webhooks/actions/index.ts";
import { webhookReaders } from "../mandates.ts";
import { eventList } from "../webhook-events.ts";
import { type AnswerDoors, answering } from "./answer.ts";

/** Webhooks for machines: the events there are, who is told of what, and the log of each. They are kept by acts. */
export function addWebhooks(app: Hono, doors: AnswerDoors): void {
  const { provider } = doors;
  const answer = <T>(work: (c: Context, tx: Transaction) => Promise<T>) =>
    answering(
      doors,
      (c, tx, person) =>
        webhookReaders.includes(person.role) ? work(c, tx) : Promise.resolve<T | undefined>(undefined),
      { staffOnly: true },
    );
  app.get(
    "/api/v1/webhooks",
    answer(async (_, tx) => ({ webhooks: await webhooks(tx, provider.id) })),
  );
  app.get(
    "/api/v1/webhooks/events",
    answer(() => Promise.resolve({ events: eventList })),
  );
  app.get(
    "/api/v1/webhooks/:webhook",
    answer((c, tx) => webhookById(tx, provider.id, c.req.param("webhook") ?? "")),
  );
  app.get(
    "/api/v1/webhooks/:webhook/messages",
    answer(async (c, tx) => {
      const webhook = await webhookById(tx, provider.id, c.req.param("webhook") ?? "");
      return (
        webhook && {
          messages: await messagesOf(tx, provider.id, { subscription: webhook.subscription, most: 1000 }),
        }
      );
    }),
  );
}
