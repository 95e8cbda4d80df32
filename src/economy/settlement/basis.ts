import { type Period, periodOf } from "../../kernel/index.ts";

/** `ytd@11`: January to November; `ytd@11+forecast`: that and the latest forecast of the rest; `full-year`: all of it. */
export type SettlementBasis = `ytd@${number}` | `ytd@${number}+forecast` | "full-year";

/** The last month that a basis counts, booked or forecast. */
export function lastPeriodOf(basis: SettlementBasis, year: number): Period {
  return periodOf(year, isForecast(basis) ? 12 : bookedMonths(basis));
}

/** The last month of a basis that is taken from the books. */
export function lastBookedOf(basis: SettlementBasis, year: number): Period {
  return periodOf(year, bookedMonths(basis));
}

/** Whether the months after the booked ones are taken from a forecast. */
export function isForecast(basis: SettlementBasis): boolean {
  return basis.endsWith("+forecast");
}

/** Whether all of the year is in the books; what rests on less is preliminary. */
export function isFinal(basis: SettlementBasis): boolean {
  return bookedMonths(basis) === 12;
}

function bookedMonths(basis: SettlementBasis): number {
  return basis === "full-year" ? 12 : Number.parseInt(basis.slice(4), 10);
}

/** As it is written in a policy: `ytd@03`. */
export function basisText(basis: SettlementBasis): string {
  if (basis === "full-year") return basis;
  return `ytd@${String(bookedMonths(basis)).padStart(2, "0")}${isForecast(basis) ? "+forecast" : ""}`;
}

export function parseBasis(text: string): SettlementBasis | undefined {
  if (text === "full-year") return text;
  const match = /^ytd@(\d{1,2})(\+forecast)?$/.exec(text);
  const month = match ? Number(match[1]) : 0;
  if (month < 1 || month > 12) return undefined;
  // With December booked there is nothing left to forecast.
  return match?.[2] === undefined || month === 12 ? `ytd@${month}` : `ytd@${month}+forecast`;
}
