import {
  assert,
  negateOre,
  ore,
  type Ore,
  parsePeriod,
  type Period,
  periodsOfYear,
  sumOre,
} from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { formatAmount, formatPercent, formatPeriod } from "../../../platform/language/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import { explainers as costExplainers } from "../../costing/actions/index.ts";
import { canShare, openShare, sharedId, shareOf } from "../../costing/index.ts";
import { invoicesOf, linesOfVoucher } from "../../invoicing/actions/index.ts";
import {
  accountMapOf,
  type Explainer,
  leafOfLine,
  linesOf,
  type Opening,
  openingOf,
  openTree,
} from "../../ledger/actions/index.ts";
import { assertFooting, type Explanation, lessId } from "../../ledger/index.ts";
import { basisText, lastPeriodOf, type SettledService } from "../index.ts";
import {
  balancesOfServices,
  type CustomerRow,
  customerRows,
  type OneSettlement,
  oneSettlement,
  type ServiceBalance,
  serviceRow,
  servicesOfSettlement,
} from "../sql/one-settlement.ts";

export const explainers: readonly Explainer[] = [
  { prefix: "settlement:", open: openSettlement },
  { prefix: "settled:", open: openSettled },
];

/** The tree of a settlement, all of it or so many levels: for those who ask this room alone. */
export async function explainSettlement(
  tx: Transaction,
  provider: string,
  id: string,
  { depth }: { readonly depth?: number } = {},
): Promise<Explanation | undefined> {
  const tree = await openTree(await openingOf(tx, provider, [...explainers, ...costExplainers]), id, depth);
  return tree && assertFooting(tree);
}

/**
 * `settlement:<id>` by customer, `settlement:<id>:<customer>` by service, and `settlement:<id>:<customer>:<service>` by
 * what the service's surplus is made of: what was invoiced less what it cost, each with the customer's share, down to the
 * lines, issued or not. A year in the place of the id is its issued settlement.
 */
async function openSettlement(opening: Opening, id: string): Promise<Explanation | undefined> {
  const shared = sharedId(id);
  const [, name = "", customer, service, ...rest] = (shared?.head ?? id).split(":");
  if (rest.length > 0) return undefined;
  const { tx } = opening;
  const stored = await storedBy(opening, name);
  if (stored === undefined) return undefined;
  const names = await namesOf(opening);
  const rows = (await customersOfSettlement(opening, stored.settlement, customer)).filter(
    (row) => service === undefined || row.service === service,
  );
  if (rows.length === 0 && customer !== undefined) return undefined;
  const own = `settlement:${stored.settlement}`;
  if (service !== undefined) {
    const [row] = rows;
    if (row === undefined) return undefined;
    const whole =
      tx.scope.role === "customer"
        ? undefined
        : await opening.open(`settled:${stored.settlement}:${service}`);
    if (shared !== undefined) {
      if (whole === undefined || !canShare(row.amountOre, whole)) return undefined;
      const head = `${own}:${row.customer}:${row.service}`;
      return openShare(opening.open, { head, amountOre: row.amountOre, whole, target: shared.target });
    }
    const node = { ...(await reasonNode(stored, row, names)), ...(await bookedOf(opening, stored, row)) };
    if (whole === undefined || !canShare(row.amountOre, whole)) return node;
    return { ...node, children: shareOf(node.id, row.amountOre, whole).children };
  }
  if (shared !== undefined) return undefined;
  const isCustomer = tx.scope.role === "customer";
  if (customer !== undefined) {
    const children: Explanation[] = [];
    for (const row of rows) {
      const node = await reasonNode(stored, row, names);
      children.push(isCustomer ? node : { ...node, closed: true });
    }
    return customerNode(stored, customer, children, names);
  }
  const customers = [...new Set(rows.map((row) => row.customer))];
  const children = customers.map((one): Explanation => {
    const mine = rows.filter((row) => row.customer === one);
    const { children: _, ...node } = customerNode(stored, one, [], names);
    return { ...node, amountOre: sumOre(mine.map((row) => row.amountOre)), children: [], closed: true };
  });
  const basis = basisText(stored.basis);
  return {
    id: own,
    label_sv: `Återreglering ${stored.year}`,
    label_en: `Settlement ${stored.year}`,
    amountOre: sumOre(children.map((child) => child.amountOre)),
    formula_sv: `Fakturerat minus kostnad minus beslutad finansiering per tjänst, ${basisSaid(stored, "sv")} (${basis}).`,
    formula_en: `Invoiced less cost less decided financing per service, ${basisSaid(stored, "en")} (${basis}).`,
    children,
  };
}

