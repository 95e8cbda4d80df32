import type { Problem } from "../../kernel/index.ts";
import { defineRegister, type Entry, owner, synthetic } from "../../platform/registers/index.ts";
import { problemOf } from "./problems.ts";

export const reportKinds = ["annual", "interim", "monthly"] as const;

/** The reports there are (rapporter, R134, R137): annual, interim and monthly are views of the same facts. */
export const reports = defineRegister({
  name: "reports",
  titleSv: "Rapporter",
  titleEn: "Reports",
  path: "reports/reports.csv",
  table: "documents.report",
  objectKind: "report",
  columns: [
    { name: "report", type: "code", aliases: ["rapport"] },
    { name: "kind", type: "choice", values: reportKinds, aliases: ["slag"] },
    { name: "year", type: "whole", aliases: ["år"] },
    { name: "title", type: "text", aliases: ["rubrik"] },
    { name: "subtitle", type: "text", aliases: ["underrubrik"], optional: true, empty: true },
    { name: "dated", type: "day", aliases: ["daterad"] },
    { name: "language", type: "choice", values: ["sv", "en"], aliases: ["språk"] },
    synthetic,
  ],
  lists: [],
  key: ["report"],
  references: [],
  removes: false,
});
export type Report = Entry<typeof reports>;

/** Done is the writer's word, approved is somebody else's (kapitel). */
export const chapterStates = ["draft", "done", "approved"] as const;

/** The chapters of the reports as Markdown with bound figures. A folder of .md files is the same rows. */
export const chapters = defineRegister({
  name: "report-chapters",
  titleSv: "Kapitel",
  titleEn: "Report chapters",
  path: "reports/chapters.csv",
  table: "documents.chapter",
  objectKind: "chapter",
  columns: [
    { name: "report", type: "code", aliases: ["rapport"] },
    { name: "chapter", type: "code", aliases: ["kapitel"] },
    { name: "title", type: "text", aliases: ["rubrik"] },
    owner,
    { name: "deadline", type: "day", aliases: ["frist"], optional: true, empty: true },
    { name: "compulsory", type: "flag", aliases: ["obligatoriskt"], optional: true, empty: true },
    { name: "state", type: "choice", values: chapterStates, aliases: ["status"] },
    { name: "stale", type: "flag", aliases: ["inaktuellt"], optional: true, empty: true },
    { name: "text", type: "text", aliases: ["brödtext"], optional: true, empty: true },
  ],
  lists: [],
  key: ["report", "chapter"],
  references: [
    { columns: ["report"], table: reports.table, keys: ["report"], sv: "rapporterna", en: "reports" },
  ],
  removes: false,
  check: (entries, file) =>
    entries
      .filter((entry) => entry.state === "approved" && entry.stale === true)
      .map((entry): Problem =>
        problemOf(
          "documents.approved-stale",
          { file, line: entry.line, text: entry.chapter },
          {
            message_sv: `Kapitlet ${entry.chapter} är godkänt men inte genomläst sedan det kopierades.`,
            message_en: `The chapter ${entry.chapter} is approved but has not been read since it was copied.`,
          },
        ),
      ),
});
export type Chapter = Entry<typeof chapters>;

export const documentRegisters = [reports, chapters] as const;
