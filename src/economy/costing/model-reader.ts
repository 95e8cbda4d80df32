import {
  type Day,
  type Micro,
  type Ore,
  type Result,
  parseDay,
  parseKronor,
  parseMicro,
  refused,
  resultOf,
} from "../../kernel/index.ts";
import { checkModel, type ModelKnowledge } from "./model-check.ts";
import type {
  Activity,
  Assignment,
  Basis,
  CostModel,
  DirectRule,
  IfZero,
  Key,
  KeyException,
  Pool,
  Selection,
  Step,
} from "./model.ts";
import { selectionFields } from "./model.ts";
import { problem } from "./problems.ts";
import {
  type Fields,
  type Reading,
  isList,
  isNamed,
  openYaml,
  readFields,
  readList,
  readNamed,
  readParsed,
  readText,
  readTexts,
  readWord,
  wrong,
} from "./yaml-reading.ts";

const dayForm = ["en dag som 2024-01-31", "a day like 2024-01-31"] as const;
const weightForm = ["ett tal från 0", "a number from 0"] as const;
const kronorForm = ["ett belopp i kronor från 0", "an amount in kronor from 0"] as const;

/**
 * Reads a costing model. Every fault is told with its line, not only the first. What the model names in registers
 * (services, drivers, customers, decisions) is checked where `known` gives them, and again when it is used.
 */
export function readModel(text: string, file: string, known: ModelKnowledge = {}): Result<CostModel> {
  const { reading, root } = openYaml(text, file);
  if (reading.problems.length > 0) return refused(reading.problems);
  const fields = readFields(reading, root, "modellen", {
    required: ["model", "valid_from", "pools", "keys", "assignments"],
    optional: ["valid_to", "method", "direct", "steps", "exceptions", "name_sv", "name_en", "note"],
  });
  const validTo = day(reading, fields, "valid_to");
  const model: CostModel = {
    model: readText(reading, fields.get("model"), "model"),
    validFrom: day(reading, fields, "valid_from") ?? ("0000-01-01" as Day),
    ...(validTo === undefined ? {} : { validTo }),
    method: readWord(reading, fields.get("method"), "method", ["direct", "step-down"], "step-down"),
    pools: readList(reading, fields.get("pools"), "pools").map((node) => readPool(reading, node)),
    direct: readList(reading, fields.get("direct"), "direct").map((node) => readDirect(reading, node)),
    steps: readList(reading, fields.get("steps"), "steps").map((node) => readStep(reading, node)),
    keys: readList(reading, fields.get("keys"), "keys").map((node) => readKey(reading, node)),
    assignments: readList(reading, fields.get("assignments"), "assignments").map((node) =>
      readAssignment(reading, node),
    ),
    exceptions: readList(reading, fields.get("exceptions"), "exceptions").flatMap((node) =>
      readException(reading, node),
    ),
    file,
  };
  return resultOf(model, [...reading.problems, ...checkModel(model, known)]);
}

function readPool(reading: Reading, node: unknown): Pool {
  const fields = readFields(reading, node, "pools", {
    required: ["pool"],
    optional: ["name_sv", "name_en", "select", "note"],
  });
  const pool = readText(reading, fields.get("pool"), "pool");
  return {
    pool,
    nameSv: readText(reading, fields.get("name_sv"), "name_sv") || pool,
    nameEn: readText(reading, fields.get("name_en"), "name_en") || pool,
    select: readSelections(reading, fields.get("select")),
    line: reading.place(node).line,
  };
}

function readDirect(reading: Reading, node: unknown): DirectRule {
  const fields = readFields(reading, node, "direct", {
    required: ["select"],
    optional: ["activity", "service", "note"],
  });
  const service = readText(reading, fields.get("service"), "service");
  return {
    select: readSelections(reading, fields.get("select"))[0] ?? {},
    ...(fields.has("activity") ? { activity: activity(reading, fields) } : {}),
    ...(service === "" ? {} : { service }),
    line: reading.place(node).line,
  };
}

/** One selection, or a list of selections any of which selects. */
function readSelections(reading: Reading, node: unknown): Selection[] {
  if (node === undefined) return [];
  const nodes = isList(node) ? readList(reading, node, "select") : [node];
  return nodes.map((item) => {
    const fields = readFields(reading, item, "select", { optional: selectionFields });
    return Object.fromEntries(
      [...fields].map(([field, value]) => [field, readTexts(reading, value, field)]),
    ) as Selection;
  });
}

function readStep(reading: Reading, node: unknown): Step {
  const fields = readFields(reading, node, "steps", {
    required: ["from", "to", "by"],
    optional: ["activity", "if_zero", "explain_sv", "explain_en", "note"],
  });
  const to = readTexts(reading, fields.get("to"), "to");
  const only = to[0];
  return {
    from: readText(reading, fields.get("from"), "from"),
    to: to.length === 1 && (only === "pools" || only === "services" || only === "all") ? only : to,
    by: readBasis(reading, fields.get("by"), "step"),
    activity: activity(reading, fields),
    ifZero: ifZero(reading, fields),
    explainSv: readText(reading, fields.get("explain_sv"), "explain_sv"),
    explainEn: readText(reading, fields.get("explain_en"), "explain_en"),
    line: reading.place(node).line,
  };
}

