import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { serve } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { compress } from "hono/compress";
import { getCookie, setCookie } from "hono/cookie";
import { secureHeaders } from "hono/secure-headers";
import { Refusal } from "../../kernel/index.ts";
import type { Person, Role } from "../access/index.ts";
import type { Database } from "../database/index.ts";
import { isLanguage, type Language } from "../language/index.ts";
import type { Act } from "./act.ts";
import { addActs, scopeOf } from "./act-door.tsx";
import { missingView, Trouble } from "./components/plain.tsx";
import { serveIsland } from "./island.ts";
import { localPath } from "./local-path.ts";
import { addMachineRules, missingToMachines } from "./machine-door.ts";
import { problemJson } from "./problem-json.ts";
import { showPage } from "./show-page.tsx";
import { recaller } from "./recall.ts";
import type { IdentityProvider } from "./identity-provider.ts";
import { addSignIn } from "./sign-in-door.tsx";
import type { Entry, Page, ProviderFace, Visit } from "./visit.ts";

export interface WebOptions {
  readonly database: Database;
  readonly provider: ProviderFace;
  readonly pages: readonly Page[];
  /** What people do, beside what they look at. */
  readonly acts?: readonly Act[];
  readonly entries: readonly Entry[];
  /** Addresses of the machines' door that take large bodies. */
  readonly largeBodies?: readonly RegExp[];
  /** Addresses that come before everybody's sign-in. */
  readonly threshold?: DoorStep | undefined;
  /** Adds the machines' door under /api/v1. */
  readonly api?: (app: Hono, identify: (c: Context) => Promise<Person | undefined>) => void;
  /** Example persons may be chosen without a password: embedded database, loopback and example data only. */
  readonly openExample: boolean;
  /** Every request is this person's. For checks and first looks. */
  readonly as?: string | undefined;
  /** The organisation's own way in (OpenID Connect). */
  readonly identityProvider?: IdentityProvider | undefined;
  /** The address people know, when a proxy with TLS stands before. */
  readonly publicUrl?: URL | undefined;
  /** Roles that get no further than their own sign-in before they have a second factor. */
  readonly secondFactorFor?: readonly Role[] | undefined;
  readonly now: () => string;
  /** Told when somebody has asked for work in the background. */
  readonly begun?: (() => void) | undefined;
  readonly complain: (error: unknown) => void;
}

/** What stands before the sign-in (tröskeln): its addresses, and which of them take more than a small form. */
export interface DoorStep {
  readonly largeBodies: readonly LargeBodies[];
  add(app: Hono): void;
}

/** Addresses whose bodies may be so large. */
export interface LargeBodies {
  readonly paths: readonly RegExp[];
  readonly bytes: number;
}

/** Of a form with a file: a month of one buyer's books is a few megabytes. */
const largestUpload = 20 * 1024 * 1024;

const isProbablyLanguage = (text: string | undefined): Language => (isLanguage(text) ? text : "sv");

/** The language that a visitor has chosen; Swedish until then. */
export function languageOf(c: Context): Language {
  return isProbablyLanguage(getCookie(c, "language"));
}

/**
 * An application that is safe before it has a page: headers, the size of bodies, forms of other sites refused; with the assets and the
 * choice of language. `onlyHere` answers this machine's own names and no other.
 */
