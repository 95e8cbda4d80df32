import { type Day, isInForce } from "../../kernel/index.ts";

/** A count, or a share in per cent that shows its numerator and its denominator. */
export type Measure =
  | { readonly unit: "count"; readonly count: number }
  | {
      readonly unit: "percent";
      readonly numerator: number;
      readonly denominator: number;
      readonly decimals: number;
      /** What numerator and denominator count. */
      readonly of_sv?: string;
      readonly of_en?: string;
    };

interface Validity {
  readonly validFrom: Day;
  readonly validTo?: Day | undefined;
}

/** The registers as the key figures read them. */
export interface MeasuredRegisters {
  readonly classes: readonly {
    readonly class: string;
    readonly counted: boolean;
    readonly settled: boolean;
  }[];
  readonly services: readonly (Validity & { readonly service: string; readonly eligible: string })[];
  /** Class of a service on a day, as it was then. */
  readonly classOn: (service: string, day: Day) => string | undefined;
  readonly customers: readonly (Validity & { readonly customer: string; readonly kind: string })[];
  readonly agreements: readonly (Validity & {
    readonly customer: string;
    readonly status: string;
    readonly signedOn?: Day | undefined;
  })[];
  readonly uses: readonly (Validity & {
    readonly customer: string;
    readonly service: string;
    readonly stage: string;
  })[];
}

const companyKinds = ["parent_company", "subsidiary", "company"];

/** Every key figure of a year, by name: `services`, `services:<class>`, `agreements-departments`, ... */
export function measuresOf(
  registers: MeasuredRegisters,
  {
    day,
    invoiced,
  }: { readonly day: Day; readonly invoiced: readonly { customer: string; amountOre: number }[] },
): Map<string, Measure> {
  const measures = new Map<string, Measure>();
  const services = registers.services.filter((service) => isInForce(service, day));
  const classOf = new Map(services.map(({ service }) => [service, registers.classOn(service, day) ?? ""]));
  const inClass = (name: string): number =>
    services.filter(({ service }) => classOf.get(service) === name).length;

  let counted = 0;
  let optional = 0;
  for (const entry of registers.classes) {
    const count = inClass(entry.class);
    measures.set(`services:${entry.class}`, { unit: "count", count });
    if (entry.counted) counted += count;
    if (entry.counted && !entry.settled) optional += count;
  }
  measures.set("services", { unit: "count", count: counted });
  measures.set("services-optional", { unit: "count", count: optional });

  const customers = registers.customers.filter((customer) => isInForce(customer, day));
  const signed = new Set(
    registers.agreements
      .filter((agreement) => agreement.status === "signed" && isInForce(agreement, day))
      .filter((agreement) => agreement.signedOn === undefined || agreement.signedOn <= day)
      .map((agreement) => agreement.customer),
  );
  const share = (kinds: readonly string[]): Measure => {
    const all = customers.filter((customer) => kinds.includes(customer.kind));
    return {
      unit: "percent",
      numerator: all.filter(({ customer }) => signed.has(customer)).length,
      denominator: all.length,
      decimals: 0,
      of_sv: "kunder med tecknat avtal av alla",
      of_en: "customers with a signed agreement of all",
    };
  };
  measures.set("agreements-departments", share(["department"]));
  measures.set("agreements-companies", share(companyKinds));

  const value = (rows: readonly { customer: string; amountOre: number }[]): number =>
    rows.reduce((sum, row) => sum + row.amountOre, 0);
  measures.set("agreements-value", {
    unit: "percent",
    numerator: value(invoiced.filter((row) => signed.has(row.customer))),
    denominator: value(invoiced),
    decimals: 1,
    of_sv: "öre fakturerat till kunder med tecknat avtal av allt",
    of_en: "öre invoiced to customers with a signed agreement of all",
  });

  const internal = customers.filter((customer) => customer.kind !== "external");
  measures.set("customers", { unit: "count", count: internal.length });
  const users = new Set(
    registers.uses
      .filter((use) => use.stage === "done" && isInForce(use, day))
      .map((use) => `${use.service}\u0000${use.customer}`),
  );
  const open = services.filter(
    ({ service, eligible }) => classOf.get(service) === "core" && eligible === "all",
  );
  measures.set("consolidation", {
    unit: "percent",
    numerator: open.filter(({ service }) =>
      internal.every(({ customer }) => users.has(`${service}\u0000${customer}`)),
    ).length,
    denominator: open.length,
    decimals: 0,
    of_sv: "bastjänster som alla kunder använder av dem som är öppna för alla",
    of_en: "base services that every customer uses of those open to all",
  });
  return measures;
}
