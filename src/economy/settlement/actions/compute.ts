import { createHash } from "node:crypto";
import {
  byCode,
  lastDayOf,
  monthOf,
  negateOre,
  type Ore,
  type Period,
  periodOf,
  periodsOfYear,
  Refusal,
  required,
} from "../../../kernel/index.ts";
import { canonicalJson } from "../../../platform/audit/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { asThen, type Catalogue, classOn } from "../../../service/catalogue/index.ts";
import { customerCostsOf } from "../../costing/actions/index.ts";
import type { CustomerCostRow, ServiceCostRow } from "../../costing/index.ts";
import { planLines, plansOf } from "../../planning/actions/index.ts";
import {
  isForecast,
  lastBookedOf,
  lastPeriodOf,
  policyOf,
  readPolicies,
  restOf,
  settle,
  settlementId,
  type Settlement,
  type SettlementBasis,
  type SettlementInput,
  type SettlementPolicy,
} from "../index.ts";
import { problems } from "../problems.ts";
import { storedSettlement } from "../sql/settlements.ts";
import { YearRead } from "./year-read.ts";

/** The policy of a year out of the provider's settings, with another basis where one is asked for. */
export async function settlementPolicy(
  tx: Transaction,
  provider: string,
  year: number,
  basis?: SettlementBasis,
): Promise<SettlementPolicy> {
  const policy = required(policyOf(await policiesOf(tx, provider), year));
  return basis === undefined ? policy : { ...policy, basis };
}

/** Every policy that pack.yaml says. */
export async function policiesOf(tx: Transaction, provider: string): Promise<readonly SettlementPolicy[]> {
  return required(readPolicies(await settingsOf(tx, provider)));
}

/** What pack.yaml says of the provider. */
export async function settingsOf(tx: Transaction, provider: string): Promise<unknown> {
  const { settings } = await tx.one<{ settings: unknown }>(
    "select settings from platform.provider where provider_id = $1",
    [provider],
  );
  return settings;
}

export interface ComputedSettlement {
  readonly input: SettlementInput;
  readonly computed: Settlement;
  /** The last month of the year that has any line. */
  readonly lastBooked: Period | undefined;
}

/**
 * Computes a settlement from the books: revenue by service and customer up to the basis month, without what was
 * already settled or internally financed, so that the answer is the same before and after it was booked. Revenue of a
 * service that names no customer (a provision for credits to come) is in the recovery and in nobody's share.
 */
export async function computeSettlement(
  tx: Transaction,
  provider: string,
  policy: SettlementPolicy,
  read = new YearRead(tx, provider, policy.year),
): Promise<ComputedSettlement> {
  const { year } = policy;
  const last = lastBookedOf(policy.basis, year);
  const accounts = await read.accounts();
  const inScope = (activity: string): boolean =>
    activity !== "change" || policy.scope === "operation-and-change";
  const invoiced = new Map<string, { service: string; customer: string; amountOre: Ore }>();
  const take = (cell: CodedAmount): void => {
    const mapping = accounts.mappingOf(cell.account);
    if (cell.service === "" || mapping?.kind !== "revenue" || mapping.role !== "") return;
    if (!inScope(mapping.activity)) return;
    const key = `${cell.service}\u0000${cell.customer}`;
    const before = invoiced.get(key)?.amountOre ?? 0;
    invoiced.set(key, {
      service: cell.service,
      customer: cell.customer,
      amountOre: (before + negateOre(cell.amountOre)) as Ore,
    });
  };
  const { cells, lastBooked } = await codedOf(tx, provider, { year, last });
  for (const cell of cells) take(cell);
  const plan = isForecast(policy.basis) ? await latestForecast(tx, provider, year) : undefined;
  if (plan !== undefined)
    for (const line of await planLines(tx, provider, plan)) if (line.period > last) take(line);
  const months = periodsOfYear(year);
  // The books to the basis month, and the forecast after it where the basis has one.
  const parts = [
    { scenario: "actual", periods: months.filter((period) => period <= last) },
    ...(plan === undefined ? [] : [{ scenario: plan, periods: months.filter((period) => period > last) }]),
  ];
  const costRows: ServiceCostRow[] = [];
  const customerCost: CustomerCostRow[] = [];
  for (const { scenario, periods } of parts) {
    const question = { provider, year, scenario };
    for (const row of await read.serviceCosts(scenario)) if (periods.includes(row.period)) costRows.push(row);
    if (policy.distribution === "by-cost") {
      const { rows } = await customerCostsOf(tx, question);
      customerCost.push(...rows.filter((row) => periods.includes(row.period) && inScope(row.activity)));
    }
  }
  const catalogue = await read.catalogue();
  const input: SettlementInput = {
    policy,
    services: catalogue.services.map(({ service }) => ({
      service,
      class:
        classOn(catalogue.classifications, service, lastDayOf(lastPeriodOf(policy.basis, year)), asThen)
          ?.class ?? "",
    })),
    names: namesIn(catalogue),
    invoiced: [...invoiced.values()],
    cost: costRows
      .filter((row) => inScope(row.activity))
      .map((row) => ({ service: row.service, amountOre: (row.directOre + row.allocatedOre) as Ore })),
    carried: await carriedInto(tx, provider, year),
    ...(policy.distribution === "by-cost"
      ? {
          customerCost: customerCost.map(({ service, customer, amountOre }) => ({
            service,
            customer,
            amountOre,
          })),
        }
      : {}),
  };
  const computed = required(settle(input));
  return { input, computed, lastBooked };
}

