import {
  comment,
  defineRegister,
  type Entry,
  namedAndPlaced,
  owner,
  position,
  synthetic,
} from "../../platform/registers/index.ts";
import { optionalText, source, year } from "./register-columns.ts";

const light = (name: "time" | "cost" | "result", alias: string) =>
  ({ name, type: "choice", values: ["green", "yellow", "red"], aliases: [alias] }) as const;

/** How a project stands on time, cost and result in a year (projektuppföljning, R106). What it cost is read from the books. */
export const projectReports = defineRegister({
  name: "project-reports",
  titleSv: "Projektuppföljning",
  titleEn: "Project follow-up",
  path: "governance/projects.csv",
  table: "governance.project_report",
  objectKind: "project-report",
  columns: [
    { name: "project", type: "code", aliases: ["projekt"] },
    year,
    { name: "phase", type: "text", aliases: ["fas"] },
    light("time", "tid"),
    light("cost", "kostnad"),
    light("result", "resultat"),
    { name: "budget", type: "kronor", optional: true, empty: true },
    owner,
    position,
    source,
    synthetic,
    comment,
  ],
  lists: [],
  key: ["project", "year"],
  references: [],
  removes: false,
  complete: namedAndPlaced,
});
export type ProjectReport = Entry<typeof projectReports>;

/** Money from others for something told (riktade bidrag, R112): a liability until the costs are there. */
export const grants = defineRegister({
  name: "grants",
  titleSv: "Bidrag",
  titleEn: "Grants",
  path: "governance/grants.csv",
  table: "governance.grant_received",
  objectKind: "grant",
  columns: [
    { name: "grant_code", type: "code", aliases: ["bidrag"] },
    year,
    { name: "name", type: "text", aliases: ["namn"] },
    { name: "grantor", type: "text", aliases: ["bidragsgivare"] },
    { name: "code", type: "text", aliases: ["projektkod"] },
    { name: "budget", type: "kronor", optional: true, empty: true },
    { name: "own_share", type: "kronor", aliases: ["egen_andel"], optional: true, empty: true },
    { name: "received", type: "kronor", aliases: ["erhållet"], optional: true, empty: true },
    optionalText("principle", "redovisningsprincip"),
    position,
    source,
    synthetic,
    comment,
  ],
  lists: [],
  key: ["grant_code", "year"],
  references: [],
  removes: false,
  complete: namedAndPlaced,
});
export type Grant = Entry<typeof grants>;

/** What stands beside the report, by number (bilagor, R227): prose names it by code and can not name the wrong number. */
export const attachments = defineRegister({
  name: "attachments",
  titleSv: "Bilagor",
  titleEn: "Attachments",
  path: "governance/attachments.csv",
  table: "governance.attachment",
  objectKind: "attachment",
  columns: [
    { name: "attachment", type: "code", aliases: ["bilaga"] },
    year,
    { name: "number", type: "whole", aliases: ["nummer"] },
    { name: "title", type: "text", aliases: ["rubrik"] },
    source,
    synthetic,
  ],
  lists: [],
  key: ["attachment", "year"],
  references: [],
  removes: false,
});
export type Attachment = Entry<typeof attachments>;
