import type { Problem } from "../../kernel/index.ts";
import { chainHead } from "../../platform/audit/actions/index.ts";
import type { Command } from "../../platform/command/index.ts";
import { invariants } from "../invariants.ts";
import { inLanguage, problemWords } from "../../platform/language/index.ts";
import { verifyManual } from "./verify-manual.ts";

/** `verify`: every promise the program makes about what is stored, one line each. */
export const verifyCommand: Command = {
  name: "verify",
  manual: verifyManual,
  options: {},
  async run({ json, effects }) {
    const broke = inLanguage(effects.language, { sv: "BRUTET", en: "BROKEN" });
    const database = await effects.database();
    const provider = await effects.provider();
    const found: { code: string; sv: string; en: string; problems: readonly Problem[] }[] = [];
    const head = await database.transaction({ role: "staff", provider, actor: effects.actor }, async (tx) => {
      for (const invariant of invariants) {
        effects.progress(inLanguage(effects.language, invariant));
        const problems = await invariant.check(tx, provider);
        effects.progress("");
        found.push({ code: invariant.code, sv: invariant.sv, en: invariant.en, problems });
        if (json) continue;
        effects.print(
          `${(problems.length === 0 ? "ok" : broke).padEnd(6)}  ${invariant.code.padEnd(34)} ${inLanguage(effects.language, invariant)}`,
        );
        for (const problem of problems.slice(0, 10))
          effects.print(`        ${problemWords(problem, effects.language).message} [${problem.code}]`);
        if (problems.length > 10)
          effects.print(
            `        ... ${problems.length - 10} ${inLanguage(effects.language, { sv: "till", en: "more" })}`,
          );
      }
      return chainHead(tx, provider);
    });
    const broken = found.filter((entry) => entry.problems.length > 0).length;
    if (json)
      effects.print(
        JSON.stringify(
          {
            invariants: found.map(({ code, sv, en, problems }) => ({
              code,
              sv,
              en,
              holds: problems.length === 0,
              problems,
            })),
            broken,
            auditHead: head,
          },
          null,
          2,
        ),
      );
    else
      effects.print(
        inLanguage(effects.language, {
          sv: `${found.length - broken} av ${found.length} gäller. Behandlingshistorikens huvud: ${head.seq} ${head.hash}`,
          en: `${found.length - broken} of ${found.length} hold. Audit head: ${head.seq} ${head.hash}`,
        }),
      );
    return broken === 0 ? 0 : 1;
  },
};
