import { type Period, Refusal } from "../../../kernel/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import {
  type Act,
  type Doing,
  goesOn,
  periodField as period,
  periodSaid,
} from "../../../platform/web/index.ts";
import {
  acceptCorrection,
  acceptCorrectionRun,
  type AcceptedCorrection,
  approve,
  billingRuns,
  type CorrectionInput,
  markDelivered,
  recordAnswer,
  rehearseCorrections,
  startDelivery,
  startIssue,
  startRehearsal,
} from "../actions/index.ts";
import { bearerNames, bearers, correctionJson, type Delivery, deliveryJson } from "../index.ts";
import {
  acceptingCorrections,
  approving,
  delivering,
  issuing,
  proposingCorrections,
  rehearsing,
} from "../mandates.ts";
import { problemOf } from "../problems.ts";

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
  background: true,
  async run(tx, { provider, actor, now, field }) {
    const release = field("release").split(/\s+/).filter(Boolean);
    const wanted = { period: periodSaid({ field }, period), release };
    return goesOn(await startRehearsal(tx, provider, wanted, { actor, now }));
  },
};

/** The same for a customer that was parked, by the button beside it: looked at and let through, in a new rehearsal. */
export const releaseAct: Act = { ...rehearseAct, sv: "Släpp igenom och provkör", en: "Release and rehearse" };

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
  background: true,
  async run(tx, { provider, actor, now, parameter }) {
    const wanted = await periodOfRun(tx, provider, parameter("run"));
    return goesOn(await startIssue(tx, provider, { period: wanted }, { actor, now }));
  },
};

/** Sends the run's documents to where their receivers want them, in the background: the page of the job tells how far it has come. */
export const deliverAct: Act = {
  path: "/runs/:run/deliver",
  mandate: delivering,
  sv: "Lämna ut till mottagarna",
  en: "Deliver to the receivers",
  fields: [
    {
      name: "again",
      sv: "Försök igen med misslyckade",
      en: "Try those that failed again",
      choices: [
        { value: "", sv: "nej", en: "no" },
        { value: "yes", sv: "ja", en: "yes" },
      ],
    },
  ],
  background: true,
  async run(tx, { provider, actor, now, parameter, field }) {
    const wanted = { run: parameter("run"), again: field("again") === "yes" };
    return goesOn(await startDelivery(tx, provider, wanted, { actor, now }));
  },
};

const receipt = { name: "receipt", sv: "Kvittens eller hur", en: "Receipt, or how" } as const;

/** What waits by hand, or failed, has been handed over. */
export const handedOverAct: Act = {
  path: "/deliveries/:invoice/handed-over",
  mandate: delivering,
  sv: "Överlämnad",
  en: "Handed over",
  fields: [receipt],
  async run(tx, { provider, actor, now, parameter, field }) {
    const said = { invoice: parameter("invoice"), receipt: field("receipt") };
    return delivered(await markDelivered(tx, provider, said, { actor, now }));
  },
};

/** The receiver has it: said by a person, or by the access point's own message to the machines' door. */
export const receivedAct: Act = {
  path: "/deliveries/:invoice/received",
  mandate: delivering,
  sv: "Kvitterad",
  en: "Acknowledged",
  fields: [receipt],
  async run(tx, { provider, actor, now, parameter, field }) {
    const said = { invoice: parameter("invoice"), receipt: field("receipt") };
    return delivered(await recordAnswer(tx, provider, said, { actor, now }));
  },
};

/** The receiver will not have it, and says why. */
export const sentBackAct: Act = {
  path: "/deliveries/:invoice/sent-back",
  mandate: delivering,
  sv: "Skickad tillbaka",
  en: "Sent back",
  fields: [
    { name: "reason", sv: "Mottagarens skäl", en: "The receiver's reason", required: true, long: true },
  ],
  async run(tx, { provider, actor, now, parameter, field }) {
    const said = { invoice: parameter("invoice"), refusedFor: field("reason") };
    return delivered(await recordAnswer(tx, provider, said, { actor, now }));
  },
};