function readKey(reading: Reading, node: unknown): Key {
  const fields = readFields(reading, node, "keys", {
    required: ["key", "by"],
    optional: ["name_sv", "name_en", "among", "if_zero", "note"],
  });
  const key = readText(reading, fields.get("key"), "key");
  return {
    key,
    nameSv: readText(reading, fields.get("name_sv"), "name_sv") || key,
    nameEn: readText(reading, fields.get("name_en"), "name_en") || key,
    by: readBasis(reading, fields.get("by"), "key"),
    among: readWord(reading, fields.get("among"), "among", ["customers", "users"], "customers"),
    ifZero: ifZero(reading, fields),
    line: reading.place(node).line,
  };
}

function readAssignment(reading: Reading, node: unknown): Assignment {
  const fields = readFields(reading, node, "assignments", {
    required: ["services", "key"],
    optional: ["valid_from", "valid_to", "note"],
  });
  const validFrom = day(reading, fields, "valid_from");
  const validTo = day(reading, fields, "valid_to");
  return {
    services: readTexts(reading, fields.get("services"), "services"),
    key: readText(reading, fields.get("key"), "key"),
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validTo === undefined ? {} : { validTo }),
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
      "undantag",
      "ett av subtract, instead och weight",
      "one of subtract, instead and weight",
    );
  }
  if (change === undefined) return [];
  const validTo = day(reading, fields, "valid_to");
  return [
    {
      customer: readText(reading, fields.get("customer"), "customer"),
      key: readText(reading, fields.get("key"), "key"),
      change,
      validFrom: day(reading, fields, "valid_from") ?? ("0000-01-01" as Day),
      ...(validTo === undefined ? {} : { validTo }),
      decision: readText(reading, fields.get("decision"), "decision"),
      explainSv: readText(reading, fields.get("explain_sv"), "explain_sv"),
      explainEn: readText(reading, fields.get("explain_en"), "explain_en"),
      line: reading.place(node).line,
    },
  ];
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

/** `volume`, `use`, `equal`, or one of `{ driver }`, `{ shares }`, `{ agreed, rest }`, `{ volume: items }`. */
function readBasis(reading: Reading, node: unknown, where: "step" | "key" | "exception"): Basis {
  const forms = where === "key" ? ["driver", "shares", "agreed", "volume"] : ["driver", "shares", "agreed"];
  const equal: Basis = { kind: "equal" };
  if (node === undefined) return equal;
  if (!isNamed(node)) {
    const word = readText(reading, node, "by");
    if (word === "equal") return equal;
    if (where === "key" && (word === "volume" || word === "use")) return { kind: word };
    const form = `{ driver: … }, ${where === "key" ? "volume, use, " : ""}equal`;
    wrong(reading, node, "by", form, form);
    return equal;
  }
  const fields = readFields(reading, node, "by", { optional: [...forms, "rest"] });
  const given = forms.filter((form) => fields.has(form));
  if (given.length !== 1) {
    wrong(reading, node, "by", `precis ett av ${forms.join(", ")}`, `exactly one of ${forms.join(", ")}`);
    return equal;
  }
  if (fields.has("rest") && !fields.has("agreed")) {
    wrong(reading, fields.get("rest"), "rest", "agreed bredvid", "agreed beside it");
  }
  if (fields.has("driver"))
    return { kind: "driver", driver: readText(reading, fields.get("driver"), "driver") };
  if (fields.has("volume"))
    return { kind: "volume", items: readTexts(reading, fields.get("volume"), "volume") };
  if (fields.has("shares")) return readShares(reading, fields.get("shares"));
  const yearly = readAmounts(reading, fields.get("agreed"), "agreed", kronor, kronorForm);
  if (!fields.has("rest")) return { kind: "agreed", yearly };
  const rest = readBasis(reading, fields.get("rest"), where);
  if (rest.kind === "agreed") wrong(reading, fields.get("rest"), "rest", "en andel", "a share");
  return { kind: "agreed", yearly, rest };
}

function readShares(reading: Reading, node: unknown): Basis {
  const shares = readAmounts(reading, node, "shares", weight, weightForm);
  if ([...shares.values()].every((share) => share === 0)) {
    reading.problems.push(
      problem(
        "costing.weights-all-zero",
        "Andelarna är alla noll.",
        "The shares are all zero.",
        reading.place(node),
      ),
    );
  }
  return { kind: "shares", shares };
}

function readAmounts<T>(
  reading: Reading,
  node: unknown,
  what: string,
  parse: (text: string) => T | undefined,
  form: readonly [string, string],
): Map<string, T> {
  const amounts = new Map<string, T>();
  for (const [name, value] of readNamed(reading, node, what)) {
    const amount = readParsed(reading, value, what, parse, form);
    if (amount !== undefined) amounts.set(name, amount);
  }
  return amounts;
}

function weight(text: string): Micro | undefined {
  const value = parseMicro(text);
  return value === undefined || value < 0 ? undefined : value;
}

function kronor(text: string): Ore | undefined {
  const value = parseKronor(text);
  return value === undefined || value < 0 ? undefined : value;
}

function day(reading: Reading, fields: Fields, name: string): Day | undefined {
  const node = fields.get(name);
  return node === undefined || readText(reading, node, name) === ""
    ? undefined
    : readParsed(reading, node, name, parseDay, dayForm);
}

function activity(reading: Reading, fields: Fields): Activity {
  return readWord(reading, fields.get("activity"), "activity", ["operation", "change"], "operation");
}

function ifZero(reading: Reading, fields: Fields): IfZero {
  return readWord(reading, fields.get("if_zero"), "if_zero", ["refuse", "unallocated"], "refuse");
}
