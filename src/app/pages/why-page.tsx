import { type BridgeEffect, bridgeEffects, type BridgeItem } from "../../economy/invoicing/index.ts";
import { type Ore, ore, parsePeriod, type Period, periodOf } from "../../kernel/index.ts";
import { formatAmount, formatPercent, formatPeriod, formatQuantity } from "../../platform/language/index.ts";
import {
  Figures,
  type Page,
  Sankey,
  type SankeyFlow,
  say,
  staffRoles,
  Title,
  type Visit,
  Waterfall,
} from "../../platform/web/index.ts";
import { type Comparison, comparisons, type Why, whyOf } from "../why.ts";

/** "Varför betalar vi detta?": a sentence, a waterfall that sums to the öre, where the kronor go, and every line to open. */
export const whyPage: Page = {
  path: "/customers/:customer/why",
  allow: [...staffRoles, "customer"],
  async render(visit) {
    const { id: provider, year } = visit.provider;
    const customer = visit.parameter("customer");
    const to = parsePeriod(visit.query("period") ?? "") ?? periodOf(year, 12);
    const comparison = comparisons.find((one) => one === visit.query("with")) ?? "years";
    const asked = (wanted: Comparison): Promise<Why | undefined> =>
      visit.recall(`why:${customer}:${to}:${wanted}`, (tx) =>
        whyOf(tx, provider, { customer, to, comparison: wanted }),
      );
    const first = await asked(comparison);
    // Where there is no year before, and nobody has asked for it, the months tell more.
    const isAlone = first?.bridge.beforeOre === 0 && visit.query("with") === undefined;
    const why = isAlone ? await asked("month") : first;
    if (why === undefined) {
      const title = say(visit, "Kunden finns inte", "There is no such customer");
      return { title, status: 404, body: <Title>{title}</Title> };
    }
    const title = say(visit, "Varför betalar vi detta?", "Why do we pay this?");
    const path = `/customers/${encodeURIComponent(customer)}`;
    return {
      title,
      crumbs: [{ path, label: why.customer.name }],
      body: (
        <>
          <Title lead={sentence(visit, why)}>{title}</Title>
          <Comparisons visit={visit} why={why} to={to} />
          {why.bridge.items.length === 0 ? (
            <section class="empty">
              <h2>{say(visit, "Inget är fakturerat då", "Nothing was invoiced then")}</h2>
              <p>
                {say(
                  visit,
                  "Här står pris, volym, nyckel och rättelser när det finns fakturor för någon av perioderna.",
                  "Price, volume, key and corrections stand here once there are invoices in one of the periods.",
                )}
              </p>
              <a class="button" href={path}>
                {say(visit, "Till kundens år", "To the customer's year")}
              </a>
            </section>
          ) : (
            <>
              <h2>{say(visit, "Vad som gjorde skillnaden", "What made the difference")}</h2>
              <Bridge visit={visit} why={why} />
              <h2>{say(visit, "Vart kronorna går", "Where the kronor go")}</h2>
              <Flows visit={visit} why={why} />
              <h2>{say(visit, "Post för post", "Item by item")}</h2>
              <Items visit={visit} why={why} />
              <Further visit={visit} why={why} />
            </>
          )}
        </>
      ),
    };
  },
};

const effectNames: Readonly<Record<BridgeEffect, readonly [string, string]>> = {
  price: ["Pris", "Price"],
  volume: ["Volym", "Volume"],
  key: ["Nyckel: er andel", "Key: your share"],
  scope: ["Nya och avslutade tjänster", "New and ended services"],
  correction: ["Rättelser och återreglering", "Corrections and settlement"],
};

function nameOf(visit: Visit, why: Why, side: "before" | "after"): string {
  const periods = why[side];
  const [first] = periods;
  if (first === undefined) return "";
  return periods.length > 1 ? first.slice(0, 4) : formatPeriod(first, visit.language);
}

function serviceName(visit: Visit, why: Why, service: string): string {
  const name = why.serviceNames.get(service);
  return name === undefined ? service : say(visit, name.sv, name.en);
}

