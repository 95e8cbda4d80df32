import { catalogueOf } from "../../service/catalogue/actions/index.ts";
import { type CostModel, inForce, keyOf, readModel, withoutKey } from "../../economy/costing/index.ts";
import {
  keepModels,
  loadedJumps,
  modelKnowledge,
  modelsOf,
  zeroWeights,
} from "../../economy/costing/actions/index.ts";
import { lastDayOf, periodsOfYear, type Problem, Refusal } from "../../kernel/index.ts";
import { filesOf, type LoadContext, type PackPart } from "./context.ts";
import { problemOf } from "./problems.ts";

/** Examples in a file beside a model are for `model test`; they change nothing that is loaded. */
const examples = /\.tests\.ya?ml$/;

/** The costing models, each checked against the registers that it names. */
export const costingPart: PackPart = {
  name: "costing models",
  owns: (path) => /^model\/[^/]+\.ya?ml$/.test(path),
  async load(context) {
    const files = filesOf(costingPart, context).filter((file) => !examples.test(file.path));
    if (files.length === 0) {
      await refuseZeroWeights(context);
      return warnOfServicesWithoutKey(context);
    }
    const { tx, provider, actor, now } = context;
    const known = await modelKnowledge(tx, provider);
    const problems: Problem[] = [];
    const models: { model: CostModel; text: string }[] = [];
    for (const file of files) {
      const text = textOf(file.path, file.content());
      const read = readModel(text, file.path, known);
      if (read.ok) {
        models.push({ model: read.value, text });
        context.warn(read.warnings);
      } else problems.push(...read.problems);
    }
    if (problems.length > 0) throw new Refusal(problems);
    const change = await keepModels(tx, provider, models, { actor, now, source: "model" });
    for (const file of files) {
      const touched = change.added + change.changed + change.removed;
      context.told({
        file: file.path,
        outcome: touched === 0 ? "unchanged" : change.changed + change.removed === 0 ? "loaded" : "changed",
        counts: { models: 1 },
      });
    }
    await refuseZeroWeights(context);
    await warnOfServicesWithoutKey(context);
  },
};

/**
 * Services that no assignment of the model gives a key: their cost would reach no customer, and without a word until the
 * month is costed. Asked when models or services come, for the months of the pack's years in which the service is delivered.
 */
async function warnOfServicesWithoutKey(context: LoadContext): Promise<void> {
  if (![...context.files.keys()].some((path) => costingPart.owns(path) || path === "catalogue/services.csv"))
    return;
  const { tx, provider, settings } = context;
  const models = await modelsOf(tx, provider);
  if (!models.ok) return;
  const { services } = await catalogueOf(tx, provider);
  const months = settings.fiscalYears.flatMap(periodsOfYear);
  for (const service of services) {
    for (const period of months) {
      const at = lastDayOf(period);
      const model = models.value.find((one) => inForce(one, at));
      if (model === undefined || !inForce(service, at) || keyOf(model, service.service, period)) continue;
      context.warn([{ ...withoutKey(model, service.service, period, undefined), severity: "warn" }]);
      break;
    }
  }
}

/** New values of a driver are held against the models that are there, also when they come alone. */
async function refuseZeroWeights(context: LoadContext): Promise<void> {
  if (![...context.files.keys()].some((path) => costingPart.owns(path) || path === "drivers/values.csv"))
    return;
  const problems = await zeroWeights(context.tx, context.provider);
  if (problems.length > 0) throw new Refusal(problems);
  if (context.files.has("drivers/values.csv")) context.warn(await loadedJumps(context.tx, context.provider));
}

/** The text of a YAML file, which is UTF-8 and nothing else. */
export function textOf(path: string, content: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    throw new Refusal([
      problemOf(
        "pack.yaml",
        { file: path },
        {
          message_sv: `${path} är inte UTF-8.`,
          message_en: `${path} is not UTF-8.`,
        },
      ),
    ]);
  }
}
