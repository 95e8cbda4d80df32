import type { Day, Micro, Ore } from "../../kernel/index.ts";

/**
 * A costing model (kalkylmodell) as data: which costs are direct, which are common and in what order the common ones
 * are passed on, and by which keys customers share a service's cost. Written as text, versioned by its first day.
 */
export interface CostModel {
  readonly model: string;
  readonly validFrom: Day;
  readonly validTo?: Day;
  /** `direct`: pools go straight to services. `step-down`: each pool goes to later pools and services, in order. */
  readonly method: "direct" | "step-down";
  readonly pools: readonly Pool[];
  readonly direct: readonly DirectRule[];
  readonly steps: readonly Step[];
  readonly keys: readonly Key[];
  readonly assignments: readonly Assignment[];
  readonly exceptions: readonly KeyException[];
  readonly file: string;
}

/** Operation (drift) or change (förändring): what a krona is spent on, kept apart from the ledger to the invoice. */
export type Activity = "operation" | "change";

/** A common cost (kostnadspool) that no service caused alone. */
export interface Pool {
  readonly pool: string;
  readonly nameSv: string;
  readonly nameEn: string;
  /** Cells that match any of these belong here; none at all for a pool that only earlier steps fill. */
  readonly select: readonly Selection[];
  readonly line: number;
}

export const selectionFields = [
  "account",
  "cost_centre",
  "project",
  "service",
  "customer",
  "counterparty",
  "element",
] as const;
export type SelectionField = (typeof selectionFields)[number];

/** Field -> codes or patterns, any of which matches; all fields named must match. */
export type Selection = { readonly [F in SelectionField]?: readonly string[] };

/** Cells that already name the service they are for, by their own coding or by their project's. */
export interface DirectRule {
  readonly select: Selection;
  /** Overrides the project register. */
  readonly activity?: Activity;
  /** Sends the cells to this service whatever they name. */
  readonly service?: string;
  readonly line: number;
}

/** What a split rests on (fördelningsgrund). */
export type Basis =
  | { readonly kind: "driver"; readonly driver: string }
  | { readonly kind: "shares"; readonly shares: ReadonlyMap<string, Micro> }
  /** Agreed amounts per year, a twelfth each month; what is left is split by `rest`. */
  | { readonly kind: "agreed"; readonly yearly: ReadonlyMap<string, Ore>; readonly rest?: Basis }
  | { readonly kind: "equal" }
  /** Metered volumes of the service's items, or of the items named. Keys only. */
  | { readonly kind: "volume"; readonly items?: readonly string[] }
  /** Equal among those who have the service in use. Keys only. */
  | { readonly kind: "use" };

/** `refuse` stops when every weight is zero; `unallocated` books one explicit line without a receiver. */
export type IfZero = "refuse" | "unallocated";

/** Empties a pool over its targets. Declared order is the order of the step-down. */
export interface Step {
  readonly from: string;
  /** Later pools, services, both, or the named ones (patterns allowed for services). */
  readonly to: "pools" | "services" | "all" | readonly string[];
  readonly by: Basis;
  readonly activity: Activity;
  readonly ifZero: IfZero;
  readonly explainSv: string;
  readonly explainEn: string;
  readonly line: number;
}

/** Distribution key (fördelningsnyckel): how customers share what a service costs. */
export interface Key {
  readonly key: string;
  readonly nameSv: string;
  readonly nameEn: string;
  readonly by: Basis;
  /** All customers, or only those with the service in use in the period. */
  readonly among: "customers" | "users";
  readonly ifZero: IfZero;
  readonly line: number;
}

/** Which key a service uses, and when. */
export interface Assignment {
  readonly services: readonly string[];
  readonly key: string;
  readonly validFrom?: Day;
  readonly validTo?: Day;
  readonly line: number;
}

/** One customer's departure from a key (undantag): always with the decision it rests on and the days it holds. */
export interface KeyException {
  readonly customer: string;
  readonly key: string;
  readonly change:
    | { readonly kind: "subtract"; readonly driver: string }
    | { readonly kind: "instead"; readonly driver: string }
    | { readonly kind: "fixed"; readonly weightMicro: Micro };
  readonly validFrom: Day;
  readonly validTo?: Day;
  readonly decision: string;
  readonly explainSv: string;
  readonly explainEn: string;
  readonly line: number;
}

/** Where costs that a rule leaves without a receiver stand: a service or customer with no code. */
export const unallocated = "";
