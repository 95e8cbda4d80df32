import { type Day, type Period, periodOfDay, periodsBetween, shiftPeriod } from "../../../kernel/index.ts";
import { formatPeriod, formatPrice, formatQuantity } from "../../../platform/language/index.ts";
import {
  ActForm,
  type Page,
  say,
  staffRoles,
  Table,
  Title,
  type Visit,
} from "../../../platform/web/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import { priceListVersions } from "../../pricing/actions/index.ts";
import { orderedInMonth, orderingOf, ordersOf, stateNames } from "../actions/index.ts";
import {
  agreedPrice,
  chainOf,
  isMissing,
  type Order,
  type OrderedQuantity,
  prorationNames,
} from "../index.ts";
import {
  cancelOrderAct,
  confirmOrderAct,
  declineOrderAct,
  placeOrderAct,
  replaceOrderAct,
} from "./order-acts.ts";

/** Orders: what waits for confirmation first, then all, then the prices agreed. A customer sees its own. */
export const ordersPage: Page = {
  path: "/orders",
  allow: [...staffRoles, "customer"],
  async render(visit) {
    const customer = visit.query("customer") ?? "";
    const { orders, names, ordering } = await visit.read(async (tx) => ({
      orders: (await ordersOf(tx, visit.provider.id)).filter(
        (one) => customer === "" || one.customer === customer,
      ),
      names: new Map((await customersOf(tx, visit.provider.id)).map((one) => [one.customer, one.name])),
      ordering: await orderingOf(tx, visit.provider.id),
    }));
    const waiting = orders.filter((one) => one.state === "requested");
    const title = say(visit, "Beställningar", "Orders");
    const month = periodOfDay(visit.now.slice(0, 10) as Day);
    const clauses = ordering.clauses.filter((one) => customer === "" || one.customer === customer);
    return {
      title,
      body: (
        <>
          <Title
            lead={say(
              visit,
              "En beställning höjer eller sänker antalet från en dag. Den ändras aldrig: en ny tar över från sin dag, och kedjan visas.",
              "An order raises or lowers the quantity from a day. It never changes: a new one takes over from its day, and the chain is shown.",
            )}
          >
            {title}
          </Title>
          {waiting.map((one) => (
            <section class="card" aria-label={one.orderNo}>
              <span class="kicker">{names.get(one.customer) ?? one.customer}</span>
              <strong>
                <a href={address(one)}>{one.orderNo}</a>: {quantityOf(visit, one)} {one.item}{" "}
                {say(visit, "från", "from")} {one.validFrom}
              </strong>
              <p class="small">
                {say(visit, `Beställd av ${one.orderedBy}`, `Ordered by ${one.orderedBy}`)}{" "}
                {one.orderedOn ?? ""}
              </p>
              <Answers visit={visit} order={one} />
            </section>
          ))}
          {orders.length === 0 ? (
            <p>{say(visit, "Inget är beställt.", "Nothing is ordered.")}</p>
          ) : (
            <Table label={title}>
              <thead>
                <tr>
                  <th scope="col">{say(visit, "Beställning", "Order")}</th>
                  <th scope="col" class="wide-only">
                    {say(visit, "Kund", "Customer")}
                  </th>
                  <th scope="col">{say(visit, "Post", "Item")}</th>
                  <th scope="col" class="number">
                    {say(visit, "Antal", "Quantity")}
                  </th>
                  <th scope="col">{say(visit, "Gäller", "Holds")}</th>
                  <th scope="col" class="wide-only">
                    {say(visit, "Läge", "State")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {orders.map((one) => (
                  <tr>
                    <th scope="row">
                      <a href={address(one)}>{one.orderNo}</a>
                      {one.synthetic === true ? (
                        <span class="beneath">{say(visit, "påhittad", "synthetic")}</span>
                      ) : null}
                    </th>
                    <td class="wide-only">{names.get(one.customer) ?? one.customer}</td>
                    <td>{one.item}</td>
                    <td class="number">{quantityOf(visit, one)}</td>
                    <td>
                      {one.validFrom} – {one.validTo ?? ""}
                      {one.replaces === "" ? null : (
                        <span class="beneath">
                          {say(visit, "ersätter", "replaces")} {one.replaces}
                        </span>
                      )}
                    </td>
                    <td class="wide-only">{stateNames[one.state][visit.language]}</td>
                  </tr>
                ))}
              </tbody>
            </Table>
          )}
          <div class="acts">
            <ActForm
              visit={visit}
              act={placeOrderAct}
              values={
                visit.person.customers.length === 1 ? { customer: visit.person.customers[0] ?? "" } : {}
              }
            />
          </div>
          {clauses.length === 0 ? null : (
            <>
              <h2>{say(visit, "Priser som följer index", "Prices that follow an index")}</h2>
              <ul>
                {clauses.map((clause) => {
                  const price = agreedPrice(clause, month, ordering.values);
                  return (
                    <li>
                      <strong>{clause.clause}</strong>, {names.get(clause.customer) ?? clause.customer},{" "}
                      {clause.item}:{" "}
                      {isMissing(price)
                        ? say(
                            visit,
                            `${price.series} saknar värde för ${price.period}`,
                            `${price.series} has no value for ${price.period}`,
                          )
                        : `${formatPrice(price.priceMicro, visit.language)} kr (${visit.language === "sv" ? price.formulaSv : price.formulaEn})`}
                    </li>
                  );
                })}
              </ul>
            </>
          )}
        </>
      ),
    };
  },
};

/** One order: its chain, and what the months around it come to by the rule of its item. */
export const orderPage: Page = {
  path: "/orders/:order",
  allow: [...staffRoles, "customer"],
  async render(visit) {
    const { orders, ordering, versions } = await visit.read(async (tx) => ({
      orders: await ordersOf(tx, visit.provider.id),
      ordering: await orderingOf(tx, visit.provider.id),
      versions: await priceListVersions(tx, visit.provider.id),
    }));
    const order = orders.find((one) => one.orderNo === visit.parameter("order"));
    const crumbs = [{ path: "/orders", label: say(visit, "Beställningar", "Orders") }];
    if (order === undefined) {
      const title = say(visit, "Beställningen finns inte", "There is no such order");
      return { title, status: 404, crumbs, body: <Title>{title}</Title> };
    }
    const chain = chainOf(orders, order.orderNo);
    const first = periodOfDay((chain[0] ?? order).validFrom);
    const last = shiftPeriod(periodOfDay((chain.at(-1) ?? order).validFrom), 2);
    const months = periodsBetween(first, last)
      .slice(-12)
      .flatMap((period: Period) =>
        orderedInMonth(ordering, period, versions).filter(
          (one) => one.customer === order.customer && one.item === order.item,
        ),
      );
    const title = `${say(visit, "Beställning", "Order")} ${order.orderNo}`;
    return {
      title,
      crumbs,
      body: (
        <>
          <Title
            lead={`${order.customer}, ${order.item}: ${quantityOf(visit, order)} ${say(visit, "från", "from")} ${order.validFrom}${order.validTo === undefined ? "" : ` ${say(visit, "till", "to")} ${order.validTo}`}. ${stateNames[order.state][visit.language]}${order.confirmedBy === "" ? "" : ` ${say(visit, "av", "by")} ${order.confirmedBy}`}.${order.comment === "" ? "" : ` ${order.comment}`}`}
          >
            {title}
          </Title>
          <h2>{say(visit, "Kedjan", "The chain")}</h2>
          <ol>
            {chain.map((one) => (
              <li>
                <a href={address(one)} aria-current={one === order ? "true" : undefined}>
                  {one.orderNo}
                </a>
                : {quantityOf(visit, one, one.replaces !== "")} {say(visit, "från", "from")} {one.validFrom},{" "}
                {stateNames[one.state][visit.language]}
                {one.reference === "" ? "" : ` (${one.reference})`}
              </li>
            ))}
          </ol>
          <p>
            <a href={`/explain/${encodeURIComponent(`order:${order.orderNo}`)}`}>
              {say(visit, "Vad har den kommit till på fakturorna?", "What has it come to on the invoices?")}
            </a>
          </p>
          {months.length === 0 ? null : <Months visit={visit} months={months} />}
          <Answers visit={visit} order={order} />
          {order.state === "confirmed" ? (
            <div class="acts">
              <ActForm
                visit={visit}
                act={replaceOrderAct}
                parameters={{ order: order.orderNo }}
                values={{ customer: order.customer, item: order.item }}
              />
              {order.validFrom > visit.now.slice(0, 10) ? (
                <ActForm visit={visit} act={cancelOrderAct} parameters={{ order: order.orderNo }} quiet />
              ) : null}
            </div>
          ) : null}
        </>
      ),
    };
  },
};

function Months({ visit, months }: { visit: Visit; months: readonly OrderedQuantity[] }) {
  const label = say(visit, "Vad månaderna debiteras för", "What the months are charged for");
  return (
    <>
      <h2>{label}</h2>
      <Table label={label}>
        <thead>
          <tr>
            <th scope="col">{say(visit, "Månad", "Month")}</th>
            <th scope="col">{say(visit, "Varav", "Of which")}</th>
            <th scope="col" class="number">
              {say(visit, "Antal", "Quantity")}
            </th>
          </tr>
        </thead>
        <tbody>
          {months.map((month) => (
            <tr>
              <th scope="row">
                {formatPeriod(month.period, visit.language)}
                <span class="beneath">{prorationNames[month.rule][visit.language]}</span>
              </th>
              <td>
                {month.parts.map((part) => (
                  <div>
                    {part.order}: {formatQuantity(part.orderedMicro, visit.language)}
                    {part.part.to - part.part.from === part.part.of
                      ? ""
                      : ` × ${part.part.to - part.part.from}/${part.part.of} = ${formatQuantity(part.quantityMicro, visit.language)}`}
                  </div>
                ))}
              </td>
              <td class="number">{formatQuantity(month.quantityMicro, visit.language)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}

function Answers({ visit, order }: { visit: Visit; order: Order }) {
  if (order.state !== "requested") return null;
  const parameters = { order: order.orderNo };
  return (
    <div class="acts">
      <ActForm visit={visit} act={confirmOrderAct} parameters={parameters} />
      <ActForm visit={visit} act={declineOrderAct} parameters={parameters} quiet />
    </div>
  );
}

function quantityOf(visit: Visit, order: Order, whole = order.replaces !== ""): string {
  const text = formatQuantity(order.quantityMicro, visit.language);
  return !whole && order.quantityMicro > 0 ? `+${text}` : text;
}

function address(order: Order): string {
  return `/orders/${encodeURIComponent(order.orderNo)}`;
}
