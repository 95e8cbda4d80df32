import { invariants as audit } from "../platform/audit/actions/index.ts";
import type { Invariant } from "../platform/verify/index.ts";

/** Every promise of every room, in the order of the house. */
export const invariants: readonly Invariant[] = [...audit];
