import { expect, test } from "vitest";
import { commands } from "./commands.ts";

test.each(commands.map((entry) => [entry.name, entry] as const))(
  "%s is listed as the command calls itself",
  async (_, entry) => {
    const command = await entry.load();
    expect({ name: entry.name, summary: entry.summary }).toEqual({
      name: command.name,
      summary: command.summary,
    });
  },
);
