import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context, Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { type Person, roles } from "../access/index.ts";
import {
  acceptInvitation,
  beginIdentityFlow,
  closeSession,
  type Door,
  invited,
  isStrongSession,
  loginAwaitingCode,
  openSession,
  people,
  personByLogin,
  personOfApiKey,
  personOfIdentity,
  personOfSession,
  signIn,
  takeIdentityFlow,
  useCode,
  countCodeFailure,
  codesBlockedUntil,
} from "../access/actions/index.ts";
import type { Database, StaffScope } from "../database/index.ts";
import type { Language } from "../language/index.ts";
import { Code, SignIn, type SignInFailure, Welcome } from "./components/sign-in.tsx";
import type { IdentityProvider } from "./identity-provider.ts";
import { localPath } from "./local-path.ts";
import type { ProviderFace } from "./visit.ts";

export interface SignInOptions {
  readonly database: Database;
  readonly provider: ProviderFace;
  readonly openExample: boolean;
  readonly as?: string | undefined;
  readonly now: () => string;
  readonly languageOf: (c: Context) => Language;
  readonly complain: (error: unknown) => void;
  readonly identityProvider?: IdentityProvider | undefined;
  /** The address people know, when a proxy stands before: its scheme decides whether cookies are for TLS only. */
  readonly publicUrl?: URL | undefined;
}

export interface SignInDoor {
  /** Who asks: by the session of the cookie, or below /api by a key. */
  readonly identify: (c: Context) => Promise<Person | undefined>;
  /** Whether more than a password stands behind the session: a second factor, or the organisation's own way in. */
  readonly isStrong: (c: Context) => Promise<boolean>;
  /** The token of the session that asks. */
  readonly sessionOf: (c: Context) => string | undefined;
}

