import { type Ore, assert, byCode, formatKronor, formatMicro, ore } from "../../kernel/index.ts";
import type { Assignment, Basis, CostModel, KeyException, Selection, Step } from "./model.ts";

/** One place where two models say different things, as text that a controller recognises. */
export interface ModelChange {
  readonly kind:
    | "model"
    | "pool"
    | "direct"
    | "step"
    | "block"
    | "key"
    | "assignment"
    | "exception"
    | "measure";
  readonly code: string;
  readonly change: "added" | "removed" | "changed";
  readonly before: string;
  readonly after: string;
}

/** What differs between two models' rules; line numbers, comments, sentences and examples do not count as rules. */
export function diffModels(before: CostModel, after: CostModel): ModelChange[] {
  const [was, is] = [rulesOf(before), rulesOf(after)];
  const changes: ModelChange[] = [];
  for (const key of new Set([...was.keys(), ...is.keys()])) {
    const [kind, code] = key.split("\u0000") as [ModelChange["kind"], string];
    const [old, now] = [was.get(key), is.get(key)];
    if (old === now) continue;
    const change = old === undefined ? "added" : now === undefined ? "removed" : "changed";
    changes.push({ kind, code, change, before: old ?? "", after: now ?? "" });
  }
  const order = ["model", "pool", "direct", "step", "block", "key", "assignment", "exception", "measure"];
  return changes.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || byCode(a.code, b.code));
}

/** Every rule of a model by what it is known by. */
function rulesOf(model: CostModel): Map<string, string> {
  const rules = new Map<string, string>();
  const add = (kind: ModelChange["kind"], code: string, text: string): void => {
    rules.set(`${kind}\u0000${code}`, text);
  };
  add("model", "method", model.method);
  add("model", "valid", days(model));
  for (const [index, { pool, select, capacity }] of model.pools.entries()) {
    const room =
      capacity === undefined
        ? ""
        : `, capacity ${capacity.driver ?? formatMicro(capacity.amountMicro ?? (0 as never))} ${capacity.unit}, ${capacity.unused}${capacity.decision === undefined ? "" : ` (${capacity.decision})`}`;
    add("pool", pool, `${index + 1}: ${select.map(selectionText).join(" | ") || "–"}${room}`);
  }
  for (const rule of model.direct) {
    const where = [rule.service, rule.activity].filter((one) => one !== undefined).join(" ");
    add("direct", selectionText(rule.select), where || "as coded");
  }
  for (const [index, step] of model.steps.entries())
    add("step", step.from, `${index + 1}: ${stepText(step)}`);
  for (const { block } of model.blocks ?? []) {
    const members = model.steps.filter((step) => step.block === block).map((step) => step.from);
    add("block", block, members.join(", "));
  }
  for (const key of model.keys) {
    add(
      "key",
      key.key,
      `${basisText(key.by)}${key.among === "users" ? " among users" : ""}${zero(key.ifZero)}`,
    );
  }
  for (const assignment of model.assignments) {
    for (const service of assignment.services) {
      const from = assignment.validFrom === undefined ? "" : ` ${assignment.validFrom}`;
      add("assignment", `${service}${from}`, [assignment.key, days(assignment)].filter(Boolean).join(" "));
    }
  }
  for (const one of model.exceptions) {
    add("exception", `${one.customer} ${one.key} ${one.validFrom}`, exceptionText(one));
  }
  for (const one of model.measures ?? []) add("measure", one.measure, `${one.driver} (${one.unit})`);
  return rules;
}

const zero = (ifZero: "refuse" | "unallocated"): string =>
  ifZero === "refuse" ? "" : ", if zero unallocated";

function days({ validFrom, validTo }: { readonly validFrom?: string; readonly validTo?: string }): string {
  return validFrom === undefined && validTo === undefined
    ? ""
    : `${validFrom ?? ""} – ${validTo ?? ""}`.trim();
}

function stepText({ to, by, activity, ifZero, block }: Step): string {
  const targets = typeof to === "string" ? to : to.join(", ");
  const change = activity === "change" ? ", as change" : "";
  return `${basisText(by)} → ${targets}${change}${zero(ifZero)}${block === undefined ? "" : `, in ${block}`}`;
}

/** What a split rests on, as a short text. */
export function basisText(by: Basis): string {
  switch (by.kind) {
    case "driver":
      return by.driver;
    case "shares":
      return [...by.shares].map(([code, share]) => `${code} ${formatMicro(share)}`).join(", ");
    case "agreed": {
      const agreed = [...by.yearly].map(([code, amount]) => `${code} ${formatKronor(amount)}`).join(", ");
      return `agreed ${agreed}${by.rest === undefined ? "" : `; rest ${basisText(by.rest)}`}`;
    }
    case "volume":
      return by.items === undefined ? "volume" : `volume of ${by.items.join(", ")}`;
    case "equal":
    case "use":
      return by.kind;
    default:
      return by satisfies never;
  }
}

