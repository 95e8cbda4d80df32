import type { Day, Problem } from "../../kernel/index.ts";
import {
  comment,
  defineRegister,
  type Entry,
  owner,
  synthetic,
  validFrom,
  validTo,
} from "../../platform/registers/index.ts";
import { areaReference, serviceReference } from "../catalogue/index.ts";
import { problemOf } from "./problems.ts";
import { customer, customerReference, customers, services } from "./register-columns.ts";

/** The three levels on which a customer is met (R013). */
export const forumLevels = ["strategic", "tactical", "operational"] as const;

/** Standing forums (R013, R014): on which level, for which area, services and customers. */
export const forums = defineRegister({
  name: "forums",
  titleSv: "Forum",
  titleEn: "Forums",
  path: "customers/forums.csv",
  table: "customers.forum",
  objectKind: "forum",
  columns: [
    { name: "forum", type: "code" },
    { name: "name_sv", type: "text", aliases: ["namn", "benämning", "name"] },
    { name: "name_en", type: "text", aliases: ["namn_en", "engelskt_namn"], optional: true, empty: true },
    { name: "level", type: "choice", values: forumLevels, aliases: ["nivå"] },
    { name: "area", type: "code", aliases: ["område", "tjänsteområde"], optional: true, empty: true },
    services,
    customers,
    owner,
    synthetic,
    validFrom,
    validTo,
    comment,
  ],
  lists: ["services", "customers"],
  key: ["forum"],
  references: [areaReference, serviceReference("services"), customerReference("customers")],
  removes: false,
});
export type Forum = Entry<typeof forums>;

export const meetings = defineRegister({
  name: "meetings",
  titleSv: "Möten",
  titleEn: "Meetings",
  path: "customers/meetings.csv",
  table: "customers.meeting",
  objectKind: "meeting",
  columns: [
    { name: "meeting", type: "code", aliases: ["möte"] },
    { name: "forum", type: "code" },
    { name: "held_on", type: "day", aliases: ["dag", "datum", "hölls"] },
    { name: "state", type: "choice", values: ["planned", "held", "cancelled"], aliases: ["läge"] },
    customers,
    services,
    { name: "minutes", type: "text", aliases: ["anteckningar", "protokoll"], optional: true, empty: true },
  ],
  lists: ["customers", "services"],
  key: ["meeting"],
  references: [
    { columns: ["forum"], table: "customers.forum", keys: ["forum"], sv: "forumen", en: "forums" },
    customerReference("customers"),
    serviceReference("services"),
  ],
  removes: false,
});
export type Meeting = Entry<typeof meetings>;

/** Needs that customers have told. One that is taken into the demand intake says where. */
export const needs = defineRegister({
  name: "needs",
  titleSv: "Behov",
  titleEn: "Needs",
  path: "customers/needs.csv",
  table: "customers.need",
  objectKind: "need",
  columns: [
    { name: "need", type: "code", aliases: ["behov"] },
    { name: "meeting", type: "code", aliases: ["möte"], optional: true, empty: true },
    customer,
    { name: "service", type: "code", aliases: ["tjänst", "tjanst"], optional: true, empty: true },
    { name: "text", type: "text", aliases: ["beskrivning"] },
    {
      name: "state",
      type: "choice",
      values: ["captured", "in-demand", "answered", "declined"],
      aliases: ["läge"],
    },
    owner,
    { name: "due_on", type: "day", aliases: ["senast"], optional: true, empty: true },
    { name: "demand", type: "code", aliases: ["behovsnummer"], optional: true, empty: true },
    comment,
  ],
  lists: [],
  key: ["need"],
  references: [
    { columns: ["meeting"], table: "customers.meeting", keys: ["meeting"], sv: "mötena", en: "meetings" },
    customerReference("customer"),
    serviceReference("service"),
    {
      columns: ["demand"],
      table: "customers.demand",
      keys: ["demand"],
      sv: "behovshanteringens behov",
      en: "demands of the intake",
    },
  ],
  removes: false,
  empty: { demand: "text" },
  check: (entries, file) =>
    entries
      .filter((entry) => entry.state === "in-demand" && entry.demand === "")
      .map((entry): Problem =>
        problemOf(
          "customers.need-without-demand",
          { file, line: entry.line },
          {
            message_sv: `Behovet ${entry.need} är överlämnat till behovshanteringen men säger inte vart.`,
            message_en: `The need ${entry.need} is handed to the demand intake but does not say where.`,
          },
        ),
      ),
});
export type Need = Entry<typeof needs>;

/** Account managers (kundansvariga): who answers for the dialogue with a customer, and when. */
export const accountManagers = defineRegister({
  name: "account-managers",
  titleSv: "Kundansvariga",
  titleEn: "Account managers",
  path: "customers/account-managers.csv",
  table: "customers.account_manager",
  objectKind: "account-manager",
  columns: [
    customer,
    validFrom,
    validTo,
    { name: "manager", type: "text", aliases: ["kundansvarig"] },
    comment,
  ],
  lists: [],
  key: ["customer", "valid_from"],
  references: [customerReference("customer")],
  removes: true,
});
export type AccountManager = Entry<typeof accountManagers>;

/** Which forum treated which service and when: the evidence that services are developed in dialogue (R014). */
export function treatedServices(
  all: readonly Meeting[],
  { first, last }: { readonly first: Day; readonly last: Day },
): { readonly service: string; readonly forum: string; readonly days: readonly Day[] }[] {
  const found = new Map<string, { service: string; forum: string; days: Day[] }>();
  for (const meeting of all) {
    if (meeting.state !== "held" || meeting.heldOn < first || meeting.heldOn > last) continue;
    for (const service of meeting.services) {
      const key = `${service} ${meeting.forum}`;
      const known = found.get(key) ?? { service, forum: meeting.forum, days: [] };
      known.days.push(meeting.heldOn);
      found.set(key, known);
    }
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => ({ ...row, days: row.days.sort() }));
}