export function guardedApp({
  onlyHere,
  largeBodies,
}: {
  readonly onlyHere: boolean;
  readonly largeBodies: readonly LargeBodies[];
}): Hono {
  const app = new Hono();
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        scriptSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
      xFrameOptions: "DENY",
      referrerPolicy: "same-origin",
    }),
  );
  if (onlyHere)
    app.use(async (c, next) =>
      isLoopback(c.req.header("host") ?? new URL(c.req.url).host) ? next() : c.text("Forbidden", 403),
    );
  const limited = (maxSize: number) =>
    bodyLimit({ maxSize, onError: (c) => c.text("Content Too Large", 413) });
  const small = limited(16 * 1024);
  const large = largeBodies.map(({ paths, bytes }) => ({ paths, limit: limited(bytes) }));
  app.use((c, next) =>
    (large.find(({ paths }) => paths.some((path) => path.test(c.req.path)))?.limit ?? small)(c, next),
  );
  app.use(compress());
  serveAssets(app);
  serveIsland(app, { name: "page", entry: new URL("./page-island.ts", import.meta.url) });

  // A form that another site posts carries another origin: refused before anything is read (ASVS 3.5.1).
  app.use(async (c, next) => {
    const origin = c.req.header("origin");
    const site = c.req.header("sec-fetch-site");
    if (c.req.method !== "GET" && c.req.method !== "HEAD") {
      if (origin !== undefined && hostOf(origin) !== c.req.header("host")) return c.text("Forbidden", 403);
      if (site !== undefined && site !== "same-origin" && site !== "none") return c.text("Forbidden", 403);
    }
    return next();
  });

  app.get("/language/:language", (c) => {
    setCookie(c, "language", isProbablyLanguage(c.req.param("language")), {
      path: "/",
      sameSite: "Lax",
      maxAge: 31_536_000,
    });
    return c.redirect(localPath(c.req.query("back")));
  });
  return app;
}

/** The whole web as one Hono application: assets, sign-in, pages, API. */
export function createWeb(options: WebOptions): Hono {
  const { database, provider, now } = options;
  const recall = recaller(database, provider.id);
  // A form is small, but for those that take a file; what a file may hold its reader says.
  const takesFile = (options.acts ?? [])
    .filter((act) => act.large === true || act.fields.some((field) => field.kind === "file"))
    .map((act) => new RegExp(`^(?:/api/v1)?${act.path.replace(/:[a-z]+/g, "[^/]+")}$`))
    .concat(options.largeBodies ?? []);
  const app = guardedApp({
    // Where no password is asked for, a foreign name that leads to this machine would open it to that name's pages.
    onlyHere: options.as !== undefined || options.openExample,
    largeBodies: [{ paths: takesFile, bytes: largestUpload }, ...(options.threshold?.largeBodies ?? [])],
  });
  options.threshold?.add(app);
  for (const { island } of options.pages) if (island !== undefined) serveIsland(app, island);

  const { identify, sessionOf, isStrong } = addSignIn(app, { ...options, languageOf });
  const strict = options.secondFactorFor ?? [];
  if (strict.length > 0)
    app.use(async (c, next) => {
      // A machine's key was made by somebody who had got through here.
      if (sessionOf(c) === undefined || /^\/(me(\/|$)|sign-|language\/|assets\/)/.test(c.req.path))
        return next();
      const person = await identify(c);
      if (person === undefined || !strict.includes(person.role)) return next();
      if (await isStrong(c)) return next();
      return c.req.path.startsWith("/api/")
        ? problemJson(c, 401, "Your role needs a second factor: add one at /me")
        : c.redirect("/me", 303);
    });

  addMachineRules(app);
  addActs(app, {
    acts: options.acts ?? [],
    database,
    provider: provider.id,
    now,
    begun: options.begun,
    identify,
    sessionOf,
    visitOf: (c, person, path) => visitOf({ c, person, language: languageOf(c), path }),
    show: (c, visit, view) => showPage(c, { visit, view, entries: options.entries }),
  });
  options.api?.(app, identify);

  for (const page of options.pages)
    app.get(page.path, async (c) => {
      const person = await identify(c);
      const path = new URL(c.req.url).pathname + new URL(c.req.url).search;
      if (person === undefined) return c.redirect(`/sign-in?back=${encodeURIComponent(path)}`);
      const visit = visitOf({ c, person, language: languageOf(c), path });
      // A page of somebody else's role is no page of this person's: it says no more than that.
      const view = page.allow.includes(person.role) ? await page.render(visit) : missingView(visit);
      return showPage(c, { visit, view, entries: options.entries });
    });

  app.notFound(async (c) => {
    if (c.req.path.startsWith("/api/")) return missingToMachines(c);
    const person = await identify(c);
    const path = new URL(c.req.url).pathname;
    if (person === undefined) return c.redirect(`/sign-in?back=${encodeURIComponent(path)}`);
    const visit = visitOf({ c, person, language: languageOf(c), path });
    return showPage(c, { visit, view: missingView(visit), entries: options.entries });
  });
  app.onError((error, c) => {
    const problems = error instanceof Refusal ? error.problems : [];
    if (problems.length === 0) options.complain(error);
    if (c.req.path.startsWith("/api/"))
      return c.body(
        JSON.stringify({ type: "about:blank", title: "Internal error", status: 500, instance: c.req.path }),
        500,
        { "content-type": "application/problem+json" },
      );
    return c.html(<Trouble language={languageOf(c)} problems={problems} />, problems.length > 0 ? 422 : 500);
  });
  return app;

  function visitOf({
    c,
    person,
    language,
    path,
  }: {
    c: Context;
    person: Person;
    language: Language;
    path: string;
  }): Visit {
    const scope = scopeOf(person, provider.id);
    const asked = Number(c.req.query("year") ?? "");
    return {
      person,
      provider: provider.years?.includes(asked) === true ? { ...provider, year: asked } : provider,
      language,
      path,
      now: now(),
      parameter: (name) => c.req.param(name) ?? "",
      query: (name) => c.req.query(name),
      read: (work) => database.transaction(scope, work),
      recall: (key, work) => recall(scope, key, work),
    };
  }
}

