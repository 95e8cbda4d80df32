import { byCode, type Day, isInForce, type Problem } from "../../kernel/index.ts";
import { problemOf } from "./problems.ts";

/** Department (förvaltning), parent company (moderbolag), subsidiary (dotterbolag), company without a group, or outside the city. */
export type CustomerKind = "department" | "parent_company" | "subsidiary" | "company" | "external";

export const customerKinds: readonly CustomerKind[] = [
  "department",
  "parent_company",
  "subsidiary",
  "company",
  "external",
];

export interface Customer {
  readonly customer: string;
  readonly name: string;
  readonly shortName: string;
  readonly kind: CustomerKind;
  readonly orgNo: string | undefined;
  /** The customer above it in its group. */
  readonly parent: string | undefined;
  /** Counterparty code (motpart) in the ledgers of the city. */
  readonly counterparty: string;
  /** The provider itself as its own customer: its invoices are internal items. */
  readonly isSelf: boolean;
  /** Departments share the city's legal person and are debited without VAT. */
  readonly vat: boolean;
  readonly eAddress: string | undefined;
  readonly validFrom: Day;
  readonly validTo: Day | undefined;
}

/** Departments on one side, every kind of municipal company on the other; outsiders are neither. */
export function groupOfKind(kind: CustomerKind): "departments" | "companies" | "external" {
  if (kind === "department") return "departments";
  return kind === "external" ? "external" : "companies";
}

/** The internal customers of a day, in order of code: what "our 52 customers" means. */
export function internalCustomersOn(customers: readonly Customer[], day: Day): Customer[] {
  return customers
    .filter((one) => one.kind !== "external" && isInForce(one, day))
    .sort((a, b) => byCode(a.customer, b.customer));
}

/** Every legal person by itself, or a group with its parent as one. A printed count says which (R009). */
export type CountingLevel = "entity" | "group";

export interface CustomerCount {
  readonly day: Day;
  readonly level: CountingLevel;
  readonly departments: number;
  readonly companies: number;
  readonly total: number;
}

export function countCustomers(
  customers: readonly Customer[],
  day: Day,
  level: CountingLevel,
): CustomerCount {
  const internal = internalCustomersOn(customers, day);
  const known = new Map(internal.map((one) => [one.customer, one]));
  const counted =
    level === "entity" ? internal : internal.filter((one) => rootOf(known, one.customer) === one.customer);
  const departments = counted.filter((one) => one.kind === "department").length;
  return { day, level, departments, companies: counted.length - departments, total: counted.length };
}

/** The customer at the top of the group; a parent that is not among the known ones does not count. */
function rootOf(known: ReadonlyMap<string, Customer>, customer: string): string {
  const seen = new Set<string>();
  let at = customer;
  for (;;) {
    seen.add(at);
    const parent = known.get(at)?.parent;
    if (parent === undefined || !known.has(parent) || seen.has(parent)) return at;
    at = parent;
  }
}

export interface CustomerNode {
  readonly customer: Customer;
  readonly children: readonly CustomerNode[];
}

/** The customers as the trees of their groups, each level in order of code. */
export function customerTree(customers: readonly Customer[]): CustomerNode[] {
  const known = new Set(customers.map((one) => one.customer));
  const below = new Map<string, Customer[]>();
  for (const one of customers) {
    const above = one.parent !== undefined && known.has(one.parent) ? one.parent : "";
    below.set(above, [...(below.get(above) ?? []), one]);
  }
  const nodesBelow = (above: string): CustomerNode[] =>
    (below.get(above) ?? [])
      .sort((a, b) => byCode(a.customer, b.customer))
      .map((customer) => ({ customer, children: nodesBelow(customer.customer) }));
  return nodesBelow("");
}

/** Groups that go round: a customer that is above itself. Each ring is told once. */
export function groupCycles(customers: readonly Customer[], file?: string): Problem[] {
  const known = new Map(customers.map((one) => [one.customer, one]));
  const told = new Set<string>();
  const problems: Problem[] = [];
  for (const start of [...known.keys()].sort(byCode)) {
    const path: string[] = [];
    for (let at: string | undefined = start; at !== undefined; at = known.get(at)?.parent) {
      const from = path.indexOf(at);
      if (from >= 0) {
        const ring = path.slice(from);
        if (!ring.some((one) => told.has(one))) {
          const shown = [...ring, at].join(" -> ");
          problems.push(
            problemOf(
              "customers.group-cycle",
              { file },
              {
                message_sv: `Koncernen går i ring: ${shown}.`,
                message_en: `The group goes round: ${shown}.`,
              },
            ),
          );
        }
        for (const one of ring) told.add(one);
        break;
      }
      path.push(at);
    }
  }
  return problems;
}

/** What is wrong with the register as a whole: groups that go round, two customers that are the provider, shared codes. */
export function registerProblems(
  customers: readonly (Customer & { readonly line?: number })[],
  file?: string,
): Problem[] {
  const problems = groupCycles(customers, file);
  const selves = customers.filter((one) => one.isSelf);
  for (const one of selves.slice(1)) {
    problems.push(
      problemOf(
        "customers.two-selves",
        { file, line: one.line },
        {
          message_sv: `Både ${selves[0]?.customer} och ${one.customer} är angivna som leverantören själv.`,
          message_en: `Both ${selves[0]?.customer} and ${one.customer} are said to be the provider itself.`,
        },
      ),
    );
  }
  for (const one of selves.filter((self) => self.vat)) {
    problems.push(
      problemOf(
        "customers.self-with-vat",
        { file, line: one.line },
        {
          message_sv: `${one.customer} är leverantören själv och kan inte debiteras moms.`,
          message_en: `${one.customer} is the provider itself and cannot be charged VAT.`,
        },
      ),
    );
  }
  const byCounterparty = new Map<string, string>();
  for (const one of customers) {
    const before = byCounterparty.get(one.counterparty);
    if (before === undefined) byCounterparty.set(one.counterparty, one.customer);
    else {
      problems.push(
        problemOf(
          "customers.shared-counterparty",
          { file, line: one.line },
          {
            message_sv: `${before} och ${one.customer} har samma motpart ${one.counterparty}.`,
            message_en: `${before} and ${one.customer} have the same counterparty ${one.counterparty}.`,
          },
        ),
      );
    }
  }
  return problems;
}
