import {
  type Ore,
  type Problem,
  type Result,
  Refusal,
  closest,
  isInForce,
  lastDayOf,
  ok,
  ore,
  parseDay,
  refused,
  required,
} from "../../../kernel/index.ts";
import { changesOf } from "../../../platform/audit/actions/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { customersOf, decisionsOf } from "../../../service/customers/actions/index.ts";
import {
  type CostModel,
  type CustomerKeys,
  type ExampleFigure,
  type ExampleSums,
  type ModelChange,
  type ModelKnowledge,
  type ModelReport,
  type ModelTest,
  type Movement,
  agrees,
  compare,
  costYear,
  diffModels,
  distributeToCustomers,
  exampleProblems,
  movements,
  readModel,
  readWhatCan,
  reportOn,
  runWritten,
  sums,
  twoModels,
  whenever,
  withChange,
} from "../index.ts";
import { problem } from "../problems.ts";
import { storedDrivers, storedModels, type StoredModel } from "../sql/registers.ts";
import { type CostingInputs, type CostingQuestion, costingInputs, customerKeysOf } from "./inputs.ts";
import { keepModels, overlap, removeModel } from "./keep.ts";
import { zeroWeights } from "./weights.ts";

/** The registers that a model's names are checked against. */
export async function modelKnowledge(tx: Transaction, provider: string): Promise<ModelKnowledge> {
  return {
    drivers: (await storedDrivers(tx, provider)).map((one) => one.driver),
    services: (await catalogueOf(tx, provider)).services.map((one) => one.service),
    customers: (await customersOf(tx, provider)).map((one) => one.customer),
    decisions: (await decisionsOf(tx, provider)).map((one) => one.decision),
  };
}

/** The stored models as they were written, oldest first. */
export async function modelTexts(tx: Transaction, provider: string): Promise<readonly StoredModel[]> {
  return storedModels(tx, provider);
}

/** What a stored model is called: `gothenburg@2022-01-01`. */
export function nameOf({ model, validFrom }: Pick<StoredModel, "model" | "validFrom">): string {
  return `${model}@${validFrom}`;
}

/** One text of a model: who loaded it, and when, as far as the audit says. */
export interface ModelText {
  readonly name: string;
  readonly text: string;
  readonly at?: string;
  readonly by?: string;
  /** Why it was saved so, where its writer said. */
  readonly why?: string;
}

/**
 * A stored model by a day (the one in force), by name (the latest), by `name@day`, or an earlier text of one: `name~1` is
 * what it said before its latest change. Throws `Refusal` when there is none.
 */
export async function modelByReference(
  tx: Transaction,
  provider: string,
  reference: string,
): Promise<ModelText & { readonly history: readonly ModelText[] }> {
  const [, asked = "", back] = /^(.*?)(?:~(\d{1,4}))?$/s.exec(reference) ?? [];
  const stored = await storedModels(tx, provider);
  const day = parseDay(asked);
  const found =
    day === undefined
      ? stored.filter((one) => nameOf(one) === asked || one.model === asked).at(-1)
      : stored.find((one) => one.validFrom <= day && (one.validTo === null || day <= one.validTo));
  const history = found === undefined ? [] : await textsOf(tx, provider, found);
  const text = history.at(-1 - Number(back ?? 0));
  if (text !== undefined) return { ...text, history };
  if (found === undefined || back === undefined) throw unknownModel(asked, stored);
  const earlier = history.length - 1;
  throw new Refusal([
    problem(
      "costing.unknown-model",
      `”${asked}” har ${earlier} tidigare lydelser.`,
      `"${asked}" has ${earlier} earlier texts.`,
    ),
  ]);
}

function unknownModel(asked: string, stored: readonly StoredModel[]): Refusal {
  const near = closest(
    asked,
    stored.flatMap((one) => [one.model, nameOf(one)]),
  );
  return new Refusal([
    problem(
      "costing.unknown-model",
      `Det finns ingen kalkylmodell ”${asked}”.${near === undefined ? "" : ` Menas ”${near}”?`}`,
      `There is no costing model "${asked}".${near === undefined ? "" : ` Did you mean "${near}"?`}`,
    ),
  ]);
}

/** Takes a stored model away by its full name, `name@day`: a year may rest on it, so a name alone is not enough. */
export async function takeAway(
  tx: Transaction,
  provider: string,
  name: string,
  acting: { readonly actor: string; readonly now: string },
): Promise<void> {
  const stored = await storedModels(tx, provider);
  const found = stored.find((one) => nameOf(one) === name);
  if (found === undefined) throw unknownModel(name, stored);
  await removeModel(tx, provider, found, { ...acting, source: name });
}

