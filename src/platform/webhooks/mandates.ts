import type { Mandate } from "../access/index.ts";

/** Decides where the provider's happenings are told. */
export const keepWebhooks: Mandate = {
  mandate: "webhooks.keep",
  sv: "lägga upp och sköta webhooks",
  en: "propose and keep webhooks",
  roles: ["administrator"],
};

/** The second person: nothing is told to a new address before somebody else has looked at it. */
export const approveWebhooks: Mandate = {
  mandate: "webhooks.approve",
  sv: "godkänna en webhook",
  en: "approve a webhook",
  roles: ["administrator", "controller", "approver"],
};
