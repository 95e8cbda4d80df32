import type { Day } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { entriesOf } from "../../../platform/registers/actions/index.ts";
import { catalogueOf } from "../../catalogue/actions/index.ts";
import {
  type Agreement,
  agreementSharesByNumber,
  type Consolidation,
  consolidation,
  type CountingLevel,
  countCustomers,
  type Customer,
  type CustomerCount,
  type Decision,
  consolidationSteps,
  type ServiceUse,
  type Share,
  type SingleCase,
  singleCases,
  withCompletedSteps,
} from "../index.ts";

export async function customersOf(tx: Transaction, provider: string): Promise<Customer[]> {
  const rows = await tx.query<Nullable<Customer>>(
    `select customer, name, short_name as "shortName", kind, org_no as "orgNo", parent, counterparty,
            is_self as "isSelf", vat, e_address as "eAddress", valid_from as "validFrom", valid_to as "validTo"
     from customers.customer where provider_id = $1 order by customer collate "C"`,
    [provider],
  );
  return rows.map((row) => absent<Customer>(row));
}

/** The codes of the register, in order: what a row of another register may name. */
export async function customerCodes(tx: Transaction, provider: string): Promise<string[]> {
  return (await customersOf(tx, provider)).map((one) => one.customer);
}

/** Single cases of a customer that were opened through a day. */
export async function casesOfCustomer(
  tx: Transaction,
  provider: string,
  { customer, through }: { readonly customer: string; readonly through: Day },
): Promise<SingleCase[]> {
  const cases = await entriesOf(tx, provider, singleCases, { customer });
  return cases.filter((one) => one.openedOn <= through);
}

export async function agreementsOf(tx: Transaction, provider: string): Promise<Agreement[]> {
  const rows = await tx.query<Nullable<Agreement>>(
    `select agreement, customer, status, signed_on as "signedOn", valid_from as "validFrom", valid_to as "validTo", reason
     from customers.agreement where provider_id = $1 order by agreement collate "C"`,
    [provider],
  );
  return rows.map((row) => absent<Agreement>(row));
}

/** Who uses what from when: the register of use, and what completed steps of consolidation plans give. */
export async function serviceUsesOf(tx: Transaction, provider: string): Promise<ServiceUse[]> {
  const rows = await tx.query<Nullable<Required<ServiceUse>>>(
    `select customer, service, valid_from as "validFrom", valid_to as "validTo", stage,
            variant, variant_until as "variantUntil", dependency
     from customers.service_use where provider_id = $1
     order by customer collate "C", service collate "C", valid_from`,
    [provider],
  );
  const uses = rows.map(({ variant, variantUntil, dependency, ...row }) => ({
    ...absent<ServiceUse>(row as Nullable<ServiceUse>),
    ...(variant === "" ? {} : { variant }),
    ...(variantUntil === null ? {} : { variantUntil }),
    ...(dependency === "" ? {} : { dependency }),
  }));
  return withCompletedSteps(uses, await entriesOf(tx, provider, consolidationSteps));
}

export async function decisionsOf(tx: Transaction, provider: string): Promise<Decision[]> {
  return tx.query<Decision>(
    `select decision, board, decided_on as "decidedOn", paragraph, registry_no as "registryNo", title
     from customers.decision where provider_id = $1 order by decision collate "C"`,
    [provider],
  );
}

/** Number of customers on a day; the level is part of the answer (R009). */
export async function customerCounts(
  tx: Transaction,
  provider: string,
  day: Day,
  level: CountingLevel,
): Promise<CustomerCount> {
  return countCustomers(await customersOf(tx, provider), day, level);
}

/** Signed agreements by number on a day (R010). By value takes the invoiced amounts, which another room knows. */
export async function agreementShares(
  tx: Transaction,
  provider: string,
  day: Day,
): Promise<{ readonly departments: Share; readonly companies: Share }> {
  return agreementSharesByNumber(await customersOf(tx, provider), await agreementsOf(tx, provider), day);
}

/** Degree of consolidation of a class of services on a day, with numerator and denominator (R018). */
export async function consolidationOn(
  tx: Transaction,
  provider: string,
  on: { readonly day: Day; readonly serviceClass: string },
): Promise<Consolidation> {
  return consolidation(
    {
      catalogue: await catalogueOf(tx, provider, on.day),
      customers: await customersOf(tx, provider),
      uses: await serviceUsesOf(tx, provider),
    },
    on,
  );
}

type Nullable<T> = {
  [Key in keyof T]: T[Key] extends infer Value ? (Value extends undefined ? null : Value) : never;
};

/** What the database calls null is absent in the program. */
function absent<T extends object>(row: Nullable<T>): T {
  const known: Record<string, unknown> = row;
  for (const key of Object.keys(known)) if (known[key] === null) known[key] = undefined;
  return known as T;
}
