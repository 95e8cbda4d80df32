import {
  lineAmount,
  micro,
  type Micro,
  microPerUnit,
  type Ore,
  ore,
  Refusal,
  zeroOre,
} from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { formatAmount, formatQuantity } from "../../../platform/language/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import { type Explainer, explainServiceCost } from "../../costing/actions/index.ts";
import { assertFooting, type Explanation } from "../../ledger/index.ts";
import type { PriceItem, PriceListVersion } from "../index.ts";
import { plannedInYear } from "./basis.ts";
import { priceListVersions } from "./versions.ts";

export const explainers: readonly Explainer[] = [{ prefix: "price:", explain: explainPrice }];

/**
 * Why a price is what it is: `price:<version>:<item>` opens to the costed budget of its service, and
 * `price:<version>:<item>:<customer>` to that item and what the other customers carry of it. What a part of a cost
 * leaves to others stands as its own line with the opposite sign, so that every parent is the sum of its children.
 * A customer is told the price, its own share and the key; the costs behind are the provider's own. `depth` is how far
 * down in the cost is looked.
 */
export async function explainPrice(
  tx: Transaction,
  provider: string,
  id: string,
  wish: Wish = {},
): Promise<Explanation | undefined> {
  const [, name = "", code = "", customer, ...rest] = id.split(":");
  if (name === "" || code === "" || rest.length > 0) return undefined;
  const [version] = await priceListVersions(tx, provider, { version: name });
  const item = version?.items.find((candidate) => candidate.item === code);
  if (version === undefined || item === undefined) return undefined;
  const tree = await explainItem(tx, provider, version, { item, wish });
  return customer === undefined ? tree : explainShare(tx, provider, { version, item, customer, tree });
}

interface Wish {
  readonly depth?: number;
}

async function explainItem(
  tx: Transaction,
  provider: string,
  version: PriceListVersion,
  { item, wish }: { readonly item: PriceItem; readonly wish: Wish },
): Promise<Explanation> {
  const isCustomer = tx.scope.role === "customer";
  const plannedMicro =
    item.plannedMicro ?? (isCustomer ? micro(0) : await plannedOf(tx, provider, version, item.item));
  const amountOre = listedOre(item, plannedMicro);
  const formula = formulaOf(version, item, plannedMicro);
  const own = {
    id: `price:${version.version}:${item.item}`,
    label_sv: item.nameSv,
    label_en: item.nameEn,
    amountOre,
    formula_sv: formula.sv,
    formula_en: formula.en,
  };
  if (item.charge === "direct-sale" || item.charge === "pass-through") return { ...own, children: [] };
  const cost = isCustomer ? undefined : await costOf(tx, provider, { version, item, wish });
  if (cost === undefined) return { ...own, children: [] };
  const carried = item.totalOre ?? amountOre;
  const borne = item.borneOre ?? zeroOre;
  const children = [
    cost,
    ...remainder(ore(carried - cost.amountOre), `${own.id}/others`, {
      sv: "bärs av tjänstens andra poster eller annan verksamhet",
      en: "carried by other items of the service, or by its other activity",
    }),
    ...remainder(ore(-borne), `${own.id}/borne`, {
      sv: "bärs av leverantören enligt beslutat undantag",
      en: "borne by the provider by a decided exception",
    }),
    ...remainder(ore(amountOre - carried + borne), `${own.id}/rounding`, {
      sv: "avrundning av priset",
      en: "rounding of the price",
    }),
  ];
  return assertFooting({ ...own, children });
}

/** A customer's yearly fee, or the planned volume of a metered item, out of the whole item. */
async function explainShare(
  tx: Transaction,
  provider: string,
  of: {
    readonly version: PriceListVersion;
    readonly item: PriceItem;
    readonly customer: string;
    readonly tree: Explanation;
  },
): Promise<Explanation | undefined> {
  const { version, item, customer, tree } = of;
  const share = await shareOf(tx, provider, version, item, customer);
  // The plan of volumes is the provider's own: a customer is shown the item.
  if (share === undefined)
    return tx.scope.role === "customer" && item.charge === "metered" ? tree : undefined;
  const known = (await customersOf(tx, provider)).find((one) => one.customer === customer);
  const id = `${tree.id}:${customer}`;
  return assertFooting({
    id,
    label_sv: `${item.nameSv}, ${known?.name ?? customer}`,
    label_en: `${item.nameEn}, ${known?.name ?? customer}`,
    amountOre: share.amountOre,
    formula_sv: share.sv,
    formula_en: share.en,
    children: [
      tree,
      ...remainder(ore(share.amountOre - tree.amountOre), `${id}/others`, {
        sv: "betalas av andra kunder",
        en: "paid by other customers",
      }),
    ],
  });
}

