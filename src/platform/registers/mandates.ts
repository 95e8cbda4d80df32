import type { Mandate } from "../access/index.ts";

/** Who may change registers (ändra i registren), from the web and by the machines' door. The others read. */
export const editingRegisters: Mandate = {
  mandate: "registers.edit",
  sv: "ändra i registren",
  en: "change registers",
  roles: ["controller", "service-owner", "account-manager", "administrator"],
};
