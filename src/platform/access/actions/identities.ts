import { record } from "../../audit/index.ts";
import type { Transaction } from "../../database/index.ts";
import type { Person } from "../person.ts";
import { personByLogin } from "./people.ts";
import { hashOfSecret, newSecret } from "./secret.ts";

const minutesOfFlow = 10;

export interface IdentityFlow {
  readonly verifier: string;
  readonly nonce: string;
  readonly back: string;
}

/** Remembers a sign-in that leaves for the identity provider; the secret goes into a cookie and comes back with the person. */
export async function beginIdentityFlow(
  tx: Transaction,
  provider: string,
  { flow, now }: { readonly flow: IdentityFlow; readonly now: string },
): Promise<string> {
  const secret = newSecret();
  await tx.execute("delete from access.identity_flow where provider_id = $1 and expires_at < $2", [
    provider,
    now,
  ]);
  await tx.execute(
    "insert into access.identity_flow (provider_id, flow_id, verifier, nonce, back, expires_at) values ($1, $2, $3, $4, $5, $6)",
    [
      provider,
      hashOfSecret(secret),
      flow.verifier,
      flow.nonce,
      flow.back,
      new Date(Date.parse(now) + minutesOfFlow * 60_000).toISOString(),
    ],
  );
  return secret;
}

/** The sign-in that has come back; each comes back once. */
export async function takeIdentityFlow(
  tx: Transaction,
  provider: string,
  { secret, now }: { readonly secret: string; readonly now: string },
): Promise<IdentityFlow | undefined> {
  const rows = await tx.query<IdentityFlow>(
    `delete from access.identity_flow where provider_id = $1 and flow_id = $2 and expires_at > $3
     returning verifier, nonce, back`,
    [provider, hashOfSecret(secret), now],
  );
  return rows[0];
}

/**
 * The person whom an identity provider vouches for. The first time by the login it names, which must stand in the register (nobody
 * is let in by being known elsewhere alone); from then on by issuer and subject, so that a name given to somebody new elsewhere
 * does not open this person's door.
 */
export async function personOfIdentity(
  tx: Transaction,
  provider: string,
  {
    issuer,
    subject,
    login,
    now,
  }: {
    readonly issuer: string;
    readonly subject: string;
    readonly login: string | undefined;
    readonly now: string;
  },
): Promise<Person | undefined> {
  const bound = await tx.maybe<{ login: string }>(
    "select login from access.identity where provider_id = $1 and issuer = $2 and subject = $3",
    [provider, issuer, subject],
  );
  const named = bound?.login ?? login?.toLowerCase();
  if (named === undefined) return undefined;
  const person = await personByLogin(tx, provider, named);
  if (person === undefined || person.disabled) return undefined;
  if (bound !== undefined) return person;
  const added = await tx.query(
    `insert into access.identity (provider_id, issuer, subject, login, bound_at) values ($1, $2, $3, $4, $5)
     on conflict do nothing returning login`,
    [provider, issuer, subject, person.login, now],
  );
  // The login belongs to another subject of the same issuer already.
  if (added.length === 0) return undefined;
  await record(tx, {
    at: now,
    action: "bind-identity",
    objectKind: "person",
    objectId: person.login,
    before: null,
    after: { issuer, subject },
  });
  return person;
}

/** Lets the next sign-in bind the person anew: when the organisation has changed identity provider or account. */
export async function unbindIdentities(
  tx: Transaction,
  provider: string,
  { login, now }: { readonly login: string; readonly now: string },
): Promise<void> {
  const removed = await tx.query<{ issuer: string; subject: string }>(
    "delete from access.identity where provider_id = $1 and login = $2 returning issuer, subject",
    [provider, login],
  );
  for (const identity of removed)
    await record(tx, {
      at: now,
      action: "unbind-identity",
      objectKind: "person",
      objectId: login,
      before: identity,
      after: null,
    });
}
