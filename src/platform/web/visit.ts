import type { Child } from "hono/jsx";
import { type Day, lastDayOf, periodOf } from "../../kernel/index.ts";
import type { Person, Role } from "../access/index.ts";
import type { Transaction } from "../database/index.ts";
import type { Language } from "../language/index.ts";

/** One request of one signed-in person: everything a page may know about the world. */
export interface Visit {
  readonly person: Person;
  readonly provider: ProviderFace;
  readonly language: Language;
  readonly path: string;
  /** Now, as ISO text in UTC. */
  readonly now: string;
  parameter(name: string): string;
  query(name: string): string | undefined;
  /** Reads under the person's own row-level security: a customer's pages cannot show another customer's rows. */
  read<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Reads as `read` does, and keeps the answer by its key until the books change: for what takes long to compute. */
  recall<T>(key: string, work: (tx: Transaction) => Promise<T>): Promise<T>;
}

export interface ProviderFace {
  /** The latest fiscal year there are books for: what a page shows when no year is asked for. */
  readonly year: number;
  readonly id: string;
  readonly name: string;
  readonly synthetic: boolean;
  /** The years there are books for; what the year chooser offers. */
  readonly years?: readonly number[];
}

/** What a page gives back: its title, its way home, its content. */
export interface View {
  readonly title: string;
  readonly crumbs?: readonly { readonly path: string; readonly label: string }[];
  readonly body: Child;
  readonly status?: 200 | 404 | 422;
  /** Another page of ours, shown instead: what was waited for is there. */
  readonly instead?: string;
  /** Read anew after so many seconds, by the browser itself and without a script: work is going on. */
  readonly refreshSeconds?: number;
}

/** One address of the web. Nobody outside `allow` comes in; a page that is not listed does not exist. */
export interface Page {
  /** Hono's path pattern: "/statements/:statement". */
  readonly path: string;
  readonly allow: readonly Role[];
  /** A script that makes the page livelier. The page must work without it. */
  readonly island?: Island;
  render(visit: Visit): Promise<View>;
}

/** A module for the browser, bundled from our own sources and served from our own address. */
export interface Island {
  /** The address is `/assets/<name>.js`. */
  readonly name: string;
  readonly entry: URL;
}

/** An entry of the top navigation. */
export interface Entry {
  readonly path: string;
  readonly sv: string;
  readonly en: string;
  readonly allow: readonly Role[];
  /** In the foot of the page instead of its head: what few need, seldom. */
  readonly foot?: true;
  /** The pages under the entry, in the row beneath the masthead. The entry's own address is the first of them. */
  readonly pages?: readonly Entry[];
  /** Other addresses that belong here without an entry of their own: "/invoices", "/explain/cost". */
  readonly covers?: readonly string[];
}

export const staffRoles = [
  "controller",
  "approver",
  "service-owner",
  "account-manager",
  "board",
  "administrator",
  "auditor",
] as const satisfies readonly Role[];

/** Picks the text of the visit's language. */
export function say(visit: { readonly language: Language }, sv: string, en: string): string {
  return visit.language === "sv" ? sv : en;
}

/** The last day of the year that the pages are about: names and areas that begin later are not shown before. */
export function yearEnd(visit: { readonly provider: Pick<ProviderFace, "year"> }): Day {
  return lastDayOf(periodOf(visit.provider.year, 12));
}
