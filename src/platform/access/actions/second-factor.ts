import { randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { type Problem, refused, ok, type Result } from "../../../kernel/index.ts";
import { record } from "../../audit/index.ts";
import type { Transaction } from "../../database/index.ts";
import { codeWrong, noSecondFactor } from "../problems.ts";
import { hashOfSecret } from "./secret.ts";

const stepSeconds = 30;
const recoveryCount = 10;

/** RFC 6238 as every authenticator app has it: SHA-1, six digits, thirty seconds. */
const totp = (secret: string, account = "", issuer = "Underlag"): TOTP =>
  new TOTP({ issuer, label: account, secret: Secret.fromBase32(secret), period: stepSeconds });

interface FactorRow {
  factor: string | null;
  pending: string | null;
  step: number | null;
  recovery: string[];
}

async function factorOf(tx: Transaction, provider: string, login: string): Promise<FactorRow> {
  return tx.one<FactorRow>(
    `select second_factor as factor, second_factor_pending as pending, second_factor_step::float8 as step, recovery_codes as recovery
     from access.person where provider_id = $1 and login = $2`,
    [provider, login],
  );
}

export async function hasSecondFactor(tx: Transaction, provider: string, login: string): Promise<boolean> {
  return (await factorOf(tx, provider, login)).factor !== null;
}

/** A secret to be shown as a square and a text, awaiting the first code; undefined when none is awaited. */
export async function pendingFactor(
  tx: Transaction,
  provider: string,
  { login, issuer }: { readonly login: string; readonly issuer: string },
): Promise<{ readonly secret: string; readonly address: string } | undefined> {
  const { pending } = await factorOf(tx, provider, login);
  return pending === null ? undefined : { secret: pending, address: totp(pending, login, issuer).toString() };
}

/** Begins a second factor: a new secret, which opens nothing until a code of it has come. */
export async function beginSecondFactor(tx: Transaction, provider: string, login: string): Promise<void> {
  await tx.execute(
    "update access.person set second_factor_pending = $3 where provider_id = $1 and login = $2",
    [provider, login, new Secret({ size: 20 }).base32],
  );
}

/** The first code makes the second factor real. Returns the recovery codes, which are said this once. */
export async function confirmSecondFactor(
  tx: Transaction,
  provider: string,
  { login, code, now }: { readonly login: string; readonly code: string; readonly now: string },
): Promise<Result<readonly string[]>> {
  const { pending } = await factorOf(tx, provider, login);
  if (pending === null) return refused([noSecondFactor()]);
  const step = stepOf(pending, code, now);
  if (step === undefined) return refused([codeWrong()]);
  const recovery = Array.from({ length: recoveryCount }, () => {
    const text = randomBytes(5).toString("hex");
    return `${text.slice(0, 5)}-${text.slice(5)}`;
  });
  await tx.execute(
    `update access.person set second_factor = second_factor_pending, second_factor_pending = null, second_factor_step = $3,
       recovery_codes = $4 where provider_id = $1 and login = $2`,
    [provider, login, step, recovery.map(hashOfSecret)],
  );
  await told(tx, { login, now, action: "second-factor-on" });
  return ok(recovery);
}

/** Takes the second factor away: by the person with a code, or by an administrator for who has lost everything. */
export async function removeSecondFactor(
  tx: Transaction,
  provider: string,
  { login, now }: { readonly login: string; readonly now: string },
): Promise<void> {
  await tx.execute(
    `update access.person set second_factor = null, second_factor_pending = null, second_factor_step = null, recovery_codes = '{}'
     where provider_id = $1 and login = $2`,
    [provider, login],
  );
  await told(tx, { login, now, action: "second-factor-off" });
}

/** Whether the code is right: of now or one step beside it, and newer than the last; or a recovery code, which is then used up. */
export async function useCode(
  tx: Transaction,
  provider: string,
  { login, code, now }: { readonly login: string; readonly code: string; readonly now: string },
): Promise<Problem | undefined> {
  const { factor, step: last, recovery } = await factorOf(tx, provider, login);
  if (factor === null) return noSecondFactor();
  const step = stepOf(factor, code, now);
  if (step !== undefined) {
    // The condition stands in the statement: of two who show the same code at once, one gets in.
    const used = await tx.query(
      `update access.person set second_factor_step = $3 where provider_id = $1 and login = $2
         and (second_factor_step is null or second_factor_step < $3) returning login`,
      [provider, login, step],
    );
    return used.length === 1 && (last ?? -1) < step ? undefined : codeWrong();
  }
  const hashed = hashOfSecret(code.trim().toLowerCase());
  if (!recovery.includes(hashed)) return codeWrong();
  const used = await tx.query(
    `update access.person set recovery_codes = array_remove(recovery_codes, $3) where provider_id = $1 and login = $2
       and $3 = any(recovery_codes) returning login`,
    [provider, login, hashed],
  );
  if (used.length !== 1) return codeWrong();
  await told(tx, { login, now, action: "recovery-code-used" });
  return undefined;
}

/** The number of the thirty seconds that the code belongs to, if it belongs to any near now. */
function stepOf(secret: string, code: string, now: string): number | undefined {
  const token = code.replace(/\s/g, "");
  if (!/^\d{6}$/.test(token)) return undefined;
  const timestamp = Date.parse(now);
  const delta = totp(secret).validate({ token, timestamp, window: 1 });
  return delta === null ? undefined : Math.floor(timestamp / 1_000 / stepSeconds) + delta;
}

async function told(
  tx: Transaction,
  { login, now, action }: { readonly login: string; readonly now: string; readonly action: string },
): Promise<void> {
  await record(tx, { at: now, action, objectKind: "person", objectId: login, before: null, after: null });
}
