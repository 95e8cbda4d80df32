import type { Mandate } from "../access/index.ts";
import type { Transaction } from "../database/index.ts";

/** One thing that the person says with an act. What it means, and whether it is right, the act itself judges. */
export interface ActField {
  readonly name: string;
  readonly sv: string;
  readonly en: string;
  readonly required?: true;
  /** Free text on several lines: a reason. */
  readonly long?: true;
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
}

/** What an act came to: where the person goes next, and what a machine is told. */
export interface Done {
  readonly to: string;
  readonly told: object;
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
  run(tx: Transaction, doing: Doing): Promise<Done>;
}
