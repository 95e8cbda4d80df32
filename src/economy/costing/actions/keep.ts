import { createHash } from "node:crypto";
import {
  keepRegister,
  type Register,
  type RegisterChange,
  type RegisterRow,
} from "../../../platform/audit/actions/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { Refusal, required } from "../../../kernel/index.ts";
import { type CostModel, twoModels } from "../index.ts";
import { writeKeyWords } from "../sql/key-words.ts";
import { storedModels, type StoredModel } from "../sql/registers.ts";
import { modelsOf } from "./inputs.ts";

interface Source {
  readonly actor: string;
  readonly now: string;
  /** The file as its user named it. */
  readonly source: string;
  /** Why the texts are saved; what is not changed keeps its own reason. */
  readonly why?: string;
}

/** The table of models, kept like any register. */
export const modelRegister: Register = {
  table: "costing.model",
  objectKind: "costing-model",
  keys: ["model", "valid_from"],
  columns: {
    model: "text",
    valid_from: "date",
    valid_to: "date",
    source: "text",
    sha256: "text",
    saved_why: "text",
  },
  removes: true,
};

/**
 * The costing models as their files are written, comments and all. Read them with `readModel` first. Models that no file
 * holds stay: earlier years are costed by them. Two in force on the same day are refused.
 */
export async function keepModels(
  tx: Transaction,
  provider: string,
  models: readonly { readonly model: CostModel; readonly text: string }[],
  source: Source,
): Promise<RegisterChange> {
  const isGiven = (one: StoredModel): boolean =>
    models.some(({ model }) => model.model === one.model && model.validFrom === one.validFrom);
  const stored = await storedModels(tx, provider);
  const others = stored.filter((one) => !isGiven(one));
  const clashes = models.flatMap(({ model }, index) => [
    ...models
      .slice(0, index)
      .flatMap((one) => (overlap(one.model, model) ? [twoModels(model, one.model)] : [])),
    ...others.flatMap((one) => (overlap(one, model) ? [twoModels(model, one)] : [])),
  ]);
  if (clashes.length > 0) throw new Refusal(clashes);
  const given = models.map(({ model, text }) => ({
    model: model.model,
    validFrom: model.validFrom,
    validTo: model.validTo ?? null,
    source: text,
    sha256: textSha256(text),
    savedWhy:
      stored.find(
        (one) => one.model === model.model && one.validFrom === model.validFrom && one.source === text,
      )?.savedWhy ??
      source.why ??
      "",
  }));
  const change = await keepRegister(tx, provider, modelRegister, [...others, ...given].map(rowOf), source);
  await keepKeyWords(tx, provider);
  return change;
}

/** Takes a stored model away; the audit keeps its text. */
export async function removeModel(
  tx: Transaction,
  provider: string,
  { model, validFrom }: Pick<StoredModel, "model" | "validFrom">,
  source: Source,
): Promise<RegisterChange> {
  const left = (await storedModels(tx, provider)).filter(
    (one) => one.model !== model || one.validFrom !== validFrom,
  );
  const change = await keepRegister(tx, provider, modelRegister, left.map(rowOf), source);
  await keepKeyWords(tx, provider);
  return change;
}

/** What customers read of the models follows them, in the same transaction. */
async function keepKeyWords(tx: Transaction, provider: string): Promise<void> {
  await writeKeyWords(tx, provider, required(await modelsOf(tx, provider)));
}

function rowOf({ model, validFrom, validTo, source, sha256, savedWhy }: StoredModel): RegisterRow {
  return { model, valid_from: validFrom, valid_to: validTo, source, sha256, saved_why: savedWhy };
}

/** What a text is known again by. */
export function textSha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

interface Validity {
  readonly validFrom: string;
  readonly validTo?: string | null | undefined;
}

/** Whether there is a day that both hold. */
export function overlap(a: Validity, b: Validity): boolean {
  return b.validFrom <= (a.validTo ?? "9999") && a.validFrom <= (b.validTo ?? "9999");
}
