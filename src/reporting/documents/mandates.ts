import type { Mandate } from "../../platform/access/index.ts";

/** Who may write a report's chapters, and who may approve them (befogenheter). That the approver is not the owner is asked beside. */
export const writingReports: Mandate = {
  mandate: "report.write",
  sv: "skriva i rapporten",
  en: "write in the report",
  roles: ["controller", "service-owner", "account-manager", "administrator"],
};
export const approvingChapters: Mandate = {
  mandate: "report.approve",
  sv: "godkänna kapitel",
  en: "approve chapters",
  roles: ["approver", "controller", "board"],
};