function selectionText({ not, ...fields }: Selection): string {
  const text = Object.entries(fields).map(([field, patterns]) => `${field} ${patterns.join(", ")}`);
  const without = not === undefined ? [] : [`not ${selectionText(not)}`];
  return [...text, ...without].join("; ") || "all";
}

function exceptionText({ change, decision, validTo }: KeyException): string {
  const what =
    change.kind === "fixed" ? `weight ${formatMicro(change.weightMicro)}` : `${change.kind} ${change.driver}`;
  return `${what}, ${decision}${validTo === undefined ? "" : `, to ${validTo}`}`;
}

/**
 * The first model with one of the changes and no other, to see what that change moves by itself. A pool comes and goes with the
 * step that empties it; a change that is only of place moves the rule to where the second model has it.
 */
export function withChange(before: CostModel, after: CostModel, change: ModelChange): CostModel {
  const { kind, code } = change;
  switch (kind) {
    case "key":
      return { ...before, keys: replaced(before.keys, after.keys, (each) => each.key, [code]) };
    case "exception": {
      const codeOf = (each: KeyException): string => `${each.customer} ${each.key} ${each.validFrom}`;
      return { ...before, exceptions: replaced(before.exceptions, after.exceptions, codeOf, [code]) };
    }
    case "assignment": {
      const apart = (model: CostModel): Assignment[] =>
        model.assignments.flatMap((each) =>
          each.services.map((service) => ({ ...each, services: [service] })),
        );
      const codeOf = ({ services, validFrom }: Assignment): string =>
        `${services[0]}${validFrom === undefined ? "" : ` ${validFrom}`}`;
      return { ...before, assignments: replaced(apart(before), apart(after), codeOf, [code]) };
    }
    case "step":
    case "pool": {
      const isNew = (model: CostModel): boolean => !model.pools.some((each) => each.pool === code);
      // A pool that only one of them has is nothing without its step, and the step nothing without the pool.
      const both = isNew(before) !== isNew(after);
      return {
        ...before,
        ...(both || kind === "pool"
          ? { pools: replaced(before.pools, after.pools, (each) => each.pool, [code]) }
          : {}),
        ...(both || kind === "step"
          ? {
              ...stepsAndBlocks(before, after, [code]),
            }
          : {}),
      };
    }
    case "block": {
      const members = [before, after].flatMap((model) =>
        model.steps.filter((step) => step.block === code).map((step) => step.from),
      );
      return {
        ...before,
        ...stepsAndBlocks(before, after, members),
      };
    }
    case "model":
      return code === "method" ? { ...before, method: after.method } : before;
    case "direct":
      return {
        ...before,
        direct: replaced(before.direct, after.direct, (each) => selectionText(each.select), [code]),
      };
    // Another measure is passed on by the same rules and moves no kronor.
    case "measure":
      return before;
    default:
      return kind satisfies never;
  }
}

/** The steps out of those pools as the second model has them, and the blocks that steps then stand in. */
function stepsAndBlocks(
  before: CostModel,
  after: CostModel,
  pools: readonly string[],
): Pick<CostModel, "steps" | "blocks"> {
  const steps = replaced(before.steps, after.steps, (each) => each.from, pools);
  const all = [...(before.blocks ?? []), ...(after.blocks ?? [])];
  const blocks = all.filter(
    ({ block }, at) =>
      steps.some((step) => step.block === block) && all.findIndex((one) => one.block === block) === at,
  );
  return { steps, blocks };
}

/**
 * The first list with the rules of those codes as the second has them: taken away, put in, said otherwise, and standing where the
 * second has them: right after the nearest rule before them that both have.
 */
function replaced<T>(
  was: readonly T[],
  is: readonly T[],
  codeOf: (each: T) => string,
  codes: readonly string[],
): T[] {
  const asked = new Set(codes);
  const kept = was.filter((each) => !asked.has(codeOf(each)));
  for (const [at, now] of is.entries()) {
    if (!asked.has(codeOf(now))) continue;
    const earlier = is.slice(0, at).map(codeOf);
    const after = kept.findLastIndex((each) => earlier.includes(codeOf(each)));
    kept.splice(after + 1, 0, now);
  }
  return kept;
}

/** What a service or customer carries before and after a change of model. */
export interface Movement {
  readonly code: string;
  readonly beforeOre: Ore;
  readonly afterOre: Ore;
  readonly movedOre: Ore;
}

/** Who carries more and who less; the movements sum to nothing, since both models give out the same costs. */
export function movements(before: ReadonlyMap<string, Ore>, after: ReadonlyMap<string, Ore>): Movement[] {
  const codes = [...new Set([...before.keys(), ...after.keys()])].sort(byCode);
  const found = codes.map((code) => {
    const beforeOre = before.get(code) ?? (0 as Ore);
    const afterOre = after.get(code) ?? (0 as Ore);
    return { code, beforeOre, afterOre, movedOre: ore(afterOre - beforeOre) };
  });
  assert(
    found.reduce((sum, one) => sum + one.movedOre, 0) === 0,
    "what some carry less the others carry more, to the öre",
  );
  return found.filter((one) => one.movedOre !== 0);
}