/** Every text a stored model has had, oldest first, out of the audit; the last is the one in force. */
async function textsOf(tx: Transaction, provider: string, stored: StoredModel): Promise<ModelText[]> {
  const objectId = `${stored.model} ${stored.validFrom}`;
  const name = nameOf(stored);
  const changes = await changesOf(tx, provider, { objectKind: "costing-model", objectId });
  const texts: ModelText[] = [];
  let made: Pick<ModelText, "at" | "by" | "why"> = {};
  for (const { at, actor, action, before, after } of changes) {
    const why = after?.["saved_why"];
    const now = { at, by: actor, ...(typeof why === "string" && why !== "" ? { why } : {}) };
    // A removed and re-added model starts its history anew.
    if (action === "register.add" || action === "register.first-load") made = now;
    if (action !== "register.change" || typeof before?.["source"] !== "string") continue;
    texts.push({ name: `${name}~`, text: before["source"], ...made });
    made = now;
  }
  texts.push({ name, text: stored.source, ...made });
  return texts.map((one, i) => ({
    ...one,
    name: i === texts.length - 1 ? name : `${name}~${texts.length - 1 - i}`,
  }));
}

/** Stores a model beside those that are there. In force at the same time as another, or with other faults, it is refused. */
export async function loadModel(
  tx: Transaction,
  provider: string,
  { text, file }: { readonly text: string; readonly file: string },
  acting: { readonly actor: string; readonly now: string },
): Promise<{
  readonly model: CostModel;
  readonly outcome: "loaded" | "changed" | "unchanged";
  readonly warnings: readonly Problem[];
}> {
  const read = readModel(text, file, await modelKnowledge(tx, provider));
  if (!read.ok) throw new Refusal(read.problems);
  const model = read.value;
  const isNew = (await storedModels(tx, provider)).every((one) => nameOf(one) !== nameOf(model));
  const change = await keepModels(tx, provider, [{ model, text }], { ...acting, source: file });
  const faults = await zeroWeights(tx, provider);
  if (faults.length > 0) throw new Refusal(faults);
  const outcome = isNew ? "loaded" : change.changed > 0 ? "changed" : "unchanged";
  return { model, outcome, warnings: read.warnings };
}

/** The model held against the books of a year, in the months it is in force; all of them when `everyMonth`. Writes nothing. */
export async function checkModelOn(
  tx: Transaction,
  question: CostingQuestion,
  model: CostModel,
  { everyMonth, inText = [] }: { readonly everyMonth: boolean; readonly inText?: readonly Problem[] },
): Promise<ModelReport> {
  const inputs = await costingInputs(tx, question);
  const tried = everyMonth ? whenever(model) : model;
  const cells = inputs.cells.filter(({ period }) =>
    // What is in force on the last day of a month holds for the month.
    isInForce(tried, lastDayOf(period)),
  );
  const keys = await customerKeysOf(tx, question);
  // Costed as if it held always, so that a model can be tried on a year before its first day.
  const report = reportOn({ ...inputs, cells, model: tried, keys }, inText);
  const clashes = inputs.models.filter(
    (one) => one.model !== model.model || one.validFrom !== model.validFrom,
  );
  const problems = [
    ...clashes.filter((one) => overlap(one, model)).map((one) => twoModels(model, one)),
    ...report.problems,
  ];
  return { ...report, model, problems };
}

/**
 * A model's text held against the registers and the books of a year: what is wrong with its form, its names, its places and its
 * steps, told together. Refused only where it cannot be read as a model at all. Writes nothing.
 */
export async function checkTextOn(
  tx: Transaction,
  question: CostingQuestion,
  { text, file }: { readonly text: string; readonly file: string },
): Promise<ModelReport> {
  const { model, problems } = readWhatCan(text, file, await modelKnowledge(tx, question.provider));
  if (model === undefined) throw new Refusal(problems);
  return checkModelOn(tx, question, model, { everyMonth: true, inText: problems });
}

/** What every service and customer costs under a model, the whole year by that model alone. */
function costsUnder(inputs: CostingInputs, keys: CustomerKeys, model: CostModel): Result<ExampleSums> {
  const year = costYear({ ...inputs, models: [whenever(model)] });
  if (!year.ok) return refused(year.problems);
  const services = sums(year.value.rows.map((row) => [row.service, ore(row.directOre + row.allocatedOre)]));
  const rows: (readonly [string, Ore])[] = [];
  for (const part of year.value.parts) {
    const shared = distributeToCustomers(part, keys);
    if (!shared.ok) return refused(shared.problems);
    for (const row of shared.value.rows) rows.push([row.customer, row.amountOre]);
  }
  return ok({ services, customers: sums(rows) });
}

/** A change of rule, by whom and when where the audit tells it, and what it alone would move between customers. */
export interface TracedChange extends ModelChange {
  readonly by?: string;
  readonly at?: string;
  /** Kronor that change customer by this change alone; absent only where no costing can be made with it or without it alone. */
  readonly aloneOre?: Ore;
  /** What the change alone moves, customer by customer and service by service: a step may move services and no customer. */
  readonly customers?: readonly Movement[];
  readonly services?: readonly Movement[];
  /** Kronor that change service by this change alone. */
  readonly aloneServicesOre?: Ore;
  /** The change cannot stand alone on the first model, so it is what the second model loses without it. */
  readonly isLast?: true;
}