/** The host of an origin; none for "null" and for what is no address at all. */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

/** This machine by its own names, with any port or none. */
function isLoopback(host: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host);
}

/** Our own style sheet, in the order in which later rules win. */
const styles = [
  "./assets.css",
  "./styles/theme.css",
  "./styles/frame.css",
  "./styles/figures.css",
  "./styles/charts.css",
  "./styles/sheet.css",
  "./styles/editor.css",
  "./styles/print.css",
];

function serveAssets(app: Hono): void {
  const require = createRequire(import.meta.url);
  const css = require.resolve("@digdir/designsystemet-css");
  const font = require.resolve("@fontsource-variable/inter/files/inter-latin-wght-normal.woff2");
  const theme = require.resolve("@digdir/designsystemet-css/theme.css");
  const assets: Record<string, { file: string; type: string }> = {
    "designsystemet.css": { file: css, type: "text/css; charset=utf-8" },
    "designsystemet-theme.css": { file: theme, type: "text/css; charset=utf-8" },
    "underlag.svg": { file: new URL("./mark.svg", import.meta.url).pathname, type: "image/svg+xml" },
    "inter.woff2": { file: font, type: "font/woff2" },
  };
  app.get("/assets/underlag.css", async (c) => {
    c.header("content-type", "text/css; charset=utf-8");
    c.header("cache-control", "public, max-age=3600");
    const sheets = styles.map((name) => readFile(new URL(name, import.meta.url), "utf8"));
    return c.body((await Promise.all(sheets)).join("\n"));
  });
  for (const [name, asset] of Object.entries(assets))
    app.get(`/assets/${name}`, async (c) => {
      c.header("content-type", asset.type);
      c.header("cache-control", "public, max-age=3600");
      return c.body(await readFile(asset.file));
    });
}

export interface RunningWeb {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens on loopback unless told otherwise. */
export function listen(
  app: Pick<Hono, "fetch">,
  { port, host }: { port: number; host: string },
): Promise<RunningWeb> {
  return new Promise((resolve, reject) => {
    const server = serve(
      { fetch: (request, env) => app.fetch(request, env), port, hostname: host },
      (address) =>
        resolve({
          port: address.port,
          close: () =>
            new Promise<void>((done) => {
              server.close(() => done());
              if ("closeAllConnections" in server) server.closeAllConnections();
            }),
        }),
    );
    server.on("error", reject);
  });
}
