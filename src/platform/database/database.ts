import type { Readable, Writable } from "node:stream";

/**
 * The port to PostgreSQL. Everything that touches the database goes through `transaction`, and every transaction
 * says on whose behalf it runs: row-level security in the database itself then shows that person's rows and no others.
 */
export interface Database {
  /** Commits when the work returns, rolls back when it throws. `SET LOCAL ROLE` and the context are set first. */
  transaction<T>(scope: Scope, work: (tx: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export type Scope = StaffScope | CustomerScope | OwnerScope;

/** The provider's own people: all rows of one provider. Runs as database role `app_staff`. */
export interface StaffScope {
  readonly role: "staff";
  readonly provider: string;
  /** Login, or `cli:<operating-system user>`, or `job:<kind>`; stands in the audit. */
  readonly actor: string;
}

/** A paying customer's people: the rows of the customers listed; it reads, and adds where a table says so. Runs as database role `app_customer`. */
export interface CustomerScope {
  readonly role: "customer";
  readonly provider: string;
  readonly customers: readonly string[];
  readonly actor: string;
}

/** Migrations, backup, restore and the list of providers: the owner of the schemas, still not a superuser. */
export interface OwnerScope {
  readonly role: "owner";
}

export type Row = Record<string, unknown>;

/**
 * Types on the way out: bigint -> number (asserted safe), numeric -> string, date -> "2024-03-31",
 * timestamptz -> ISO text in UTC, jsonb -> parsed, bytea -> Buffer, text[] -> string[].
 */
export interface Transaction {
  readonly scope: Scope;
  query<R = Row>(sql: string, parameters?: readonly unknown[]): Promise<R[]>;
  /** Exactly one row; anything else is a bug. */
  one<R = Row>(sql: string, parameters?: readonly unknown[]): Promise<R>;
  maybe<R = Row>(sql: string, parameters?: readonly unknown[]): Promise<R | undefined>;
  /** Number of rows touched. */
  execute(sql: string, parameters?: readonly unknown[]): Promise<number>;
  /** `COPY ... FROM STDIN`: the caller writes bytes and ends the stream, then awaits its finish. */
  copyIn(sql: string): Writable;
  /** `COPY ... TO STDOUT`. */
  copyOut(sql: string): Readable;
}
