import { describe, expect, it } from "vitest";
import {
  Evaluation,
  freshFacts,
  type KeptFact,
  markOf,
  type Marked,
  numberValue,
  type Value,
} from "./index.ts";

const ore = (amount: number): Value => numberValue(amount, { unit: "ore" });

function markedOf(
  formulas: Readonly<Record<string, string>>,
  cells: Readonly<Record<string, Value>>,
): Marked {
  return {
    definitions: new Map(Object.entries(formulas).map(([fact, formula]) => [fact, { fact, formula }])),
    sources: {
      year: 2024,
      at: (path) => cells[path.join(".")],
      rows: () => undefined,
      known: () => Object.keys(cells),
    },
    registerMark: () => undefined,
  };
}

function computed(marked: Marked): KeptFact[] {
  const evaluation = new Evaluation(marked.definitions, marked.sources);
  return [...marked.definitions.values()].flatMap(({ fact, formula }) => {
    const found = evaluation.fact(fact);
    if (found === undefined) return [];
    const marks = new Map([...found.reads].map((read) => [read, markOf(read, marked)]));
    return [{ fact, formula, value: found.value, marks, problems: found.problems }];
  });
}

describe("a fact that was computed before", () => {
  const formulas = { cost: "income.staff.actual", share: "cost * 2", other: "income.it.actual" };
  const cells = { "income.staff.actual": ore(100), "income.it.actual": ore(7) };
  const kept = computed(markedOf(formulas, cells));
  const fresh = (now: Marked) => [...freshFacts(kept, now).keys()];

  it("stands as long as nothing that it reads has changed, and no longer", () => {
    expect(fresh(markedOf(formulas, cells))).toEqual(["cost", "share", "other"]);
    expect(fresh(markedOf(formulas, { ...cells, "income.staff.actual": ore(101) }))).toEqual(["other"]);
    expect(fresh(markedOf({ ...formulas, cost: "income.staff.actual / 2" }, cells))).toEqual(["other"]);
  });

  it("is computed again when a name it asked for in vain has come", () => {
    const before = computed(markedOf({ lone: "income.rent.actual" }, {}));
    const now = markedOf({ lone: "income.rent.actual" }, { "income.rent.actual": ore(5) });
    expect(before[0]?.problems.map((one) => one.code)).toEqual(["facts.unknown-name"]);
    expect([...freshFacts(before, now).keys()]).toEqual([]);
  });
});

describe("facts that go round", () => {
  it("are told with the whole round, and harm no other", () => {
    const { definitions, sources } = markedOf(
      { a: "b + 1", b: "c + 1", c: "a + 1", own: "own", sound: "income.staff.actual", leaning: "a + 1" },
      { "income.staff.actual": ore(3) },
    );
    const evaluation = new Evaluation(definitions, sources);
    const told = (name: string) =>
      evaluation.fact(name)?.problems.map((one) => `${one.code} ${one.message_sv}`);
    expect(told("a")).toEqual(["facts.circle a -> b -> c -> a går i ring."]);
    expect(told("b")?.[0]).toMatch(/^facts.circle /);
    expect(told("own")).toEqual(["facts.circle own -> own går i ring."]);
    expect(told("leaning")?.[0]).toMatch(/^facts.circle /);
    expect(evaluation.fact("leaning")?.value).toEqual({ kind: "nothing" });
    expect(evaluation.fact("sound")).toMatchObject({ value: ore(3), problems: [] });
  });
});
