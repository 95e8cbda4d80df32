import { once } from "node:events";
import type { Hono } from "hono";
import { type Problem, Refusal } from "../../kernel/index.ts";
import { isRole, type Role, roleNames, roles } from "../../platform/access/index.ts";
import { people, personByLogin } from "../../platform/access/actions/index.ts";
import { type Command, type CommandEffects, UsageError } from "../../platform/command/index.ts";
import { inLanguage } from "../../platform/language/index.ts";
import {
  createWeb,
  guardedApp,
  identityProvider,
  type IdentityProviderSettings,
  listen,
  type ProviderFace,
  type RunningWeb,
} from "../../platform/web/index.ts";
import { startWorker } from "../../platform/jobs/actions/index.ts";
import { type Messenger, startMessenger } from "../../platform/webhooks/actions/index.ts";
import type { Database } from "../../platform/database/index.ts";
import { beginDoor } from "../begin/begin-door.tsx";
import { removeExample } from "../begin/remove-example.ts";
import { ensureExample, exampleProvider } from "../demo/example.ts";
import { addApi } from "../http/api.ts";
import { usageBatchesPath } from "../http/usage.ts";
import { jobHandlers } from "../jobs.ts";
import { acts, entries, pages } from "../site.ts";
import { webhookEvents } from "../webhook-events.ts";
import { ownHosts } from "../webhook-words.ts";
import { serveManual } from "./serve-manual.ts";

/** What the server shows: the first question while there is nothing, then one provider. */
interface Shown {
  readonly web: Pick<Hono, "fetch">;
  readonly provider?: ProviderFace;
}

const loopback = ["127.0.0.1", "::1", "localhost"];

export const serveCommand: Command = {
  name: "serve",
  manual: serveManual,
  options: {
    port: { type: "string" },
    host: { type: "string" },
    example: { type: "boolean" },
    "public-url": { type: "string" },
    "second-factor": { type: "string" },
  },
  async run({ options, positionals, effects }) {
    if (positionals.length > 0)
      throw new UsageError("serve tar bara val, inga andra ord.", "serve takes no arguments.");
    const port = Number(options["port"] ?? process.env["PORT"] ?? "3000");
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new UsageError("--port är ett tal från 0 till 65535.", "--port takes a number from 0 to 65535.");
    const host = typeof options["host"] === "string" ? options["host"] : "127.0.0.1";
    const as = typeof options["as"] === "string" ? options["as"] : undefined;
    const isPrivate = loopback.includes(host) && !process.env["DATABASE_URL"];
    if (as !== undefined && !isPrivate)
      throw new UsageError(
        "--as går bara med den inbäddade databasen och på den egna datorns adress (127.0.0.1).",
        "--as needs the embedded database and a loopback address.",
      );

    const publicUrl = urlOf("--public-url", options["public-url"]);
    const secondFactorFor = rolesOf(options["second-factor"]);
    const elsewhere = providerFromEnvironment(process.env);

    const database = await effects.database();
    if (options["example"] === true) await ensureExample(database, effects);
    const isEmpty = isPrivate && (await hasNoProvider(database));

    let shown: Shown;
    let messenger: Messenger | undefined;
    const atTheBeginning = (): Shown => {
      const app = guardedApp({ onlyHere: true, largeBodies: door.largeBodies });
      door.add(app);
      app.notFound((c) => c.redirect("/begin", 303));
      app.onError((error, c) => {
        effects.say(error.stack ?? error.message);
        return c.text("Internal error", 500);
      });
      return { web: app };
    };
    const ofProvider = async (id: string): Promise<Shown> => {
      const provider = await faceOf(effects, id);
      await messenger?.stop();
      messenger = startMessenger(database, {
        provider: id,
        events: webhookEvents,
        ownHosts: ownHosts(),
        now: () => effects.now(),
        report: (error) => effects.say(String(error)),
      });
      return { web: webOf(provider), provider };
    };
    const door = beginDoor({
      database,
      dataDirectory: effects.dataDirectory,
      now: () => effects.now(),
      hasExample: () => shown.provider?.synthetic === true,
      makeExample: async (tell) => {
        const before = shown.provider;
        if (before?.synthetic === true) {
          tell(
            inLanguage(effects.language, {
              sv: "Tar bort det gamla exemplet ...",
              en: "Removing the old example ...",
            }),
          );
          // Nobody looks at what is being taken away.
          shown = atTheBeginning();
          await removeExample(database, before.id);
        }
        await ensureExample(database, { ...effects, say: (text) => (tell(text), effects.say(text)) });
        shown = await ofProvider(exampleProvider);
      },
      opened: async (id) => void (shown = await ofProvider(id)),
    });
    const webOf = (provider: ProviderFace): Hono =>
      createWeb({
        largeBodies: [usageBatchesPath],
        threshold: isPrivate && provider.synthetic ? door : undefined,
        database,
        provider,
        pages,
        acts,
        entries,
        api: addApi(
          database,
          provider,
          () => effects.now(),
          () => acts,
        ),
        openExample: isPrivate && provider.synthetic,
        as,
        identityProvider: elsewhere === undefined ? undefined : identityProvider(elsewhere),
        publicUrl,
        secondFactorFor,
        now: () => effects.now(),
        begun: () => worker.wake(),
        complain: (error) =>
          effects.say(error instanceof Error ? (error.stack ?? error.message) : String(error)),
      });

    shown = isEmpty ? atTheBeginning() : await ofProvider(await effects.provider());
    const { provider } = shown;
    if (as !== undefined && provider !== undefined) await mustKnow(effects, provider, as);
    const running = await listenOrRefuse({ fetch: (...asked) => shown.web.fetch(...asked) }, { port, host });
    const worker = startWorker(database, {
      handlers: jobHandlers({ dataDirectory: effects.dataDirectory, now: () => effects.now() }),
      now: () => effects.now(),
      report: (error) => effects.say(String(error)),
    });
    effects.say(`Underlag: http://${host}:${running.port}`);
    if (isEmpty)
      effects.say(
        inLanguage(effects.language, {
          sv: "Inget är inläst än: öppna adressen och välj exemplet eller egna böcker.",
          en: "Nothing is loaded yet: open the address and choose the example or your own books.",
        }),
      );
    if (isPrivate && provider?.synthetic === true) await sayLogins(effects, provider);
    effects.say(inLanguage(effects.language, { sv: "Ctrl-C stoppar.", en: "Ctrl-C stops." }));
    await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM"), once(process, "SIGHUP")]);
    await running.close();
    await worker.stop();
    await messenger?.stop();
    return 0;
  },
};

