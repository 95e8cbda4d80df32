import { codesIn } from "../../platform/registers/index.ts";
import type { ColumnSpec } from "../../formats/csv/index.ts";
import type { Problem } from "../../kernel/index.ts";
import { classificationRegister, serviceRegister } from "../../service/catalogue/index.ts";
import type { ReadRegister } from "./part-registers.ts";
import { problemOf } from "./problems.ts";
import { type ReadTable, unknownReference } from "./reading.ts";

/** The people of a pack. No register of the engine: what an administrator has set since is not undone by a file. */
export const usersFile = {
  path: "customers/users.csv",
  columns: [
    { name: "login", type: "code", aliases: ["inloggning", "användare"] },
    { name: "name", type: "text", aliases: ["namn"] },
    { name: "role", type: "code", aliases: ["roll"] },
    { name: "customers", type: "text", aliases: ["kunder"], optional: true, empty: true },
  ],
  key: ["login"],
} as const satisfies {
  readonly path: string;
  readonly columns: readonly ColumnSpec[];
  readonly key: readonly string[];
};

/** A service has a class from its first day, or it would stand in no count and no statement row. */
export function unclassifiedServices(read: readonly ReadRegister[]): Problem[] {
  const tableOf = (name: string) => read.find(({ definition }) => definition.name === name)?.table;
  const services = tableOf(serviceRegister.name);
  const classifications = tableOf(classificationRegister.name);
  if (!services || !classifications) return [];
  const cells = (row: object) => row as { readonly service: string; readonly valid_from: string };
  const from = new Map<string, string>();
  for (const row of classifications.rows.map(cells)) {
    const before = from.get(row.service);
    if (before === undefined || row.valid_from < before) from.set(row.service, row.valid_from);
  }
  return services.rows
    .filter((row) => (from.get(cells(row).service) ?? "9") > cells(row).valid_from)
    .map((row) => {
      const { service, valid_from: day } = cells(row);
      return problemOf(
        "pack.service-without-class",
        { file: services.file, line: row.line, text: service },
        {
          message_sv: `Tjänsten ${service} har ingen kategori den ${day}, då den börjar.`,
          message_en: `The service ${service} has no class on ${day}, when it begins.`,
        },
      );
    });
}

/** People of customers that are not there. */
export function unknownUsersCustomers(
  users: ReadTable<typeof usersFile.columns>,
  customers: ReadonlySet<string>,
): Problem[] {
  const register = { sv: "kunderna", en: "customers", codes: customers };
  return users.rows.flatMap((row) =>
    codesIn(row.customers)
      .filter((code) => !customers.has(code))
      .map((code) => unknownReference(code, register, { file: users.file, line: row.line })),
  );
}
