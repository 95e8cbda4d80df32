import type { Problem } from "../../kernel/index.ts";
import type { Assignment, Basis, CostModel, Step } from "./model.ts";
import { problem, unknownName } from "./problems.ts";
import { matchesPattern } from "./selection.ts";

/** The registers a model may be checked against; one left out is not checked. */
export interface ModelKnowledge {
  readonly drivers?: readonly string[];
  readonly services?: readonly string[];
  readonly customers?: readonly string[];
  readonly decisions?: readonly string[];
}

/** What a model must hold whatever data it meets: codes that exist, an order without circles, one key per service. */
export function checkModel(model: CostModel, known: ModelKnowledge): Problem[] {
  return [
    ...duplicateCodes(model),
    ...unknownNames(model, known),
    ...checkSteps(model),
    ...checkKeys(model),
    ...overlaps(model, known.services),
  ];
}

function duplicateCodes(model: CostModel): Problem[] {
  const problems: Problem[] = [];
  const check = (items: readonly { readonly code: string; readonly line: number }[]): void => {
    const first = new Map<string, number>();
    for (const { code, line } of items) {
      const before = first.get(code);
      if (before === undefined) first.set(code, line);
      else {
        problems.push(
          problem(
            "costing.duplicate-code",
            `”${code}” finns redan på rad ${before}.`,
            `"${code}" is already on line ${before}.`,
            { file: model.file, line },
          ),
        );
      }
    }
  };
  check(model.pools.map(({ pool, line }) => ({ code: pool, line })));
  check(model.keys.map(({ key, line }) => ({ code: key, line })));
  return problems;
}

function unknownNames(model: CostModel, known: ModelKnowledge): Problem[] {
  const problems: Problem[] = [];
  const check = (
    kind: Parameters<typeof unknownName>[0],
    name: string,
    names: readonly string[] | undefined,
    line: number,
  ): void => {
    if (names === undefined || names.some((candidate) => matchesPattern(candidate, name))) return;
    problems.push(unknownName(kind, name, names, { file: model.file, line }));
  };
  const checkBasis = (by: Basis, line: number): void => {
    if (by.kind === "driver") check("driver", by.driver, known.drivers, line);
    if (by.kind === "agreed" && by.rest !== undefined) checkBasis(by.rest, line);
  };
  const pools = model.pools.map((pool) => pool.pool);
  const keys = model.keys.map((key) => key.key);
  for (const step of model.steps) {
    check("pool", step.from, pools, step.line);
    checkBasis(step.by, step.line);
    for (const target of namedTargets(step)) {
      if (pools.includes(target)) continue;
      check("service", target, known.services && [...known.services, ...pools], step.line);
    }
  }
  for (const rule of model.direct) {
    if (rule.service !== undefined) check("service", rule.service, known.services, rule.line);
  }
  for (const key of model.keys) {
    checkBasis(key.by, key.line);
    for (const customer of namedIn(key.by)) check("customer", customer, known.customers, key.line);
  }
  for (const assignment of model.assignments) {
    check("key", assignment.key, keys, assignment.line);
    for (const service of assignment.services) check("service", service, known.services, assignment.line);
  }
  for (const exception of model.exceptions) {
    check("key", exception.key, keys, exception.line);
    check("customer", exception.customer, known.customers, exception.line);
    check("decision", exception.decision, known.decisions, exception.line);
    if (exception.change.kind !== "fixed") {
      check("driver", exception.change.driver, known.drivers, exception.line);
    }
  }
  return problems;
}

/** Targets called by name, without the words for whole groups. */
function namedTargets(step: Step): string[] {
  const words = typeof step.to === "string" ? [] : step.to;
  return words.filter((word) => !["pools", "services", "all"].includes(word));
}

function namedIn(by: Basis): string[] {
  if (by.kind === "shares") return [...by.shares.keys()];
  if (by.kind !== "agreed") return [];
  return [...by.yearly.keys(), ...(by.rest === undefined ? [] : namedIn(by.rest))];
}

