import type { Mandate } from "../../platform/access/index.ts";

/** Who may do what with the settlement (befogenheter). That who decides is somebody else than who proposed is asked beside. */
export const proposingSettlement: Mandate = {
  mandate: "settlement.propose",
  sv: "föreslå en återreglering",
  en: "propose a settlement",
  roles: ["controller"],
};
export const decidingSettlement: Mandate = {
  mandate: "settlement.decide",
  sv: "registrera beslut om återreglering",
  en: "record the decision on a settlement",
  roles: ["approver", "board", "controller"],
};
export const issuingSettlement: Mandate = {
  mandate: "settlement.issue",
  sv: "utfärda återregleringen",
  en: "issue the settlement",
  roles: ["controller", "approver"],
};
