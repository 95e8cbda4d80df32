import { existsSync } from "node:fs";
import { basename } from "node:path";
import { parseYear, required } from "../../../kernel/index.ts";
import {
  type Command,
  type CommandCall,
  type ExitCode,
  UsageError,
  noSuchVerb,
} from "../../../platform/command/index.ts";
import type { BothLanguages } from "../../../platform/language/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import {
  checkModelOn,
  checkTextOn,
  diffJson,
  diffOn,
  loadModel,
  modelByReference,
  modelKnowledge,
  modelTexts,
  nameOf,
  runTests,
  takeAway,
} from "../actions/index.ts";
import {
  type CostModel,
  type ModelReport,
  diffModels,
  type ModelTest,
  modelOf,
  modelsJson,
  readModel,
  readWhatCan,
  readTestFile,
  reportJson,
} from "../index.ts";
import { draftInHand, draftVerbs } from "./model-drafts.ts";
import { textOf } from "./model-file.ts";
import { checkText, diffText, historyText, listText, testJson, testText } from "./model-print.ts";
import { modelManual } from "./model-manual.ts";

export const modelCommand: Command = {
  name: "model",
  manual: modelManual,
  options: {
    year: { type: "string" },
    scenario: { type: "string" },
    of: { type: "string" },
    from: { type: "string" },
    why: { type: "string" },
  },
  async run(call): Promise<ExitCode> {
    const [verb = "", ...names] = call.positionals;
    const work = verbs[verb];
    if (work === undefined) throw noSuchVerb("model", call.positionals[0], Object.keys(verbs));
    return work(call, names);
  },
};

export type Verb = (call: CommandCall, names: readonly string[]) => Promise<ExitCode>;

const verbs: Readonly<Record<string, Verb>> = {
  list: async (call, names) => {
    if (names.length > 0)
      throw new UsageError("model list tar bara val, inga andra ord.", "model list takes options only.");
    const stored = await read(call, modelTexts);
    call.effects.print(call.json ? json(modelsJson(stored)) : listText(stored));
    return 0;
  },
  show: async (call, names) => {
    if (names.length > 1)
      throw new UsageError(
        "model show tar en modell, eller ingen för den senaste.",
        "model show takes one model, or none for the latest.",
      );
    const found = await read(call, async (tx, provider) => {
      const reference = names[0] ?? (await modelTexts(tx, provider)).at(-1)?.model ?? "";
      return modelByReference(tx, provider, reference);
    });
    if (call.json)
      call.effects.print(json({ model: found.name, text: found.text, by: found.by, at: found.at }));
    // The printer ends the line itself; the text is to come out byte for byte.
    else call.effects.print(found.text.endsWith("\n") ? found.text.slice(0, -1) : found.text);
    return 0;
  },
  load: async (call, names) => {
    const path = single(names, "load", { sv: "en fil: ./underlag model load model/min.yaml", en: "a file" });
    const text = await textOf(path);
    const { actor, now } = { actor: call.effects.actor, now: call.effects.now() };
    const done = await read(call, (tx, provider) =>
      loadModel(tx, provider, { text, file: path }, { actor, now }),
    );
    call.effects.problems(done.warnings);
    const name = nameOf(done.model);
    const outcomes = { loaded: "inläst", changed: "ändrad", unchanged: "oförändrad" } as const;
    call.effects.print(
      call.json ? json({ model: name, outcome: done.outcome }) : `${name}: ${outcomes[done.outcome]}`,
    );
    return 0;
  },
  remove: async (call, names) => {
    const asked = single(names, "remove", {
      sv: "modellens hela namn, till exempel namn@2024-01-01",
      en: "a model, like name@2024-01-01",
    });
    const acting = { actor: call.effects.actor, now: call.effects.now() };
    await read(call, (tx, provider) => takeAway(tx, provider, asked, acting));
    call.effects.print(call.json ? json({ model: asked, removed: true }) : `${asked}: borttagen`);
    return 0;
  },
  check: async (call, names): Promise<ExitCode> => {
    if (names.length > 1)
      throw new UsageError(
        "model check tar en fil, eller ingen för de inlästa modellerna.",
        "model check takes one file, or none for the stored models.",
      );
    const [path] = names;
    const text = path === undefined ? undefined : await textOf(path);
    // What is no model at all is told before any database is needed.
    if (text !== undefined && path !== undefined && readWhatCan(text, path).model === undefined)
      required(readModel(text, path));
    return read(call, async (tx, provider): Promise<ExitCode> => {
      const question = await questionOf(call, tx, provider);
      const reports: ModelReport[] = [];
      if (text !== undefined && path !== undefined)
        reports.push(await checkTextOn(tx, question, { text, file: path }));
      else
        for (const model of await storedOf(tx, provider, question.year))
          reports.push(await checkModelOn(tx, question, model, { everyMonth: false }));
      let stops = false;
      const shown: object[] = [];
      for (const report of reports) {
        stops ||= report.problems.some((one) => one.severity === "stop");
        if (call.json) shown.push(reportJson(report, question));
        else {
          call.effects.print(checkText(report, question));
          call.effects.problems(report.problems);
        }
      }
      if (call.json) call.effects.print(json(shown.length === 1 ? (shown[0] as object) : { models: shown }));
      const code: ExitCode = stops ? 1 : 0;
      return code;
    });
  },
  diff: async (call, names) => {
    const [a, b] = names;
    if (a === undefined || b === undefined || names.length > 2) {
      throw new UsageError(
        "model diff jämför två modeller: filer, namn, namn@dag eller dagar.",
        "model diff needs two models: files, names, name@day, days.",
      );
    }
    const draft = b === "draft" ? await draftInHand(call, a) : undefined;
    return read(call, async (tx, provider): Promise<ExitCode> => {
      const before = await either(tx, provider, a);
      const after =
        draft === undefined
          ? await either(tx, provider, b)
          : { model: required(readModel(draft, "draft")), name: `${before.name} (draft)`, history: [] };
      const rules = diffModels(before.model, after.model);
      const question = await questionOf(call, tx, provider);
      // Nothing to cost where nothing but words differ.
      const found =
        rules.length === 0
          ? { changes: [], services: [], customers: [] }
          : await diffOn(tx, question, before.model, after.model, after.history);
      const of = { before: before.name, after: after.name, ...question };
      call.effects.print(call.json ? json(diffJson(found, of)) : diffText(found, of));
      return 0;
    });
  },
  history: async (call, names) => {
    const asked = single(names, "history", { sv: "en modell", en: "a model" });
    const { history } = await read(call, (tx, provider) => modelByReference(tx, provider, asked));
    call.effects.print(
      call.json
        ? json({ versions: history.map(({ name, at, by, why }) => ({ model: name, at, by, why })) })
        : historyText(history, call.effects.language),
    );
    return 0;
  },
  ...draftVerbs,
  test: async (call, names): Promise<ExitCode> => {
    if (names.length > 1)
      throw new UsageError(
        "model test tar en fil eller modell, eller ingen för den senaste.",
        "model test takes one file or model, or none for the latest.",
      );
    const [name] = names;
    const tested =
      name !== undefined && existsSync(name)
        ? await testFile(call, name)
        : await read(call, async (tx, provider) => {
            const reference = name ?? (await modelTexts(tx, provider)).at(-1)?.model ?? "";
            const { model } = await either(tx, provider, reference);
            return { model, examples: await runTests(model, model.tests ?? [], { tx, provider }) };
          });
    call.effects.print(call.json ? json(testJson(tested)) : testText(tested));
    return tested.examples.every((one) => one.holds) ? 0 : 1;
  },
};

