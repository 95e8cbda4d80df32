import { parseDay, Refusal } from "../../../kernel/index.ts";
import { actFromCommand, readFromCommand } from "../../../platform/access/actions/index.ts";
import { type CommandCall, type ExitCode, textTable, UsageError } from "../../../platform/command/index.ts";
import { inLanguage } from "../../../platform/language/index.ts";
import {
  discardModelDraft,
  keepModelDraft,
  modelByReference,
  modelDraftOf,
  modelDraftsOf,
  nameOf,
  modelTexts,
  saveModelDraft,
} from "../actions/index.ts";
import { problem } from "../problems.ts";
import { textOf } from "./model-file.ts";

type Verb = (call: CommandCall, names: readonly string[]) => Promise<ExitCode>;

/** `model drafts|draft|save|discard`: one's own text of a model until it is saved, the same as on the web. */
export const draftVerbs: Readonly<Record<"drafts" | "draft" | "save" | "discard", Verb>> = {
  drafts: async (call, names) => {
    if (names.length > 0)
      throw new UsageError("model drafts tar bara val.", "model drafts takes options only.");
    const { effects } = call;
    const drafts = await readFromCommand(effects, modelDraftsOf);
    if (call.json)
      effects.print(
        JSON.stringify({
          drafts: drafts.map(({ person, basedOn, keptAt }) => ({ person, model: basedOn, kept_at: keptAt })),
        }),
      );
    else if (drafts.length === 0)
      effects.say(inLanguage(effects.language, { sv: "Inga utkast.", en: "No drafts." }));
    else
      effects.print(
        textTable(
          inLanguage(effects.language, {
            sv: ["modell", "hos", "senast"],
            en: ["model", "held by", "last kept"],
          }),
          drafts.map(({ person, basedOn, keptAt }) => [
            basedOn || "-",
            person,
            keptAt.slice(0, 16).replace("T", " "),
          ]),
        ),
      );
    return 0;
  },
  draft: async (call, names) => {
    const [path, ...more] = names;
    if (path === undefined || more.length > 0)
      throw new UsageError(
        "model draft behöver en fil: ./underlag model draft model/min.yaml [--of namn@dag]",
        "model draft needs a file.",
      );
    const text = await textOf(path);
    const { effects } = call;
    const basedOn = await actFromCommand(effects, { role: "controller" }, async (tx, provider, act) => {
      const named = /^model:\s*["']?([\w-]+)/m.exec(text)?.[1];
      const stored = (await modelTexts(tx, provider)).filter((one) => one.model === named).at(-1);
      const asked = call.options["of"];
      const of =
        asked !== undefined
          ? (await modelByReference(tx, provider, String(asked))).name
          : stored === undefined
            ? ""
            : nameOf(stored);
      await keepModelDraft(tx, provider, { basedOn: of, text }, act);
      return of;
    });
    if (call.json) effects.print(JSON.stringify({ model: basedOn || null, kept: true }));
    else
      effects.say(
        inLanguage(effects.language, {
          sv: `${basedOn || "en ny modell"}: i utkastet`,
          en: `${basedOn || "a new model"}: in the draft`,
        }),
      );
    return 0;
  },
  save: async (call, names) => {
    const basedOn = only(names, "save");
    const why = String(call.options["why"] ?? "").trim();
    if (why === "")
      throw new UsageError('Ange varför: --why "Ny nyckel enligt beslut 2025-04"', "Say why: --why TEXT");
    const asked = call.options["from"];
    const from = asked === undefined ? undefined : parseDay(String(asked));
    if (asked !== undefined && from === undefined)
      throw new UsageError(
        "--from är en dag, som --from 2025-01-01.",
        "--from is a day, like --from 2025-01-01.",
      );
    const { effects } = call;
    const saved = await actFromCommand(effects, { role: "controller" }, async (tx, provider, act) =>
      saveModelDraft(tx, provider, { basedOn: await fullName(tx, provider, basedOn), from, why }, act),
    );
    effects.problems(saved.warnings);
    const { model, outcome, ended } = saved;
    if (call.json) effects.print(JSON.stringify({ model, outcome, ended: ended ?? null }));
    else {
      const { sv, en } = outcomes[outcome];
      const ends =
        ended === undefined
          ? { sv: "", en: "" }
          : { sv: `; ${ended} slutar dagen före`, en: `; ${ended} ends the day before` };
      effects.print(
        inLanguage(effects.language, { sv: `${model}: ${sv}${ends.sv}`, en: `${model}: ${en}${ends.en}` }),
      );
    }
    return 0;
  },
  discard: async (call, names) => {
    const basedOn = only(names, "discard");
    const { effects } = call;
    const discarded = await actFromCommand(effects, { role: "controller" }, async (tx, provider, { actor }) =>
      discardModelDraft(tx, provider, { person: actor, basedOn: await fullName(tx, provider, basedOn) }),
    );
    if (call.json) effects.print(JSON.stringify({ model: basedOn || null, discarded }));
    else
      effects.say(
        discarded
          ? inLanguage(effects.language, { sv: "Utkastet är kastat.", en: "The draft is thrown away." })
          : inLanguage(effects.language, { sv: "Det fanns inget utkast.", en: "There was no draft." }),
      );
    return 0;
  },
};

const outcomes = {
  new: { sv: "ny version", en: "new version" },
  changed: { sv: "ändrad", en: "changed" },
  unchanged: { sv: "oförändrad", en: "unchanged" },
} as const;

/** One's own draft of a model, to be held against something. */
export async function draftInHand(call: CommandCall, model: string): Promise<string> {
  const draft = await actFromCommand(call.effects, { role: "controller" }, async (tx, provider, { actor }) =>
    modelDraftOf(tx, provider, { person: actor, basedOn: await fullName(tx, provider, model) }),
  );
  if (draft !== undefined) return draft.text;
  throw new Refusal([
    problem("costing.no-model-draft", `Du har inget utkast till ${model}.`, `You have no draft of ${model}.`),
  ]);
}

type Reading = Parameters<typeof modelByReference>;

async function fullName(tx: Reading[0], provider: string, asked: string): Promise<string> {
  return asked === "" ? "" : (await modelByReference(tx, provider, asked)).name;
}

/** The model that a verb is asked for; none is a draft from nothing. */
function only(names: readonly string[], verb: string): string {
  if (names.length > 1)
    throw new UsageError(
      `model ${verb} tar en modell, eller ingen för en ny.`,
      `model ${verb} takes one model, or none for a new one.`,
    );
  return names[0] ?? "";
}
