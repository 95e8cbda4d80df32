import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { doors, type Room, rooms } from "./rooms.ts";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");

export interface SourceFile {
  /** From the root of the project, with forward slashes. */
  readonly path: string;
  readonly room: Room | undefined;
  /** "" for the floor. */
  readonly door: string;
  readonly isTest: boolean;
  readonly text: string;
  readonly imports: readonly string[];
}

export function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((path) => !path.includes("node_modules/"))
    .sort();
}

export function roomOf(path: string): Room | undefined {
  return rooms.find((room) => path.startsWith(`src/${room}/`));
}

export function doorOf(path: string): string {
  const first = path.slice(`src/${roomOf(path) ?? ""}/`.length).split("/")[0] ?? "";
  return (doors as readonly string[]).includes(first) ? first : "";
}

export function sourceFiles(): SourceFile[] {
  return filesBelow("src")
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => {
      const text = readFileSync(join(root, path), "utf8");
      const isTest = /\.test\.tsx?$/.test(path) || path.endsWith("testing.ts");
      return { path, room: roomOf(path), door: doorOf(path), isTest, text, imports: importsOf(text) };
    });
}

function importsOf(text: string): string[] {
  const found: string[] = [];
  for (const match of text.matchAll(
    /(?:^|\n)\s*(?:import|export)\b[^;"']*?from\s*["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)|(?:^|\n)\s*import\s*["']([^"']+)["']/g,
  ))
    found.push((match[1] ?? match[2] ?? match[3]) as string);
  return found;
}
