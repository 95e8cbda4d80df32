import { Refusal } from "../../../kernel/index.ts";
import { type Act, fieldUnreadable } from "../../../platform/web/index.ts";
import { discardUpload, loadUpload, uploadUsage } from "../actions/index.ts";
import { usageLoadJson } from "../index.ts";
import { loadingUsage } from "../mandates.ts";

const file = {
  name: "file",
  sv: "Förbrukningsfil (CSV, NDJSON eller JSON, högst 20 MB)",
  en: "Usage file (CSV, NDJSON or JSON, at most 20 MB)",
  kind: "file",
  required: true,
} as const;

/** A file of usage taken in and looked at: what it would come to, or what is wrong with it. Nothing is loaded yet. */
export const uploadUsageAct: Act = {
  path: "/usage/uploads",
  mandate: loadingUsage,
  sv: "Ladda upp och granska",
  en: "Upload and look at it",
  fields: [
    file,
    { name: "name", sv: "Namn, om annat än filens", en: "Name, if other than the file's" },
    {
      name: "correction",
      sv: "Händelser med kända id",
      en: "Events with known ids",
      choices: [
        { value: "", sv: "ska vara de samma som förut", en: "are to be the same as before" },
        { value: "yes", sv: "gäller i stället (rättelse)", en: "hold instead (correction)" },
      ],
    },
  ],
  async run(tx, { provider, actor, now, field, file: sent }) {
    const came = sent(file.name);
    if (came === undefined) throw new Refusal([fieldUnreadable(file, "")]);
    const name = field("name") === "" ? came.name : field("name");
    const question = { name, content: came.bytes, correction: field("correction") === "yes" };
    const one = await uploadUsage(tx, provider, question, { actor, now });
    return { to: `/usage/uploads/${one.upload}`, told: one };
  },
};

/** What was looked at is loaded: all of it or nothing. */
export const loadUploadAct: Act = {
  path: "/usage/uploads/:upload/load",
  mandate: loadingUsage,
  sv: "Läs in",
  en: "Load",
  fields: [],
  async run(tx, { provider, actor, now, parameter }) {
    const loaded = await loadUpload(tx, provider, parameter("upload"), { actor, now });
    const [first] = loaded.changes;
    return {
      to: first === undefined ? "/usage" : `/usage?period=${first.period}`,
      told: usageLoadJson(loaded),
    };
  },
};

export const discardUploadAct: Act = {
  path: "/usage/uploads/:upload/discard",
  mandate: loadingUsage,
  sv: "Kasta",
  en: "Throw away",
  fields: [],
  async run(tx, { provider, actor, now, parameter }) {
    await discardUpload(tx, provider, parameter("upload"), { actor, now });
    return { to: "/usage", told: { discarded: parameter("upload") } };
  },
};

export const usageActs: readonly Act[] = [uploadUsageAct, loadUploadAct, discardUploadAct];
