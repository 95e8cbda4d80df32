import type { Mandate } from "../../platform/access/index.ts";

/** Who may do what with price lists (befogenheter). That who decides is somebody else than who proposed is asked beside. */
export const proposingPrices: Mandate = {
  mandate: "price.propose",
  sv: "föreslå och simulera priser",
  en: "propose and simulate prices",
  roles: ["controller", "service-owner"],
};
export const decidingPrices: Mandate = {
  mandate: "price.decide",
  sv: "registrera beslut om prislistan",
  en: "record the decision on the price list",
  roles: ["approver", "board", "controller"],
};
