import { actFromCommand, readFromCommand } from "../../platform/access/actions/index.ts";
import { type CommandEffects, textTable, UsageError } from "../../platform/command/index.ts";
import { inLanguage } from "../../platform/language/index.ts";
import {
  type CellChange,
  isStopped,
  problemsOf,
  type Proposal,
  type RegisterDefinition,
} from "../../platform/registers/index.ts";
import { discardEdits, draftHeads, proposeDraft, saveDraft } from "../../platform/registers/actions/index.ts";
import { proposalJson } from "../register-json.ts";
import { registers } from "../registers.ts";
import type { Call } from "./register.ts";

const referring = { referring: registers };

/** `register drafts`: what is held, by register and person. */
export async function draftsTold(effects: CommandEffects, json: boolean): Promise<0> {
  const drafts = await readFromCommand(effects, draftHeads);
  if (json) effects.print(JSON.stringify({ drafts }, null, 2));
  else if (drafts.length === 0)
    effects.say(inLanguage(effects.language, { sv: "Inga utkast.", en: "No drafts." }));
  else
    effects.print(
      textTable(
        inLanguage(effects.language, {
          sv: ["register", "hos", "rader", "senast"],
          en: ["register", "held by", "rows", "last kept"],
        }),
        drafts.map(({ register, person, rows, keptAt }) => [
          register,
          person,
          String(rows),
          keptAt.slice(0, 16).replace("T", " "),
        ]),
      ),
    );
  return 0;
}

/** `register diff`: one's own draft, held against the register as it is. */
export async function draftDiff({ definition, rest, json, effects }: Call): Promise<0 | 1> {
  if (rest.length > 0)
    throw new UsageError(
      "Ange ett register: ./underlag register diff <register>",
      "register diff takes a register.",
    );
  const proposal = await actFromCommand(effects, { role: "controller" }, (tx, provider, { actor }) =>
    proposeDraft(tx, provider, definition, actor, referring),
  );
  return proposalTold({ definition, json, effects }, proposal);
}

/** `register save`: every row of one's own draft, or none. */
export async function draftSaved({ definition, rest, json, effects }: Call, overwrite: boolean): Promise<0> {
  if (rest.length > 0)
    throw new UsageError(
      "Ange ett register: ./underlag register save <register>",
      "register save takes a register.",
    );
  const { rows } = await actFromCommand(effects, { role: "controller" }, (tx, provider, act) =>
    saveDraft(tx, provider, definition, act, { ...referring, overwrite }),
  );
  const saved = rows.map(({ change, key }) => ({ change, key }));
  if (json) effects.print(JSON.stringify({ register: definition.name, saved }));
  else
    effects.say(
      inLanguage(effects.language, {
        sv: `${definition.name}: ${rowsSv(saved.length)} sparade`,
        en: `${definition.name}: ${rowsEn(saved.length)} saved`,
      }),
    );
  return 0;
}

/** `register discard`: one's own draft, or one row of it. */
export async function draftDiscarded({ definition, rest, json, effects }: Call): Promise<0> {
  const { name: register } = definition;
  const row = rest.length === 0 ? undefined : rest.join(" ");
  const discarded = await actFromCommand(effects, { role: "controller" }, (tx, provider, { actor }) =>
    discardEdits(tx, provider, { register, person: actor, row }),
  );
  if (json) effects.print(JSON.stringify({ register, discarded }));
  else
    effects.say(
      inLanguage(effects.language, {
        sv: `${register}: ${rowsSv(discarded)} ur utkastet`,
        en: `${register}: ${rowsEn(discarded)} out of the draft`,
      }),
    );
  return 0;
}

/** What edits would change, field by field, and what is in the way; 1 where something stops them. */
export function proposalTold(
  {
    definition,
    json,
    effects,
  }: { readonly definition: RegisterDefinition; readonly json: boolean; readonly effects: CommandEffects },
  proposal: Proposal,
): 0 | 1 {
  const stopped = isStopped(proposal);
  if (json) {
    effects.print(JSON.stringify(proposalJson(definition, proposal), null, 2));
    return stopped ? 1 : 0;
  }
  const others = inLanguage(effects.language, { sv: "av någon annan", en: "by somebody else" });
  effects.print(
    [
      ...proposal.edits.flatMap(({ edit, key, cells, meanwhile }) => [
        `${signs[edit.change]} ${key ?? edit.row}`,
        ...cells.map((cell) => `    ${cellLine(cell)}`),
        ...meanwhile.map((cell) => `    (${cellLine(cell)} ${others})`),
      ]),
      inLanguage(effects.language, {
        sv: `${rowsSv(proposal.edits.length)}; inget är sparat.`,
        en: `${rowsEn(proposal.edits.length)}; nothing is saved.`,
      }),
    ].join("\n"),
  );
  effects.problems(problemsOf(proposal));
  return stopped ? 1 : 0;
}

/** A cell from and to, as a line of the terminal. */
export function cellLine({ column, from, to }: CellChange): string {
  return `${column}: ${from || "-"} -> ${to || "-"}`;
}

const rowsSv = (count: number): string => (count === 1 ? "1 rad" : `${count} rader`);
const rowsEn = (count: number): string => (count === 1 ? "1 row" : `${count} rows`);
const signs = { add: "+", change: "~", remove: "-" } as const;
