import { formatMicro, type Micro } from "../../kernel/index.ts";
import { formatQuantity } from "../../platform/language/index.ts";
import { prorationNames } from "../ordering/index.ts";
import type { Volume } from "./facts.ts";
import type { BecauseInput } from "./line.ts";

type Language = "sv" | "en";

/**
 * The orders that a quantity consists of, in a sentence: "beställningarna GSF-1: 10; GSF-2: 5 från 2025-01-16 = 2,580645 (16/31, per
 * kalenderdag)". Empty where it was measured.
 */
export function orderedText({ ordered, overage }: Volume, language: Language): string {
  if (ordered === undefined) return "";
  const said = (quantityMicro: Parameters<typeof formatQuantity>[0]): string =>
    formatQuantity(quantityMicro, language);
  const parts = ordered.parts.map(({ order, orderedMicro, quantityMicro, part, validFrom, validTo }) => {
    const share = `${part.to - part.from}/${part.of}`;
    if (part.to - part.from === part.of) return `${order}: ${said(orderedMicro)}`;
    const from = part.from > 0 ? ` ${language === "sv" ? "från" : "from"} ${validFrom}` : "";
    const to =
      part.to < part.of && validTo !== undefined ? ` ${language === "sv" ? "till" : "to"} ${validTo}` : "";
    const rule = prorationNames[ordered.rule][language];
    return `${order}: ${said(orderedMicro)}${from}${to} = ${said(quantityMicro)} (${share}, ${rule})`;
  });
  return `; ${language === "sv" ? "beställt" : "ordered"} ${parts.join("; ")}${overageText(overage, said, language)}`;
}

function overageText(
  overage: Volume["overage"],
  said: (quantityMicro: Micro) => string,
  language: Language,
): string {
  if (overage === undefined) return "";
  const [measured, over] = [said(overage.measuredMicro), said(overage.overMicro)];
  if (overage.overMicro === 0) return language === "sv" ? `; mätt ${measured}` : `; measured ${measured}`;
  return language === "sv"
    ? `; mätt ${measured}, överuttag ${over} utöver det beställda`
    : `; measured ${measured}, overage ${over} beyond what is ordered`;
}

/** The price by agreement, in a sentence; empty where the price list's holds. */
export function agreedText({ agreed }: Volume, language: Language): string {
  if (agreed === undefined) return "";
  return `; ${language === "sv" ? agreed.formulaSv : agreed.formulaEn}`;
}

/** Each order with what it came to in the month, and the clause of the price. */
export function agreementInputs(volume: Volume, unit: string): BecauseInput[] {
  return [
    ...(volume.ordered?.parts ?? []).map((part) => ({
      nameSv: `Beställning ${part.order}`,
      nameEn: `Order ${part.order}`,
      value: formatMicro(part.quantityMicro),
      unit,
      id: `order:${part.order}`,
    })),
    ...(volume.overage === undefined || volume.overage.overMicro === 0
      ? []
      : [
          {
            nameSv: "Mätt överuttag",
            nameEn: "Measured overage",
            value: formatMicro(volume.overage.overMicro),
            unit,
          },
        ]),
    ...(volume.agreed === undefined
      ? []
      : [
          {
            nameSv: "Avtalat pris",
            nameEn: "Agreed price",
            value: formatMicro(volume.agreed.priceMicro),
            unit: "SEK",
            id: `clause:${volume.agreed.clause}`,
          },
        ]),
  ];
}
