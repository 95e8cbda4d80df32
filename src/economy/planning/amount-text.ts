import { type Ore, ore, parseKronor } from "../../kernel/index.ts";

/** Why a text is no amount of a plan. */
export type AmountFault =
  | "planning.not-an-amount"
  | "planning.too-many-decimals"
  | "planning.amount-too-large";

/** A hundred billion kronor: more than any row of a city's budget, and sums of many still are exact. */
export const mostOre = 10_000_000_000_000;

/**
 * What somebody typed or pasted as kronor: Swedish or English decimals, any kind of blank between thousands, U+2212, "kr" after it. Nothing
 * is zero. "1,000" may be a thousand to its writer and one to its reader, so it is neither.
 */
export function amountOf(text: string): Ore | AmountFault {
  const plain = text.replace(/\s*(kr|kronor|sek|:-)\.?\s*$/i, "").trim();
  if (plain === "") return text.trim() === "" ? ore(0) : "planning.not-an-amount";
  if (/^[+\-\u2212\s]*\d[\d\s]*[.,]\d{3,}$/.test(plain)) return "planning.too-many-decimals";
  const amount = parseKronor(plain);
  if (amount === undefined)
    return /^[+\-\u2212]?[\d\s]{16,}/.test(plain) ? "planning.amount-too-large" : "planning.not-an-amount";
  return Math.abs(amount) > mostOre ? "planning.amount-too-large" : amount;
}

/** A number as a spreadsheet keeps it. What it keeps of a third of a krona is refused; the noise of binary fractions is not. */
export function amountOfNumber(value: number): Ore | AmountFault {
  const hundredths = value * 100;
  if (!Number.isFinite(value)) return "planning.not-an-amount";
  if (Math.abs(hundredths) > mostOre) return "planning.amount-too-large";
  const whole = Math.round(hundredths);
  const noise = Math.max(1e-6, Math.abs(hundredths) * 1e-12);
  return Math.abs(hundredths - whole) <= noise ? ore(whole) : "planning.too-many-decimals";
}
