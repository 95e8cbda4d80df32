import type { Mandate } from "../../platform/access/index.ts";

/** Who may do what with orders (befogenheter). What a customer orders waits for the provider's confirmation. */
export const placingOrders: Mandate = {
  mandate: "order.place",
  sv: "lägga beställningar",
  en: "place orders",
  roles: ["account-manager", "controller", "customer"],
};
export const answeringOrders: Mandate = {
  mandate: "order.answer",
  sv: "bekräfta och avslå beställningar",
  en: "confirm and decline orders",
  roles: ["account-manager", "controller"],
};
