import { type Ore } from "../../../kernel/index.ts";
import {
  type Command,
  type CommandCall,
  type ExitCode,
  UsageError,
  noSuchVerb,
} from "../../../platform/command/index.ts";
import { formatAmount } from "../../../platform/language/index.ts";
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
  startIssue,
  startRehearsal,
} from "../actions/index.ts";
import {
  type BillingRun,
  documentJson,
  gatesJson,
  headJson,
  lineJson,
  oreJson,
  runJson,
  runTexts,
  servicePeriodText,
  stopsOf,
} from "../index.ts";
import { periodOption, sayerOf } from "./bill-options.ts";
import { tellQueued } from "../../../platform/jobs/index.ts";
import { answerDelivery, deliverDocuments, listDeliveries } from "./deliver.ts";
import { diffMonth } from "./diff.ts";
import { exportFiles, exportFormatOf } from "./export-files.ts";
import { actFromCommand, readFromCommand } from "../../../platform/access/actions/index.ts";
import { billManual } from "./bill-manual.ts";

export const billCommand: Command = {
  name: "bill",
  manual: billManual,
  options: {
    period: { type: "string" },
    release: { type: "string" },
    customer: { type: "string" },
    format: { type: "string" },
    invoice: { type: "string" },
    run: { type: "string" },
    to: { type: "string" },
    due: { type: "boolean" },
    again: { type: "boolean" },
    background: { type: "boolean" },
    receipt: { type: "string" },
    reason: { type: "string" },
  },
  async run(call) {
    const verb = verbOf(call);
    return work[verb](call);
  },
};

const work = {
  rehearse: rehearseRun,
  diff: diffMonth,
  approve: approveRun,
  issue: issueRun,
  deliver: deliverDocuments,
  deliveries: listDeliveries,
  "handed-over": (call: CommandCall) => answerDelivery(call, "handed-over"),
  received: (call: CommandCall) => answerDelivery(call, "received"),
  "sent-back": (call: CommandCall) => answerDelivery(call, "sent-back"),
  list,
  show,
  export: exportLines,
} as const;

type Verb = keyof typeof work;

/** Wrong usage is told before a database is started. */
function verbOf(call: CommandCall): Verb {
  const verb = Object.keys(work).find((name): name is Verb => name === call.positionals[0]);
  if (verb === undefined) throw noSuchVerb("bill", call.positionals[0], Object.keys(work));
  const isOfOne = ["show", "handed-over", "received", "sent-back"].includes(verb);
  if (isOfOne && call.positionals.length !== 2)
    throw new UsageError(`Ange en faktura: ./underlag bill ${verb} UF-30`, `bill ${verb} takes one invoice.`);
  if (!isOfOne && call.positionals.length !== 1)
    throw new UsageError(`bill ${verb} tar bara val, inga andra ord.`, `bill ${verb} takes options only.`);
  if (call.options["background"] === true && !["rehearse", "issue", "deliver"].includes(verb))
    throw new UsageError(
      "--background hör till bill rehearse, issue och deliver.",
      "--background belongs to bill rehearse, issue and deliver.",
    );
  const { invoice, run, due } = call.options;
  const isNamed =
    (verb === "export" && (invoice ?? run) !== undefined) ||
    (verb === "deliver" && (run ?? due) !== undefined);
  const mayLack = isOfOne || verb === "list" || verb === "deliveries" || isNamed;
  if (!mayLack || call.options["period"] !== undefined) periodOption(call);
  if (verb === "export") exportFormatOf(call);
  if (verb === "sent-back" && call.options["reason"] === undefined)
    throw new UsageError(
      'Ange vad mottagaren säger är fel: --reason "..."',
      "bill sent-back needs --reason: what the receiver says is wrong.",
    );
  return verb;
}

