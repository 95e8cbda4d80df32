import { renderSVG } from "uqr";
import { raw } from "hono/html";
import { roleNames, roles } from "../../platform/access/index.ts";
import {
  type ApiKey,
  apiKeysOf,
  hasSecondFactor,
  type OpenSession,
  pendingFactor,
  sessionsOf,
} from "../../platform/access/actions/index.ts";
import { ActForm, type Page, say, Table, Title, type Visit } from "../../platform/web/index.ts";
import {
  addApiKeyAct,
  beginSecondFactorAct,
  changePasswordAct,
  closeSessionAct,
  confirmSecondFactorAct,
  removeApiKeyAct,
  removeSecondFactorAct,
} from "./own-sign-in-acts.tsx";

/** One's own sign-in (min inloggning): password, second factor, open sessions, machines' keys. */
export const mePage: Page = {
  path: "/me",
  allow: roles,
  async render(visit) {
    const { person, provider, now } = visit;
    const own = await visit.read(async (tx) => ({
      factor: await hasSecondFactor(tx, provider.id, person.login),
      pending: await pendingFactor(tx, provider.id, {
        login: person.login,
        issuer: `Underlag ${provider.name}`,
      }),
      sessions: await sessionsOf(tx, provider.id, { login: person.login, now }),
      keys: await apiKeysOf(tx, provider.id, person.login),
    }));
    const title = say(visit, "Min inloggning", "My sign-in");
    return {
      title,
      body: (
        <>
          <Title
            lead={`${person.login} · ${visit.language === "sv" ? roleNames[person.role].sv : roleNames[person.role].en}`}
          >
            {person.name}
          </Title>
          <SecondFactor visit={visit} isOn={own.factor} pending={own.pending} />
          <h2>{say(visit, "Lösenord", "Password")}</h2>
          <ActForm visit={visit} act={changePasswordAct} />
          <Sessions visit={visit} sessions={own.sessions} />
          <Keys visit={visit} keys={own.keys} />
        </>
      ),
    };
  },
};

function SecondFactor({
  visit,
  isOn,
  pending,
}: {
  visit: Visit;
  isOn: boolean;
  pending: { readonly secret: string; readonly address: string } | undefined;
}) {
  return (
    <section>
      <h2>{say(visit, "Tvåfaktor", "Second factor")}</h2>
      {isOn ? (
        <>
          <p>
            {say(
              visit,
              "På: vid inloggning frågas efter en kod från din app.",
              "On: a code from your app is asked for at sign-in.",
            )}
          </p>
          <ActForm visit={visit} act={removeSecondFactorAct} quiet />
        </>
      ) : pending === undefined ? (
        <>
          <p>
            {say(
              visit,
              "Av. Med en kod från en app i telefonen räcker det inte att någon har fått tag i lösenordet.",
              "Off. With a code from an app in the telephone, a password in the wrong hands is not enough.",
            )}
          </p>
          <ActForm visit={visit} act={beginSecondFactorAct} />
        </>
      ) : (
        <>
          <p>
            {say(
              visit,
              "Läs in rutan med din app (Microsoft Authenticator, Google Authenticator, Aegis …) och skriv koden den visar.",
              "Scan the square with your app (Microsoft Authenticator, Google Authenticator, Aegis …) and type the code it shows.",
            )}
          </p>
          <div class="qr" role="img" aria-label={say(visit, "QR-kod för appen", "QR code for the app")}>
            {raw(renderSVG(pending.address, { border: 2 }))}
          </div>
          <p class="small">
            {say(visit, "Eller skriv in nyckeln: ", "Or type in the key: ")}
            <code>{pending.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
          </p>
          <ActForm visit={visit} act={confirmSecondFactorAct} />
        </>
      )}
    </section>
  );
}

const doors = {
  password: ["Lösenord", "Password"],
  provider: ["Organisationens inloggning", "The organisation's sign-in"],
  example: ["Exempelperson", "Example person"],
} as const;

function Sessions({ visit, sessions }: { visit: Visit; sessions: readonly OpenSession[] }) {
  const label = say(visit, "Öppna inloggningar", "Open sessions");
  return (
    <section>
      <h2>{label}</h2>
      {sessions.length === 0 ? (
        <p>{say(visit, "Inga.", "None.")}</p>
      ) : (
        <Table label={label}>
          <thead>
            <tr>
              <th scope="col">{say(visit, "Senast använd", "Last used")}</th>
              <th scope="col">{say(visit, "Öppnad", "Opened")}</th>
              <th scope="col">{say(visit, "Hur och var", "How and where")}</th>
              <th scope="col">
                <span class="ds-sr-only">{say(visit, "Gör", "Do")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sessions.map((session) => (
              <tr>
                <th scope="row">{minute(session.seenAt)}</th>
                <td>{minute(session.openedAt)}</td>
                <td>
                  {say(visit, doors[session.door][0], doors[session.door][1])}
                  <span class="beneath">{session.device}</span>
                </td>
                <td>
                  <ActForm
                    visit={visit}
                    act={closeSessionAct}
                    parameters={{ session: session.session }}
                    quiet
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </section>
  );
}

function Keys({ visit, keys }: { visit: Visit; keys: readonly ApiKey[] }) {
  const label = say(visit, "API-nycklar", "API keys");
  return (
    <section>
      <h2>{label}</h2>
      <p>
        {say(
          visit,
          "En nyckel låter ett program fråga /api/v1 med dina egna rättigheter, aldrig fler.",
          "A key lets a program ask /api/v1 with your own rights and never more.",
        )}
      </p>
      {keys.length === 0 ? null : (
        <Table label={label}>
          <thead>
            <tr>
              <th scope="col">{say(visit, "Namn", "Name")}</th>
              <th scope="col">{say(visit, "Gäller till", "Good until")}</th>
              <th scope="col">
                <span class="ds-sr-only">{say(visit, "Gör", "Do")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <tr>
                <th scope="row">{key.name}</th>
                <td>{key.expiresAt.slice(0, 10)}</td>
                <td>
                  <ActForm visit={visit} act={removeApiKeyAct} parameters={{ key: key.key }} quiet />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <ActForm visit={visit} act={addApiKeyAct} />
    </section>
  );
}

function minute(at: string): string {
  return at.slice(0, 16).replace("T", " ");
}
