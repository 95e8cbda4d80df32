import { type Day, type Problem, Refusal } from "../../../kernel/index.ts";
import { requireMandate } from "../../../platform/access/actions/index.ts";
import { takeTurn, type Transaction } from "../../../platform/database/index.ts";
import { type CostModel, endBefore, keepingModels, readModel, withValidity } from "../index.ts";
import { problem } from "../problems.ts";
import { storedModels, type StoredModel } from "../sql/registers.ts";
import { keepModels, textSha256 } from "./keep.ts";
import { modelKnowledge, nameOf } from "./models.ts";
import { zeroWeights } from "./weights.ts";

interface Acting {
  readonly actor: string;
  readonly now: string;
}

/** A model's text as somebody is writing it: not saved, and perhaps not yet readable. */
export interface ModelDraft {
  readonly person: string;
  /** The stored model that it was begun from, 'name@day'; '' from nothing. */
  readonly basedOn: string;
  /** What that model's text was when its writer saw it. */
  readonly baseSha256: string;
  readonly text: string;
  readonly keptAt: string;
}

/** The drafts there are, of one person or of everybody. */
export async function modelDraftsOf(
  tx: Transaction,
  provider: string,
  person?: string,
): Promise<ModelDraft[]> {
  const drafts = await tx.query<ModelDraft>(
    `select person, based_on as "basedOn", base_sha256 as "baseSha256", source as text, kept_at as "keptAt"
     from costing.model_draft where provider_id = $1 and ($2::text is null or person = $2)
     order by based_on collate "C", person collate "C"`,
    [provider, person ?? null],
  );
  return drafts.map((draft) => ({ ...draft, keptAt: new Date(draft.keptAt).toISOString() }));
}

/** A person's draft that was begun from a model. */
export async function modelDraftOf(
  tx: Transaction,
  provider: string,
  { person, basedOn }: { readonly person: string; readonly basedOn: string },
): Promise<ModelDraft | undefined> {
  return (await modelDraftsOf(tx, provider, person)).find((one) => one.basedOn === basedOn);
}

/**
 * Keeps a model's text in its writer's draft (sparar utkastet), byte for byte and faults too. A text that says what is stored leaves the
 * draft. Returns whether anything is held.
 */
export async function keepModelDraft(
  tx: Transaction,
  provider: string,
  {
    basedOn,
    text,
    baseSha256,
  }: { readonly basedOn: string; readonly text: string; readonly baseSha256?: string },
  { actor, now }: Acting,
): Promise<boolean> {
  await requireMandate(tx, provider, actor, keepingModels);
  const base = basedOn === "" ? undefined : await requiredModel(tx, provider, basedOn);
  if (text === (base?.source ?? "")) {
    await discardModelDraft(tx, provider, { person: actor, basedOn });
    return false;
  }
  const before = await modelDraftOf(tx, provider, { person: actor, basedOn });
  const seen = baseSha256 ?? before?.baseSha256 ?? base?.sha256 ?? "";
  await tx.execute(
    `insert into costing.model_draft (provider_id, person, based_on, base_sha256, source, kept_at)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (provider_id, person, based_on)
     do update set base_sha256 = excluded.base_sha256, source = excluded.source, kept_at = excluded.kept_at`,
    [provider, actor, basedOn, seen, text, now],
  );
  return true;
}

/** Throws a draft away. Returns whether there was one. */
export async function discardModelDraft(
  tx: Transaction,
  provider: string,
  { person, basedOn }: { readonly person: string; readonly basedOn: string },
): Promise<boolean> {
  const gone = await tx.query<{ person: string }>(
    "delete from costing.model_draft where provider_id = $1 and person = $2 and based_on = $3 returning person",
    [provider, person, basedOn],
  );
  return gone.length > 0;
}

/** How a text is to be saved. */
export interface ModelToSave {
  readonly text: string;
  /** The stored model it was begun from; '' for a new one. */
  readonly basedOn: string;
  /** Valid from this day instead of the one in the text; the model it was begun from then ends the day before. */
  readonly from?: Day | undefined;
  /** Why. */
  readonly why: string;
  /** What the stored text was when the writer saw it; another now is refused. */
  readonly baseSha256?: string | undefined;
}

export interface SavedModel {
  readonly model: string;
  readonly outcome: "new" | "changed" | "unchanged";
  /** The model that now ends, where saving ended one. */
  readonly ended: string | undefined;
  readonly warnings: readonly Problem[];
}

/**
 * Saves a model's text: in the place of the one it was begun from, or with a day as a new version from that day, with the earlier one
 * ending the day before - its text gets a `valid_to` and is else not touched. All of it or, refused, nothing. The audit has who, when and why.
 */
