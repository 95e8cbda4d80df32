import { adviceOf, type Problem, type ProblemCatalogue } from "../../kernel/index.ts";

export const catalogue = {
  "webhooks.unreadable-address": {
    severity: "stop",
    title_sv: "Adressen kan inte ta emot meddelanden",
    title_en: "The address cannot receive messages",
    try_sv: "Ange en https-adress utan inloggning i: https://integration.example.se/underlag",
    try_en: "Give an https address without a login in it: https://integration.example.se/underlag",
  },
  "webhooks.inside-address": {
    severity: "stop",
    title_sv: "Adressen leder till ett internt nät",
    title_en: "The address leads to an inner network",
    try_sv:
      "Använd en adress på det öppna nätet, eller låt installationen ange värden som sin egen: UNDERLAG_WEBHOOK_OWN_HOSTS.",
    try_en:
      "Use an address of the open internet, or have the installation name the host as its own: UNDERLAG_WEBHOOK_OWN_HOSTS.",
  },
  "webhooks.name-missing": {
    severity: "stop",
    title_sv: "Mottagaren saknar namn",
    title_en: "The receiver has no name",
    try_sv: "Säg vad som tar emot, så att andra känner igen det: Integrationsplattformen.",
    try_en: "Say what receives, so that others know it: Integration platform.",
  },
  "webhooks.unknown-event": {
    severity: "stop",
    title_sv: "Det finns ingen sådan händelse",
    title_en: "There is no such event",
    try_sv: "Visa händelserna som finns: ./underlag webhook events",
    try_en: "List the events there are: ./underlag webhook events",
  },
  "webhooks.not-found": {
    severity: "stop",
    title_sv: "Det finns ingen sådan webhook",
    title_en: "There is no such webhook",
    try_sv: "Visa dem som finns: ./underlag webhook list",
    try_en: "List those there are: ./underlag webhook list",
  },
  "webhooks.no-such-message": {
    severity: "stop",
    title_sv: "Det finns inget sådant meddelande",
    title_en: "There is no such message",
    try_sv: "Se i loggen: ./underlag webhook log <webhook>",
    try_en: "Look in the log: ./underlag webhook log <webhook>",
  },
  "webhooks.same-person": {
    severity: "stop",
    title_sv: "Den som lade upp webhooken kan inte godkänna den",
    title_en: "Who proposed the webhook cannot approve it",
    try_sv: "Be en annan administratör, en controller eller en godkännare.",
    try_en: "Ask another administrator, a controller or an approver.",
  },
  "webhooks.other-state": {
    severity: "stop",
    title_sv: "Webhooken står inte så att det går",
    title_en: "The webhook is not in a state for that",
    try_sv: "Se dess läge: ./underlag webhook list",
    try_en: "Look at its state: ./underlag webhook list",
  },
} as const satisfies ProblemCatalogue;

export function webhookProblem(
  code: keyof typeof catalogue,
  detail: string | { readonly sv: string; readonly en: string },
): Problem {
  const entry = catalogue[code];
  const { sv, en } = typeof detail === "string" ? { sv: detail, en: detail } : detail;
  return {
    code,
    severity: entry.severity,
    message_sv: `${entry.title_sv}: ${sv}.`,
    message_en: `${entry.title_en}: ${en}.`,
    ...adviceOf(entry),
  };
}

export function noSuchWebhook(subscription: string): Problem {
  return webhookProblem("webhooks.not-found", subscription.slice(0, 100));
}
