import type { Transaction } from "../../database/index.ts";
import { hashOfSecret } from "./secret.ts";

/** What is being guessed at: one login, whoever asks, or everything from one address. */
export interface Guessed {
  readonly kind: "login" | "address";
  readonly value: string;
}

// A person mistypes; a machine goes on. After these many, each further failure doubles the wait, to a quarter of an hour.
const free = { login: 5, address: 30 } as const;
const longestWaitSeconds = 900;
// Failures are forgotten after a day without any.
const forgottenAfterMs = 24 * 3_600_000;

const subjectOf = ({ kind, value }: Guessed): string => `${kind}:${hashOfSecret(value)}`;

/** When the next try is let in (ISO), if that is not now. Counted in the database: several processes guard as one. */
export async function blockedUntil(
  tx: Transaction,
  provider: string,
  { guessed, now }: { readonly guessed: readonly Guessed[]; readonly now: string },
): Promise<string | undefined> {
  const row = await tx.one<{ until: string | null }>(
    "select max(blocked_until) as until from access.failure where provider_id = $1 and subject = any($2) and blocked_until > $3",
    [provider, guessed.map(subjectOf), now],
  );
  return row.until === null ? undefined : new Date(row.until).toISOString();
}

/** Counts a failure against each, and sets how long the next try waits. */
export async function countFailure(
  tx: Transaction,
  provider: string,
  { guessed, now }: { readonly guessed: readonly Guessed[]; readonly now: string },
): Promise<void> {
  const forgotten = new Date(Date.parse(now) - forgottenAfterMs).toISOString();
  await tx.execute("delete from access.failure where provider_id = $1 and last_at < $2", [
    provider,
    forgotten,
  ]);
  for (const one of guessed) {
    const { failures } = await tx.one<{ failures: number }>(
      `insert into access.failure as f (provider_id, subject, failures, last_at, blocked_until) values ($1, $2, 1, $3, $3)
       on conflict (provider_id, subject) do update set failures = f.failures + 1, last_at = excluded.last_at
       returning failures`,
      [provider, subjectOf(one), now],
    );
    const over = failures - free[one.kind];
    if (over < 0) continue;
    const waitSeconds = Math.min(longestWaitSeconds, 15 * 2 ** Math.min(over, 10));
    await tx.execute("update access.failure set blocked_until = $3 where provider_id = $1 and subject = $2", [
      provider,
      subjectOf(one),
      new Date(Date.parse(now) + waitSeconds * 1_000).toISOString(),
    ]);
  }
}

/** The right password ends the count against the login; the address goes on being watched. */
export async function forgiveLogin(tx: Transaction, provider: string, login: string): Promise<void> {
  await tx.execute("delete from access.failure where provider_id = $1 and subject = $2", [
    provider,
    subjectOf({ kind: "login", value: login }),
  ]);
}

/** Codes of six digits are guessed at too: counted by themselves, so that a wrong code does not shut the password's door. */
const codesOf = (login: string): Guessed => ({ kind: "login", value: `code:${login}` });

export async function codesBlockedUntil(
  tx: Transaction,
  provider: string,
  { login, now }: { readonly login: string; readonly now: string },
): Promise<string | undefined> {
  return blockedUntil(tx, provider, { guessed: [codesOf(login)], now });
}

export async function countCodeFailure(
  tx: Transaction,
  provider: string,
  { login, now }: { readonly login: string; readonly now: string },
): Promise<void> {
  await countFailure(tx, provider, { guessed: [codesOf(login)], now });
}
