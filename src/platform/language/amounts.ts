import { type Micro, type Ore, percentSteps, type Ratio } from "../../kernel/index.ts";
import type { Language } from "./language.ts";

/**
 * Amounts as people read them: no-break space between thousands, decimal comma and U+2212 in Swedish; point and
 * U+2212 in English. Rounding to tkr or mnkr is for print only, half away from zero, and never goes back into the books.
 */
export type AmountUnit = "kr" | "tkr" | "mnkr";

const orePerUnit: Record<AmountUnit, number> = { kr: 100, tkr: 100_000, mnkr: 100_000_000 };

export interface PrintedAmount {
  readonly text: string;
  /** What the print leaves out: exact amount minus printed amount, in öre. */
  readonly roundingOre: number;
}

/** An amount in a printed unit. Kronor show whole öre (two decimals) unless told otherwise, mnkr one decimal, tkr none. */
export function printAmount(
  amountOre: Ore,
  {
    unit,
    language,
    decimals = unit === "kr" ? 2 : unit === "mnkr" ? 1 : 0,
  }: { unit: AmountUnit; language: Language; decimals?: number },
): PrintedAmount {
  const step = orePerUnit[unit] / 10 ** decimals;
  const magnitude = Math.abs(amountOre);
  const steps = Math.floor(magnitude / step) + ((magnitude % step) * 2 >= step ? 1 : 0);
  const negative = amountOre < 0 && steps > 0;
  const digits = String(steps).padStart(decimals + 1, "0");
  const whole = groupThousands(digits.slice(0, digits.length - decimals));
  const fraction = decimals > 0 ? digits.slice(digits.length - decimals) : "";
  const mark = language === "sv" ? "," : ".";
  return {
    text: `${negative ? "\u2212" : ""}${whole}${fraction === "" ? "" : mark + fraction}`,
    roundingOre: amountOre - (amountOre < 0 ? -1 : 1) * steps * step,
  };
}

export function formatAmount(amountOre: Ore, language: Language, unit: AmountUnit = "kr"): string {
  return printAmount(amountOre, { unit, language }).text;
}

export function formatQuantity(quantityMicro: Micro, language: Language): string {
  const magnitude = Math.abs(quantityMicro);
  const whole = groupThousands(String(Math.floor(magnitude / 1_000_000)));
  const fraction = String(magnitude % 1_000_000)
    .padStart(6, "0")
    .replace(/0+$/, "");
  const mark = language === "sv" ? "," : ".";
  return `${quantityMicro < 0 ? "\u2212" : ""}${whole}${fraction === "" ? "" : mark + fraction}`;
}

/** A price in kronor: as many decimals as it has, two at the least. */
export function formatPrice(priceMicro: Micro, language: Language): string {
  const text = formatQuantity(priceMicro, language);
  const mark = language === "sv" ? "," : ".";
  const [whole = "", fraction = ""] = text.split(mark);
  return `${whole}${mark}${fraction.padEnd(2, "0")}`;
}

/** A count of things: 40 562 in Swedish, 40,562 in English. */
export function formatCount(count: number, language: Language): string {
  return count.toLocaleString(language === "sv" ? "sv-SE" : "en-GB");
}

/** A ratio as per cent with one decimal, from whole numbers so that no float decides a half. */
export function formatPercent({ numerator, denominator }: Ratio, language: Language, decimals = 1): string {
  if (denominator === 0) return "–";
  const steps = percentSteps({ numerator, denominator }, decimals);
  const negative = steps < 0n;
  const digits = (negative ? -steps : steps).toString().padStart(decimals + 1, "0");
  const whole = groupThousands(digits.slice(0, digits.length - decimals));
  const fraction = decimals > 0 ? digits.slice(digits.length - decimals) : "";
  const mark = language === "sv" ? "," : ".";
  return `${negative ? "\u2212" : ""}${whole}${fraction === "" ? "" : mark + fraction}\u00a0%`;
}

function groupThousands(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, "\u00a0");
}
