import { isFinal, type SettlementBasis } from "./basis.ts";
import type { SettlementPolicy } from "./policy.ts";
import type { SettlementRest } from "./rest.ts";
import type { Settlement } from "./settle.ts";

/** How far a settlement has come (läge). */
export type SettlementState = "proposed" | "decided" | "accrued" | "issued";

export function stateSv(state: SettlementState): string {
  return { proposed: "föreslagen", decided: "beslutad", accrued: "reserverad", issued: "fakturerad" }[state];
}

/** A settlement as it is shown: what was computed, how far it has come, and what the end of the year adds to it. */
export interface SettlementRecord {
  /** "2024-preliminary", "2024-final". */
  readonly settlement: string;
  readonly year: number;
  readonly basis: SettlementBasis;
  readonly state: SettlementState;
  readonly policy: SettlementPolicy;
  readonly computed: Settlement;
  /** Over everything it was computed from: a decision stands for this content and no other. */
  readonly inputsSha256: string;
  readonly proposedBy: string;
  readonly decidedBy?: string;
  readonly decision?: string;
  /** The voucher of the provision, "2023/URP/1", where the settlement is accrued at the closing. */
  readonly accrualVoucher?: string;
  /** Absent until the last month of the year has books. */
  readonly rest?: SettlementRest;
}

/** The run that a year's settlement is issued in. */
export function settlementRun(year: number): string {
  return `settlement-${year}`;
}

/** A basis before the end of the year is preliminary; the whole year is final. */
export function settlementId(year: number, basis: SettlementBasis): string {
  return `${year}-${isFinal(basis) ? "final" : "preliminary"}`;
}
