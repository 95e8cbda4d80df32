import { monthOf, type Period } from "../../kernel/index.ts";
import type { Language } from "./language.ts";

const months = {
  sv: "januari februari mars april maj juni juli augusti september oktober november december".split(" "),
  en: "January February March April May June July August September October November December".split(" "),
};

/** "mars 2024". */
export function formatPeriod(period: Period, language: Language): string {
  return `${monthName(period, language)} ${period.slice(0, 4)}`;
}

export function monthName(period: Period, language: Language): string {
  return months[language][monthOf(period) - 1] as string;
}
