import { parseDay, Refusal } from "../../../kernel/index.ts";
import { type Act, type Doing, fieldUnreadable } from "../../../platform/web/index.ts";
import { discardModelDraft, keepModelDraft, saveModelDraft } from "../actions/index.ts";
import { keepingModels } from "../index.ts";

const basedOn = {
  name: "based_on",
  sv: "Modellen den utgår från, namn@dag",
  en: "The model it begins from, name@day",
} as const;
const from = {
  name: "from",
  sv: "Gäller från, som en ny version",
  en: "Valid from, as a new version",
} as const;

export const modelAddress = {
  edit: (model: string, more: Readonly<Record<string, string>> = {}): string =>
    `/models/edit?${new URLSearchParams({ model, ...more }).toString()}`,
  review: (model: string, year: string): string =>
    `/models/review?${new URLSearchParams({ model, ...(year === "" ? {} : { year }) }).toString()}`,
  show: (model: string): string => `/models/${encodeURIComponent(model)}`,
};

/** Keeps what has been written of a model, to the letter and faults too. */
export const keepModelDraftAct: Act = {
  path: "/models/draft",
  mandate: keepingModels,
  sv: "Spara utkast",
  en: "Keep draft",
  large: true,
  fields: [
    basedOn,
    { name: "base", sv: "Kontrollsumma för texten som visades", en: "Hash of the text that was shown" },
    { name: "text", sv: "Modellens text", en: "The model's text", long: true, exact: true },
    { name: "year", sv: "År att pröva på", en: "Year to try it on" },
    { name: "go", sv: "Därefter", en: "Then" },
  ],
  async run(tx, { provider, actor, now, field }) {
    const model = field("based_on");
    const base = field("base");
    const kept = await keepModelDraft(
      tx,
      provider,
      { basedOn: model, text: asWritten(field("text")), ...(base === "" ? {} : { baseSha256: base }) },
      { actor, now },
    );
    const year = field("year");
    const told = { model: model || null, kept };
    if (field("go") === "review") return { to: modelAddress.review(model, year), told };
    return {
      to: modelAddress.edit(
        model,
        field("go") === "check" ? { check: "1", ...(year === "" ? {} : { year }) } : {},
      ),
      told,
    };
  },
};

/** A browser sends the line ends of a form as CR LF. A model's text has LF, and keeps the letter of all the rest. */
function asWritten(text: string): string {
  return text.replaceAll("\r\n", "\n");
}

/** Saves one's draft: in the place of what it was begun from, or as a new version from a day. */
export const saveModelAct: Act = {
  path: "/models/save",
  mandate: keepingModels,
  sv: "Spara modellen",
  en: "Save the model",
  fields: [
    basedOn,
    {
      name: "sha256",
      sv: "Kontrollsumma för texten som granskades",
      en: "Hash of the text that was looked through",
    },
    from,
    { name: "why", sv: "Skäl", en: "Reason", required: true, long: true },
  ],
  async run(tx, { provider, actor, now, field }) {
    const sha256 = field("sha256");
    const saved = await saveModelDraft(
      tx,
      provider,
      {
        basedOn: field("based_on"),
        from: dayOf(field),
        why: field("why"),
        ...(sha256 === "" ? {} : { sha256 }),
      },
      { actor, now },
    );
    const { model, outcome, ended } = saved;
    return { to: modelAddress.show(model), told: { model, outcome, ended: ended ?? null } };
  },
};

function dayOf(field: Doing["field"]) {
  const said = field("from");
  const day = said === "" ? undefined : parseDay(said);
  if (said !== "" && day === undefined) throw new Refusal([fieldUnreadable(from, said)]);
  return day;
}

/** Throws one's own draft of a model away. */
export const discardModelDraftAct: Act = {
  path: "/models/discard",
  mandate: keepingModels,
  sv: "Kasta utkastet",
  en: "Throw the draft away",
  fields: [basedOn],
  async run(tx, { provider, actor, field }) {
    const model = field("based_on");
    const discarded = await discardModelDraft(tx, provider, { person: actor, basedOn: model });
    return {
      to: model === "" ? "/models" : modelAddress.show(model),
      told: { model: model || null, discarded },
    };
  },
};

export const modelActs: readonly Act[] = [keepModelDraftAct, saveModelAct, discardModelDraftAct];
