import type { Micro, Ore } from "../../kernel/index.ts";
import { formatAmount, formatPercent, formatQuantity } from "../../platform/language/index.ts";
import type { DriverReader } from "./driver.ts";
import type { CustomerSplit } from "./customer-costing.ts";
import type { Basis } from "./model.ts";

/** A text in both languages. */
export interface Said {
  readonly sv: string;
  readonly en: string;
}

/** What the places of a model's sentence are filled with where it is read. */
export interface SentenceNumbers {
  /** In millionths, or whatever unit both have. */
  readonly own: number;
  readonly sum: number;
  /** What is shared. */
  readonly amountOre: Ore;
  readonly driver: Said;
}

/** The model's own sentence with the reader's numbers in it; nothing where the model has none. */
export function filledSentence(
  { explainSv = "", explainEn = "" }: { readonly explainSv?: string; readonly explainEn?: string },
  { own, sum, amountOre, driver }: SentenceNumbers,
): Said | undefined {
  if (explainSv === "" && explainEn === "") return undefined;
  const fill = (text: string, language: "sv" | "en"): string =>
    text
      .replaceAll("{share}", formatPercent({ numerator: own, denominator: sum }, language))
      .replaceAll("{driver}", driver[language])
      .replaceAll("{amount}", language === "sv" ? kronorSv(amountOre) : kronorEn(amountOre))
      .replaceAll("{own}", formatQuantity(own as Micro, language))
      .replaceAll("{sum}", formatQuantity(sum as Micro, language));
  return { sv: fill(explainSv || explainEn, "sv"), en: fill(explainEn || explainSv, "en") };
}

/**
 * Why a customer carries its share of a service: "3,1 % av 1 234,00 kr efter antal anställda: 12 av 387", then the model's own sentence for
 * the key with the customer's numbers in it, and the exception if the customer has one.
 */
export function customerSentence(
  context: { readonly drivers: DriverReader },
  { key, shares }: Pick<CustomerSplit, "key" | "shares">,
  { customer, amountOre }: { readonly customer: string; readonly amountOre: Ore },
): Said {
  const share = shares.find((candidate) => candidate.customer === customer);
  const own = share?.weightMicro ?? 0;
  const sum = shares.reduce((total, one) => total + one.weightMicro, 0);
  const by = key.by.kind === "agreed" ? (key.by.rest ?? key.by) : key.by;
  const driver = basisOf(context, by);
  const written = filledSentence(key, { own, sum, amountOre, driver });
  const { exceptionSv = "", exceptionEn = "" } = share?.because ?? {};
  const ratio = { numerator: own, denominator: sum };
  const shown = (language: "sv" | "en"): readonly string[] =>
    [own, sum].map((value) => formatQuantity(value as Micro, language));
  const head =
    sum === 0
      ? { sv: `Avtalat belopp efter ${key.nameSv}`, en: `Agreed amount by ${key.nameEn}` }
      : {
          sv: `${formatPercent(ratio, "sv")} av ${kronorSv(amountOre)} efter ${key.nameSv}: ${shown("sv").join(" av ")}`,
          en: `${formatPercent(ratio, "en")} of ${kronorEn(amountOre)} by ${key.nameEn}: ${shown("en").join(" of ")}`,
        };
  const joined = (...texts: readonly string[]): string =>
    texts
      .filter((text) => text !== "")
      .map((text) => text.replace(/\.$/, ""))
      .join(". ");
  return {
    sv: joined(head.sv, written?.sv ?? "", exceptionSv),
    en: joined(head.en, written?.en ?? "", exceptionEn),
  };
}

export function kronorSv(amount: Ore): string {
  return `${formatAmount(amount, "sv")}\u00a0kr`;
}

export function kronorEn(amount: Ore): string {
  return `SEK\u00a0${formatAmount(amount, "en")}`;
}

/** The unit with the driver's name, unless they are the same word. */
function unitOf(unit: string, name: string): string {
  return unit.toLowerCase() === name.toLowerCase() ? unit : `${unit} (${name})`;
}

/** What a basis counts, in words. */
export function basisOf(context: { readonly drivers: Pick<DriverReader, "registered"> }, basis: Basis): Said {
  if (basis.kind === "driver") {
    const driver = context.drivers.registered(basis.driver);
    if (driver === undefined) return { sv: basis.driver, en: basis.driver };
    return { sv: unitOf(driver.unit, driver.nameSv), en: unitOf(driver.unit, driver.nameEn) };
  }
  if (basis.kind === "equal") return { sv: "lika delar", en: "equal parts" };
  if (basis.kind === "volume") return { sv: "uppmätt volym", en: "metered volume" };
  if (basis.kind === "use") return { sv: "lika delar bland användarna", en: "equal parts among users" };
  return { sv: "fasta andelar", en: "fixed shares" };
}
