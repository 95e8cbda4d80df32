import type { Problem, ProblemCatalogue } from "../../kernel/index.ts";
import type { Mandate } from "./mandate.ts";
import { type Role, roleNames } from "./person.ts";

export const catalogue: ProblemCatalogue = {
  "access.unknown-role": {
    severity: "stop",
    title_sv: "Rollen finns inte",
    title_en: "There is no such role",
    try_en: "Use one of the roles listed by ./underlag user --help.",
  },
  "access.login-taken": {
    severity: "stop",
    title_sv: "Inloggningsnamnet finns redan",
    title_en: "The login is taken",
    try_en: "Choose another login; list those there are with ./underlag user list.",
  },
  "access.bad-login": {
    severity: "stop",
    title_sv: "Inloggningsnamnet kan inte användas",
    title_en: "The login cannot be used",
    try_en: "Use 2 to 64 small letters, digits, full stops, hyphens or @.",
  },
  "access.customer-missing": {
    severity: "stop",
    title_sv: "En kundperson behöver minst en känd kund",
    title_en: "A customer's person needs at least one known customer",
    try_en: "Give --customers with codes from the customer register.",
  },
  "access.not-a-person": {
    severity: "stop",
    title_sv: "Den som handlar är inte en av leverantörens personer",
    title_en: "Who acts is not one of the provider's people",
    try_en:
      "Name a person of the register, who is not a customer's, with --as; list them with ./underlag user list.",
  },
  "access.not-mandated": {
    severity: "stop",
    title_sv: "Rollen får inte göra detta",
    title_en: "The role may not do this",
    try_en: "Ask somebody of a role that the message names; list people with ./underlag user list.",
  },
  "access.weak-password": {
    severity: "stop",
    title_sv: "Lösenordet är för kort",
    title_en: "The password is too short",
    try_en: "Use at least 12 characters; a sentence is good.",
  },
};

function stop(code: string, message_sv: string, message_en: string): Problem {
  const entry = catalogue[code];
  return { code, severity: "stop", message_sv, message_en, ...(entry ? { try: entry.try_en } : {}) };
}

export const unknownRole = (role: string): Problem =>
  stop("access.unknown-role", `Rollen ”${role}” finns inte.`, `There is no role "${role}".`);
export const loginTaken = (login: string): Problem =>
  stop("access.login-taken", `”${login}” finns redan.`, `"${login}" is taken.`);
export const badLogin = (login: string): Problem =>
  stop("access.bad-login", `”${login}” kan inte vara inloggningsnamn.`, `"${login}" cannot be a login.`);
export const customerMissing = (code: string | undefined): Problem =>
  stop(
    "access.customer-missing",
    code === undefined ? "Ingen kund angavs." : `Kunden ”${code}” finns inte.`,
    code === undefined ? "No customer was given." : `There is no customer "${code}".`,
  );
export const weakPassword = (): Problem =>
  stop(
    "access.weak-password",
    "Lösenordet är kortare än 12 tecken.",
    "The password has fewer than 12 characters.",
  );
export const notMandated = (login: string, role: Role, { sv, en, roles }: Mandate): Problem =>
  stop(
    "access.not-mandated",
    `${login} (${roleNames[role].sv.toLowerCase()}) får inte ${sv}. Det får: ${roles.map((one) => roleNames[one].sv.toLowerCase()).join(", ")}.`,
    `${login} (${roleNames[role].en.toLowerCase()}) may not ${en}. Those who may: ${roles.map((one) => roleNames[one].en.toLowerCase()).join(", ")}.`,
  );
export const notAPerson = (login: string): Problem =>
  stop(
    "access.not-a-person",
    `${login} är inte en av leverantörens personer.`,
    `${login} is not one of the provider's people.`,
  );
