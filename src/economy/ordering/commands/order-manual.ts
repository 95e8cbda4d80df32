import type { BothLanguages } from "../../../platform/language/index.ts";

/** The manual of `order`. */
export const orderManual: BothLanguages = {
  sv: `Användning
  ./underlag order list [--customer K] [--item A] [--state requested] [--json]
  ./underlag order show --order C-1 [--json]
  ./underlag order place --customer K --item A --quantity 5 --from 2025-03-15 [--to DAG] [--replaces C-1]
                         [--agreement A] [--reference "..."] [--order NUMMER]
  ./underlag order confirm|cancel --order C-1
  ./underlag order decline --order C-1 --reason "..."
  ./underlag order month --period 2025-03 [--json]
  ./underlag order prices --period 2025-03 [--json]

En beställning ökar eller, med ett antal under noll, minskar det en kund har av en artikel som debiteras per antal. Den ändras
aldrig: --replaces tar över efter en tidigare, --quantity 0 avslutar den, och kedjan bevaras. Det en kund själv beställer väntar på
att bekräftas. month visar vad en månad debiteras för, avräknat efter varje artikels regel (orders/order-terms.csv); prices visar
de priser som följer ett index.

Val
  --order N      beställningens nummer; ges när det utelämnas. Samma beställning under samma nummer igen ändrar inget
  --as <inloggning>   den som handlar; i exemplet den första kundansvariga`,
  en: `Usage
  ./underlag order list [--customer C] [--item I] [--state requested] [--json]
  ./underlag order show --order C-1 [--json]
  ./underlag order place --customer C --item I --quantity 5 --from 2025-03-15 [--to DAY] [--replaces C-1]
                         [--agreement A] [--reference "..."] [--order NUMBER]
  ./underlag order confirm|cancel --order C-1
  ./underlag order decline --order C-1 --reason "..."
  ./underlag order month --period 2025-03 [--json]
  ./underlag order prices --period 2025-03 [--json]

An order (beställning) raises or, with a quantity below zero, lowers what a customer has of an item that is charged by
quantity. It never changes: --replaces takes over from an earlier one, --quantity 0 ends it, and the chain is kept. What a
customer orders itself waits for confirmation. month shows what a month is charged for, prorated by each item's rule
(orders/order-terms.csv); prices shows the prices that follow an index.

Options
  --order N      the order's number; given when left out. The same order under the same number again changes nothing
  --as <login>   who acts; in the example the first account manager`,
};
