import { required } from "../../kernel/index.ts";
import { roleNames, roles } from "../../platform/access/index.ts";
import {
  addPerson,
  changePerson,
  invite,
  personByLogin,
  removeSecondFactor,
  requireMandate,
  unbindIdentities,
} from "../../platform/access/actions/index.ts";
import type { Transaction } from "../../platform/database/index.ts";
import type { Act, Doing } from "../../platform/web/index.ts";
import { customerCodes } from "../../service/customers/actions/index.ts";
import { keepPeople } from "../mandates.ts";
import { SaidOnce } from "./said-once.tsx";

const roleChoices = roles.map((role) => ({ value: role, ...roleNames[role] }));
const nameField = { name: "name", sv: "Namn", en: "Name" } as const;
const roleField = { name: "role", sv: "Roll", en: "Role", choices: roleChoices } as const;
const customersField = {
  name: "customers",
  sv: "Kunder (koder, för rollen Kund)",
  en: "Customers (codes, for the role Customer)",
} as const;

const codes = (text: string): string[] => text.split(/[,;\s]+/).filter(Boolean);

async function invitation(tx: Transaction, { provider, now }: Doing, login: string) {
  const path = `/welcome/${required(await invite(tx, provider, { login, now }))}`;
  return {
    to: "/people",
    told: { login, invitation: path },
    once: {
      title: "Inbjudan",
      body: (
        <SaidOnce
          sv={[
            `Inbjudan till ${login}`,
            "Visas bara nu. Skicka adressen till personen, som väljer sitt eget lösenord där; den gäller i tre dygn och en gång.",
          ]}
          en={[
            `Invitation for ${login}`,
            "Shown only now. Send the address to the person, who chooses a password there; it is good for three days and once.",
          ]}
          lines={[path]}
          back="/people"
        />
      ),
    },
  };
}

export const addPersonAct: Act = {
  path: "/people",
  mandate: keepPeople,
  sv: "Lägg till och bjud in",
  en: "Add and invite",
  fields: [
    { name: "login", sv: "Inloggningsnamn", en: "Login", required: true },
    { ...nameField, required: true },
    roleField,
    customersField,
  ],
  async run(tx, doing) {
    const { provider, actor, now, field } = doing;
    await requireMandate(tx, provider, actor, keepPeople);
    const added = required(
      await addPerson(
        tx,
        provider,
        {
          login: field("login").toLowerCase(),
          name: field("name"),
          role: field("role"),
          customers: codes(field("customers")),
        },
        { now, knownCustomers: await customerCodes(tx, provider) },
      ),
    );
    return invitation(tx, doing, added.login);
  },
};

/** What is said changes; an empty field leaves what is. */
export const changePersonAct: Act = {
  path: "/people/:login/change",
  mandate: keepPeople,
  sv: "Ändra",
  en: "Change",
  fields: [
    nameField,
    { ...roleField, choices: [{ value: "", sv: "oförändrad", en: "unchanged" }, ...roleChoices] },
    customersField,
  ],
  async run(tx, { provider, actor, now, field, parameter }) {
    await requireMandate(tx, provider, actor, keepPeople);
    const said = (name: string) => (field(name) === "" ? undefined : field(name));
    const [name, role, customers] = [said("name"), said("role"), said("customers")];
    const changed = required(
      await changePerson(
        tx,
        provider,
        parameter("login"),
        {
          ...(name === undefined ? {} : { name }),
          ...(role === undefined ? {} : { role }),
          ...(customers === undefined ? {} : { customers: codes(customers) }),
        },
        { now, actor, knownCustomers: await customerCodes(tx, provider) },
      ),
    );
    return { to: "/people", told: changed };
  },
};

const shut = (disabled: boolean): Act => ({
  path: `/people/:login/${disabled ? "disable" : "enable"}`,
  mandate: keepPeople,
  sv: disabled ? "Stäng av" : "Släpp in igen",
  en: disabled ? "Shut out" : "Let in again",
  fields: [],
  async run(tx, { provider, actor, now, parameter }) {
    await requireMandate(tx, provider, actor, keepPeople);
    const changed = required(
      await changePerson(
        tx,
        provider,
        parameter("login"),
        { disabled },
        { now, actor, knownCustomers: await customerCodes(tx, provider) },
      ),
    );
    return { to: "/people", told: changed };
  },
});
export const disablePersonAct = shut(true);
export const enablePersonAct = shut(false);

export const invitePersonAct: Act = {
  path: "/people/:login/invite",
  mandate: keepPeople,
  sv: "Bjud in på nytt",
  en: "Invite anew",
  fields: [],
  async run(tx, doing) {
    await requireMandate(tx, doing.provider, doing.actor, keepPeople);
    return invitation(tx, doing, doing.parameter("login"));
  },
};

/** For who has lost the telephone and the recovery codes, or has a new account elsewhere. */
export const resetPersonAct: Act = {
  path: "/people/:login/reset",
  mandate: keepPeople,
  sv: "Nollställ tvåfaktor och koppling",
  en: "Reset second factor and binding",
  fields: [],
  async run(tx, { provider, actor, now, parameter }) {
    await requireMandate(tx, provider, actor, keepPeople);
    const login = parameter("login");
    if ((await personByLogin(tx, provider, login)) === undefined) return { to: "/people", told: {} };
    await removeSecondFactor(tx, provider, { login, now });
    await unbindIdentities(tx, provider, { login, now });
    return { to: "/people", told: { login } };
  },
};

/** What an administrator does about people. */
export const peopleActs: readonly Act[] = [
  addPersonAct,
  changePersonAct,
  disablePersonAct,
  enablePersonAct,
  invitePersonAct,
  resetPersonAct,
];
