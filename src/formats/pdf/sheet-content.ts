import type { InvoiceSheet, SheetLine } from "./invoice-sheet.ts";
import { amountText, dayText, priceText, quantityText, valueText } from "./numbers.ts";
import { words } from "./words.ts";

/** What the template shows, every number as text in the sheet's language. */
export function sheetContent(sheet: InvoiceSheet): Record<string, unknown> {
  const { language, seller, buyer } = sheet;
  const say = words[language];
  const isCredit = sheet.kind === "credit-note";
  const heading = sheet.isInternal
    ? isCredit
      ? say.internalCreditNote
      : say.internalInvoice
    : isCredit
      ? say.creditNote
      : say.invoice;
  const totalWord = sheet.isInternal
    ? isCredit
      ? say.totalInternalCredit
      : say.totalInternal
    : isCredit
      ? say.totalCredit
      : say.total;
  const due = dayText(sheet.dueDay, language);
  return {
    lang: language,
    words: say,
    title: `${heading} ${sheet.number}`,
    synthetic: sheet.synthetic,
    seller: { name: seller.name, address: seller.address },
    buyer: {
      name: buyer.name,
      address: buyer.address,
      facts: [
        ...fact(say.customer, buyer.code),
        ...fact(say.organisationNumber, buyer.organisationNumber),
        ...fact(say.vatNumber, buyer.vatNumber),
      ],
    },
    footer: [
      seller.name,
      ...fact(say.organisationNumber, seller.organisationNumber),
      ...fact(say.vatNumber, seller.vatNumber),
      ...(seller.approvedForTax ? [say.approvedForTax] : []),
    ],
    facts: [
      [say.day, dayText(sheet.day, language)],
      [say.dueDay, due],
      ...(sheet.period === undefined ? [] : [[say.period, sheet.period]]),
      ...sheet.references.map(({ label, value }) => [label, value]),
    ],
    lines: sheet.lines.map((line) => ({
      id: line.id,
      text: line.text,
      detail: line.detail ?? "",
      quantity: quantityText(line.quantityMicro, language),
      unit: line.unit,
      price: priceText(line.priceMicro, language),
      amount: amountText(line.netOre, language),
    })),
    sums: [
      [say.net, amountText(sheet.netOre, language)],
      ...sheet.vat.map(({ percent, baseOre, taxOre }) =>
        percent === 0
          ? [say.noVat, amountText(taxOre, language)]
          : [
              say.vat.replace("{percent}", String(percent)).replace("{base}", amountText(baseOre, language)),
              amountText(taxOre, language),
            ],
      ),
    ],
    total: [totalWord, amountText(sheet.totalOre, language)],
    payment:
      sheet.isInternal || isCredit || seller.bankgiro === undefined
        ? []
        : [
            [say.bankgiro, seller.bankgiro],
            ...(sheet.paymentReference === undefined ? [] : [[say.reference, sheet.paymentReference]]),
            [say.dueDay, due],
            [say.total, amountText(sheet.totalOre, language)],
          ],
    notes: sheet.notes,
    annex: sheet.lines.filter((line) => line.because !== undefined).map((line) => annexOf(line, sheet)),
  };
}

function fact(label: string, value: string | undefined): string[] {
  return value === undefined || value === "" ? [] : [`${label} ${value}`];
}

function annexOf(line: SheetLine, { language }: InvoiceSheet): Record<string, unknown> {
  const { formula = "", inputs = [], decision = "" } = line.because ?? {};
  const head = language === "sv" ? ["Uppgift", "Värde", "Enhet"] : ["Item", "Value", "Unit"];
  return {
    id: line.id,
    text: line.text,
    formula,
    amount: amountText(line.netOre, language),
    head,
    inputs: inputs.map(({ name, value, unit }) => [name, valueText(value, language), unit]),
    decision,
  };
}
