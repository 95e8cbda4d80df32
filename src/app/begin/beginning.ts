import { byCode, type Problem, type Result, resultOf, zeroOre } from "../../kernel/index.ts";
import { type Chart } from "./account-proposal.ts";
import type { FoundBooks, FoundDimension } from "./found-books.ts";
import { beginProblem } from "./problems.ts";

/** What a dimension of the books may stand for, as in `pack.yaml`. */
export const dimensionRoles = ["cost_centre", "project", "service", "customer", "counterparty"] as const;
export type DimensionRole = (typeof dimensionRoles)[number];

export interface BeginningCustomer {
  readonly customer: string;
  readonly name: string;
  /** Employees, or whatever else costs are to be shared by; undefined when nobody has said. */
  readonly weight: number | undefined;
}

/** What a beginner has decided (valen): as much as a first costing needs, and no more. */
export interface Beginning {
  readonly name: string;
  readonly orgNo: string;
  readonly chart: Chart;
  readonly roles: ReadonlyMap<string, DimensionRole>;
  /** Cost centres whose costs all services share; only where the cost centres are the services. */
  readonly common: readonly string[];
  readonly customers: readonly BeginningCustomer[];
}

/** What names of dimensions say of what they stand for; else by the numbers that SIE reserves. */
const spoken: readonly (readonly [DimensionRole, RegExp])[] = [
  ["counterparty", /motpart/i],
  ["customer", /kund/i],
  ["service", /tjänst|service/i],
  ["project", /projekt|uppdrag/i],
  ["cost_centre", /ställe|ansvar|enhet|avdelning|cost cent/i],
];
const reserved: Readonly<Record<string, DimensionRole>> = { "1": "cost_centre", "6": "project" };

const sharedByName = /gemensam|stab|ledning|administration|kansli|overhead|stöd/i;

/** What the books themselves suggest: to be looked at, and changed. */
export function proposedBeginning(found: FoundBooks): Beginning {
  const roles = new Map<string, DimensionRole>();
  const give = (dimension: FoundDimension, role: DimensionRole | undefined): void => {
    if (role !== undefined && ![...roles.values()].includes(role)) roles.set(dimension.dimension, role);
  };
  for (const dimension of found.dimensions)
    give(dimension, spoken.find(([, words]) => words.test(dimension.name))?.[0]);
  for (const dimension of found.dimensions)
    if (!roles.has(dimension.dimension)) give(dimension, reserved[dimension.dimension]);
  const costCentres = dimensionWith(found, roles, "cost_centre")?.objects ?? [];
  return {
    name: found.companyName,
    orgNo: found.orgNo,
    chart: found.chart,
    roles,
    common: costCentres.filter((one) => sharedByName.test(one.name)).map((one) => one.object),
    customers: [],
  };
}

export function dimensionWith(
  found: FoundBooks,
  roles: Beginning["roles"],
  role: DimensionRole,
): FoundDimension | undefined {
  return found.dimensions.find((one) => roles.get(one.dimension) === role);
}

/** Whether the books name the services themselves; else the cost centres stand for them. */
export function hasServices(beginning: Pick<Beginning, "roles">): boolean {
  return [...beginning.roles.values()].includes("service");
}

/** Where the books name neither services nor cost centres with costs, everything is one service: a beginning all the same. */
export const wholeService = "ALLT";

/**
 * The objects or the cost centres that become services, in order of their codes: never none. A cost centre without costs of its own is no
 * service.
 */
export function servicesOf(found: FoundBooks, beginning: Beginning): FoundDimension["objects"] {
  const named = hasServices(beginning)
    ? (dimensionWith(found, beginning.roles, "service")?.objects ?? [])
    : (dimensionWith(found, beginning.roles, "cost_centre")?.objects ?? []).filter(
        (one) => !beginning.common.includes(one.object) && one.costOre !== 0,
      );
  return named.length > 0 ? named : [{ object: wholeService, name: "Hela verksamheten", costOre: zeroOre }];
}

/** Every fault of what was decided, at once. */
export function checkedBeginning(found: FoundBooks, beginning: Beginning): Result<Beginning> {
  const problems: Problem[] = [];
  if (!/\p{Letter}/u.test(beginning.name)) problems.push(beginProblem("begin.name-missing"));
  if (!/^\d{6}-?\d{4}$/.test(beginning.orgNo))
    problems.push(beginProblem("begin.org-no", undefined, beginning.orgNo || "–"));
  for (const dimension of beginning.roles.keys())
    if (!found.dimensions.some((one) => one.dimension === dimension))
      problems.push(beginProblem("begin.no-such-dimension", undefined, dimension));
  const costCentres = dimensionWith(found, beginning.roles, "cost_centre");
  for (const code of beginning.common)
    if (costCentres?.objects.some((one) => one.object === code) !== true)
      problems.push(beginProblem("begin.unknown-cost-centre", undefined, code));
  return resultOf(beginning, problems);
}

/** Customers as they are typed or pasted from a spreadsheet: `code;name;weight`, a line each; the weight may be left out. */
export function readCustomers(text: string): Result<readonly BeginningCustomer[]> {
  const problems: Problem[] = [];
  const found = new Map<string, BeginningCustomer>();
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === "") continue;
    const [customer = "", name = "", count = ""] = line.split(/[;\t]/).map((cell) => cell.trim());
    const weight = count === "" ? undefined : Number(count.replaceAll(/\s/g, "").replace(",", "."));
    const isGood =
      /^[^\s,;]{1,20}$/.test(customer) &&
      !found.has(customer) &&
      (weight === undefined || (Number.isFinite(weight) && weight >= 0 && weight <= 1e9));
    if (isGood) found.set(customer, { customer, name: name || customer, weight });
    else problems.push(beginProblem("begin.bad-customer", undefined, line.trim()));
  }
  return resultOf(
    [...found.values()].toSorted((a, b) => byCode(a.customer, b.customer)),
    problems,
  );
}
