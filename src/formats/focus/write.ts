import {
  firstDayOf,
  lineAmount,
  type Micro,
  micro,
  microPerUnit,
  type Ore,
  type Period,
  shiftPeriod,
} from "../../kernel/index.ts";
import { type OutColumn, type OutValue, utf8, writeTable } from "../csv/index.ts";
import type { FocusCharge } from "./charge.ts";

const columns: readonly OutColumn[] = [
  { name: "BilledCost", type: "kronor" },
  { name: "BillingAccountId", type: "code" },
  { name: "BillingAccountName", type: "text" },
  { name: "BillingCurrency", type: "code" },
  { name: "BillingPeriodEnd", type: "code" },
  { name: "BillingPeriodStart", type: "code" },
  { name: "ChargeCategory", type: "code" },
  { name: "ChargeClass", type: "code" },
  { name: "ChargeDescription", type: "text" },
  { name: "ChargeFrequency", type: "code" },
  { name: "ChargePeriodEnd", type: "code" },
  { name: "ChargePeriodStart", type: "code" },
  { name: "ConsumedQuantity", type: "micro" },
  { name: "ConsumedUnit", type: "text" },
  { name: "ContractedCost", type: "micro" },
  { name: "ContractedUnitPrice", type: "micro" },
  { name: "EffectiveCost", type: "kronor" },
  { name: "InvoiceId", type: "code" },
  { name: "InvoiceIssuerName", type: "text" },
  { name: "ListCost", type: "micro" },
  { name: "ListUnitPrice", type: "micro" },
  { name: "PricingCategory", type: "code" },
  { name: "PricingQuantity", type: "micro" },
  { name: "PricingUnit", type: "text" },
  { name: "ProviderName", type: "text" },
  { name: "PublisherName", type: "text" },
  { name: "ServiceCategory", type: "code" },
  { name: "ServiceName", type: "text" },
  { name: "ServiceSubcategory", type: "code" },
  { name: "SkuId", type: "code" },
  { name: "SkuMeter", type: "text" },
  { name: "SkuPriceDetails", type: "text" },
  { name: "SkuPriceId", type: "code" },
  { name: "SubAccountId", type: "code" },
  { name: "SubAccountName", type: "text" },
  { name: "Tags", type: "text" },
];

/** Rows of FOCUS 1.2 as CSV with commas: what a customer's own cost tool reads beside its cloud bills. */
export function writeFocus(charges: Iterable<FocusCharge>): Uint8Array {
  return utf8(writeTable(columns, rowsOf(charges), { separator: "," }));
}

function* rowsOf(charges: Iterable<FocusCharge>): Iterable<Record<string, OutValue>> {
  for (const charge of charges) yield rowOf(charge);
}

function rowOf(charge: FocusCharge): Record<string, OutValue> {
  const pricing = charge.category === "Tax" ? undefined : pricingOf(charge);
  const consumes = charge.category === "Usage" && pricing !== undefined;
  const cost = pricing?.costMicro ?? micro(charge.billedOre * 10_000);
  return {
    BilledCost: charge.billedOre,
    BillingAccountId: charge.billingAccount.id,
    BillingAccountName: charge.billingAccount.name,
    BillingCurrency: "SEK",
    BillingPeriodEnd: startOf(shiftPeriod(charge.billingPeriod, 1)),
    BillingPeriodStart: startOf(charge.billingPeriod),
    ChargeCategory: charge.category,
    ChargeClass: charge.isCorrection ? "Correction" : null,
    ChargeDescription: charge.description,
    ChargeFrequency: charge.frequency,
    ChargePeriodEnd: startOf(shiftPeriod(charge.chargedTo, 1)),
    ChargePeriodStart: startOf(charge.chargedFrom),
    ConsumedQuantity: consumes ? pricing.quantityMicro : null,
    ConsumedUnit: consumes ? pricing.unit : null,
    ContractedCost: cost,
    ContractedUnitPrice: pricing?.priceMicro,
    // A settlement comes as credits of its own, so that the sum over rows is the cost after it.
    EffectiveCost: charge.billedOre,
    InvoiceId: charge.invoice,
    InvoiceIssuerName: charge.provider,
    ListCost: cost,
    ListUnitPrice: pricing?.priceMicro,
    PricingCategory: pricing === undefined ? null : "Standard",
    PricingQuantity: pricing?.quantityMicro,
    PricingUnit: pricing?.unit,
    ProviderName: charge.provider,
    PublisherName: charge.provider,
    ServiceCategory: charge.serviceCategory,
    ServiceName: charge.service,
    ServiceSubcategory: `Other (${charge.serviceCategory})`,
    SkuId: pricing?.item,
    SkuMeter: pricing?.unit,
    SkuPriceDetails:
      pricing?.priceList === undefined ? null : JSON.stringify({ x_PriceList: pricing.priceList }),
    SkuPriceId: pricing?.priceId,
    SubAccountId: charge.subAccount.id,
    SubAccountName: charge.subAccount.name,
    Tags: JSON.stringify(charge.tags),
  };
}

/** FOCUS times are UTC and periods end where the next begins; a month here begins at midnight of its first day. */
function startOf(period: Period): string {
  return `${firstDayOf(period)}T00:00:00Z`;
}

interface Pricing {
  readonly quantityMicro: Micro;
  readonly unit: string;
  readonly priceMicro: Micro;
  /** Their exact product, which rounds to what was billed. */
  readonly costMicro: Micro;
  readonly item: string;
  readonly priceId: string;
  readonly priceList: string | undefined;
}

/**
 * Quantity and price whose product is the cost to the last decimal, as FOCUS demands, with a price that is not negative.
 * Where a line has none such - a credit, a share of a fee - it is one unit at the amount itself.
 */
function pricingOf({ pricing, billedOre }: FocusCharge): Pricing | undefined {
  if (pricing === undefined) return undefined;
  const { item, priceList } = pricing;
  const priceId = priceList === undefined ? item : `${priceList}:${item}`;
  const product = BigInt(pricing.quantityMicro) * BigInt(pricing.priceMicro);
  const isExact = product % BigInt(microPerUnit) === 0n;
  const isNatural = pricing.priceMicro >= 0 && lineAmount(pricing) === billedOre;
  if (isExact && isNatural) {
    const costMicro = micro(Number(product / BigInt(microPerUnit)));
    return { ...pricing, unit: pricing.unit || "Units", costMicro, priceId, priceList };
  }
  return { ...oneAt(billedOre), item, priceId, priceList };
}

function oneAt(amount: Ore): Pick<Pricing, "quantityMicro" | "unit" | "priceMicro" | "costMicro"> {
  return {
    quantityMicro: micro(amount < 0 ? -microPerUnit : microPerUnit),
    unit: "Units",
    priceMicro: micro(Math.abs(amount) * 10_000),
    costMicro: micro(amount * 10_000),
  };
}
