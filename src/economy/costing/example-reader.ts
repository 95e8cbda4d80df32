import {
  type Day,
  type Ore,
  parseKronor,
  parseMicro,
  parsePeriod,
  parseYear,
  type Period,
  periodOfDay,
} from "../../kernel/index.ts";
import { readAmounts } from "./basis-reader.ts";
import type { CostCell } from "./cell.ts";
import type { DriverValue } from "./driver.ts";
import type { ModelTest } from "./model.ts";
import {
  type Fields,
  type Reading,
  hasField,
  readCode,
  readFields,
  readList,
  readNamed,
  readParsed,
  readText,
  readTexts,
} from "./yaml-reading.ts";

const kronorForm = ["ett belopp i kronor", "an amount in kronor"] as const;
const numberForm = ["ett tal", "a number"] as const;
const periodForm = ["en månad som 2024-01", "a month like 2024-01"] as const;

/** Named examples beside a model (`tests`): what is given, and what services and customers are then to cost. */
export function readTests(reading: Reading, node: unknown, validFrom: Day): ModelTest[] {
  return readList(reading, node, "tests").map((item) => {
    const fields = readFields(reading, item, "tests", {
      required: ["name", "given", "expect"],
      optional: ["note"],
    });
    const expect = readFields(reading, fields.get("expect"), "expect", {
      optional: ["services", "customers"],
    });
    return {
      name: readCode(reading, fields.get("name"), "name"),
      given: readGiven(reading, fields.get("given"), validFrom),
      expect: {
        services: readExpected(reading, expect, "services"),
        customers: readExpected(reading, expect, "customers"),
      },
      line: reading.place(item).line,
    };
  });
}

function readExpected(reading: Reading, fields: Fields, name: string): ReadonlyMap<string, Ore> {
  if (!fields.has(name)) return new Map();
  return readAmounts(reading, fields.get(name), name, parseKronor, kronorForm);
}

function readGiven(reading: Reading, node: unknown, validFrom: Day): ModelTest["given"] {
  if (hasField(node, "year")) {
    const fields = readFields(reading, node, "given", { required: ["year"], optional: ["scenario"] });
    const year = readParsed(reading, fields.get("year"), "year", parseYear, [
      "ett år som 2024",
      "a year like 2024",
    ]);
    return {
      kind: "loaded",
      year: year ?? 0,
      scenario: readText(reading, fields.get("scenario"), "scenario") || "actual",
    };
  }
  const fields = readFields(reading, node, "given", {
    required: ["cells", "services"],
    optional: ["drivers", "customers"],
  });
  return {
    kind: "written",
    cells: readList(reading, fields.get("cells"), "cells").map((cell) => readCell(reading, cell, validFrom)),
    drivers: readValues(reading, fields.get("drivers"), validFrom),
    services: readTexts(reading, fields.get("services"), "services"),
    customers: readTexts(reading, fields.get("customers"), "customers"),
  };
}

function readCell(reading: Reading, node: unknown, validFrom: Day): CostCell {
  const fields = readFields(reading, node, "cells", {
    required: ["amount"],
    optional: [
      "account",
      "element",
      "cost_centre",
      "project",
      "service",
      "customer",
      "counterparty",
      "period",
    ],
  });
  const text = (name: string): string => readText(reading, fields.get(name), name);
  return {
    account: text("account"),
    element: text("element") || "other",
    costCentre: text("cost_centre"),
    project: text("project"),
    service: text("service"),
    customer: text("customer"),
    counterparty: text("counterparty"),
    period:
      readParsed(reading, fields.get("period"), "period", parsePeriod, periodForm) ?? firstMonth(validFrom),
    amountOre: readParsed(reading, fields.get("amount"), "amount", parseKronor, kronorForm) ?? (0 as Ore),
  };
}

/** Driver -> subject -> value, holding from the model's first day and so in every month of the example. */
function readValues(reading: Reading, node: unknown, validFrom: Day): DriverValue[] {
  if (node === undefined) return [];
  return readNamed(reading, node, "drivers").flatMap(([driver, values]) =>
    [...readAmounts(reading, values, driver, parseMicro, numberForm)].map(([subject, valueMicro]) => ({
      driver,
      service: "",
      subject,
      periodFrom: "1990-01" as Period,
      valueMicro,
      measuredOn: validFrom,
    })),
  );
}

function firstMonth(validFrom: Day): Period {
  return periodOfDay(validFrom);
}
