import { type Problem, refused, ok, type Result } from "../../../kernel/index.ts";
import { record } from "../../audit/index.ts";
import type { Transaction } from "../../database/index.ts";
import { isRole, type Person } from "../person.ts";
import { customerMissing, lastAdministrator, noSuchPerson, ownRights, unknownRole } from "../problems.ts";
import { people, personByLogin } from "./people.ts";
import { closeSessionsOf } from "./sessions.ts";

/** What may be changed of a person; what is left out stays. */
export interface PersonChange {
  readonly name?: string;
  readonly role?: string;
  readonly customers?: readonly string[];
  readonly disabled?: boolean;
}

/**
 * Changes a person; every fault at once. Nobody changes their own role or rights, and one administrator always remains. Who is
 * given another role or shut out is signed out everywhere, machines' keys included.
 */
export async function changePerson(
  tx: Transaction,
  provider: string,
  login: string,
  change: PersonChange,
  {
    now,
    actor,
    knownCustomers,
  }: { readonly now: string; readonly actor: string; readonly knownCustomers: readonly string[] },
): Promise<Result<Person>> {
  const before = await personByLogin(tx, provider, login);
  if (before === undefined) return refused([noSuchPerson(login)]);
  const role = change.role ?? before.role;
  const customers = role === "customer" ? [...(change.customers ?? before.customers)].sort() : [];
  const disabled = change.disabled ?? before.disabled;
  const problems: Problem[] = [];
  if (!isRole(role)) problems.push(unknownRole(role));
  if (role === "customer" && customers.length === 0) problems.push(customerMissing(undefined));
  for (const code of customers) if (!knownCustomers.includes(code)) problems.push(customerMissing(code));
  const changesRights =
    role !== before.role || disabled !== before.disabled || customers.join() !== before.customers.join();
  if (changesRights && actor === login) problems.push(ownRights(login));
  const wasAdministrator = before.role === "administrator" && !before.disabled;
  const staysAdministrator = role === "administrator" && !disabled;
  if (wasAdministrator && !staysAdministrator) {
    const others = (await people(tx, provider)).filter(
      (one) => one.role === "administrator" && !one.disabled && one.login !== login,
    );
    if (others.length === 0) problems.push(lastAdministrator(login));
  }
  if (problems.length > 0 || !isRole(role)) return refused(problems);
  const after: Person = { login, name: change.name ?? before.name, role, customers, disabled };
  await tx.execute(
    "update access.person set name = $3, role = $4, customers = $5, disabled = $6 where provider_id = $1 and login = $2",
    [provider, login, after.name, after.role, after.customers, after.disabled],
  );
  if (changesRights) {
    await closeSessionsOf(tx, provider, { login });
    await tx.execute("delete from access.api_key where provider_id = $1 and login = $2", [provider, login]);
  }
  await record(tx, { at: now, action: "change", objectKind: "person", objectId: login, before, after });
  return ok(after);
}
