import type { Day, Micro, Ore } from "../../kernel/index.ts";
import type { AgreedPrice, OrderedQuantity } from "../ordering/index.ts";
import type { Charging } from "../pricing/index.ts";
import type { Activity } from "./line.ts";
import type { Receiver } from "./receiver.ts";

/** What billing needs to know of a customer; kept on the document as it was on the day. */
export interface BilledCustomer {
  readonly customer: string;
  readonly name: string;
  readonly orgNo?: string | undefined;
  readonly kind: string;
  /** Counterparty code (motpart) in the city's ledgers. */
  readonly counterparty: string;
  /** The provider as its own customer: its invoices are internal items, cost and revenue in the same books. */
  readonly isSelf: boolean;
  readonly vat: boolean;
  readonly eAddress?: string | undefined;
  readonly validFrom: Day;
  readonly validTo?: Day | undefined;
  /** The agreement in force, if there is one. */
  readonly agreement?: string | undefined;
  /** Where its documents go, as the register says. */
  readonly receiver?: Receiver;
}

/** What billing needs to know of a service: the class in force in the period decides the account. */
export interface BilledService {
  readonly service: string;
  readonly class: string;
  readonly department?: string | undefined;
}

/** A row of a price list, as `economy/pricing` has it. */
export interface PricedItem {
  readonly item: string;
  readonly service: string;
  readonly activity: Activity;
  readonly nameSv: string;
  readonly nameEn: string;
  readonly charge: "fee" | "metered" | "direct-sale" | "pass-through";
  readonly unit: string;
  readonly priceMicro?: Micro;
  readonly totalOre?: Ore;
  readonly key?: string;
  readonly scheme?: NonNullable<Charging["scheme"]>;
  readonly tiers?: NonNullable<Charging["tiers"]>;
  readonly proration?: NonNullable<Charging["proration"]>;
}

/** A customer's yearly fee, as `economy/pricing` has it. */
export interface YearlyFee {
  readonly item: string;
  readonly customer: string;
  readonly annualOre: Ore;
  readonly keyValueMicro: Micro;
  readonly keySumMicro: Micro;
  readonly validFrom: Day;
  readonly validTo: Day;
}

/** The price list that is billed by. A `PriceListVersion` of `economy/pricing` is one. */
export interface BilledPriceList {
  readonly version: string;
  readonly items: readonly PricedItem[];
  readonly fees: readonly YearlyFee[];
  readonly decision?: {
    readonly decision?: string;
    readonly board: string;
    readonly decidedOn: Day;
    readonly paragraph: string;
    readonly registryNo: string;
  };
}

/** Metered volume of one item and customer in the period. */
export interface Volume {
  readonly item: string;
  readonly customer: string;
  readonly quantityMicro: Micro;
  /** What it consists of, where it was ordered and not measured. */
  readonly ordered?: Pick<OrderedQuantity, "rule" | "parts">;
  /** Of an ordered capacity: what was measured, and how much of it goes beyond the order and is charged as overage (överuttag). */
  readonly overage?: { readonly measuredMicro: Micro; readonly overMicro: Micro };
  /** What was measured besides, which is not charged: one of the two should not be. */
  readonly measuredMicro?: Micro;
  /** The price that an agreement gives this customer instead of the price list's. */
  readonly agreed?: AgreedPrice;
}

/** A thing sold at its own price: direct sale or pass-through, by the charge of its item. */
export interface Sale {
  readonly sale: string;
  readonly day: Day;
  readonly item: string;
  readonly customer: string;
  readonly text: string;
  readonly quantityMicro: Micro;
  readonly unit: string;
  readonly priceMicro: Micro;
}
