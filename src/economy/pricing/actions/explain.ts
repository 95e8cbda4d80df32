import {
  lineAmount,
  micro,
  type Micro,
  microPerUnit,
  type Ore,
  ore,
  sumOre,
  zeroOre,
} from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { formatAmount, formatQuantity } from "../../../platform/language/index.ts";
import { sourceLinesOf } from "../../../platform/registers/actions/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import { explainers as costExplainers, keyNamed, keySaid, modelsOf } from "../../costing/actions/index.ts";
import { canShare, openShare, sharedId, shareOf } from "../../costing/index.ts";
import { type Explainer, type Opening, openingOf, openTree } from "../../ledger/actions/index.ts";
import { assertFooting, type Explanation } from "../../ledger/index.ts";
import { oneFee, oneItem, type OneItem } from "../sql/one-item.ts";
import { plannedCharge } from "../index.ts";
import { selectTiers } from "../sql/read.ts";
import { plannedInYear } from "./basis.ts";

export const explainers: readonly Explainer[] = [{ prefix: "price:", open: openPrice }];

/** The tree of a price, all of it or so many levels: for those who ask this room alone. */
export async function explainPrice(
  tx: Transaction,
  provider: string,
  id: string,
  { depth }: { readonly depth?: number } = {},
): Promise<Explanation | undefined> {
  const tree = await openTree(await openingOf(tx, provider, [...explainers, ...costExplainers]), id, depth);
  return tree && assertFooting(tree);
}

/**
 * Why a price is what it is: `price:<version>:<item>` is made of the costed budget of its service, each part with the
 * share that the price recovers, down to the lines of the plan; `price:<version>:<item>:<customer>` the same with the
 * customer's part of it. Below them `/of/` and the id of the cost. What no cost explains (rounding, a price that was
 * decided higher) stands as its own line with the row of the price list. A customer is told the price, its share and the
 * key; the costs behind are the provider's own.
 */
async function openPrice(opening: Opening, id: string): Promise<Explanation | undefined> {
  const shared = sharedId(id);
  const head = shared?.head ?? id;
  const [, version = "", code = "", customer, ...rest] = head.split(":");
  if (version === "" || code === "" || rest.length > 0 || head.includes("/")) return undefined;
  const { tx, provider } = opening;
  const item = await opening.keep(`price-item:${version}:${code}`, () =>
    oneItem(tx, provider, { version, item: code }),
  );
  if (item === undefined) return undefined;
  const told =
    customer === undefined ? await tellItem(opening, item) : await tellShare(opening, item, customer);
  if (told === undefined) return undefined;
  const whole = tx.scope.role === "customer" ? undefined : await costOf(opening, item);
  const row = customer === undefined ? item.item : `${item.item} ${customer}`;
  const file = `prices/${item.version}/${customer === undefined || item.charge !== "fee" ? "items" : "fees"}.csv`;
  const fileLine = await lineOf(opening, file, row);
  const place = { file, row, ...(fileLine === undefined ? {} : { fileLine }) };
  const own: Explanation = {
    id: head,
    label_sv: told.label.sv,
    label_en: told.label.en,
    amountOre: told.amountOre,
    formula_sv: told.sv,
    formula_en: told.en,
    children: [],
  };
  if (whole === undefined || told.amountOre === 0)
    return shared === undefined ? { ...own, ...place } : undefined;
  const part = canShare(told.amountOre, whole) ? told.amountOre : whole.amountOre;
  if (!canShare(part, whole)) return shared === undefined ? { ...own, ...place } : undefined;
  if (shared !== undefined)
    return openShare(opening.open, { head, amountOre: part, whole, target: shared.target });
  const children = [
    ...shareOf(head, part, whole).children,
    ...beyond(ore(told.amountOre - part), `${head}/beyond`, place),
  ];
  return { ...own, children };
}

/** Where a row of the price list stands in its file. A list that was proposed here has none; nor is a customer shown the files. */
async function lineOf(
  { tx, provider, keep }: Opening,
  file: string,
  row: string,
): Promise<number | undefined> {
  if (tx.scope.role === "customer") return undefined;
  return (await keep(`source-lines:${file}`, () => sourceLinesOf(tx, provider, file))).get(row);
}

/** The costed budget that an item is to recover: its service's, of its activity. */
async function costOf(opening: Opening, item: OneItem): Promise<Explanation | undefined> {
  if (item.charge === "direct-sale" || item.charge === "pass-through") return undefined;
  const service = `cost:${item.year}:budget:${item.service}`;
  const found = await opening.open(`${service}/activity=${item.activity}`);
  return found === undefined || found.children.length === 0 ? opening.open(service) : found;
}

interface Told {
  readonly label: { readonly sv: string; readonly en: string };
  readonly amountOre: Ore;
  readonly sv: string;
  readonly en: string;
}

