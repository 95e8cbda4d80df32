import { describe, expect, it } from "vitest";
import { readModel } from "./index.ts";

const sound = `model: m
valid_from: 2024-01-01
pools:
  - pool: common
    select: { cost_centre: "190*" }
  - pool: it
    select: [{ cost_centre: 2000 }, { account: ["64*", 0650] }]
direct:
  - select: { service: "*" }
steps:
  - from: common
    to: all
    by: { driver: fte }
  - from: it
    to: services
    by: { agreed: { A-1: "1 200,00" }, rest: { shares: { A-1: 1, B-1: 2.5 } } }
    if_zero: unallocated
keys:
  - key: headcount
    by: { driver: headcount }
  - key: pieces
    by: { volume: [X, Y] }
    among: users
assignments:
  - services: ["A-*"]
    key: headcount
  - services: B-1
    key: pieces
exceptions:
  - customer: LISEBERG
    key: headcount
    subtract: { driver: seasonal }
    valid_from: 2022-01-01
    valid_to: 2025-12-31
    decision: LIS-2024
`;

/** The problems of the sound model with one line changed: code and line of each. */
function faults(
  from: string,
  to: string,
  known?: Parameters<typeof readModel>[2],
): [string, number | undefined][] {
  expect(sound).toContain(from);
  const result = readModel(sound.replace(from, to), "model.yaml", known);
  return result.ok ? [] : result.problems.map((one) => [one.code, one.line]);
}

describe("reading a costing model", () => {
  it("reads every form that the language has, numbers as they are written", () => {
    const result = readModel(sound, "model.yaml");
    expect(result.ok && result.value).toMatchObject({
      model: "m",
      method: "step-down",
      pools: [
        { pool: "common", nameSv: "common", select: [{ cost_centre: ["190*"] }], line: 4 },
        { pool: "it", select: [{ cost_centre: ["2000"] }, { account: ["64*", "0650"] }] },
      ],
      steps: [
        { from: "common", to: "all", by: { kind: "driver", driver: "fte" }, ifZero: "refuse", line: 11 },
        { ifZero: "unallocated", by: { kind: "agreed", rest: { kind: "shares" } } },
      ],
      keys: [
        { key: "headcount", among: "customers" },
        { by: { kind: "volume", items: ["X", "Y"] }, among: "users" },
      ],
      exceptions: [{ change: { kind: "subtract", driver: "seasonal" }, decision: "LIS-2024" }],
    });
  });

  it.each([
    [
      "valid_from: 2024-01-01",
      "valid_form: 2024-01-01",
      [
        ["costing.unknown-field", 2],
        ["costing.missing-field", 1],
      ],
    ],
    ["valid_from: 2024-01-01", "valid_from: 2024-02-30", [["costing.wrong-value", 2]]],
    ["to: all", "to: services\n    tp: x", [["costing.unknown-field", 13]]],
    ["by: { driver: fte }", "by: { driver: fte, shares: { A: 1 } }", [["costing.wrong-value", 13]]],
    ["by: { driver: fte }", "by: { shares: { A: 0, B: 0 } }", [["costing.weights-all-zero", 13]]],
    [
      "by: { driver: fte }",
      "by: { shares: { A: -1 } }",
      [
        ["costing.wrong-value", 13],
        ["costing.weights-all-zero", 13],
      ],
    ],
    ["by: { driver: fte }", "by: volume", [["costing.wrong-value", 13]]],
    [", rest: { shares: { A-1: 1, B-1: 2.5 } }", "", [["costing.agreed-without-rest", 14]]],
    [
      "from: common",
      "from: comon",
      [
        ["costing.unknown-pool", 11],
        ["costing.pool-without-step", 4],
      ],
    ],
    [
      "from: it",
      "from: common",
      [
        ["costing.pool-emptied-twice", 14],
        ["costing.pool-without-step", 6],
      ],
    ],
    ["    to: services", "    to: [common]", [["costing.cycle", 11]]],
    ["    to: services", "    to: pools", [["costing.step-without-target", 14]]],
    ["key: headcount\n  - services", "key: headcont\n  - services", [["costing.unknown-key", 25]]],
    ["services: B-1", "services: [A-7, B-1]", [["costing.overlapping-assignment", 27]]],
    ["subtract: { driver: seasonal }", "note: x", [["costing.wrong-value", 30]]],
    [
      "steps:",
      "steps: [",
      [
        ["costing.model-syntax", 11],
        ["costing.model-syntax", 11],
      ],
    ],
  ])("%s -> %s", (from, to, expected) => {
    expect(faults(from, to).slice(0, expected.length)).toEqual(expected);
  });

  it("suggests the name that was probably meant", () => {
    const result = readModel(sound.replace("driver: fte", "driver: ftee"), "m.yaml", {
      drivers: ["fte", "headcount", "seasonal"],
    });
    expect(result).toMatchObject({
      ok: false,
      problems: [{ code: "costing.unknown-driver", line: 11, try: 'Write "fte".' }],
    });
  });

  it("names the circle", () => {
    const result = readModel(
      sound.replace("to: all", "to: [it]").replace("to: services", "to: [common]"),
      "model.yaml",
    );
    expect(result).toMatchObject({
      ok: false,
      problems: [{ code: "costing.cycle", message_en: "The steps go in a circle: common → it → common." }],
    });
  });

  it("tells a step back to a pool that is emptied, where that is no circle", () => {
    const result = readModel(
      sound
        .replace("to: all", "to: services")
        .replace("    to: services\n    by: { agreed", "    to: [common]\n    by: { agreed"),
      "model.yaml",
    );
    expect(result).toMatchObject({ ok: false, problems: [{ code: "costing.step-order", line: 14 }] });
  });

  it("knows a pool that nothing fills", () => {
    expect(
      faults('    select: [{ cost_centre: 2000 }, { account: ["64*", 0650] }]\n', "    name_sv: x\n"),
    ).toEqual([]);
    expect(faults('    select: { cost_centre: "190*" }\n', "    name_sv: x\n")).toEqual([
      ["costing.pool-never-filled", 11],
    ]);
  });

  it("checks names against the registers it is given", () => {
    const known = {
      drivers: ["fte", "headcount", "seasonal"],
      services: ["A-1", "B-1"],
      customers: ["LISEBERG"],
      decisions: ["LIS-2024"],
    };
    expect(faults("model: m", "model: n", known)).toEqual([]);
    expect(faults("customer: LISEBERG", "customer: LISABERG", known)).toEqual([
      ["costing.unknown-customer", 30],
    ]);
    expect(faults("decision: LIS-2024", "decision: LIS-2023", known)).toEqual([
      ["costing.unknown-decision", 30],
    ]);
    expect(faults("services: B-1", "services: B-2", known)).toEqual([["costing.unknown-service", 27]]);
  });

  it("refuses what is not a model with problems, never a crash", () => {
    for (const text of [
      "",
      "[]",
      "42",
      "a: &x [*x]",
      "pools: 3\nkeys: {}\nassignments: {a: b}",
      "\u0000",
      "- - -",
      "? [a]\n: b",
    ]) {
      const result = readModel(text, "x.yaml");
      expect(result.ok).toBe(false);
    }
  });
});
