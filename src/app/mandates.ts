import { type Mandate, type Role, roles } from "../platform/access/index.ts";

/** Sees to one's own sign-in: everybody, and nobody for anybody else. */
export const keepOwnSignIn: Mandate = {
  mandate: "sign-in.own",
  sv: "ändra sin egen inloggning",
  en: "change their own sign-in",
  roles,
};

/** Decides who comes in and as what. */
export const keepPeople: Mandate = {
  mandate: "people.keep",
  sv: "lägga till och ändra personer",
  en: "add and change people",
  roles: ["administrator"],
};

/** Who sees where the provider's happenings are told: who decides it, who approves it and who looks afterwards. */
export const webhookReaders: readonly Role[] = ["administrator", "controller", "approver", "auditor"];
