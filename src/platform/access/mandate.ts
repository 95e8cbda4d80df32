import type { Role } from "./person.ts";

/**
 * What somebody must be to do a thing (befogenhet): the act in words, and the roles that may. Declared by the room that
 * owns the act and asked for where the act is done, so that command line, web and API obey the same rule.
 */
export interface Mandate {
  /** `billing.approve`. */
  readonly mandate: string;
  /** After "får": "attestera en fakturakörning". */
  readonly sv: string;
  /** After "may": "approve a billing run". */
  readonly en: string;
  readonly roles: readonly Role[];
}
