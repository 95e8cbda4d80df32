import { formatMicro, parseDay, parseMicro, parsePeriod } from "../../../kernel/index.ts";
import { actingPerson } from "../../../platform/access/actions/index.ts";
import {
  type Command,
  type CommandCall,
  type ExitCode,
  UsageError,
  noSuchVerb,
} from "../../../platform/command/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { formatPrice, formatQuantity } from "../../../platform/language/index.ts";
import { priceListVersions } from "../../pricing/actions/index.ts";
import {
  agreedPriceOf,
  cancelOrder,
  confirmOrder,
  declineOrder,
  orderedInMonth,
  orderingOf,
  ordersOf,
  placeOrder,
  requiredOrder,
  stateNames,
} from "../actions/index.ts";
import { chainOf, type Order, orderedJson, orderJson, prorationNames } from "../index.ts";
import { orderManual } from "./order-manual.ts";

export const orderCommand: Command = {
  name: "order",
  manual: orderManual,
  options: {
    order: { type: "string" },
    customer: { type: "string" },
    item: { type: "string" },
    quantity: { type: "string" },
    from: { type: "string" },
    to: { type: "string" },
    replaces: { type: "string" },
    agreement: { type: "string" },
    reference: { type: "string" },
    reason: { type: "string" },
    state: { type: "string" },
    period: { type: "string" },
  },
  run(call) {
    const [verb = "", ...rest] = call.positionals;
    const work = verbs[verb];
    if (work === undefined || rest.length > 0)
      throw noSuchVerb("order", call.positionals[0], Object.keys(verbs));
    return work(call);
  },
};

type Work = (call: CommandCall) => Promise<ExitCode>;

const verbs: Readonly<Record<string, Work>> = {
  list: async (call) => {
    const [customer, item, state] = [text(call, "customer"), text(call, "item"), text(call, "state")];
    if (state !== undefined && !(state in stateNames))
      throw new UsageError(
        `--state är ett av ${Object.keys(stateNames).join(", ")}.`,
        `--state is one of ${Object.keys(stateNames).join(", ")}.`,
      );
    const found = (await read(call, (tx, provider) => ordersOf(tx, provider, { customer, item }))).filter(
      (one) => state === undefined || one.state === state,
    );
    print(call, { orders: found.map(orderJson) }, found.map(told));
    return 0;
  },
  show: async (call) => {
    const orderNo = needed(call, "order");
    const chain = await read(call, async (tx, provider) => {
      await requiredOrder(tx, provider, orderNo);
      return chainOf(await ordersOf(tx, provider), orderNo);
    });
    print(
      call,
      { order: orderNo, chain: chain.map(orderJson) },
      chain.map((one) => `${one.orderNo === orderNo ? "*" : " "} ${told(one)}`),
    );
    return 0;
  },
  place: (call) => {
    const quantityMicro = parseMicro(needed(call, "quantity").replace("−", "-"));
    if (quantityMicro === undefined)
      throw new UsageError(
        "--quantity är ett antal, till exempel 5 eller -2.5.",
        "--quantity is like 5 or -2.5.",
      );
    const [validFrom, last] = [parseDay(needed(call, "from")), text(call, "to")];
    const validTo = last === undefined ? undefined : parseDay(last);
    if (validFrom === undefined || (last !== undefined && validTo === undefined))
      throw new UsageError(
        "--from och --to är dagar, till exempel 2025-03-15.",
        "--from and --to are days, like 2025-03-15.",
      );
    return acted(call, async (tx, provider, act) => {
      const { order, changed } = await placeOrder(
        tx,
        provider,
        {
          orderNo: text(call, "order"),
          customer: needed(call, "customer"),
          item: needed(call, "item"),
          quantityMicro,
          validFrom,
          validTo,
          replaces: text(call, "replaces"),
          agreement: text(call, "agreement"),
          reference: text(call, "reference"),
        },
        act,
      );
      if (!changed) call.effects.say("Beställningen fanns redan; inget ändrades.");
      return order;
    });
  },
  confirm: (call) =>
    acted(call, (tx, provider, act) => confirmOrder(tx, provider, needed(call, "order"), act)),
  cancel: (call) => acted(call, (tx, provider, act) => cancelOrder(tx, provider, needed(call, "order"), act)),
  decline: (call) =>
    acted(call, (tx, provider, act) =>
      declineOrder(tx, provider, { orderNo: needed(call, "order"), reason: needed(call, "reason") }, act),
    ),
  month: async (call) => {
    const period = monthOf(call);
    const months = await read(call, async (tx, provider) =>
      orderedInMonth(await orderingOf(tx, provider), period, await priceListVersions(tx, provider)),
    );
    print(
      call,
      { period, ordered: months.map(orderedJson) },
      months.map(
        (one) =>
          `${one.customer}  ${one.item}  ${formatQuantity(one.quantityMicro, "sv")}  (${prorationNames[one.rule].sv}: ${one.parts
            .map((part) => `${part.order} ${formatQuantity(part.quantityMicro, "sv")}`)
            .join(", ")})`,
      ),
    );
    return 0;
  },
  prices: async (call) => {
    const period = monthOf(call);
    const prices = await read(call, async (tx, provider) => {
      const ordering = await orderingOf(tx, provider);
      return ordering.clauses.map(({ clause, customer, item }) => ({
        clause,
        customer,
        item,
        price: agreedPriceOf(ordering, { customer, item, period }),
      }));
    });
    print(
      call,
      {
        period,
        prices: prices.map(({ price, ...of }) =>
          price === undefined
            ? { ...of, inForce: false }
            : "code" in price
              ? { ...of, problem: price }
              : { ...of, price: formatMicro(price.priceMicro), formula: price.formulaSv },
        ),
      },
      prices.map(({ clause, customer, item, price }) =>
        price === undefined
          ? `${clause}  ${customer}  ${item}  gäller inte i ${period}`
          : "code" in price
            ? `${clause}  ${price.message_sv}`
            : `${clause}  ${customer}  ${item}  ${formatPrice(price.priceMicro, "sv")} kr  (${price.formulaSv})`,
      ),
    );
    return 0;
  },
};

