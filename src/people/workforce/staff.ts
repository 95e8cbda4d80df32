import { type Day, type Problem, yearOf } from "../../kernel/index.ts";
import { comment, defineRegister, type Entry, synthetic } from "../../platform/registers/index.ts";
import { problemOf } from "./problems.ts";

const year = { name: "year", type: "whole", aliases: ["år"] } as const;
const source = { name: "source", type: "text", aliases: ["källa"], optional: true, empty: true } as const;

/** How many worked in a year (personalstyrka, R150): full-time equivalents, and heads on average, which turnover is of. */
export const headcounts = defineRegister({
  name: "headcounts",
  titleSv: "Personalstyrka",
  titleEn: "Headcount",
  path: "workforce/headcounts.csv",
  table: "workforce.headcount",
  objectKind: "headcount",
  columns: [
    year,
    { name: "full_time", type: "micro", aliases: ["årsarbetare"] },
    { name: "average_heads", type: "micro", aliases: ["medelantal_anställda"] },
    source,
    synthetic,
    comment,
  ],
  lists: [],
  key: ["year"],
  references: [],
  removes: true,
});
export type Headcount = Entry<typeof headcounts>;

/** Long includes what is over a year; the total is short + long. */
export const bands = ["short", "long", "over-year"] as const;

/** Sick leave by length, in per cent of ordinary working time (sjukfrånvaro, R151). */
export const sickLeaves = defineRegister({
  name: "sick-leaves",
  titleSv: "Sjukfrånvaro",
  titleEn: "Sick leave",
  path: "workforce/sick-leaves.csv",
  table: "workforce.sick_leave",
  objectKind: "sick-leave",
  columns: [
    year,
    { name: "band", type: "choice", values: bands, aliases: ["längd"] },
    { name: "share", type: "micro", aliases: ["andel"] },
    source,
    synthetic,
  ],
  lists: [],
  key: ["year", "band"],
  references: [],
  removes: true,
  check: (entries, file) =>
    entries
      .filter((entry) => entry.shareMicro < 0 || entry.shareMicro > 100_000_000)
      .map((entry): Problem =>
        problemOf(
          "workforce.share-outside",
          { file, line: entry.line },
          {
            message_sv: `Sjukfrånvaron ${entry.year} ${entry.band} är ingen andel.`,
            message_en: `Sick leave ${entry.year} ${entry.band} is no share.`,
          },
        ),
      ),
});
export type SickLeave = Entry<typeof sickLeaves>;

/** Those who began and left in a year, counted by reason (personalrörlighet, R152). No person stands here. */
export const staffFlows = defineRegister({
  name: "staff-flows",
  titleSv: "Personalrörlighet",
  titleEn: "Staff flows",
  path: "workforce/staff-flows.csv",
  table: "workforce.staff_flow",
  objectKind: "staff-flow",
  columns: [
    year,
    { name: "direction", type: "choice", values: ["joined", "left"], aliases: ["riktning"] },
    { name: "reason", type: "code", aliases: ["orsak"] },
    { name: "persons", type: "whole", aliases: ["personer"] },
    source,
    synthetic,
  ],
  lists: [],
  key: ["year", "direction", "reason"],
  references: [],
  removes: true,
});
export type StaffFlow = Entry<typeof staffFlows>;

/** Consultants by assignment (konsulter, R164, R165): over 24 months an offer of employment is due. */
export const consultants = defineRegister({
  name: "consultants",
  titleSv: "Konsultuppdrag",
  titleEn: "Consultants",
  path: "workforce/consultants.csv",
  table: "workforce.consultant",
  objectKind: "consultant",
  columns: [
    { name: "consultant", type: "code", aliases: ["konsultuppdrag"] },
    { name: "role", type: "text", aliases: ["roll"], optional: true, empty: true },
    { name: "started_on", type: "day", aliases: ["började"] },
    { name: "ended_on", type: "day", aliases: ["slutade"], optional: true, empty: true },
    { name: "offered_on", type: "day", aliases: ["erbjuden"], optional: true, empty: true },
    { name: "accepted_on", type: "day", aliases: ["tackade_ja"], optional: true, empty: true },
    { name: "converted_on", type: "day", aliases: ["växlad"], optional: true, empty: true },
    source,
    synthetic,
  ],
  lists: [],
  key: ["consultant"],
  references: [],
  removes: false,
  check: (entries, file) =>
    entries
      .filter(
        (entry) =>
          (entry.endedOn !== undefined && entry.endedOn < entry.startedOn) ||
          (entry.acceptedOn !== undefined &&
            (entry.offeredOn === undefined || entry.acceptedOn < entry.offeredOn)),
      )
      .map((entry): Problem =>
        problemOf(
          "workforce.order-of-days",
          { file, line: entry.line, text: entry.consultant },
          {
            message_sv: `Konsultuppdraget ${entry.consultant} slutar innan det börjar, eller har tackat ja före erbjudandet.`,
            message_en: `The assignment ${entry.consultant} ends before it starts, or was accepted before it was offered.`,
          },
        ),
      ),
});
export type Consultant = Entry<typeof consultants>;

/** External turnover as numerator and denominator (extern personalomsättning): those who left of heads on average. */
export function turnoverOf(
  flows: readonly Pick<StaffFlow, "year" | "direction" | "persons">[],
  heads: readonly Pick<Headcount, "year" | "averageHeadsMicro">[],
  of: number,
): { readonly left: number; readonly averageMicro: number } | undefined {
  const average = heads.find((row) => row.year === of);
  const left = personsOf(flows, of, "left");
  return average === undefined || left === undefined
    ? undefined
    : { left, averageMicro: average.averageHeadsMicro };
}

/** Those who joined or left in a year; undefined when nobody has counted. */
export function personsOf(
  flows: readonly Pick<StaffFlow, "year" | "direction" | "persons">[],
  of: number,
  direction: StaffFlow["direction"],
): number | undefined {
  const rows = flows.filter((row) => row.year === of && row.direction === direction);
  return rows.length === 0 ? undefined : rows.reduce((sum, row) => sum + row.persons, 0);
}

/** Assignments that had gone on for more than so many months by a day, or when they ended before it. */
export function longConsultants(
  rows: readonly Pick<Consultant, "startedOn" | "endedOn" | "offeredOn" | "acceptedOn">[],
  { day, months }: { readonly day: Day; readonly months: number },
): readonly (typeof rows)[number][] {
  return rows.filter(({ startedOn, endedOn }) => {
    const last = endedOn !== undefined && endedOn < day ? endedOn : day;
    return yearOf(last) === yearOf(day) && monthsBetween(startedOn, last) >= months;
  });
}

function monthsBetween(from: Day, to: Day): number {
  const [y1, m1, d1] = from.split("-").map(Number) as [number, number, number];
  const [y2, m2, d2] = to.split("-").map(Number) as [number, number, number];
  return (y2 - y1) * 12 + m2 - m1 - (d2 < d1 ? 1 : 0);
}
