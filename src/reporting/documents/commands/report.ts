import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseYear, Refusal, unreachable } from "../../../kernel/index.ts";
import { type CommandCall, type ExitCode, textTable, UsageError } from "../../../platform/command/index.ts";
import { factsOf, vouchFor } from "../../facts/actions/index.ts";
import { printValue } from "../../facts/index.ts";
import {
  buildReport,
  type Built,
  copyReport,
  reportFiles,
  type ReportFormat,
  reportFormats,
} from "../actions/index.ts";
import { factJson, type Finding, findingsJson, reportHeadJson } from "../index.ts";
import { problemOf } from "../problems.ts";

/** The verbs of `report` that make a report of one's own. */
export const reportVerbs = ["build", "verify", "show", "facts", "vouch", "copy"] as const;
export type ReportVerb = (typeof reportVerbs)[number];

export const reportOptions = {
  year: { type: "string" },
  report: { type: "string" },
  out: { type: "string" },
  format: { type: "string" },
  approve: { type: "boolean" },
} as const;

export async function runReportVerb(verb: ReportVerb, call: CommandCall): Promise<ExitCode> {
  switch (verb) {
    case "build":
      return build(call);
    case "verify":
      return verify(call);
    case "show":
      return show(call);
    case "facts":
      return listFacts(call);
    case "vouch":
      return vouch(call);
    case "copy":
      return copy(call);
    default:
      return unreachable(verb);
  }
}

async function builtOf({ options, effects }: CommandCall): Promise<Built> {
  const asked = askedReport(options);
  const database = await effects.database();
  const provider = await effects.provider();
  return database.transaction({ role: "staff", provider, actor: effects.actor }, (tx) =>
    buildReport(tx, provider, asked),
  );
}

function askedReport(
  options: CommandCall["options"],
): { readonly year: number } | { readonly report: string } {
  const report = options["report"];
  return typeof report === "string" ? { report } : { year: yearOf(options) };
}

function yearOf(options: CommandCall["options"]): number {
  const year = typeof options["year"] === "string" ? parseYear(options["year"]) : undefined;
  if (year === undefined)
    throw new UsageError(
      "Ange året, till exempel --year 2024, eller rapporten med --report NAMN.",
      "report needs --year, e.g. --year 2024, or --report NAME.",
    );
  return year;
}

async function build(call: CommandCall): Promise<ExitCode> {
  const { options, effects, json } = call;
  const formats = formatsOf(options["format"]);
  const built = await builtOf(call);
  const out = resolve(typeof options["out"] === "string" ? options["out"] : built.report.report);
  const emptyFolder = mkdtempSync(join(tmpdir(), "underlag-report-"));
  const written: { file: string; bytes: number }[] = [];
  try {
    for (const file of reportFiles(built, { formats, emptyFolder })) {
      const path = join(out, file.path);
      put(path, file.bytes);
      written.push({ file: path, bytes: file.bytes.length });
    }
  } finally {
    rmSync(emptyFolder, { recursive: true, force: true });
  }
  const findings = findingsOf(built);
  if (json) effects.print(JSON.stringify({ files: written, findings: findingsJson(findings) }, null, 2));
  else for (const { file, bytes } of written) effects.print(`${file}  ${bytes} byte`);
  const errors = findings.filter((finding) => finding.severity === "error").length;
  if (errors > 0)
    effects.say(
      `${errors} uppgifter stämmer inte med sitt underlag och är röda i rapporten: ./underlag report verify\n${errors} statements do not agree with their basis and are red in the report.`,
    );
  return 0;
}

function formatsOf(asked: unknown): readonly ReportFormat[] {
  if (typeof asked !== "string") return reportFormats;
  const names = asked.split(",");
  const unknown = names.find((name) => !reportFormats.includes(name as ReportFormat));
  if (unknown !== undefined)
    throw new UsageError(
      `--format är ett eller flera av ${reportFormats.join(", ")}, med komma emellan.`,
      `--format takes ${reportFormats.join(", ")}, with commas between.`,
    );
  return names as ReportFormat[];
}

function put(path: string, bytes: Uint8Array): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new Refusal([
      problemOf(
        "documents.not-written",
        { file: path },
        {
          message_sv: `${path} går inte att skriva (${reason}).`,
          message_en: `${path} cannot be written (${reason}).`,
        },
      ),
    ]);
  }
}

function findingsOf({ report }: Built): readonly Finding[] {
  return report.chapters.flatMap((chapter) => chapter.findings);
}

