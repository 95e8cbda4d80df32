import { createHash } from "node:crypto";
import {
  lastDayOf,
  monthOf,
  negateOre,
  type Ore,
  type Period,
  periodOf,
  periodsOfYear,
  required,
} from "../../../kernel/index.ts";
import { canonicalJson } from "../../../platform/audit/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { asThen, classOn } from "../../../service/catalogue/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { customerCostsOf, serviceCostsOf } from "../../costing/actions/index.ts";
import { accountMapOf, balancesOf } from "../../ledger/actions/index.ts";
import {
  lastPeriodOf,
  policyOf,
  readPolicies,
  settle,
  type Settlement,
  type SettlementBasis,
  type SettlementInput,
  type SettlementPolicy,
} from "../index.ts";

/** The policy of a year out of the provider's settings, with another basis where one is asked for. */
export async function settlementPolicy(
  tx: Transaction,
  provider: string,
  year: number,
  basis?: SettlementBasis,
): Promise<SettlementPolicy> {
  const { settings } = await tx.one<{ settings: unknown }>(
    "select settings from platform.provider where provider_id = $1",
    [provider],
  );
  const policy = required(policyOf(required(readPolicies(settings)), year));
  return basis === undefined ? policy : { ...policy, basis };
}

export interface ComputedSettlement {
  readonly input: SettlementInput;
  readonly computed: Settlement;
  readonly inputsSha256: string;
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
): Promise<ComputedSettlement> {
  const { year } = policy;
  const last = lastPeriodOf(policy.basis, year);
  const periods = periodsOfYear(year).filter((period) => period <= last);
  const accounts = await accountMapOf(tx, provider);
  const inScope = (activity: string): boolean =>
    activity !== "change" || policy.scope === "operation-and-change";
  const invoiced = new Map<string, { service: string; customer: string; amountOre: Ore }>();
  let lastBooked: Period | undefined;
  for (const cell of await balancesOf(tx, provider, [year])) {
    if (lastBooked === undefined || cell.period > lastBooked) lastBooked = cell.period;
    if (cell.period > last || cell.service === "") continue;
    const mapping = accounts.mappingOf(cell.account);
    if (mapping?.kind !== "revenue" || mapping.role !== "" || !inScope(mapping.activity)) continue;
    const key = `${cell.service}\u0000${cell.customer}`;
    const before = invoiced.get(key)?.amountOre ?? 0;
    invoiced.set(key, {
      service: cell.service,
      customer: cell.customer,
      amountOre: (before + negateOre(cell.amountOre)) as Ore,
    });
  }
  const question = { provider, year, scenario: "actual" };
  const costRows = await serviceCostsOf(tx, { ...question, periods });
  const catalogue = await catalogueOf(tx, provider);
  const input: SettlementInput = {
    policy,
    services: catalogue.services.map(({ service }) => ({
      service,
      class: classOn(catalogue.classifications, service, lastDayOf(last), asThen)?.class ?? "",
    })),
    invoiced: [...invoiced.values()],
    cost: costRows
      .filter((row) => inScope(row.activity))
      .map((row) => ({ service: row.service, amountOre: (row.directOre + row.allocatedOre) as Ore })),
    ...(policy.distribution === "by-cost"
      ? {
          customerCost: (await customerCostsOf(tx, question)).rows
            .filter((row) => row.period <= last && inScope(row.activity))
            .map(({ service, customer, amountOre }) => ({ service, customer, amountOre })),
        }
      : {}),
  };
  const computed = required(settle(input));
  return { input, computed, inputsSha256: hashOf(policy, computed), lastBooked };
}

/** Over the policy and every computed row: two sets of books with one hash settle alike. */
function hashOf(policy: SettlementPolicy, computed: Settlement): string {
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
