import { invariants as audit } from "../platform/audit/actions/index.ts";
import type { Invariant } from "../platform/verify/index.ts";
import { invariants as costing } from "../economy/costing/actions/index.ts";
import { invariants as invoicing } from "../economy/invoicing/actions/index.ts";
import { invariants as ledger } from "../economy/ledger/actions/index.ts";
import { invariants as metering } from "../economy/metering/actions/index.ts";
import { invariants as pricing } from "../economy/pricing/actions/index.ts";
import { invariants as reconciliation } from "../economy/reconciliation/actions/index.ts";
import { invariants as settlement } from "../economy/settlement/actions/index.ts";
import { invariants as closing } from "../economy/closing/actions/index.ts";
import { invariants as statements } from "../economy/statements/actions/index.ts";

/** Every promise of every room, in the order of the house. */
export const invariants: readonly Invariant[] = [
  ...audit,
  ...ledger,
  ...metering,
  ...costing,
  ...pricing,
  ...invoicing,
  ...settlement,
  ...reconciliation,
  ...statements,
  ...closing,
];