async function verify(call: CommandCall): Promise<ExitCode> {
  const built = await builtOf(call);
  const findings = findingsOf(built);
  const { effects, json } = call;
  const { evaluated, facts, last } = built.facts.reevaluation;
  if (json)
    effects.print(
      JSON.stringify(
        {
          facts: built.report.figures,
          evaluatedAgain: evaluated.length,
          ...(last === undefined ? {} : { lastEvaluation: last }),
          findings: findingsJson(findings),
        },
        null,
        2,
      ),
    );
  else {
    for (const finding of findings)
      effects.print(
        `${finding.severity.padEnd(7)} ${finding.chapter}:${finding.line}  ${finding.message_sv}`,
      );
    const chapters = built.report.chapters.length;
    effects.say(
      `${evaluated.length} av ${facts} fakta räknades om. / ${evaluated.length} of ${facts} facts evaluated again.${
        evaluated.length > 0 || last === undefined
          ? ""
          : ` Senast / last: ${last.evaluated} (${last.at.slice(0, 16).replace("T", " ")}).`
      }`,
    );
    effects.say(
      findings.length === 0
        ? `Allt i ${chapters} kapitel stämmer: ${built.report.figures} fakta. / Everything in ${chapters} chapters holds.`
        : `${findings.length} brister i ${chapters} kapitel. / ${findings.length} findings in ${chapters} chapters.`,
    );
  }
  return findings.some((finding) => finding.severity === "error") ? 1 : 0;
}

async function show(call: CommandCall): Promise<ExitCode> {
  const built = await builtOf(call);
  if (call.json) {
    call.effects.print(JSON.stringify(reportHeadJson(built.report), null, 2));
    return 0;
  }
  const rows = built.report.chapters.map((chapter, index) => [
    String(chapter.number),
    chapter.chapter,
    chapter.title,
    chapter.owner,
    built.chapters[index]?.deadline ?? "",
    chapter.state,
    String(chapter.findings.length),
  ]);
  call.effects.print(textTable(["nr", "kapitel", "rubrik", "ansvarig", "frist", "status", "brister"], rows));
  return 0;
}

async function listFacts(call: CommandCall): Promise<ExitCode> {
  const year = yearOf(call.options);
  const { effects, json, positionals } = call;
  const database = await effects.database();
  const provider = await effects.provider();
  const found = await database.transaction({ role: "staff", provider, actor: effects.actor }, (tx) =>
    factsOf(tx, provider, { year }),
  );
  const chosen = [...found.facts.values()].filter(
    ({ definition }) => positionals.length === 0 || positionals.includes(definition.fact),
  );
  if (json) {
    effects.print(JSON.stringify({ year, facts: chosen.map((fact) => factJson(fact, year)) }, null, 2));
    return 0;
  }
  effects.print(
    textTable(
      ["fakta", "värde", "status", "benämning", "formel"],
      chosen.map(({ definition, value, status, problems }) => [
        definition.fact,
        problems.length > 0
          ? "!"
          : printValue(value, {
              language: "sv",
              ...(definition.unit === undefined ? {} : { money: definition.unit }),
              ...(definition.decimals === undefined ? {} : { decimals: definition.decimals }),
            }),
        status,
        definition.label,
        definition.formula,
      ]),
    ),
  );
  return 0;
}

async function vouch(call: CommandCall): Promise<ExitCode> {
  const year = yearOf(call.options);
  const { effects, json, positionals, options } = call;
  const database = await effects.database();
  const provider = await effects.provider();
  const status = options["approve"] === true ? ("approved" as const) : ("verified" as const);
  const done = await database.transaction({ role: "staff", provider, actor: effects.actor }, (tx) =>
    vouchFor(
      tx,
      provider,
      { year, facts: positionals, status },
      { actor: effects.actor, now: effects.now() },
    ),
  );
  if (json) effects.print(JSON.stringify({ year, status, facts: done }, null, 2));
  else effects.print(`${done.length} fakta ${status === "approved" ? "godkända" : "granskade"}.`);
  return 0;
}

async function copy(call: CommandCall): Promise<ExitCode> {
  const [from, to, ...more] = call.positionals;
  if (from === undefined || to === undefined || more.length > 0)
    throw new UsageError(
      "report copy behöver FRÅN och TILL, och den nya rapportens år med --year.",
      "report copy takes FROM and TO, and --year of the new one.",
    );
  const year = yearOf(call.options);
  const { effects, json } = call;
  const database = await effects.database();
  const provider = await effects.provider();
  const chapters = await database.transaction({ role: "staff", provider, actor: effects.actor }, (tx) =>
    copyReport(tx, provider, { from, to, year }, { actor: effects.actor, now: effects.now() }),
  );
  if (json) effects.print(JSON.stringify({ report: to, year, chapters }, null, 2));
  else effects.print(`${to}: ${chapters} kapitel kopierade, alla att läsa igenom.`);
  return 0;
}
