import { writeTable } from "../../../formats/csv/index.ts";
import { type Ore, parsePeriod, type Period, Refusal } from "../../../kernel/index.ts";
import {
  type Command,
  type CommandCall,
  type ExitCode,
  UsageError,
} from "../../../platform/command/index.ts";
import type { Database } from "../../../platform/database/index.ts";
import { formatAmount } from "../../../platform/language/index.ts";
import {
  approve,
  billingRuns,
  invoicesOf,
  issue,
  linesOfPeriod,
  rehearse,
  requiredInvoice,
  type RunProposal,
} from "../actions/index.ts";
import { type BillingRun, documentJson, headJson, oreJson, servicePeriodText, stopsOf } from "../index.ts";
import { problemOf } from "../problems.ts";
import { actingPerson } from "../../../platform/access/actions/index.ts";

export const billCommand: Command = {
  name: "bill",
  summary: "invoices: rehearse, approve, issue, list, show, export",
  manual: `Usage
  ./underlag bill rehearse --period 2024-03 [--release CUSTOMER,CUSTOMER]
  ./underlag bill approve  --period 2024-03
  ./underlag bill issue    --period 2024-03
  ./underlag bill list     [--period 2024-03] [--customer CODE]
  ./underlag bill show     <invoice>
  ./underlag bill export   --period 2024-03 [--format csv]

Rehearse computes every charge of the month - a twelfth of each yearly fee, metered volumes times price, sales, and
corrections of late usage in months already issued - and holds it against the gates. It writes no document. Approve is
done by somebody else; what was approved is exactly what issue issues: numbered documents, each with its voucher in
the books, all in one transaction. Issuing a month again issues nothing. A customer over a safety bound is parked and
the others go on; rehearse again with --release to bill it too.

Options
  --period P      the month, e.g. 2024-03
  --release C,C   customers that somebody has looked at and lets through the safety bounds
  --customer C    list only this customer
  --format F      csv; peppol, internal and pdf come with the next release
  --as <login>    who acts; in the example the first controller rehearses and issues, the first approver approves

Exit codes: 0 done, 1 refused, 2 wrong usage, 3 internal error.`,
  options: {
    period: { type: "string" },
    release: { type: "string" },
    customer: { type: "string" },
    format: { type: "string" },
  },
  async run(call) {
    const verb = verbOf(call);
    const database = await call.effects.database();
    return work[verb](call, database, await call.effects.provider());
  },
};

const work = {
  rehearse: rehearseRun,
  approve: approveRun,
  issue: issueRun,
  list,
  show,
  export: exportLines,
} as const;

type Verb = keyof typeof work;

/** Wrong usage is told before a database is started. */
function verbOf(call: CommandCall): Verb {
  const verb = Object.keys(work).find((name): name is Verb => name === call.positionals[0]);
  if (verb === undefined) throw new UsageError(`bill takes ${Object.keys(work).join(", ")}.`);
  if (verb === "show" && call.positionals.length !== 2) throw new UsageError("bill show takes one invoice.");
  if (verb !== "show" && call.positionals.length !== 1)
    throw new UsageError(`bill ${verb} takes options only.`);
  if (verb !== "show" && (verb !== "list" || call.options["period"] !== undefined)) periodOption(call);
  if (verb === "export") exportFormat(call);
  return verb;
}

function periodOption({ options }: CommandCall): Period {
  const text = options["period"];
  const value = typeof text === "string" ? parsePeriod(text) : undefined;
  if (value === undefined) throw new UsageError("--period takes a month like 2024-03.");
  return value;
}

async function rehearseRun(call: CommandCall, database: Database, provider: string): Promise<ExitCode> {
  const { effects, json, options } = call;
  const actor = await actingPerson(call.effects, database, { provider, role: "controller" });
  const release =
    typeof options["release"] === "string" ? options["release"].split(/[,\s]+/).filter(Boolean) : [];
  const { run, proposal } = await database.transaction({ role: "staff", provider, actor }, (tx) =>
    rehearse(tx, provider, { period: periodOption(call), release }, { actor, now: effects.now() }),
  );
  if (proposal === undefined) {
    effects.say(`${run.run} is issued already; there is nothing more to bill in the period.`);
    if (json) effects.print(JSON.stringify({ ...runJson(run), documents: [], gates: [] }, null, 2));
    return 0;
  }
  if (json) effects.print(JSON.stringify(proposalJson(run, proposal), null, 2));
  else effects.print(proposalText(run, proposal));
  const stops = stopsOf(proposal.gates).length;
  if (run.state === "approved") {
    effects.say(
      `Unchanged since ${run.approvedBy ?? ""} approved it: ./underlag bill issue --period ${run.period}`,
    );
    return 0;
  }
  effects.say(
    stops > 0
      ? `Rehearsed, but ${stops} findings hinder the approval.`
      : `Rehearsed. Somebody else approves it: ./underlag bill approve --period ${run.period}`,
  );
  return 0;
}

