import type { Mandate } from "../../platform/access/index.ts";

/** Who may say that a step of a month is as it should be (befogenhet). Closing and reopening are the ledger's own mandate. */
export const judging: Mandate = {
  mandate: "month.judge",
  sv: "bedöma månadens steg",
  en: "judge the steps of a month",
  roles: ["controller", "approver", "service-owner"],
};
