import { byCode, type Day, isInForce } from "../../kernel/index.ts";
import { asThen, type Catalogue, classOn, servicesOn } from "../catalogue/index.ts";
import { type Customer, internalCustomersOn } from "./customer.ts";

/** Where the move of a customer to a service stands; only "done" is use. */
export type Stage = "planned" | "ongoing" | "done" | "stopped";

export const stages: readonly Stage[] = ["planned", "ongoing", "done", "stopped"];

/** Which customer uses which service from when. */
export interface ServiceUse {
  readonly customer: string;
  readonly service: string;
  readonly validFrom: Day;
  readonly validTo: Day | undefined;
  readonly stage: Stage;
  /** An adaptation for this customer alone (R021), until when it stands, and what its end depends on. */
  readonly variant?: string;
  readonly variantUntil?: Day;
  readonly dependency?: string;
}

export interface ServiceConsolidation {
  readonly service: string;
  readonly using: number;
  readonly eligible: number;
  /** Eligible customers that do not use it, in order of code. */
  readonly missing: readonly string[];
}

export interface Consolidation {
  readonly day: Day;
  /** Services used by every internal customer. */
  readonly numerator: number;
  /** Services of the class that are open to every internal customer. */
  readonly denominator: number;
  readonly services: readonly ServiceConsolidation[];
  /** Services of the class that are not open to all, and so outside the denominator: the printed footnote. */
  readonly excluded: readonly string[];
}

/**
 * Degree of consolidation (konsolideringsgrad) of a class of services on a day (R018): fully consolidated services of
 * those that all customers may use. Only a service that is open to everybody can be used by everybody, hence the denominator.
 */
export function consolidation(
  {
    catalogue,
    customers,
    uses,
  }: {
    readonly catalogue: Catalogue;
    readonly customers: readonly Customer[];
    readonly uses: readonly ServiceUse[];
  },
  { day, serviceClass }: { readonly day: Day; readonly serviceClass: string },
): Consolidation {
  const members = internalCustomersOn(customers, day);
  const users = usersByService(uses, day);
  const ofClass = servicesOn(catalogue.services, day).filter(
    (one) => classOn(catalogue.classifications, one.service, day, asThen)?.class === serviceClass,
  );
  const services = ofClass
    .filter((one) => one.eligible === "all")
    .map((one) => usage(one.service, members, users.get(one.service)));
  return {
    day,
    numerator: services.filter((one) => one.missing.length === 0).length,
    denominator: services.length,
    services,
    excluded: ofClass.filter((one) => one.eligible !== "all").map((one) => one.service),
  };
}

function usage(
  service: string,
  members: readonly Customer[],
  users: ReadonlySet<string> | undefined,
): ServiceConsolidation {
  const missing = members.map((one) => one.customer).filter((customer) => !users?.has(customer));
  return {
    service,
    using: members.length - missing.length,
    eligible: members.length,
    missing: missing.sort(byCode),
  };
}

function usersByService(uses: readonly ServiceUse[], day: Day): Map<string, Set<string>> {
  const users = new Map<string, Set<string>>();
  for (const use of uses) {
    if (use.stage !== "done" || !isInForce(use, day)) continue;
    let set = users.get(use.service);
    if (!set) users.set(use.service, (set = new Set()));
    set.add(use.customer);
  }
  return users;
}
