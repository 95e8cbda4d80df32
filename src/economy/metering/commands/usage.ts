import { existsSync, statSync } from "node:fs";
import { basename, extname } from "node:path";
import { parsePeriod, type Period, Refusal } from "../../../kernel/index.ts";
import { actingPerson } from "../../../platform/access/actions/index.ts";
import {
  type Command,
  type CommandCall,
  type ExitCode,
  UsageError,
  noSuchVerb,
} from "../../../platform/command/index.ts";
import { formatQuantity } from "../../../platform/language/index.ts";
import {
  addUpByMeters,
  eventsBehind,
  filePieces,
  loadUsageBatch,
  metersOf,
  previewUsageBatch,
  rolledUp,
  type UsageBatchForm,
  usageSources,
} from "../actions/index.ts";
import { aggregationNames, rolledUpJson, volumeChangeJson } from "../index.ts";
import { usageManual } from "./usage-manual.ts";

export const usageCommand: Command = {
  name: "usage",
  manual: usageManual,
  options: {
    name: { type: "string" },
    format: { type: "string" },
    correction: { type: "boolean" },
    "dry-run": { type: "boolean" },
    period: { type: "string" },
    to: { type: "string" },
    by: { type: "string" },
    item: { type: "string" },
    customer: { type: "string" },
  },
  run(call) {
    const [verb = "", ...rest] = call.positionals;
    const work = verbs[verb];
    if (work === undefined || (verb !== "load" && rest.length > 0))
      throw noSuchVerb("usage", call.positionals[0], Object.keys(verbs));
    return work(call, rest);
  },
};

type Work = (call: CommandCall, rest: readonly string[]) => Promise<ExitCode>;

