import type { Database, StaffScope, Transaction } from "../../database/index.ts";
import type { Person } from "../person.ts";
import { blockedUntil, countFailure, forgiveLogin, type Guessed } from "./failures.ts";
import { hashPassword, isOldHash, passwordMatches } from "./password.ts";
import { personByLogin } from "./people.ts";
import { hashOfSecret, newSecret } from "./secret.ts";
import { hasSecondFactor } from "./second-factor.ts";

const hoursOfSession = 10;
/** Nobody at the screen for this long, and the session is over (ASVS 3.3). */
const minutesIdle = 120;
/** How long a right password waits for its code. */
const minutesForCode = 10;
/** A session that is used is written down at most this often: a page view is not a write. */
const secondsBetweenSeen = 60;

/** By what a session was opened (väg in). */
export type Door = "password" | "provider" | "example";

export type SignIn =
  | { readonly outcome: "open" | "code"; readonly person: Person }
  | { readonly outcome: "wrong" }
  /** Too many failures: the password was not even tried. */
  | { readonly outcome: "wait"; readonly until: string };

/**
 * Tries a login and a password. The password is tried between two transactions: it takes a moment by design, and no
 * connection is held meanwhile. Says the same of a login that is unknown as of a wrong password.
 */
export async function signIn(
  database: Database,
  scope: StaffScope,
  {
    login,
    password,
    now,
    address,
  }: { readonly login: string; readonly password: string; readonly now: string; readonly address?: string },
): Promise<SignIn> {
  const { provider } = scope;
  const guessed: Guessed[] = [
    { kind: "login", value: login },
    ...(address === undefined ? [] : [{ kind: "address", value: address } as const]),
  ];
  const { until, row } = await database.transaction(scope, async (tx) => ({
    until: await blockedUntil(tx, provider, { guessed, now }),
    row: await tx.maybe<{ password: string | null }>(
      "select password from access.person where provider_id = $1 and login = $2",
      [provider, login],
    ),
  }));
  if (until !== undefined) return { outcome: "wait", until };
  const isRight = await passwordMatches(password, row?.password);
  const renewed = isRight && isOldHash(row?.password) ? await hashPassword(password) : undefined;
  return database.transaction(scope, async (tx): Promise<SignIn> => {
    const person = isRight ? await personByLogin(tx, provider, login) : undefined;
    if (person === undefined || person.disabled) {
      await countFailure(tx, provider, { guessed, now });
      return { outcome: "wrong" };
    }
    if (renewed !== undefined)
      await tx.execute("update access.person set password = $3 where provider_id = $1 and login = $2", [
        provider,
        login,
        renewed,
      ]);
    if (await hasSecondFactor(tx, provider, login)) return { outcome: "code", person };
    await forgiveLogin(tx, provider, login);
    return { outcome: "open", person };
  });
}

export interface NewSession {
  readonly login: string;
  readonly now: string;
  readonly door?: Door;
  /** The browser as it calls itself, so that its owner knows it again. */
  readonly device?: string;
  /** `code`: opens nothing before the second factor's code has come. */
  readonly stage?: "open" | "code";
}

/** Opens a session and returns the token that goes into the cookie. */
export async function openSession(tx: Transaction, provider: string, session: NewSession): Promise<string> {
  const { login, now, door = "password", device = "", stage = "open" } = session;
  const token = newSecret();
  const minutes = stage === "code" ? minutesForCode : hoursOfSession * 60;
  await tx.execute("delete from access.session where provider_id = $1 and expires_at < $2", [provider, now]);
  await tx.execute(
    `insert into access.session (provider_id, session_id, login, expires_at, stage, door, opened_at, seen_at, device)
     values ($1, $2, $3, $4, $5, $6, $7, $7, $8)`,
    [provider, hashOfSecret(token), login, after(now, minutes), stage, door, now, device.slice(0, 200)],
  );
  return token;
}

/** The person of an open session that is neither over nor left alone too long. */
export async function personOfSession(
  tx: Transaction,
  provider: string,
  { token, now }: { token: string; now: string },
): Promise<Person | undefined> {
  const session = await tx.maybe<{ login: string; idle: number }>(
    `select login, extract(epoch from $3::timestamptz - seen_at)::float8 as idle from access.session
     where provider_id = $1 and session_id = $2 and stage = 'open' and expires_at > $3 and seen_at > $4`,
    [provider, hashOfSecret(token), now, after(now, -minutesIdle)],
  );
  if (session === undefined) return undefined;
  if (session.idle > secondsBetweenSeen)
    await tx.execute("update access.session set seen_at = $3 where provider_id = $1 and session_id = $2", [
      provider,
      hashOfSecret(token),
      now,
    ]);
  const person = await personByLogin(tx, provider, session.login);
  return person?.disabled === false ? person : undefined;
}

/** Whether more than a password stands behind a session: a second factor, or an identity provider that has its own. */
export async function isStrongSession(
  tx: Transaction,
  provider: string,
  { token, now }: { token: string; now: string },
): Promise<boolean> {
  const row = await tx.maybe<{ strong: boolean }>(
    `select s.door = 'provider' or p.second_factor is not null as strong
     from access.session s join access.person p using (provider_id, login)
     where s.provider_id = $1 and s.session_id = $2 and s.stage = 'open' and s.expires_at > $3`,
    [provider, hashOfSecret(token), now],
  );
  return row?.strong ?? false;
}

/** Whose code is awaited: the login of a session whose password was right. */
export async function loginAwaitingCode(
  tx: Transaction,
  provider: string,
  { token, now }: { token: string; now: string },
): Promise<string | undefined> {
  const session = await tx.maybe<{ login: string }>(
    "select login from access.session where provider_id = $1 and session_id = $2 and stage = 'code' and expires_at > $3",
    [provider, hashOfSecret(token), now],
  );
  return session?.login;
}

export async function closeSession(tx: Transaction, provider: string, token: string): Promise<void> {
  await closeSessionById(tx, provider, { session: hashOfSecret(token) });
}

/** Closes one session by what is kept of it; with a login, only that person's own. */
export async function closeSessionById(
  tx: Transaction,
  provider: string,
  { session, login }: { readonly session: string; readonly login?: string },
): Promise<void> {
  await tx.execute(
    "delete from access.session where provider_id = $1 and session_id = $2 and ($3::text is null or login = $3)",
    [provider, session, login ?? null],
  );
}

/** Closes what a person has open everywhere, except the session of `but`. */
export async function closeSessionsOf(
  tx: Transaction,
  provider: string,
  { login, but }: { readonly login: string; readonly but?: string },
): Promise<void> {
  await tx.execute("delete from access.session where provider_id = $1 and login = $2 and session_id <> $3", [
    provider,
    login,
    but === undefined ? "" : hashOfSecret(but),
  ]);
}

export interface OpenSession {
  readonly session: string;
  readonly door: Door;
  readonly openedAt: string;
  readonly seenAt: string;
  readonly device: string;
}

/** What a person has open, newest first. */
export async function sessionsOf(
  tx: Transaction,
  provider: string,
  { login, now }: { readonly login: string; readonly now: string },
): Promise<OpenSession[]> {
  return tx.query<OpenSession>(
    `select session_id as session, door, opened_at as "openedAt", seen_at as "seenAt", device from access.session
     where provider_id = $1 and login = $2 and stage = 'open' and expires_at > $3 order by seen_at desc, session_id`,
    [provider, login, now],
  );
}

function after(now: string, minutes: number): string {
  return new Date(Date.parse(now) + minutes * 60_000).toISOString();
}
