import { type Day, type Problem, type Result, parseDay, refused, resultOf } from "../../kernel/index.ts";
import { readBasis, weight, weightForm } from "./basis-reader.ts";
import { readTests } from "./example-reader.ts";
import { checkModel, type ModelKnowledge } from "./model-check.ts";
import {
  type Assignment,
  type Capacity,
  type CostModel,
  type DirectRule,
  type FieldSelection,
  type Key,
  type KeyException,
  type Measure,
  type ModelTest,
  methods,
  type Pool,
  type Selection,
  selectionFields,
} from "./model.ts";
import { problem } from "./problems.ts";
import { rangeOf } from "./selection.ts";
import { readSentence, readSentences } from "./sentence.ts";
import { activityOf, ifZeroOf, readSteps } from "./step-reader.ts";
import {
  type Fields,
  type Reading,
  isList,
  openYaml,
  readCode,
  readFields,
  readList,
  readParsed,
  readText,
  readTexts,
  readWord,
  wrong,
} from "./yaml-reading.ts";

const dayForm = ["en dag som 2024-01-31", "a day like 2024-01-31"] as const;

/**
 * Reads a costing model. Every fault is told with its line, not only the first. What the model names in registers
 * (services, drivers, customers, decisions) is checked where `known` gives them, and again when it is used.
 */
export function readModel(text: string, file: string, known: ModelKnowledge = {}): Result<CostModel> {
  const { model, problems } = readWhatCan(text, file, known);
  return model === undefined ? refused(problems) : resultOf(model, problems);
}

/** What could be read of a model beside what is wrong with it, so that a check goes on to the books. No model where no pool could be read. */
export function readWhatCan(
  text: string,
  file: string,
  known: ModelKnowledge = {},
): { readonly model: CostModel | undefined; readonly problems: readonly Problem[] } {
  const { reading, root } = openYaml(text, file);
  if (reading.problems.length > 0) return { model: undefined, problems: reading.problems };
  const fields = readFields(reading, root, "model", {
    required: ["model", "valid_from", "pools", "keys", "assignments"],
    optional: [
      "version",
      "valid_to",
      "method",
      "unit",
      "direct",
      "steps",
      "exceptions",
      "measures",
      "tests",
      "name_sv",
      "name_en",
      "note",
    ],
  });
  const list = <T>(name: string, read: (reading: Reading, node: unknown) => T): T[] =>
    readList(reading, fields.get(name), name).map((node) => read(reading, node));
  for (const name of ["name_sv", "name_en"]) readText(reading, fields.get(name), name);
  const validFrom = day(reading, fields, "valid_from") ?? ("0000-01-01" as Day);
  const { steps, blocks } = readSteps(reading, fields.get("steps"));
  const measures = list("measures", readMeasure);
  const tests = readTests(reading, fields.get("tests"), validFrom);
  const model: CostModel = {
    model: readCode(reading, fields.get("model"), "model"),
    ...named(reading, fields, "version", "version"),
    validFrom,
    ...days(reading, fields, ["valid_to"]),
    method: readWord(reading, fields.get("method"), "method", methods, "step-down"),
    ...named(reading, fields, "unit", "unit"),
    pools: list("pools", readPool),
    direct: list("direct", readDirect),
    steps,
    ...(blocks.length === 0 ? {} : { blocks }),
    ...(measures.length === 0 ? {} : { measures }),
    ...(tests.length === 0 ? {} : { tests }),
    keys: list("keys", readKey),
    assignments: list("assignments", readAssignment),
    exceptions: list("exceptions", readException).flat(),
    file,
  };
  const problems = [...reading.problems, ...checkModel(model, known)];
  // Without a pool there is nothing to hold against the books.
  const isModel = model.pools.length > 0 || problems.every((one) => one.severity !== "stop");
  return { model: isModel ? model : undefined, problems };
}

/** Reads a file of examples beside a model: `tests:` and nothing else. */
export function readTestFile(text: string, file: string, validFrom: Day): Result<readonly ModelTest[]> {
  const { reading, root } = openYaml(text, file);
  if (reading.problems.length > 0) return refused(reading.problems);
  const fields = readFields(reading, root, "tests", { required: ["tests"], optional: ["note"] });
  const tests = readTests(reading, fields.get("tests"), validFrom);
  return resultOf(tests, reading.problems);
}

