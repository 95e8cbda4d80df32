import { type Day, formatKronor, formatMicro, type Micro, type Ore } from "../../kernel/index.ts";
import type { SheetLanguage } from "./invoice-sheet.ts";

/** Swedish: 1 234,50 with a hard blank and a real minus. English: 1,234.50. */
export function amountText(amount: Ore, language: SheetLanguage): string {
  return localised(formatKronor(amount), language);
}

export function quantityText(value: Micro, language: SheetLanguage): string {
  return localised(formatMicro(value), language);
}

/** A unit price has two decimals, or as many more as it needs. */
export function priceText(value: Micro, language: SheetLanguage): string {
  const [whole = "", fraction = ""] = formatMicro(value).split(".");
  return localised(`${whole}.${fraction.padEnd(2, "0")}`, language);
}

/** A plain decimal number as people of the language write it; anything else as it is. */
export function valueText(text: string, language: SheetLanguage): string {
  return /^-?\d+(\.\d+)?$/.test(text) && text.length <= 20 ? localised(text, language) : text;
}

function localised(plain: string, language: SheetLanguage): string {
  const negative = plain.startsWith("-");
  const [whole = "", fraction] = plain.replace("-", "").split(".");
  const [group, point] = language === "sv" ? ["\u00a0", ","] : [",", "."];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return `${negative ? "\u2212" : ""}${grouped}${fraction === undefined ? "" : point + fraction}`;
}

const months = {
  sv: "januari februari mars april maj juni juli augusti september oktober november december",
  en: "January February March April May June July August September October November December",
};

export function dayText(day: Day, language: SheetLanguage): string {
  const month = months[language].split(" ")[Number(day.slice(5, 7)) - 1];
  return `${Number(day.slice(8))}\u00a0${month}\u00a0${day.slice(0, 4)}`;
}
