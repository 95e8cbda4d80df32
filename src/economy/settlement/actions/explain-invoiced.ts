import { negateOre, type Ore, ore, parsePeriod, type Period, sumOre } from "../../../kernel/index.ts";
import { formatPeriod } from "../../../platform/language/index.ts";
import {
  accountMapOf,
  leafOfLine,
  linesOf,
  type LineSelection,
  type Opening,
} from "../../ledger/actions/index.ts";
import type { Explanation } from "../../ledger/index.ts";
import type { SettledService } from "../index.ts";
import { balancesOfServices, type OneSettlement, type ServiceBalance } from "../sql/one-settlement.ts";
import { bookedByCustomer, bookedByGroup } from "../sql/booked-customers.ts";
import type { ReadSettlement } from "./computed-settlement.ts";
import { openExpected } from "./explain-expected.ts";
import { basisSaid, bookedPart, namesOf, partOf, periodsIn, restPart, summed } from "./explain-parts.ts";

/** A service's revenue as its settlement counts it. The year's is read once, added up over customers, for all services. */
export async function revenueOf(
  { tx, provider, keep }: Opening,
  stored: OneSettlement,
  service: string,
): Promise<readonly ServiceBalance[]> {
  const { year, policy } = stored;
  const accounts = await keep("account-map", () => accountMapOf(tx, provider));
  const isCounted = (account: string): boolean => {
    const mapping = accounts.mappingOf(account);
    return (
      mapping?.kind === "revenue" &&
      mapping.role === "" &&
      (mapping.activity !== "change" || policy.scope === "operation-and-change")
    );
  };
  const byService = await keep(`settled-revenue:${stored.settlement}`, async () => {
    const found = new Map<string, ServiceBalance[]>();
    for (const one of await balancesOfServices(tx, provider, year)) {
      if (!isCounted(one.account)) continue;
      const list = found.get(one.service);
      if (list === undefined) found.set(one.service, [one]);
      else list.push(one);
    }
    return found;
  });
  const within = new Set<string>(periodsIn(stored));
  return (byService.get(service) ?? []).filter((one) => within.has(one.period));
}

/** A service's revenue as somebody asks for it: all of it, or with a customer's own lines apart from those of the others. */
export interface InvoicedWish {
  /** The id of the service's settlement, which the ids below it begin with. */
  readonly own: string;
  /** Whose eyes: its lines are read, and the others' are one sum until somebody opens it. */
  readonly customer: string | undefined;
  /** What follows `invoiced`: a month, then `others`, a group and a customer. */
  readonly way: readonly string[];
}

/** The revenue of a service by month, as the settlement counts it. Revenue is positive. */
export async function openInvoiced(
  opening: Opening,
  stored: ReadSettlement,
  row: SettledService,
  { own, customer, way }: InvoicedWish,
): Promise<Explanation | undefined> {
  const balances = await revenueOf(opening, stored, row.service);
  const [monthText, ...below] = way;
  if (monthText === undefined || monthText === bookedPart || monthText === restPart) {
    const children = [...new Set(balances.map((one) => one.period))].map((period) =>
      partOf(
        `${own}/invoiced:${period}`,
        [formatPeriod(period, "sv"), formatPeriod(period, "en")],
        revenueIn(balances.filter((one) => one.period === period)),
        monthSaid,
      ),
    );
    if (below.length > 0) return undefined;
    const all = summed(
      stored,
      partOf(`${own}/invoiced`, ["Fakturerat", "Invoiced"], row.invoicedOre, [
        `Det som fakturerats för tjänsten ${basisSaid(stored, "sv")}.`,
        `What was invoiced for the service ${basisSaid(stored, "en")}.`,
      ]),
      children,
    );
    return openExpected(opening, stored, {
      service: row.service,
      all,
      booked: children,
      part: monthText,
      kind: "invoiced",
    });
  }
  const period = parsePeriod(monthText);
  const balance = balances.filter((one) => one.period === period);
  if (period === undefined || balance.length === 0) return undefined;
  const month: InvoicedMonth = {
    id: `${own}/invoiced:${period}`,
    period,
    year: stored.year,
    service: row.service,
    balance,
    ...(customer === undefined ? {} : { without: customer }),
  };
  if (customer === undefined) return openByCustomer(opening, month, below);
  if (below.length === 0) return openOwn(opening, month, customer);
  const [first, ...rest] = below;
  return first === others
    ? openByCustomer(opening, { ...month, id: `${month.id}:${others}` }, rest)
    : undefined;
}

const others = "others";
const monthSaid = ["Månadens intäkter för tjänsten.", "The month's revenue for the service."] as const;
const customerSaid = ["Bokfört på kunden.", "Booked on the customer."] as const;

function revenueIn(balance: readonly ServiceBalance[]): Ore {
  return negateOre(sumOre(balance.map((one) => one.amountOre)));
}

/** A month of a service's revenue, or what all but one customer have of it. */
interface InvoicedMonth {
  readonly id: string;
  readonly period: Period;
  readonly year: number;
  readonly service: string;
  readonly balance: readonly ServiceBalance[];
  readonly without?: string;
}

/** Where the month's revenue stands in the books, so that nothing else is read. */
function selectionOf({
  year,
  period,
  service,
  balance,
}: InvoicedMonth): Required<
  Pick<LineSelection, "fiscalYear" | "periods" | "accounts" | "costCentres" | "projects" | "services">