async function tellItem(opening: Opening, item: OneItem): Promise<Told> {
  const isCustomer = opening.tx.scope.role === "customer";
  const plannedMicro = item.plannedMicro ?? (isCustomer ? micro(0) : await plannedOf(opening, item));
  const tiered = await tieredOf(opening, item);
  if (tiered !== undefined) return { label: { sv: item.nameSv, en: item.nameEn }, ...tiered };
  return {
    label: { sv: item.nameSv, en: item.nameEn },
    amountOre: listedOre(item, plannedMicro),
    ...(await formulaOf(opening, item, plannedMicro)),
  };
}

/** A customer's yearly fee, or the planned volume of a metered item, out of the whole item. */
async function tellShare(opening: Opening, item: OneItem, customer: string): Promise<Told | undefined> {
  const { tx, provider } = opening;
  const names = await opening.keep(
    "customer-names",
    async () => new Map((await customersOf(tx, provider)).map((one) => [one.customer, one.name])),
  );
  const name = names.get(customer) ?? customer;
  const label = { sv: `${item.nameSv}, ${name}`, en: `${item.nameEn}, ${name}` };
  if (item.charge === "fee") {
    const fee = await opening.keep(`price-fee:${item.version}:${item.item}:${customer}`, () =>
      oneFee(tx, provider, { version: item.version, item: item.item, customer }),
    );
    if (fee === undefined) return undefined;
    const total = item.totalOre ?? zeroOre;
    const said =
      item.key === null
        ? undefined
        : await keySaid(tx, provider, {
            key: item.key,
            customer,
            day: fee.validFrom,
            amountOre: total,
            ownMicro: fee.keyValueMicro,
            sumMicro: fee.keySumMicro,
          });
    const key = said?.name ?? (await keyName(opening, item.key));
    const [sv, en] = (["sv", "en"] as const).map((language) => {
      const [value, sum] = [fee.keyValueMicro, fee.keySumMicro].map((one) => formatQuantity(one, language));
      const own = said?.sentence[language] ?? "";
      return `${formatAmount(total, language)}\u00a0kr × ${value} / ${sum}${key === undefined ? "" : ` (${key[language]})`}${own === "" ? "" : `. ${own}`}`;
    }) as [string, string];
    return { label, amountOre: fee.annualOre, sv, en };
  }
  if (item.scheme !== null && item.priceMicro === null) {
    const tiered = await tieredOf(opening, item, customer);
    return tiered && { label, ...tiered };
  }
  // The plan of volumes is the provider's own: a customer is shown the item.
  if (item.charge !== "metered" || item.priceMicro === null) return undefined;
  if (tx.scope.role === "customer") return tellItem(opening, item);
  const quantityMicro = await plannedOf(opening, item, customer);
  if (quantityMicro === 0) return undefined;
  const { priceMicro } = item;
  const [sv, en] = (["sv", "en"] as const).map(
    (language) =>
      `${formatQuantity(priceMicro, language)} kr × ${formatQuantity(quantityMicro, language)} ${item.unit}`,
  ) as [string, string];
  return {
    label,
    amountOre: lineAmount({ priceMicro, quantityMicro }),
    sv: `${sv} planerad volym`,
    en: `${en} planned volume`,
  };
}

/** The tiers of an item and what they bring at planned volumes; a customer is shown the tiers and not the plan. */
async function tieredOf(
  opening: Opening,
  item: OneItem,
  customer?: string,
): Promise<Omit<Told, "label"> | undefined> {
  const { tx, provider } = opening;
  if (item.scheme === null || item.scheme === "seat") return undefined;
  const { scheme } = item;
  const found = await opening.keep(`tiers:${item.version}`, () => selectTiers(tx, provider, [item.version]));
  const tiers = found.get(`${item.version}\n${item.item}`) ?? [];
  const planned =
    tx.scope.role === "customer"
      ? []
      : await opening.keep(`planned:${item.year}:${item.item}`, async () => {
          const rows = await plannedInYear(tx, provider, item.year, [{ item: item.item, scheme }]);
          return rows.filter((row) => row.item === item.item);
        });
  const amountOre = sumOre(
    planned
      .filter((row) => customer === undefined || row.customer === customer)
      .map((row) => plannedCharge({ scheme, tiers }, row.quantityMicro)),
  );
  const [sv, en] = (["sv", "en"] as const).map((language) =>
    tiers
      .map(({ fromMicro, priceMicro, packageMicro }) => {
        const [from, price] = [fromMicro, priceMicro].map((one) => formatQuantity(one, language));
        const size =
          packageMicro === undefined ? "" : ` / ${formatQuantity(packageMicro, language)} ${item.unit}`;
        return `${language === "sv" ? "från" : "from"} ${from}: ${price} kr${size}`;
      })
      .join(", "),
  ) as [string, string];
  return { amountOre, sv: `${sv}; vid planerad volym.`, en: `${en}; at planned volume.` };
}