export async function saveModel(
  tx: Transaction,
  provider: string,
  { text, basedOn, from, why, baseSha256 }: ModelToSave,
  { actor, now }: Acting,
): Promise<SavedModel> {
  await requireMandate(tx, provider, actor, keepingModels);
  await takeTurn(tx, provider, "costing-model");
  const base = basedOn === "" ? undefined : await requiredModel(tx, provider, basedOn);
  if (base !== undefined && baseSha256 !== undefined && baseSha256 !== base.sha256)
    throw new Refusal([
      problem(
        "costing.model-changed-meanwhile",
        `${basedOn} har sparats av någon annan sedan du började.`,
        `${basedOn} has been saved by somebody else since you began.`,
      ),
    ]);
  const wanted = from === undefined ? text : required(withValidity(text, { validFrom: from }), basedOn);
  const knowledge = await modelKnowledge(tx, provider);
  const model = read(wanted, basedOn || "model.yaml", knowledge);
  const given = [{ model, text: wanted }];
  let ended: string | undefined;
  if (base !== undefined && endsBy(base, model)) {
    const shortened = required(withValidity(base.source, { validTo: endBefore(model.validFrom) }), basedOn);
    given.push({ model: read(shortened, basedOn, knowledge), text: shortened });
    ended = basedOn;
  }
  const isNew = (await storedModels(tx, provider)).every((one) => nameOf(one) !== nameOf(model));
  const change = await keepModels(tx, provider, given, { actor, now, why, source: "web" });
  const faults = await zeroWeights(tx, provider);
  if (faults.length > 0) throw new Refusal(faults);
  return {
    model: nameOf(model),
    outcome: isNew ? "new" : change.changed > 0 ? "changed" : "unchanged",
    ended,
    warnings: model.warnings,
  };
}

/** Saves a person's own draft and empties it. `sha256` is what was looked through: something else is refused. */
export async function saveModelDraft(
  tx: Transaction,
  provider: string,
  {
    basedOn,
    from,
    why,
    sha256,
  }: Pick<ModelToSave, "basedOn" | "from" | "why"> & { readonly sha256?: string | undefined },
  acting: Acting,
): Promise<SavedModel> {
  const person = acting.actor;
  const draft = await modelDraftOf(tx, provider, { person, basedOn });
  if (draft === undefined)
    throw new Refusal([
      problem(
        "costing.no-model-draft",
        `Du har inget utkast till ${basedOn || "en ny modell"}.`,
        `You have no draft of ${basedOn || "a new model"}.`,
      ),
    ]);
  if (sha256 !== undefined && sha256 !== textSha256(draft.text))
    throw new Refusal([
      problem(
        "costing.model-not-what-was-seen",
        "Texten i utkastet har ändrats sedan den granskades.",
        "The text of the draft has changed since it was looked through.",
      ),
    ]);
  const { text, baseSha256 } = draft;
  const saved = await saveModel(tx, provider, { text, basedOn, from, why, baseSha256 }, acting);
  await discardModelDraft(tx, provider, { person, basedOn });
  return saved;
}

/** Whether a model ends because another of its name begins while it is in force. */
function endsBy(base: StoredModel, model: CostModel): boolean {
  return (
    base.model === model.model &&
    base.validFrom < model.validFrom &&
    model.validFrom <= (base.validTo ?? "9999-12-31")
  );
}

async function requiredModel(tx: Transaction, provider: string, name: string): Promise<StoredModel> {
  const found = (await storedModels(tx, provider)).find((one) => nameOf(one) === name);
  if (found !== undefined) return found;
  throw new Refusal([
    problem(
      "costing.unknown-model",
      `Det finns ingen kalkylmodell ”${name}”.`,
      `There is no costing model "${name}".`,
    ),
  ]);
}

type Knowledge = Awaited<ReturnType<typeof modelKnowledge>>;

function read(
  text: string,
  file: string,
  knowledge: Knowledge,
): CostModel & { readonly warnings: readonly Problem[] } {
  const found = readModel(text, file, knowledge);
  if (!found.ok) throw new Refusal(found.problems);
  return { ...found.value, warnings: found.warnings };
}

function required(text: string | undefined, name: string): string {
  if (text !== undefined) return text;
  throw new Refusal([
    problem(
      "costing.model-without-validity",
      `${name || "Texten"} har ingen rad valid_from att skriva om.`,
      `${name || "The text"} has no line valid_from to rewrite.`,
    ),
  ]);
}
