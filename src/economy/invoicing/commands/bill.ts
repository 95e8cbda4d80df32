import { type Ore, parsePeriod, type Period } from "../../../kernel/index.ts";
import {
  type Command,
  type CommandCall,
  type ExitCode,
  UsageError,
} from "../../../platform/command/index.ts";
import type { Database } from "../../../platform/database/index.ts";
import { formatAmount, inLanguage, isLanguage, type Language } from "../../../platform/language/index.ts";
import {
  approve,
  billingRuns,
  invoicesOf,
  issue,
  linesOfPeriod,
  rehearse,
  requireCustomer,
  requiredInvoice,
  type RunProposal,
} from "../actions/index.ts";
import {
  type BillingRun,
  documentJson,
  headJson,
  lineJson,
  oreJson,
  runTexts,
  servicePeriodText,
  stopsOf,
} from "../index.ts";
import { exportFiles, exportFormatOf } from "./export-files.ts";
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
  ./underlag bill export   --period 2024-03 --format F --to PLACE [--customer CODE]
  ./underlag bill export   --invoice UF-1024 --format pdf --to UF-1024.pdf

Rehearse computes every charge of the month - a twelfth of each yearly fee, metered volumes times price, sales, and
corrections of late usage in months already issued - and holds it against the gates. It writes no document. Approve is
done by somebody else; what was rehearsed is exactly what issue issues: numbered documents, each with its voucher in
the books, all in one transaction. Has anything it rests on changed in between - a price, a volume, a customer - you are told
what, nothing is issued, and the month is rehearsed again. Issuing a month again issues nothing. A customer over a safety bound is parked and
the others go on; rehearse again with --release to bill it too.

Export takes issued documents out. --format auto gives each receiver what it takes: companies a Peppol message each, departments one
internal debiting file together, who has no electronic address a PDF. Peppol messages are held to the receiver's rules first: a
document that would be sent back is refused with every reason. Files are whole or not there; the same document gives the same bytes.

