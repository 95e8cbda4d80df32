import { parsePeriod, type Period } from "../../../kernel/index.ts";
import {
  type Command,
  type CommandCall,
  type ExitCode,
  UsageError,
} from "../../../platform/command/index.ts";
import type { Database } from "../../../platform/database/index.ts";
import { formatAmount, inLanguage, isLanguage, type Language } from "../../../platform/language/index.ts";
import {
  acceptCorrection,
  type AcceptedCorrection,
  type CorrectionProposal,
  customersWithException,
  rehearseCorrection,
} from "../actions/index.ts";
import { headJson, lineJson, oreJson } from "../index.ts";
import { actingPerson } from "../../../platform/access/actions/index.ts";

export const correctCommand: Command = {
  name: "correct",
  summary: "retroactive corrections: propose, accept",
  manual: `Usage
  ./underlag correct propose [--customer LISEBERG] [--period 2024-09]
  ./underlag correct accept  [--customer LISEBERG] [--period 2024-09] --decision LIS-2024

Recomputes what a customer was invoiced for periods already issued, with its exception in the costing model, and
proposes the difference line by line. Nobody else's invoices are affected. Accept is done by somebody else and names the
decision; it issues a credit note whose lines point at the lines they credit, with cause and period of origin. Earlier
years are booked against the provision that was made for them, the booking year against its revenue. Done again, there
is nothing new.

Options
  --customer C     whose exception; every customer that has one when left out
  --decision D     the recorded decision that the exception rests on
  --period P       the month it is booked in; the latest issued open month when left out. It is accepted in the month it was
                   proposed for
  --language L     sv or en; default sv
  --as <login>     who acts; in the example the first controller proposes, the first approver accepts

Exit codes: 0 done, 1 refused, 2 wrong usage, 3 internal error.`,
  options: {
    customer: { type: "string" },
    decision: { type: "string" },
    period: { type: "string" },
    language: { type: "string" },
  },
  async run(call) {
    const verb = call.positionals[0];
    if (call.positionals.length !== 1 || (verb !== "propose" && verb !== "accept")) {
      throw new UsageError("correct takes propose or accept.");
    }
    const period = periodOption(call);
    const language = languageOption(call);
    const decision = call.options["decision"];
    if (verb === "accept" && typeof decision !== "string") {
      throw new UsageError("correct accept needs --decision.");
    }
    const database = await call.effects.database();
    const provider = await call.effects.provider();
    const work = { call, database, provider, language, ...(period === undefined ? {} : { period }) };
    return verb === "propose" ? propose(work) : accept(work, decision as string);
  },
};

interface Work {
  readonly call: CommandCall;
  readonly database: Database;
  readonly provider: string;
  readonly language: Language;
  readonly period?: Period;
}

function periodOption({ options }: CommandCall): Period | undefined {
  const text = options["period"];
  if (text === undefined) return undefined;
  const period = typeof text === "string" ? parsePeriod(text) : undefined;
  if (period === undefined) throw new UsageError("--period takes a month like 2024-09.");
  return period;
}

function languageOption({ options }: CommandCall): Language {
  const text = options["language"] ?? "sv";
  if (typeof text === "string" && isLanguage(text)) return text;
  throw new UsageError("--language takes sv or en.");
}

async function customersOf({ call, database, provider }: Work, actor: string): Promise<string[]> {
  const named = call.options["customer"];
  if (typeof named === "string") return [named];
  return database.transaction({ role: "staff", provider, actor }, (tx) =>
    customersWithException(tx, provider),
  );
}

