import { parsePeriod, type Period, required } from "../../../kernel/index.ts";
import { actingPerson } from "../../../platform/access/actions/index.ts";
import {
  type Command,
  type CommandCall,
  type ExitCode,
  UsageError,
  noSuchVerb,
} from "../../../platform/command/index.ts";
import type { Database } from "../../../platform/database/index.ts";
import { formatAmount, inLanguage, type Language } from "../../../platform/language/index.ts";
import { type Assumption, readAssumption } from "../../costing/index.ts";
import {
  acceptCorrection,
  acceptCorrectionRun,
  type AcceptedCorrection,
  computeCorrections,
  type CorrectionProposal,
  correctionsOf,
  rehearseCorrections,
} from "../actions/index.ts";
import {
  type Bearer,
  bearerNames,
  bearers,
  correctionJson,
  headJson,
  oreJson,
  type PostedTo,
  storedCorrectionJson,
  sumsBy,
} from "../index.ts";
import { correctManual } from "./correct-manual.ts";

const verbs = ["propose", "accept", "list"] as const;

export const correctCommand: Command = {
  name: "correct",
  manual: correctManual,
  options: {
    customer: { type: "string" },
    bearer: { type: "string" },
    decision: { type: "string" },
    period: { type: "string" },
    run: { type: "string" },
    set: { type: "string", multiple: true },
  },
  async run(call) {
    const verb = verbs.find((one) => one === call.positionals[0]);
    if (call.positionals.length !== 1 || verb === undefined) {
      throw noSuchVerb("correct", call.positionals[0], verbs);
    }
    const period = periodOption(call);
    const { language } = call.effects;
    const bearer = bearerOption(call);
    const [customer, decision, run] = [text(call, "customer"), text(call, "decision"), text(call, "run")];
    if (verb === "accept") {
      if (decision === undefined)
        throw new UsageError(
          "Ange beslutet som rättelsen vilar på: --decision KOD",
          "correct accept needs --decision.",
        );
      if (bearer !== undefined)
        throw new UsageError(
          "Vem som bär skillnaden avgörs i förslaget, inte när det godkänns: --bearer hör till correct propose.",
          "who bears it is decided with the proposal, not when it is accepted.",
        );
      if (run !== undefined && customer !== undefined)
        throw new UsageError(
          "Ange --run eller --customer, inte båda.",
          "name --run or --customer, not both.",
        );
    } else if (run !== undefined)
      throw new UsageError("--run hör till correct accept.", "--run belongs to correct accept.");
    const set = call.options["set"];
    if (set !== undefined && verb !== "propose")
      throw new UsageError("--set hör till correct propose.", "--set belongs to correct propose.");
    const assumptions = Array.isArray(set)
      ? set.map((each): Assumption => required(readAssumption(String(each))))
      : [];
    const database = await call.effects.database();
    const provider = await call.effects.provider();
    const wanted = {
      ...(period === undefined ? {} : { bookingPeriod: period }),
      ...(customer === undefined ? {} : { customer }),
      ...(bearer === undefined ? {} : { bearer }),
      ...(decision === undefined ? {} : { decision }),
    };
    const work = { call, database, provider, language, wanted, assumptions };
    if (verb === "list") return list(work);
    return verb === "propose" ? propose(work) : accept(work, decision as string, run);
  },
};

interface Work {
  readonly call: CommandCall;
  readonly database: Database;
  readonly provider: string;
  readonly language: Language;
  readonly wanted: {
    readonly customer?: string;
    readonly bookingPeriod?: Period;
    readonly bearer?: Bearer;
    readonly decision?: string;
  };
  readonly assumptions: readonly Assumption[];
}

function text({ options }: CommandCall, name: string): string | undefined {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
}