function delivered(one: Delivery) {
  return { to: `${runAddress(one.run)}/deliveries`, told: deliveryJson(one) };
}

const bearer = {
  name: "bearer",
  sv: "Vem bär skillnaden",
  en: "Who bears the difference",
  choices: bearers.map((value) => ({ value, ...bearerNames[value] })),
} as const;
const decision = {
  name: "decision",
  sv: "Beslut (kod i beslutsregistret)",
  en: "Decision (its code)",
} as const;

/** What changed keys, values and exceptions make of periods already issued, line by line; everybody's when no customer is named. */
export const proposeCorrectionAct: Act = {
  path: "/corrections",
  mandate: proposingCorrections,
  sv: "Föreslå rättelse",
  en: "Propose a correction",
  fields: [{ name: "customer", sv: "Kund (kod)", en: "Customer (code)" }, bearer, decision, period],
  async run(tx, { provider, actor, now, field }) {
    const wanted = correctionIn(field);
    const found = await rehearseCorrections(tx, provider, wanted, { actor, now });
    const [first] = found;
    return {
      to: "/corrections",
      told: {
        run: first?.run ?? null,
        lines: found.reduce((sum, one) => sum + one.lines.length, 0),
        corrections: found.map(correctionJson),
      },
    };
  },
};

/** Somebody else accepts a customer's correction by a recorded decision; the documents are issued. */
export const acceptCorrectionAct: Act = {
  path: "/corrections/:customer/accept",
  mandate: acceptingCorrections,
  sv: "Godta rättelsen",
  en: "Accept the correction",
  fields: [{ ...decision, required: true }, period],
  async run(tx, { provider, actor, now, parameter, field }) {
    const month = field("period") === "" ? {} : { bookingPeriod: periodSaid({ field }, period) };
    const wanted = { ...month, customer: parameter("customer"), decision: field("decision") };
    return accepted(await acceptCorrection(tx, provider, wanted, { actor, now }));
  },
};

/** The same for a correction by its run: the only way to one that all customers share. */
export const acceptCorrectionRunAct: Act = {
  path: "/corrections/runs/:run/accept",
  mandate: acceptingCorrections,
  sv: "Godta rättelsen",
  en: "Accept the correction",
  fields: [{ ...decision, required: true }],
  async run(tx, { provider, actor, now, parameter, field }) {
    const wanted = { run: parameter("run"), decision: field("decision") };
    return accepted(await acceptCorrectionRun(tx, provider, wanted, { actor, now }));
  },
};

function accepted({ run, documents }: AcceptedCorrection) {
  return {
    to: run === undefined ? "/corrections" : runAddress(run),
    told: { run: run ?? null, documents: documents.map((one) => one.invoice) },
  };
}

export const billingActs: readonly Act[] = [
  rehearseAct,
  approveAct,
  issueAct,
  deliverAct,
  handedOverAct,
  receivedAct,
  sentBackAct,
  proposeCorrectionAct,
  acceptCorrectionAct,
  acceptCorrectionRunAct,
];

function runAddress(run: string): string {
  return `/runs/${encodeURIComponent(run)}`;
}

function correctionIn(field: Doing["field"]): CorrectionInput {
  const said = field("bearer");
  const found = bearers.find((one) => one === said);
  if (said !== "" && found === undefined) {
    throw new Refusal([
      problemOf(
        "invoicing.unknown-bearer",
        `”${said}” kan inte bära en rättelse: ${bearers.join(", ")}.`,
        `"${said}" cannot bear a correction: ${bearers.join(", ")}.`,
      ),
    ]);
  }
  return {
    ...(field("customer") === "" ? {} : { customer: field("customer") }),
    ...(found === undefined ? {} : { bearer: found }),
    ...(field("decision") === "" ? {} : { decision: field("decision") }),
    ...(field("period") === "" ? {} : { bookingPeriod: periodSaid({ field }, period) }),
  };
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