async function approveRun(call: CommandCall, database: Database, provider: string): Promise<ExitCode> {
  const { effects, json } = call;
  const actor = await actingPerson(call.effects, database, { provider, role: "approver" });
  const run = await database.transaction({ role: "staff", provider, actor }, (tx) =>
    approve(tx, provider, { period: periodOption(call) }, { actor, now: effects.now() }),
  );
  if (json) effects.print(JSON.stringify(runJson(run), null, 2));
  else effects.print(`${run.run}  approved by ${run.approvedBy ?? ""}  net ${kronor(run.totalOre)} kr`);
  return 0;
}

async function issueRun(call: CommandCall, database: Database, provider: string): Promise<ExitCode> {
  const { effects, json } = call;
  const actor = await actingPerson(call.effects, database, { provider, role: "controller" });
  const issued = await database.transaction({ role: "staff", provider, actor }, (tx) =>
    issue(tx, provider, { period: periodOption(call) }, { actor, now: effects.now() }),
  );
  if (json) {
    effects.print(
      JSON.stringify(
        {
          run: issued.run,
          documents: issued.documents.map(headJson),
          total: oreJson(issued.totalOre),
          vouchers: { posted: issued.posted, agreed: issued.agreed },
        },
        null,
        2,
      ),
    );
  } else {
    effects.print(
      `${issued.run}  ${issued.documents.length} documents issued, ${issued.posted} vouchers posted, ${issued.agreed} agreed with the books`,
    );
  }
  if (issued.documents.length === 0) effects.say(`${issued.run} was issued before; nothing was issued now.`);
  return 0;
}

async function list(call: CommandCall, database: Database, provider: string): Promise<ExitCode> {
  const { effects, json, options } = call;
  const period = options["period"] === undefined ? undefined : periodOption(call);
  const customer = options["customer"];
  const { runs, heads } = await database.transaction(
    { role: "staff", provider, actor: effects.actor },
    async (tx) => ({
      runs: await billingRuns(tx, provider),
      heads: await invoicesOf(tx, provider, {
        ...(period === undefined ? {} : { period }),
        ...(typeof customer === "string" ? { customer } : {}),
      }),
    }),
  );
  const shown = runs.filter((run) => period === undefined || run.period === period);
  if (json) {
    effects.print(JSON.stringify({ runs: shown.map(runJson), invoices: heads.map(headJson) }, null, 2));
    return 0;
  }
  for (const run of shown) {
    effects.print(
      `${run.run.padEnd(32)} ${run.state.padEnd(10)} net ${kronor(run.totalOre).padStart(20)} kr`,
    );
  }
  for (const head of heads) {
    effects.print(
      `${head.invoice.padEnd(16)} ${head.documentDay} ${head.kind.padEnd(12)} ${head.customer.padEnd(14)} ${kronor(head.totalOre).padStart(20)} kr  ${head.run}`,
    );
  }
  return 0;
}

async function show(call: CommandCall, database: Database, provider: string): Promise<ExitCode> {
  const { effects, json, positionals } = call;
  const stored = await database.transaction({ role: "staff", provider, actor: effects.actor }, (tx) =>
    requiredInvoice(tx, provider, positionals[1] as string),
  );
  const { head, lines, corrections } = stored;
  if (json) {
    effects.print(JSON.stringify(documentJson(head, head.snapshot, lines, corrections), null, 2));
    return 0;
  }
  effects.print(
    `${head.kind === "invoice" ? "Faktura" : "Kreditnota"} ${head.invoice}  ${head.documentDay}  ${head.customer}  körning ${head.run}`,
  );
  for (const line of lines) {
    effects.print(
      `${String(line.line).padStart(4)}  ${servicePeriodText(line)}  ${kronor(line.netOre).padStart(18)}  ${line.textSv} (${line.service})`,
    );
    effects.print(`      ${line.because.formulaSv}`);
  }
  effects.print(
    `Netto ${kronor(head.netOre)}  moms ${kronor(head.vatOre)}  totalt ${kronor(head.totalOre)} kr, förfaller ${head.dueDay}`,
  );
  return 0;
}

