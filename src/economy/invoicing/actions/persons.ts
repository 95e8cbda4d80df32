import { type Problem, Refusal } from "../../../kernel/index.ts";
import { people, personByLogin } from "../../../platform/access/actions/index.ts";
import type { Role } from "../../../platform/access/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { problemOf } from "../problems.ts";

/** Who does something, and when. */
export interface Act {
  readonly actor: string;
  readonly now: string;
}

/** Four eyes are two people whom the register knows, not two names somebody typed. */
export async function requireNamedPerson(tx: Transaction, provider: string, actor: string): Promise<void> {
  const person = await personByLogin(tx, provider, actor);
  if (person !== undefined && !person.disabled && person.role !== "customer") return;
  throw new Refusal([namedPerson(actor)]);
}

export function namedPerson(actor: string): Problem {
  return problemOf(
    "invoicing.named-person",
    `${actor} är inte en av leverantörens personer.`,
    `${actor} is not one of the provider's people.`,
  );
}

/** The first person of a role in order of login: who acts in the example when nobody is named. */
export async function firstPersonOf(
  tx: Transaction,
  provider: string,
  role: Role,
): Promise<string | undefined> {
  const all = await people(tx, provider);
  return all
    .filter((person) => person.role === role && !person.disabled)
    .map((person) => person.login)
    .toSorted()
    .at(0);
}
