import { ok, refused, type Problem, type Result } from "../../kernel/index.ts";
import { chapterStates } from "./registers.ts";
import { problemOf } from "./problems.ts";

/** A chapter as its file says it. */
export interface ChapterFile {
  readonly report: string;
  readonly chapter: string;
  readonly title: string;
  readonly owner: string;
  readonly deadline: string | undefined;
  readonly compulsory: boolean;
  readonly state: string;
  readonly stale: boolean;
  readonly text: string;
}

/** Where the chapters of a report are: reports/<report>/<chapter>.md. */
export const chapterPath = /^reports\/([\w-]+)\/([\w-]+)\.md$/;

const names: Readonly<Record<string, string>> = {
  ansvarig: "owner",
  frist: "deadline",
  obligatoriskt: "compulsory",
  status: "state",
  inaktuellt: "stale",
};
const known = ["owner", "deadline", "compulsory", "state", "stale"];

/** Reads a chapter's file: settings between two lines of ---, a heading that is the title, then the text. */
export function readChapterFile(path: string, content: string): Result<ChapterFile> {
  const [, report = "", chapter = ""] = chapterPath.exec(path) ?? [];
  const lines = content
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n")
    .split("\n");
  const settings: Record<string, string> = {};
  const problems: Problem[] = [];
  let at = 0;
  if (lines[0]?.trim() === "---") {
    for (at = 1; at < lines.length && (lines[at] as string).trim() !== "---"; at += 1) {
      const found = /^([\wåäöÅÄÖ]+):\s*(.*)$/.exec(lines[at] as string);
      const key = found === null ? "" : (names[found[1] ?? ""] ?? found[1] ?? "");
      if (found === null || !known.includes(key)) problems.push(wrong(path, at + 1, lines[at] as string));
      else settings[key] = (found[2] as string).trim();
    }
    at += 1;
  }
  while (at < lines.length && (lines[at] as string).trim() === "") at += 1;
  const heading = /^#\s+(.+)$/.exec(lines[at] ?? "");
  if (heading === null) problems.push(wrong(path, at + 1, lines[at] ?? ""));
  const state = settings["state"] ?? "draft";
  if (!(chapterStates as readonly string[]).includes(state)) problems.push(wrong(path, 1, state));
  const deadline = settings["deadline"];
  if (deadline !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(deadline))
    problems.push(wrong(path, 1, deadline));
  if (problems.length > 0) return refused(problems);
  const yes = (key: string): boolean => ["ja", "yes", "1", "true"].includes(settings[key] ?? "");
  return ok({
    report,
    chapter,
    title: (heading?.[1] ?? "").trim(),
    owner: settings["owner"] ?? "",
    deadline,
    compulsory: yes("compulsory"),
    state,
    stale: yes("stale"),
    // Blank lines stand for the head, so that a line of the text is the line of the file.
    text: `${"\n".repeat(at + 1)}${lines
      .slice(at + 1)
      .join("\n")
      .trimEnd()}\n`,
  });
}

function wrong(file: string, line: number, text: string): Problem {
  return problemOf(
    "documents.chapter-head",
    { file, line, text },
    {
      message_sv: `Kapitlets huvud går inte att läsa: ${text === "" ? "rubriken saknas" : text}.`,
      message_en: `The head of the chapter cannot be read: ${text === "" ? "there is no heading" : text}.`,
    },
  );
}