interface CodedAmount {
  readonly account: string;
  readonly service: string;
  readonly customer: string;
  readonly amountOre: Ore;
}

/** What is coded to services up to a month, added up by the database, and the last month of the year that has any line. */
async function codedOf(
  tx: Transaction,
  provider: string,
  { year, last }: { readonly year: number; readonly last: Period },
): Promise<{ readonly cells: readonly CodedAmount[]; readonly lastBooked: Period | undefined }> {
  const cells = await tx.query<CodedAmount>(
    `select account, service, customer, sum(amount_ore)::bigint as "amountOre" from ledger.v_balance
     where provider_id = $1 and fiscal_year = $2 and period <= $3 and service <> ''
     group by account, service, customer
     order by account collate "C", service collate "C", customer collate "C"`,
    [provider, year, last],
  );
  const { booked } = await tx.one<{ booked: Period | null }>(
    `select max(period collate "C") as booked from ledger.v_balance where provider_id = $1 and fiscal_year = $2`,
    [provider, year],
  );
  return { cells, lastBooked: booked ?? undefined };
}

/** The name of the year's latest forecast. */
export async function latestForecast(tx: Transaction, provider: string, year: number): Promise<string> {
  const plans = (await plansOf(tx, provider)).filter(
    (plan) => plan.scenario === "forecast" && plan.fiscalYear === year,
  );
  const latest = plans.toSorted((a, b) => byCode(a.asOf ?? "", b.asOf ?? "")).at(-1);
  if (latest === undefined) throw new Refusal([problems.noForecast(year)]);
  return latest.plan;
}

/**
 * What the year before left, where its policy carries the rest forward: its final recovery less what it issued. Nothing
 * before it was issued, since until then nothing is settled that could leave a rest.
 */
export async function carriedInto(
  tx: Transaction,
  provider: string,
  year: number,
): Promise<SettlementInput["carried"] & object> {
  const before = (await policiesOf(tx, provider)).find((policy) => policy.year === year - 1);
  if (before?.rest !== "carried-forward") return [];
  const issued = await storedSettlement(tx, provider, settlementId(before.year, before.basis));
  if (issued?.state !== "issued") return [];
  const { computed } = await computeSettlement(tx, provider, { ...issued.policy, basis: "full-year" });
  return restOf({ final: computed.services, issued: issued.computed.services })
    .services.filter((row) => row.restOre !== 0)
    .map(({ service, restOre }) => ({ service, amountOre: restOre }));
}

/** Over the policy and every computed row: two sets of books with one hash settle alike. */
export function inputsHash(policy: SettlementPolicy, computed: Settlement): string {
  const rows = [
    policy,
    computed.services,
    computed.customers.map(({ customer, because }) => [
      customer,
      because.map((reason) => [
        reason.service,
        reason.paidOre,
        reason.weightOre,
        reason.weightSumOre,
        reason.amountOre,
      ]),
    ]),
  ];
  return createHash("sha256").update(canonicalJson(rows)).digest("hex");
}

/** Whether the last month of the year is in the books, so that the final recovery can be told. */
export function yearIsBooked(year: number, lastBooked: Period | undefined): boolean {
  return lastBooked !== undefined && lastBooked >= periodOf(year, 12) && monthOf(lastBooked) === 12;
}

/** What services and classes are called in the sentences of a settlement. */
export function namesIn(catalogue: Catalogue): NonNullable<SettlementInput["names"]> {
  return new Map([
    ...catalogue.classes.map((one) => [one.class, { sv: one.nameSv, en: one.nameEn }] as const),
    ...catalogue.services.map((one) => [one.service, { sv: one.nameSv, en: one.nameEn }] as const),
  ]);
}
