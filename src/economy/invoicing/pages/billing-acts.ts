import { parsePeriod, type Period, Refusal } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { type Act, type Doing, fieldUnreadable } from "../../../platform/web/index.ts";
import {
  acceptCorrection,
  approve,
  billingRuns,
  issue,
  rehearseCorrection,
  rehearse,
} from "../actions/index.ts";
import { acceptingCorrections, approving, issuing, proposingCorrections, rehearsing } from "../mandates.ts";
import { problemOf } from "../problems.ts";

const period = { name: "period", sv: "Månad, som 2024-11", en: "Month, like 2024-11" } as const;

/** Computes a month and holds it against its gates; nothing is issued. */
export const rehearseAct: Act = {
  path: "/runs",
  mandate: rehearsing,
  sv: "Provkör",
  en: "Rehearse",
  fields: [
    { ...period, required: true },
    {
      name: "release",
      sv: "Släpp parkerade kunder (koder med blanksteg emellan)",
      en: "Release parked customers (codes, blanks between)",
    },
  ],
  async run(tx, { provider, actor, now, field }) {
    const release = field("release").split(/\s+/).filter(Boolean);
    const { run, proposal } = await rehearse(
      tx,
      provider,
      { period: periodIn(field), release },
      { actor, now },
    );
    return {
      to: runAddress(run.run),
      told: {
        run: run.run,
        state: run.state,
        documents: proposal?.documents.length ?? 0,
        net: { ore: String(run.totalOre) },
        parked: run.parked.map((one) => one.customer),
      },
    };
  },
};

/** Somebody else says that exactly what was rehearsed may be issued. */
export const approveAct: Act = {
  path: "/runs/:run/approve",
  mandate: approving,
  sv: "Attestera",
  en: "Approve",
  fields: [],
  async run(tx, { provider, actor, now, parameter }) {
    const wanted = await periodOfRun(tx, provider, parameter("run"));
    const run = await approve(tx, provider, { period: wanted }, { actor, now });
    return {
      to: runAddress(run.run),
      told: { run: run.run, state: run.state, content_sha256: run.contentSha256 },
    };
  },
};

/** Numbers, documents, vouchers and audit, all or none. */
export const issueAct: Act = {
  path: "/runs/:run/issue",
  mandate: issuing,
  sv: "Utfärda fakturorna",
  en: "Issue the invoices",
  fields: [],
  async run(tx, { provider, actor, now, parameter }) {
    const wanted = await periodOfRun(tx, provider, parameter("run"));
    const issued = await issue(tx, provider, { period: wanted }, { actor, now });
    return {
      to: runAddress(issued.run),
      told: {
        run: issued.run,
        documents: issued.documents.map((one) => one.invoice),
        net: { ore: String(issued.totalOre) },
        posted: issued.posted,
        agreed: issued.agreed,
      },
    };
  },
};

const customer = { name: "customer", sv: "Kund (kod)", en: "Customer (code)", required: true } as const;

/** What a customer's exception makes of periods already issued, line by line. */
export const proposeCorrectionAct: Act = {
  path: "/corrections",
  mandate: proposingCorrections,
  sv: "Föreslå rättelse",
  en: "Propose a correction",
  fields: [customer, period],
  async run(tx, { provider, actor, now, field }) {
    const proposal = await rehearseCorrection(tx, provider, correctionIn(field), { actor, now });
    return {
      to: proposal.run === undefined ? "/runs" : runAddress(proposal.run),
      told: { run: proposal.run ?? null, lines: proposal.lines.length },
    };
  },
};

/** Somebody else accepts the correction by a recorded decision; the credit note is issued. */
export const acceptCorrectionAct: Act = {
  path: "/corrections/:customer/accept",
  mandate: acceptingCorrections,
  sv: "Godta rättelsen",
  en: "Accept the correction",
  fields: [
    { name: "decision", sv: "Beslut (kod i beslutsregistret)", en: "Decision (its code)", required: true },
    period,
  ],
  async run(tx, { provider, actor, now, parameter, field }) {
    const wanted = { ...correctionIn(field), customer: parameter("customer"), decision: field("decision") };
    const accepted = await acceptCorrection(tx, provider, wanted, { actor, now });
    return {
      to: accepted.run === undefined ? "/runs" : runAddress(accepted.run),
      told: { run: accepted.run ?? null, documents: accepted.documents.map((one) => one.invoice) },
    };
  },
};

export const billingActs: readonly Act[] = [
  rehearseAct,
  approveAct,
  issueAct,
  proposeCorrectionAct,
  acceptCorrectionAct,
];

function runAddress(run: string): string {
  return `/runs/${encodeURIComponent(run)}`;
}

function correctionIn(field: Doing["field"]): { readonly customer: string; readonly bookingPeriod?: Period } {
  const wanted = field("period") === "" ? undefined : periodIn(field);
  return { customer: field("customer"), ...(wanted === undefined ? {} : { bookingPeriod: wanted }) };
}

function periodIn(field: Doing["field"]): Period {
  const said = field("period");
  const found = parsePeriod(said);
  if (found === undefined) {
    throw new Refusal([fieldUnreadable(period, said)]);
  }
  return found;
}

async function periodOfRun(tx: Transaction, provider: string, name: string): Promise<Period> {
  const run = (await billingRuns(tx, provider)).find((each) => each.run === name);
  if (run === undefined) {
    throw new Refusal([
      problemOf("invoicing.unknown", `Körningen ”${name}” finns inte.`, `There is no run "${name}".`),
    ]);
  }
  return run.period;
}