Options
  --period P      the month, e.g. 2024-03
  --release C,C   customers that somebody has looked at and lets through the safety bounds
  --customer C    list or export only this customer's
  --invoice N     export this document only
  --run R         export this run's documents: 2024-03, settlement-2024-preliminary
  --format F      auto, peppol, internal, pdf, csv, xlsx, focus, sie-4i (our vouchers), sie-4i-mirror (the buyers'); csv if left out
  --to PLACE      a folder, a file, or - for standard output; csv and focus are printed without it
  --language L    sv or en; default sv
  --as <login>    who acts; in the example the first controller rehearses and issues, the first approver approves

Exit codes: 0 done, 1 refused, 2 wrong usage, 3 internal error.`,
  options: {
    period: { type: "string" },
    release: { type: "string" },
    customer: { type: "string" },
    format: { type: "string" },
    invoice: { type: "string" },
    run: { type: "string" },
    to: { type: "string" },
    language: { type: "string" },
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
  const isNamed = verb === "export" && (call.options["invoice"] ?? call.options["run"]) !== undefined;
  const mayLack = verb === "show" || verb === "list" || isNamed;
  if (!mayLack || call.options["period"] !== undefined) periodOption(call);
  if (verb === "export") exportFormatOf(call);
  languageOption(call);
  return verb;
}

function periodOption({ options }: CommandCall): Period {
  const text = options["period"];
  const value = typeof text === "string" ? parsePeriod(text) : undefined;
  if (value === undefined) throw new UsageError("--period takes a month like 2024-03.");
  return value;
}

function languageOption({ options }: CommandCall): Language {
  const text = options["language"] ?? "sv";
  if (typeof text === "string" && isLanguage(text)) return text;
  throw new UsageError("--language takes sv or en.");
}

/** Picks Swedish or English, as `--language` says. */
function sayerOf(call: CommandCall): (sv: string, en: string) => string {
  const language = languageOption(call);
  return (sv, en) => inLanguage(language, { sv, en });
}

async function rehearseRun(call: CommandCall, database: Database, provider: string): Promise<ExitCode> {
  const { effects, json, options } = call;
  const say = sayerOf(call);
  const actor = await actingPerson(call.effects, database, {
    provider,
    role: "controller",
    language: languageOption(call),
  });
  const release =
    typeof options["release"] === "string" ? options["release"].split(/[,\s]+/).filter(Boolean) : [];
  const { run, proposal } = await database.transaction({ role: "staff", provider, actor }, (tx) =>
    rehearse(tx, provider, { period: periodOption(call), release }, { actor, now: effects.now() }),
  );
  if (proposal === undefined) {
    effects.say(
      say(
        `${run.run} är redan utfärdad; det finns inget mer att fakturera i perioden.`,
        `${run.run} is issued already; there is nothing more to bill in the period.`,
      ),
    );
    if (json) effects.print(JSON.stringify({ ...runJson(run), documents: [], gates: [] }, null, 2));
    return 0;
  }
  if (json) effects.print(JSON.stringify(proposalJson(run, proposal), null, 2));
  else effects.print(runTexts(languageOption(call)).proposal(run, proposal));
  const stops = stopsOf(proposal.gates).length;
  if (run.state === "approved") {
    effects.say(
      say(
        `Oförändrad sedan ${run.approvedBy ?? ""} godkände den: ./underlag bill issue --period ${run.period}`,
        `Unchanged since ${run.approvedBy ?? ""} approved it: ./underlag bill issue --period ${run.period}`,
      ),
    );
    return 0;
  }
  effects.say(
    stops > 0
      ? say(
          `Provad, men ${stops} ${stops === 1 ? "iakttagelse hindrar" : "iakttagelser hindrar"} godkännandet.`,
          `Rehearsed, but ${stops} ${stops === 1 ? "finding hinders" : "findings hinder"} the approval.`,
        )
      : say(
          `Provad. Någon annan godkänner den: ./underlag bill approve --period ${run.period}`,
          `Rehearsed. Somebody else approves it: ./underlag bill approve --period ${run.period}`,
        ),
  );
  return 0;
}

async function approveRun(call: CommandCall, database: Database, provider: string): Promise<ExitCode> {
  const { effects, json } = call;
  const actor = await actingPerson(call.effects, database, {
    provider,
    role: "approver",
    language: languageOption(call),
  });
  const run = await database.transaction({ role: "staff", provider, actor }, (tx) =>
    approve(tx, provider, { period: periodOption(call) }, { actor, now: effects.now() }),
  );
  if (json) effects.print(JSON.stringify(runJson(run), null, 2));
  else {
    const net = `${formatAmount(run.totalOre, languageOption(call))} kr`;
    const by = run.approvedBy ?? "";
    effects.print(
      sayerOf(call)(
        `${run.run}  godkänd av ${by}  netto ${net}`,
        `${run.run}  approved by ${by}  net ${net}`,
      ),
    );
  }
  return 0;
}

async function issueRun(call: CommandCall, database: Database, provider: string): Promise<ExitCode> {
  const { effects, json } = call;
  const say = sayerOf(call);
  const actor = await actingPerson(call.effects, database, {
    provider,
    role: "controller",
    language: languageOption(call),
  });
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
    const [documents, { posted, agreed }] = [issued.documents.length, issued];
    effects.print(
      say(
        `${issued.run}  ${documents} dokument utfärdade, ${posted} verifikationer bokförda, ${agreed} stämde med bokföringen`,
        `${issued.run}  ${documents} documents issued, ${posted} vouchers posted, ${agreed} agreed with the books`,
      ),
    );
  }
  if (issued.documents.length === 0) {
    effects.say(
      say(
        `${issued.run} var redan utfärdad; inget utfärdades nu.`,
        `${issued.run} was issued before; nothing was issued now.`,
      ),
    );
  }
  return 0;
}

async function list(call: CommandCall, database: Database, provider: string): Promise<ExitCode> {
  const { effects, json, options } = call;
  const period = options["period"] === undefined ? undefined : periodOption(call);
  const customer = options["customer"];
  const { runs, heads } = await database.transaction(
    { role: "staff", provider, actor: effects.actor },
    async (tx) => {
      if (typeof customer === "string") await requireCustomer(tx, provider, customer);
      return {
        runs: await billingRuns(tx, provider),
        heads: await invoicesOf(tx, provider, {
          ...(period === undefined ? {} : { period }),
          ...(typeof customer === "string" ? { customer } : {}),
        }),
      };
    },
  );
  const shown = runs.filter((run) => period === undefined || run.period === period);
  if (json) {
    effects.print(JSON.stringify({ runs: shown.map(runJson), invoices: heads.map(headJson) }, null, 2));
    return 0;
  }
  const texts = runTexts(languageOption(call));
  const amount = (value: Ore): string => `${formatAmount(value, languageOption(call))} kr`.padStart(23);
  for (const run of shown) effects.print(texts.run(run));
  for (const head of heads) {
    effects.print(
      `${head.invoice.padEnd(16)} ${head.documentDay} ${texts.kind(head.kind).padEnd(12)} ${head.customer.padEnd(14)} ${amount(head.totalOre)}  ${head.run}`,
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
  const language = languageOption(call);
  const say = sayerOf(call);
  const amount = (value: Ore): string => formatAmount(value, language);
  const title = head.kind === "invoice" ? say("Faktura", "Invoice") : say("Kreditnota", "Credit note");
  effects.print(
    `${title} ${head.invoice}  ${head.documentDay}  ${head.customer}  ${say("körning", "run")} ${head.run}`,
  );
  for (const line of lines) {
    effects.print(
      `${String(line.line).padStart(4)}  ${servicePeriodText(line)}  ${amount(line.netOre).padStart(18)}  ${say(line.textSv, line.textEn)} (${line.service})`,
    );
    effects.print(`      ${say(line.because.formulaSv, line.because.formulaEn)}`);
  }
  const [net, vat, total] = [head.netOre, head.vatOre, head.totalOre].map(amount);
  effects.print(
    say(
      `Netto ${net}  moms ${vat}  totalt ${total} kr, förfaller ${head.dueDay}`,
      `Net ${net}  VAT ${vat}  total ${total} kr, due ${head.dueDay}`,
    ),
  );
  return 0;
}

async function exportLines(call: CommandCall, database: Database, provider: string): Promise<ExitCode> {
  const { effects, options } = call;
  const format = exportFormatOf(call);
  const text = (name: string): string | undefined =>
    typeof options[name] === "string" ? options[name] : undefined;
  const [invoice, run, customer] = [text("invoice"), text("run"), text("customer")];
  const period = options["period"] === undefined ? undefined : periodOption(call);
  if (call.json && format === "csv" && options["to"] === undefined && period !== undefined) {
    const lines = await database.transaction({ role: "staff", provider, actor: effects.actor }, (tx) =>
      linesOfPeriod(tx, provider, period),
    );
    const rows = lines.map((line) => ({
      invoiceNumber: line.invoice,
      issueDate: line.documentDay,
      ...lineJson(line),
    }));
    effects.print(JSON.stringify({ period, lines: rows }, null, 2));
    return 0;
  }
  const question = {
    format,
    language: languageOption(call),
    ...(period === undefined ? {} : { period }),
    ...(invoice === undefined ? {} : { invoice }),
    ...(run === undefined ? {} : { run }),
    ...(customer === undefined ? {} : { customer }),
  };
  return exportFiles(call, { database, provider, question });
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
