import {
  assert,
  firstDayOf,
  formatKronor,
  formatMicro,
  instalment,
  isInForce,
  lineAmount,
  micro,
  microPerUnit,
  monthOf,
  type Ore,
  type Period,
  yearOf,
} from "../../kernel/index.ts";
import { chargeFor, isTiered } from "../pricing/index.ts";
import { formatAmount, formatQuantity } from "../../platform/language/index.ts";
import type {
  BilledCustomer,
  BilledPriceList,
  BilledService,
  PricedItem,
  Sale,
  Volume,
  YearlyFee,
} from "./facts.ts";
import { agreedText, agreementInputs, orderedText } from "./ordered-line.ts";
import { daysOf, schemeLine } from "./scheme-line.ts";
import { type Because, byLine, chargeIdentity, lumpSum, type ProposedLine } from "./line.ts";

/** What the model calls its keys, by code. */
export type KeyNames = ReadonlyMap<string, { readonly sv: string; readonly en: string }>;

export interface ChargeInput {
  readonly period: Period;
  readonly year: number;
  readonly priceList: BilledPriceList;
  /** What keys are called, for the sentence of a fee; a key without a name is left out of it. */
  readonly keyNames?: KeyNames;
  /** Of the period. */
  readonly volumes: readonly Volume[];
  /** Of the period. */
  readonly sales: readonly Sale[];
  readonly services: readonly BilledService[];
  readonly customers: readonly BilledCustomer[];
}

/**
 * Everything that a period gives rise to charge, in canonical order (debiteringsunderlag): a twelfth of every fee in
 * force, every metered volume times its price, every sale. Usage of a customer, service or item that is not known
 * becomes no line here; the gate of orphan usage lists it.
 */
export function chargesOf(input: ChargeInput): ProposedLine[] {
  assert(yearOf(input.period) === input.year, "the period lies in the year that is billed");
  const known = knownItems(input);
  const lines: ProposedLine[] = [];
  for (const fee of input.priceList.fees) {
    const item = known(fee.item, fee.customer);
    if (item && item.charge === "fee" && isFeeOf(fee, input.period)) {
      lines.push(instalmentLine(fee, item, input));
    }
  }
  for (const volume of input.volumes) {
    const item = known(volume.item, volume.customer);
    if (item?.charge === "metered") lines.push(meteredLine(volume, item, input));
  }
  for (const sale of input.sales) {
    const item = known(sale.item, sale.customer);
    if (item) lines.push(saleLine(sale, item, input));
  }
  return lines.filter((line) => line.netOre !== 0).toSorted(byLine);
}

/** A volume or a sale of another price list's item is that list's to charge. */
function knownItems({
  priceList,
  customers: billed,
  services: offered,
}: Pick<ChargeInput, "priceList" | "customers" | "services">): (
  itemCode: string,
  customer: string,
) => PricedItem | undefined {
  const items = new Map(priceList.items.map((item) => [item.item, item]));
  const customers = new Set(billed.map((customer) => customer.customer));
  const services = new Set(offered.map((service) => service.service));
  return (itemCode, customer) => {
    const item = items.get(itemCode);
    return item && customers.has(customer) && services.has(item.service) ? item : undefined;
  };
}

/** The usage and sales of a period as they are charged, by identity and amount only: what a look back compares with. */
export function usageAmountsOf(
  input: Pick<ChargeInput, "period" | "priceList" | "volumes" | "sales" | "services" | "customers">,
): [identity: string, netOre: Ore][] {
  const known = knownItems(input);
  const { period } = input;
  const amounts: [string, Ore][] = [];
  const add = (
    charge: { readonly customer: string; readonly item: string; readonly sale?: string },
    netOre: Ore,
  ) => {
    if (netOre === 0) return;
    amounts.push([chargeIdentity({ ...charge, servicePeriodFrom: period, servicePeriodTo: period }), netOre]);
  };
  for (const volume of input.volumes) {
    const item = known(volume.item, volume.customer);
    if (item?.charge !== "metered" || (item.priceMicro === undefined && !isTiered(item))) continue;
    add(
      { customer: volume.customer, item: item.item },
      chargeFor(asAgreed(item, volume), volume.quantityMicro, { days: daysOf(period) }).amountOre,
    );
  }
  for (const sale of input.sales) {
    const item = known(sale.item, sale.customer);
    if (item) add({ customer: sale.customer, item: item.item, sale: sale.sale }, lineAmount(sale));
  }
  return amounts;
}