const verbs: Readonly<Record<string, Work>> = {
  load: async (call, [path, ...more]) => {
    if (path === undefined || more.length > 0)
      throw new UsageError("Ange en fil: ./underlag usage load <fil>", "usage load takes one file.");
    if (!existsSync(path) || !statSync(path).isFile())
      throw new UsageError(`Det finns ingen fil ${path}.`, `There is no file ${path}.`);
    const { effects } = call;
    const database = await effects.database();
    const provider = await effects.provider();
    const actor = await actingPerson(effects, database, { provider, role: "controller" });
    const batch = {
      source: text(call, "name") ?? `usage/${basename(path)}`,
      form: formOf(call, path),
      correction: call.options["correction"] === true,
      chunks: () => filePieces(path),
      replaces: true,
    };
    const isDry = call.options["dry-run"] === true;
    const loaded = await database.transaction({ role: "staff", provider, actor }, async (tx) => {
      const act = { actor, now: effects.now() };
      if (!isDry) return loadUsageBatch(tx, provider, batch, act);
      const { problems, ...would } = await previewUsageBatch(tx, provider, batch, act);
      if (problems.length > 0) throw new Refusal(problems);
      return would;
    });
    if (isDry)
      effects.say(
        effects.language === "sv" ? "Ingenting är inläst: --dry-run." : "Nothing is loaded: --dry-run.",
      );
    for (const { message_sv } of loaded.warnings) effects.say(message_sv);
    const { changes, warnings: _warnings, ...counts } = loaded;
    print(call, { ...counts, changes: changes.map(volumeChangeJson) }, [
      loaded.changed
        ? `${loaded.source}, version ${loaded.version}: ${loaded.events} händelser, ${loaded.duplicates} kom igen; ${changes.length} volymer ändrade`
        : `${loaded.source}: oförändrad sedan version ${loaded.version}`,
      ...changes
        .slice(0, 20)
        .map(
          (one) =>
            `  ${one.period}  ${one.item}  ${one.customer}  ${formatQuantity(one.beforeMicro, "sv")} -> ${formatQuantity(one.afterMicro, "sv")}`,
        ),
      ...(changes.length > 20 ? [`  och ${changes.length - 20} till (--json visar alla)`] : []),
    ]);
    return 0;
  },
  show: async (call) => {
    const first = monthOf(call, "period");
    const last = text(call, "to") === undefined ? first : monthOf(call, "to");
    const by = text(call, "by") ?? "month";
    if (by !== "day" && by !== "month")
      throw new UsageError("--by är day eller month.", "--by is day or month.");
    if (last < first)
      throw new UsageError("--to får inte ligga före --period.", "--to is not before --period.");
    const [item, customer] = [text(call, "item"), text(call, "customer")];
    const rows = await read(call, (tx, provider) =>
      rolledUp(tx, provider, { first, last, by, item, customer }),
    );
    print(
      call,
      { by, usage: rows.map(rolledUpJson) },
      rows.map(
        (one) =>
          `${one.day ?? one.period}  ${one.item}  ${one.customer}  ${formatQuantity(one.quantityMicro, "sv")}  (${one.events} händelser)`,
      ),
    );
    return 0;
  },
  events: async (call) => {
    const of = {
      period: monthOf(call, "period"),
      item: needed(call, "item"),
      customer: needed(call, "customer"),
    };
    const events = await read(call, (tx, provider) => eventsBehind(tx, provider, of));
    print(
      call,
      {
        events: events.map(({ quantityMicro, ...one }) => ({
          ...one,
          quantity: formatQuantity(quantityMicro, "en"),
        })),
      },
      events.map(
        (one) => `${one.day}  ${one.eventId}  ${formatQuantity(one.quantityMicro, "sv")}  ${one.source}`,
      ),
    );
    return 0;
  },
  meters: async (call) => {
    const meters = await read(call, metersOf);
    print(
      call,
      { meters },
      meters.map(
        (one) =>
          `${one.meter}  ${one.eventType} -> ${one.item}: ${aggregationNames[one.aggregation].sv}, ${one.unit}`,
      ),
    );
    return 0;
  },
  recount: async (call) => {
    const changes = await read(call, async (tx, provider) =>
      addUpByMeters(tx, provider, await metersOf(tx, provider)),
    );
    print(call, { changes: changes.map(volumeChangeJson) }, [`${changes.length} volymer ändrade`]);
    return 0;
  },
  files: async (call) => {
    const files = await read(call, usageSources);
    print(
      call,
      { files },
      files.map(
        (one) =>
          `${one.source}  version ${one.version}  ${one.loadedAt.slice(0, 16)}  ${one.loadedBy}${one.correction ? "  rättelse" : ""}`,
      ),
    );
    return 0;
  },
};

function formOf(call: CommandCall, path: string): UsageBatchForm {
  const said =
    text(call, "format") ??
    { ".ndjson": "ndjson", ".jsonl": "ndjson", ".json": "json" }[extname(path)] ??
    "csv";
  if (said !== "csv" && said !== "ndjson" && said !== "json")
    throw new UsageError("--format är csv, ndjson eller json.", "--format is csv, ndjson or json.");
  return said;
}

function monthOf(call: CommandCall, name: string): Period {
  const period = parsePeriod(needed(call, name));
  if (period === undefined)
    throw new UsageError(
      `--${name} är en månad, till exempel 2025-03.`,
      `--${name} is a month, like 2025-03.`,
    );
  return period;
}

async function read<T>(
  { effects }: CommandCall,
  work: (tx: Parameters<typeof metersOf>[0], provider: string) => Promise<T>,
): Promise<T> {
  const database = await effects.database();
  const provider = await effects.provider();
  return database.transaction({ role: "staff", provider, actor: effects.actor }, (tx) => work(tx, provider));
}

function print({ effects, json }: CommandCall, value: object, lines: readonly string[]): void {
  effects.print(json ? JSON.stringify(value, undefined, 1) : lines.join("\n"));
}

function text({ options }: CommandCall, name: string): string | undefined {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
}

function needed(call: CommandCall, name: string): string {
  const value = text(call, name);
  if (value === undefined) throw new UsageError(`--${name} saknas.`, `--${name} is needed.`);
  return value;
}