function basisSaid({ basis, year }: OneSettlement, language: "sv" | "en"): string {
  const last = formatPeriod(lastPeriodOf(basis, year), language);
  return language === "sv" ? `till och med ${last}` : `up to ${last}`;
}

interface SettlementNames {
  readonly service: (code: string) => { readonly sv: string; readonly en: string };
  readonly customer: (code: string) => string;
}

async function namesOf({ tx, provider, keep }: Opening): Promise<SettlementNames> {
  const services = await keep(
    "service-names",
    async () => new Map((await catalogueOf(tx, provider)).services.map((one) => [one.service, one])),
  );
  const customers = await keep(
    "customer-names",
    async () => new Map((await customersOf(tx, provider)).map((one) => [one.customer, one.name])),
  );
  return {
    service: (code) => {
      const one = services.get(code);
      return one === undefined ? { sv: code, en: code } : { sv: one.nameSv, en: one.nameEn };
    },
    customer: (code) => customers.get(code) ?? code,
  };
}

function customerNode(
  { settlement }: OneSettlement,
  customer: string,
  children: readonly Explanation[],
  names: SettlementNames,
): Explanation {
  return {
    id: `settlement:${settlement}:${customer}`,
    label_sv: names.customer(customer),
    label_en: names.customer(customer),
    amountOre: sumOre(children.map((child) => child.amountOre)),
    formula_sv: "Summan av kundens tjänster.",
    formula_en: "The sum of the customer's services.",
    children,
  };
}

/** A customer's part of one service's surplus or deficit. */
async function reasonNode(
  { settlement, policy }: OneSettlement,
  row: CustomerRow,
  names: SettlementNames,
): Promise<Explanation> {
  const label = names.service(row.service);
  const ratio = { numerator: row.weightOre, denominator: row.weightSumOre };
  const isPaid = policy.distribution === "by-paid";
  const shown = (language: "sv" | "en") => ({
    own: formatAmount(row.weightOre, language),
    all: formatAmount(row.weightSumOre, language),
    share: formatPercent(ratio, language, 2),
    amount: formatAmount(ore(Math.abs(row.amountOre)), language),
  });
  const [sv, en] = [shown("sv"), shown("en")];
  const isSurplus = row.amountOre >= 0;
  return {
    id: `settlement:${settlement}:${row.customer}:${row.service}`,
    label_sv: label.sv,
    label_en: label.en,
    amountOre: row.amountOre,
    formula_sv: `${sv.own} kr av ${sv.all} kr ${isPaid ? "betalat" : "kostnad"} = ${sv.share} av ${isSurplus ? "överskottet" : "underskottet"}: ${sv.amount} kr ${isSurplus ? "åter" : "att betala"}.`,
    formula_en: `SEK ${en.own} of SEK ${en.all} ${isPaid ? "paid" : "in cost"} = ${en.share} of the ${isSurplus ? "surplus" : "deficit"}: SEK ${en.amount} ${isSurplus ? "back" : "to pay"}.`,
    children: [],
  };
}