function listedOre(item: OneItem, plannedMicro: Micro): Ore {
  if (item.charge === "fee") return ore((item.totalOre ?? 0) - (item.borneOre ?? 0));
  if (item.priceMicro === null) return zeroOre;
  const quantityMicro = item.charge === "metered" ? plannedMicro : micro(microPerUnit);
  return lineAmount({ priceMicro: item.priceMicro, quantityMicro });
}

async function formulaOf(
  opening: Opening,
  item: OneItem,
  plannedMicro: Micro,
): Promise<{ readonly sv: string; readonly en: string }> {
  if (item.charge === "fee") {
    const key = await keyName(opening, item.key);
    const borne = item.borneOre ?? 0;
    const less =
      borne === 0
        ? { sv: "", en: "" }
        : {
            sv: ` Leverantören bär ${formatAmount(ore(borne), "sv")}\u00a0kr enligt beslutat undantag.`,
            en: ` The provider bears SEK\u00a0${formatAmount(ore(borne), "en")} by a decided exception.`,
          };
    return {
      sv: `Budgeterad kostnad, delad på kunderna${key === undefined ? "" : ` efter ${key.sv}`}.${less.sv}`,
      en: `Costed budget, shared by the customers${key === undefined ? "" : ` by ${key.en}`}.${less.en}`,
    };
  }
  if (item.priceMicro === null) return { sv: "Pris per försäljning.", en: "Priced by the sale." };
  const priceMicro = item.priceMicro;
  const price = (language: "sv" | "en"): string => formatQuantity(priceMicro, language);
  if (item.charge !== "metered") {
    return {
      sv: `Listpris ${price("sv")} kr/${item.unit}.`,
      en: `List price ${price("en")} kr/${item.unit}.`,
    };
  }
  const { totalOre } = item;
  const cost = (language: "sv" | "en"): string =>
    totalOre === null
      ? ""
      : ` = ${formatAmount(totalOre, language)} kr / ${formatQuantity(plannedMicro, language)}`;
  const step = (language: "sv" | "en"): string => formatQuantity(item.toMicro, language);
  const [sv, en] = {
    down: ["nedåt", "down"],
    up: ["uppåt", "up"],
    nearest: ["till närmaste", "to the nearest"],
  }[item.direction] as [string, string];
  return {
    sv: `${price("sv")} kr/${item.unit}${cost("sv")}, avrundat ${sv} till hela ${step("sv")} kr; × ${formatQuantity(plannedMicro, "sv")} planerade`,
    en: `${price("en")} kr/${item.unit}${cost("en")}, rounded ${en} to whole ${step("en")} kr; × ${formatQuantity(plannedMicro, "en")} planned`,
  };
}

/** What people call a key; nothing where no model knows it any more. Models are the provider's: a customer reads what they say of keys. */
async function keyName(
  { tx, provider, keep }: Opening,
  key: string | null,
): Promise<{ readonly sv: string; readonly en: string } | undefined> {
  if (key === null) return undefined;
  if (tx.scope.role === "customer") return keyNamed(tx, provider, key);
  const names = await keep("key-names", async () => {
    const models = await modelsOf(tx, provider);
    const keys = models.ok ? models.value.flatMap((model) => model.keys) : [];
    return new Map(keys.map((one) => [one.key, { sv: one.nameSv, en: one.nameEn }]));
  });
  return names.get(key);
}

async function plannedOf(opening: Opening, item: OneItem, customer?: string): Promise<Micro> {
  const { tx, provider } = opening;
  const planned = await opening.keep(`planned:${item.year}`, async () => {
    const sums = new Map<string, number>();
    for (const row of await plannedInYear(tx, provider, item.year)) {
      for (const key of [row.item, `${row.item}\n${row.customer}`])
        sums.set(key, (sums.get(key) ?? 0) + row.quantityMicro);
    }
    return sums;
  });
  return micro(planned.get(customer === undefined ? item.item : `${item.item}\n${customer}`) ?? 0);
}

/** What the price takes beyond the cost it rests on: its basis is the decided price list itself. */
function beyond(
  amountOre: Ore,
  id: string,
  place: { readonly file: string; readonly row: string; readonly fileLine?: number },
): Explanation[] {
  if (amountOre === 0) return [];
  return [
    {
      id,
      label_sv: "Utöver budgeterad kostnad",
      label_en: "Beyond the costed budget",
      amountOre: amountOre,
      formula_sv:
        "Prislistan tar ut mer än tjänstens budgeterade kostnad: avrundning, eller flera poster för samma tjänst.",
      formula_en:
        "The price list takes more than the service's costed budget: rounding, or several items for one service.",
      children: [],
      ...place,
    },
  ];
}
