import { adviceOf, type Problem, type ProblemCatalogue } from "../../kernel/index.ts";
import type { Mandate } from "./mandate.ts";
import { type Role, roleNames } from "./person.ts";

export const catalogue: ProblemCatalogue = {
  "access.unknown-role": {
    severity: "stop",
    title_sv: "Rollen finns inte",
    title_en: "There is no such role",
    try_sv: "Använd en av rollerna som ./underlag user --help räknar upp.",
    try_en: "Use one of the roles listed by ./underlag user --help.",
  },
  "access.login-taken": {
    severity: "stop",
    title_sv: "Inloggningsnamnet finns redan",
    title_en: "The login is taken",
    try_sv: "Välj en annan inloggning; ./underlag user list visar dem som finns.",
    try_en: "Choose another login; list those there are with ./underlag user list.",
  },
  "access.bad-login": {
    severity: "stop",
    title_sv: "Inloggningsnamnet kan inte användas",
    title_en: "The login cannot be used",
    try_sv: "Använd 2 till 64 små bokstäver, siffror, punkter, bindestreck eller @.",
    try_en: "Use 2 to 64 small letters, digits, full stops, hyphens or @.",
  },
  "access.customer-missing": {
    severity: "stop",
    title_sv: "En kundperson behöver minst en känd kund",
    title_en: "A customer's person needs at least one known customer",
    try_sv: "Ange --customers med koder ur kundregistret.",
    try_en: "Give --customers with codes from the customer register.",
  },
  "access.not-a-person": {
    severity: "stop",
    title_sv: "Den som handlar är inte en av leverantörens personer",
    title_en: "Who acts is not one of the provider's people",
    try_sv: "Ange med --as en person i registret som inte är en kunds; ./underlag user list visar dem.",
    try_en:
      "Name a person of the register, who is not a customer's, with --as; list them with ./underlag user list.",
  },
  "access.not-mandated": {
    severity: "stop",
    title_sv: "Rollen får inte göra detta",
    title_en: "The role may not do this",
    try_sv: "Be någon med en roll som meddelandet nämner; ./underlag user list visar personerna.",
    try_en: "Ask somebody of a role that the message names; list people with ./underlag user list.",
  },
  "access.no-such-person": {
    severity: "stop",
    title_sv: "Personen finns inte",
    title_en: "There is no such person",
    try_sv: "Visa alla med ./underlag user list.",
    try_en: "List them with ./underlag user list.",
  },
  "access.own-rights": {
    severity: "stop",
    title_sv: "Ingen ändrar sin egen roll eller behörighet",
    title_en: "Nobody changes their own role or rights",
    try_sv: "Be en annan administratör.",
    try_en: "Ask another administrator.",
  },
  "access.last-administrator": {
    severity: "stop",
    title_sv: "Den sista administratören måste finnas kvar",
    title_en: "The last administrator must remain",
    try_sv: "Gör någon annan till administratör först.",
    try_en: "Make somebody else administrator first.",
  },
  "access.wrong-password": {
    severity: "stop",
    title_sv: "Det nuvarande lösenordet är fel",
    title_en: "The current password is wrong",
    try_sv: "Skriv det igen; en administratör kan skicka en inbjudan att välja ett nytt.",
    try_en: "Type it again; an administrator can send an invitation to choose a new one.",
  },
  "access.code-wrong": {
    severity: "stop",
    title_sv: "Koden är fel eller redan använd",
    title_en: "The code is wrong or used already",
    try_sv: "Vänta på appens nästa kod; se efter att telefonens klocka går rätt.",
    try_en: "Wait for the app's next code; check the telephone's clock.",
  },
  "access.no-second-factor": {
    severity: "stop",
    title_sv: "Ingen tvåfaktor är påbörjad",
    title_en: "No second factor has been begun",
    try_sv: "Börja på sidan om din egen inloggning, /me.",
    try_en: "Begin on the page of your own sign-in, /me.",
  },
  "access.invitation-over": {
    severity: "stop",
    title_sv: "Inbjudan är använd eller för gammal",
    title_en: "The invitation is used or too old",
    try_sv: "Be en administratör om en ny: ./underlag user invite <inloggning>.",
    try_en: "Ask an administrator for a new one: ./underlag user invite <login>.",
  },
  "access.key-name-missing": {
    severity: "stop",
    title_sv: "Nyckeln behöver ett namn",
    title_en: "The key needs a name",
    try_sv: "Skriv vad som ska använda den: Power BI.",
    try_en: "Name what will use it: Power BI.",
  },
  "access.weak-password": {
    severity: "stop",
    title_sv: "Lösenordet är för kort",
    title_en: "The password is too short",
    try_sv: "Använd minst 12 tecken; en mening är bra.",
    try_en: "Use at least 12 characters; a sentence is good.",
  },
};

function stop(code: string, message_sv: string, message_en: string): Problem {
  const entry = catalogue[code];
  return { code, severity: "stop", message_sv, message_en, ...(entry && adviceOf(entry)) };
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

export const noSuchPerson = (login: string): Problem =>
  stop("access.no-such-person", `Det finns ingen person ”${login}”.`, `There is no person "${login}".`);
export const ownRights = (login: string): Problem =>
  stop(
    "access.own-rights",
    `${login} kan inte ändra sin egen roll eller behörighet.`,
    `${login} cannot change their own role or rights.`,
  );
export const lastAdministrator = (login: string): Problem =>
  stop(
    "access.last-administrator",
    `${login} är den sista administratören.`,
    `${login} is the last administrator.`,
  );
export const wrongPassword = (): Problem =>
  stop("access.wrong-password", "Det nuvarande lösenordet är fel.", "The current password is wrong.");
export const codeWrong = (): Problem =>
  stop(
    "access.code-wrong",
    "Koden är fel, för gammal eller redan använd.",
    "The code is wrong, too old or used already.",
  );
export const noSecondFactor = (): Problem =>
  stop("access.no-second-factor", "Ingen tvåfaktor är påbörjad.", "No second factor has been begun.");
export const invitationOver = (): Problem =>
  stop(
    "access.invitation-over",
    "Inbjudan är använd, för gammal eller finns inte.",
    "The invitation is used, too old or does not exist.",
  );
export const keyNameMissing = (): Problem =>
  stop("access.key-name-missing", "Nyckeln har inget namn.", "The key has no name.");
