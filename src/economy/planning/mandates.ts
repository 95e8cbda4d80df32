import type { Mandate } from "../../platform/access/index.ts";

/** Who may write in a plan that is open (skriva i en plan). */
export const enteringPlans: Mandate = {
  mandate: "plan.enter",
  sv: "skriva i en öppen plan",
  en: "write in a plan that is open",
  roles: ["controller", "service-owner"],
};

/** Who may begin, drop and freeze a plan (fastställa): from then on prices, follow-up and settlement rest on it. */
export const keepingPlans: Mandate = {
  mandate: "plan.keep",
  sv: "öppna, slänga och fastställa planer",
  en: "open, drop and freeze plans",
  roles: ["controller"],
};
