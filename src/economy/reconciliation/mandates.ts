import type { Mandate } from "../../platform/access/index.ts";

export const reconciling: Mandate = {
  mandate: "reconciliation.reconcile",
  sv: "stämma av en månad med en köpare",
  en: "reconcile a month with a buyer",
  roles: ["controller", "account-manager"],
};
