import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { parse } from "yaml";
import { parsePeriod, parseYear, type Period, Refusal } from "../../../kernel/index.ts";
import {
  type Command,
  type CommandCall,
  type ExitCode,
  UsageError,
  noSuchVerb,
} from "../../../platform/command/index.ts";
import type { Database, StaffScope } from "../../../platform/database/index.ts";
import { type Language } from "../../../platform/language/index.ts";
import { actingPerson } from "../../../platform/access/actions/index.ts";
import {
  accrueSettlement,
  compareSettlementPolicies,
  decideSettlement,
  issueSettlement,
  type PolicySource,
  proposeSettlement,
  radarOf,
  settlementDocumentOf,
  settlementPaperOf,
  startSettlementIssue,
} from "../actions/index.ts";
import {
  settlementComparisonJson,
  documentAsHtml,
  documentAsMarkdown,
  parseBasis,
  radarJson,
  type SettlementBasis,
  settlementJson,
} from "../index.ts";
import { tellQueued } from "../../../platform/jobs/index.ts";
import { problems } from "../problems.ts";
import { radarText, settlementComparisonText, settlementText } from "./print.ts";
import { settleManual } from "./settle-manual.ts";

const verbs = ["propose", "decide", "accrue", "issue", "compare", "document", "radar"] as const;
type Verb = (typeof verbs)[number];

/** `settle`: the year's surplus back to those who paid it, from proposal to documents. */
export const settleCommand: Command = {
  name: "settle",
  manual: settleManual,
  options: {
    year: { type: "string" },
    basis: { type: "string" },
    through: { type: "string" },
    decision: { type: "string" },
    policy: { type: "string", multiple: true },
    format: { type: "string" },
    to: { type: "string" },
    "dry-run": { type: "boolean" },
    background: { type: "boolean" },
  },
  async run(call) {
    const verb = verbs.find((one) => one === call.positionals[0]);
    if (verb === undefined || call.positionals.length > 1)
      throw noSuchVerb("settle", call.positionals[0], verbs);
    const asked = askedOf(call, verb);
    const { effects } = call;
    const database = await effects.database();
    const provider = await effects.provider();
    const actor = await actingPerson(effects, database, {
      provider,
      role: verb === "decide" ? "approver" : "controller",
    });
    return work(verb, asked, call, { database, provider, actor });
  },
};

interface Asked {
  readonly wanted: { readonly year: number; readonly basis?: SettlementBasis };
  readonly through: Period | undefined;
  readonly decision: string;
  readonly policies: readonly PolicySource[];
  readonly format: "md" | "html";
  readonly to: string | undefined;
  readonly language: Language;
}

function askedOf({ options, effects }: CommandCall, verb: Verb): Asked {
  const text = (name: string): string | undefined => {
    const value = options[name];
    return typeof value === "string" ? value : undefined;
  };
  const year = parseYear(text("year") ?? "");
  if (year === undefined)
    throw new UsageError("Ange året, till exempel --year 2024.", "settle needs --year, e.g. --year 2024.");
  const basis = parseBasis(text("basis") ?? "");
  if (text("basis") !== undefined && basis === undefined)
    throw new UsageError(
      "--basis är ytd@<månad>, ytd@<månad>+forecast eller full-year, till exempel ytd@11.",
      "--basis takes ytd@<month>, ytd@<month>+forecast or full-year.",
    );
  const format = text("format") ?? "md";
  if (format !== "md" && format !== "html")
    throw new UsageError("--format är md eller html.", "--format takes md or html.");
  const to = text("to");
  if (to !== undefined && (verb !== "document" || !to.toLowerCase().endsWith(".pdf")))
    throw new UsageError(
      "--to är en fil som slutar på .pdf, och hör till settle document.",
      "--to takes a file that ends with .pdf, and belongs to settle document.",
    );
  if (options["background"] === true && verb !== "issue")
    throw new UsageError("--background hör till settle issue.", "--background belongs to settle issue.");
  const decision = text("decision")?.trim() ?? "";
  if (verb === "decide" && decision === "")
    throw new UsageError(
      'Ange beslutet, till exempel --decision "§ 152".',
      'settle decide needs the reference of the decision, e.g. --decision "§ 152".',
    );
  const through = text("through") === undefined ? undefined : parsePeriod(text("through") as string);
  if (text("through") !== undefined && (through === undefined || verb !== "radar"))
    throw new UsageError(
      "--through är en månad, till exempel 2024-06, och hör till settle radar.",
      "--through takes a month, e.g. 2024-06, and belongs to settle radar.",
    );
  const files = options["policy"];
  const policies = (Array.isArray(files) ? files : []).map((file) => policyFile(String(file)));
  if (policies.length > 0 && verb !== "compare")
    throw new UsageError("--policy hör till settle compare.", "--policy belongs to settle compare.");
  return {
    wanted: { year, ...(basis === undefined ? {} : { basis }) },
    through,
    decision,
    policies,
    format,
    to,
    language: effects.language,
  };
}