/** The voucher line that books an issued part; none before it is issued. A customer sees its part, not the provider's books. */
async function bookedOf(
  { tx, provider }: Opening,
  { year, state }: OneSettlement,
  { customer, service }: CustomerRow,
): Promise<Pick<Explanation, "voucher" | "line" | "file" | "fileLine">> {
  if (state !== "issued" || tx.scope.role === "customer") return {};
  for (const document of await invoicesOf(tx, provider, { run: `settlement-${year}`, customer })) {
    // Accrued at the closing, it is credited in the year after.
    const booked = Number(document.bookingPeriod.slice(0, 4));
    const name = { year: booked, series: document.voucherSeries, number: document.voucherNumber };
    const line = (await linesOfVoucher(tx, provider, name)).find((one) => one.service === service);
    if (line === undefined) continue;
    return {
      voucher: `${booked}/${name.series}/${name.number}`,
      line: line.line,
      ...(line.file === null ? {} : { file: line.file }),
      ...(line.fileLine === null ? {} : { fileLine: line.fileLine }),
    };
  }
  return {};
}

/**
 * `settled:<id>:<service>`: what a service settles: invoiced, less cost, less what was decided to finance something else,
 * and what thresholds, levels and a decided total changed. `/recovery`, `/rest`, `/financing`, `/invoiced`, `/invoiced:2024-03` and `/cost` open below it.
 */
async function openSettled(opening: Opening, id: string): Promise<Explanation | undefined> {
  const [head = "", ...path] = id.split("/");
  const [, name = "", service = "", ...rest] = head.split(":");
  if (rest.length > 0 || path.length > 1) return undefined;
  const { tx, provider } = opening;
  const stored = await storedBy(opening, name);
  if (stored !== undefined && service === "*") return openAllSettled(opening, stored, path[0] ?? "");
  const row =
    stored &&
    (await opening.keep(`settlement-service:${stored.settlement}:${service}`, () =>
      serviceRow(tx, provider, { settlement: stored.settlement, service }),
    ));
  if (stored === undefined || row === undefined) return undefined;
  const own = `settled:${stored.settlement}:${service}`;
  const [part = "", monthText] = (path[0] ?? "").split(":");
  // A month after the basis is a part of the rest.
  if (part === "invoiced")
    return openInvoiced(opening, monthText === undefined ? stored : { ...stored, basis: "full-year" }, row, {
      own,
      monthText,
    });
  if (part === "cost") return monthText === undefined ? openCost(opening, stored, row, own) : undefined;
  const label = (await namesOf(opening)).service(service);
  const ends = endsOf(stored, row, own);
  if (part === "rest" && monthText === undefined) return openRest(opening, stored, row, { own, ends });
  const isRecovery = id === `${own}/recovery`;
  if (part !== "" && !isRecovery) return Object.values(ends).find((one) => one.id === id);
  const parts: Explanation[] = [
    partOf(`${own}/invoiced`, ["Fakturerat", "Invoiced"], row.invoicedOre, [
      `Det som fakturerats för tjänsten ${basisSaid(stored, "sv")}.`,
      `What was invoiced for the service ${basisSaid(stored, "en")}.`,
    ]),
    partOf(lessId(`${own}/cost`), ["Kostnad", "Cost"], negateOre(row.costOre), [
      `Det som tjänsten kostat ${basisSaid(stored, "sv")}, räknas av.`,
      `What the service cost ${basisSaid(stored, "en")}, taken away.`,
    ]),
    ends.financing,
    ends.carried,
  ];
  const said = {
    sv: "Fakturerat minus kostnad minus beslutad finansiering.",
    en: "Invoiced less cost less decided financing.",
  };
  const node = {
    label_sv: label.sv,
    label_en: label.en,
    formula_sv: said.sv,
    formula_en: said.en,
  };
  if (isRecovery)
    return {
      ...node,
      id: `${own}/recovery`,
      amountOre: row.recoveryOre,
      children: parts.filter((one) => one.amountOre !== 0),
    };
  return {
    ...node,
    id: own,
    amountOre: row.settledOre,
    children: [...parts, ends.decided].filter((one) => one.amountOre !== 0),
  };
}