function exportFormat({ options }: CommandCall): void {
  const format = options["format"] ?? "csv";
  if (format === "csv") return;
  if (format === "peppol" || format === "internal" || format === "pdf") {
    throw new Refusal([
      problemOf(
        "invoicing.format-not-available",
        `Formatet ${format} kommer i nästa version.`,
        `The format ${format} comes with the next release.`,
      ),
    ]);
  }
  throw new UsageError("--format takes csv, peppol, internal or pdf.");
}

async function exportLines(call: CommandCall, database: Database, provider: string): Promise<ExitCode> {
  const { effects } = call;
  const lines = await database.transaction({ role: "staff", provider, actor: effects.actor }, (tx) =>
    linesOfPeriod(tx, provider, periodOption(call)),
  );
  effects.print(
    writeTable(
      [
        { name: "invoice", type: "code" },
        { name: "line", type: "whole" },
        { name: "day", key: "documentDay", type: "day" },
        { name: "customer", type: "code" },
        { name: "charge_kind", key: "chargeKind", type: "code" },
        { name: "item", type: "code" },
        { name: "service", type: "code" },
        { name: "activity", type: "code" },
        { name: "text", key: "textSv", type: "text" },
        { name: "period_from", key: "servicePeriodFrom", type: "period" },
        { name: "period_to", key: "servicePeriodTo", type: "period" },
        { name: "quantity", key: "quantityMicro", type: "micro" },
        { name: "unit", type: "text" },
        { name: "price", key: "priceMicro", type: "micro" },
        { name: "amount", key: "netOre", type: "kronor" },
        { name: "vat_percent", key: "vatPercent", type: "whole" },
        { name: "price_list_version", key: "priceListVersion", type: "code" },
        { name: "corrects_invoice", key: "correctsInvoice", type: "code" },
        { name: "corrects_line", key: "correctsLine", type: "whole" },
        { name: "cause", type: "code" },
      ],
      lines.map(({ because: _because, corrects, ...line }) => ({
        ...line,
        correctsInvoice: corrects?.invoice,
        correctsLine: corrects?.line,
      })),
    ),
  );
  return 0;
}

function kronor(amount: Ore): string {
  return formatAmount(amount, "sv");
}

function runJson(run: BillingRun): Record<string, unknown> {
  return {
    run: run.run,
    period: run.period,
    state: run.state,
    contentSha256: run.contentSha256,
    net: oreJson(run.totalOre),
    rehearsedBy: run.rehearsedBy,
    rehearsedAt: run.rehearsedAt,
    approvedBy: run.approvedBy ?? null,
    approvedAt: run.approvedAt ?? null,
    issuedBy: run.issuedBy ?? null,
    issuedAt: run.issuedAt ?? null,
    parked: run.parked,
    released: run.released,
  };
}

function proposalJson(run: BillingRun, proposal: RunProposal): Record<string, unknown> {
  return {
    ...runJson(run),
    lines: proposal.lines.length,
    documents: proposal.documents.map((document) => ({
      ...headJson(document),
      lines: document.lines.length,
    })),
    gates: proposal.gates.map((gate) => ({
      gate: gate.gate,
      name_sv: gate.nameSv,
      name_en: gate.nameEn,
      findings: gate.findings,
    })),
  };
}

function proposalText(run: BillingRun, proposal: RunProposal): string {
  const rows = [
    `${run.run}  ${run.state}  ${proposal.documents.length} documents, ${proposal.lines.length} lines, net ${kronor(proposal.netOre)} kr`,
  ];
  for (const gate of proposal.gates) {
    const stops = gate.findings.filter((finding) => finding.severity === "stop").length;
    const state = stops > 0 ? "stop" : gate.findings.length > 0 ? "look" : "ok";
    rows.push(
      `${state.padEnd(5)} ${gate.nameEn}${gate.findings.length > 0 ? ` (${gate.findings.length})` : ""}`,
    );
    for (const finding of gate.findings.slice(0, 20)) rows.push(`        ${finding.message_en}`);
    if (gate.findings.length > 20) rows.push(`        … ${gate.findings.length - 20} more, all with --json`);
  }
  return rows.join("\n");
}