function readPool(reading: Reading, node: unknown): Pool {
  const fields = readFields(reading, node, "pools", {
    required: ["pool"],
    optional: ["name_sv", "name_en", "select", "capacity", "explain_sv", "explain_en", "note"],
  });
  const pool = readCode(reading, fields.get("pool"), "pool");
  const capacity = readCapacity(reading, fields.get("capacity"));
  return {
    pool,
    nameSv: readText(reading, fields.get("name_sv"), "name_sv") || pool,
    nameEn: readText(reading, fields.get("name_en"), "name_en") || pool,
    select: readSelections(reading, fields.get("select")),
    ...(capacity === undefined ? {} : { capacity }),
    ...readSentences(reading, fields),
    line: reading.place(node).line,
  };
}

function readCapacity(reading: Reading, node: unknown): Capacity | undefined {
  if (node === undefined) return undefined;
  const fields = readFields(reading, node, "capacity", {
    required: ["unit", "owner"],
    optional: ["driver", "amount", "unused", "decision", "note"],
  });
  if (fields.has("driver") === fields.has("amount")) {
    wrong(reading, node, "capacity", "ett av driver och amount", "one of driver and amount");
  }
  const amountMicro = readParsed(reading, fields.get("amount"), "amount", weight, weightForm);
  const unused = readWord(reading, fields.get("unused"), "unused", ["carry", "smear"], "carry");
  if (unused === "smear" && readText(reading, fields.get("decision"), "decision") === "") {
    reading.problems.push(
      problem(
        "costing.smear-without-decision",
        "Oanvänd kapacitet läggs på användarna utan att ett beslut är angivet.",
        "Unused capacity is put on the users without a decision being named.",
        reading.place(node),
      ),
    );
  }
  return {
    ...named(reading, fields, "driver", "driver"),
    ...(amountMicro === undefined ? {} : { amountMicro }),
    unit: readCode(reading, fields.get("unit"), "unit"),
    owner: readCode(reading, fields.get("owner"), "owner"),
    unused,
    ...named(reading, fields, "decision", "decision"),
    line: reading.place(node).line,
  };
}

function readMeasure(reading: Reading, node: unknown): Measure {
  const fields = readFields(reading, node, "measures", {
    required: ["measure", "unit", "driver"],
    optional: ["name_sv", "name_en", "note"],
  });
  return {
    measure: readCode(reading, fields.get("measure"), "measure"),
    ...named(reading, fields, "name_sv", "nameSv"),
    ...named(reading, fields, "name_en", "nameEn"),
    unit: readCode(reading, fields.get("unit"), "unit"),
    driver: readCode(reading, fields.get("driver"), "driver"),
    line: reading.place(node).line,
  };
}

function readDirect(reading: Reading, node: unknown): DirectRule {
  const fields = readFields(reading, node, "direct", {
    required: ["select"],
    optional: ["activity", "service", "note"],
  });
  return {
    select: readSelections(reading, fields.get("select"))[0] ?? {},
    ...(fields.has("activity") ? { activity: activityOf(reading, fields) } : {}),
    ...named(reading, fields, "service", "service"),
    line: reading.place(node).line,
  };
}

/** One selection, or a list of selections any of which selects. */
function readSelections(reading: Reading, node: unknown): Selection[] {
  if (node === undefined) return [];
  const nodes = isList(node) ? readList(reading, node, "select") : [node];
  return nodes.map((item) => {
    const fields = readFields(reading, item, "select", { optional: [...selectionFields, "not"] });
    const not = fields.has("not")
      ? patternsOf(reading, readFields(reading, fields.get("not"), "not", { optional: selectionFields }))
      : undefined;
    return { ...patternsOf(reading, fields), ...(not === undefined ? {} : { not }) };
  });
}

function patternsOf(reading: Reading, fields: Fields): FieldSelection {
  return Object.fromEntries(
    [...fields]
      .filter(([field]) => field !== "not")
      .map(([field, value]) => {
        const patterns = readTexts(reading, value, field);
        for (const pattern of patterns) checkRange(reading, value, field, pattern);
        return [field, patterns];
      }),
  ) as FieldSelection;
}

