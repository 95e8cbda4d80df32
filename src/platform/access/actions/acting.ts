import { Refusal } from "../../../kernel/index.ts";
import type { CommandEffects } from "../../command/index.ts";
import type { Database, Transaction } from "../../database/index.ts";
import { inLanguage } from "../../language/index.ts";
import { type Role, roleNames } from "../person.ts";
import type { Mandate } from "../mandate.ts";
import { notAPerson, notMandated } from "../problems.ts";
import { people, personByLogin } from "./people.ts";

/**
 * Who does a thing must be a person whom the register knows, not a name somebody typed, and of a role that may do it.
 * Throws `Refusal` otherwise.
 */
export async function requireMandate(
  tx: Transaction,
  provider: string,
  login: string,
  mandate: Mandate,
): Promise<void> {
  const person = await personByLogin(tx, provider, login);
  if (person === undefined || person.disabled) throw new Refusal([notAPerson(login)]);
  if (!mandate.roles.includes(person.role)) throw new Refusal([notMandated(login, person.role, mandate)]);
}

/** The first person of a role in order of login: who acts in the example when nobody is named. */
export async function firstPersonOf(
  tx: Transaction,
  provider: string,
  role: Role,
): Promise<string | undefined> {
  const all = await people(tx, provider);
  return all.find((person) => person.role === role && !person.disabled)?.login;
}

/**
 * Who acts on the command line. With `--as` the person named; in an example provider, where nobody is named, the first
 * person of the role, and it is said aloud. A real provider has no such default: four eyes need two named persons.
 */
export async function actingPerson(
  effects: Pick<CommandEffects, "actor" | "language" | "say">,
  database: Database,
  { provider, role }: { readonly provider: string; readonly role: Role },
): Promise<string> {
  const { actor, language } = effects;
  if (!actor.startsWith("cli:")) return actor;
  const person = await database.transaction({ role: "staff", provider, actor }, async (tx) => {
    const { synthetic } = await tx.one<{ synthetic: boolean }>(
      "select synthetic from platform.provider where provider_id = $1",
      [provider],
    );
    return synthetic ? firstPersonOf(tx, provider, role) : undefined;
  });
  if (person === undefined) return actor;
  effects.say(
    inLanguage(language, {
      sv: `Utförs av ${person}, exemplets första ${roleNames[role].sv.toLowerCase()}; ange någon annan med --as <inloggning>.`,
      en: `Acting as ${person}, the example's first ${roleNames[role].en.toLowerCase()}; name somebody with --as <login>.`,
    }),
  );
  return person;
}

/**
 * Does what a command is for: opens the database, acts as the person named (or the example's first of the role), and runs the work in one
 * transaction of the provider's staff.
 */
export async function actFromCommand<T>(
  effects: CommandEffects,
  { role }: { readonly role: Role },
  work: (
    tx: Transaction,
    provider: string,
    act: { readonly actor: string; readonly now: string },
  ) => Promise<T>,
): Promise<T> {
  const database = await effects.database();
  const provider = await effects.provider();
  const actor = await actingPerson(effects, database, { provider, role });
  const now = effects.now();
  return database.transaction({ role: "staff", provider, actor }, (tx) => work(tx, provider, { actor, now }));
}

/** Reads what a command asks for, as the provider's staff; nobody need be named for a question. */
export async function readFromCommand<T>(
  effects: CommandEffects,
  work: (tx: Transaction, provider: string) => Promise<T>,
): Promise<T> {
  const database = await effects.database();
  const provider = await effects.provider();
  return database.transaction({ role: "staff", provider, actor: effects.actor }, (tx) => work(tx, provider));
}
