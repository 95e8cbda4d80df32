import { Refusal, required } from "../../kernel/index.ts";
import { noSuchPerson, roleNames } from "../../platform/access/index.ts";
import {
  addApiKey,
  addPerson,
  changePerson,
  invite,
  people,
  removeSecondFactor,
  unbindIdentities,
} from "../../platform/access/actions/index.ts";
import { type Command, noSuchVerb, UsageError } from "../../platform/command/index.ts";
import type { Transaction } from "../../platform/database/index.ts";
import { customerCodes } from "../../service/customers/actions/index.ts";
import { type BothLanguages, inLanguage } from "../../platform/language/index.ts";
import { userManual } from "./user-manual.ts";

const verbs = ["list", "add", "change", "disable", "enable", "invite", "reset", "key"] as const;
type Verb = (typeof verbs)[number];

interface Asked {
  readonly tx: Transaction;
  readonly provider: string;
  readonly login: string;
  readonly now: string;
  readonly actor: string;
  readonly said: (name: string) => string | undefined;
}

/** What a verb came to: a line for people, an object for programs. */
interface Told {
  readonly line: BothLanguages;
  readonly told: object;
}

/** `user`: the people who may sign in. In the app, because a customer's person needs the customer register. */
export const userCommand: Command = {
  name: "user",
  manual: userManual,
  options: { name: { type: "string" }, role: { type: "string" }, customers: { type: "string" } },
  async run({ positionals, options, json, effects }) {
    const [verb, login, ...more] = positionals;
    if (!isVerb(verb)) throw noSuchVerb("user", verb, verbs);
    if (more.length > 0)
      throw new UsageError(`user ${verb} tar en inloggning i taget.`, `user ${verb} takes one login.`);
    const database = await effects.database();
    const provider = await effects.provider();
    const scope = { role: "staff", provider, actor: effects.actor } as const;
    if (verb === "list") {
      const everybody = await database.transaction(scope, (tx) => people(tx, provider));
      if (json) effects.print(JSON.stringify({ people: everybody }, null, 2));
      else
        for (const person of everybody)
          effects.print(
            `${person.login.padEnd(24)} ${person.role.padEnd(16)} ${person.name}${person.customers.length > 0 ? ` (${person.customers.join(", ")})` : ""}${person.disabled ? ` [${inLanguage(effects.language, { sv: "utestängd", en: "disabled" })}]` : ""}`,
          );
      return 0;
    }
    if (login === undefined)
      throw new UsageError(`Ange vem: ./underlag user ${verb} <inloggning>`, `user ${verb} needs a login.`);
    const said = (name: string): string | undefined =>
      typeof options[name] === "string" ? options[name] : undefined;
    const { line, told } = await database.transaction(scope, (tx) =>
      perform[verb]({ tx, provider, login, now: effects.now(), actor: effects.actor, said }),
    );
    if (json) effects.print(JSON.stringify(told, null, 2));
    else effects.say(inLanguage(effects.language, line));
    return 0;
  },
};

const perform: Readonly<Record<Exclude<Verb, "list">, (asked: Asked) => Promise<Told>>> = {
  async add({ tx, provider, login, now, said }) {
    const password = process.env["UNDERLAG_PASSWORD"];
    const person = required(
      await addPerson(
        tx,
        provider,
        {
          login,
          name: said("name") ?? login,
          role: said("role") ?? "",
          customers: codes(said("customers") ?? ""),
          ...(password === undefined ? {} : { password }),
        },
        { now, knownCustomers: await customerCodes(tx, provider) },
      ),
    );
    const invited = password === undefined ? `: ./underlag user invite ${person.login}` : undefined;
    return {
      line: {
        sv: `${person.login} är tillagd som ${roleNames[person.role].sv.toLowerCase()}${invited === undefined ? "" : `, utan lösenord${invited}`}.`,
        en: `${person.login} added as ${person.role}${invited === undefined ? "" : `, without a password${invited}`}.`,
      },
      told: { person },
    };
  },
  async change(asked) {
    const [name, role, customers] = [asked.said("name"), asked.said("role"), asked.said("customers")];
    if (name === undefined && role === undefined && customers === undefined)
      throw new UsageError(
        "Ange vad som ändras: --name, --role eller --customers.",
        "user change needs --name, --role or --customers.",
      );
    return changed(asked, {
      ...(name === undefined ? {} : { name }),
      ...(role === undefined ? {} : { role }),
      ...(customers === undefined ? {} : { customers: codes(customers) }),
    });
  },
  disable: (asked) => changed(asked, { disabled: true }),
  enable: (asked) => changed(asked, { disabled: false }),
  async invite({ tx, provider, login, now }) {
    const path = `/welcome/${required(await invite(tx, provider, { login, now }))}`;
    return {
      line: {
        sv: `Skicka ${login} den här adressen på webbens egen (gäller tre dygn, en gång): ${path}`,
        en: `Send ${login} this address at the web's own (good for three days, once): ${path}`,
      },
      told: { login, invitation: path },
    };
  },
  async reset({ tx, provider, login, now }) {
    await mustKnow(tx, provider, login);
    await removeSecondFactor(tx, provider, { login, now });
    await unbindIdentities(tx, provider, { login, now });
    return {
      line: {
        sv: `${login} har inte längre någon andra faktor eller koppling till en identitetstjänst.`,
        en: `${login} has no second factor and no binding any more.`,
      },
      told: { login },
    };
  },
  async key({ tx, provider, login, now, said }) {
    await mustKnow(tx, provider, login);
    const key = required(await addApiKey(tx, provider, { login, name: said("name") ?? "", now }));
    return { line: { sv: `Visas bara nu: ${key}`, en: `Said this once: ${key}` }, told: { login, key } };
  },
};

async function changed(
  { tx, provider, login, now, actor }: Asked,
  change: Parameters<typeof changePerson>[3],
): Promise<Told> {
  const knownCustomers = await customerCodes(tx, provider);
  const person = required(await changePerson(tx, provider, login, change, { now, actor, knownCustomers }));
  const { login: who, name, role, disabled } = person;
  return {
    line: {
      sv: `${who}: ${name}, ${roleNames[role].sv.toLowerCase()}${disabled ? ", utestängd" : ""}.`,
      en: `${who}: ${name}, ${role}${disabled ? ", shut out" : ""}.`,
    },
    told: { person },
  };
}

async function mustKnow(tx: Transaction, provider: string, login: string): Promise<void> {
  if (!(await people(tx, provider)).some((person) => person.login === login))
    throw new Refusal([noSuchPerson(login)]);
}

function codes(text: string): string[] {
  return text.split(/[,\s]+/).filter(Boolean);
}

function isVerb(text: string | undefined): text is Verb {
  return verbs.some((verb) => verb === text);
}