function urlOf(name: string, value: unknown): URL | undefined {
  if (typeof value !== "string") return undefined;
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol))
    throw new UsageError(
      `${name} är en adress: https://underlag.example.se`,
      `${name} takes an address: https://underlag.example.se`,
    );
  return new URL(value);
}

function rolesOf(value: unknown): Role[] {
  if (typeof value !== "string") return [];
  return value.split(",").map((role) => {
    if (!isRole(role))
      throw new UsageError(
        `--second-factor: det finns ingen roll ”${role}”. Rollerna: ${roles.join(", ")}.`,
        `--second-factor: there is no role ${role}. Roles: ${roles.join(", ")}.`,
      );
    return role;
  });
}

/** Named by the environment, as containers and services have it; half a setting is refused, not guessed at. */
function providerFromEnvironment(environment: NodeJS.ProcessEnv): IdentityProviderSettings | undefined {
  const issuer = urlOf("UNDERLAG_OIDC_ISSUER", environment["UNDERLAG_OIDC_ISSUER"]);
  const clientId = environment["UNDERLAG_OIDC_CLIENT_ID"];
  if (issuer === undefined && clientId === undefined) return undefined;
  if (issuer === undefined || clientId === undefined)
    throw new UsageError(
      "UNDERLAG_OIDC_ISSUER och UNDERLAG_OIDC_CLIENT_ID hör ihop: ange båda eller ingen.",
      "UNDERLAG_OIDC_ISSUER and UNDERLAG_OIDC_CLIENT_ID go together.",
    );
  return {
    issuer,
    clientId,
    clientSecret: environment["UNDERLAG_OIDC_CLIENT_SECRET"],
    loginClaim: environment["UNDERLAG_OIDC_LOGIN_CLAIM"] ?? "preferred_username",
    label: environment["UNDERLAG_OIDC_LABEL"] ?? issuer.host,
  };
}

async function hasNoProvider(database: Database): Promise<boolean> {
  const { n } = await database.transaction({ role: "owner" }, (tx) =>
    tx.one<{ n: number }>("select count(*)::int as n from platform.provider"),
  );
  return n === 0;
}

async function faceOf(effects: CommandEffects, id: string): Promise<ProviderFace> {
  const database = await effects.database();
  const row = await database.transaction({ role: "staff", provider: id, actor: effects.actor }, (tx) =>
    tx.one<{ name: string; synthetic: boolean; years: number[] }>(
      `select p.name, p.synthetic,
              array(select distinct f.fiscal_year from ledger.source_file f where f.provider_id = p.provider_id order by 1 desc) as years
       from platform.provider p where p.provider_id = $1`,
      [id],
    ),
  );
  return {
    id,
    name: row.name,
    synthetic: row.synthetic,
    year: row.years[0] ?? Number(effects.now().slice(0, 4)),
    years: row.years,
  };
}

async function mustKnow(effects: CommandEffects, provider: ProviderFace, login: string): Promise<void> {
  const database = await effects.database();
  const person = await database.transaction(
    { role: "staff", provider: provider.id, actor: effects.actor },
    (tx) => personByLogin(tx, provider.id, login),
  );
  if (person === undefined)
    throw new Refusal([
      {
        code: "app.no-such-person",
        severity: "stop",
        message_sv: `Det finns ingen person ”${login}”.`,
        message_en: `There is no person "${login}".`,
        try: "List them: ./underlag user list",
        try_sv: "Visa alla: ./underlag user list",
      },
    ]);
}

async function listenOrRefuse(
  web: Parameters<typeof listen>[0],
  { port, host }: { port: number; host: string },
): Promise<RunningWeb> {
  try {
    return await listen(web, { port, host });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    const problem: Problem = {
      code: "app.port-taken",
      severity: "stop",
      message_sv: `Porten ${port} på ${host} är upptagen av ett annat program.`,
      message_en: `Port ${port} on ${host} is taken by another program.`,
      try: `Stop it, or choose another port: PORT=${port + 1} npm start`,
      try_sv: `Stoppa det, eller välj en annan port: PORT=${port + 1} npm start`,
    };
    throw new Refusal([problem]);
  }
}

async function sayLogins(effects: CommandEffects, provider: ProviderFace): Promise<void> {
  const database = await effects.database();
  const everybody = await database.transaction(
    { role: "staff", provider: provider.id, actor: effects.actor },
    (tx) => people(tx, provider.id),
  );
  effects.say(
    inLanguage(effects.language, {
      sv: "Exemplets personer, att välja på inloggningssidan (utan lösenord):",
      en: "Example persons, to be chosen on the sign-in page (no password):",
    }),
  );
  for (const person of everybody)
    effects.say(
      `  ${person.login.padEnd(20)} ${inLanguage(effects.language, roleNames[person.role])}${person.customers.length > 0 ? ` (${person.customers.join(", ")})` : ""}`,
    );
}
