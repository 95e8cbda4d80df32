import type { Micro, Ore, Period } from "../../kernel/index.ts";

/**
 * What kind of charge a row is, in the words of FOCUS. A fee is Usage too: a Purchase there covers later charges, which
 * nothing that is billed month by month does.
 */
export type ChargeCategory = "Usage" | "Tax" | "Credit" | "Adjustment";

/** One charge on an invoice, in the terms of FOCUS (FinOps Open Cost and Usage Specification) 1.2. */
export interface FocusCharge {
  readonly invoice: string;
  /** Who is billed: a legal person. */
  readonly billingAccount: { readonly id: string; readonly name: string };
  /** The customer within it. */
  readonly subAccount: { readonly id: string; readonly name: string };
  /** The month it is billed in. */
  readonly billingPeriod: Period;
  /** The months it is for. */
  readonly chargedFrom: Period;
  readonly chargedTo: Period;
  readonly category: ChargeCategory;
  /** It corrects an earlier invoice. */
  readonly isCorrection: boolean;
  readonly frequency: "One-Time" | "Recurring" | "Usage-Based";
  readonly description: string;
  readonly billedOre: Ore;
  /** What was counted and at what price; left out for a tax. */
  readonly pricing?: {
    readonly quantityMicro: Micro;
    readonly unit: string;
    readonly priceMicro: Micro;
    readonly item: string;
    readonly priceList?: string;
  };
  readonly service: string;
  readonly serviceCategory: ServiceCategory;
  readonly provider: string;
  /** Counterparty, cost centre and whatever else the receiver sorts by. */
  readonly tags: Readonly<Record<string, string>>;
}

/** The categories of FOCUS that a city's shared services fall in. */
export type ServiceCategory =
  | "Business Applications"
  | "Compute"
  | "Identity"
  | "Management and Governance"
  | "Networking"
  | "Security"
  | "Storage"
  | "Other";
