/** proposed: waits for a second person; paused: by somebody; disabled: by failures. */
export type SubscriptionState = "proposed" | "active" | "paused" | "disabled";

/** Who is told of what (prenumeration), without the key of the signature. */
export interface Subscription {
  readonly subscription: string;
  readonly name: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly state: SubscriptionState;
  readonly proposedBy: string;
  readonly proposedAt: string;
  readonly approvedBy: string | null;
  readonly approvedAt: string | null;
  /** Messages by how they stand. */
  readonly waiting: number;
  readonly delivered: number;
  readonly givenUp: number;
}

export const stateNames = {
  proposed: { sv: "väntar på godkännande", en: "waits for approval" },
  active: { sv: "aktiv", en: "active" },
  paused: { sv: "pausad", en: "paused" },
  disabled: { sv: "avstängd efter upprepade fel", en: "disabled after repeated failures" },
} as const satisfies Record<SubscriptionState, { sv: string; en: string }>;

export type DeliveryState = "waiting" | "delivered" | "given-up";

export const deliveryNames = {
  waiting: { sv: "väntar", en: "waiting" },
  delivered: { sv: "framme", en: "delivered" },
  "given-up": { sv: "uppgiven", en: "given up" },
} as const satisfies Record<DeliveryState, { sv: string; en: string }>;

/** One message to one receiver, with its latest try. */
export interface Message {
  readonly message: string;
  readonly event: string;
  readonly madeAt: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly nextAt: string | null;
  readonly deliveredAt: string | null;
  readonly status: number | null;
  readonly milliseconds: number | null;
  readonly fault: string | null;
}