async function propose(work: Work): Promise<ExitCode> {
  const { call, database, provider, language, period } = work;
  const { effects, json } = call;
  const say = (sv: string, en: string): string => inLanguage(language, { sv, en });
  const actor = await actingPerson(call.effects, database, { provider, role: "controller", language });
  const proposals: CorrectionProposal[] = [];
  for (const customer of await customersOf(work, actor)) {
    const input = { customer, ...(period === undefined ? {} : { bookingPeriod: period }) };
    proposals.push(
      await database.transaction({ role: "staff", provider, actor }, (tx) =>
        rehearseCorrection(tx, provider, input, { actor, now: effects.now() }),
      ),
    );
  }
  if (json) {
    effects.print(JSON.stringify({ corrections: proposals.map(proposalJson) }, null, 2));
    return 0;
  }
  for (const proposal of proposals) {
    effects.problems(proposal.warnings);
    if (proposal.lines.length === 0) {
      effects.print(nothing(work, proposal.customer));
      continue;
    }
    const net = formatAmount(proposal.totalOre, language);
    effects.print(
      say(
        `${proposal.run}  ${proposal.lines.length} rader, netto ${net} kr, beslut ${proposal.decision}, bokförs i ${proposal.bookingPeriod}`,
        `${proposal.run}  ${proposal.lines.length} lines, net ${net} kr, decision ${proposal.decision}, booked in ${proposal.bookingPeriod}`,
      ),
    );
    for (const row of proposal.byYear) {
      const on = inLanguage(language, postedTo[row.postedTo]);
      effects.print(`  ${row.year}  ${formatAmount(row.netOre, language).padStart(18)} kr  ${on}`);
    }
    const accepting = `./underlag correct accept --customer ${proposal.customer} --decision ${proposal.decision}`;
    effects.say(say(`Någon annan godkänner den: ${accepting}`, `Somebody else accepts it: ${accepting}`));
  }
  return 0;
}

const postedTo = {
  provision: { sv: "mot avsättningen", en: "against the provision" },
  revenue: { sv: "mot årets intäkter", en: "against the year's revenue" },
} as const;

function nothing({ language }: Work, customer: string): string {
  return inLanguage(language, {
    sv: `${customer}: inget att rätta.`,
    en: `${customer}: nothing to correct.`,
  });
}

async function accept(work: Work, decision: string): Promise<ExitCode> {
  const { call, database, provider, language, period } = work;
  const { effects, json } = call;
  const actor = await actingPerson(call.effects, database, { provider, role: "approver", language });
  const customers = await customersOf(work, actor);
  const now = effects.now();
  // One transaction around all of them: a refusal for the last leaves nothing accepted for the first.
  const accepted = await database.transaction({ role: "staff", provider, actor }, async (tx) => {
    const issued: [string, AcceptedCorrection][] = [];
    for (const customer of customers) {
      const input = { customer, decision, ...(period === undefined ? {} : { bookingPeriod: period }) };
      issued.push([customer, await acceptCorrection(tx, provider, input, { actor, now })]);
    }
    return issued;
  });
  if (json) {
    const rows = accepted.map(([customer, issued]) => ({
      run: issued.run ?? null,
      customer,
      documents: issued.documents.map(headJson),
      total: oreJson(issued.totalOre),
      vouchers: { posted: issued.posted, agreed: issued.agreed },
    }));
    effects.print(JSON.stringify({ corrections: rows }, null, 2));
    return 0;
  }
  for (const [customer, issued] of accepted) {
    const names = issued.documents.map((document) => document.invoice).join(", ");
    const net = formatAmount(issued.totalOre, language);
    effects.print(
      names === ""
        ? nothing(work, customer)
        : inLanguage(language, {
            sv: `${issued.run}  ${names} utfärdad, netto ${net} kr`,
            en: `${issued.run}  ${names} issued, net ${net} kr`,
          }),
    );
  }
  return 0;
}

function proposalJson(proposal: CorrectionProposal): Record<string, unknown> {
  return {
    run: proposal.run ?? null,
    customer: proposal.customer,
    decision: proposal.decision,
    bookingPeriod: proposal.bookingPeriod,
    total: oreJson(proposal.totalOre),
    years: proposal.byYear.map((row) => ({
      year: row.year,
      amount: oreJson(row.netOre),
      postedTo: row.postedTo,
    })),
    lines: proposal.lines.map(lineJson),
    warnings: proposal.warnings,
  };
}