/** One column of a settlement over all its services, in which `*` stands for the service. */
async function openAllSettled(
  opening: Opening,
  stored: OneSettlement,
  part: string,
): Promise<Explanation | undefined> {
  const { tx, provider } = opening;
  const services = await opening.keep(`settlement-services:${stored.settlement}`, () =>
    servicesOfSettlement(tx, provider, stored.settlement),
  );
  const tail = part === "" ? "" : `/${part}`;
  const names = await namesOf(opening);
  const children: Explanation[] = [];
  for (const service of services) {
    const node = await opening.open(`settled:${stored.settlement}:${service}${tail}`);
    if (node === undefined || node.amountOre === 0) continue;
    const label = names.service(service);
    const isEnd = node.children.length === 0;
    children.push({
      ...node,
      label_sv: label.sv,
      label_en: label.en,
      children: [],
      ...(isEnd ? {} : { closed: true as const }),
    });
  }
  if (children.length === 0) return undefined;
  return {
    id: `settled:${stored.settlement}:*${tail}`,
    label_sv: `Återreglering ${stored.year}, alla tjänster`,
    label_en: `Settlement ${stored.year}, all services`,
    amountOre: sumOre(children.map((child) => child.amountOre)),
    formula_sv: "Summan av tjänsterna.",
    formula_en: "The sum of the services.",
    children,
  };
}

/** What a settlement takes of a service by decisions and rules, each an end in the paper that says so. */
function endsOf(
  stored: OneSettlement,
  row: SettledService,
  own: string,
): Readonly<Record<"financing" | "decided" | "carried", Explanation>> {
  const decision = stored.policy.financing.find((one) => one.from.service === row.service)?.decision ?? "";
  const changed = ore(row.settledOre - row.recoveryOre);
  const policy = { file: "pack.yaml", row: `settlement.policies ${stored.year}` };
  return {
    financing: endOf(
      `${own}/financing`,
      ["Beslutad finansiering", "Decided financing"],
      negateOre(row.financingOre),
      {
        sv: `Går till annat enligt beslut ${decision}.`,
        en: `Goes to something else by decision ${decision}.`,
        place: { file: "customers/decisions.csv", row: decision },
      },
    ),
    decided: endOf(`${own}/decided`, ["Beslutad ändring", "Decided change"], changed, {
      sv: "Reglerna för årets återreglering: tröskel, nivå eller en annan beslutad summa.",
      en: "The rules of the year's settlement: threshold, level or another decided sum.",
      place: policy,
    }),
    carried: endOf(`${own}/carried`, ["Från förra året", "Carried"], row.carriedOre, {
      sv: "Rest från förra årets återreglering, som reglerna för över hit.",
      en: "The rest of last year's settlement, which the rules carry over.",
      place: policy,
    }),
  };
}

/**
 * What the end of the year adds to what was settled: the months after its basis, what has changed in the books of the months before, and what
 * rules had taken away.
 */
