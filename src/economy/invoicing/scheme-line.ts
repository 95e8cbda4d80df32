import { assert, formatKronor, formatMicro, lastDayOf, type Micro, type Period } from "../../kernel/index.ts";
import { formatAmount, formatQuantity } from "../../platform/language/index.ts";
import { type Charged, chargeFor, type Scheme, type TierPart } from "../pricing/index.ts";
import type { PricedItem, Volume } from "./facts.ts";
import { type BecauseInput, lumpSum, type ProposedLine } from "./line.ts";

type Words = Readonly<Record<"sv" | "en", string>>;
type Language = keyof Words;

const names: Readonly<Record<Scheme, Words>> = {
  graduated: { sv: "Trappa, varje steg till sitt pris", en: "Graduated, each tier at its price" },
  volume: { sv: "Volympris, allt till det nådda stegets pris", en: "Volume price, all at the tier reached" },
  package: { sv: "Påbörjade paket", en: "Started packages" },
  seat: { sv: "Per plats", en: "Per seat" },
  capacity: { sv: "Kapacitet med överuttag", en: "Capacity with overage" },
};

export function daysOf(period: Period): number {
  return Number(lastDayOf(period).slice(8));
}

/** What a line says of its own accord when the price depends on the quantity. */
export type SchemeLine = Pick<
  ProposedLine,
  "textSv" | "textEn" | "quantityMicro" | "unit" | "priceMicro" | "netOre" | "because"
>;

/**
 * A metered line whose price depends on the quantity. Where one price holds all of it the line is quantity x price as any
 * other; where several tiers do, it is one month at the amount, since no single price multiplies to it: the quantity
 * then stands in the text, and what each tier held in the basis.
 */
export function schemeLine(
  volume: Volume,
  item: PricedItem,
  { period, version }: { readonly period: Period; readonly version: string },
): SchemeLine {
  const { scheme } = item;
  assert(scheme !== undefined, `the item ${item.item} has a scheme`);
  const days = daysOf(period);
  const charged = chargeFor(item, volume.quantityMicro, { days });
  const isWhole = charged.single !== undefined && scheme !== "capacity";
  const used = (language: Language): string =>
    `${formatQuantity(volume.quantityMicro, language)} ${item.unit}`;
  return {
    textSv: isWhole ? item.nameSv : `${item.nameSv}, ${used("sv")}`,
    textEn: isWhole ? item.nameEn : `${item.nameEn}, ${used("en")}`,
    netOre: charged.amountOre,
    ...(isWhole && charged.single !== undefined
      ? { ...charged.single, unit: scheme === "package" ? "paket" : item.unit }
      : { ...lumpSum(charged.amountOre), unit: "month" }),
    because: {
      formulaSv: formulaOf(item, charged, volume.quantityMicro, days, "sv"),
      formulaEn: formulaOf(item, charged, volume.quantityMicro, days, "en"),
      inputs: [
        {
          nameSv: item.proration === "days" ? "Platsdagar" : "Volym",
          nameEn: item.proration === "days" ? "Seat-days" : "Volume",
          value: formatMicro(volume.quantityMicro),
          unit: item.unit,
          id: `volume:${period}:${item.item}:${volume.customer}`,
        },
        {
          nameSv: "Prismodell",
          nameEn: "Scheme",
          value: scheme,
          unit: "",
          id: `price:${version}:${item.item}`,
        },
        ...tierInputs(item, charged),
      ],
    },
  };
}

/** Every tier that held something, with what it came to: those amounts sum to the line. */
function tierInputs(item: PricedItem, { parts, single }: Charged): BecauseInput[] {
  if (parts.length === 0 && single !== undefined)
    return [{ nameSv: "Pris", nameEn: "Price", value: formatMicro(single.priceMicro), unit: "SEK" }];
  return parts.map((part) => ({
    nameSv: partText(item, part, "sv"),
    nameEn: partText(item, part, "en"),
    value: formatKronor(part.amountOre),
    unit: "SEK",
  }));
}

function formulaOf(
  item: PricedItem,
  charged: Charged,
  usedMicro: Micro,
  days: number,
  language: Language,
): string {
  const name = names[item.scheme as Scheme][language];
  const used = `${formatQuantity(usedMicro, language)} ${item.unit}`;
  if (charged.parts.length > 0) {
    const parts = charged.parts.map((part) => partText(item, part, language)).join(" + ");
    return `${name}: ${used} = ${parts}`;
  }
  const { single } = charged;
  assert(single !== undefined, "an item without tiers has one price");
  const price = `${formatQuantity(single.priceMicro, language)} kr`;
  if (item.proration !== "days") return `${name}: ${used} × ${price}`;
  const [seatDays, seats] = [usedMicro, single.quantityMicro].map((one) => formatQuantity(one, language));
  return language === "sv"
    ? `${name}: ${seatDays} platsdagar / ${days} dagar = ${seats} × ${price}`
    : `${name}: ${seatDays} seat-days / ${days} days = ${seats} × ${price}`;
}

/** "steg 10–50: 15 port × 80 kr = 1 200,00 kr". */
function partText(item: PricedItem, part: TierPart, language: Language): string {
  const quantity = (value: Micro): string => formatQuantity(value, language);
  const amount = quantity(part.quantityMicro);
  const price = `${quantity(part.tier.priceMicro)} kr = ${formatAmount(part.amountOre, language)} kr`;
  const size = part.tier.packageMicro === undefined ? "" : `${quantity(part.tier.packageMicro)} ${item.unit}`;
  if (item.scheme === "package")
    return language === "sv"
      ? `${amount} påbörjade paket om ${size} × ${price}`
      : `${amount} started packages of ${size} × ${price}`;
  if (size !== "") return language === "sv" ? `kapacitet ${size}, ${price}` : `capacity ${size}, ${price}`;
  const to = part.toMicro === undefined ? "" : quantity(part.toMicro);
  const from = quantity(part.tier.fromMicro);
  const tier = language === "sv" ? "steg" : "tier";
  return `${tier} ${from}–${to}: ${amount} ${item.unit} × ${price}`;
}
