import { formatMicro, sumOre } from "../../../kernel/index.ts";
import { formatQuantity, type Language } from "../../../platform/language/index.ts";
import type { RegisterDefinition } from "../../../platform/registers/index.ts";
import { entriesOf, sourceLinesOf } from "../../../platform/registers/actions/index.ts";
import type { Explainer, Opening } from "../../ledger/actions/index.ts";
import type { Explanation, SeeAlso } from "../../ledger/index.ts";
import { ordersOf, stateNames } from "../../ordering/actions/index.ts";
import {
  chainOf,
  type IndexClause,
  indexClauseRegister,
  type Order,
  orderRegister,
} from "../../ordering/index.ts";
import { linesWhere } from "../sql/lines.ts";
import { partsOfDocument } from "./explain.ts";
import { seeClause, seeOrder } from "./see-ordered.ts";

/**
 * An order: `order:GSF-3` is what was invoiced on the lines that it is part of, who ordered and confirmed it, and the orders that it
 * took over from and that took over from it. Its own part of a line stands in the line's sentence.
 */
export const orderExplainer: Explainer = { prefix: "order:", open: openOrder };

/** A price by agreement: `clause:K1` is what was invoiced at it, and the terms it follows. */
export const clauseExplainer: Explainer = { prefix: "clause:", open: openClause };

async function openOrder(opening: Opening, id: string): Promise<Explanation | undefined> {
  const { tx, provider, keep } = opening;
  const all = await keep("orders", () => ordersOf(tx, provider));
  const order = all.find((one) => `order:${one.orderNo}` === id);
  if (order === undefined) return undefined;
  const chain = chainOf(all, order.orderNo);
  const clauses = (await clausesFor(opening)).filter(
    (one) => one.customer === order.customer && one.item === order.item,
  );
  const what = (language: Language): string =>
    `${formatQuantity(order.quantityMicro, language)} ${order.item} ${language === "sv" ? "från" : "from"} ${order.validFrom}`;
  return chargedBy(
    opening,
    { id, customer: order.customer, item: order.item, register: orderRegister },
    {
      label_sv: `Beställning ${order.orderNo}: ${what("sv")}`,
      label_en: `Order ${order.orderNo}: ${what("en")}`,
      formula_sv: [
        historyOf(order, "sv"),
        lineageOf(order, chain, "sv"),
        "Summan är de fakturarader där den ingår.",
      ].join(" "),
      formula_en: [
        historyOf(order, "en"),
        lineageOf(order, chain, "en"),
        "The sum is the invoice lines that it is part of.",
      ].join(" "),
      see: [
        ...chain.filter((one) => one !== order).map(seeOrder),
        ...clauses.map((one) => seeClause(one.clause)),
      ],
    },
  );
}

async function openClause(opening: Opening, id: string): Promise<Explanation | undefined> {
  const all = await clausesFor(opening);
  const clause = all.find((one) => `clause:${one.clause}` === id);
  if (clause === undefined) return undefined;
  const { tx, provider, keep } = opening;
  const orders = (await keep("orders", () => ordersOf(tx, provider))).filter(
    (one) => one.customer === clause.customer && one.item === clause.item && one.state === "confirmed",
  );
  return chargedBy(
    opening,
    { id, customer: clause.customer, item: clause.item, register: indexClauseRegister },
    {
      label_sv: `Avtalat pris ${clause.clause}: ${clause.item}`,
      label_en: `Agreed price ${clause.clause}: ${clause.item}`,
      formula_sv: `${termsOf(clause, "sv")} Summan är de fakturarader som har priset.`,
      formula_en: `${termsOf(clause, "en")} The sum is the invoice lines that have the price.`,
      see: orders.map(seeOrder),
    },
  );
}

function clausesFor({ tx, provider, keep }: Opening): Promise<IndexClause[]> {
  return keep("index-clauses", () => entriesOf(tx, provider, indexClauseRegister));
}