async function openRest(
  opening: Opening,
  stored: OneSettlement,
  row: SettledService,
  { own, ends }: { readonly own: string; readonly ends: ReturnType<typeof endsOf> },
): Promise<Explanation | undefined> {
  const whole: OneSettlement = { ...stored, basis: "full-year" };
  const within = new Set<string>(periodsIn(stored));
  const later = periodsIn(whole).filter((period) => !within.has(period));
  const balances = await revenueOf(opening, whole, row.service);
  const children: Explanation[] = [];
  for (const period of later) {
    const month = [formatPeriod(period, "sv"), formatPeriod(period, "en")] as const;
    const invoicedOre = negateOre(
      sumOre(balances.filter((one) => one.period === period).map((one) => one.amountOre)),
    );
    if (invoicedOre !== 0)
      children.push(
        partOf(
          `${own}/invoiced:${period}`,
          [`Fakturerat, ${month[0]}`, `Invoiced, ${month[1]}`],
          invoicedOre,
          ["Månadens intäkter för tjänsten.", "The month's revenue for the service."],
        ),
      );
    const tail = stored.policy.scope === "operation" ? "/activity=operation" : "";
    const cost = await opening.open(`cost:${stored.year}:actual:${row.service}:${period}${tail}`);
    if (cost !== undefined && cost.amountOre !== 0)
      children.push(
        partOf(lessId(cost.id), [`Kostnad, ${month[0]}`, `Cost, ${month[1]}`], negateOre(cost.amountOre), [
          "Månadens kostnad för tjänsten, räknas av.",
          "The month's cost of the service, taken away.",
        ]),
      );
  }
  const invoiced = await openInvoiced(opening, stored, row, { own, monthText: undefined });
  const cost = await openCost(opening, stored, row, own);
  const since = (node: Explanation | undefined): Explanation[] =>
    (node?.children ?? []).filter((one) => one.id.endsWith("/since"));
  // What the books have gained since then adds to the rest: the opposite of what they lack where the amount was stored.
  for (const one of since(invoiced)) children.push({ ...one, amountOre: negateOre(one.amountOre) });
  children.push(...since(cost));
  if (ends.decided.amountOre !== 0)
    children.push({ ...ends.decided, amountOre: negateOre(ends.decided.amountOre) });
  const label = (await namesOf(opening)).service(row.service);
  return {
    id: `${own}/rest`,
    label_sv: `${label.sv}, rest efter helåret`,
    label_en: `${label.en}, rest of the whole year`,
    amountOre: sumOre(children.map((child) => child.amountOre)),
    formula_sv:
      "Det slutliga utfallet minus det som reglerats: månaderna efter underlaget, och det som reglerna tog bort.",
    formula_en:
      "The final outcome less what was settled: the months after the basis, and what the rules took away.",
    children,
  };
}

function partOf(
  id: string,
  [label_sv, label_en]: readonly [string, string],
  amountOre: Ore,
  [formula_sv, formula_en]: readonly [string, string],
): Explanation {
  return { id, label_sv, label_en, amountOre, formula_sv, formula_en, children: [], closed: true };
}

/** A part that ends in a decision or a rule, which no voucher says. */
function endOf(
  id: string,
  [label_sv, label_en]: readonly [string, string],
  amountOre: Ore,
  said: {
    readonly sv: string;
    readonly en: string;
    readonly place: { readonly file: string; readonly row: string };
  },
): Explanation {
  return {
    id,
    label_sv,
    label_en,
    amountOre,
    formula_sv: said.sv,
    formula_en: said.en,
    children: [],
    ...said.place,
  };
}

function periodsIn({ basis, year }: OneSettlement): Period[] {
  const last = lastPeriodOf(basis, year);
  return periodsOfYear(year).filter((period) => period <= last);
}

/** A settlement by its id or year; read once for all its figures. */
function storedBy({ tx, provider, keep }: Opening, name: string): Promise<OneSettlement | undefined> {
  return keep(`settlement-named:${name}`, () => oneSettlement(tx, provider, name));
}

/** Who gets what of a settlement; one customer's alone where it is asked of. */
function customersOfSettlement(
  { tx, provider, keep }: Opening,
  settlement: string,
  customer: string | undefined,
): Promise<readonly CustomerRow[]> {
  return keep(`settlement-rows:${settlement}:${customer ?? ""}`, () =>
    customerRows(tx, provider, { settlement, ...(customer === undefined ? {} : { customer }) }),
  );
}

