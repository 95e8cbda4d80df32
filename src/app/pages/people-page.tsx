import { type Person, roleNames } from "../../platform/access/index.ts";
import { people } from "../../platform/access/actions/index.ts";
import { ActForm, type Page, say, Table, Title, type Visit } from "../../platform/web/index.ts";
import {
  addPersonAct,
  changePersonAct,
  disablePersonAct,
  enablePersonAct,
  invitePersonAct,
  resetPersonAct,
} from "./people-acts.tsx";

/** Who comes in and as what (personer och behörigheter). */
export const peoplePage: Page = {
  path: "/people",
  allow: ["administrator", "auditor"],
  async render(visit) {
    const everybody = await visit.read((tx) => people(tx, visit.provider.id));
    const title = say(visit, "Personer", "People");
    return {
      title,
      body: (
        <>
          <Title
            lead={
              <>
                {say(
                  visit,
                  "En roll var: den som behöver två har två inloggningar, och fyra ögon förblir fyra.",
                  "One role each: who needs two has two logins, and four eyes stay four.",
                )}{" "}
                <a href="/rights">{say(visit, "Vad varje roll får", "What each role may")}</a>
              </>
            }
          >
            {title}
          </Title>
          <Table label={title}>
            <thead>
              <tr>
                <th scope="col">{say(visit, "Person", "Person")}</th>
                <th scope="col">{say(visit, "Roll", "Role")}</th>
                <th scope="col">{say(visit, "Kunder", "Customers")}</th>
                <th scope="col">
                  <span class="ds-sr-only">{say(visit, "Gör", "Do")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {everybody.map((person) => (
                <PersonRow visit={visit} person={person} />
              ))}
            </tbody>
          </Table>
          {visit.person.role === "administrator" ? (
            <section>
              <h2>{say(visit, "Lägg till en person", "Add a person")}</h2>
              <ActForm visit={visit} act={addPersonAct} />
            </section>
          ) : null}
        </>
      ),
    };
  },
};

function PersonRow({ visit, person }: { visit: Visit; person: Person }) {
  const parameters = { login: person.login };
  const isOwn = person.login === visit.person.login;
  return (
    <tr>
      <th scope="row">
        {person.name}
        <span class="beneath">{person.login}</span>
      </th>
      <td>
        {visit.language === "sv" ? roleNames[person.role].sv : roleNames[person.role].en}
        {person.disabled ? <span class="beneath">{say(visit, "avstängd", "shut out")}</span> : null}
      </td>
      <td>{person.customers.join(", ")}</td>
      <td>
        {visit.person.role !== "administrator" || isOwn ? null : (
          <details>
            <summary>
              {say(visit, "Ändra", "Change")} <span class="ds-sr-only">{person.name}</span>
            </summary>
            <ActForm visit={visit} act={changePersonAct} parameters={parameters} />
            <ActForm visit={visit} act={invitePersonAct} parameters={parameters} quiet />
            <ActForm visit={visit} act={resetPersonAct} parameters={parameters} quiet />
            <ActForm
              visit={visit}
              act={person.disabled ? enablePersonAct : disablePersonAct}
              parameters={parameters}
              quiet
            />
          </details>
        )}
      </td>
    </tr>
  );
}
