import { describe, expect, it } from "vitest";
import { diffModels, type CostModel, type Step, withChange } from "./index.ts";
import { modelOfSteps, stepOf } from "./random-model.testing.ts";

const equal: Step["by"] = { kind: "equal" };
const base = modelOfSteps(
  ["it", "hr"],
  [stepOf("it", "all", { by: equal }), stepOf("hr", "services", { by: equal })],
);

/** The rules that still differ after each difference has been made by itself, one after the other. */
function left(before: CostModel, after: CostModel): readonly string[] {
  let model = before;
  for (let changes = diffModels(model, after); changes.length > 0;) {
    const [first] = changes;
    if (first === undefined) break;
    const next = withChange(model, after, first);
    const rest = diffModels(next, after);
    if (rest.length >= changes.length) return rest.map((one) => `${one.kind} ${one.code}`);
    [model, changes] = [next, rest];
  }
  return [];
}

describe("one change of a model by itself", () => {
  const post = {
    ...base,
    pools: [...base.pools, { ...(base.pools[0] as CostModel["pools"][number]), pool: "post" }],
    steps: [stepOf("post", "all", { by: equal }), ...base.steps],
  };

  it("brings a pool with its step, and takes both away", () => {
    const added = diffModels(base, post).find((one) => one.kind === "pool" && one.change === "added");
    const withPool = withChange(base, post, added as NonNullable<typeof added>);
    expect(withPool.pools.map((one) => one.pool)).toEqual(["it", "hr", "post"]);
    expect(withPool.steps.map((one) => one.from)).toEqual(["post", "it", "hr"]);
    const removed = diffModels(post, base).find((one) => one.kind === "pool" && one.change === "removed");
    expect(
      withChange(post, base, removed as NonNullable<typeof removed>).steps.map((one) => one.from),
    ).toEqual(["it", "hr"]);
  });

  it("moves a step to its new place, and puts a direct rule where it is to stand", () => {
    const turned = { ...base, steps: base.steps.toReversed() };
    const moved = diffModels(base, turned).find((one) => one.kind === "step");
    expect(withChange(base, turned, moved as NonNullable<typeof moved>).steps.map((one) => one.from)).toEqual(
      ["hr", "it"],
    );
    const direct = (account: string): CostModel["direct"][number] => ({
      select: { account: [account] },
      line: 1,
    });
    const [one, two] = [direct("50*"), direct("5010")];
    const added = diffModels({ ...base, direct: [one] }, { ...base, direct: [two, one] });
    expect(
      withChange({ ...base, direct: [one] }, { ...base, direct: [two, one] }, added[0] as never).direct,
    ).toEqual([two, one]);
  });

  it("leads, change by change, to the other model", () => {
    const block = {
      ...post,
      method: "direct" as const,
      blocks: [{ block: "staffs", line: 1 }],
      steps: post.steps.map((step) => (step.from === "hr" ? step : { ...step, block: "staffs" })),
      measures: [{ measure: "kwh", unit: "kWh", driver: "energy", line: 1 }],
    } as unknown as CostModel;
    expect(left(base, block)).toEqual(["measure kwh"]);
    expect(left(block, base)).toEqual(["measure kwh"]);
  });
});