/** A service's revenue as its settlement counts it. The year's is read once, added up over customers, for all services. */
async function revenueOf(
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

/** Revenue of the service by month, as the settlement counts it; then the lines of a month. Revenue is positive. */
async function openInvoiced(
  opening: Opening,
  stored: OneSettlement,
  row: SettledService,
  { own, monthText }: { readonly own: string; readonly monthText: string | undefined },
): Promise<Explanation | undefined> {
  const { tx, provider } = opening;
  const { service } = row;
  const balances = await revenueOf(opening, stored, service);
  const month = monthText === undefined ? undefined : parsePeriod(monthText);
  if (monthText !== undefined && month === undefined) return undefined;
  if (month === undefined) {
    const children = [...new Set(balances.map((one) => one.period))].map((period) =>
      partOf(
        `${own}/invoiced:${period}`,
        [formatPeriod(period, "sv"), formatPeriod(period, "en")],
        negateOre(sumOre(balances.filter((one) => one.period === period).map((one) => one.amountOre))),
        ["Månadens intäkter för tjänsten.", "The month's revenue for the service."],
      ),
    );
    return summed(
      partOf(`${own}/invoiced`, ["Fakturerat", "Invoiced"], row.invoicedOre, [
        `Det som fakturerats för tjänsten ${basisSaid(stored, "sv")}.`,
        `What was invoiced for the service ${basisSaid(stored, "en")}.`,
      ]),
      children,
    );
  }
  const mine = balances.filter((one) => one.period === month);
  if (mine.length === 0) return undefined;
  const lines = await linesOf(tx, provider, {
    fiscalYear: stored.year,
    periods: [month],
    accounts: [...new Set(mine.map((one) => one.account))],
    costCentres: [...new Set(mine.map((one) => one.costCentre))],
    projects: [...new Set(mine.map((one) => one.project))],
    services: [service],
  });
  const children = lines.map((line) => leafOfLine(line, negateOre(line.amountOre)));
  return {
    id: `${own}/invoiced:${month}`,
    label_sv: `Fakturerat, ${formatPeriod(month, "sv")}`,
    label_en: `Invoiced, ${formatPeriod(month, "en")}`,
    amountOre: sumOre(children.map((child) => child.amountOre)),
    formula_sv: "Månadens intäkter för tjänsten.",
    formula_en: "The month's revenue for the service.",
    children,
  };
}

/** The service's cost month by month, as the costing explains it. */
async function openCost(
  opening: Opening,
  stored: OneSettlement,
  row: SettledService,
  own: string,
): Promise<Explanation> {
  const tail = stored.policy.scope === "operation" ? "/activity=operation" : "";
  const children: Explanation[] = [];
  for (const period of periodsIn(stored)) {
    const month = await opening.open(`cost:${stored.year}:actual:${row.service}:${period}${tail}`);
    if (month === undefined || month.amountOre === 0) continue;
    children.push(
      partOf(month.id, [formatPeriod(period, "sv"), formatPeriod(period, "en")], month.amountOre, [
        month.formula_sv,
        month.formula_en,
      ]),
    );
  }
  return summed(
    partOf(`${own}/cost`, ["Kostnad", "Cost"], row.costOre, [
      `Det som tjänsten kostat ${basisSaid(stored, "sv")}.`,
      `What the service cost ${basisSaid(stored, "en")}.`,
    ]),
    children,
  );
}

/** A stored amount with its parts; what the books say otherwise since is told as a part of its own. */
function summed(part: Explanation, children: readonly Explanation[]): Explanation {
  const { closed, ...node } = part;
  assert(closed === true, "a stored amount is opened from its closed part");
  const since = ore(node.amountOre - sumOre(children.map((child) => child.amountOre)));
  if (since === 0) return { ...node, children };
  return {
    ...node,
    children: [
      ...children,
      {
        id: `${node.id}/since`,
        label_sv: "Ändrat i böckerna sedan dess",
        label_en: "Changed in the books since",
        amountOre: since,
        formula_sv: "Återregleringen är räknad på böckerna som de var; så mycket skiljer de nu.",
        formula_en: "The settlement was computed on the books as they were; they now differ by so much.",
        children: [],
        file: "pack.yaml",
        row: "settlement",
      },
    ],
  };
}
