import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { describe, expect, it } from "vitest";
import type { ProblemCatalogue } from "../src/kernel/index.ts";
import { doors, floorPackages, pureWings, rooms } from "./rooms.ts";
import { doorOf, filesBelow, root, roomOf, type SourceFile, sourceFiles } from "./walk.ts";

const files = sourceFiles();

/** Where a relative import of a file lands, from the root of the project. */
function targetsOf(file: SourceFile): string[] {
  return file.imports
    .filter((target) => target.startsWith("."))
    .map((target) => posix.normalize(posix.join(posix.dirname(file.path), target)));
}

function isPure(room: string | undefined): boolean {
  return pureWings.some((wing) => room === wing || room?.startsWith(`${wing}/`));
}

describe("the house", () => {
  it("was walked at all", () => {
    expect(files.length).toBeGreaterThan(30);
  });

  it("has a room for every file", () => {
    expect(files.filter((file) => file.room === undefined).map((file) => file.path)).toEqual([]);
  });

  it("lets imports point left in the plan, and in through the front doors only", () => {
    const wrong: string[] = [];
    for (const file of files) {
      for (const path of targetsOf(file)) {
        const room = roomOf(path);
        if (room === undefined) {
          if (!file.isTest) wrong.push(`${file.path} -> ${path}: no room`);
          continue;
        }
        if (room === file.room || file.room === undefined) continue;
        if (rooms.indexOf(room) > rooms.indexOf(file.room))
          wrong.push(`${file.path} -> ${path}: ${room} is to the right of ${file.room}`);
        // The app is the only place that knows everybody: it may name a command, a page or a declaration.
        if (file.isTest || file.room === "app") continue;
        const inside = path.slice(`src/${room}/`.length);
        if (inside !== "index.ts" && inside !== "actions/index.ts")
          wrong.push(`${file.path} -> ${path}: not a front door`);
        if (inside.startsWith("actions/") && file.door === "" && isPure(file.room))
          wrong.push(`${file.path} -> ${path}: a floor asks no questions of the database`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it("keeps the order of doors inside a room: floor <- sql <- actions <- http, pages, commands", () => {
    const rank = (door: string): number =>
      door === "" ? -1 : Math.min((doors as readonly string[]).indexOf(door), 2);
    const wrong = files
      .filter((file) => !file.isTest && isPure(file.room))
      .flatMap((file) =>
        targetsOf(file)
          .filter((path) => roomOf(path) === file.room && rank(doorOf(path)) > rank(file.door))
          .map((path) => `${file.path} -> ${path}`),
      );
    expect(wrong).toEqual([]);
  });

  it("keeps packages, Node and clocks off the pure floors", () => {
    const wrong: string[] = [];
    for (const file of files.filter((file) => file.door === "" && !file.isTest && isPure(file.room))) {
      const allowed = floorPackages[file.room as string] ?? [];
      for (const target of file.imports.filter((target) => !target.startsWith(".")))
        if (!allowed.some((name) => target === name || target.startsWith(`${name}/`)))
          wrong.push(`${file.path} imports ${target}`);
      for (const banned of ["Date.now(", "new Date(", "Math.random(", "process.", "console."])
        if (file.text.includes(banned)) wrong.push(`${file.path} uses ${banned}`);
    }
    expect(wrong).toEqual([]);
  });

  it("has a README with its headings in every room", () => {
    const wrong: string[] = [];
    for (const room of rooms) {
      const path = join(root, "src", room, "README.md");
      const text = existsSync(path) ? readFileSync(path, "utf8") : "";
      for (const heading of ["Owns", "Does not own", "Words", "Invariants", "Story"])
        if (!new RegExp(`^#+ ${heading}`, "m").test(text)) wrong.push(`${room}: no heading "${heading}"`);
    }
    expect(wrong).toEqual([]);
  });

  it("documents every problem code, and every code in use is in a catalogue", async () => {
    const documented = readFileSync(join(root, "docs/problems.md"), "utf8");
    const codes = new Set<string>();
    for (const path of filesBelow("src").filter((path) => path.endsWith("/problems.ts"))) {
      const module = (await import(join(root, path))) as { catalogue?: Record<string, unknown> };
      expect(module.catalogue, `${path} exports its catalogue`).toBeDefined();
      for (const code of Object.keys(module.catalogue ?? {})) codes.add(code);
    }
    expect([...codes].filter((code) => !documented.includes(`\`${code}\``))).toEqual([]);
    const unknown: string[] = [];
    for (const file of files.filter((file) => !file.isTest))
      for (const match of file.text.matchAll(/\bcode: "([a-z0-9]+\.[a-z0-9-]+)"/g)) {
        // An invariant has a code too, but it is a promise and no problem: `check` stands beside it.
        const isPromise = /\bcheck\b/.test(file.text.slice(match.index, match.index + 600));
        if (!isPromise && !codes.has(match[1] as string)) unknown.push(`${file.path}: ${match[1]}`);
      }
    expect(unknown).toEqual([]);
  });

  it("advises in both languages", async () => {
    const wanting: string[] = [];
    for (const path of filesBelow("src").filter((path) => path.endsWith("/problems.ts"))) {
      const { catalogue } = (await import(join(root, path))) as { catalogue: ProblemCatalogue };
      for (const [code, { title_sv, title_en, try_sv, try_en }] of Object.entries(catalogue))
        if ([title_sv, title_en, try_sv, try_en].some((text) => text.trim() === "") || try_sv === try_en)
          wanting.push(code);
    }
    // What is advised on the occasion only: the two stand together.
    for (const { path, text } of files.filter((file) => !file.isTest))
      for (const { index } of text.matchAll(/^ *(?:\{ )?try: ["'`]/gm))
        if (!text.slice(Math.max(0, index - 300), index + 300).includes("try_sv"))
          wanting.push(`${path}: ${text.slice(index, index + 60)}`);
    expect(wanting).toEqual([]);
  });

  it("reads another room's tables only through its published views", () => {
    const schemas = new Set(rooms.map((room) => room.split("/").at(-1) as string));
    const wrong = new Set<string>();
    for (const path of filesBelow("src").filter((path) => /\.(tsx?|sql)$/.test(path))) {
      const own = roomOf(path);
      if (own === undefined || own === "app" || own === "platform/database") continue;
      if (/\.test\.|testing\.ts$/.test(path)) continue;
      const text = readFileSync(join(root, path), "utf8");
      for (const match of text.matchAll(/\b(?:from|join|into|update|table)\s+([a-z]+)\.([a-z_]+)/g)) {
        const [, schema = "", table = ""] = match;
        if (schemas.has(schema) && schema !== own.split("/").at(-1) && !table.startsWith("v_"))
          wrong.add(`${path}: ${schema}.${table}`);
      }
    }
    expect([...wrong]).toEqual([]);
  });

  it("names no file by a word that says nothing", () => {
    const empty = /(^|[/-])(utils?|helpers?|manager|common|misc|data)\.tsx?$/;
    expect(files.map((file) => file.path).filter((path) => empty.test(path))).toEqual([]);
  });

  it("writes file names in one style: small letters and hyphens", () => {
    const style = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|testing|d))?\.tsx?$/;
    const names = files.map((file) => file.path).filter((path) => !style.test(posix.basename(path)));
    expect(names).toEqual([]);
  });

  it("leaves nothing half-done", () => {
    const marks = ["FIXME", "describe.only", "it.only", "debugger;"];
    expect(
      files.filter((file) => marks.some((mark) => file.text.includes(mark))).map((file) => file.path),
    ).toEqual([]);
  });

  it("gives every document one title", () => {
    const documents = [...filesBelow("docs"), ...filesBelow("src")].filter((path) => path.endsWith(".md"));
    const wrong = documents.filter((path) => {
      const text = readFileSync(join(root, path), "utf8").replace(/```[\s\S]*?```/g, "");
      return (text.match(/^# /gm) ?? []).length !== 1;
    });
    expect(wrong).toEqual([]);
  });

  it("needs nothing outside the project, except in tests that say when they skip", () => {
    expect(
      files.filter((file) => !file.isTest && file.text.includes("../shared")).map((file) => file.path),
    ).toEqual([]);
  });
});
