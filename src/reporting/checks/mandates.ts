import type { Mandate } from "../../platform/access/index.ts";

export const checking: Mandate = {
  mandate: "report.check",
  sv: "kontrollera en rapport",
  en: "check a report",
  roles: ["controller", "approver", "service-owner", "account-manager", "board", "administrator"],
};
