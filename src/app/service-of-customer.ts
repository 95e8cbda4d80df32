import { invoicedAmounts } from "../economy/invoicing/actions/index.ts";
import { accountMapOf, balancesOf } from "../economy/ledger/actions/index.ts";
import { volumesFor } from "../economy/metering/actions/index.ts";
import { priceListVersions } from "../economy/pricing/actions/index.ts";
import {
  byCode,
  type Day,
  formatMicro,
  isInForce,
  lastDayOf,
  micro,
  type Ore,
  ore,
  periodOf,
  sumOre,
  yearOf,
} from "../kernel/index.ts";
import type { Transaction } from "../platform/database/index.ts";
import { asThen, classOn } from "../service/catalogue/index.ts";
import { catalogueOf } from "../service/catalogue/actions/index.ts";
import { customersOf, serviceUsesOf } from "../service/customers/actions/index.ts";

/**
 * One service as one customer meets it (R007): what it is and gives, what is paid year by year, by which items, on which key with which
 * share, and which volume. Undefined where there is no such customer or service for the reader.
 */
export async function serviceOfCustomer(
  tx: Transaction,
  provider: string,
  {
    customer: code,
    service: wanted,
    year,
  }: { readonly customer: string; readonly service: string; readonly year: number },
) {
  const customer = (await customersOf(tx, provider)).find((one) => one.customer === code);
  const day = lastDayOf(periodOf(year, 12));
  const catalogue = await catalogueOf(tx, provider, day);
  const service = catalogue.services.find((one) => one.service === wanted);
  if (customer === undefined || service === undefined) return undefined;
  const years = [year - 2, year - 1, year];
  const isStaff = tx.scope.role === "staff";
  const paid = isStaff
    ? await booked(tx, provider, { code, wanted, years })
    : await invoiced(tx, provider, { code, wanted, years });
  const items = new Map<
    string,
    { item: string; nameSv: string; unit: string; charge: string; key: string }
  >();
  const fees: {
    item: string;
    version: string;
    validFrom: Day;
    annualOre: Ore;
    keyValue: string;
    keySum: string;
  }[] = [];
  for (const version of (await priceListVersions(tx, provider)).filter((one) => one.state !== "draft")) {
    for (const item of version.items.filter((one) => one.service === wanted))
      if (version.fiscalYear === year)
        items.set(item.item, {
          item: item.item,
          nameSv: item.nameSv,
          unit: item.unit,
          charge: item.charge,
          key: item.key ?? "",
        });
    for (const fee of version.fees)
      if (
        fee.customer === code &&
        version.items.some((one) => one.item === fee.item && one.service === wanted)
      )
        fees.push({
          item: fee.item,
          version: version.version,
          validFrom: fee.validFrom,
          annualOre: fee.annualOre,
          keyValue: formatMicro(fee.keyValueMicro),
          keySum: formatMicro(fee.keySumMicro),
        });
  }
  // Under its own row-level security a customer gets its own volumes only, and so no sum over all.
  const used = await volumesFor(tx, provider, { first: periodOf(year, 1), last: periodOf(year, 12) });
  const own = used.filter((row) => row.customer === code && items.has(row.item));
  return {
    customer,
    service,
    year,
    class: catalogue.classes.find(
      (one) => one.class === classOn(catalogue.classifications, wanted, day, asThen)?.class,
    ),
    offerings: catalogue.offerings.filter((row) => row.service === wanted && isInForce(row, day)),
    use: (await serviceUsesOf(tx, provider)).filter((row) => row.customer === code && row.service === wanted),
    paid,
    items: [...items.values()].sort((a, b) => byCode(a.item, b.item)),
    fees: fees.sort((a, b) => byCode(a.item, b.item) || byCode(a.validFrom, b.validFrom)),
    volumes: [...new Set(own.map((row) => row.item))].sort(byCode).map((item) => ({
      item,
      quantityMicro: micro(
        own.filter((row) => row.item === item).reduce((sum, row) => sum + row.quantityMicro, 0),
      ),
      allMicro: isStaff
        ? micro(used.filter((row) => row.item === item).reduce((sum, row) => sum + row.quantityMicro, 0))
        : undefined,
    })),
  };
}
export type ServiceOfCustomer = NonNullable<Awaited<ReturnType<typeof serviceOfCustomer>>>;

interface Which {
  readonly code: string;
  readonly wanted: string;
  readonly years: readonly number[];
}

async function booked(tx: Transaction, provider: string, { code, wanted, years }: Which) {
  const map = await accountMapOf(tx, provider);
  const cells = (await balancesOf(tx, provider, [...years])).filter(
    (cell) =>
      cell.customer === code && cell.service === wanted && map.mappingOf(cell.account)?.kind === "revenue",
  );
  return years.map((year) => ({
    year,
    amountOre: sumOre(
      cells.filter((cell) => yearOf(cell.period) === year).map((cell) => ore(-cell.amountOre)),
    ),
  }));
}

async function invoiced(tx: Transaction, provider: string, { code, wanted, years }: Which) {
  const amounts = (await Promise.all(years.map((year) => invoicedAmounts(tx, provider, year)))).flat();
  return years.map((year) => ({
    year,
    amountOre: sumOre(
      amounts
        .filter((row) => row.customer === code && row.service === wanted && yearOf(row.period) === year)
        .map((row) => row.netOre),
    ),
  }));
}

/** The same as JSON: öre and quantities as text. */
export function serviceOfCustomerJson(page: ServiceOfCustomer) {
  return {
    customer: page.customer.customer,
    service: page.service.service,
    name_sv: page.service.nameSv,
    name_en: page.service.nameEn,
    description_sv: page.service.descriptionSv,
    benefit_sv: page.service.benefitSv ?? "",
    owner: page.service.owner ?? null,
    class: page.class?.class ?? null,
    use: page.use,
    paid: page.paid.map((row) => ({ year: row.year, amount: { ore: String(row.amountOre) } })),
    items: page.items,
    fees: page.fees.map(({ annualOre, ...fee }) => ({ ...fee, annual: { ore: String(annualOre) } })),
    volumes: page.volumes.map((row) => ({
      item: row.item,
      quantity: formatMicro(row.quantityMicro),
      all: row.allMicro === undefined ? null : formatMicro(row.allMicro),
    })),
  };
}
