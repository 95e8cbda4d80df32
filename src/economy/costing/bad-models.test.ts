import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { isMap, isScalar, isSeq, parse, parseDocument, stringify } from "yaml";
import type { Problem } from "../../kernel/index.ts";
import { catalogue, compare, exampleProblems, readModel, runWritten } from "./index.ts";

const root = join(import.meta.dirname, "../../..");
const folder = join(root, "docs/bad-models");
const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
const known = {
  drivers: ["fte", "pc", "headcount", "seasonal"],
  services: ["HR-1", "IT-1"],
  customers: ["LISEBERG", "VARD"],
  decisions: ["LIS-2024"],
};
const text = (name: string): string => readFileSync(join(folder, name), "utf8");

/** Everything that is wrong with a model: with its text, or when its own examples are run. */
function problemsOf(name: string): readonly Problem[] {
  const read = readModel(text(name), name, known);
  if (!read.ok) return read.problems;
  return (read.value.tests ?? []).flatMap((test) => {
    if (test.given.kind !== "written") return [];
    const run = runWritten(read.value, test.given);
    return run.ok ? exampleProblems(read.value, test, compare(test.expect, run.value)) : run.problems;
  });
}

function told({ code, severity, line, message_sv, message_en, try: advice }: Problem): string {
  return [
    `${code}, ${severity}, line ${line}`,
    `sv: ${message_sv}`,
    `en: ${message_en}`,
    `try: ${advice}`,
    "",
  ].join("\n");
}

describe("the gallery of bad models", () => {
  it.each(files)("%s says what its golden file says", (name) => {
    const golden = join(folder, name.replace(/\.yaml$/, ".txt"));
    const said = problemsOf(name).map(told).join("\n");
    if (process.env["UPDATE_GOLDEN"] === "1" || !existsSync(golden)) writeFileSync(golden, said);
    expect(said).toBe(readFileSync(golden, "utf8"));
    if (name !== "sound.yaml") expect(said).not.toBe("");
  });

  it("provokes every code that reading a model can give", () => {
    const provoked = new Set(files.flatMap((name) => problemsOf(name).map((one) => one.code)));
    // The codes of the text: what readers and checks in this room's model files refuse with.
    const sources = [
      "model-reader",
      "model-check",
      "step-check",
      "step-reader",
      "basis-reader",
      "sentence",
      "yaml-reading",
    ]
      .map((name) => readFileSync(join(import.meta.dirname, `${name}.ts`), "utf8"))
      .join("\n");
    const codes = Object.keys(catalogue).filter((code) => sources.includes(`"${code}"`));
    expect(codes.length).toBeGreaterThan(15);
    expect(codes.filter((code) => !provoked.has(code))).toEqual([]);
  });
});

const schema = JSON.parse(readFileSync(join(root, "docs/costing-model.schema.json"), "utf8")) as object;
const validate = new Ajv2020({ strict: false, allErrors: false }).compile(schema);

/** Faults of form, which a schema can see; the others need the whole model, or the registers. */
const formal = new Set([
  "costing.model-syntax",
  "costing.unknown-field",
  "costing.missing-field",
  "costing.wrong-value",
  "costing.unknown-placeholder",
  "costing.smear-without-decision",
]);

function readerAccepts(model: string): boolean {
  const read = readModel(model, "m.yaml");
  return read.ok || !read.problems.some((one) => formal.has(one.code));
}

function schemaAccepts(model: string): boolean {
  let value: unknown;
  try {
    value = parse(model, { uniqueKeys: true });
  } catch {
    return false;
  }
  return validate(value);
}

describe("the JSON Schema and the reader", () => {
  // Faults of form that depend on another place of the file, or on arithmetic, are the reader's alone.
  const readerOnly = ["wrong-value-day.yaml", "wrong-value-range.yaml", "wrong-value-direct-to-pools.yaml"];
  it.each(files.filter((name) => !readerOnly.includes(name)))("agree on %s", (name) => {
    expect(schemaAccepts(text(name))).toBe(readerAccepts(text(name)));
  });

  it("accept every model that ships", () => {
    const models = [
      "examples/minimal/model/minimal.yaml",
      "examples/mutual-services/model/mutual.yaml",
      "examples/mutual-services-smeared.yaml",
    ].map((path) => readFileSync(join(root, path), "utf8"));
    for (const model of [...models, everything]) {
      expect(readModel(model, "m.yaml")).toMatchObject({ ok: true });
      expect(validate(parse(model)), JSON.stringify(validate.errors)).toBe(true);
    }
  });

  it("agree on a model with everything in it, broken at every place in every way of form", () => {
    let broken = 0;
    const differ: string[] = [];
    for (const mutant of mutants(everything)) {
      const accepted = readerAccepts(mutant.text);
      if (!accepted) broken++;
      if (schemaAccepts(mutant.text) !== accepted)
        differ.push(`${mutant.what}: the reader ${accepted ? "takes" : "refuses"} it`);
    }
    expect(differ).toEqual([]);
    expect(broken).toBeGreaterThan(150);
  });
});

