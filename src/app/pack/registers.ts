import type { ColumnSpec } from "../../formats/csv/index.ts";
import type { Problem } from "../../kernel/index.ts";
import type { PackFile } from "./pack-source.ts";
import { problemOf } from "./problems.ts";
import {
  duplicateKeys,
  type ReadTable,
  readRows,
  type Register,
  reversedValidity,
  unknownReferences,
} from "./reading.ts";
import {
  accountColumns,
  agreementColumns,
  areaColumns,
  classColumns,
  classificationColumns,
  costCentreColumns,
  customerColumns,
  decisionColumns,
  departmentColumns,
  driverColumns,
  driverValueColumns,
  offeringColumns,
  projectColumns,
  provisionColumns,
  serviceColumns,
  serviceUseColumns,
  userColumns,
} from "./tables.ts";

/** A register of the pack: where it stands, its columns and what tells one row from another. */
interface RegisterFile<C extends readonly ColumnSpec[]> {
  readonly path: string;
  readonly columns: C;
  readonly key: readonly string[];
}

export const registerFiles = {
  departments: { path: "organisation/departments.csv", columns: departmentColumns, key: ["department"] },
  costCentres: { path: "organisation/cost-centres.csv", columns: costCentreColumns, key: ["cost_centre"] },
  projects: { path: "organisation/projects.csv", columns: projectColumns, key: ["project"] },
  accounts: { path: "organisation/accounts.csv", columns: accountColumns, key: ["account_from"] },
  classes: { path: "catalogue/classes.csv", columns: classColumns, key: ["class"] },
  areas: { path: "catalogue/areas.csv", columns: areaColumns, key: ["area"] },
  services: { path: "catalogue/services.csv", columns: serviceColumns, key: ["service"] },
  classifications: {
    path: "catalogue/classifications.csv",
    columns: classificationColumns,
    key: ["service", "valid_from"],
  },
  offerings: { path: "catalogue/offerings.csv", columns: offeringColumns, key: ["offering"] },
  customers: { path: "customers/customers.csv", columns: customerColumns, key: ["customer"] },
  agreements: { path: "customers/agreements.csv", columns: agreementColumns, key: ["agreement"] },
  serviceUses: {
    path: "customers/service-use.csv",
    columns: serviceUseColumns,
    key: ["customer", "service", "valid_from"],
  },
  decisions: { path: "customers/decisions.csv", columns: decisionColumns, key: ["decision"] },
  users: { path: "customers/users.csv", columns: userColumns, key: ["login"] },
  drivers: { path: "drivers/drivers.csv", columns: driverColumns, key: ["driver"] },
  driverValues: {
    path: "drivers/values.csv",
    columns: driverValueColumns,
    key: ["driver", "service", "subject", "period_from"],
  },
  provisions: { path: "registers/provisions.csv", columns: provisionColumns, key: ["provision"] },
} as const satisfies Record<string, RegisterFile<readonly ColumnSpec[]>>;

type Files = typeof registerFiles;

/** The registers of a pack as read; one whose file is not there is undefined and left as it is in the database. */
export type Registers = { readonly [Name in keyof Files]: ReadTable<Files[Name]["columns"]> | undefined };

/** Reads every register that the pack holds and tells all that is wrong with each by itself. */
export function readRegisters(files: ReadonlyMap<string, PackFile>, problems: Problem[]): Registers {
  const registers: Record<string, unknown> = {};
  for (const [name, { path, columns, key }] of Object.entries(registerFiles)) {
    const file = files.get(path);
    if (!file) continue;
    const table = readRows(file, columns as readonly ColumnSpec[], problems);
    problems.push(...duplicateKeys(path, table.rows, key));
    if (columns.some((column: ColumnSpec) => column.name === "valid_to")) {
      problems.push(...reversedValidity(path, table.rows as never));
    }
    registers[name] = table;
  }
  return registers as unknown as Registers;
}

/** A table of whatever columns. */
interface AnyTable {
  readonly file: string;
  readonly rows: readonly { readonly line: number }[];
}

/** The codes that are in the database already, by register. */
export interface KnownCodes {
  readonly departments: ReadonlySet<string>;
  readonly classes: ReadonlySet<string>;
  readonly areas: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
  readonly customers: ReadonlySet<string>;
  readonly drivers: ReadonlySet<string>;
  readonly costCentres: ReadonlySet<string>;
}

