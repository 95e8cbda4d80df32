import type { Problem } from "../../../kernel/index.ts";
import { type Person, type Role, roleNames } from "../../access/index.ts";
import type { Language } from "../../language/index.ts";
import { type ProviderFace, say } from "../visit.ts";
import { Document, Mark } from "./frame.tsx";
import { Threshold } from "./threshold.tsx";

/** Why a sign-in did not open. Never whether the login exists. */
export type SignInFailure =
  | { readonly kind: "wrong" | "elsewhere" | "unknown" }
  | { readonly kind: "wait"; readonly seconds: number };

const failureTexts = {
  wrong: [
    "Inloggningen gick inte. Kontrollera namn och lösenord.",
    "Sign-in failed. Check login and password.",
  ],
  unknown: [
    "Du är inloggad hos din organisation, men finns inte upplagd här. Be en administratör lägga till dig.",
    "Your organisation knows you, but you are not in the register here. Ask an administrator to add you.",
  ],
  elsewhere: [
    "Inloggningen hos din organisation blev inte klar. Försök igen.",
    "The sign-in with your organisation was not completed. Try again.",
  ],
} as const;

function failureText(visit: { readonly language: Language }, failure: SignInFailure): string {
  if (failure.kind !== "wait")
    return say(visit, failureTexts[failure.kind][0], failureTexts[failure.kind][1]);
  const minutes = Math.max(1, Math.ceil(failure.seconds / 60));
  return say(
    visit,
    `För många försök. Vänta ${minutes} min och försök igen.`,
    `Too many tries. Wait ${minutes} min and try again.`,
  );
}

/** Sign-in; with the example city also its persons, one button each. */
export function SignIn({
  language,
  provider,
  examples,
  back,
  failure,
  elsewhere,
}: {
  language: Language;
  provider: ProviderFace;
  examples: readonly Person[];
  back: string;
  failure?: SignInFailure | undefined;
  /** What the organisation's own way in is called; none when there is none. */
  elsewhere?: string | undefined;
}) {
  const visit = { language };
  const other = language === "sv" ? "en" : "sv";
  return (
    <Document language={language} title={`${say(visit, "Logga in", "Sign in")} – Underlag`}>
      <main class="sign-in">
        <p class="brand">
          <Mark />
          <span>Underlag</span>
        </p>
        <div class="title">
          <h1>{provider.name}</h1>
          <p class="lead">
            {say(
              visit,
              "Underlag visar vad tjänsterna kostar, vem som betalar och varför.",
              "Underlag shows what the services cost, who pays, and why.",
            )}{" "}
            <a
              href={`/language/${other}?back=${encodeURIComponent(`/sign-in?back=${encodeURIComponent(back)}`)}`}
              lang={other}
              hreflang={other}
            >
              {other === "en" ? "English" : "Svenska"}
            </a>
          </p>
        </div>
        {failure === undefined ? null : (
          <p class="alarm" role="alert">
            {failureText(visit, failure)}
          </p>
        )}
        {elsewhere === undefined ? null : (
          <p>
            <a class="button" href={`/sign-in/provider?back=${encodeURIComponent(back)}`}>
              {say(visit, `Logga in med ${elsewhere}`, `Sign in with ${elsewhere}`)}
            </a>
          </p>
        )}
        {examples.length > 0 ? (
          <section>
            <h2>
              {say(
                visit,
                "Titta runt som en av exempelpersonerna",
                "Look around as one of the example persons",
              )}
            </h2>
            <ul class="personas">
              {examples.map((person) => (
                <li>
                  <form method="post" action="/sign-in">
                    <input type="hidden" name="back" value={back} />
                    <button class="card" name="example" value={person.login} type="submit">
                      <strong>{person.name}</strong>
                      <span class="small">
                        {language === "sv" ? roleNames[person.role].sv : roleNames[person.role].en}
                      </span>
                      <span class="small">{whatIsSeen(visit, person)}</span>
                    </button>
                  </form>
                </li>
              ))}
            </ul>
            <p>
              <a href="/begin">
                {say(visit, "Börja i stället med egna böcker", "Begin with your own books instead")}
              </a>
            </p>
          </section>
        ) : null}
        <h2>
          {examples.length > 0 || elsewhere !== undefined
            ? say(visit, "Eller logga in med lösenord", "Or sign in with a password")
            : say(visit, "Logga in", "Sign in")}
        </h2>
        <form method="post" action="/sign-in">
          <input type="hidden" name="back" value={back} />
          <label class="field">
            <span>{say(visit, "Inloggningsnamn", "Login")}</span>
            <input name="login" autocomplete="username" required />
          </label>
          <label class="field">
            <span>{say(visit, "Lösenord", "Password")}</span>
            <input name="password" type="password" autocomplete="current-password" required />
          </label>
          <button class="button" type="submit">
            {say(visit, "Logga in", "Sign in")}
          </button>
        </form>
      </main>
    </Document>
  );
}