/** Everything before a person is known: password, code, identity provider, invitation, and out again. */
export function addSignIn(app: Hono, options: SignInOptions): SignInDoor {
  const { database, provider, now, languageOf } = options;
  const staff: StaffScope = { role: "staff", provider: provider.id, actor: "web" };
  const isSecure = (c: Context): boolean =>
    (options.publicUrl?.protocol ?? new URL(c.req.url).protocol) === "https:";
  // With TLS the browser itself holds the cookie to this host and to TLS (ASVS 3.4.4); plain loopback cannot have that.
  const nameOf = (c: Context, name: string): string => (isSecure(c) ? `__Host-${name}` : name);
  const keep = (c: Context, name: string, value: string, maxAge?: number): void =>
    setCookie(c, nameOf(c, name), value, {
      path: "/",
      httpOnly: true,
      sameSite: "Lax",
      secure: isSecure(c),
      ...(maxAge === undefined ? {} : { maxAge }),
    });
  const kept = (c: Context, name: string): string | undefined => getCookie(c, nameOf(c, name));
  const drop = (c: Context, name: string): void => {
    deleteCookie(c, nameOf(c, name), { path: "/", secure: isSecure(c) });
  };
  const sessionOf = (c: Context): string | undefined => kept(c, "underlag");

  const whoAsks = (c: Context): Promise<Person | undefined> =>
    database.transaction(staff, async (tx) => {
      if (options.as !== undefined) return personByLogin(tx, provider.id, options.as);
      const key = /^Bearer (\S+)$/.exec(c.req.header("authorization") ?? "")?.[1];
      if (key !== undefined && c.req.path.startsWith("/api/"))
        return personOfApiKey(tx, provider.id, { key, now: now() });
      const token = sessionOf(c);
      return token === undefined ? undefined : personOfSession(tx, provider.id, { token, now: now() });
    });
  // Asked by a rule and again by the page it lets through, a request is still of one person.
  const asked = new WeakMap<Request, Promise<Person | undefined>>();
  const identify = (c: Context): Promise<Person | undefined> => {
    const found = asked.get(c.req.raw) ?? whoAsks(c);
    asked.set(c.req.raw, found);
    return found;
  };

  const examplePersons = async (): Promise<readonly Person[]> => {
    if (!options.openExample) return [];
    const everybody = await database.transaction(staff, (tx) => people(tx, provider.id));
    return everybody
      .filter((person) => !person.disabled)
      .toSorted((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role));
  };

  const showSignIn = async (c: Context, back: string, failure?: SignInFailure): Promise<Response> =>
    c.html(
      <SignIn
        language={languageOf(c)}
        provider={provider}
        examples={await examplePersons()}
        back={back}
        failure={failure}
        elsewhere={options.identityProvider?.label}
      />,
      failure === undefined ? 200 : failure.kind === "wait" ? 429 : 403,
    );

  async function letIn(c: Context, login: string, door: Door, back: string): Promise<Response> {
    const device = c.req.header("user-agent") ?? "";
    const token = await database.transaction(staff, (tx) =>
      openSession(tx, provider.id, { login, now: now(), door, device }),
    );
    keep(c, "underlag", token);
    return c.redirect(back, 303);
  }

  app.get("/sign-in", (c) => showSignIn(c, localPath(c.req.query("back"))));
  app.post("/sign-in", async (c) => {
    const form = await c.req.parseBody();
    const text = (name: string): string => (typeof form[name] === "string" ? form[name] : "");
    const back = localPath(text("back"));
    if (options.openExample && text("example") !== "") {
      const person = await database.transaction(staff, (tx) =>
        personByLogin(tx, provider.id, text("example")),
      );
      return person === undefined || person.disabled
        ? showSignIn(c, back, { kind: "wrong" })
        : letIn(c, person.login, "example", back);
    }
    const address = addressOf(c);
    const tried = await signIn(database, staff, {
      login: text("login").trim().toLowerCase(),
      password: text("password"),
      now: now(),
      ...(address === undefined ? {} : { address }),
    });
    if (tried.outcome === "wrong") return showSignIn(c, back, { kind: "wrong" });
    if (tried.outcome === "wait") {
      const seconds = Math.ceil((Date.parse(tried.until) - Date.parse(now())) / 1_000);
      c.header("retry-after", String(seconds));
      return showSignIn(c, back, { kind: "wait", seconds });
    }
    if (tried.outcome === "open") return letIn(c, tried.person.login, "password", back);
    const device = c.req.header("user-agent") ?? "";
    const token = await database.transaction(staff, (tx) =>
      openSession(tx, provider.id, { login: tried.person.login, now: now(), device, stage: "code" }),
    );
    keep(c, "underlag-code", token, 600);
    return c.redirect(`/sign-in/code?back=${encodeURIComponent(back)}`, 303);
  });

  app.get("/sign-in/code", (c) =>
    c.html(<Code language={languageOf(c)} back={localPath(c.req.query("back"))} />),
  );
  app.post("/sign-in/code", async (c) => {
    const form = await c.req.parseBody();
    const code = typeof form["code"] === "string" ? form["code"] : "";
    const back = localPath(typeof form["back"] === "string" ? form["back"] : "/");
    const token = kept(c, "underlag-code") ?? "";
    const result = await database.transaction(staff, async (tx) => {
      const login = await loginAwaitingCode(tx, provider.id, { token, now: now() });
      if (login === undefined) return { login, right: false, until: undefined };
      const until = await codesBlockedUntil(tx, provider.id, { login, now: now() });
      if (until !== undefined) return { login, right: false, until };
      const wrong = await useCode(tx, provider.id, { login, code, now: now() });
      if (wrong !== undefined) await countCodeFailure(tx, provider.id, { login, now: now() });
      else await closeSession(tx, provider.id, token);
      return { login, right: wrong === undefined, until: undefined };
    });
    if (result.login === undefined) return c.redirect(`/sign-in?back=${encodeURIComponent(back)}`, 303);
    if (!result.right)
      return c.html(
        <Code language={languageOf(c)} back={back} failed={result.until ?? true} />,
        result.until === undefined ? 403 : 429,
      );
    drop(c, "underlag-code");
    return letIn(c, result.login, "password", back);
  });

  const elsewhere = options.identityProvider;
  if (elsewhere !== undefined) {
    const returnTo = (c: Context): URL =>
      new URL("/sign-in/provider/return", options.publicUrl ?? new URL(c.req.url).origin);
    app.get("/sign-in/provider", async (c) => {
      const back = localPath(c.req.query("back"));
      try {
        const begun = await elsewhere.begin(returnTo(c));
        const secret = await database.transaction(staff, (tx) =>
          beginIdentityFlow(tx, provider.id, {
            flow: { verifier: begun.verifier, nonce: begun.nonce, back },
            now: now(),
          }),
        );
        keep(c, "underlag-flow", secret, 600);
        return c.redirect((await begun.address(secret)).href);
      } catch (error) {
        options.complain(error);
        return showSignIn(c, back, { kind: "elsewhere" });
      }
    });
    app.get("/sign-in/provider/return", async (c) => {
      const secret = kept(c, "underlag-flow") ?? "";
      drop(c, "underlag-flow");
      const flow = await database.transaction(staff, (tx) =>
        takeIdentityFlow(tx, provider.id, { secret, now: now() }),
      );
      if (flow === undefined) return showSignIn(c, "/", { kind: "elsewhere" });
      try {
        const came = returnTo(c);
        came.search = new URL(c.req.url).search;
        const vouched = await elsewhere.finish(came, { ...flow, state: secret });
        const person = await database.transaction(staff, (tx) =>
          personOfIdentity(tx, provider.id, { ...vouched, now: now() }),
        );
        if (person === undefined) return await showSignIn(c, flow.back, { kind: "unknown" });
        return await letIn(c, person.login, "provider", flow.back);
      } catch (error) {
        options.complain(error);
        return showSignIn(c, flow.back, { kind: "elsewhere" });
      }
    });
  }

  app.get("/welcome/:secret", async (c) => {
    const secret = c.req.param("secret");
    const login = await database.transaction(staff, (tx) => invited(tx, provider.id, { secret, now: now() }));
    return c.html(
      <Welcome language={languageOf(c)} provider={provider} login={login} secret={secret} problems={[]} />,
      login === undefined ? 404 : 200,
    );
  });
  app.post("/welcome/:secret", async (c) => {
    const secret = c.req.param("secret");
    const form = await c.req.parseBody();
    const password = typeof form["password"] === "string" ? form["password"] : "";
    const accepted = await database.transaction(staff, (tx) =>
      acceptInvitation(tx, provider.id, { secret, password, now: now() }),
    );
    if (accepted.ok) return c.redirect("/sign-in", 303);
    const login = await database.transaction(staff, (tx) => invited(tx, provider.id, { secret, now: now() }));
    return c.html(
      <Welcome
        language={languageOf(c)}
        provider={provider}
        login={login}
        secret={secret}
        problems={accepted.problems}
      />,
      422,
    );
  });

  app.post("/sign-out", async (c) => {
    const token = sessionOf(c);
    if (token !== undefined) await database.transaction(staff, (tx) => closeSession(tx, provider.id, token));
    drop(c, "underlag");
    return c.redirect("/sign-in", 303);
  });

  const isStrong = async (c: Context): Promise<boolean> => {
    const token = sessionOf(c);
    return (
      token !== undefined &&
      (await database.transaction(staff, (tx) => isStrongSession(tx, provider.id, { token, now: now() })))
    );
  };
  return { identify, sessionOf, isStrong };
}

/** The address that asks, as the socket has it; none where there is no socket. A proxy's word for it is not taken. */
function addressOf(c: Context): string | undefined {
  try {
    return getConnInfo(c).remote.address;
  } catch {
    return undefined;
  }
}
