import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../../platform/database/index.ts";
import { testDatabase } from "../../platform/database/testing.ts";
import { commands } from "../commands.ts";
import { load, minimalPack, minimalProvider } from "./testing.ts";

/** The last section of docs/pack.md, as it is written there: the smallest pack from files to statement. */
let database: Database;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ database, close } = await testDatabase());
});
afterAll(() => close());

interface Ran {
  readonly exit: number;
  readonly json: Record<string, unknown>;
  readonly problems: readonly unknown[];
}

async function run(line: string): Promise<Ran> {
  const words = line.split(" ");
  const [name = ""] = words;
  const command = await commands.find((one) => one.name === name)?.load();
  if (!command) throw new Error(`there is no command ${name}`);
  const positionals: string[] = [];
  const options: Record<string, string | boolean> = {};
  for (let at = 1; at < words.length; at++) {
    const word = words[at] as string;
    if (!word.startsWith("--")) positionals.push(word);
    else options[word.slice(2)] = words[(at += 1)] as string;
  }
  const printed: string[] = [];
  const problems: unknown[] = [];
  const exit = await command.run({
    positionals,
    options,
    json: true,
    effects: {
      database: async () => database,
      provider: async () => minimalProvider,
      actor: typeof options["as"] === "string" ? options["as"] : "controller",
      dataDirectory: "",
      language: "sv",
      now: () => "2025-01-15T08:00:00.000Z",
      print: (text) => void printed.push(text),
      say: () => undefined,
      problems: (found) => void problems.push(...found),
      progress: () => undefined,
    },
  });
  return { exit, json: JSON.parse(printed.join("\n") || "{}") as Record<string, unknown>, problems };
}

test("the smallest pack loads, costs, bills every month, settles and is stated, and every promise holds", async () => {
  const report = await load(database, minimalPack);
  expect(report).toMatchObject({ provider: minimalProvider, changed: true, warnings: [] });

  const cost = await run("cost --year 2024");
  expect(cost.json["in"]).toEqual({ ore: "188000000" });
  expect(cost.json["out"]).toEqual(cost.json["in"]);

  for (let month = 1; month <= 12; month++) {
    const period = `2024-${String(month).padStart(2, "0")}`;
    expect((await run(`bill rehearse --period ${period} --as controller`)).exit).toBe(0);
    expect((await run(`bill approve --period ${period} --as approver`)).exit).toBe(0);
    expect((await run(`bill issue --period ${period} --as controller`)).exit).toBe(0);
  }

  const settlement = await run("settle propose --year 2024 --as controller");
  // Eleven twelfths of the fees less payroll's cost, and eleven months of 102 computers less theirs.
  expect(settlement.json["total"]).toEqual({ ore: "6590000" });

  const income = await run("statement income --year 2024");
  const rows = income.json["rows"] as { id: string; values: { actual?: { ore: string } } }[];
  const actual = (id: string): string | undefined => rows.find((row) => row.id === id)?.values.actual?.ore;
  expect(actual("core-operation")).toBe("96000000");
  expect(actual("infrastructure-operation")).toBe("116280000");
  expect(actual("staff")).toBe("-92000000");
  expect(actual("it")).toBe("-96000000");
  expect(actual("result")).toBe("24280000");

  const verify = await run("verify");
  expect(verify.exit, JSON.stringify(verify.json, undefined, 1)).toBe(0);

  // What has been booked here since does not hinder the books from being loaded again, or change them.
  expect((await load(database, minimalPack)).changed).toBe(false);
});
