import { type Problem } from "../../kernel/index.ts";
import {
  comment,
  defineRegister,
  type Entry,
  type EntryOf,
  synthetic,
  validFrom,
  validTo,
} from "../../platform/registers/index.ts";
import { agreementRegister, customerReference } from "../../service/customers/index.ts";
import { orderProblems } from "./order-check.ts";
import { problemOf } from "./problems.ts";
import { orderProrations } from "./proration.ts";

/** Where an order stands. Only what is confirmed by the provider is charged. */
export const orderStates = ["requested", "confirmed", "declined", "cancelled"] as const;
export type OrderState = (typeof orderStates)[number];

const customer = { name: "customer", type: "code", aliases: ["kund"] } as const;
const item = { name: "item", type: "code", aliases: ["post", "prislistepost", "artikel"] } as const;
const optional = { optional: true, empty: true } as const;

export const agreementReference = {
  columns: ["agreement"],
  table: agreementRegister.table,
  keys: ["agreement"],
  sv: "kundavtalen",
  en: "agreements",
} as const;

const orderColumns = [
  { name: "order_no", type: "code", aliases: ["beställning", "bestallning", "order"] },
  customer,
  item,
  { name: "quantity", type: "micro", aliases: ["antal", "ändring"] },
  validFrom,
  validTo,
  { name: "state", type: "choice", values: orderStates, aliases: ["läge"] },
  { name: "replaces", type: "code", aliases: ["ersätter"], ...optional },
  { name: "agreement", type: "code", aliases: ["avtal", "kundavtal"], ...optional },
  { name: "ordered_by", type: "text", aliases: ["beställd_av"], ...optional },
  { name: "ordered_on", type: "day", aliases: ["beställd_den"], ...optional },
  { name: "confirmed_by", type: "text", aliases: ["bekräftad_av"], ...optional },
  { name: "confirmed_on", type: "day", aliases: ["bekräftad_den"], ...optional },
  { name: "reference", type: "text", aliases: ["referens"], ...optional },
  synthetic,
  comment,
] as const;

export type Order = EntryOf<typeof orderColumns, never>;

/** Orders (beställningar): how much more or less a customer has of something charged by quantity, from which day (R043). */
export const orderRegister = defineRegister({
  name: "orders",
  titleSv: "Beställningar",
  titleEn: "Orders",
  path: "orders/orders.csv",
  table: "ordering.service_order",
  objectKind: "order",
  columns: orderColumns,
  lists: [],
  empty: { replaces: "null", agreement: "null" },
  key: ["order_no"],
  references: [customerReference("customer"), agreementReference],
  removes: false,
  check: (entries, file) => orderProblems(entries, file),
});

/** By which rule a change inside a month counts, item by item; without a row the price list's, else by calendar day. */
export const orderTermRegister = defineRegister({
  name: "order-terms",
  titleSv: "Avräkningsregler för beställningar",
  titleEn: "Proration of orders",
  path: "orders/order-terms.csv",
  table: "ordering.order_term",
  objectKind: "order-term",
  columns: [
    item,
    { name: "proration", type: "choice", values: orderProrations, aliases: ["avräkning", "regel"] },
    validFrom,
    validTo,
    comment,
  ],
  lists: [],
  key: ["item", "valid_from"],
  references: [],
  removes: true,
  check: (entries, file) =>
    entries
      .filter((one) =>
        entries.some(
          (other) =>
            other.item === one.item &&
            other.validFrom < one.validFrom &&
            (other.validTo === undefined || other.validTo >= one.validFrom),
        ),
      )
      .map((one): Problem =>
        problemOf(
          "ordering.overlapping",
          { file, line: one.line, text: one.item },
          {
            message_sv: `Två avräkningsregler gäller för ${one.item} den ${one.validFrom}.`,
            message_en: `Two rules of proration hold for ${one.item} on ${one.validFrom}.`,
          },
        ),
      ),
});
export type OrderTerm = Entry<typeof orderTermRegister>;