/** A fee is charged for the months that begin with it in force: one that starts or ends inside a month is not split. */
export function isFeeOf(fee: Pick<YearlyFee, "validFrom" | "validTo">, period: Period): boolean {
  return isInForce(fee, firstDayOf(period));
}

function instalmentLine(
  fee: YearlyFee,
  item: PricedItem,
  { period, priceList, keyNames }: ChargeInput,
): ProposedLine {
  const index = monthOf(period);
  const amount = instalment(fee.annualOre, { index, count: 12 });
  const annual = formatKronor(fee.annualOre);
  const id = `price:${priceList.version}:${item.item}:${fee.customer}`;
  return {
    ...shared(item, fee.customer, period, priceList),
    chargeKind: "instalment",
    ...lumpSum(amount),
    unit: "month",
    because: {
      formulaSv: `Tolftedel ${index} av 12 av årsavgiften ${formatAmount(fee.annualOre, "sv")} kr${keyFormula(fee, item, keyNames, "sv")}`,
      formulaEn: `Twelfth ${index} of 12 of the yearly fee ${formatAmount(fee.annualOre, "en")} kr${keyFormula(fee, item, keyNames, "en")}`,
      inputs: [
        { nameSv: "Årsavgift", nameEn: "Yearly fee", value: annual, unit: "SEK", id },
        { nameSv: "Månad", nameEn: "Month", value: String(index), unit: "" },
        ...(item.totalOre === undefined
          ? []
          : [
              {
                nameSv: "Budgeterad kostnad att dela",
                nameEn: "Budgeted cost to share",
                value: formatKronor(item.totalOre),
                unit: "SEK",
                id: `price:${priceList.version}:${item.item}`,
              },
            ]),
      ],
      ...(item.key === undefined
        ? {}
        : { key: { key: item.key, valueMicro: fee.keyValueMicro, sumMicro: fee.keySumMicro } }),
      ...basis(priceList),
    },
  };
}

function keyFormula(
  fee: YearlyFee,
  item: PricedItem,
  names: KeyNames | undefined,
  language: "sv" | "en",
): string {
  if (item.key === undefined || item.totalOre === undefined || fee.keySumMicro === 0) return "";
  const total = formatAmount(item.totalOre, language);
  const share = `${formatQuantity(fee.keyValueMicro, language)} / ${formatQuantity(fee.keySumMicro, language)}`;
  const name = names?.get(item.key)?.[language];
  return ` = ${total} kr × ${share}${name === undefined ? "" : ` (${name})`}`;
}

/** The item at the price that the customer's agreement gives, where there is one. */
function asAgreed(item: PricedItem, { agreed }: Volume): PricedItem {
  return agreed === undefined ? item : { ...item, priceMicro: agreed.priceMicro };
}

