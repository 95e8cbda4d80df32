import {
  comment,
  defineRegister,
  type Entry,
  owner,
  position,
  synthetic,
  namedAndPlaced,
} from "../../platform/registers/index.ts";
import { closedHasDay } from "./checks.ts";
import { optionalDay, source, year } from "./register-columns.ts";

export const perspectives = ["customer", "process", "staff", "economy", "sustainability", "council"] as const;

/** What the council or the board wants (mål, R127, R128): one perspective each, those of the council beside them. */
export const goals = defineRegister({
  name: "goals",
  titleSv: "Mål",
  titleEn: "Goals",
  path: "governance/goals.csv",
  table: "governance.goal",
  objectKind: "goal",
  columns: [
    { name: "goal", type: "code", aliases: ["mål"] },
    year,
    { name: "perspective", type: "choice", values: perspectives, aliases: ["perspektiv"] },
    { name: "text", type: "text", aliases: ["lydelse"] },
    { name: "assessment", type: "text", aliases: ["bedömning"], optional: true, empty: true },
    owner,
    position,
    source,
    synthetic,
  ],
  lists: [],
  key: ["goal"],
  references: [],
  removes: false,
  complete: namedAndPlaced,
});
export type Goal = Entry<typeof goals>;

export const goalReference = {
  columns: ["goal"],
  table: goals.table,
  keys: ["goal"],
  sv: "målen",
  en: "goals",
} as const;

/** A status is a word that is printed: an icon alone is lost to who listens (R129). */
export const activityStates = ["not-started", "ongoing", "done", "continues", "stopped"] as const;

/** What is done to reach a goal (aktivitet, R129, R139). */
export const activities = defineRegister({
  name: "activities",
  titleSv: "Aktiviteter",
  titleEn: "Activities",
  path: "governance/activities.csv",
  table: "governance.activity",
  objectKind: "activity",
  columns: [
    { name: "activity", type: "code", aliases: ["aktivitet"] },
    year,
    { name: "goal", type: "code", aliases: ["mål"] },
    { name: "title", type: "text", aliases: ["rubrik"] },
    { name: "state", type: "choice", values: activityStates, aliases: ["status"] },
    optionalDay("closed_on", "avslutad"),
    { name: "plan", type: "text", aliases: ["plan"], optional: true, empty: true },
    owner,
    position,
    source,
    synthetic,
    comment,
  ],
  lists: [],
  key: ["activity"],
  references: [goalReference],
  removes: false,
  complete: namedAndPlaced,
  check: (entries, file) =>
    closedHasDay(
      entries.filter((entry) => entry.state !== "done"),
      { file, name: (entry) => entry.activity, isClosed: (entry) => entry.state === "stopped" },
    ),
});
export type Activity = Entry<typeof activities>;
