import { type Problem, refused, ok, type Result } from "../../../kernel/index.ts";
import { record } from "../../audit/index.ts";
import type { Transaction } from "../../database/index.ts";
import { isRole, type Person } from "../person.ts";
import { badLogin, customerMissing, loginTaken, unknownRole, weakPassword } from "../problems.ts";
import { hashPassword } from "./password.ts";

interface PersonRow {
  login: string;
  name: string;
  role: Person["role"];
  customers: string[];
  disabled: boolean;
}

export async function people(tx: Transaction, provider: string): Promise<Person[]> {
  return tx.query<PersonRow>(
    "select login, name, role, customers, disabled from access.person where provider_id = $1 order by login",
    [provider],
  );
}

export async function personByLogin(
  tx: Transaction,
  provider: string,
  login: string,
): Promise<Person | undefined> {
  return tx.maybe<PersonRow>(
    "select login, name, role, customers, disabled from access.person where provider_id = $1 and login = $2",
    [provider, login],
  );
}

export interface NewPerson {
  readonly login: string;
  readonly name: string;
  readonly role: string;
  readonly customers: readonly string[];
  readonly password?: string;
}

/** Adds a person; every fault at once. `knownCustomers` are the codes of the customer register. */
export async function addPerson(
  tx: Transaction,
  provider: string,
  person: NewPerson,
  { now, knownCustomers }: { now: string; knownCustomers: readonly string[] },
): Promise<Result<Person>> {
  const problems: Problem[] = [];
  if (!/^[a-z0-9åäö][a-z0-9åäö.@_-]{1,63}$/.test(person.login)) problems.push(badLogin(person.login));
  if (!isRole(person.role)) problems.push(unknownRole(person.role));
  if (person.role === "customer" && person.customers.length === 0) problems.push(customerMissing(undefined));
  for (const code of person.customers)
    if (!knownCustomers.includes(code)) problems.push(customerMissing(code));
  if (person.password !== undefined && person.password.length < 12) problems.push(weakPassword());
  if ((await personByLogin(tx, provider, person.login)) !== undefined)
    problems.push(loginTaken(person.login));
  if (problems.length > 0 || !isRole(person.role)) return refused(problems);

  const added: Person = {
    login: person.login,
    name: person.name,
    role: person.role,
    customers: [...person.customers].sort(),
    disabled: false,
  };
  await tx.execute(
    `insert into access.person (provider_id, login, name, role, customers, password, disabled)
     values ($1, $2, $3, $4, $5, $6, false)`,
    [
      provider,
      added.login,
      added.name,
      added.role,
      added.customers,
      person.password === undefined ? null : await hashPassword(person.password),
    ],
  );
  await record(tx, {
    at: now,
    action: "add",
    objectKind: "person",
    objectId: added.login,
    before: null,
    after: added,
  });
  return ok(added);
}
