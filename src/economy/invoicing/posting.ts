import { type Problem, type Result, resultOf } from "../../kernel/index.ts";
import type { BilledService } from "./facts.ts";
import type { Activity, ProposedLine } from "./line.ts";
import { badPosting, noEquityAccount, noPostingRule } from "./problems.ts";

/** The revenue account of a class and activity; for one customer where it says so (R016: a sister provider's own line). */
export interface RevenueRule {
  readonly class: string;
  readonly activity: Activity;
  readonly account: string;
  /** "" holds for every customer that has no rule of its own. */
  readonly customer: string;
}

/** How invoices are booked (konteringsregler): the `posting` part of pack.yaml. */
export interface PostingRules {
  readonly invoiceSeries: string;
  /** Series of settlement documents; the invoice series unless the pack says another. */
  readonly settlementSeries: string;
  /** Series of correction documents; the invoice series unless the pack says another. */
  readonly correctionSeries: string;
  readonly revenue: readonly RevenueRule[];
  readonly settlementAccounts: readonly { readonly class: string; readonly account: string }[];
  readonly receivableInternal: string;
  readonly receivableExternal: string;
  readonly vatAccount: string;
  readonly selfCostAccount: string;
  readonly selfCostCentre: string;
  readonly provisionAccount: string;
  /** What is owed to the customers of an accrued settlement; the provision account unless the pack says another. */
  readonly accruedSettlementAccount: string;
  /** What bears corrections of earlier years when equity does; empty where the pack names none. */
  readonly equityAccount: string;
  /** Department -> the cost centre its revenue is booked on. */
  readonly revenueCostCentres: ReadonlyMap<string, string>;
  readonly dueDays: number;
  /** Where a series that has no number yet begins. */
  readonly firstNumber: number;
}

/**
 * Reads the `posting` part of pack.yaml as it was loaded; every fault at once. Where the provider is no customer of its
 * own, nothing is ever booked on what it would be debited to, and those keys may be left out.
 */
export function readPosting(
  source: unknown,
  { ownCustomer = true }: { readonly ownCustomer?: boolean } = {},
): Result<PostingRules> {
  const problems: Problem[] = [];
  const root = record(source);
  const text = (name: string, otherwise?: string): string => {
    const value = root[name] ?? otherwise;
    if (typeof value === "string" || typeof value === "number") return String(value);
    problems.push(badPosting(name));
    return "";
  };
  const rows = (name: string): Record<string, unknown>[] => {
    const value = root[name];
    if (Array.isArray(value)) return value.map(record);
    // A plain map from class to account says the same in fewer words.
    if (value !== null && typeof value === "object") {
      return Object.entries(value).map(([key, account]) => ({ class: key, account }));
    }
    problems.push(badPosting(name));
    return [];
  };
  const invoiceSeries = text("invoice_series", "UF");
  const provisionAccount = text("provision_account");
  const dueDays = Number(root["due_days"] ?? 30);
  if (!Number.isInteger(dueDays) || dueDays < 0) problems.push(badPosting("due_days"));
  const firstNumber = Number(root["first_number"] ?? 1);
  if (!Number.isSafeInteger(firstNumber) || firstNumber < 1) problems.push(badPosting("first_number"));
  const rules: PostingRules = {
    invoiceSeries,
    settlementSeries: text("settlement_series", invoiceSeries),
    correctionSeries: text("correction_series", invoiceSeries),
    revenue: rows("revenue").map((row) => ({
      class: plain(row["class"]),
      activity: row["activity"] === "change" ? "change" : "operation",
      account: plain(row["account"]),
      customer: plain(row["customer"]),
    })),
    settlementAccounts: rows("settlement_account").map((row) => ({
      class: plain(row["class"]),
      account: plain(row["account"]),
    })),
    receivableInternal: text("receivable_internal"),
    receivableExternal: text("receivable_external"),
    vatAccount: text("vat_account"),
    selfCostAccount: text("self_cost_account", ownCustomer ? undefined : ""),
    selfCostCentre: text("self_cost_centre", ownCustomer ? undefined : ""),
    provisionAccount,
    accruedSettlementAccount: text("accrued_settlement_account", provisionAccount),
    equityAccount: text("equity_account", ""),
    revenueCostCentres: new Map(
      Object.entries(record(root["revenue_cost_centre"])).map(([department, costCentre]) => [
        department,
        plain(costCentre),
      ]),
    ),
    dueDays,
    firstNumber,
  };
  const said = rules.revenue.map((rule) => `${rule.class}|${rule.activity}|${rule.customer}`);
  if (new Set(said).size < said.length) problems.push(revenueSaidTwice(rules.revenue));
  return resultOf(rules, problems);
}

/** The first rule that another one before it contradicts or repeats. */
function revenueSaidTwice(rules: readonly RevenueRule[]): Problem {
  const isSame = (a: RevenueRule, b: RevenueRule): boolean =>
    a.class === b.class && a.activity === b.activity && a.customer === b.customer;
  const twice = rules.find((rule, index) => rules.findIndex((other) => isSame(other, rule)) < index);
  return badPosting(
    `revenue (${[twice?.class, twice?.activity, twice?.customer].filter(Boolean).join(", ")} två gånger/twice)`,
  );
}

function record(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === "object" ? (value as Record<string, unknown>) : {};
}

function plain(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** Account and cost centre of a line, or the reason there is none. */
export function accountOf(
  line: Pick<ProposedLine, "postedTo" | "service" | "activity"> & { readonly customer?: string },
  posting: PostingRules,
  services: ReadonlyMap<string, BilledService>,
): { readonly account: string; readonly costCentre: string } | Problem {
  if (line.postedTo === "provision") return { account: posting.provisionAccount, costCentre: "" };
  if (line.postedTo === "accrued-settlement")
    return { account: posting.accruedSettlementAccount, costCentre: "" };
  if (line.postedTo === "equity") {
    return posting.equityAccount === ""
      ? noEquityAccount()
      : { account: posting.equityAccount, costCentre: "" };
  }
  const service = services.get(line.service);
  if (service === undefined) return noPostingRule(line.service, "", line.activity);
  const account =
    line.postedTo === "settlement"
      ? posting.settlementAccounts.find((rule) => rule.class === service.class)?.account
      : revenueAccount(posting.revenue, service.class, line);
  const costCentre =
    service.department === undefined ? undefined : posting.revenueCostCentres.get(service.department);
  if (!account || costCentre === undefined) {
    return noPostingRule(line.service, service.class, line.activity, service.department);
  }
  return { account, costCentre };
}

/** The customer's own rule first, then the one for all. */
function revenueAccount(
  rules: readonly RevenueRule[],
  serviceClass: string,
  { activity, customer = "" }: { readonly activity: Activity; readonly customer?: string },
): string | undefined {
  const own = rules.filter((rule) => rule.class === serviceClass && rule.activity === activity);
  return (
    own.find((rule) => rule.customer !== "" && rule.customer === customer) ??
    own.find((rule) => rule.customer === "")
  )?.account;
}

/** Every (class, activity) and department that lacks a rule, once each. */
export function postingProblems(
  lines: readonly ProposedLine[],
  posting: PostingRules,
  services: readonly BilledService[],
): Problem[] {
  const byService = new Map(services.map((service) => [service.service, service]));
  const found = new Map<string, Problem>();
  for (const line of lines) {
    const rule = accountOf(line, posting, byService);
    if ("code" in rule) found.set(rule.message_en, rule);
  }
  return [...found.values()];
}