function periodOption({ options }: CommandCall): Period | undefined {
  const said = options["period"];
  if (said === undefined) return undefined;
  const period = typeof said === "string" ? parsePeriod(said) : undefined;
  if (period === undefined)
    throw new UsageError(
      "--period är en månad, till exempel 2024-09.",
      "--period takes a month like 2024-09.",
    );
  return period;
}

function bearerOption({ options }: CommandCall): Bearer | undefined {
  const said = options["bearer"];
  if (said === undefined) return undefined;
  const bearer = bearers.find((one) => one === said);
  if (bearer === undefined)
    throw new UsageError(
      `--bearer är ett av ${bearers.join(", ")}.`,
      `--bearer is one of ${bearers.join(", ")}.`,
    );
  return bearer;
}

async function propose(work: Work): Promise<ExitCode> {
  const { call, database, provider, language, wanted, assumptions } = work;
  const { effects, json } = call;
  const imagined = assumptions.length > 0;
  const actor = imagined
    ? effects.actor
    : await actingPerson(effects, database, { provider, role: "controller" });
  const proposals = await database.transaction({ role: "staff", provider, actor }, (tx) =>
    imagined
      ? computeCorrections(tx, provider, { ...wanted, assumptions })
      : rehearseCorrections(tx, provider, wanted, { actor, now: effects.now() }),
  );
  if (json) {
    effects.print(JSON.stringify({ imagined, corrections: proposals.map(correctionJson) }, null, 2));
    return 0;
  }
  effects.problems(distinct(proposals.flatMap((proposal) => proposal.warnings)));
  if (proposals.length === 0) effects.print(nothing(work, ""));
  for (const proposal of proposals) tell(work, proposal);
  if (imagined) {
    effects.say(
      inLanguage(language, {
        sv: "Tänk om: ingenting är skrivet.",
        en: "What if: nothing has been written.",
      }),
    );
  }
  return 0;
}

function tell(work: Work, proposal: CorrectionProposal): void {
  const { call, language, assumptions } = work;
  const { effects } = call;
  const say = (sv: string, en: string): string => inLanguage(language, { sv, en });
  if (proposal.lines.length === 0) {
    effects.print(nothing(work, proposal.customer));
    return;
  }
  const net = formatAmount(proposal.totalOre, language);
  const borne = bearerNames[proposal.bearer][language];
  const decided =
    proposal.decision === "" ? "" : say(`, beslut ${proposal.decision}`, `, decision ${proposal.decision}`);
  effects.print(
    say(
      `${proposal.run}  ${proposal.lines.length} rader, netto ${net} kr${decided}, bokförs i ${proposal.bookingPeriod}, bärs av ${borne}`,
      `${proposal.run}  ${proposal.lines.length} lines, net ${net} kr${decided}, booked in ${proposal.bookingPeriod}, borne by ${borne}`,
    ),
  );
  for (const row of proposal.byYear) {
    const on = inLanguage(language, postedTo[row.postedTo]);
    effects.print(`  ${row.year}  ${formatAmount(row.netOre, language).padStart(18)} kr  ${on}`);
  }
  if (proposal.bearer === "others") {
    for (const [customer, sum] of sumsBy(proposal.rows, (row) => row.customer)) {
      effects.print(`  ${customer.padEnd(14)}${formatAmount(sum, language).padStart(18)} kr`);
    }
  }
  if (assumptions.length > 0) return;
  const accepting = `./underlag correct accept --run ${proposal.run} --decision ${proposal.decision === "" ? "…" : proposal.decision}`;
  effects.say(say(`Någon annan godkänner den: ${accepting}`, `Somebody else accepts it: ${accepting}`));
}

const postedTo: Readonly<Record<PostedTo, { readonly sv: string; readonly en: string }>> = {
  provision: { sv: "mot avsättningen", en: "against the provision" },
  revenue: { sv: "mot årets intäkter", en: "against the year's revenue" },
  equity: { sv: "mot eget kapital", en: "against equity" },
  settlement: { sv: "mot återregleringen", en: "against the settlement" },
  "accrued-settlement": { sv: "mot den upplupna återregleringen", en: "against the accrued settlement" },
};