async function rehearseRun(call: CommandCall): Promise<ExitCode> {
  const { effects, json, options } = call;
  const say = sayerOf(call);
  const release =
    typeof options["release"] === "string" ? options["release"].split(/[,\s]+/).filter(Boolean) : [];
  const who = { role: "controller" } as const;
  const wanted = { period: periodOption(call), release };
  if (options["background"] === true)
    return tellQueued(
      call,
      await actFromCommand(effects, who, (tx, provider, act) => startRehearsal(tx, provider, wanted, act)),
    );
  const { run, proposal } = await actFromCommand(effects, who, (tx, provider, act) =>
    rehearse(tx, provider, wanted, act, { step: toldOf(call) }),
  );
  effects.progress("");
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
  else effects.print(runTexts(call.effects.language).proposal(run, proposal));
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

/** How far it has come, on a terminal. */
function toldOf({ effects }: CommandCall): (done: number, total: number) => Promise<void> {
  return async (done, total) => effects.progress(`${done}/${total}`);
}

async function approveRun(call: CommandCall): Promise<ExitCode> {
  const { effects, json } = call;
  const who = { role: "approver" } as const;
  const run = await actFromCommand(effects, who, (tx, provider, act) =>
    approve(tx, provider, { period: periodOption(call) }, act),
  );
  if (json) effects.print(JSON.stringify(runJson(run), null, 2));
  else {
    const net = `${formatAmount(run.totalOre, call.effects.language)} kr`;
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

async function issueRun(call: CommandCall): Promise<ExitCode> {
  const { effects, json } = call;
  const say = sayerOf(call);
  const who = { role: "controller" } as const;
  const wanted = { period: periodOption(call) };
  if (call.options["background"] === true)
    return tellQueued(
      call,
      await actFromCommand(effects, who, (tx, provider, act) => startIssue(tx, provider, wanted, act)),
    );
  const issued = await actFromCommand(effects, who, (tx, provider, act) =>
    issue(tx, provider, wanted, act, { step: toldOf(call) }),
  );
  effects.progress("");
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

async function list(call: CommandCall): Promise<ExitCode> {
  const { effects, json, options } = call;
  const period = options["period"] === undefined ? undefined : periodOption(call);
  const customer = options["customer"];
  const { runs, heads } = await readFromCommand(effects, async (tx, provider) => {
    if (typeof customer === "string") await requireCustomer(tx, provider, customer);
    return {
      runs: await billingRuns(tx, provider),
      heads: await invoicesOf(tx, provider, {
        ...(period === undefined ? {} : { period }),
        ...(typeof customer === "string" ? { customer } : {}),
      }),
    };
  });
  const shown = runs.filter((run) => period === undefined || run.period === period);
  if (json) {
    effects.print(JSON.stringify({ runs: shown.map(runJson), invoices: heads.map(headJson) }, null, 2));
    return 0;
  }
  const texts = runTexts(call.effects.language);
  const amount = (value: Ore): string => `${formatAmount(value, call.effects.language)} kr`.padStart(23);
  for (const run of shown) effects.print(texts.run(run));
  for (const head of heads) {
    effects.print(
      `${head.invoice.padEnd(16)} ${head.documentDay} ${texts.kind(head.kind).padEnd(12)} ${head.customer.padEnd(14)} ${amount(head.totalOre)}  ${head.run}`,
    );
  }
  return 0;
}

async function show(call: CommandCall): Promise<ExitCode> {
  const { effects, json, positionals } = call;
  const stored = await readFromCommand(effects, (tx, provider) =>
    requiredInvoice(tx, provider, positionals[1] as string),
  );
  const { head, lines, corrections } = stored;
  if (json) {
    effects.print(JSON.stringify(documentJson(head, head.snapshot, lines, corrections), null, 2));
    return 0;
  }
  const language = call.effects.language;
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

async function exportLines(call: CommandCall): Promise<ExitCode> {
  const { effects, options } = call;
  const format = exportFormatOf(call);
  const text = (name: string): string | undefined =>
    typeof options[name] === "string" ? options[name] : undefined;
  const [invoice, run, customer] = [text("invoice"), text("run"), text("customer")];
  const period = options["period"] === undefined ? undefined : periodOption(call);
  if (call.json && format === "csv" && options["to"] === undefined && period !== undefined) {
    const lines = await readFromCommand(effects, (tx, provider) => linesOfPeriod(tx, provider, period));
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
    language: call.effects.language,
    ...(period === undefined ? {} : { period }),
    ...(invoice === undefined ? {} : { invoice }),
    ...(run === undefined ? {} : { run }),
    ...(customer === undefined ? {} : { customer }),
  };
  return exportFiles(call, question);
}

function proposalJson(run: BillingRun, proposal: RunProposal) {
  return {
    ...runJson(run),
    lines: proposal.lineCount,
    documents: proposal.documents.map((document) => ({
      ...headJson(document),
      lines: document.lineCount,
    })),
    gates: gatesJson(proposal.gates),
  };
}
