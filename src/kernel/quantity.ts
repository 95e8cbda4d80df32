import { type Micro, micro, microPerUnit, type Ore, ore } from "./money.ts";

/**
 * Decimal text to exact integers and back. Swedish and English decimals, U+2212 and every kind of space are read;
 * what is not a plain decimal number is `undefined`, never a guess.
 */
function parseScaled(text: string, decimals: number): number | undefined {
  const plain = text
    .replace(/[\s\u00a0\u2007\u2009\u202f]/g, "")
    .replace(/\u2212/g, "-")
    .replace(",", ".");
  const match = /^([+-]?)(\d{1,15})?(?:\.(\d*))?$/.exec(plain);
  if (!match || (match[2] === undefined && !match[3])) return undefined;
  const fraction = match[3] ?? "";
  if (/[1-9]/.test(fraction.slice(decimals))) return undefined;
  const digits = (match[2] ?? "0") + fraction.slice(0, decimals).padEnd(decimals, "0");
  const value = Number(BigInt(digits));
  if (!Number.isSafeInteger(value)) return undefined;
  return match[1] === "-" && value !== 0 ? -value : value;
}

function formatScaled(value: number, decimals: number, least: number): string {
  const digits = Math.abs(value)
    .toString()
    .padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, "");
  const shown = fraction.padEnd(least, "0");
  return `${value < 0 ? "-" : ""}${whole}${shown === "" ? "" : `.${shown}`}`;
}

/** Kronor as text ("1 234,50") to öre. More than two significant decimals is not an amount. */
export function parseKronor(text: string): Ore | undefined {
  const value = parseScaled(text, 2);
  return value === undefined ? undefined : ore(value);
}

/** Öre as kronor with two decimals and a point: the form of files and JSON, "-1234.50". */
export function formatKronor(amount: Ore): string {
  return formatScaled(amount, 2, 2);
}

/** A quantity or a price as text, up to six decimals, to millionths. */
export function parseMicro(text: string): Micro | undefined {
  const value = parseScaled(text, 6);
  return value === undefined ? undefined : micro(value);
}

/** Millionths as the shortest decimal text with a point: "12.5". */
export function formatMicro(value: Micro): string {
  return formatScaled(value, 6, 0);
}

export function microOf(units: number): Micro {
  return micro(units * microPerUnit);
}
