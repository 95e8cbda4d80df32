import type { Mandate } from "../../platform/access/index.ts";

/** Who may do what with billing (befogenheter). That the approver is somebody else than the rehearser is asked beside. */
export const rehearsing: Mandate = {
  mandate: "billing.rehearse",
  sv: "provköra fakturering",
  en: "rehearse billing",
  roles: ["controller"],
};
export const approving: Mandate = {
  mandate: "billing.approve",
  sv: "attestera fakturering",
  en: "approve billing",
  roles: ["approver", "controller"],
};
export const issuing: Mandate = {
  mandate: "billing.issue",
  sv: "utfärda fakturor",
  en: "issue invoices",
  roles: ["controller", "approver"],
};
export const proposingCorrections: Mandate = {
  mandate: "correction.propose",
  sv: "föreslå rättelser",
  en: "propose corrections",
  roles: ["controller", "account-manager"],
};
export const acceptingCorrections: Mandate = {
  mandate: "correction.accept",
  sv: "godta rättelser",
  en: "accept corrections",
  roles: ["approver", "controller"],
};
export const raisingObjections: Mandate = {
  mandate: "objection.raise",
  sv: "göra invändningar",
  en: "raise objections",
  roles: ["customer", "account-manager", "controller", "service-owner"],
};
export const answeringObjections: Mandate = {
  mandate: "objection.answer",
  sv: "besvara invändningar",
  en: "answer objections",
  roles: ["controller", "account-manager"],
};
export const creditingObjections: Mandate = {
  mandate: "objection.credit",
  sv: "utfärda krediteringar",
  en: "issue credits",
  roles: ["approver", "controller"],
};
export const delivering: Mandate = {
  mandate: "billing.deliver",
  sv: "lämna ut fakturor till mottagarna",
  en: "deliver invoices to their receivers",
  roles: ["controller", "approver"],
};
