import { formatQuantity, type Language } from "../../../platform/language/index.ts";
import type { SeeAlso } from "../../ledger/index.ts";
import type { Order } from "../../ordering/index.ts";
import type { IssuedLine } from "../index.ts";

/** What a line rests on of what the customer has ordered and agreed, with how much of the line each order is. */
export function seenOf(line: IssuedLine): readonly SeeAlso[] {
  return line.because.inputs.flatMap((input): SeeAlso[] => {
    if (input.id?.startsWith("clause:") === true) return [seeClause(input.id.slice("clause:".length))];
    if (input.id?.startsWith("order:") !== true) return [];
    const order = input.id.slice("order:".length);
    return [
      {
        id: input.id,
        label_sv: `Beställning ${order}: ${input.value} ${input.unit}`,
        label_en: `Order ${order}: ${input.value} ${input.unit}`,
      },
    ];
  });
}

export function seeOrder({ orderNo, quantityMicro, validFrom }: Order): SeeAlso {
  const said = (language: Language): string => formatQuantity(quantityMicro, language);
  return {
    id: `order:${orderNo}`,
    label_sv: `Beställning ${orderNo}: ${said("sv")} från ${validFrom}`,
    label_en: `Order ${orderNo}: ${said("en")} from ${validFrom}`,
  };
}

export function seeClause(clause: string): SeeAlso {
  return { id: `clause:${clause}`, label_sv: `Avtalat pris ${clause}`, label_en: `Agreed price ${clause}` };
}
