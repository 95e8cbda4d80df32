import { readTable } from "../formats/csv/index.ts";
import { byCode, required } from "../kernel/index.ts";
import type { Transaction } from "../platform/database/index.ts";
import type { RegisterDefinition } from "../platform/registers/index.ts";
import { changeEntry } from "../platform/registers/actions/index.ts";
import { type Customer, customerRegister } from "../service/customers/index.ts";
import { customersOf } from "../service/customers/actions/index.ts";

const columns = [
  { name: "org_no", type: "code", aliases: ["orgnr", "organisationsnummer"] },
  { name: "name", type: "text", aliases: ["namn", "benämning"] },
  {
    name: "parent_org_no",
    type: "code",
    aliases: ["moder_orgnr", "moderbolag_orgnr"],
    optional: true,
    empty: true,
  },
  { name: "ended_on", type: "day", aliases: ["upphört", "till"], optional: true, empty: true },
] as const;

/** How the city's organisation register differs from the customers of ours, one row a difference. */
export interface OrganisationChange {
  readonly customer: string;
  readonly cells: Readonly<Partial<Record<"name" | "parent" | "valid_to", string>>>;
  readonly was: Readonly<Partial<Record<"name" | "parent" | "valid_to", string>>>;
}

export interface OrganisationComparison {
  readonly changes: readonly OrganisationChange[];
  /** In the file and no customer of ours: told, never added by themselves. */
  readonly strangers: readonly { readonly orgNo: string; readonly name: string }[];
  /** Companies among the customers that the file does not hold. */
  readonly missing: readonly string[];
}

const digits = (orgNo: string): string => orgNo.replace(/\D/g, "");

/**
 * Compares a file of the city's organisation register with the customers (R017): companies are known by their number, departments share the
 * city's and are left as they are. Nothing is changed.
 */
export async function compareOrganisation(
  tx: Transaction,
  provider: string,
  file: { readonly name: string; readonly content: Uint8Array },
): Promise<OrganisationComparison> {
  const rows = required(readTable(file.content, { file: file.name, columns })).values;
  // A file without parents says nothing of the groups; one with them says who has none.
  const tellsGroups = rows.some((row) => row.parent_org_no !== "");
  const customers = await customersOf(tx, provider);
  const companies = customers.filter((one) => one.kind !== "department" && one.orgNo !== undefined);
  const byNumber = new Map(companies.map((one) => [digits(one.orgNo ?? ""), one]));
  const changes: OrganisationChange[] = [];
  const strangers: { orgNo: string; name: string }[] = [];
  for (const row of rows) {
    const one = byNumber.get(digits(row.org_no));
    if (one === undefined) {
      strangers.push({ orgNo: row.org_no, name: row.name });
      continue;
    }
    // A parent that is no customer of ours ends the branch: the tree holds customers only.
    const above = row.parent_org_no === "" ? undefined : byNumber.get(digits(row.parent_org_no));
    const parent = tellsGroups ? (above?.customer ?? "") : (one.parent ?? "");
    const wanted = { name: row.name, parent, valid_to: row.ended_on ?? one.validTo ?? "" };
    const held = { name: one.name, parent: one.parent ?? "", valid_to: one.validTo ?? "" };
    const names = (["name", "parent", "valid_to"] as const).filter((name) => wanted[name] !== held[name]);
    if (names.length > 0)
      changes.push({
        customer: one.customer,
        cells: Object.fromEntries(names.map((name) => [name, wanted[name]])),
        was: Object.fromEntries(names.map((name) => [name, held[name]])),
      });
  }
  const named = new Set(rows.map((row) => digits(row.org_no)));
  return {
    changes: changes.sort((a, b) => byCode(a.customer, b.customer)),
    strangers,
    missing: companies
      .filter((one: Customer) => !named.has(digits(one.orgNo ?? "")))
      .map((one) => one.customer)
      .sort(byCode),
  };
}

/** Makes the customers say what the organisation register says, each change in the audit. */
export async function followOrganisation(
  tx: Transaction,
  provider: string,
  { changes }: OrganisationComparison,
  doing: { readonly actor: string; readonly now: string },
): Promise<void> {
  const definition = customerRegister as unknown as RegisterDefinition;
  for (const { customer, cells } of changes)
    await changeEntry(tx, provider, definition, { key: customer, cells }, doing);
}
