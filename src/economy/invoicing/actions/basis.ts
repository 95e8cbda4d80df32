import {
  type Day,
  firstDayOf,
  isInForce,
  lastDayOf,
  type Period,
  Refusal,
  required,
} from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { entriesOf } from "../../../platform/registers/actions/index.ts";
import { classOn, asThen } from "../../../service/catalogue/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { agreementsOf, customersOf, serviceUsesOf } from "../../../service/customers/actions/index.ts";
import { modelsOf } from "../../costing/actions/index.ts";
import { periodsOf } from "../../ledger/actions/index.ts";
import { salesFor } from "../../metering/actions/index.ts";
import { priceListVersions } from "../../pricing/actions/index.ts";
import { isVersionInForce, type PriceListVersion } from "../../pricing/index.ts";
import {
  type BilledCustomer,
  type BilledService,
  type BillingBounds,
  type KeyNames,
  type PostingRules,
  readBounds,
  readPosting,
  receiverRegister,
  type Sale,
  type ServiceUse,
  type Volume,
} from "../index.ts";
import { problemOf } from "../problems.ts";
import { billedVolumes } from "./billed-volumes.ts";

/** Who sells, and by which rules: the provider's settings as the pack has them. */
export interface Seller {
  readonly synthetic: boolean;
  readonly posting: PostingRules;
  readonly bounds: BillingBounds;
  /** Name, organisation number, bankgiro, address: kept on every document as it was. */
  readonly facts: unknown;
  /** The layout of the ledger's internal debiting file, where it is another than Raindance's. */
  readonly internalFile: unknown;
  readonly customerCount: number;
}

export async function sellerOf(tx: Transaction, provider: string): Promise<Seller> {
  const row = await tx.maybe<{
    name: string;
    org_no: string;
    synthetic: boolean;
    settings: Record<string, unknown>;
  }>("select name, org_no, synthetic, settings from platform.provider where provider_id = $1", [provider]);
  if (row === undefined) {
    throw new Refusal([
      problemOf(
        "invoicing.unknown",
        `Leverantören ${provider} finns inte.`,
        `There is no provider ${provider}.`,
      ),
    ]);
  }
  const customers = await customersOf(tx, provider);
  const ownCustomer = customers.some((customer) => customer.isSelf);
  return {
    synthetic: row.synthetic,
    posting: required(readPosting(row.settings["posting"], { ownCustomer })),
    bounds: readBounds(row.settings["billing"]),
    internalFile: (row.settings["billing"] as Record<string, unknown> | undefined)?.["internal_file"],
    facts: row.settings["provider"] ?? { name: row.name, org_no: row.org_no },
    customerCount: customers.length,
  };
}

/** Every service with the class it had on the day: the class decides the account. */
export async function billedServices(tx: Transaction, provider: string, day: Day): Promise<BilledService[]> {
  const catalogue = await catalogueOf(tx, provider);
  return catalogue.services.map((service) => ({
    service: service.service,
    class: classOn(catalogue.classifications, service.service, day, asThen)?.class ?? "",
    ...(service.department === undefined ? {} : { department: service.department }),
  }));
}

/** Every customer that ever was, with the signed agreement in force on the day. */
export async function billedCustomers(
  tx: Transaction,
  provider: string,
  day: Day,
): Promise<BilledCustomer[]> {
  const agreements = new Map(
    (await agreementsOf(tx, provider))
      .filter((agreement) => agreement.status === "signed" && isInForce(agreement, day))
      .map((agreement) => [agreement.customer, agreement.agreement]),
  );
  const receivers = new Map(
    (await entriesOf(tx, provider, receiverRegister)).map((receiver) => [receiver.customer, receiver]),
  );
  return (await customersOf(tx, provider)).map((customer) => {
    const agreement = agreements.get(customer.customer);
    const receiver = receivers.get(customer.customer);
    return {
      customer: customer.customer,
      name: customer.name,
      orgNo: customer.orgNo,
      kind: customer.kind,
      counterparty: customer.counterparty,
      isSelf: customer.isSelf,
      vat: customer.vat,
      eAddress: customer.eAddress,
      validFrom: customer.validFrom,
      validTo: customer.validTo,
      ...(agreement === undefined ? {} : { agreement }),
      ...(receiver === undefined ? {} : { receiver }),
    };
  });
}

/** Everything a period is billed from. */
export interface BillingBasis {
  readonly period: Period;
  readonly priceLists: readonly PriceListVersion[];
  readonly volumes: readonly Volume[];
  readonly volumesBefore: readonly Volume[];
  readonly sales: readonly Sale[];
  readonly services: readonly BilledService[];
  /** Those valid some day of the period. */
  readonly customers: readonly BilledCustomer[];
  readonly allCustomers: readonly BilledCustomer[];
  readonly serviceUse: readonly ServiceUse[];
}

export async function basisOf(
  tx: Transaction,
  provider: string,
  period: Period,
  {
    before,
    versions,
  }: {
    /** The month to compare volumes with. */
    readonly before?: Period;
    /** All price lists, when they are read already: they are held against their hashes at every reading. */
    readonly versions?: readonly PriceListVersion[];
  } = {},
): Promise<BillingBasis> {
  const first = firstDayOf(period);
  const last = lastDayOf(period);
  const allCustomers = await billedCustomers(tx, provider, last);
  const lists = versions ?? (await priceListVersions(tx, provider));
  const volumes = await billedVolumes(tx, provider, { first: before ?? period, last: period }, lists);
  return {
    period,
    priceLists: priceListsOf(lists, period),
    volumes: volumes.filter((volume) => volume.period === period),
    volumesBefore: volumes.filter((volume) => volume.period === before),
    sales: await salesFor(tx, provider, period),
    services: await billedServices(tx, provider, last),
    customers: customersOfMonth(allCustomers, period),
    allCustomers,
    serviceUse: (await serviceUsesOf(tx, provider))
      .filter((use) => use.stage === "done" && isInForce(use, first))
      .map(({ customer, service }) => ({ customer, service })),
  };
}

/** What the models call their keys. A model that cannot be read names none: billing does not rest on it. */
export async function keyNamesOf(tx: Transaction, provider: string): Promise<KeyNames> {
  const models = await modelsOf(tx, provider);
  const keys = models.ok ? models.value.flatMap((model) => model.keys) : [];
  return new Map(keys.map((one) => [one.key, { sv: one.nameSv, en: one.nameEn }]));
}

/** The price list in force when the month begins holds the month out, as fees do. */
export function priceListsOf(versions: readonly PriceListVersion[], period: Period): PriceListVersion[] {
  return versions.filter((version) => isVersionInForce(version, firstDayOf(period)));
}

/** Those valid some day of the month. */
export function customersOfMonth(customers: readonly BilledCustomer[], period: Period): BilledCustomer[] {
  return customers.filter(
    (customer) =>
      customer.validFrom <= lastDayOf(period) &&
      (customer.validTo === undefined || customer.validTo >= firstDayOf(period)),
  );
}

/** A month without a state of its own is open. */
export async function isPeriodClosed(tx: Transaction, provider: string, period: Period): Promise<boolean> {
  return (await periodsOf(tx, provider)).some((each) => each.period === period && each.state === "closed");
}
