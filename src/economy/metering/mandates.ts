import type { Mandate } from "../../platform/access/index.ts";

/** Who may load usage by hand or by the machines' door (befogenheter). */
export const loadingUsage: Mandate = {
  mandate: "usage.load",
  sv: "läsa in förbrukning",
  en: "load usage",
  roles: ["controller", "service-owner", "account-manager", "administrator"],
};
