import type { Problem } from "../../kernel/index.ts";
import type { Assignment, Basis, CostModel } from "./model.ts";
import { problem, unknownName } from "./problems.ts";
import { matchesPattern } from "./selection.ts";
import { checkSteps, namedTargets } from "./step-check.ts";

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
    ...reversedValidity(model),
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
  check((model.blocks ?? []).map(({ block, line }) => ({ code: block, line })));
  check((model.measures ?? []).map(({ measure, line }) => ({ code: measure, line })));
  check((model.tests ?? []).map(({ name, line }) => ({ code: name, line })));
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
  for (const { capacity } of model.pools) {
    if (capacity?.driver !== undefined) check("driver", capacity.driver, known.drivers, capacity.line);
    if (capacity?.decision !== undefined)
      check("decision", capacity.decision, known.decisions, capacity.line);
  }
  for (const measure of model.measures ?? []) check("driver", measure.driver, known.drivers, measure.line);
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

function namedIn(by: Basis): string[] {
  if (by.kind === "shares") return [...by.shares.keys()];
  if (by.kind !== "agreed") return [];
  return [...by.yearly.keys(), ...(by.rest === undefined ? [] : namedIn(by.rest))];
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
  for (const [index, later] of model.exceptions.entries()) {
    const earlier = model.exceptions
      .slice(0, index)
      .find((one) => one.customer === later.customer && one.key === later.key && sameDays(one, later));
    if (earlier === undefined) continue;
    problems.push(
      problem(
        "costing.overlapping-exception",
        `”${later.customer}” har redan ett undantag från ”${later.key}” samma tid (rad ${earlier.line}).`,
        `"${later.customer}" already has an exception from "${later.key}" at the same time (line ${earlier.line}).`,
        { file: model.file, line: later.line },
      ),
    );
  }
  return problems;
}

/** What ends before it begins never holds, and so is a slip. */
function reversedValidity(model: CostModel): Problem[] {
  return [{ ...model, line: 1 }, ...model.assignments, ...model.exceptions].flatMap(
    ({ validFrom, validTo, line }) => {
      if (validFrom === undefined || validTo === undefined || validFrom <= validTo) return [];
      return [
        problem(
          "costing.reversed-validity",
          `Gäller från ${validFrom} men bara till ${validTo}.`,
          `Valid from ${validFrom} but only to ${validTo}.`,
          { file: model.file, line },
        ),
      ];
    },
  );
}

function covers(assignment: Assignment, service: string): boolean {
  return assignment.services.some((pattern) => pattern === service || matchesPattern(service, pattern));
}

interface Validity {
  readonly validFrom?: string;
  readonly validTo?: string;
}

function sameDays(a: Validity, b: Validity): boolean {
  return (
    (a.validTo === undefined || b.validFrom === undefined || b.validFrom <= a.validTo) &&
    (b.validTo === undefined || a.validFrom === undefined || a.validFrom <= b.validTo)
  );
}