/** References between registers, each with file and line. A code counts as known if the pack or the database has it. */
export function registerProblems(registers: Registers, stored: KnownCodes): Problem[] {
  const both = (codes: ReadonlySet<string>, table: AnyTable | undefined, column: string) =>
    new Set([
      ...codes,
      ...(table?.rows ?? []).map((row) => String((row as unknown as Record<string, unknown>)[column])),
    ]);
  const known = {
    departments: {
      sv: "avdelningarna",
      en: "departments",
      codes: both(stored.departments, registers.departments, "department"),
    },
    classes: {
      sv: "tjänstekategorierna",
      en: "service classes",
      codes: both(stored.classes, registers.classes, "class"),
    },
    areas: { sv: "tjänsteområdena", en: "service areas", codes: both(stored.areas, registers.areas, "area") },
    services: {
      sv: "tjänsterna",
      en: "services",
      codes: both(stored.services, registers.services, "service"),
    },
    customers: {
      sv: "kunderna",
      en: "customers",
      codes: both(stored.customers, registers.customers, "customer"),
    },
    drivers: {
      sv: "fördelningsgrunderna",
      en: "drivers",
      codes: both(stored.drivers, registers.drivers, "driver"),
    },
  } satisfies Record<string, Register>;
  const refer = (table: AnyTable | undefined, column: string, register: Register): Problem[] =>
    table ? unknownReferences(table.file, table.rows, column, register) : [];
  return [
    ...refer(registers.costCentres, "department", known.departments),
    ...refer(registers.projects, "service", known.services),
    ...refer(registers.services, "area", known.areas),
    ...refer(registers.services, "department", known.departments),
    ...refer(registers.classifications, "service", known.services),
    ...refer(registers.classifications, "class", known.classes),
    ...refer(registers.offerings, "service", known.services),
    ...refer(registers.customers, "parent", known.customers),
    ...refer(registers.agreements, "customer", known.customers),
    ...refer(registers.serviceUses, "customer", known.customers),
    ...refer(registers.serviceUses, "service", known.services),
    ...refer(registers.driverValues, "driver", known.drivers),
    ...refer(registers.driverValues, "service", known.services),
    ...unclassified(registers),
    ...unsigned(registers),
    ...unknownUsersCustomers(registers, known.customers),
  ];
}

/** A service has a class from its first day, or it would stand in no count and no statement row. */
function unclassified({ services, classifications }: Registers): Problem[] {
  if (!services || !classifications) return [];
  const from = new Map<string, string>();
  for (const row of classifications.rows) {
    const before = from.get(row.service);
    if (before === undefined || row.valid_from < before) from.set(row.service, row.valid_from);
  }
  return services.rows
    .filter((row) => (from.get(row.service) ?? "9") > row.valid_from)
    .map((row) =>
      problemOf(
        "pack.service-without-class",
        { file: services.file, line: row.line, text: row.service },
        {
          message_sv: `Tjänsten ${row.service} har ingen kategori den ${row.valid_from}, då den börjar.`,
          message_en: `The service ${row.service} has no class on ${row.valid_from}, when it begins.`,
        },
      ),
    );
}

function unsigned({ agreements }: Registers): Problem[] {
  if (!agreements) return [];
  return agreements.rows
    .filter((row) => row.status === "signed" && row.signed_on === undefined)
    .map((row) =>
      problemOf(
        "pack.signed-without-day",
        { file: agreements.file, line: row.line, text: row.agreement },
        {
          message_sv: `Avtalet ${row.agreement} är undertecknat men saknar datum.`,
          message_en: `The agreement ${row.agreement} is signed but has no day.`,
        },
      ),
    );
}

function unknownUsersCustomers({ users }: Registers, customers: Register): Problem[] {
  if (!users) return [];
  return users.rows.flatMap((row) =>
    row.customers
      .split(/\s+/)
      .filter((code) => code !== "" && !customers.codes.has(code))
      .map((code) =>
        problemOf(
          "pack.unknown-reference",
          { file: users.file, line: row.line, text: code },
          {
            message_sv: `${code} finns inte bland ${customers.sv}.`,
            message_en: `${code} is not among the ${customers.en}.`,
          },
        ),
      ),
  );
}
