import { refused, ok, type Result } from "../../../kernel/index.ts";
import { record } from "../../audit/index.ts";
import type { Transaction } from "../../database/index.ts";
import type { Person } from "../person.ts";
import { keyNameMissing } from "../problems.ts";
import { personByLogin } from "./people.ts";
import { hashOfSecret, newSecret } from "./secret.ts";

const daysOfKey = 365;
/** So that a key in a log or a repository is known for what it is. */
const keyPrefix = "underlag_";

export interface ApiKey {
  readonly key: string;
  readonly name: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

/** A machine's way in (API-nyckel), with the person's own rights and never more; said once, good for a year. */
export async function addApiKey(
  tx: Transaction,
  provider: string,
  { login, name, now }: { readonly login: string; readonly name: string; readonly now: string },
): Promise<Result<string>> {
  if (name.trim() === "") return refused([keyNameMissing()]);
  const key = `${keyPrefix}${newSecret()}`;
  await tx.execute(
    "insert into access.api_key (provider_id, key_id, login, name, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)",
    [
      provider,
      hashOfSecret(key),
      login,
      name.trim().slice(0, 100),
      now,
      new Date(Date.parse(now) + daysOfKey * 86_400_000).toISOString(),
    ],
  );
  await record(tx, {
    at: now,
    action: "add",
    objectKind: "api-key",
    objectId: login,
    before: null,
    after: { name: name.trim() },
  });
  return ok(key);
}

/** Whom a machine speaks for. */
export async function personOfApiKey(
  tx: Transaction,
  provider: string,
  { key, now }: { readonly key: string; readonly now: string },
): Promise<Person | undefined> {
  const row = await tx.maybe<{ login: string }>(
    "select login from access.api_key where provider_id = $1 and key_id = $2 and expires_at > $3",
    [provider, hashOfSecret(key), now],
  );
  if (row === undefined) return undefined;
  const person = await personByLogin(tx, provider, row.login);
  return person?.disabled === false ? person : undefined;
}

/** A person's keys by what is kept of them. */
export async function apiKeysOf(tx: Transaction, provider: string, login: string): Promise<ApiKey[]> {
  return tx.query<ApiKey>(
    `select key_id as key, name, created_at as "createdAt", expires_at as "expiresAt" from access.api_key
     where provider_id = $1 and login = $2 order by created_at, key_id`,
    [provider, login],
  );
}

/** A key that is taken back opens nothing from that moment. */
export async function removeApiKey(
  tx: Transaction,
  provider: string,
  { login, key, now }: { readonly login: string; readonly key: string; readonly now: string },
): Promise<void> {
  const removed = await tx.query<{ name: string }>(
    "delete from access.api_key where provider_id = $1 and login = $2 and key_id = $3 returning name",
    [provider, login, key],
  );
  for (const { name } of removed)
    await record(tx, {
      at: now,
      action: "remove",
      objectKind: "api-key",
      objectId: login,
      before: { name },
      after: null,
    });
}