/** What is paid, what most of it is, and what changed it most. */
function sentence(visit: Visit, why: Why): string {
  const { beforeOre, afterOre, effects, items } = why.bridge;
  const kronor = (amount: Ore): string =>
    `${formatAmount(ore(Math.round(amount / 100) * 100), visit.language, "kr").replace(/[,.]00$/, "")} kr`;
  const [largest] = why.byService;
  const change = ore(afterOre - beforeOre);
  const most = bridgeEffects.toSorted((a, b) => Math.abs(effects[b]) - Math.abs(effects[a]))[0] ?? "price";
  const of = items.toSorted((a, b) => Math.abs(b.effects[most]) - Math.abs(a.effects[most]))[0];
  const who = visit.person.role === "customer" ? say(visit, "Ni", "You") : why.customer.name;
  const pays = say(
    visit,
    `${who} betalar ${kronor(afterOre)} för ${nameOf(visit, why, "after")}.`,
    `${who} ${visit.person.role === "customer" ? "pay" : "pays"} ${kronor(afterOre)} for ${nameOf(visit, why, "after")}.`,
  );
  const share =
    largest === undefined || afterOre <= 0
      ? ""
      : say(
          visit,
          ` ${formatPercent({ numerator: largest[1], denominator: afterOre }, "sv", 0)} är ${serviceName(visit, why, largest[0])}.`,
          ` ${formatPercent({ numerator: largest[1], denominator: afterOre }, "en", 0)} is ${serviceName(visit, why, largest[0])}.`,
        );
  if (change === 0 || beforeOre === 0) return pays + share;
  const than = nameOf(visit, why, "before");
  const percent = formatPercent(
    { numerator: Math.abs(change), denominator: Math.abs(beforeOre) },
    visit.language,
  );
  const cause =
    of === undefined
      ? ""
      : `${say(visit, ...effectNames[most]).toLowerCase()} (${say(visit, of.textSv, of.textEn)})`;
  return (
    pays +
    share +
    say(
      visit,
      ` Det är ${kronor(ore(Math.abs(change)))} (${percent}) ${change > 0 ? "mer" : "mindre"} än ${than}, mest genom ${cause}.`,
      ` That is ${kronor(ore(Math.abs(change)))} (${percent}) ${change > 0 ? "more" : "less"} than ${than}, mostly by ${cause}.`,
    )
  );
}

function Comparisons({ visit, why, to }: { visit: Visit; why: Why; to: Period }) {
  const names: Readonly<Record<Comparison, readonly [string, string]>> = {
    month: ["Mot månaden före", "Against the month before"],
    "year-before": ["Mot samma månad i fjol", "Against the same month last year"],
    years: ["Hela året mot i fjol", "The whole year against last year"],
  };
  return (
    <ul class="choices">
      {comparisons.map((one) => (
        <li>
          <a
            href={`/customers/${encodeURIComponent(why.customer.customer)}/why?period=${to}&with=${one}`}
            aria-current={one === why.comparison ? "true" : undefined}
          >
            {say(visit, ...names[one])}
          </a>
        </li>
      ))}
    </ul>
  );
}

function Bridge({ visit, why }: { visit: Visit; why: Why }) {
  const { beforeOre, afterOre, effects } = why.bridge;
  const label = say(visit, "Från då till nu, kr", "From then to now, kr");
  return (
    <Waterfall
      visit={visit}
      unit="kr"
      isWide
      label={label}
      steps={[
        { label: nameOf(visit, why, "before"), amountOre: beforeOre, total: true },
        ...bridgeEffects
          .filter((effect) => effects[effect] !== 0)
          .map((effect) => ({
            label: say(visit, ...effectNames[effect]),
            amountOre: effects[effect],
            total: false,
          })),
        { label: nameOf(visit, why, "after"), amountOre: afterOre, total: true },
      ]}
    />
  );
}

const elementNames: Readonly<Record<string, readonly [string, string]>> = {
  staff: ["Personal", "Staff"],
  consultants: ["Konsulter", "Consultants"],
  it: ["IT och licenser", "IT and licences"],
  other: ["Övrigt", "Other"],
  financial: ["Finansnetto", "Net financial"],
};