function policyFile(path: string): PolicySource {
  let source: string;
  try {
    source = readFileSync(path, "utf8");
  } catch {
    throw new UsageError(
      `--policy: filen ${path} går inte att läsa. Finns den, och får du läsa den?`,
      `--policy: ${path} cannot be read.`,
    );
  }
  try {
    return { name: basename(path).replace(/\.[^.]+$/, ""), source: parse(source) as unknown };
  } catch {
    throw new Refusal([
      problems.policyUnreadable(path, "är varken YAML eller JSON", "is neither YAML nor JSON"),
    ]);
  }
}

async function work(
  verb: Verb,
  { wanted, through, decision, policies, format, to, language }: Asked,
  { options, json, effects }: CommandCall,
  { database, provider, actor }: { database: Database; provider: string; actor: string },
): Promise<ExitCode> {
  const act = { actor, now: effects.now() };
  const scope: StaffScope = { role: "staff", provider, actor };
  const sv = language === "sv";
  const data = (value: unknown): void => effects.print(JSON.stringify(value, null, 2));
  if (verb === "compare") {
    const { year } = wanted;
    const comparison = await database.transaction(scope, (tx) =>
      compareSettlementPolicies(tx, provider, { year, policies }),
    );
    if (json) data(settlementComparisonJson(comparison));
    else effects.print(settlementComparisonText(comparison, language));
  } else if (verb === "radar") {
    const { year } = wanted;
    const found = await database.transaction(scope, (tx) =>
      radarOf(tx, provider, { year, ...(through === undefined ? {} : { through }) }),
    );
    if (json) data(radarJson(found.radar, found));
    else effects.print(radarText(found.radar, found, language));
  } else if (verb === "document" && to !== undefined) {
    const paper = await database.transaction(scope, (tx) => settlementPaperOf(tx, provider, wanted, act));
    await writeFile(to, paper.bytes);
    effects.say(sv ? `Skrev ${to}.` : `Wrote ${to}.`);
  } else if (verb === "document") {
    const blocks = await database.transaction(scope, (tx) => settlementDocumentOf(tx, provider, wanted, act));
    if (json) data(blocks);
    else effects.print(format === "html" ? documentAsHtml(blocks) : documentAsMarkdown(blocks).trimEnd());
  } else if (verb === "accrue") {
    const accrued = await database.transaction(scope, (tx) => accrueSettlement(tx, provider, wanted, act));
    if (json) data(accrued);
    else {
      effects.print(accrued.voucher);
      const booked = accrued.posted > 0;
      effects.say(
        sv
          ? `Reserveringen ${booked ? "är bokförd" : "fanns redan"} som ${accrued.voucher}; kreditera i januari med settle issue.`
          : `The provision ${booked ? "is booked" : "was booked already"} as ${accrued.voucher}; credit it in January by settle issue.`,
      );
    }
  } else if (verb === "issue" && options["background"] === true) {
    const job = await database.transaction(scope, (tx) => startSettlementIssue(tx, provider, wanted, act));
    tellQueued({ json, effects }, job);
  } else if (verb === "issue") {
    const issued = await database.transaction(scope, (tx) => issueSettlement(tx, provider, wanted, act));
    const documents = issued.documents.map(({ invoice, kind, customer, totalOre }) => ({
      invoice,
      kind,
      customer,
      total: { ore: String(totalOre) },
    }));
    if (json) data({ ...issued, documents });
    else {
      const kinds = sv ? { invoice: "faktura", "credit-note": "kreditnota" } : undefined;
      for (const row of documents)
        effects.print(
          `${row.invoice.padEnd(12)} ${(kinds?.[row.kind] ?? row.kind).padEnd(12)} ${row.customer}`,
        );
      effects.say(
        sv
          ? `${documents.length} dokument utfärdade; ${issued.posted} verifikationer bokförda, ${issued.agreed} fanns redan i böckerna.`
          : `${documents.length} documents issued; ${issued.posted} vouchers booked, ${issued.agreed} already in the books.`,
      );
    }
  } else {
    const record = await database.transaction(scope, (tx) =>
      verb === "propose"
        ? proposeSettlement(tx, provider, { ...wanted, dryRun: options["dry-run"] === true }, act)
        : decideSettlement(tx, provider, { ...wanted, decision }, act),
    );
    if (json) data(settlementJson(record));
    else effects.print(settlementText(record, language));
  }
  return 0;
}
