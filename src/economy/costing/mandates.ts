import type { Mandate } from "../../platform/access/index.ts";

/** Who may do what with the drivers (befogenheter). A customer answers for itself; staff record what a customer said. */
export const answeringDrivers: Mandate = {
  mandate: "driver.answer",
  sv: "godkänna eller invända mot sina frysta värden",
  en: "sign off, or object to, its frozen values",
  roles: ["customer"],
};

/** Who may write and save costing models (kalkylmodeller): prices, follow-up and settlement rest on them. */
export const keepingModels: Mandate = {
  mandate: "model.keep",
  sv: "skriva och spara kalkylmodeller",
  en: "write and save costing models",
  roles: ["controller"],
};
