/** What a person may do (roll). One role each: who needs two has two logins, and four eyes stay four. */
export const roles = [
  "controller",
  "approver",
  "service-owner",
  "account-manager",
  "customer",
  "board",
  "administrator",
  "auditor",
] as const;
export type Role = (typeof roles)[number];

export interface Person {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  /** The customers whose rows a person of role customer may see; empty for the provider's own people. */
  readonly customers: readonly string[];
  readonly disabled: boolean;
}

export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text);
}

export const roleNames: Readonly<Record<Role, { readonly sv: string; readonly en: string }>> = {
  controller: { sv: "Controller", en: "Controller" },
  approver: { sv: "Attestant", en: "Approver" },
  "service-owner": { sv: "Tjänsteägare", en: "Service owner" },
  "account-manager": { sv: "Kundansvarig", en: "Account manager" },
  customer: { sv: "Kund", en: "Customer" },
  board: { sv: "Nämnd och ledning", en: "Board and management" },
  administrator: { sv: "Administratör", en: "Administrator" },
  auditor: { sv: "Revisor", en: "Auditor" },
};
