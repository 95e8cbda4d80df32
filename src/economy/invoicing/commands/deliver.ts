import { Refusal } from "../../../kernel/index.ts";
import { actFromCommand, actingPerson, readFromCommand } from "../../../platform/access/actions/index.ts";
import { type CommandCall, type ExitCode, UsageError } from "../../../platform/command/index.ts";
import {
  billingRuns,
  deliver,
  deliveriesOf,
  type DeliverResult,
  markDelivered,
  realWorld,
  recordAnswer,
  startDelivery,
} from "../actions/index.ts";
import { type Delivery, deliveryJson, deliveryStateNames, deliveryWayNames, outboxOf } from "../index.ts";
import { problemOf } from "../problems.ts";
import { tellQueued } from "../../../platform/jobs/index.ts";
import { periodOption, sayerOf, textOption } from "./bill-options.ts";

/** `bill deliver`: sends what is issued to where its receivers want it. */
export async function deliverDocuments(call: CommandCall): Promise<ExitCode> {
  const { effects, json, options } = call;
  const isDue = options["due"] === true;
  if (isDue && (options["run"] ?? options["period"]) !== undefined)
    throw new UsageError(
      "--due tar allt som väntar; utelämna --period och --run.",
      "--due takes all that waits; leave out --period and --run.",
    );
  const runs = isDue ? [undefined] : await runsAsked(call);
  if (options["background"] === true) return queueDelivery(call, runs);
  const database = await effects.database();
  const provider = await effects.provider();
  const actor = await actingPerson(effects, database, {
    provider,
    role: "controller",
  });
  const world = realWorld({ outbox: outboxOf(effects.dataDirectory), now: () => effects.now() });
  const results: (DeliverResult & { readonly run: string | null })[] = [];
  for (const run of runs) {
    const question = { again: options["again"] === true, ...(run === undefined ? {} : { run }) };
    const progress = async (done: number, total: number, message: string) =>
      effects.progress(`${done}/${total} ${message}`);
    results.push({
      run: run ?? null,
      ...(await deliver(database, provider, question, { actor, world, progress })),
    });
  }
  effects.progress("");
  if (json) effects.print(JSON.stringify({ deliveries: results }, null, 2));
  else for (const result of results) effects.print(told(call, result));
  return results.some((result) => result.failedNow > 0) ? 1 : 0;
}

/** Each run's delivery as a job of its own. */
async function queueDelivery(call: CommandCall, runs: readonly (string | undefined)[]): Promise<ExitCode> {
  const who = { role: "controller" } as const;
  const again = call.options["again"] === true;
  for (const run of runs) {
    if (run === undefined)
      throw new UsageError(
        "--due är till för cron och arbetar genast; utelämna --background.",
        "--due is for cron and goes on at once; leave out --background.",
      );
    const job = await actFromCommand(call.effects, who, (tx, provider, act) =>
      startDelivery(tx, provider, { run, again }, act),
    );
    tellQueued(call, job);
  }
  return 0;
}

async function runsAsked(call: CommandCall): Promise<string[]> {
  const run = textOption(call, "run");
  if (run !== undefined) return [run];
  const period = periodOption(call);
  const issued = (await readFromCommand(call.effects, billingRuns)).filter(
    (each) => each.period === period && each.state === "issued" && !each.run.startsWith("history-"),
  );
  if (issued.length > 0) return issued.map((each) => each.run);
  throw new Refusal([
    problemOf(
      "invoicing.nothing-to-deliver",
      `Ingen körning är utfärdad i ${period}.`,
      `No run is issued in ${period}.`,
    ),
  ]);
}

function told(call: CommandCall, result: DeliverResult & { readonly run: string | null }): string {
  const { documents, sent, acknowledged, waiting, byHand, failed, sentNow } = result;
  return sayerOf(call)(
    `${result.run ?? "allt som väntade"}  ${sentNow} skickade nu; av ${documents} dokument är ${sent} skickade, ${acknowledged} kvitterade, ${waiting} väntar (${byHand} för hand), ${failed} misslyckade`,
    `${result.run ?? "all that waited"}  ${sentNow} sent now; of ${documents} documents ${sent} are sent, ${acknowledged} acknowledged, ${waiting} waiting (${byHand} by hand), ${failed} failed`,
  );
}

/** `bill deliveries`: how far each document has come. */
export async function listDeliveries(call: CommandCall): Promise<ExitCode> {
  const { effects, json, options } = call;
  const runs = (options["run"] ?? options["period"]) === undefined ? [undefined] : await runsAsked(call);
  const found: Delivery[] = [];
  for (const run of runs)
    found.push(
      ...(await readFromCommand(effects, (tx, provider) =>
        deliveriesOf(tx, provider, run === undefined ? {} : { run }),
      )),
    );
  if (json) effects.print(JSON.stringify({ deliveries: found.map(deliveryJson) }, null, 2));
  else for (const one of found) effects.print(row(call, one));
  if (!json && found.length === 0)
    effects.say(
      sayerOf(call)(
        "Inget är utlämnat: ./underlag bill deliver --period …",
        "Nothing is delivered: ./underlag bill deliver --period …",
      ),
    );
  return 0;
}

function row(call: CommandCall, one: Delivery): string {
  const language = call.effects.language;
  const at = one.answeredAt ?? one.sentAt ?? "";
  const next =
    one.nextTryAt === undefined
      ? ""
      : sayerOf(call)(`, nästa försök ${one.nextTryAt}`, `, next try ${one.nextTryAt}`);
  return `${one.invoice.padEnd(12)} ${one.customer.padEnd(14)} ${deliveryWayNames[one.way][language].padEnd(13)} ${deliveryStateNames[one.state][language].padEnd(13)} ${at.slice(0, 16).padEnd(17)} ${one.parcel}${one.reason === "" ? "" : `  ${one.reason}`}${next}`;
}

/** `bill handed-over|received|sent-back`: what somebody says of one document's delivery. */
export async function answerDelivery(
  call: CommandCall,
  what: "handed-over" | "received" | "sent-back",
): Promise<ExitCode> {
  const { effects, json, positionals } = call;
  const receipt = textOption(call, "receipt");
  const said = { invoice: positionals[1] as string, ...(receipt === undefined ? {} : { receipt }) };
  const who = { role: "controller" } as const;
  const after = await actFromCommand(effects, who, (tx, provider, act) =>
    what === "handed-over"
      ? markDelivered(tx, provider, said, act)
      : recordAnswer(
          tx,
          provider,
          { ...said, ...(what === "sent-back" ? { refusedFor: textOption(call, "reason") ?? "" } : {}) },
          act,
        ),
  );
  effects.print(json ? JSON.stringify(deliveryJson(after), null, 2) : row(call, after));
  return 0;
}