/** What a person of the example finds when signed in: which flow is theirs. */
function whatIsSeen(visit: { readonly language: Language }, person: Person): string {
  const seen: Record<Role, readonly [string, string]> = {
    controller: [
      "Rapporter, kostnader, prislista och fakturakörningar",
      "Reports, costs, price list and billing runs",
    ],
    approver: ["Attesterar det som controllern har förberett", "Approves what the controller has prepared"],
    "service-owner": ["Tjänsternas kostnad mot budget", "The cost of services against budget"],
    "account-manager": ["Svarar kunden: varför blev det så?", "Answers the customer: why is it so?"],
    customer: ["Egna fakturor, och varför", "Own invoices, and why"],
    board: ["Årets resultat på en sida", "The result of the year on one page"],
    administrator: ["Personer, behörigheter och behandlingshistorik", "People, rights and the audit log"],
    auditor: ["Ser allt, ändrar ingenting", "Sees everything, changes nothing"],
  };
  const [sv, en] = seen[person.role];
  const several = person.customers.length > 1;
  return several
    ? say(visit, `${sv} – ${person.customers.length} bolag`, `${en} – ${person.customers.length} companies`)
    : say(visit, sv, en);
}

/** The second factor's code (tvåfaktor), after the password. */
export function Code({
  language,
  back,
  failed = false,
}: {
  language: Language;
  back: string;
  /** True, or until when (ISO) no code is taken. */
  failed?: boolean | string;
}) {
  const visit = { language };
  return (
    <Threshold
      language={language}
      title={say(visit, "Koden från din app", "The code from your app")}
      lead={say(
        visit,
        "Sex siffror som byts var trettionde sekund. Har du tappat telefonen: skriv en av dina reservkoder.",
        "Six digits that change every thirty seconds. If the telephone is lost: type one of your recovery codes.",
      )}
    >
      {failed === false ? null : (
        <p class="alarm" role="alert">
          {typeof failed === "string"
            ? say(
                visit,
                `För många försök. Vänta till ${failed.slice(11, 16)} (UTC) och försök igen.`,
                `Too many tries. Wait until ${failed.slice(11, 16)} (UTC) and try again.`,
              )
            : say(visit, "Koden är fel eller redan använd.", "The code is wrong or used already.")}
        </p>
      )}
      <form method="post" action="/sign-in/code">
        <input type="hidden" name="back" value={back} />
        <label class="field">
          <span>{say(visit, "Kod", "Code")}</span>
          <input name="code" autocomplete="one-time-code" required autofocus />
        </label>
        <button class="button" type="submit">
          {say(visit, "Fortsätt", "Continue")}
        </button>
      </form>
    </Threshold>
  );
}

/** Where an invited person chooses a password. */
export function Welcome({
  language,
  provider,
  login,
  secret,
  problems,
}: {
  language: Language;
  provider: ProviderFace;
  login: string | undefined;
  secret: string;
  problems: readonly Problem[];
}) {
  const visit = { language };
  if (login === undefined)
    return (
      <Threshold
        language={language}
        title={say(visit, "Inbjudan gäller inte", "The invitation is over")}
        lead={say(
          visit,
          "Den är använd, för gammal eller felskriven. Be en administratör om en ny.",
          "It is used, too old or mistyped. Ask an administrator for a new one.",
        )}
      >
        <p>
          <a href="/sign-in">{say(visit, "Till inloggningen", "To the sign-in")}</a>
        </p>
      </Threshold>
    );
  return (
    <Threshold
      language={language}
      title={say(visit, "Välkommen", "Welcome")}
      lead={say(
        visit,
        `Välj ett lösenord för ${login} hos ${provider.name}: minst 12 tecken, gärna en mening.`,
        `Choose a password for ${login} at ${provider.name}: at least 12 characters; a sentence is good.`,
      )}
    >
      {problems.map((problem) => (
        <p class="alarm" role="alert">
          {language === "sv" ? problem.message_sv : problem.message_en}
        </p>
      ))}
      <form method="post" action={`/welcome/${encodeURIComponent(secret)}`}>
        <input type="hidden" name="login" value={login} autocomplete="username" />
        <label class="field">
          <span>{say(visit, "Nytt lösenord", "New password")}</span>
          <input name="password" type="password" autocomplete="new-password" minlength={12} required />
        </label>
        <button class="button" type="submit">
          {say(visit, "Spara", "Save")}
        </button>
      </form>
    </Threshold>
  );
}
