import { byCode, type Day, type Problem } from "../../kernel/index.ts";
import { defineRegister, type Entry, owner } from "../../platform/registers/index.ts";
import { type Agreement, signedCustomers } from "./agreement.ts";
import { problemOf } from "./problems.ts";
import { customer, customerReference } from "./register-columns.ts";

/** Why a customer does not sign (R011). */
export const obstacleReasons = [
  "personal-data-responsibility",
  "information-security",
  "cost",
  "own-system",
  "procurement",
  "other",
] as const;
export type ObstacleReason = (typeof obstacleReasons)[number];

export const obstacles = defineRegister({
  name: "obstacles",
  titleSv: "Hinder för undertecknade avtal",
  titleEn: "Obstacles to signed agreements",
  path: "customers/obstacles.csv",
  table: "customers.obstacle",
  objectKind: "agreement-obstacle",
  columns: [
    { name: "obstacle", type: "code", aliases: ["hinder"] },
    customer,
    { name: "agreement", type: "code", aliases: ["avtal"], optional: true, empty: true },
    { name: "reason", type: "choice", values: obstacleReasons, aliases: ["skäl", "orsak"] },
    { name: "text", type: "text", aliases: ["beskrivning"], optional: true, empty: true },
    owner,
    { name: "state", type: "choice", values: ["open", "ongoing", "resolved", "accepted"], aliases: ["läge"] },
    { name: "opened_on", type: "day", aliases: ["öppnat", "anmält"] },
    { name: "closed_on", type: "day", aliases: ["avslutat"], optional: true, empty: true },
    { name: "action", type: "text", aliases: ["åtgärd"], optional: true, empty: true },
  ],
  lists: [],
  key: ["obstacle"],
  references: [
    customerReference("customer"),
    {
      columns: ["agreement"],
      table: "customers.agreement",
      keys: ["agreement"],
      sv: "avtalen",
      en: "agreements",
    },
  ],
  removes: false,
  check(entries, file) {
    return entries.flatMap((entry): Problem[] => {
      const closed = entry.state === "resolved" || entry.state === "accepted";
      if (closed === (entry.closedOn !== undefined)) return [];
      return [
        problemOf(
          "customers.closed-without-day",
          { file, line: entry.line },
          {
            message_sv: `Hindret ${entry.obstacle} är ${closed ? "avslutat men saknar dag" : "öppet men har en dag då det avslutades"}.`,
            message_en: `The obstacle ${entry.obstacle} is ${closed ? "closed but has no day" : "open but has a day of closing"}.`,
          },
        ),
      ];
    });
  },
});

export type Obstacle = Entry<typeof obstacles>;

export interface ObstacleStatistics {
  readonly day: Day;
  /** Every reason code in its order, also those that nobody gives. A customer may give several. */
  readonly reasons: readonly { readonly reason: ObstacleReason; readonly customers: readonly string[] }[];
  /** Customers with an agreement that is not signed: what the shares are of. */
  readonly unsigned: readonly string[];
  /** Unsigned customers that no open obstacle explains. */
  readonly unexplained: readonly string[];
}

/** Why agreements are not signed on a day: obstacles open that day, of customers that have not signed. */
export function obstacleStatistics(
  entries: readonly Obstacle[],
  agreements: readonly Agreement[],
  day: Day,
): ObstacleStatistics {
  const signed = signedCustomers(agreements, day);
  const unsigned = [...new Set(agreements.map((one) => one.customer))]
    .filter((code) => !signed.has(code))
    .sort(byCode);
  const open = entries.filter(
    (one) =>
      one.openedOn <= day &&
      (one.closedOn === undefined || one.closedOn > day) &&
      unsigned.includes(one.customer),
  );
  const explained = new Set(open.map((one) => one.customer));
  return {
    day,
    reasons: obstacleReasons.map((reason) => ({
      reason,
      customers: [...new Set(open.filter((one) => one.reason === reason).map((one) => one.customer))].sort(
        byCode,
      ),
    })),
    unsigned,
    unexplained: unsigned.filter((code) => !explained.has(code)),
  };
}
