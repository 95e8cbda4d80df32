import { Refusal } from "../../kernel/index.ts";
import { actFromCommand, readFromCommand } from "../../platform/access/actions/index.ts";
import {
  type Command,
  type CommandEffects,
  textTable,
  noSuchVerb,
  UsageError,
} from "../../platform/command/index.ts";
import { inLanguage } from "../../platform/language/index.ts";
import type { Transaction } from "../../platform/database/index.ts";
import {
  approveWebhook,
  changeSecret,
  deliverDue,
  messagesOf,
  pauseWebhook,
  proposeWebhook,
  removeWebhook,
  resend,
  resumeWebhook,
  tryConnection,
  webhookById,
  webhooks,
} from "../../platform/webhooks/actions/index.ts";
import { deliveryNames, noSuchWebhook, stateNames } from "../../platform/webhooks/index.ts";
import { eventList, knownEvents, webhookEvents } from "../webhook-events.ts";
import { eventsSaid, ownHosts } from "../webhook-words.ts";
import { webhookManual } from "./webhook-manual.ts";

const questions = ["events", "list", "log"] as const;
const simple = {
  approve: approveWebhook,
  pause: pauseWebhook,
  resume: resumeWebhook,
  remove: removeWebhook,
  try: tryConnection,
} as const;
const verbs = [...questions, "propose", ...Object.keys(simple), "secret", "resend", "deliver"];

interface Asked {
  readonly effects: CommandEffects;
  readonly json: boolean;
  readonly said: (name: string) => string;
}

/** `webhook`: who outside is told when something has happened. In the app, which alone knows every room's events. */
export const webhookCommand: Command = {
  name: "webhook",
  manual: webhookManual,
  options: { name: { type: "string" }, url: { type: "string" }, events: { type: "string" } },
  async run({ positionals, options, json, effects }) {
    const [verb = "", webhook, message, ...more] = positionals;
    if (!verbs.includes(verb)) throw noSuchVerb("webhook", positionals[0], verbs);
    const places = ["events", "list", "propose", "deliver"].includes(verb) ? 0 : verb === "resend" ? 2 : 1;
    if (more.length > 0 || [webhook, message].filter((one) => one !== undefined).length !== places)
      throw new UsageError(
        `webhook ${verb} tar ${places === 0 ? "inget mer än val" : places === 1 ? "en webhook" : "en webhook och ett meddelande"}.`,
        `webhook ${verb} takes ${places === 0 ? "no more words" : places === 1 ? "one webhook" : "a webhook and a message"}.`,
      );
    const said = (name: string): string => (typeof options[name] === "string" ? options[name] : "");
    const asked: Asked = { effects, json, said };
    if (verb === "events") tellEvents(asked);
    else if (verb === "list") await tellList(asked);
    else if (verb === "log") await tellLog(asked, webhook ?? "");
    else if (verb === "deliver") await deliver(asked);
    else if (verb === "propose") await propose(asked);
    else await change(asked, { verb, webhook: webhook ?? "", message: message ?? "" });
    return 0;
  },
};

function tellEvents({ effects, json }: Asked): void {
  if (json) effects.print(JSON.stringify({ events: eventList }, null, 2));
  else
    effects.print(
      textTable(
        ["händelse", "när"],
        eventList.map((one) => [one.event, one.sv]),
      ),
    );
}

async function tellList({ effects, json }: Asked): Promise<void> {
  const all = await readFromCommand(effects, webhooks);
  if (json) effects.print(JSON.stringify({ webhooks: all }, null, 2));
  else if (all.length === 0)
    effects.say(inLanguage(effects.language, { sv: "Ingen webhook finns.", en: "There is no webhook." }));
  else
    effects.print(
      textTable(
        ["webhook", "mottagare", "läge", "adress", "väntar", "framme", "uppgivna"],
        all.map((one) => [
          one.subscription,
          one.name,
          stateNames[one.state].sv,
          one.url,
          String(one.waiting),
          String(one.delivered),
          String(one.givenUp),
        ]),
        { figures: 3 },
      ),
    );
}

async function tellLog({ effects, json }: Asked, webhook: string): Promise<void> {
  const messages = await readFromCommand(effects, async (tx, provider) => {
    await mustKnow(tx, provider, webhook);
    return messagesOf(tx, provider, { subscription: webhook });
  });
  if (json) effects.print(JSON.stringify({ messages }, null, 2));
  else
    effects.print(
      textTable(
        ["meddelande", "händelse", "gjort", "läge", "svar", "försök"],
        messages.map((one) => [
          one.message,
          one.event,
          one.madeAt,
          deliveryNames[one.state].sv,
          one.status === null ? (one.fault ?? "") : String(one.status),
          String(one.attempts),
        ]),
        { figures: 1 },
      ),
    );
}

async function propose({ effects, json, said }: Asked): Promise<void> {
  const made = await actFromCommand(effects, { role: "administrator" }, (tx, provider, by) =>
    proposeWebhook(
      tx,
      provider,
      { name: said("name"), url: said("url"), events: eventsSaid(said("events")) },
      { ...by, knownEvents, ownHosts: ownHosts() },
    ),
  );
  if (json) effects.print(JSON.stringify({ webhook: made.subscription, secret: made.secret }, null, 2));
  else
    effects.say(
      inLanguage(effects.language, {
        sv: `${made.subscription} väntar på godkännande av någon annan: ./underlag webhook approve ${made.subscription} --as <inloggning>\nSigneringsnyckel, visas bara nu: ${made.secret}`,
        en: `${made.subscription} waits for somebody else's approval: ./underlag webhook approve ${made.subscription} --as <login>\nSigning key, said this once: ${made.secret}`,
      }),
    );
}

async function change(
  { effects, json }: Asked,
  { verb, webhook, message }: { readonly verb: string; readonly webhook: string; readonly message: string },
): Promise<void> {
  const role = verb === "approve" ? "controller" : "administrator";
  const told = await actFromCommand(effects, { role }, async (tx, provider, by): Promise<object> => {
    if (verb === "secret") return { webhook, secret: await changeSecret(tx, provider, webhook, by) };
    if (verb === "resend") await resend(tx, provider, { subscription: webhook, message }, by);
    else await simple[verb as keyof typeof simple](tx, provider, webhook, by);
    return { webhook, done: verb, ...(message === "" ? {} : { message }) };
  });
  if (json) effects.print(JSON.stringify(told, null, 2));
  else
    effects.say(
      "secret" in told
        ? `${inLanguage(effects.language, { sv: "Visas bara nu", en: "Said this once" })}: ${String(told.secret)}`
        : `${webhook}: ${verb}.`,
    );
}

async function deliver({ effects, json }: Asked): Promise<void> {
  const database = await effects.database();
  const provider = await effects.provider();
  const wish = { provider, events: webhookEvents, ownHosts: ownHosts(), now: () => effects.now() };
  let sent = 0;
  for (let some = await deliverDue(database, wish); some > 0; some = await deliverDue(database, wish))
    sent += some;
  if (json) effects.print(JSON.stringify({ sent }));
  else effects.say(inLanguage(effects.language, { sv: `${sent} försök gjorda.`, en: `${sent} tries made.` }));
}

/** Refuses an unknown webhook with the same words as the acts do. */
async function mustKnow(tx: Transaction, provider: string, webhook: string): Promise<void> {
  if ((await webhookById(tx, provider, webhook)) === undefined) throw new Refusal([noSuchWebhook(webhook)]);
}
