import { createHash, randomBytes } from "node:crypto";
import type { Database, StaffScope, Transaction } from "../../database/index.ts";
import type { Person } from "../person.ts";
import { personByLogin } from "./people.ts";
import { passwordMatches } from "./password.ts";

const hoursOfSession = 10;

/** Only the hash is kept: who reads the table cannot sign in with it. */
function idOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/**
 * The person, if the password is right and the person may sign in. The password is tried between two transactions: it
 * takes a moment by design, and no connection is held meanwhile.
 */
export async function signIn(
  database: Database,
  scope: StaffScope,
  { login, password }: { login: string; password: string },
): Promise<Person | undefined> {
  const { provider } = scope;
  const row = await database.transaction(scope, (tx) =>
    tx.maybe<{ password: string | null }>(
      "select password from access.person where provider_id = $1 and login = $2",
      [provider, login],
    ),
  );
  if (!(await passwordMatches(password, row?.password))) return undefined;
  const person = await database.transaction(scope, (tx) => personByLogin(tx, provider, login));
  return person?.disabled === false ? person : undefined;
}

/** Opens a session and returns the token that goes into the cookie. */
export async function openSession(
  tx: Transaction,
  provider: string,
  { login, now }: { login: string; now: string },
): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const expires = new Date(Date.parse(now) + hoursOfSession * 3_600_000).toISOString();
  await tx.execute("delete from access.session where provider_id = $1 and expires_at < $2", [provider, now]);
  await tx.execute(
    "insert into access.session (provider_id, session_id, login, expires_at) values ($1, $2, $3, $4)",
    [provider, idOf(token), login, expires],
  );
  return token;
}

export async function personOfSession(
  tx: Transaction,
  provider: string,
  { token, now }: { token: string; now: string },
): Promise<Person | undefined> {
  const session = await tx.maybe<{ login: string }>(
    "select login from access.session where provider_id = $1 and session_id = $2 and expires_at > $3",
    [provider, idOf(token), now],
  );
  if (session === undefined) return undefined;
  const person = await personByLogin(tx, provider, session.login);
  return person?.disabled === false ? person : undefined;
}

export async function closeSession(tx: Transaction, provider: string, token: string): Promise<void> {
  await tx.execute("delete from access.session where provider_id = $1 and session_id = $2", [
    provider,
    idOf(token),
  ]);
}