async function shareOf(
  tx: Transaction,
  provider: string,
  version: PriceListVersion,
  item: PriceItem,
  customer: string,
): Promise<{ amountOre: Ore; sv: string; en: string } | undefined> {
  if (item.charge === "fee") {
    const fee = version.fees.find((one) => one.item === item.item && one.customer === customer);
    if (fee === undefined) return undefined;
    const total = item.totalOre ?? zeroOre;
    const text = (language: "sv" | "en"): string => {
      const [value, sum] = [fee.keyValueMicro, fee.keySumMicro].map((one) => formatQuantity(one, language));
      return `${formatAmount(total, language)} kr × ${value} / ${sum}`;
    };
    const [sv, en] = item.key === undefined ? ["", ""] : [` (nyckel ${item.key})`, ` (key ${item.key})`];
    return { amountOre: fee.annualOre, sv: text("sv") + sv, en: text("en") + en };
  }
  if (item.charge !== "metered" || item.priceMicro === undefined) return undefined;
  if (tx.scope.role === "customer") return undefined;
  const quantityMicro = await plannedOf(tx, provider, version, item.item, customer);
  if (quantityMicro === 0) return undefined;
  const { priceMicro } = item;
  const text = (language: "sv" | "en"): string =>
    `${formatQuantity(priceMicro, language)} kr × ${formatQuantity(quantityMicro, language)} ${item.unit}`;
  return {
    amountOre: lineAmount({ priceMicro, quantityMicro }),
    sv: `${text("sv")} planerad volym`,
    en: `${text("en")} planned volume`,
  };
}

function listedOre(item: PriceItem, plannedMicro: Micro): Ore {
  if (item.charge === "fee") return ore((item.totalOre ?? 0) - (item.borneOre ?? 0));
  if (item.priceMicro === undefined) return zeroOre;
  const quantityMicro = item.charge === "metered" ? plannedMicro : micro(microPerUnit);
  return lineAmount({ priceMicro: item.priceMicro, quantityMicro });
}

function formulaOf(
  version: PriceListVersion,
  item: PriceItem,
  plannedMicro: Micro,
): { readonly sv: string; readonly en: string } {
  if (item.charge === "fee") {
    return {
      sv: `budgeterad kostnad, delad på kunderna${item.key === undefined ? "" : ` med nyckeln ${item.key}`}`,
      en: `costed budget, shared by the customers${item.key === undefined ? "" : ` by the key ${item.key}`}`,
    };
  }
  if (item.priceMicro === undefined) return { sv: "pris per försäljning", en: "priced by the sale" };
  const priceMicro = item.priceMicro;
  const price = (language: "sv" | "en"): string => formatQuantity(priceMicro, language);
  if (item.charge !== "metered") {
    return { sv: `listpris ${price("sv")} kr/${item.unit}`, en: `list price ${price("en")} kr/${item.unit}` };
  }
  const { totalOre } = item;
  const cost = (language: "sv" | "en"): string =>
    totalOre === undefined
      ? ""
      : ` = ${formatAmount(totalOre, language)} kr / ${formatQuantity(plannedMicro, language)}`;
  const step = (language: "sv" | "en"): string => formatQuantity(version.rounding.toMicro, language);
  const [sv, en] = {
    down: ["nedåt", "down"],
    up: ["uppåt", "up"],
    nearest: ["till närmaste", "to the nearest"],
  }[version.rounding.direction] as [string, string];
  return {
    sv: `${price("sv")} kr/${item.unit}${cost("sv")}, avrundat ${sv} till hela ${step("sv")} kr; × ${formatQuantity(plannedMicro, "sv")} planerade`,
    en: `${price("en")} kr/${item.unit}${cost("en")}, rounded ${en} to whole ${step("en")} kr; × ${formatQuantity(plannedMicro, "en")} planned`,
  };
}

/** The costed budget of the item's service; undefined where the year has no budget to cost. */
async function costOf(
  tx: Transaction,
  provider: string,
  {
    version,
    item,
    wish,
  }: { readonly version: PriceListVersion; readonly item: PriceItem; readonly wish: Wish },
): Promise<Explanation | undefined> {
  try {
    return await explainServiceCost(tx, provider, `cost:${version.fiscalYear}:budget:${item.service}`, wish);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

async function plannedOf(
  tx: Transaction,
  provider: string,
  version: PriceListVersion,
  item: string,
  customer?: string,
): Promise<Micro> {
  const volumes = await plannedInYear(tx, provider, version.fiscalYear);
  const rows = volumes.filter(
    (row) => row.item === item && (customer === undefined || row.customer === customer),
  );
  return micro(rows.reduce((sum, row) => sum + row.quantityMicro, 0));
}

function remainder(
  amountOre: Ore,
  id: string,
  label: { readonly sv: string; readonly en: string },
): Explanation[] {
  if (amountOre === 0) return [];
  return [
    {
      id,
      label_sv: label.sv,
      label_en: label.en,
      amountOre,
      formula_sv: "",
      formula_en: "",
      children: [],
    },
  ];
}
