import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import { expect, test } from "vitest";
import type { ColumnSpec } from "../../formats/csv/index.ts";
import { saleColumns, usageColumns } from "../../economy/metering/index.ts";
import { feeColumns, priceItemColumns, tierColumns } from "../../economy/pricing/index.ts";
import { registers } from "../registers.ts";
import { usersFile } from "./register-checks.ts";
import { packSchema, readSettings } from "./settings.ts";
import { historyColumns, planColumns, volumeColumns } from "./tables.ts";
import { minimalPack } from "./testing.ts";

const documentation = readFileSync(fileURLToPath(new URL("../../../docs/pack.md", import.meta.url)), "utf8");

/** The part of the page below a heading that begins with these words. */
function section(heading: string): string {
  const start = documentation.indexOf(`### ${heading}`);
  const end = documentation.indexOf("\n#", start + 4);
  return start < 0 ? "" : documentation.slice(start, end < 0 ? undefined : end);
}

const sections: readonly (readonly [heading: string, columns: readonly ColumnSpec[]])[] = [
  [usersFile.path, usersFile.columns],
  ...registers.map((register) => [register.path, register.columns] as const),
  ["planning/budget-YYYY.csv", planColumns],
  ["planning/volumes-YYYY.csv", volumeColumns],
  ["prices/&lt;version&gt;/items.csv", priceItemColumns],
  ["prices/&lt;version&gt;/fees.csv", feeColumns],
  ["prices/&lt;version&gt;/tiers.csv", tierColumns],
  ["usage/YYYY-MM.csv", usageColumns],
  ["sales/YYYY.csv", saleColumns],
  ["history/invoices-YYYY.csv", historyColumns],
];

test.each(sections)(
  "docs/pack.md describes every column of %s under each of its names",
  (heading, columns) => {
    const text = section(heading);
    const names = columns.flatMap((column) => [column.name, ...(column.aliases ?? [])]);
    expect(names.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  },
);

test("the settings of the smallest pack hold against the JSON Schema, by another validator too", () => {
  const text = readFileSync(`${minimalPack}/pack.yaml`, "utf8");
  const read = readSettings(text, "pack.yaml");
  expect(read.ok && read.warnings).toEqual([]);
  const validate = new Ajv2020({ allErrors: true }).compile(packSchema() as object);
  expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
});

test("a misspelt key is named with its line and the nearest known key", () => {
  const text = readFileSync(`${minimalPack}/pack.yaml`, "utf8").replace("due_days", "due_dayz");
  const read = readSettings(text, "pack.yaml");
  expect(read.ok && read.warnings).toMatchObject([{ code: "pack.unknown-key", line: 26, text: "due_dayz" }]);
  expect(read.ok && read.warnings[0]?.message_en).toContain("due_days?");
});