/** "5099-5010" selects nothing, and so is a slip. */
function checkRange(reading: Reading, node: unknown, field: string, pattern: string): void {
  const range = rangeOf(pattern);
  if (range === undefined || range[0] <= range[1]) return;
  wrong(
    reading,
    node,
    field,
    `ett spann med det lägsta först, ”${range[1]}-${range[0]}”`,
    `a range with the lowest first, "${range[1]}-${range[0]}"`,
  );
}

function readKey(reading: Reading, node: unknown): Key {
  const fields = readFields(reading, node, "keys", {
    required: ["key", "by"],
    optional: ["name_sv", "name_en", "among", "if_zero", "explain_sv", "explain_en", "note"],
  });
  const key = readCode(reading, fields.get("key"), "key");
  return {
    key,
    nameSv: readText(reading, fields.get("name_sv"), "name_sv") || key,
    nameEn: readText(reading, fields.get("name_en"), "name_en") || key,
    by: readBasis(reading, fields.get("by"), "key"),
    among: readWord(reading, fields.get("among"), "among", ["customers", "users"], "customers"),
    ifZero: ifZeroOf(reading, fields),
    ...readSentences(reading, fields),
    line: reading.place(node).line,
  };
}

function readAssignment(reading: Reading, node: unknown): Assignment {
  const fields = readFields(reading, node, "assignments", {
    required: ["services", "key"],
    optional: ["valid_from", "valid_to", "note"],
  });
  return {
    services: readTexts(reading, fields.get("services"), "services"),
    key: readCode(reading, fields.get("key"), "key"),
    ...days(reading, fields, ["valid_from", "valid_to"]),
    line: reading.place(node).line,
  };
}

function readException(reading: Reading, node: unknown): KeyException[] {
  const fields = readFields(reading, node, "exceptions", {
    required: ["customer", "key", "valid_from", "decision"],
    optional: ["subtract", "instead", "weight", "valid_to", "explain_sv", "explain_en", "note"],
  });
  const changes = ["subtract", "instead", "weight"].filter((name) => fields.has(name));
  const change = changes.length === 1 ? readChange(reading, fields, changes[0] as string) : undefined;
  if (changes.length !== 1) {
    wrong(
      reading,
      node,
      "exceptions",
      "ett av subtract, instead och weight",
      "one of subtract, instead and weight",
    );
  }
  // Read whatever else is wrong, so that every fault is told at once.
  const exception = {
    customer: readCode(reading, fields.get("customer"), "customer"),
    key: readCode(reading, fields.get("key"), "key"),
    validFrom: day(reading, fields, "valid_from") ?? ("0000-01-01" as Day),
    ...days(reading, fields, ["valid_to"]),
    decision: readCode(reading, fields.get("decision"), "decision"),
    explainSv: readSentence(reading, fields, "explain_sv"),
    explainEn: readSentence(reading, fields, "explain_en"),
    line: reading.place(node).line,
  };
  return change === undefined ? [] : [{ ...exception, change }];
}

function readChange(reading: Reading, fields: Fields, name: string): KeyException["change"] | undefined {
  if (name === "weight") {
    const weightMicro = readParsed(reading, fields.get(name), name, weight, weightForm);
    return weightMicro === undefined ? undefined : { kind: "fixed", weightMicro };
  }
  const by = readBasis(reading, fields.get(name), "exception");
  if (by.kind === "driver") return { kind: name === "subtract" ? "subtract" : "instead", driver: by.driver };
  wrong(reading, fields.get(name), name, "{ driver: … }", "{ driver: … }");
  return undefined;
}

/** A text under its name in the program, where it is written at all. */
function named<N extends string>(
  reading: Reading,
  fields: Fields,
  field: string,
  name: N,
): { readonly [K in N]?: string } {
  const text = readText(reading, fields.get(field), field);
  return (text === "" ? {} : { [name]: text }) as { readonly [K in N]?: string };
}

function days(
  reading: Reading,
  fields: Fields,
  names: readonly ("valid_from" | "valid_to")[],
): { readonly validFrom?: Day; readonly validTo?: Day } {
  const found = names.map((name) => [name, day(reading, fields, name)] as const);
  return Object.fromEntries(
    found
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name === "valid_from" ? "validFrom" : "validTo", value]),
  );
}

function day(reading: Reading, fields: Fields, name: string): Day | undefined {
  const node = fields.get(name);
  return node === undefined || readText(reading, node, name) === ""
    ? undefined
    : readParsed(reading, node, name, parseDay, dayForm);
}
