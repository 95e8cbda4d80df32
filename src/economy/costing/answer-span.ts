import { byCode, type Micro, type Period, shiftPeriod } from "../../kernel/index.ts";
import type { DriverSignOff } from "./driver-snapshot.ts";

/** Months in a row in which a customer has the same value of a driver and has said the same of it. */
export interface AnswerSpan {
  readonly customer: string;
  readonly driver: string;
  readonly from: Period;
  readonly to: Period;
  readonly valueMicro: Micro;
  readonly state: DriverSignOff["state"];
  readonly reason: string;
}

/** The answers as few rows as say them all, so that a year with one value is one question. O(n log n). */
export function answerSpans(answers: readonly DriverSignOff[]): AnswerSpan[] {
  const spans: AnswerSpan[] = [];
  const ordered = answers.toSorted(
    (a, b) => byCode(a.customer, b.customer) || byCode(a.driver, b.driver) || byCode(a.period, b.period),
  );
  for (const { customer, driver, period, valueMicro, state, reason } of ordered) {
    const last = spans.at(-1);
    const goesOn =
      last !== undefined &&
      last.customer === customer &&
      last.driver === driver &&
      last.valueMicro === valueMicro &&
      last.state === state &&
      last.reason === reason &&
      shiftPeriod(last.to, 1) === period;
    if (goesOn) spans[spans.length - 1] = { ...last, to: period };
    else spans.push({ customer, driver, from: period, to: period, valueMicro, state, reason });
  }
  return spans;
}