export interface ModelDifference {
  readonly changes: readonly TracedChange[];
  readonly services: readonly Movement[];
  readonly customers: readonly Movement[];
}

/** How many changes are tried one by one; each costs the year once more. */
const mostAlone = 20;

/** What two models say differently, who changed it, and what it moves on the cells of a year. Writes nothing. */
export async function diffOn(
  tx: Transaction,
  question: CostingQuestion,
  before: CostModel,
  after: CostModel,
  history: readonly ModelText[] = [],
): Promise<ModelDifference> {
  const inputs = await costingInputs(tx, question);
  const keys = await customerKeysOf(tx, question);
  const was = required(costsUnder(inputs, keys, before));
  const is = required(costsUnder(inputs, keys, after));
  const changes = traced(diffModels(before, after), history).map((change, index): TracedChange => {
    if (index >= mostAlone) return change;
    const first = costsUnder(inputs, keys, withChange(before, after, change));
    if (first.ok) return { ...change, ...movedBy(was, first.value) };
    // The other way about: the second model with this one change undone.
    const last = costsUnder(inputs, keys, withChange(after, before, change));
    if (!last.ok) return change;
    return { ...change, ...movedBy(last.value, is), isLast: true };
  });
  return {
    changes,
    services: movements(was.services, is.services),
    customers: movements(was.customers, is.customers),
  };
}

function movedBy(
  was: ExampleSums,
  is: ExampleSums,
): Pick<TracedChange, "aloneOre" | "customers" | "services" | "aloneServicesOre"> {
  const [customers, services] = [
    movements(was.customers, is.customers),
    movements(was.services, is.services),
  ];
  const gained = (rows: readonly Movement[]): Ore =>
    ore(rows.reduce((sum, one) => sum + Math.max(one.movedOre, 0), 0));
  return { aloneOre: gained(customers), customers, services, aloneServicesOre: gained(services) };
}

/** The latest text in which each change was made; the first text's where it was so from the beginning. */
export function traced(changes: readonly ModelChange[], history: readonly ModelText[]): TracedChange[] {
  const read = history.flatMap((one) => {
    const model = readModel(one.text, one.name);
    return model.ok ? [{ ...one, model: model.value }] : [];
  });
  return changes.map((change) => {
    let made = read[0];
    for (const [i, one] of read.entries()) {
      const earlier = read[i - 1];
      if (earlier === undefined) continue;
      const isHere = diffModels(earlier.model, one.model).some(
        (step) => step.kind === change.kind && step.code === change.code,
      );
      if (isHere) made = one;
    }
    return {
      ...change,
      ...(made?.by === undefined ? {} : { by: made.by }),
      ...(made?.at === undefined ? {} : { at: made.at }),
    };
  });
}

/** One named example as it came out. */
export interface TestedExample {
  readonly name: string;
  readonly line: number;
  readonly holds: boolean;
  readonly figures: readonly ExampleFigure[];
  readonly problems: readonly Problem[];
}

/** Runs a model's examples. Those on a loaded year need the database; without it they are told as not run. */
export async function runTests(
  model: CostModel,
  tests: readonly ModelTest[],
  loaded?: { readonly tx: Transaction; readonly provider: string },
): Promise<TestedExample[]> {
  const drivers = loaded === undefined ? [] : await storedDrivers(loaded.tx, loaded.provider);
  const tested: TestedExample[] = [];
  for (const test of tests) {
    const { name, line } = test;
    const given = test.given;
    const run =
      given.kind === "written"
        ? runWritten(model, given, drivers)
        : loaded === undefined
          ? refused([needsData(model, test)])
          : await onYear(
              loaded.tx,
              { provider: loaded.provider, year: given.year, scenario: given.scenario },
              model,
            );
    if (!run.ok) {
      tested.push({ name, line, holds: false, figures: [], problems: run.problems });
      continue;
    }
    const figures = compare(test.expect, run.value);
    const problems = exampleProblems(model, test, figures);
    tested.push({ name, line, holds: figures.every(agrees), figures, problems });
  }
  return tested;
}

async function onYear(
  tx: Transaction,
  question: CostingQuestion,
  model: CostModel,
): Promise<Result<ExampleSums>> {
  try {
    return costsUnder(await costingInputs(tx, question), await customerKeysOf(tx, question), model);
  } catch (error) {
    if (error instanceof Refusal) return refused(error.problems);
    throw error;
  }
}

function needsData({ file }: CostModel, { name, line }: ModelTest): Problem {
  return problem(
    "costing.no-costs",
    `”${name}” räknar på ett år som ska vara laddat, och inget är laddat.`,
    `"${name}" is costed on a year that is to be loaded, and nothing is.`,
    { file, line },
  );
}
