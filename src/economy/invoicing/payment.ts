import { comment, defineRegister, type Entry, synthetic } from "../../platform/registers/index.ts";

/** Payments (betalningar) of issued documents, as the bank or the ledger says: what the ageing of receivables rests on (R047). */
export const paymentRegister = defineRegister({
  name: "payments",
  titleSv: "Betalningar",
  titleEn: "Payments",
  path: "history/payments.csv",
  table: "invoicing.payment",
  objectKind: "payment",
  columns: [
    { name: "payment", type: "code", aliases: ["betalning"] },
    { name: "invoice", type: "code", aliases: ["faktura", "fakturanummer"] },
    { name: "paid_on", type: "day", aliases: ["betald_den", "betaldag"] },
    { name: "amount", type: "kronor", aliases: ["belopp"] },
    { name: "source", type: "text", aliases: ["källa"], optional: true, empty: true },
    synthetic,
    comment,
  ],
  lists: [],
  key: ["payment"],
  references: [],
  removes: true,
});

export type Payment = Entry<typeof paymentRegister>;