/** A file with its examples, and those beside it; the database is asked only where an example needs a loaded year. */
async function testFile(call: CommandCall, path: string) {
  const model = required(readModel(await textOf(path), path));
  const tests: ModelTest[] = [...(model.tests ?? [])];
  const beside = path.replace(/\.ya?ml$/, ".tests.yaml");
  const others: { file: string; tests: readonly ModelTest[] }[] = [];
  if (beside !== path && existsSync(beside)) {
    others.push({
      file: beside,
      tests: required(readTestFile(await textOf(beside), beside, model.validFrom)),
    });
  }
  const all = [
    { model, tests },
    ...others.map((one) => ({ model: { ...model, file: one.file }, tests: one.tests })),
  ];
  const needsData = all.some((one) => one.tests.some((test) => test.given.kind === "loaded"));
  const run = async (loaded?: { tx: Transaction; provider: string }) => {
    const examples = [];
    for (const one of all) examples.push(...(await runTests(one.model, one.tests, loaded)));
    return { model, examples };
  };
  return needsData ? read(call, (tx, provider) => run({ tx, provider })) : run();
}

/** A file by its path, else a stored model. */
async function either(
  tx: Transaction,
  provider: string,
  name: string,
): Promise<{
  model: CostModel;
  name: string;
  history: Awaited<ReturnType<typeof modelByReference>>["history"];
}> {
  if (existsSync(name)) {
    const known = await modelKnowledge(tx, provider);
    return { model: required(readModel(await textOf(name), name, known)), name: basename(name), history: [] };
  }
  const found = await modelByReference(tx, provider, name);
  const at = found.history.findIndex((one) => one.text === found.text);
  return {
    model: required(readModel(found.text, found.name)),
    name: found.name,
    history: found.history.slice(0, at + 1),
  };
}

/** The models in force in some month of the year. */
async function storedOf(tx: Transaction, provider: string, year: number): Promise<CostModel[]> {
  const stored = await modelTexts(tx, provider);
  const models = stored.map((one) => required(readModel(one.source, nameOf(one))));
  const inYear = models.filter(
    (one) => one.validFrom <= `${year}-12-31` && (one.validTo ?? "9999-12-31") >= `${year}-01-01`,
  );
  if (inYear.length === 0) required(modelOf([], `${year}-12` as never));
  return inYear;
}

async function questionOf(
  { options }: CommandCall,
  tx: Transaction,
  provider: string,
): Promise<{ provider: string; year: number; scenario: string }> {
  const asked = options["year"];
  const year = asked === undefined ? await latestYear(tx, provider) : parseYear(String(asked));
  if (year === undefined)
    throw new UsageError(
      "--year är ett år, till exempel --year 2024.",
      "--year is a year, like --year 2024.",
    );
  return { provider, year, scenario: String(options["scenario"] ?? "actual") };
}

async function latestYear(tx: Transaction, provider: string): Promise<number | undefined> {
  const row = await tx.maybe<{ year: number | null }>(
    "select max(fiscal_year) as year from ledger.v_balance where provider_id = $1",
    [provider],
  );
  return row?.year ?? undefined;
}

async function read<T>(
  call: CommandCall,
  work: (tx: Transaction, provider: string) => Promise<T>,
): Promise<T> {
  const { effects } = call;
  const database = await effects.database();
  const provider = await effects.provider();
  return database.transaction({ role: "staff", provider, actor: effects.actor }, (tx) => work(tx, provider));
}

function single(names: readonly string[], verb: string, what: BothLanguages): string {
  if (names.length !== 1)
    throw new UsageError(`model ${verb} behöver ${what.sv}.`, `model ${verb} needs ${what.en}.`);
  return names[0] as string;
}

function json(value: object): string {
  return JSON.stringify(value, undefined, 1);
}