function meteredLine(volume: Volume, listed: PricedItem, input: ChargeInput): ProposedLine {
  const { period, priceList } = input;
  const item = asAgreed(listed, volume);
  if (item.scheme !== undefined) {
    const amounts = schemeLine(volume, item, { period, version: priceList.version });
    const { because, ...line } = amounts;
    return {
      ...shared(item, volume.customer, period, priceList),
      chargeKind: "metered",
      ...line,
      because: {
        ...because,
        formulaSv: `${because.formulaSv}${orderedText(volume, "sv")}${agreedText(volume, "sv")}`,
        formulaEn: `${because.formulaEn}${orderedText(volume, "en")}${agreedText(volume, "en")}`,
        inputs: [...because.inputs, ...agreementInputs(volume, item.unit)],
        ...basis(priceList),
      },
    };
  }
  assert(item.priceMicro !== undefined, `the metered item ${item.item} has a price`);
  const quantity = formatMicro(volume.quantityMicro);
  const price = formatMicro(item.priceMicro);
  return {
    ...shared(item, volume.customer, period, priceList),
    chargeKind: "metered",
    quantityMicro: volume.quantityMicro,
    unit: item.unit,
    priceMicro: item.priceMicro,
    netOre: lineAmount({ priceMicro: item.priceMicro, quantityMicro: volume.quantityMicro }),
    because: {
      formulaSv: `Volym ${formatQuantity(volume.quantityMicro, "sv")} ${item.unit} × pris ${formatQuantity(item.priceMicro, "sv")} kr${orderedText(volume, "sv")}${agreedText(volume, "sv")}`,
      formulaEn: `Volume ${formatQuantity(volume.quantityMicro, "en")} ${item.unit} × price ${formatQuantity(item.priceMicro, "en")} kr${orderedText(volume, "en")}${agreedText(volume, "en")}`,
      inputs: [
        {
          nameSv: "Volym",
          nameEn: "Volume",
          value: quantity,
          unit: item.unit,
          id: `volume:${period}:${item.item}:${volume.customer}`,
        },
        {
          nameSv: "Pris",
          nameEn: "Price",
          value: price,
          unit: "SEK",
          // What an agreement gives is no share of what the price list recovers.
          ...(volume.agreed === undefined ? { id: `price:${priceList.version}:${item.item}` } : {}),
        },
        ...agreementInputs(volume, item.unit),
      ],
      ...basis(priceList),
    },
  };
}

function saleLine(sale: Sale, item: PricedItem, { period, priceList }: ChargeInput): ProposedLine {
  const quantity = formatMicro(sale.quantityMicro);
  const price = formatMicro(sale.priceMicro);
  return {
    ...shared(item, sale.customer, period, priceList),
    chargeKind: item.charge === "pass-through" ? "pass-through" : "direct-sale",
    textSv: sale.text === "" ? item.nameSv : sale.text,
    textEn: sale.text === "" ? item.nameEn : sale.text,
    quantityMicro: sale.quantityMicro,
    unit: sale.unit,
    priceMicro: sale.priceMicro,
    netOre: lineAmount({ priceMicro: sale.priceMicro, quantityMicro: sale.quantityMicro }),
    sale: sale.sale,
    because: {
      formulaSv: `Försäljning ${sale.sale} den ${sale.day}: ${formatQuantity(sale.quantityMicro, "sv")} ${sale.unit} × ${formatQuantity(sale.priceMicro, "sv")} kr`,
      formulaEn: `Sale ${sale.sale} on ${sale.day}: ${formatQuantity(sale.quantityMicro, "en")} ${sale.unit} × ${formatQuantity(sale.priceMicro, "en")} kr`,
      inputs: [
        { nameSv: "Försäljning", nameEn: "Sale", value: sale.sale, unit: "", id: `sale:${sale.sale}` },
        { nameSv: "Antal", nameEn: "Quantity", value: quantity, unit: sale.unit },
        { nameSv: "Pris", nameEn: "Price", value: price, unit: "SEK" },
      ],
      ...basis(priceList),
    },
  };
}

function shared(item: PricedItem, customer: string, period: Period, priceList: BilledPriceList) {
  return {
    customer,
    postedTo: "revenue",
    item: item.item,
    service: item.service,
    activity: item.activity,
    textSv: item.nameSv,
    textEn: item.nameEn,
    servicePeriodFrom: period,
    servicePeriodTo: period,
    quantityMicro: micro(microPerUnit),
    priceListVersion: priceList.version,
  } as const;
}

function basis(priceList: BilledPriceList): Pick<Because, "decision" | "priceListVersion"> {
  const decision = priceList.decision;
  const named =
    decision && (decision.decision ?? `${decision.board} ${decision.decidedOn} ${decision.paragraph}`.trim());
  return { priceListVersion: priceList.version, ...(named === undefined ? {} : { decision: named }) };
}
