import type { TextPlace } from "../../formats/report-text/index.ts";

export const severities = ["error", "warning", "note"] as const;
/** An error is a contradiction in the print itself; a warning needs a person's eye; a note is worth knowing. */
export type FindingSeverity = (typeof severities)[number];

export const findingKinds = [
  "sum",
  "label",
  "difference",
  "ratio",
  "growth",
  "roll-forward",
  "same-fact",
  "basis",
  "claim",
  "sign",
  "unit",
  "date",
  "count",
  "empty-section",
  "attachment",
  "reference",
  "format",
] as const;
export type FindingKind = (typeof findingKinds)[number];

/** A place that a finding names, with what is printed there. */
export interface FindingPlace extends TextPlace {
  /** The heading above it. */
  readonly section: string;
  readonly text: string;
}

/** Something in a report that does not add up: where, both numbers, the rule, and why. */
export interface Finding {
  readonly kind: FindingKind;
  readonly severity: FindingSeverity;
  readonly where: readonly FindingPlace[];
  /** What the report says, and what follows from the rest of it. */
  readonly printed: string;
  readonly computed: string;
  /** The rule as a formula or in a few words. */
  readonly rule: string;
  readonly message_sv: string;
  readonly message_en: string;
}

/** What a check came to: how much it looked at, and what it found. */
export interface CheckResult {
  readonly checks: number;
  readonly findings: readonly Finding[];
}