/** Every pool is filled before it is emptied, emptied once, and never filled again: then one pass is enough. */
function checkSteps(model: CostModel): Problem[] {
  const problems: Problem[] = [];
  const pools = new Map(model.pools.map((pool) => [pool.pool, pool]));
  const emptied = new Map<string, Step>();
  const filled = new Set(model.pools.filter((pool) => pool.select.length > 0).map((pool) => pool.pool));
  const cycle = cycleOf(model);
  for (const [index, step] of model.steps.entries()) {
    const place = { file: model.file, line: step.line };
    if (!pools.has(step.from)) continue;
    const before = emptied.get(step.from);
    if (before !== undefined) {
      const [sv, en] = [`på rad ${before.line}`, `on line ${before.line}`];
      problems.push(
        problem(
          "costing.pool-emptied-twice",
          `”${step.from}” töms redan av steget ${sv}.`,
          `"${step.from}" is already emptied by the step ${en}.`,
          place,
        ),
      );
      continue;
    }
    if (!filled.has(step.from)) {
      problems.push(
        problem(
          "costing.pool-never-filled",
          `”${step.from}” fördelas, men inga kostnader hamnar där.`,
          `"${step.from}" is passed on, but no costs land there.`,
          place,
        ),
      );
    }
    emptied.set(step.from, step);
    const named = namedTargets(step).filter((target) => pools.has(target));
    if (model.method === "direct" && (named.length > 0 || step.to === "pools")) {
      problems.push(
        problem(
          "costing.wrong-value",
          `Metoden direct fördelar bara till tjänster; steget från ”${step.from}” går till pooler.`,
          `The method direct passes costs to services only; the step from "${step.from}" goes to pools.`,
          place,
          "Write `to: services`, or `method: step-down`.",
        ),
      );
    }
    for (const target of named) {
      if (emptied.has(target) && cycle === undefined) {
        problems.push(
          problem(
            "costing.step-order",
            `Steget från ”${step.from}” fördelar till ”${target}”, som redan är tömd.`,
            `The step from "${step.from}" passes costs to "${target}", which is already emptied.`,
            place,
          ),
        );
      }
      filled.add(target);
    }
    const words = typeof step.to === "string" ? [step.to] : step.to;
    const later = model.steps.slice(index + 1).map((next) => next.from);
    if (words.some(isGroup)) for (const next of later) filled.add(next);
    if (later.length === 0 && words.every((word) => word === "pools")) {
      problems.push(
        problem(
          "costing.step-without-target",
          `Steget från ”${step.from}” är det sista, och det finns inga senare pooler att fördela till.`,
          `The step from "${step.from}" is the last, and there are no later pools to pass costs to.`,
          place,
        ),
      );
    }
  }
  for (const pool of model.pools) {
    if (emptied.has(pool.pool)) continue;
    problems.push(
      problem(
        "costing.pool-without-step",
        `”${pool.pool}” fördelas inte vidare av något steg.`,
        `"${pool.pool}" is passed on by no step.`,
        { file: model.file, line: pool.line },
      ),
    );
  }
  if (cycle !== undefined) {
    const circle = cycle.path.join(" → ");
    problems.push(
      problem("costing.cycle", `Stegen går i en cirkel: ${circle}.`, `The steps go in a circle: ${circle}.`, {
        file: model.file,
        line: cycle.line,
      }),
    );
  }
  return problems;
}

function isGroup(word: string): boolean {
  return word === "pools" || word === "all";
}

/** The first circle among pools that name each other, or a group of pools that one of them is in, as the path that returns to its start. */
function cycleOf(model: CostModel): { path: string[]; line: number } | undefined {
  const pools = new Set(model.pools.map((pool) => pool.pool));
  const edges = new Map<string, string[]>();
  for (const [index, step] of model.steps.entries()) {
    const isToGroup = typeof step.to === "string" ? isGroup(step.to) : step.to.some(isGroup);
    const targets = [
      ...namedTargets(step).filter((target) => pools.has(target)),
      ...(isToGroup ? model.steps.slice(index + 1).map((next) => next.from) : []),
    ];
    edges.set(step.from, [...(edges.get(step.from) ?? []), ...targets]);
  }
  const done = new Set<string>();
  const walk = (pool: string, path: readonly string[]): string[] | undefined => {
    const start = path.indexOf(pool);
    if (start >= 0) return [...path.slice(start), pool];
    if (done.has(pool)) return undefined;
    for (const target of edges.get(pool) ?? []) {
      const found = walk(target, [...path, pool]);
      if (found !== undefined) return found;
    }
    done.add(pool);
    return undefined;
  };
  for (const step of model.steps) {
    const path = walk(step.from, []);
    if (path !== undefined) return { path, line: step.line };
  }
  return undefined;
}

function checkKeys(model: CostModel): Problem[] {
  const problems: Problem[] = [];
  for (const { by, line } of [...model.steps, ...model.keys]) {
    if (by.kind === "agreed" && by.rest === undefined) {
      problems.push(
        problem(
          "costing.agreed-without-rest",
          "Avtalade belopp tar sällan hela kostnaden, och resten har ingen mottagare.",
          "Agreed amounts seldom take the whole cost, and the rest has no receiver.",
          { file: model.file, line },
        ),
      );
    }
  }
  return problems;
}

/**
 * Two assignments of one service on the same day. With the catalogue every service is tried; without it only a code
 * that stands in both, or one that the other's pattern covers.
 */
function overlaps(model: CostModel, services: readonly string[] | undefined): Problem[] {
  const problems: Problem[] = [];
  for (const [index, later] of model.assignments.entries()) {
    for (const earlier of model.assignments.slice(0, index)) {
      if (!sameDays(earlier, later)) continue;
      const candidates = services ?? [...earlier.services, ...later.services];
      const both = candidates.find((service) => covers(earlier, service) && covers(later, service));
      if (both === undefined) continue;
      problems.push(
        problem(
          "costing.overlapping-assignment",
          `”${both}” har redan nyckeln ”${earlier.key}” (rad ${earlier.line}) och får här ”${later.key}”.`,
          `"${both}" already has the key "${earlier.key}" (line ${earlier.line}) and gets "${later.key}" here.`,
          { file: model.file, line: later.line },
        ),
      );
    }
  }
  return problems;
}

function covers(assignment: Assignment, service: string): boolean {
  return assignment.services.some((pattern) => pattern === service || matchesPattern(service, pattern));
}

function sameDays(a: Assignment, b: Assignment): boolean {
  return (
    (a.validTo === undefined || b.validFrom === undefined || b.validFrom <= a.validTo) &&
    (b.validTo === undefined || a.validFrom === undefined || a.validFrom <= b.validTo)
  );
}