/** The lines that name an order or a clause among what they rest on, and their sum. Where there are none yet, the row of its register. */
async function chargedBy(
  opening: Opening,
  {
    id,
    customer,
    item,
    register,
  }: {
    readonly id: string;
    readonly customer: string;
    readonly item: string;
    readonly register: Pick<RegisterDefinition, "path">;
  },
  said: Pick<Explanation, "label_sv" | "label_en" | "formula_sv" | "formula_en"> & {
    readonly see: readonly SeeAlso[];
  },
): Promise<Explanation> {
  const { tx, provider, keep } = opening;
  const lines = await linesWhere(
    tx,
    provider,
    "l.customer = $2 and l.item = $3 and l.because @> jsonb_build_object('inputs', jsonb_build_array(jsonb_build_object('id', $4::text)))",
    [customer, item, id],
  );
  const byInvoice = new Map<string, Set<number>>();
  for (const { invoice, line } of lines)
    byInvoice.set(invoice, (byInvoice.get(invoice) ?? new Set()).add(line));
  const children: Explanation[] = [];
  for (const [invoice, own] of byInvoice) children.push(...(await partsOfDocument(opening, invoice, own)));
  const { see, ...words } = said;
  const node = {
    id,
    ...words,
    amountOre: sumOre(children.map((child) => child.amountOre)),
    children,
    ...(see.length === 0 ? {} : { see }),
  };
  // A customer sees its order, not the files that the provider loaded.
  if (children.length > 0 || tx.scope.role === "customer") return node;
  const row = id.slice(id.indexOf(":") + 1);
  const fileLine = (
    await keep(`source-lines:${register.path}`, () => sourceLinesOf(tx, provider, register.path))
  ).get(row);
  return { ...node, file: register.path, row, ...(fileLine === undefined ? {} : { fileLine }) };
}

function historyOf(order: Order, language: Language): string {
  const sv = language === "sv";
  const by = (who: string, day: string | undefined): string =>
    [who === "" ? "" : `${sv ? "av" : "by"} ${who}`, day ?? ""].filter(Boolean).join(" ");
  const said = [
    stateNames[order.state][language],
    order.orderedBy === "" ? "" : `${sv ? "beställd" : "ordered"} ${by(order.orderedBy, order.orderedOn)}`,
    order.confirmedBy === ""
      ? ""
      : `${sv ? "bekräftad" : "confirmed"} ${by(order.confirmedBy, order.confirmedOn)}`,
    order.agreement === "" ? "" : `${sv ? "enligt avtal" : "by agreement"} ${order.agreement}`,
  ].filter(Boolean);
  const [first = "", ...rest] = said;
  return `${[first.slice(0, 1).toUpperCase() + first.slice(1), ...rest].join(", ")}.`;
}

/** "Kedja: GSF-2 (60 från 2025-01-16) -> GSF-3 (45 från 2025-02-10)." */
function lineageOf(order: Order, chain: readonly Order[], language: Language): string {
  const sv = language === "sv";
  if (chain.length <= 1)
    return sv ? "Den ersätter ingen och är inte ersatt." : "It replaces none and is not replaced.";
  const links = chain.map(
    (one) =>
      `${one.orderNo}${one === order ? (sv ? ", denna" : ", this one") : ""} (${formatQuantity(one.quantityMicro, language)} ${sv ? "från" : "from"} ${one.validFrom})`,
  );
  return `${sv ? "Kedja" : "Chain"}: ${links.join(" → ")}.`;
}

function termsOf(clause: IndexClause, language: Language): string {
  const sv = language === "sv";
  const percent = (value: IndexClause["shareMicro"]): string => `${formatMicro(value)} %`;
  const said = [
    `${sv ? "Baspris" : "Base price"} ${formatMicro(clause.basePriceMicro)} kr`,
    sv
      ? `${percent(clause.shareMicro)} följer ${clause.series} från ${clause.basePeriod}`
      : `${percent(clause.shareMicro)} follows ${clause.series} from ${clause.basePeriod}`,
    sv
      ? `omräknas i månad ${clause.reviewMonth} med talet för månad ${clause.indexMonth}`
      : `reviewed in month ${clause.reviewMonth} with the value of month ${clause.indexMonth}`,
    clause.floorMicro === undefined ? "" : `${sv ? "golv" : "floor"} ${percent(clause.floorMicro)}`,
    clause.capMicro === undefined ? "" : `${sv ? "tak" : "cap"} ${percent(clause.capMicro)}`,
    sv ? "priset avrundas till hela öre" : "the price is rounded to whole öre",
    clause.agreement === "" ? "" : `${sv ? "enligt avtal" : "by agreement"} ${clause.agreement}`,
  ].filter(Boolean);
  return `${said.join(", ")}.`;
}
