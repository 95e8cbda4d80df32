import { parsePeriod, parseYear, type Period, Refusal } from "../../kernel/index.ts";
import type { Mandate } from "../access/index.ts";
import type { Transaction } from "../database/index.ts";
import { fieldUnreadable } from "./problems.ts";
import type { View } from "./visit.ts";

/** One thing that the person says with an act. What it means, and whether it is right, the act itself judges. */
export interface ActField {
  readonly name: string;
  readonly sv: string;
  readonly en: string;
  readonly required?: true;
  /** Free text on several lines: a reason. */
  readonly long?: true;
  /** A month, a year, a file or a password instead of a text: what is asked for, shown and read in one way everywhere. */
  readonly kind?: "period" | "year" | "file" | "secret";
  /** Kept to the letter: the blanks and line ends around it belong to it, as in a text that is stored as it is written. */
  readonly exact?: true;
  /** What can be said, where it is not free. The act judges it all the same. */
  readonly choices?: readonly { readonly value: string; readonly sv: string; readonly en: string }[];
}

/** One doing of an act: who, when, with what. */
export interface Doing {
  readonly provider: string;
  readonly actor: string;
  readonly now: string;
  /** A part of the address: `:run`. */
  readonly parameter: (name: string) => string;
  /** What was said in a field; '' when nothing was. */
  readonly field: (name: string) => string;
  /** The token of the session it is done in; undefined where a machine's key opened the door. */
  readonly session: string | undefined;
  /** What was sent in a field of kind `file`; undefined when nothing was. */
  readonly file: (name: string) => SentFile | undefined;
}

/** A file that came with a form: somebody else's bytes, to be judged by who reads them. */
export interface SentFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What an act came to: where the person goes next, and what a machine is told. */
export interface Done {
  readonly to: string;
  readonly told: object;
  /** What is said this once and kept nowhere: shown instead of going to `to`. */
  readonly once?: View;
}

/**
 * Something that a person does (handling), declared once: a form that is posted to its address in the web, and the same
 * address below /api/v1 for machines. The actions behind hold the mandate themselves; here it says who is shown the form.
 * Refused with `Refusal`, everything is as it was.
 */
export interface Act {
  /** Hono's path pattern: "/runs/:run/approve". */
  readonly path: string;
  readonly mandate: Mandate;
  /** On the button: "Attestera". */
  readonly sv: string;
  readonly en: string;
  readonly fields: readonly ActField[];
  /** Begins work that goes on in the background: machines are answered 202 with the address of the job. */
  readonly background?: true;
  /** Concerns the person's own sign-in, which a customer's rights do not reach: done in the provider's name. */
  readonly ownSignIn?: true;
  /** Its form holds a whole sheet of cells: larger than forms are. */
  readonly large?: true;
  run(tx: Transaction, doing: Doing): Promise<Done>;
}

/** An act that begun work in the background: the person goes to the job's page, and from there by itself to what comes of it. */
export function goesOn(job: { readonly job: string; readonly state: string }) {
  const place = `/jobs/${encodeURIComponent(job.job)}`;
  return { to: `${place}?then=result`, told: { job: job.job, state: job.state, address: `/api/v1${place}` } };
}

/** A field for a month (period), `2024-11`, and one for a year (räkenskapsår). */
export type PeriodField = ActField & { readonly kind: "period" };
export type YearField = ActField & { readonly kind: "year" };

export const periodField = {
  name: "period",
  sv: "Månad",
  en: "Month",
  kind: "period",
} as const satisfies PeriodField;
export const yearField = { name: "year", sv: "År", en: "Year", kind: "year" } as const satisfies YearField;

/** The month that was said in a field; refused where it is none. */
export function periodSaid({ field }: Pick<Doing, "field">, asked: PeriodField): Period {
  const found = parsePeriod(field(asked.name));
  if (found === undefined) throw new Refusal([fieldUnreadable(asked, field(asked.name))]);
  return found;
}

/** The year that was said in a field; refused where it is none. */
export function yearSaid({ field }: Pick<Doing, "field">, asked: YearField): number {
  const found = parseYear(field(asked.name));
  if (found === undefined) throw new Refusal([fieldUnreadable(asked, field(asked.name))]);
  return found;
}
