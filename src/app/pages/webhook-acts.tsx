import { approveWebhooks, keepWebhooks } from "../../platform/webhooks/index.ts";
import {
  approveWebhook,
  changeSecret,
  pauseWebhook,
  proposeWebhook,
  removeWebhook,
  resend,
  resumeWebhook,
  tryConnection,
} from "../../platform/webhooks/actions/index.ts";
import type { Transaction } from "../../platform/database/index.ts";
import type { Act, Doing } from "../../platform/web/index.ts";
import { knownEvents } from "../webhook-events.ts";
import { eventsSaid, ownHosts } from "../webhook-words.ts";
import { SaidOnce } from "./said-once.tsx";

function secretSaid(webhook: string, secret: string) {
  const back = `/webhooks/${webhook}`;
  return {
    to: back,
    told: { webhook, secret },
    once: {
      title: "Signeringsnyckel",
      body: (
        <SaidOnce
          sv={[
            "Signeringsnyckel",
            "Visas bara nu. Mottagaren prövar med den att meddelandena kommer härifrån (Standard Webhooks, v1).",
          ]}
          en={[
            "Signing key",
            "Shown only now. By it the receiver checks that messages come from here (Standard Webhooks, v1).",
          ]}
          lines={[secret]}
          back={back}
        />
      ),
    },
  };
}

export const proposeWebhookAct: Act = {
  path: "/webhooks",
  mandate: keepWebhooks,
  sv: "Lägg upp",
  en: "Propose",
  fields: [
    { name: "name", sv: "Mottagare", en: "Receiver", required: true },
    { name: "url", sv: "Adress (https)", en: "Address (https)", required: true },
    {
      name: "events",
      sv: "Händelser, med komma emellan; * för alla",
      en: "Events, with commas between; * for all",
      required: true,
    },
  ],
  async run(tx, { provider, actor, now, field }) {
    const said = { name: field("name"), url: field("url"), events: eventsSaid(field("events")) };
    const { subscription, secret } = await proposeWebhook(tx, provider, said, {
      actor,
      now,
      knownEvents,
      ownHosts: ownHosts(),
    });
    return secretSaid(subscription, secret);
  },
};

export const changeSecretAct: Act = {
  path: "/webhooks/:webhook/secret",
  mandate: keepWebhooks,
  sv: "Byt signeringsnyckel",
  en: "Change the signing key",
  fields: [],
  async run(tx, { provider, actor, now, parameter }) {
    const webhook = parameter("webhook");
    return secretSaid(webhook, await changeSecret(tx, provider, webhook, { actor, now }));
  },
};

const change = (
  verb: string,
  words: { readonly sv: string; readonly en: string },
  does: (
    tx: Transaction,
    provider: string,
    webhook: string,
    by: { readonly actor: string; readonly now: string },
  ) => Promise<unknown>,
  mandate = keepWebhooks,
): Act => ({
  path: `/webhooks/:webhook/${verb}`,
  mandate,
  ...words,
  fields: [],
  async run(tx: Transaction, { provider, actor, now, parameter }: Doing) {
    const webhook = parameter("webhook");
    await does(tx, provider, webhook, { actor, now });
    return { to: verb === "remove" ? "/webhooks" : `/webhooks/${webhook}`, told: { webhook, done: verb } };
  },
});

export const approveWebhookAct = change(
  "approve",
  { sv: "Godkänn", en: "Approve" },
  approveWebhook,
  approveWebhooks,
);
export const pauseWebhookAct = change("pause", { sv: "Pausa", en: "Pause" }, pauseWebhook);
export const resumeWebhookAct = change("resume", { sv: "Återuppta", en: "Resume" }, resumeWebhook);
export const removeWebhookAct = change("remove", { sv: "Ta bort", en: "Remove" }, removeWebhook);
export const tryWebhookAct = change("try", { sv: "Prova", en: "Try" }, tryConnection);

export const resendAct: Act = {
  path: "/webhooks/:webhook/messages/:message/resend",
  mandate: keepWebhooks,
  sv: "Skicka igen",
  en: "Send again",
  fields: [],
  async run(tx, { provider, actor, now, parameter }) {
    const [subscription, message] = [parameter("webhook"), parameter("message")];
    await resend(tx, provider, { subscription, message }, { actor, now });
    return { to: `/webhooks/${subscription}`, told: { webhook: subscription, message } };
  },
};

/** What is done about webhooks. */
export const webhookActs: readonly Act[] = [
  proposeWebhookAct,
  approveWebhookAct,
  pauseWebhookAct,
  resumeWebhookAct,
  removeWebhookAct,
  changeSecretAct,
  tryWebhookAct,
  resendAct,
];
