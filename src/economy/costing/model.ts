import type { Day, Micro, Ore } from "../../kernel/index.ts";
import type { CostCell } from "./cell.ts";
import type { DriverValue } from "./driver.ts";

/**
 * A costing model (kalkylmodell) as data: which costs are direct, which are common and in what order the common ones
 * are passed on, and by which keys customers share a service's cost. Written as text, versioned by its first day.
 */
export interface CostModel {
  readonly model: string;
  /** A label for readers; what a stored model is known by is its name and first day. */
  readonly version?: string;
  readonly validFrom: Day;
  readonly validTo?: Day;
  readonly method: Method;
  /** What amounts are called: SEK unless the model says otherwise. */
  readonly unit?: string;
  readonly pools: readonly Pool[];
  readonly direct: readonly DirectRule[];
  /** In declared order. The members of a reciprocal block stand together and name their block. */
  readonly steps: readonly Step[];
  /** The reciprocal blocks that steps name, in the order they stand among the steps. */
  readonly blocks?: readonly Block[];
  /** Other quantities that follow the same pools, steps and keys: hours, kWh, kgCO2e. */
  readonly measures?: readonly Measure[];
  /** Named examples beside the model, for `model test`. */
  readonly tests?: readonly ModelTest[];
  readonly keys: readonly Key[];
  readonly assignments: readonly Assignment[];
  readonly exceptions: readonly KeyException[];
  readonly file: string;
}

/**
 * How pools are emptied where a step does not stand in a reciprocal block of its own.
 * `direct` (direkt metod): straight to services. `step-down` (stegvis): each pool to later pools and services, in order.
 * `double-step-down` (dubbel stegvis): a first round in which every pool passes what it holds to all it serves, earlier
 * pools too, and a second round by step-down. `reciprocal` (ömsesidig): all pools serve each other, as one block.
 */
export const methods = ["direct", "step-down", "double-step-down", "reciprocal"] as const;
export type Method = (typeof methods)[number];

/** Operation (drift) or change (förändring): what a krona is spent on, kept apart from the ledger to the invoice. */
export type Activity = "operation" | "change";

/** A common cost (kostnadspool) that no service caused alone. */
export interface Pool {
  readonly pool: string;
  readonly nameSv: string;
  readonly nameEn: string;
  /** Cells that match any of these belong here; none at all for a pool that only earlier steps fill. */
  readonly select: readonly Selection[];
  readonly capacity?: Capacity;
  /** A sentence that a reader sees; may hold {share} {driver} {amount} {own} {sum}. */
  readonly explainSv?: string;
  readonly explainEn?: string;
  readonly line: number;
}

/**
 * Practical capacity (praktisk kapacitet) of what a pool provides, in the unit of its step's driver. What nobody uses
 * is told apart: carried on a line of its own by its owner, or smeared over the users when a decision says so.
 */
export interface Capacity {
  /** Read for the pool, or for the cost centres that belong to it. One of the two is given. */
  readonly driver?: string;
  readonly amountMicro?: Micro;
  readonly unit: string;
  /** Who answers for the unused part. */
  readonly owner: string;
  readonly unused: "carry" | "smear";
  /** Required for `smear`. */
  readonly decision?: string;
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
export type FieldSelection = { readonly [F in SelectionField]?: readonly string[] };

/** What `not` selects is left out, whatever the rest selects. */
export type Selection = FieldSelection & { readonly not?: FieldSelection };

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
  /** The reciprocal block it is a member of; `pools` and `all` then reach the other members too. */
  readonly block?: string;
  readonly explainSv: string;
  readonly explainEn: string;
  readonly line: number;
}

/** A reciprocal block (ömsesidigt block): pools that serve each other, emptied together as one step. */
export interface Block {
  readonly block: string;
  readonly explainSv: string;
  readonly explainEn: string;
  readonly line: number;
}

/** Another quantity (mått) of the same engine, in whole millionths of its unit and conserved like money. */
export interface Measure {
  readonly measure: string;
  readonly nameSv?: string;
  readonly nameEn?: string;
  readonly unit: string;
  /** Its value in force in a month, for a pool or service, is what stands there that month. */
  readonly driver: string;
  readonly line: number;
}

/** A named example that a controller writes: what is given, and what services or customers are then to cost. */
export interface ModelTest {
  readonly name: string;
  readonly given:
    | { readonly kind: "loaded"; readonly year: number; readonly scenario: string }
    | {
        readonly kind: "written";
        readonly cells: readonly CostCell[];
        readonly drivers: readonly DriverValue[];
        readonly services: readonly string[];
        readonly customers: readonly string[];
      };
  readonly expect: {
    readonly services: ReadonlyMap<string, Ore>;
    readonly customers: ReadonlyMap<string, Ore>;
  };
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
  readonly explainSv?: string;
  readonly explainEn?: string;
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

const idlePrefix = "idle.";

/** The line on which a pool's unused capacity stands among services. */
export function idleLine(pool: string): string {
  return `${idlePrefix}${pool}`;
}

/** The pool whose unused capacity a line carries; `undefined` for a service. */
export function poolOfIdleLine(service: string): string | undefined {
  return service.startsWith(idlePrefix) ? service.slice(idlePrefix.length) : undefined;
}
