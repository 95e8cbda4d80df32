import { Refusal } from "../../kernel/index.ts";
import {
  type Act,
  type ActField,
  type Doing,
  fieldUnreadable,
  type SentFile,
} from "../../platform/web/index.ts";
import { keepAssessment } from "../../service/catalogue/actions/index.ts";
import { agreementsOf, sendAgreement, signAgreement } from "../../service/customers/actions/index.ts";
import { signatureMethods, signatureParties } from "../../service/customers/index.ts";
import { compareOrganisation, followOrganisation } from "../organisation-register.ts";
import { asTable } from "../organisation-source.ts";
import { editingRegisters } from "../../platform/registers/index.ts";
import { comparisonView } from "./organisation-comparison.tsx";

const partyNames = {
  provider: ["Leverantören", "The provider"],
  customer: ["Kunden", "The customer"],
} as const;
const methodNames = {
  paper: ["På papper", "On paper"],
  advanced: ["Avancerad e-underskrift", "Advanced electronic signature"],
  qualified: ["Kvalificerad e-underskrift", "Qualified electronic signature"],
} as const;

async function followUpOf(tx: Parameters<Act["run"]>[0], { provider, parameter }: Doing): Promise<string> {
  const agreement = parameter("agreement");
  const found = (await agreementsOf(tx, provider)).find((one) => one.agreement === agreement);
  return `/customers/${encodeURIComponent(found?.customer ?? "")}/follow-up`;
}

/** Sends an agreement to be signed: a signing service hears of it by webhook. */
export const sendAgreementAct: Act = {
  path: "/agreements/:agreement/send",
  mandate: editingRegisters,
  sv: "Skicka för underskrift",
  en: "Send to be signed",
  fields: [],
  async run(tx, doing) {
    const agreement = doing.parameter("agreement");
    await sendAgreement(tx, doing.provider, agreement, doing);
    return { to: await followUpOf(tx, doing), told: { agreement, status: "sent" } };
  },
};

/** Keeps one side's signature; what a signing service calls when somebody has signed. */
export const signAgreementAct: Act = {
  path: "/agreements/:agreement/signatures",
  mandate: editingRegisters,
  sv: "Registrera underskrift",
  en: "Register a signature",
  fields: [
    {
      name: "party",
      sv: "Part",
      en: "Party",
      required: true,
      choices: signatureParties.map((value) => ({
        value,
        sv: partyNames[value][0],
        en: partyNames[value][1],
      })),
    },
    { name: "signer", sv: "Undertecknare", en: "Signer", required: true },
    { name: "signed_on", sv: "Dag (ÅÅÅÅ-MM-DD)", en: "Day (YYYY-MM-DD)", required: true },
    {
      name: "method",
      sv: "Sätt",
      en: "Method",
      required: true,
      choices: signatureMethods.map((value) => ({
        value,
        sv: methodNames[value][0],
        en: methodNames[value][1],
      })),
    },
    { name: "reference", sv: "Underskriftstjänstens referens", en: "Reference of the signing service" },
    { name: "document_hash", sv: "Handlingens SHA-256", en: "SHA-256 of the document" },
  ],
  async run(tx, doing) {
    const agreement = doing.parameter("agreement");
    const { field } = doing;
    const on = await signAgreement(
      tx,
      doing.provider,
      {
        agreement,
        party: field("party"),
        signer: field("signer"),
        signed_on: field("signed_on"),
        method: field("method"),
        reference: field("reference"),
        document_hash: field("document_hash").toLowerCase(),
      },
      doing,
    );
    return {
      to: await followUpOf(tx, doing),
      told: { agreement, status: on === undefined ? "sent" : "signed", signedOn: on ?? null },
    };
  },
};

const register = {
  name: "file",
  sv: "Stadens organisationsregister (CSV eller JSON)",
  en: "The city's organisation register (CSV or JSON)",
  kind: "file",
} as const satisfies ActField;
const registerText = {
  name: "rows",
  sv: "eller dess rader (org_no;name;parent_org_no;ended_on)",
  en: "or its rows (org_no;name;parent_org_no;ended_on)",
  long: true,
} as const satisfies ActField;

/** Compares the city's organisation register with the customers, and follows it where it is asked to (R017). */
export const organisationAct: Act = {
  path: "/organisation",
  mandate: editingRegisters,
  sv: "Jämför",
  en: "Compare",
  fields: [
    register,
    registerText,
    {
      name: "apply",
      sv: "Ändra kunderna",
      en: "Change the customers",
      choices: [
        { value: "no", sv: "Nej, bara jämför", en: "No, only compare" },
        { value: "yes", sv: "Ja, gör dem lika registret", en: "Yes, make them as the register says" },
      ],
    },
  ],
  async run(tx, doing) {
    const file = sentOrSaid(doing);
    const found = await compareOrganisation(tx, doing.provider, asTable(file.name, file.bytes));
    const applied = doing.field("apply") === "yes";
    if (applied) await followOrganisation(tx, doing.provider, found, doing);
    const told = { applied, ...found };
    return { to: "/organisation", told, once: comparisonView(told) };
  },
};

function sentOrSaid({ file, field }: Doing): SentFile {
  const sent = file(register.name);
  if (sent !== undefined) return sent;
  const rows = field(registerText.name);
  if (rows === "") throw new Refusal([fieldUnreadable(register, "")]);
  return { name: "rows", bytes: new TextEncoder().encode(rows) };
}

const form = {
  name: "file",
  sv: "Ifyllt formulär (CSV eller Excel)",
  en: "Filled-in form (CSV or Excel)",
  kind: "file",
  required: true,
} as const satisfies ActField;

/** Takes in a filled-in form for a service's sustainability (R006). */
export const assessmentAct: Act = {
  path: "/services/assessments",
  mandate: editingRegisters,
  sv: "Läs in bedömningen",
  en: "Take in the assessment",
  fields: [form],
  async run(tx, doing) {
    const sent = doing.file(form.name);
    if (sent === undefined) throw new Refusal([fieldUnreadable(form, "")]);
    const kept = await keepAssessment(tx, doing.provider, sent, doing);
    return {
      to: `/registers/sustainability-profiles/row?key=${encodeURIComponent(kept.key)}`,
      told: kept,
    };
  },
};

export const customerActs: readonly Act[] = [
  sendAgreementAct,
  signAgreementAct,
  organisationAct,
  assessmentAct,
];
