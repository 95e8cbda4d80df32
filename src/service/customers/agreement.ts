import { byCode, type Day, isInForce, type Ore, ore, type Problem, type Ratio } from "../../kernel/index.ts";
import { type Customer, groupOfKind, internalCustomersOn } from "./customer.ts";
import { problemOf } from "./problems.ts";

export type AgreementStatus = "draft" | "sent" | "signed" | "declined";

export const agreementStatuses: readonly AgreementStatus[] = ["draft", "sent", "signed", "declined"];

/** A customer agreement (kundavtal) with where its signing stands. */
export interface Agreement {
  readonly agreement: string;
  readonly customer: string;
  readonly status: AgreementStatus;
  readonly signedOn: Day | undefined;
  readonly validFrom: Day;
  readonly validTo: Day | undefined;
  /** Why it is not signed, in the customer's words (R011). */
  readonly reason: string;
}

/** Agreements that say they are signed but not when: no share of a day could count them. */
export function unsignedDays(
  agreements: readonly {
    readonly agreement: string;
    readonly status: AgreementStatus;
    readonly signedOn: Day | undefined;
    readonly line: number;
  }[],
  file: string,
): Problem[] {
  return agreements
    .filter((one) => one.status === "signed" && one.signedOn === undefined)
    .map((one) =>
      problemOf(
        "customers.signed-without-day",
        { file, line: one.line, text: one.agreement },
        {
          message_sv: `Avtalet ${one.agreement} är undertecknat men saknar datum.`,
          message_en: `The agreement ${one.agreement} is signed but has no day.`,
        },
      ),
    );
}

/** The customers with a signed agreement in force on a day. One that is signed later does not count yet. */
export function signedCustomers(agreements: readonly Agreement[], day: Day): Set<string> {
  return new Set(
    agreements
      .filter(
        (one) =>
          one.status === "signed" &&
          isInForce(one, day) &&
          (one.signedOn === undefined || one.signedOn <= day),
      )
      .map((one) => one.customer),
  );
}

/** A share always comes with what it is a share of. */
export interface Share extends Ratio {
  /** The customers outside the numerator, in order of code. */
  readonly missing: readonly string[];
}

/** Signed agreements by number, departments and municipal companies apart (R010). */
export function agreementSharesByNumber(
  customers: readonly Customer[],
  agreements: readonly Agreement[],
  day: Day,
): { readonly departments: Share; readonly companies: Share } {
  const signed = signedCustomers(agreements, day);
  const share = (group: "departments" | "companies"): Share => {
    const members = internalCustomersOn(customers, day).filter((one) => groupOfKind(one.kind) === group);
    const missing = members.filter((one) => !signed.has(one.customer)).map((one) => one.customer);
    return { numerator: members.length - missing.length, denominator: members.length, missing };
  };
  return { departments: share("departments"), companies: share("companies") };
}

/** Signed agreements by value: what was invoiced to customers with an agreement, of all that was invoiced. */
export function agreementShareByValue(
  agreements: readonly Agreement[],
  invoicedOre: ReadonlyMap<string, Ore>,
  day: Day,
): { readonly numeratorOre: Ore; readonly denominatorOre: Ore; readonly missing: readonly string[] } {
  const signed = signedCustomers(agreements, day);
  let numerator = 0;
  let denominator = 0;
  const missing: string[] = [];
  for (const [customer, amount] of invoicedOre) {
    denominator += amount;
    if (signed.has(customer)) numerator += amount;
    else missing.push(customer);
  }
  return { numeratorOre: ore(numerator), denominatorOre: ore(denominator), missing: missing.sort(byCode) };
}

/** The reasons given for agreements that are not signed on a day, the most common first. */
export function unsignedReasons(
  agreements: readonly Agreement[],
  day: Day,
): { readonly reason: string; readonly customers: readonly string[] }[] {
  const signed = signedCustomers(agreements, day);
  const byReason = new Map<string, string[]>();
  for (const one of agreements) {
    if (signed.has(one.customer) || !isInForce(one, day)) continue;
    byReason.set(one.reason, [...(byReason.get(one.reason) ?? []), one.customer]);
  }
  return [...byReason]
    .map(([reason, customers]) => ({ reason, customers: customers.sort(byCode) }))
    .sort((a, b) => b.customers.length - a.customers.length || byCode(a.reason, b.reason));
}
