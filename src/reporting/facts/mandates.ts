import type { Mandate } from "../../platform/access/index.ts";

/** Who may say that a figure is right (befogenheter). That who approves is somebody else than who verified is asked beside. */
export const verifyingFacts: Mandate = {
  mandate: "fact.verify",
  sv: "granska tal i rapporten",
  en: "verify figures of the report",
  roles: ["controller", "service-owner", "account-manager"],
};
export const approvingFacts: Mandate = {
  mandate: "fact.approve",
  sv: "godkänna tal i rapporten",
  en: "approve figures of the report",
  roles: ["approver", "controller", "board"],
};
