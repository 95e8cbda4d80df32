import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { migrationFolders } from "../src/platform/database/index.ts";
import { rooms } from "./rooms.ts";

test("every room with migrations is among those that the database is made of", () => {
  const src = join(import.meta.dirname, "../src");
  const hasMigrations = (room: string): boolean => {
    const folder = join(src, room, "sql");
    return existsSync(folder) && readdirSync(folder).some((file) => file.endsWith(".sql"));
  };
  const made = migrationFolders(src).map(({ room }) => room);
  expect(rooms.filter(hasMigrations).filter((room) => !made.includes(room))).toEqual([]);
});