> {
  return {
    fiscalYear: year,
    periods: [period],
    accounts: [...new Set(balance.map((one) => one.account))],
    costCentres: [...new Set(balance.map((one) => one.costCentre))],
    projects: [...new Set(balance.map((one) => one.project))],
    services: [service],
  };
}

/** A customer's own lines of the month, and all the others' as one sum: what it costs to open does not grow with them. */
async function openOwn(opening: Opening, month: InvoicedMonth, customer: string): Promise<Explanation> {
  const own = await leavesOfCustomer(opening, month, customer);
  const amountOre = revenueIn(month.balance);
  const rest = ore(amountOre - sumOre(own.map((one) => one.amountOre)));
  const children =
    rest === 0
      ? own
      : [
          ...own,
          partOf(`${month.id}:${others}`, ["Övriga kunder", "Other customers"], rest, [
            "Det som de andra kunderna fakturerats för tjänsten i månaden.",
            "What the other customers were invoiced for the service in the month.",
          ]),
        ];
  return { ...monthNode(month), amountOre, children };
}

/** The month by customer; more than a reader takes in stand in groups. */
async function openByCustomer(
  opening: Opening,
  month: InvoicedMonth,
  way: readonly string[],
): Promise<Explanation | undefined> {
  const [first = "", ...below] = way;
  const of = /^customer=(.*)$/.exec(first)?.[1];
  if (of !== undefined) return below.length > 0 ? undefined : openCustomer(opening, month, of);
  const group = /^group=(\d{1,6})$/.exec(first)?.[1];
  if (group !== undefined && first !== "") {
    const inGroup = { ...month, id: `${month.id}:${first}` };
    if (below.length > 0) return openByCustomer(opening, inGroup, below);
    return listed(opening, inGroup, await customersIn(opening, month, Number(group)));
  }
  if (way.length > 0) return undefined;
  const customers = await customersIn(opening, month, 0);
  if (customers.length <= inOneLevel) return listed(opening, month, customers);
  const { tx, provider } = opening;
  const groups = await bookedByGroup(tx, provider, bookedIn(month), inOneLevel);
  const children = groups.map((one) => {
    const said = `${one.first} \u2013 ${one.last}`;
    return partOf(
      `${month.id}:group=${one.group}`,
      [`Kunder ${said}`, `Customers ${said}`],
      negateOre(one.amountOre),
      [`${one.customers} kunder.`, `${one.customers} customers.`],
    );
  });
  return { ...monthNode(month), amountOre: sumOre(children.map((one) => one.amountOre)), children };
}

const inOneLevel = 100;

function bookedIn(month: InvoicedMonth): Parameters<typeof bookedByGroup>[2] {
  return { ...selectionOf(month), without: month.without };
}

/** The first so many customers and one more, so that it shows whether there are others; of a later group no more than it holds. */
async function customersIn(
  { tx, provider }: Opening,
  month: InvoicedMonth,
  group: number,
): ReturnType<typeof bookedByCustomer> {
  const limit = group === 0 ? inOneLevel + 1 : inOneLevel;
  return bookedByCustomer(tx, provider, bookedIn(month), { offset: group * inOneLevel, limit });
}

async function listed(
  opening: Opening,
  month: InvoicedMonth,
  customers: Awaited<ReturnType<typeof customersIn>>,
): Promise<Explanation | undefined> {
  if (customers.length === 0) return undefined;
  const names = await namesOf(opening);
  const children = customers
    .slice(0, inOneLevel)
    .map((one) =>
      partOf(
        `${month.id}:customer=${one.customer}`,
        one.customer === "" ? noCustomer : [names.customer(one.customer), names.customer(one.customer)],
        negateOre(one.amountOre),
        customerSaid,
      ),
    );
  return { ...monthNode(month), amountOre: sumOre(children.map((one) => one.amountOre)), children };
}

const noCustomer = ["Utan kund", "Without a customer"] as const;

async function openCustomer(
  opening: Opening,
  month: InvoicedMonth,
  customer: string,
): Promise<Explanation | undefined> {
  if (customer === month.without) return undefined;
  const children = await leavesOfCustomer(opening, month, customer);
  if (children.length === 0) return undefined;
  const name = (await namesOf(opening)).customer(customer);
  const [label_sv, label_en] = customer === "" ? noCustomer : [name, name];
  return {
    id: `${month.id}:customer=${customer}`,
    label_sv,
    label_en,
    amountOre: sumOre(children.map((child) => child.amountOre)),
    formula_sv: customerSaid[0],
    formula_en: customerSaid[1],
    children,
  };
}

async function leavesOfCustomer(
  { tx, provider }: Opening,
  month: InvoicedMonth,
  customer: string,
): Promise<Explanation[]> {
  const lines = await linesOf(tx, provider, { ...selectionOf(month), customers: [customer] });
  return lines.map((line) => leafOfLine(line, negateOre(line.amountOre)));
}

function monthNode({ id, period }: InvoicedMonth): Omit<Explanation, "amountOre" | "children"> {
  return {
    id,
    label_sv: `Fakturerat, ${formatPeriod(period, "sv")}`,
    label_en: `Invoiced, ${formatPeriod(period, "en")}`,
    formula_sv: monthSaid[0],
    formula_en: monthSaid[1],
  };
}
