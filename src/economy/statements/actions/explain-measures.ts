import { lastDayOf, negateOre, type Ore, ore, periodOf } from "../../../kernel/index.ts";
import { sourceLinesOf } from "../../../platform/registers/actions/index.ts";
import { asThen, type Catalogue, countServices } from "../../../service/catalogue/index.ts";
import {
  consolidation,
  type Customer,
  groupOfKind,
  internalCustomersOn,
  signedCustomers,
} from "../../../service/customers/index.ts";
import { agreementsOf, customersOf, serviceUsesOf } from "../../../service/customers/actions/index.ts";
import type { Opening } from "../../ledger/actions/index.ts";
import type { Explanation } from "../../ledger/index.ts";
import { type CellRegisters, type Measure, measuresOf } from "../index.ts";
import { revenueByCustomer } from "../sql/cells.ts";

/** A key figure with what it counts: rows of registers, or what customers were invoiced. */
export interface MeasureRows {
  readonly measure: Measure;
  /** A count's rows; a share's numerator. */
  readonly counted: readonly Explanation[];
  /** A share's denominator. */
  readonly all: readonly Explanation[];
}

export type MeasureBasis = ReadonlyMap<string, MeasureRows>;

/** The files of the pack that registers are loaded from, and changed in by the commands that name them. */
const files = {
  services: "catalogue/services.csv",
  customers: "customers/customers.csv",
  agreements: "customers/agreements.csv",
} as const;

/** Every key figure of a year with the rows behind it. The count is the rows': asserted where it is opened. */
export async function measureBasisOf(
  { tx, provider, keep }: Opening,
  catalogue: Catalogue,
  { accounts }: CellRegisters,
  year: number,
): Promise<MeasureBasis> {
  const day = lastDayOf(periodOf(year, 12));
  const [customers, agreements, uses] = [
    await customersOf(tx, provider),
    await agreementsOf(tx, provider),
    await serviceUsesOf(tx, provider),
  ];
  const placeIn = await registerPlaces((file) =>
    keep(`source-lines:${file}`, () => sourceLinesOf(tx, provider, file)),
  );
  const invoicedOre = new Map<string, Ore>();
  for (const row of await revenueByCustomer(tx, provider, year)) {
    if (accounts.mappingOf(row.account)?.kind !== "revenue") continue;
    invoicedOre.set(row.customer, ore((invoicedOre.get(row.customer) ?? 0) + negateOre(row.amountOre)));
  }
  const measures = measuresOf({ catalogue, customers, agreements, uses }, { day, invoicedOre });
  const serviceOf = new Map(catalogue.services.map((one) => [one.service, one]));
  const serviceRow = (service: string): Explanation =>
    registerRow(placeIn("services", service), {
      name: { sv: serviceOf.get(service)?.nameSv ?? service, en: serviceOf.get(service)?.nameEn ?? service },
      sv: `Tjänsten finns i katalogen den ${day}.`,
      en: `The service is in the catalogue on ${day}.`,
    });
  const customerRow = (one: Customer): Explanation =>
    registerRow(placeIn("customers", one.customer), {
      name: { sv: one.name, en: one.name },
      sv: `Kund den ${day}.`,
      en: `A customer on ${day}.`,
    });
  const agreementOf = (customer: string): string =>
    agreements.find((one) => signedCustomers([one], day).has(customer))?.agreement ?? customer;
  const signedRow = (one: Customer): Explanation =>
    registerRow(placeIn("agreements", agreementOf(one.customer)), {
      name: { sv: one.name, en: one.name },
      sv: `Har ett tecknat avtal som gäller den ${day}.`,
      en: `Has a signed agreement in force on ${day}.`,
    });
  const found = new Map<string, MeasureRows>();
  const add = (name: string, counted: readonly Explanation[], all: readonly Explanation[] = []): void => {
    const measure = measures.get(name);
    if (measure !== undefined) found.set(name, { measure, counted, all });
  };
  const classes = countServices(catalogue, day, asThen).classes;
  const settled = new Set(catalogue.classes.filter((one) => one.settled).map((one) => one.class));
  const inClasses = (takes: (row: (typeof classes)[number]) => boolean): Explanation[] =>
    classes.filter(takes).flatMap((row) => row.services.map(serviceRow));
  for (const row of classes) add(`services:${row.class}`, row.services.map(serviceRow));
  add(
    "services",
    inClasses((row) => row.counted),
  );
  add(
    "services-optional",
    inClasses((row) => row.counted && !settled.has(row.class)),
  );
  const internal = internalCustomersOn(customers, day);
  add("customers", internal.map(customerRow));
  const signed = signedCustomers(agreements, day);
  for (const group of ["departments", "companies"] as const) {
    const members = internal.filter((one) => groupOfKind(one.kind) === group);
    add(
      `agreements-${group}`,
      members.filter((one) => signed.has(one.customer)).map(signedRow),
      members.map(customerRow),
    );
  }
  const invoiced = [...invoicedOre].map(
    ([customer, amount]) => [customer, invoicedRow(year, customer, amount, customers)] as const,
  );
  add(
    "agreements-value",
    invoiced.filter(([customer]) => signed.has(customer)).map(([, row]) => row),
    invoiced.map(([, row]) => row),
  );
  const degree = consolidation({ catalogue, customers, uses }, { day, serviceClass: "core" });
  add(
    "consolidation",
    degree.services.filter((one) => one.missing.length === 0).map((one) => serviceRow(one.service)),
    degree.services.map((one) => serviceRow(one.service)),
  );
  return found;
}

/** What a customer was invoiced in a year: opened by its own id, down to the lines. */
function invoicedRow(
  year: number,
  customer: string,
  amountOre: Ore,
  customers: readonly Customer[],
): Explanation {
  const name = customers.find((one) => one.customer === customer)?.name ?? customer;
  return {
    id: `invoiced:${year}:${customer}`,
    label_sv: name,
    label_en: name,
    amountOre,
    formula_sv: `Intäkter ${year} som bokförts på kunden.`,
    formula_en: `Revenue of ${year} booked on the customer.`,
    children: [],
    closed: true,
  };
}

interface RegisterPlace {
  readonly file: string;
  readonly row: string;
  readonly fileLine?: number;
}

/** Where rows of the registers stand: the file, the row's key, and its line as it was loaded. */
async function registerPlaces(
  linesOf: (file: string) => Promise<ReadonlyMap<string, number>>,
): Promise<(register: keyof typeof files, row: string) => RegisterPlace> {
  const lines = {
    services: await linesOf(files.services),
    customers: await linesOf(files.customers),
    agreements: await linesOf(files.agreements),
  };
  return (register, row) => {
    const fileLine = lines[register].get(row);
    return { file: files[register], row, ...(fileLine === undefined ? {} : { fileLine }) };
  };
}

/** A row of a register counts as one. */
function registerRow(
  place: RegisterPlace,
  said: {
    readonly name: { readonly sv: string; readonly en: string };
    readonly sv: string;
    readonly en: string;
  },
): Explanation {
  return {
    id: `register:${place.file}:${place.row}`,
    label_sv: said.name.sv,
    label_en: said.name.en,
    amountOre: ore(1),
    unit: "count",
    formula_sv: said.sv,
    formula_en: said.en,
    children: [],
    ...place,
  };
}
