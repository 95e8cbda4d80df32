import type { Readable, Writable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { Pool, type PoolClient, type PoolConfig, type QueryConfig, type QueryResult } from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { assert, Refusal, type Problem } from "../../kernel/index.ts";
import type { Database, Row, Scope, Transaction } from "./database.ts";
import {
  asRefusal,
  isConnectionProblem,
  isLostConnection,
  isStarting,
  unreachable,
} from "./postgres-errors.ts";
import { portTypes } from "./postgres-types.ts";
import { literal } from "./sql-text.ts";

export interface PostgresOptions {
  /** Where: a socket folder or a host with the rest, or a URL. */
  readonly connection: Pick<PoolConfig, "host" | "port" | "user" | "database" | "connectionString">;
  readonly connections?: number;
  /** What a lost or refused connection is really about, if that can be told. */
  readonly explain?: () => Problem | undefined;
  /** Called once the pool is closed: stops the embedded server. */
  readonly afterClose?: () => Promise<void>;
}

/** The port to PostgreSQL on node-postgres; the same for the embedded server and for one behind `DATABASE_URL`. */
export function connectPostgres(options: PostgresOptions): Database {
  const pool = new Pool({
    ...options.connection,
    max: options.connections ?? 10,
    types: portTypes,
    allowExitOnIdle: true,
    application_name: "underlag",
    options: "-c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres -c bytea_output=hex",
  });
  // A connection that breaks while nobody uses it is replaced at the next transaction.
  pool.on("error", () => undefined);
  let closing: Promise<void> | undefined;
  return {
    async transaction(scope, work) {
      try {
        return await inTransaction(pool, scope, work);
      } catch (error) {
        const told = isConnectionProblem(error) ? options.explain?.() : undefined;
        throw told === undefined ? error : new Refusal([told]);
      }
    },
    close() {
      closing ??= pool.end().then(() => options.afterClose?.());
      return closing;
    },
  };
}

async function inTransaction<T>(pool: Pool, scope: Scope, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await connected(pool);
  let broken: Error | undefined;
  const noteBroken = (error: Error) => (broken = error);
  client.on("error", noteBroken);
  const tx = new PostgresTransaction(client, scope);
  try {
    await client.query(opening(scope));
    const value = await work(tx);
    const { command } = await client.query("commit");
    // After a failed statement PostgreSQL answers a commit with a rollback, and says so only here.
    assert(
      command === "COMMIT",
      "a transaction whose statement failed is not returned from as if it had gone well",
    );
    return value;
  } catch (error) {
    if (isLostConnection(error)) broken ??= error as Error;
    if (broken === undefined) await client.query("rollback").catch(noteBroken);
    throw asRefusal(error);
  } finally {
    tx.end();
    client.off("error", noteBroken);
    client.release(broken);
  }
}

/** How long a server that is starting or recovering is waited for. */
const patienceMilliseconds = 15_000;

/** A connection; a server that says it will soon take one, after a crash or at its start, is asked again. */
async function connected(pool: Pool): Promise<PoolClient> {
  const end = performance.now() + patienceMilliseconds;
  for (let wait = 25; ; wait = Math.min(wait * 2, 500)) {
    try {
      return await pool.connect();
    } catch (error) {
      if (!isStarting(error) || performance.now() > end) throw unreachable(error);
    }
    await pause(wait);
  }
}

/**
 * Role and context by SET LOCAL with quoted literals, in one round trip with the begin. Never by set_config(): on a
 * sharded PostgreSQL only SET LOCAL statements reach the shards.
 */
function opening(scope: Scope): string {
  if (scope.role === "owner") return "begin";
  const settings = [
    `set local role app_${scope.role}`,
    `set local app.provider_id = ${literal(scope.provider)}`,
    `set local app.actor = ${literal(scope.actor)}`,
  ];
  if (scope.role === "customer") {
    for (const customer of scope.customers) {
      assert(!customer.includes(","), `a customer's code holds no comma: ${customer}`);
    }
    settings.push(`set local app.customers = ${literal(scope.customers.join(","))}`);
  }
  return ["begin", ...settings].join("; ");
}

/** What a scope's own statements may begin with: nothing that ends the transaction or changes whose it is. */
const scopedStatement =
  /^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/|\()*(select|with|insert|update|delete|merge|values|table|lock|explain|savepoint|release|rollback\s+to|set\s+constraints|create\s+temp|drop\s+table\s+pg_temp|analyze|copy)\b/i;

class PostgresTransaction implements Transaction {
  readonly scope: Scope;
  readonly connection: PoolClient;
  #ended = false;
  #turn: Promise<void> = Promise.resolve();

  constructor(client: PoolClient, scope: Scope) {
    this.connection = client;
    this.scope = scope;
  }

  async query<R = Row>(sql: string, parameters?: readonly unknown[]): Promise<R[]> {
    return (await this.#run(sql, parameters)).rows as R[];
  }

  async one<R = Row>(sql: string, parameters?: readonly unknown[]): Promise<R> {
    const rows = await this.query<R>(sql, parameters);
    assert(rows.length === 1, `exactly one row, not ${rows.length}, comes from: ${sql}`);
    return rows[0] as R;
  }

  async maybe<R = Row>(sql: string, parameters?: readonly unknown[]): Promise<R | undefined> {
    const rows = await this.query<R>(sql, parameters);
    assert(rows.length <= 1, `at most one row, not ${rows.length}, comes from: ${sql}`);
    return rows[0];
  }

  async execute(sql: string, parameters?: readonly unknown[]): Promise<number> {
    return (await this.#run(sql, parameters)).rowCount ?? 0;
  }

  copyIn(sql: string): Writable {
    this.#guard(sql);
    return this.connection.query(copyFrom(sql));
  }

  copyOut(sql: string): Readable {
    this.#guard(sql);
    return this.connection.query(copyTo(sql));
  }

  end(): void {
    this.#ended = true;
  }

  async #run(sql: string, parameters: readonly unknown[] | undefined): Promise<QueryResult> {
    this.#guard(sql);
    // The extended protocol takes one statement at a time, so nothing can be smuggled in behind a semicolon. The owner's
    // migrations are whole files and go the simple way.
    const query: QueryConfig & { queryMode?: "extended" } = { text: sql };
    if (parameters !== undefined) query.values = [...parameters];
    if (this.scope.role !== "owner") query.queryMode = "extended";
    return this.exclusively(() => this.connection.query(query));
  }

  /** Statements of one transaction take turns, also when the caller did not wait between them. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(() => {
      assert(!this.#ended, "a transaction is not used after its end");
      return work();
    });
    this.#turn = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  }

  #guard(sql: string): void {
    assert(!this.#ended, "a transaction is not used after its end");
    if (this.scope.role === "owner") return;
    assert(scopedStatement.test(sql), `a ${this.scope.role} transaction does not run: ${sql.slice(0, 80)}`);
    assert(!/\bset_config\b/i.test(sql), "no statement of a scope uses set_config()");
  }
}

/**
 * What the provider itself must write when a customer does something, in the same transaction: as app_staff, while the
 * customer's own statements wait. Only the audit uses it, since its chain is one for the provider and no customer reads it.
 */
export async function inProvidersName<T>(
  tx: Transaction,
  work: (staff: Transaction) => Promise<T>,
): Promise<T> {
  const { scope } = tx;
  if (scope.role !== "customer") return work(tx);
  assert(tx instanceof PostgresTransaction, "the transaction was made by this room");
  return tx.exclusively(async () => {
    const { provider, actor } = scope;
    const staff = new PostgresTransaction(tx.connection, { role: "staff", provider, actor });
    await tx.connection.query("set local role app_staff");
    try {
      return await work(staff);
    } finally {
      staff.end();
      // After a failed statement this fails too, and so does every other statement of the transaction.
      await tx.connection.query("set local role app_customer").catch(() => {});
    }
  });
}

/** The connection below a transaction, alone with it for a while; for this room's own bulk loading only. */
export function withConnection<T>(tx: Transaction, work: (client: PoolClient) => Promise<T>): Promise<T> {
  assert(tx instanceof PostgresTransaction, "the transaction was made by this room");
  return tx.exclusively(() => work(tx.connection));
}