const everything = `model: allt
version: "2024-1"
valid_from: 2024-01-01
valid_to: 2024-12-31
method: step-down
unit: SEK
name_sv: Allt
note: x
pools:
  - pool: premises
    name_sv: Lokaler
    name_en: Premises
    select: [{ cost_centre: ["19*", "2000-2099"], not: { account: "64??" } }, { element: it }]
    capacity: { driver: m2-available, unit: m2, owner: Fastighet, unused: smear, decision: D-1 }
    explain_sv: "{share} av lokalerna"
  - { pool: it, select: { account: 6400 } }
  - { pool: hr, select: { cost_centre: HR } }
direct:
  - { select: { project: "P*" }, activity: change, service: A-1 }
steps:
  - { from: premises, to: all, by: { driver: m2 }, if_zero: unallocated, explain_en: "{share} by {driver}" }
  - reciprocal: staff
    members:
      - { from: it, to: [hr, "A-*"], by: { shares: { hr: 1, A-1: 2.5 } }, activity: operation }
      - { from: hr, to: all, by: equal }
    explain_sv: De betjänar varandra.
keys:
  - { key: heads, name_en: Heads, by: { driver: heads }, among: users, if_zero: refuse, explain_sv: "{own} av {sum}" }
  - { key: pieces, by: { volume: [X, Y] } }
  - { key: deal, by: { agreed: { A: "1 200,00" }, rest: { shares: { B: 1 } } } }
  - { key: users, by: use }
assignments:
  - { services: ["A-*"], key: heads, valid_from: 2024-01-01, valid_to: 2024-06-30 }
  - { services: B-1, key: deal }
exceptions:
  - { customer: A, key: heads, subtract: { driver: seasonal }, valid_from: 2024-01-01, decision: D-1, explain_sv: x }
  - { customer: B, key: heads, weight: 10, valid_from: 2024-01-01, valid_to: 2024-12-31, decision: D-1 }
measures:
  - { measure: kwh, name_sv: El, unit: kWh, driver: energy }
tests:
  - name: ett
    given: { cells: [{ cost_centre: HR, amount: "100,00", period: 2024-02 }], services: [A-1], customers: [A], drivers: { heads: { A: 1 } } }
    expect: { services: { A-1: "100,00" }, customers: { A: 100.5 } }
  - { name: två, given: { year: 2024, scenario: actual }, expect: { services: { A-1: -5 } } }
`;

/** The text changed at one place: a field unknown, a field gone, a value of another kind. */
function* mutants(model: string): Generator<{ what: string; text: string }> {
  const value = parse(model) as unknown;
  for (const path of pathsOf(value)) {
    const where = path.join(".");
    const at = (change: (holder: Record<string, unknown>, key: string) => void): string => {
      const copy = structuredClone(value);
      let holder = copy as Record<string, unknown>;
      for (const key of path.slice(0, -1)) holder = holder[key] as Record<string, unknown>;
      change(holder, path.at(-1) as string);
      return stringify(copy);
    };
    const is = path.reduce<unknown>((holder, key) => (holder as Record<string, unknown>)[key], value);
    if (!/^\d+$/.test(path.at(-1) as string)) {
      yield { what: `${where} gone`, text: at((holder, key) => Reflect.deleteProperty(holder, key)) };
      yield {
        what: `${where} misspelt`,
        text: at((holder, key) => {
          holder[`${key}x`] = holder[key];
          Reflect.deleteProperty(holder, key);
        }),
      };
    }
    yield { what: `${where} a list of a map`, text: at((holder, key) => (holder[key] = [{ zz: 1 }])) };
    yield { what: `${where} a map`, text: at((holder, key) => (holder[key] = { zz: { yy: 1 } })) };
    if (typeof is === "object") {
      yield { what: `${where} a word`, text: at((holder, key) => (holder[key] = "zz")) };
      yield { what: `${where} a number`, text: at((holder, key) => (holder[key] = 7)) };
    }
  }
}

function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const own = [...path, key];
    return [own, ...pathsOf(inner, own)];
  });
}

describe("the walk over the model with everything", () => {
  it("meets maps, lists and scalars, so that no construct is left out", () => {
    const { contents } = parseDocument(everything);
    expect(isMap(contents)).toBe(true);
    const pools = isMap(contents) ? contents.get("pools") : undefined;
    expect(isSeq(pools) && isMap(pools.items[0]) && isScalar(pools.items[0].get("pool", true))).toBe(true);
    expect(pathsOf(parse(everything)).length).toBeGreaterThan(120);
  });
});
