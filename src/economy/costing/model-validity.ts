import { type Day, firstDayOf, lastDayOf, periodOfDay, shiftPeriod } from "../../kernel/index.ts";

/** The days that a model's text is given. What is left out stays as the text has it. */
export interface Validity {
  readonly validFrom?: Day;
  readonly validTo?: Day;
}

/**
 * A model's text with other days of validity and not a letter else changed: the value after `valid_from:` and `valid_to:` at the
 * beginning of a line. A `valid_to` that is not there comes right after `valid_from`. Undefined where the text has no such line.
 */
export function withValidity(text: string, { validFrom, validTo }: Validity): string | undefined {
  let is = text;
  if (validFrom !== undefined) {
    const changed = withDay(is, "valid_from", validFrom);
    if (changed === undefined) return undefined;
    is = changed;
  }
  if (validTo === undefined) return is;
  const changed = withDay(is, "valid_to", validTo);
  if (changed !== undefined) return changed;
  const line = /^valid_from:.*(\r?\n|$)/m.exec(is);
  if (line === null) return undefined;
  const ending = line[1] === "" ? "\n" : (line[1] as string);
  const after = line.index + line[0].length;
  const gap = line[1] === "" ? ending : "";
  return `${is.slice(0, after)}${gap}valid_to: ${validTo}${gap === "" ? ending : ""}${is.slice(after)}`;
}

function withDay(text: string, field: "valid_from" | "valid_to", day: Day): string | undefined {
  const line = new RegExp(`^(${field}:[ \\t]*)([^\\s#]+)`, "m");
  return line.test(text) ? text.replace(line, (_, before: string) => `${before}${day}`) : undefined;
}

/** The last day of what is followed by something that begins on a day. */
export function endBefore(day: Day): Day {
  const month = periodOfDay(day);
  if (day === firstDayOf(month)) return lastDayOf(shiftPeriod(month, -1));
  return `${month}-${String(Number(day.slice(8)) - 1).padStart(2, "0")}` as Day;
}
