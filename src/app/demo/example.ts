import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Refusal } from "../../kernel/index.ts";
import type { CommandEffects } from "../../platform/command/index.ts";
import { inLanguage } from "../../platform/language/index.ts";
import type { Database } from "../../platform/database/index.ts";
import type { Job, JobHandler, JobKind } from "../../platform/jobs/index.ts";
import { enqueue, latestJobs, workOnce } from "../../platform/jobs/actions/index.ts";
import { billingRuns } from "../../economy/invoicing/actions/index.ts";
import { loadPack } from "../pack/load.ts";
import { openPack } from "../pack/pack-source.ts";
import { writePack } from "./commands/demo.ts";
import { buildPack } from "./demo.ts";
import { playYear } from "./year.ts";

const kind = "example-year";

/** The example's year played in the background, the first time it is started. */
export const exampleJob: JobKind = { kind, sv: "Exemplets år", en: "The example's year", about: () => "" };
/** The id in the example's own pack.yaml: no other provider's year is ever played. */
export const exampleProvider = "intraservice";

/** What the server's worker can do for the example. */
export function exampleHandlers(now: () => string): Readonly<Record<string, JobHandler>> {
  return { [kind]: (context) => playYear(context, now) };
}

async function providersOf(database: Database): Promise<{ id: string; synthetic: boolean }[]> {
  return database.transaction({ role: "owner" }, (tx) =>
    tx.query(`select provider_id as "id", synthetic from platform.provider order by provider_id`),
  );
}

/** Whether the example is there, alone or beside books of somebody's own. */
export async function holdsExample(database: Database): Promise<boolean> {
  return (await providersOf(database)).some((one) => one.id === exampleProvider && one.synthetic);
}

/**
 * The first start: writes the example city, loads it, and plays its year. Does nothing where there are books already that
 * are not the example's; goes on where an earlier start was killed.
 */
export async function ensureExample(database: Database, effects: CommandEffects): Promise<void> {
  const [first, ...others] = await providersOf(database);
  if (first === undefined) await loadExample(database, effects);
  else if (first.id !== exampleProvider || !first.synthetic || others.length > 0) return;
  const provider = exampleProvider;
  const scope = { role: "staff", provider, actor: effects.actor } as const;
  const job = await database.transaction(scope, async (tx): Promise<Job | undefined> => {
    const played = (await latestJobs(tx, provider)).find((each) => each.kind === kind);
    if (played !== undefined) return played;
    // Somebody has begun to bill the example by hand: the rest of its year is theirs.
    if ((await billingRuns(tx, provider)).some((run) => !run.run.startsWith("history-"))) return undefined;
    return enqueue(tx, provider, { kind, parameters: {} }, { now: effects.now(), actor: effects.actor });
  });
  if (job?.state !== "queued") return;
  effects.say(
    inLanguage(effects.language, {
      sv: "Året genomförs: tolv fakturakörningar, krediten, återregleringen, bokslutet ...",
      en: "Playing the year: twelve billing runs, the credit, the settlement, the closing ...",
    }),
  );
  await workOnce(database, { handlers: exampleHandlers(() => effects.now()), now: () => effects.now() });
  const ended = await endOf(() =>
    database.transaction(scope, async (tx) =>
      (await latestJobs(tx, provider)).find((each) => each.job === job.job),
    ),
  );
  if (ended?.state === "refused") throw new Refusal(ended.problems);
  if (ended?.state !== "done") throw new Error(`The example's year ended as ${ended?.state ?? "nothing"}.`);
}

/** A job as it ended. A server's own worker may have taken it before we could: then it is waited for. */
async function endOf(look: () => Promise<Job | undefined>): Promise<Job | undefined> {
  for (;;) {
    const found = await look();
    if (found === undefined || (found.state !== "queued" && found.state !== "running")) return found;
    await setTimeout(200);
  }
}

async function loadExample(database: Database, effects: CommandEffects): Promise<void> {
  effects.say(
    inLanguage(effects.language, {
      sv: "Första starten: exempelstaden Göteborg 2024 skrivs ...",
      en: "First start: writing the example city Göteborg 2024 ...",
    }),
  );
  const folder = mkdtempSync(join(tmpdir(), "underlag-example-"));
  try {
    writePack(folder, buildPack({ size: "default" }).files, (text) => effects.progress(text));
    effects.say(
      inLanguage(effects.language, {
        sv: "Den läses in: tre års böcker, budget, prislistor, förbrukning ...",
        en: "Loading it: books of three years, budget, price lists, usage ...",
      }),
    );
    const source = await openPack(folder);
    try {
      await loadPack(database, source, {
        actor: effects.actor,
        now: effects.now(),
        confirm: false,
        dryRun: false,
        progress: (text) => effects.progress(text),
      });
      effects.progress("");
    } finally {
      source.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