function nothing({ language }: Work, customer: string): string {
  const whose = customer === "" ? "" : `${customer}: `;
  const found = inLanguage(language, { sv: "inget att rätta.", en: "nothing to correct." });
  return whose === "" ? found.charAt(0).toUpperCase() + found.slice(1) : whose + found;
}

function distinct<T extends { readonly message_en: string }>(problems: readonly T[]): T[] {
  return [...new Map(problems.map((one) => [one.message_en, one])).values()];
}

async function accept(work: Work, decision: string, run: string | undefined): Promise<ExitCode> {
  const { call, database, provider, language, wanted } = work;
  const { effects, json } = call;
  const actor = await actingPerson(effects, database, { provider, role: "approver" });
  const act = { actor, now: effects.now() };
  // One transaction around all of them: a refusal for the last leaves nothing accepted for the first.
  const accepted = await database.transaction({ role: "staff", provider, actor }, async (tx) => {
    if (run !== undefined) {
      return [[run, await acceptCorrectionRun(tx, provider, { run, decision }, act)] as const];
    }
    const month = wanted.bookingPeriod === undefined ? {} : { bookingPeriod: wanted.bookingPeriod };
    const waiting = (await correctionsOf(tx, provider)).filter((one) => one.run.state === "rehearsed");
    const shared = waiting.find((one) => one.bearer === "others");
    if (wanted.customer === undefined && shared !== undefined) {
      // The same change may wait with two bearers; which of them is accepted must not be chosen by an order.
      throw new UsageError(
        `${shared.run.run} väntar: ange med --run vilken rättelse som godkänns.`,
        `${shared.run.run} waits: name the correction to accept with --run.`,
      );
    }
    const customers =
      wanted.customer === undefined
        ? [
            ...new Set([
              ...waiting.map((one) => one.customer),
              ...(await computeCorrections(tx, provider, month)).map((one) => one.customer),
            ]),
          ].toSorted()
        : [wanted.customer];
    const issued: (readonly [string, AcceptedCorrection])[] = [];
    for (const customer of customers) {
      const asked = { customer, decision, ...month };
      issued.push([customer, await acceptCorrection(tx, provider, asked, act)]);
    }
    return issued;
  });
  if (json) {
    const rows = accepted.map(([customer, issued]) => ({
      run: issued.run ?? null,
      customer: run === undefined ? customer : null,
      documents: issued.documents.map(headJson),
      total: oreJson(issued.totalOre),
      vouchers: { posted: issued.posted, agreed: issued.agreed },
    }));
    effects.print(JSON.stringify({ corrections: rows }, null, 2));
    return 0;
  }
  if (accepted.length === 0) effects.print(nothing(work, ""));
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

async function list(work: Work): Promise<ExitCode> {
  const { call, database, provider, language } = work;
  const { effects, json } = call;
  const found = await database.transaction({ role: "staff", provider, actor: effects.actor }, (tx) =>
    correctionsOf(tx, provider),
  );
  if (json) {
    effects.print(JSON.stringify({ corrections: found.map(storedCorrectionJson) }, null, 2));
    return 0;
  }
  if (found.length === 0)
    effects.print(inLanguage(language, { sv: "Inga rättelser.", en: "No corrections." }));
  for (const { run, bearer, decision, lines } of found) {
    const state =
      run.state === "issued"
        ? inLanguage(language, { sv: "utfärdad", en: "issued" })
        : inLanguage(language, { sv: "väntar", en: "waiting" });
    effects.print(
      `${run.run}  ${state}  ${formatAmount(run.totalOre, language)} kr  ${lines.length} ${inLanguage(language, { sv: "rader, bärs av", en: "lines, borne by" })} ${bearerNames[bearer][language]}${decision === "" ? "" : `  ${decision}`}`,
    );
  }
  return 0;
}
