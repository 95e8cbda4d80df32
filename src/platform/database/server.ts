import { Refusal } from "../../kernel/index.ts";
import type { Database, Transaction } from "./database.ts";
import { databaseProblem } from "./problems.ts";

const oldest = 150_000;
const scopeRoles = ["app_staff", "app_customer"] as const;

/**
 * Looks a server behind DATABASE_URL in the eye before anything is done there: old enough, not entered as a superuser,
 * and with roles under which row-level security bites. Missing roles are made when the owner may.
 */
export async function admitServer(database: Database): Promise<void> {
  await database.transaction({ role: "owner" }, async (tx) => {
    const { version, shown } = await tx.one<{ version: number; shown: string }>(
      "select current_setting('server_version_num')::int as version, current_setting('server_version') as shown",
    );
    if (version < oldest) {
      throw new Refusal([
        databaseProblem("database.version", { sv: `PostgreSQL ${shown}.`, en: `PostgreSQL ${shown}.` }),
      ]);
    }
    await refusePower(tx);
    await makeRoles(tx);
  });
}

interface RoleRow {
  readonly name: string;
  readonly superuser: boolean;
  readonly bypass: boolean;
  readonly create_role: boolean;
}

async function roles(tx: Transaction): Promise<readonly RoleRow[]> {
  return tx.query<RoleRow>(
    `select rolname as name, rolsuper as superuser, rolbypassrls as bypass, rolcreaterole as create_role
     from pg_roles where rolname = current_user or rolname = any($1)`,
    [scopeRoles],
  );
}

async function refusePower(tx: Transaction): Promise<void> {
  const all = await roles(tx);
  const supers = all.filter((role) => role.superuser).map((role) => role.name);
  if (supers.length > 0) {
    const names = supers.join(", ");
    throw new Refusal([
      databaseProblem("database.superuser", {
        sv: `rollen ${names} ser alla leverantörers och kunders rader.`,
        en: `role ${names} sees the rows of every provider and customer.`,
      }),
    ]);
  }
  const bypass = all.filter((role) => role.bypass).map((role) => role.name);
  if (bypass.length > 0) {
    throw new Refusal([
      databaseProblem("database.bypasses-row-security", { sv: bypass.join(", "), en: bypass.join(", ") }),
    ]);
  }
}

async function makeRoles(tx: Transaction): Promise<void> {
  const { me } = await tx.one<{ me: string }>("select current_user::text as me");
  const present = await roles(tx);
  const missing = scopeRoles.filter((name) => !present.some((role) => role.name === name));
  const mayCreate = present.some((role) => role.name === me && role.create_role);
  if (missing.length > 0 && !mayCreate) {
    const names = missing.join(", ");
    throw new Refusal([
      databaseProblem("database.roles-missing", {
        sv: `${names} finns inte, och ${me} får inte skapa dem.`,
        en: `${names} do not exist, and ${me} may not create them.`,
      }),
    ]);
  }
  for (const name of missing) await tx.query(`create role ${name} nologin`);
  for (const name of scopeRoles) {
    if (await canBecome(tx, name)) continue;
    await tx.query("savepoint membership");
    try {
      await tx.query(`grant ${name} to current_user`);
    } catch (error) {
      await tx.query("rollback to savepoint membership");
      throw new Refusal([
        databaseProblem("database.roles-missing", {
          sv: `${me} är inte medlem i ${name}: ${(error as Error).message}`,
          en: `${me} is not a member of ${name}: ${(error as Error).message}`,
        }),
      ]);
    }
  }
}

/** Tried rather than asked: from version 16 a role may be a member without the right to become. */
async function canBecome(tx: Transaction, role: string): Promise<boolean> {
  await tx.query("savepoint becoming");
  try {
    await tx.query(`set local role ${role}`);
    await tx.query("set local role none");
    return true;
  } catch {
    await tx.query("rollback to savepoint becoming");
    return false;
  }
}
