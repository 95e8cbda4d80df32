import { Refusal } from "../../kernel/index.ts";
import { roleNames, roles } from "../../platform/access/index.ts";
import { addPerson, people } from "../../platform/access/actions/index.ts";
import { type Command, UsageError } from "../../platform/command/index.ts";

/** `user add|list`: the people who may sign in. In the app, because a customer's person needs the customer register. */
export const userCommand: Command = {
  name: "user",
  summary: "people: add, list",
  manual: `Usage
  ./underlag user list
  ./underlag user add <login> --name "Anna Berg" --role controller
  ./underlag user add <login> --name "..." --role customer --customers LISEBERG,HIGAB

Adds or lists the people of a provider. The password is read from the environment variable
UNDERLAG_PASSWORD, never from the command line, where every user of the machine could read it; without it the
person cannot sign in with a password.

Roles: ${roles.map((role) => `${role} (${roleNames[role].sv})`).join(", ")}`,
  options: { name: { type: "string" }, role: { type: "string" }, customers: { type: "string" } },
  async run({ positionals, options, json, effects }) {
    const [verb, login] = positionals;
    if (verb !== "add" && verb !== "list") throw new UsageError("user takes add or list.");
    if (verb === "add" && login === undefined) throw new UsageError("user add needs a login.");
    const database = await effects.database();
    const provider = await effects.provider();
    const scope = { role: "staff", provider, actor: effects.actor } as const;
    if (verb === "list") {
      const everybody = await database.transaction(scope, (tx) => people(tx, provider));
      if (json) effects.print(JSON.stringify({ people: everybody }, null, 2));
      else
        for (const person of everybody)
          effects.print(
            `${person.login.padEnd(24)} ${person.role.padEnd(16)} ${person.name}${person.customers.length > 0 ? ` (${person.customers.join(", ")})` : ""}${person.disabled ? " [disabled]" : ""}`,
          );
      return 0;
    }
    const password = process.env["UNDERLAG_PASSWORD"];
    const added = await database.transaction(scope, async (tx) => {
      const customers = await tx.query<{ customer: string }>(
        "select customer from customers.customer where provider_id = $1",
        [provider],
      );
      const result = await addPerson(
        tx,
        provider,
        {
          login: login as string,
          name: typeof options["name"] === "string" ? options["name"] : (login as string),
          role: typeof options["role"] === "string" ? options["role"] : "",
          customers:
            typeof options["customers"] === "string"
              ? options["customers"].split(/[,\s]+/).filter(Boolean)
              : [],
          ...(password === undefined ? {} : { password }),
        },
        { now: effects.now(), knownCustomers: customers.map((row) => row.customer) },
      );
      if (!result.ok) throw new Refusal(result.problems);
      return result.value;
    });
    if (json) effects.print(JSON.stringify({ person: added }, null, 2));
    else
      effects.say(
        `${added.login} added as ${added.role}${password === undefined ? ", without a password" : ""}.`,
      );
    return 0;
  },
};
