import type { Problem } from "../../../kernel/index.ts";
import { type Person, type Role, roleNames } from "../../access/index.ts";
import type { Language } from "../../language/index.ts";
import type { ProviderFace } from "../visit.ts";
import { say } from "../visit.ts";
import { Document, Mark } from "./frame.tsx";

/** Sign-in; with the example city also its persons, one button each. */
export function SignIn({
  language,
  provider,
  examples,
  back,
  failed = false,
}: {
  language: Language;
  provider: ProviderFace;
  examples: readonly Person[];
  back: string;
  failed?: boolean;
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
        {failed ? (
          <p class="alarm" role="alert">
            {say(
              visit,
              "Inloggningen gick inte. Kontrollera namn och lösenord.",
              "Sign-in failed. Check login and password.",
            )}
          </p>
        ) : null}
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
          </section>
        ) : null}
        <h2>
          {examples.length > 0
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
    administrator: ["Behandlingshistoriken", "The audit log"],
  };
  const [sv, en] = seen[person.role];
  const several = person.customers.length > 1;
  return several
    ? say(visit, `${sv} – ${person.customers.length} bolag`, `${en} – ${person.customers.length} companies`)
    : say(visit, sv, en);
}

function Missing({ language }: { language: Language }) {
  const visit = { language };
  return (
    <div class="title">
      <h1>{say(visit, "Sidan finns inte", "There is no such page")}</h1>
      <p class="lead">
        {say(
          visit,
          "Adressen är fel, eller så hör sidan till någon annans roll.",
          "The address is wrong, or the page belongs to somebody else's role.",
        )}{" "}
        <a href="/">{say(visit, "Till startsidan", "To the start page")}</a>
      </p>
    </div>
  );
}

/** What went wrong, in words the reader can act on; a bug says no more than that it is one. */
export function Trouble({ language, problems }: { language: Language; problems: readonly Problem[] }) {
  const visit = { language };
  return (
    <Document language={language} title="Underlag">
      <main class="sign-in">
        <div class="title">
          <h1>
            {problems.length > 0
              ? say(visit, "Det gick inte", "That could not be done")
              : say(visit, "Ett fel hos oss", "An error of ours")}
          </h1>
        </div>
        {problems.length > 0 ? (
          <ul>
            {problems.map((problem) => (
              <li>
                {language === "sv" ? problem.message_sv : problem.message_en} <code>{problem.code}</code>
                {problem.try === undefined ? null : <p class="note">{problem.try}</p>}
              </li>
            ))}
          </ul>
        ) : (
          <p>
            {say(visit, "Felet är loggat. Inget har ändrats.", "The error is logged. Nothing was changed.")}
          </p>
        )}
        <p>
          <a href="/">{say(visit, "Till startsidan", "To the start page")}</a>
        </p>
      </main>
    </Document>
  );
}

/** What stands at an address where there is nothing, or nothing for this person. */
export function missingView(visit: { readonly language: Language }) {
  return {
    title: say(visit, "Sidan finns inte", "No such page"),
    status: 404 as const,
    body: <Missing language={visit.language} />,
  };
}
