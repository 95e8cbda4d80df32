import { parsePeriod } from "../../kernel/index.ts";
import { formatPeriod, type Language } from "../../platform/language/index.ts";
import { type NumberUnit, numberValue, orePer, roundedTo, type Value } from "./value.ts";

/** How a figure stands in print. */
export interface PrintFormat {
  readonly language: Language;
  /** For amounts; mnkr unless told. */
  readonly money?: "kr" | "tkr" | "mnkr";
  readonly decimals?: number;
  /** Without its sign: "ett underskott på 19,5". */
  readonly abs?: boolean;
  /** With a plus before what is more than nought. */
  readonly sign?: boolean;
  /** With a per cent sign. */
  readonly percentSign?: boolean;
  /** Whole numbers up to twelve in words. */
  readonly words?: boolean;
}

/** Decimals unless told: what the unit is usually read in. */
const usual: Readonly<Partial<Record<NumberUnit, number>>> = {
  percent: 0,
  count: 0,
  hours: 0,
  days: 0,
  months: 0,
  years: 0,
  index: 0,
  fte: 1,
  ore: 1,
};

const numerals = {
  sv: ["noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"],
  en: [
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
  ],
} as const;

/** A value as people read it. What was not measured is a dash, and never nought. */
export function printValue(value: Value, format: PrintFormat): string {
  switch (value.kind) {
    case "nothing":
      return "–";
    case "truth":
      return format.language === "sv" ? (value.is ? "ja" : "nej") : value.is ? "yes" : "no";
    case "text":
      return value.unit === "date" ? printDate(value.text, format.language) : value.text;
    case "number":
      break;
  }
  const per = value.unit === "ore" ? orePer[format.money ?? "mnkr"] : 1n;
  const scaled = numberValue(value.top, { bottom: value.bottom * per });
  const decimals =
    format.decimals ??
    (value.unit === "ore" && format.money !== undefined && format.money !== "mnkr"
      ? 0
      : (usual[value.unit] ?? exactDecimals(scaled)));
  const steps = roundedTo(
    format.abs === true && scaled.top < 0n ? numberValue(-scaled.top, scaled) : scaled,
    decimals,
  );
  if (format.words === true && decimals === 0) {
    const word = steps >= 0n ? numerals[format.language][Number(steps)] : undefined;
    if (word !== undefined) return word;
  }
  const digits = String(steps < 0n ? -steps : steps).padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
  const fraction =
    decimals > 0 ? `${format.language === "sv" ? "," : "."}${digits.slice(digits.length - decimals)}` : "";
  const sign = steps < 0n ? "\u2212" : format.sign === true && steps > 0n ? "+" : "";
  return `${sign}${whole}${fraction}${format.percentSign === true ? "\u00a0%" : ""}`;
}

/** As many decimals as a number without a unit has, two at the most. */
function exactDecimals({ top, bottom }: { readonly top: bigint; readonly bottom: bigint }): number {
  if (top % bottom === 0n) return 0;
  return (top * 10n) % bottom === 0n ? 1 : 2;
}

const monthDay: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  sv: new Intl.DateTimeFormat("sv-SE", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }),
  en: new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }),
};
const seasons: Readonly<Record<string, readonly [string, string]>> = {
  spring: ["våren", "spring"],
  summer: ["sommaren", "summer"],
  autumn: ["hösten", "autumn"],
  winter: ["vintern", "winter"],
  late: ["slutet av", "late"],
};

/** 2024, 2024-05, 2024-05-31, 2024-autumn or 2022/2025 as words. */
function printDate(text: string, language: Language): string {
  const period = parsePeriod(text);
  if (period !== undefined) return formatPeriod(period, language);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return monthDay[language].format(Date.parse(`${text}T00:00:00Z`));
  const [, year = "", season = ""] = /^(\d{4})-([a-z]+)$/.exec(text) ?? [];
  const word = seasons[season]?.[language === "sv" ? 0 : 1];
  if (word !== undefined) return `${word} ${year}`;
  return text.replace("/", "–");
}