/** From cost to the customer's share; a customer, who has no access to the provider's costs, sees its services. */
function Flows({ visit, why }: { visit: Visit; why: Why }) {
  const shown = why.byService.filter(([, netOre]) => netOre > 0);
  const [top, rest] = [shown.slice(0, 8), shown.slice(8)];
  const others = say(visit, `${rest.length} tjänster till`, `${rest.length} more services`);
  const share = say(visit, "Er andel", "Your share");
  const path = (service: string): string =>
    `/customers/${encodeURIComponent(why.customer.customer)}/services/${encodeURIComponent(service)}`;
  const flows: SankeyFlow[] = top.map(([service, amountOre]) => ({
    from: serviceName(visit, why, service),
    to: share,
    amountOre,
    path: path(service),
  }));
  const restOre = ore(rest.reduce((sum, [, netOre]) => sum + netOre, 0));
  if (rest.length > 0) flows.push({ from: others, to: share, amountOre: restOre });
  const left = new Map<string, SankeyFlow>();
  for (const [service, parts] of why.elements ?? [])
    for (const [element, amountOre] of parts) {
      const to = top.some(([one]) => one === service) ? serviceName(visit, why, service) : others;
      const from = say(visit, ...(elementNames[element] ?? [element, element]));
      const known = left.get(`${from}|${to}`);
      left.set(`${from}|${to}`, {
        from,
        to,
        amountOre: ore((known?.amountOre ?? 0) + amountOre),
        ...(to === others
          ? {}
          : {
              path: `/explain/${encodeURIComponent(`cost:${why.after[0]?.slice(0, 4) ?? ""}:actual:${service}`)}`,
            }),
      });
    }
  const services = [
    ...top.map(([service]) => serviceName(visit, why, service)),
    ...(rest.length > 0 ? [others] : []),
  ];
  const elements = [...new Set([...left.values()].map((flow) => flow.from))];
  const label = say(visit, "Från kostnad till er andel", "From cost to your share");
  return (
    <>
      <Sankey
        label={label}
        columns={left.size > 0 ? [elements, services, [share]] : [services, [share]]}
        flows={[...left.values(), ...flows]}
      />
      {left.size === 0 ? null : (
        <p class="note">
          {say(
            visit,
            "Kostnadsslagen är tjänstens egen kostnad under året, i förhållande till vad som betalas för den.",
            "The cost elements are the service's own cost of the year, in proportion to what is paid for it.",
          )}
        </p>
      )}
    </>
  );
}

function Items({ visit, why }: { visit: Visit; why: Why }) {
  const of = (one: BridgeItem): readonly Ore[] => [
    one.beforeOre,
    ...bridgeEffects.map((effect) => one.effects[effect]),
    one.afterOre,
  ];
  const orNone = (amountOre: Ore): Ore | undefined => (amountOre === 0 ? undefined : amountOre);
  const { bridge } = why;
  return (
    <Figures
      label={say(visit, "Post för post", "Item by item")}
      first={say(visit, "Post, kr", "Item, kr")}
      heads={[
        nameOf(visit, why, "before"),
        ...bridgeEffects.map((effect) => say(visit, ...effectNames[effect])),
        nameOf(visit, why, "after"),
      ]}
      rows={bridge.items.map((one) => ({
        name: say(visit, one.textSv, one.textEn),
        path: `/explain/${encodeURIComponent(`invoice:${one.invoice}:${one.line}`)}`,
        beneath: `${serviceName(visit, why, one.service)} · ${one.invoice}${one.unit === "month" ? "" : ` · ${formatQuantity(one.quantityMicro as never, visit.language)} ${one.unit}`}`,
        amountsOre: of(one).map(orNone),
      }))}
      totalOre={[bridge.beforeOre, ...bridgeEffects.map((effect) => bridge.effects[effect]), bridge.afterOre]}
    />
  );
}

/** What can be done from here: compare, imagine, order, object. */
function Further({ visit, why }: { visit: Visit; why: Why }) {
  const [first] = why.bridge.items;
  const isStaff = visit.person.role !== "customer";
  const code = encodeURIComponent(why.customer.customer);
  return (
    <>
      {why.alike === undefined ? null : (
        <p class="note">
          {say(
            visit,
            `Bland ${why.alike.customers} andra kunder av samma slag är mittersta förändringen ${permille(visit, why.alike.medianPermille)}.`,
            `Among ${why.alike.customers} other customers of the same kind the middle change is ${permille(visit, why.alike.medianPermille)}.`,
          )}
        </p>
      )}
      <h2>{say(visit, "Vad man kan göra", "What can be done")}</h2>
      <ul class="choices">
        {isStaff ? (
          <li>
            <a href={`/what-if?kind=volume&who=${code}`}>
              {say(visit, "Tänk om volymen ändras", "What if the volume changes")}
            </a>
          </li>
        ) : null}
        <li>
          <a href="/orders">{say(visit, "Beställ mer eller mindre", "Order more or less")}</a>
        </li>
        {first === undefined ? null : (
          <li>
            <a href={`/invoices/${encodeURIComponent(first.invoice)}`}>
              {say(visit, "Gör en invändning på fakturan", "Object on the invoice")}
            </a>
          </li>
        )}
        <li>
          <a href={`/customers/${code}/follow-up`}>{say(visit, "Uppföljningen", "The follow-up")}</a>
        </li>
      </ul>
    </>
  );
}

function permille(visit: Visit, value: number): string {
  return `${value > 0 ? "+" : ""}${formatPercent({ numerator: value, denominator: 1000 }, visit.language)}`;
}