function monthOf(call: CommandCall) {
  const period = parsePeriod(needed(call, "period"));
  if (period === undefined)
    throw new UsageError("--period är en månad, till exempel 2025-03.", "--period is a month, like 2025-03.");
  return period;
}

async function read<T>(
  { effects }: CommandCall,
  work: (tx: Transaction, provider: string) => Promise<T>,
): Promise<T> {
  const database = await effects.database();
  const provider = await effects.provider();
  return database.transaction({ role: "staff", provider, actor: effects.actor }, (tx) => work(tx, provider));
}

async function acted(
  call: CommandCall,
  work: (
    tx: Transaction,
    provider: string,
    act: { readonly actor: string; readonly now: string },
  ) => Promise<Order>,
): Promise<ExitCode> {
  const { effects } = call;
  const database = await effects.database();
  const provider = await effects.provider();
  const actor = await actingPerson(effects, database, { provider, role: "account-manager" });
  const order = await database.transaction({ role: "staff", provider, actor }, (tx) =>
    work(tx, provider, { actor, now: effects.now() }),
  );
  print(call, orderJson(order), [told(order)]);
  return 0;
}

function print({ effects, json }: CommandCall, value: object, lines: readonly string[]): void {
  effects.print(json ? JSON.stringify(value, undefined, 1) : lines.join("\n"));
}

function told(one: Order): string {
  const sign = one.replaces === "" && one.quantityMicro > 0 ? "+" : "";
  const replaces = one.replaces === "" ? "" : `, ersätter ${one.replaces}`;
  const to = one.validTo === undefined ? "" : ` till ${one.validTo}`;
  return `${one.orderNo}  ${one.customer}  ${one.item}  ${sign}${formatQuantity(one.quantityMicro, "sv")} från ${one.validFrom}${to}  (${stateNames[one.state].sv}${replaces})`;
}

function text({ options }: CommandCall, name: string): string | undefined {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
}

function needed(call: CommandCall, name: string): string {
  const value = text(call, name);
  if (value === undefined) throw new UsageError(`--${name} saknas.`, `--${name} is needed.`);
  return value;
}
