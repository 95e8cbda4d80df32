import { Refusal, required } from "../../../kernel/index.ts";
import { type Act, fieldUnreadable } from "../../../platform/web/index.ts";
import { checkFile, keepCheck } from "../actions/index.ts";
import { checking } from "../mandates.ts";
import { checkJson } from "../print.ts";

const file = {
  name: "file",
  sv: "Rapporten (text, Markdown, HTML, DOCX eller PDF)",
  en: "The report (text, Markdown, HTML, DOCX or PDF)",
  kind: "file",
  required: true,
} as const;

/** Checks a report that anybody has made. Writes nothing. */
export const checkAct: Act = {
  path: "/report-check",
  mandate: checking,
  sv: "Kontrollera",
  en: "Check",
  fields: [file],
  async run(_, { provider, actor, file: sent }) {
    const came = sent(file.name);
    if (came === undefined) throw new Refusal([fieldUnreadable(file, "")]);
    const check = required(await checkFile(came.bytes, came.name));
    const id = keepCheck(provider, actor, check);
    return {
      to: `/report-check/${id}`,
      told: { file: check.file, format: check.format, ...checkJson(check) },
    };
  },
};

export const checkActs: readonly Act[] = [checkAct];
