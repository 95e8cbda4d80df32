import type { Problem } from "../../kernel/index.ts";
import {
  comment,
  defineRegister,
  type Entry,
  namedAndPlaced,
  owner,
  position,
  synthetic,
} from "../../platform/registers/index.ts";
import { problemOf } from "./problems.ts";
import { optionalDay, optionalText, source, year } from "./register-columns.ts";

/** Who gave it decides which chapter it stands in: a council's assignment can never land among the board's own (R131). */
export const givers = ["council", "executive-board", "board"] as const;

/** Proposed closed and closed are different: only who gave an assignment closes it (R130). */
export const assignmentStates = ["ongoing", "proposed-closed", "closed"] as const;

const registryNumber = /^\d{4}\/\d{2}$/;

/** What the council, its executive board or the board itself has told the provider to do (uppdrag, R130-R132). */
export const assignments = defineRegister({
  name: "assignments",
  titleSv: "Uppdrag",
  titleEn: "Assignments",
  path: "governance/assignments.csv",
  table: "governance.assignment",
  objectKind: "assignment",
  columns: [
    { name: "assignment", type: "code", aliases: ["uppdrag"] },
    { name: "giver", type: "choice", values: givers, aliases: ["uppdragsgivare"] },
    year,
    { name: "in_budget", type: "flag", aliases: ["i_budget"], optional: true, empty: true },
    { name: "title", type: "text", aliases: ["rubrik"] },
    { name: "state", type: "choice", values: assignmentStates, aliases: ["status"] },
    { name: "state_on", type: "day", aliases: ["statusdatum"] },
    optionalDay("deadline", "frist"),
    optionalText("dnr", "diarienummer"),
    optionalText("paragraph", "paragraf"),
    optionalDay("reported_on", "redovisad"),
    optionalText("closed_by", "avslutad_genom"),
    { name: "related", type: "text", aliases: ["hör_ihop_med"], optional: true, empty: true },
    owner,
    position,
    source,
    synthetic,
    comment,
  ],
  lists: ["related"],
  key: ["assignment"],
  references: [
    {
      columns: ["related"],
      table: "governance.assignment",
      keys: ["assignment"],
      sv: "uppdragen",
      en: "assignments",
    },
  ],
  removes: false,
  complete: namedAndPlaced,
  check: (entries, file) =>
    entries.flatMap((entry): Problem[] => {
      const place = { file, line: entry.line, text: entry.assignment };
      const problems: Problem[] = [];
      if (entry.state === "closed" && entry.closedBy === "")
        problems.push(
          problemOf("governance.closed-without-decision", place, {
            message_sv: `Uppdraget ${entry.assignment} är avslutat men ingen har beslutat det.`,
            message_en: `The assignment ${entry.assignment} is closed but nobody has decided it.`,
          }),
        );
      if (entry.giver === "board" && entry.inBudget !== undefined)
        problems.push(
          problemOf("governance.board-in-budget", place, {
            message_sv: `Uppdraget ${entry.assignment} är nämndens eget och står varken i eller utanför fullmäktiges budget.`,
            message_en: `The assignment ${entry.assignment} is the board's own and stands neither in nor outside the council's budget.`,
          }),
        );
      if (entry.dnr !== "" && !registryNumber.test(entry.dnr))
        problems.push(
          problemOf("governance.registry-number", place, {
            message_sv: `${entry.dnr} är inget diarienummer.`,
            message_en: `${entry.dnr} is no registry number.`,
          }),
        );
      return problems;
    }),
});
export type Assignment = Entry<typeof assignments>;

/** What has been said of an assignment, in order: nothing is written over (kommentarer). */
export const assignmentComments = defineRegister({
  name: "assignment-comments",
  titleSv: "Kommentarer till uppdrag",
  titleEn: "Comments on assignments",
  path: "governance/assignment-comments.csv",
  table: "governance.assignment_comment",
  objectKind: "assignment-comment",
  columns: [
    { name: "assignment", type: "code", aliases: ["uppdrag"] },
    { name: "number", type: "whole", aliases: ["nummer"] },
    { name: "written_on", type: "day", aliases: ["skriven"] },
    { name: "author", type: "text", aliases: ["författare"], optional: true, empty: true },
    { name: "text", type: "text", aliases: ["kommentar"] },
    synthetic,
  ],
  lists: [],
  key: ["assignment", "number"],
  references: [
    {
      columns: ["assignment"],
      table: assignments.table,
      keys: ["assignment"],
      sv: "uppdragen",
      en: "assignments",
    },
  ],
  removes: false,
});
export type AssignmentComment = Entry<typeof assignmentComments>;
