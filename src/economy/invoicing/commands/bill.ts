import { type Ore } from "../../../kernel/index.ts";
import {
  type Command,
  type CommandCall,
  type ExitCode,
  UsageError,
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
import { languageOption, periodOption, sayerOf, tellQueued } from "./bill-options.ts";
import { answerDelivery, deliverDocuments, listDeliveries } from "./deliver.ts";
import { diffMonth } from "./diff.ts";
import { exportFiles, exportFormatOf } from "./export-files.ts";
import { actFromCommand, readFromCommand } from "../../../platform/access/actions/index.ts";

export const billCommand: Command = {
  name: "bill",
  summary: "invoices: rehearse, compare, approve, issue, deliver, list, show, export",
  manual: `Usage
  ./underlag bill rehearse --period 2024-03 [--release CUSTOMER,CUSTOMER]
  ./underlag bill diff     --period 2024-03 [--customer CODE]
  ./underlag bill approve  --period 2024-03
  ./underlag bill issue    --period 2024-03
  ./underlag bill deliver  --period 2024-03 | --run R | --due   [--again]
  ./underlag bill deliveries [--period 2024-03 | --run R]
  ./underlag bill handed-over|received|sent-back <invoice> [--receipt TEXT] [--reason TEXT]
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

Diff holds a rehearsed or issued month against the month before, per customer and line: new, gone, other price, other volume, the
biggest first. Deliver sends each document to its receiver's outlet, as \`delivery\` in pack.yaml says: a folder, an access point, or
by hand. Killed in the middle it goes on where it was; what is sent is not sent again, and what may have been sent goes once more under the
same name and key. --due sends what was begun before and waits for its next try: let cron call it.

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
  --background    rehearse, issue, deliver: put it in the queue and go on; ./underlag job show says how far it has come
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
  if (verb === undefined) throw new UsageError(`bill takes ${Object.keys(work).join(", ")}.`);
  const isOfOne = ["show", "handed-over", "received", "sent-back"].includes(verb);
  if (isOfOne && call.positionals.length !== 2) throw new UsageError(`bill ${verb} takes one invoice.`);
  if (!isOfOne && call.positionals.length !== 1) throw new UsageError(`bill ${verb} takes options only.`);
  if (call.options["background"] === true && !["rehearse", "issue", "deliver"].includes(verb))
    throw new UsageError("--background belongs to bill rehearse, issue and deliver.");
  const { invoice, run, due } = call.options;
  const isNamed =
    (verb === "export" && (invoice ?? run) !== undefined) ||
    (verb === "deliver" && (run ?? due) !== undefined);
  const mayLack = isOfOne || verb === "list" || verb === "deliveries" || isNamed;
  if (!mayLack || call.options["period"] !== undefined) periodOption(call);
  if (verb === "export") exportFormatOf(call);
  if (verb === "sent-back" && call.options["reason"] === undefined)
    throw new UsageError("bill sent-back needs --reason: what the receiver says is wrong.");
  languageOption(call);
  return verb;
}

async function rehearseRun(call: CommandCall): Promise<ExitCode> {
  const { effects, json, options } = call;
  const say = sayerOf(call);
  const release =
    typeof options["release"] === "string" ? options["release"].split(/[,\s]+/).filter(Boolean) : [];
  const who = { role: "controller", language: languageOption(call) } as const;
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

/** How far it has come, on a terminal. */
function toldOf({ effects }: CommandCall): (done: number, total: number) => Promise<void> {
  return async (done, total) => effects.progress(`${done}/${total}`);
}

async function approveRun(call: CommandCall): Promise<ExitCode> {
  const { effects, json } = call;
  const who = { role: "approver", language: languageOption(call) } as const;
  const run = await actFromCommand(effects, who, (tx, provider, act) =>
    approve(tx, provider, { period: periodOption(call) }, act),
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

async function issueRun(call: CommandCall): Promise<ExitCode> {
  const { effects, json } = call;
  const say = sayerOf(call);
  const who = { role: "controller", language: languageOption(call) } as const;
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
    language: languageOption(call),
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
