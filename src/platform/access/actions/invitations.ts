import { refused, ok, type Result } from "../../../kernel/index.ts";
import { record } from "../../audit/index.ts";
import type { Transaction } from "../../database/index.ts";
import { invitationOver, noSuchPerson, weakPassword, wrongPassword } from "../problems.ts";
import { hashPassword, passwordMatches } from "./password.ts";
import { personByLogin } from "./people.ts";
import { hashOfSecret, newSecret } from "./secret.ts";
import { closeSessionsOf } from "./sessions.ts";

const hoursOfInvitation = 72;
/** NIST SP 800-63B asks for length and no rules of composition. */
export const shortestPassword = 12;

/**
 * A way in for a person who has no password, or has lost it (inbjudan): a secret that lets its bearer choose one, once, within
 * three days. Nobody else ever knows the password. An earlier invitation of the same person is over.
 */
export async function invite(
  tx: Transaction,
  provider: string,
  { login, now }: { readonly login: string; readonly now: string },
): Promise<Result<string>> {
  const person = await personByLogin(tx, provider, login);
  if (person === undefined || person.disabled) return refused([noSuchPerson(login)]);
  const secret = newSecret();
  await tx.execute(
    "delete from access.invitation where provider_id = $1 and (login = $2 or expires_at < $3)",
    [provider, login, now],
  );
  await tx.execute(
    "insert into access.invitation (provider_id, invitation_id, login, expires_at) values ($1, $2, $3, $4)",
    [
      provider,
      hashOfSecret(secret),
      login,
      new Date(Date.parse(now) + hoursOfInvitation * 3_600_000).toISOString(),
    ],
  );
  await record(tx, {
    at: now,
    action: "invite",
    objectKind: "person",
    objectId: login,
    before: null,
    after: null,
  });
  return ok(secret);
}

/** Who an invitation is for; undefined when it is used, over or none. */
export async function invited(
  tx: Transaction,
  provider: string,
  { secret, now }: { readonly secret: string; readonly now: string },
): Promise<string | undefined> {
  const row = await tx.maybe<{ login: string }>(
    `select i.login from access.invitation i join access.person p using (provider_id, login)
     where i.provider_id = $1 and i.invitation_id = $2 and i.expires_at > $3 and not p.disabled`,
    [provider, hashOfSecret(secret), now],
  );
  return row?.login;
}

/** The invited person chooses a password; the invitation is used up, and every open session of the person ends. */
export async function acceptInvitation(
  tx: Transaction,
  provider: string,
  { secret, password, now }: { readonly secret: string; readonly password: string; readonly now: string },
): Promise<Result<string>> {
  const login = await invited(tx, provider, { secret, now });
  if (login === undefined) return refused([invitationOver()]);
  if (password.length < shortestPassword) return refused([weakPassword()]);
  // Of two who use it at once, one finds it.
  const used = await tx.query(
    "delete from access.invitation where provider_id = $1 and invitation_id = $2 returning login",
    [provider, hashOfSecret(secret)],
  );
  if (used.length !== 1) return refused([invitationOver()]);
  await keepPassword(tx, provider, { login, password, now });
  await closeSessionsOf(tx, provider, { login });
  return ok(login);
}

/** A person's own change of password: the old one is asked for, and every other session of the person ends. */
export async function changePassword(
  tx: Transaction,
  provider: string,
  {
    login,
    current,
    password,
    now,
    session,
  }: {
    readonly login: string;
    readonly current: string;
    readonly password: string;
    readonly now: string;
    readonly session: string | undefined;
  },
): Promise<Result<undefined>> {
  const row = await tx.one<{ password: string | null }>(
    "select password from access.person where provider_id = $1 and login = $2",
    [provider, login],
  );
  if (!(await passwordMatches(current, row.password))) return refused([wrongPassword()]);
  if (password.length < shortestPassword) return refused([weakPassword()]);
  await keepPassword(tx, provider, { login, password, now });
  await closeSessionsOf(tx, provider, { login, ...(session === undefined ? {} : { but: session }) });
  return ok(undefined);
}

async function keepPassword(
  tx: Transaction,
  provider: string,
  { login, password, now }: { readonly login: string; readonly password: string; readonly now: string },
): Promise<void> {
  await tx.execute("update access.person set password = $3 where provider_id = $1 and login = $2", [
    provider,
    login,
    await hashPassword(password),
  ]);
  // By themselves, whoever opened the transaction: nobody else chooses a person's password.
  await record(tx, {
    at: now,
    actor: login,
    action: "change-password",
    objectKind: "person",
    objectId: login,
    before: null,
    after: null,
  });
}
