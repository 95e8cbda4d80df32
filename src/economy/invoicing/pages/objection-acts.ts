import { parseKronor, Refusal } from "../../../kernel/index.ts";
import { type Act, fieldUnreadable } from "../../../platform/web/index.ts";
import {
  answerObjection,
  creditObjection,
  raiseObjection,
  voidInvoice,
  withdrawObjection,
} from "../actions/index.ts";
import { type IssuedLine, objectionCauseNames, objectionCauses, objectionJson } from "../index.ts";
import { answeringObjections, creditingObjections, raisingObjections } from "../mandates.ts";

const reason = { name: "text", sv: "Motivering", en: "Reason", required: true, long: true } as const;
const line = {
  name: "line",
  sv: "Rad (hela dokumentet om tomt)",
  en: "Line (the whole document if empty)",
} as const;
const cause = {
  name: "cause",
  sv: "Orsak",
  en: "Cause",
  required: true,
  choices: objectionCauses.map((value) => ({ value, ...objectionCauseNames[value] })),
} as const;
const amount = {
  name: "amount",
  sv: "Belopp utan moms, kr (allt som är kvar om tomt)",
  en: "Amount without VAT, kr (all that is left if empty)",
} as const;

/** A customer's word against a line or a document, kept with who said it and when it is to be answered. */
export const raiseObjectionAct: Act = {
  path: "/invoices/:invoice/objections",
  mandate: raisingObjections,
  sv: "Gör en invändning",
  en: "Raise an objection",
  fields: [line, cause, reason],
  async run(tx, { provider, actor, now, parameter, field }) {
    const invoice = parameter("invoice");
    const said = field("line");
    if (said !== "" && !/^[1-9]\d{0,5}$/.test(said)) throw new Refusal([fieldUnreadable(line, said)]);
    const raised = await raiseObjection(
      tx,
      provider,
      { invoice, cause: field("cause"), text: field("text"), ...(said === "" ? {} : { line: Number(said) }) },
      { actor, now },
    );
    return { to: "/objections", told: objectionJson(raised) };
  },
};

/** What we ourselves see is wrong: all of it credited and made anew, when somebody else has issued that. */
export const voidInvoiceAct: Act = {
  path: "/invoices/:invoice/void",
  mandate: answeringObjections,
  sv: "Makulera och gör om",
  en: "Void and make anew",
  fields: [cause, reason],
  async run(tx, { provider, actor, now, parameter, field }) {
    const wrong = { invoice: parameter("invoice"), cause: field("cause"), text: field("text") };
    return { to: "/objections", told: objectionJson(await voidInvoice(tx, provider, wrong, { actor, now })) };
  },
};

/** The same act with the document's own lines to choose among, instead of a number to write. */
export function objectionTo(lines: readonly Pick<IssuedLine, "line" | "textSv" | "textEn">[]): Act {
  const choices = [
    { value: "", sv: "Hela dokumentet", en: "The whole document" },
    ...lines.map((each) => ({
      value: String(each.line),
      sv: `${each.line}. ${each.textSv}`,
      en: `${each.line}. ${each.textEn}`,
    })),
  ];
  const fields = raiseObjectionAct.fields.map((field) =>
    field.name === line.name ? { name: line.name, sv: "Rad", en: "Line", choices } : field,
  );
  return { ...raiseObjectionAct, fields };
}

/** Rejected, with a reason that the customer reads. */
export const rejectObjectionAct: Act = {
  path: "/objections/:invoice/:number/reject",
  mandate: answeringObjections,
  sv: "Avslå",
  en: "Reject",
  fields: [reason],
  async run(tx, { provider, actor, now, parameter, field }) {
    const objection = `${parameter("invoice")}/${parameter("number")}`;
    const answer = { objection, kind: "reject", answer: field("text") } as const;
    return {
      to: "/objections",
      told: objectionJson(await answerObjection(tx, provider, answer, { actor, now })),
    };
  },
};

/** Taken back by the customer itself, or on its word. */
export const withdrawObjectionAct: Act = {
  path: "/objections/:invoice/:number/withdraw",
  mandate: raisingObjections,
  sv: "Återta invändningen",
  en: "Withdraw the objection",
  fields: [{ name: "text", sv: "Varför (får vara tomt)", en: "Why (may be empty)" }],
  async run(tx, { provider, actor, now, parameter, field }) {
    const objection = `${parameter("invoice")}/${parameter("number")}`;
    const withdrawn = { objection, text: field("text") };
    return {
      to: "/objections",
      told: objectionJson(await withdrawObjection(tx, provider, withdrawn, { actor, now })),
    };
  },
};

/** A credit proposed, for somebody else to issue. */
export const proposeCreditAct: Act = {
  path: "/objections/:invoice/:number/credit",
  mandate: answeringObjections,
  sv: "Föreslå kreditering",
  en: "Propose a credit",
  fields: [
    amount,
    {
      name: "reissue",
      sv: "Gör om dokumentet",
      en: "Make the document anew",
      choices: [
        { value: "", sv: "nej", en: "no" },
        { value: "yes", sv: "ja, hela dokumentet krediteras", en: "yes, all of it is credited" },
      ],
    },
    reason,
  ],
  async run(tx, { provider, actor, now, parameter, field }) {
    const objection = `${parameter("invoice")}/${parameter("number")}`;
    const said = field("amount");
    const creditOre = said === "" ? undefined : parseKronor(said);
    if (said !== "" && creditOre === undefined) throw new Refusal([fieldUnreadable(amount, said)]);
    const answer = {
      objection,
      kind: "credit",
      answer: field("text"),
      reissue: field("reissue") === "yes",
      ...(creditOre === undefined ? {} : { creditOre }),
    } as const;
    return {
      to: "/objections",
      told: objectionJson(await answerObjection(tx, provider, answer, { actor, now })),
    };
  },
};

/** Issues the proposed credit, by another person. */
export const issueCreditAct: Act = {
  path: "/objections/:invoice/:number/issue",
  mandate: creditingObjections,
  sv: "Utfärda krediteringen",
  en: "Issue the credit",
  fields: [],
  async run(tx, { provider, actor, now, parameter }) {
    const objection = `${parameter("invoice")}/${parameter("number")}`;
    const {
      objection: after,
      credit,
      reissued,
    } = await creditObjection(tx, provider, { objection }, { actor, now });
    const documents = [...credit.documents, ...(reissued?.documents ?? [])].map((one) => one.invoice);
    return { to: "/objections", told: { ...objectionJson(after), documents } };
  },
};

export const objectionActs: readonly Act[] = [
  raiseObjectionAct,
  voidInvoiceAct,
  rejectObjectionAct,
  withdrawObjectionAct,
  proposeCreditAct,
  issueCreditAct,
];
