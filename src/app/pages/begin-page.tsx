import type { Child } from "hono/jsx";
import { type Page, say, staffRoles, Title } from "../../platform/web/index.ts";

/** Begin with one's own books (börja med egna): the way from a SIE file to the first service's cost, each step with what it says when it is done. */
export const beginPage: Page = {
  path: "/begin",
  allow: staffRoles,
  async render(visit) {
    const title = say(visit, "Börja med egna", "Begin with your own");
    const steps: readonly (readonly [string, string, Child])[] = [
      [
        say(visit, "Ta en egen plats", "Take a place of your own"),
        say(
          visit,
          "Exemplet och ert eget står i var sin datakatalog. Byt tillbaka när ni vill; ingenting i exemplet rörs.",
          "The example and your own stand in a data directory each. Change back whenever you like; nothing of the example is touched.",
        ),
        <code>cp -r examples/minimal ./mitt-pack</code>,
      ],
      [
        say(visit, "Lägg in er SIE-fil", "Put your SIE file there"),
        say(
          visit,
          "Exportera hela året som SIE 4 ur ekonomisystemet, lägg filen i packets ledger-mapp och byt namn och organisation i pack.yaml.",
          "Export the whole year as SIE 4 from your ledger, put the file into the pack's ledger folder, and change name and organisation in pack.yaml.",
        ),
        <code>cp 2024.se ./mitt-pack/ledger/</code>,
      ],
      [
        say(visit, "Prova utan att något sparas", "Try without keeping anything"),
        say(
          visit,
          "Varje fel nämns med fil, rad och vad man gör. Ett konto utan plats nämns med sitt nummer: ge det en rad i organisation/accounts.csv.",
          "Every fault is named with file, line and what to do. An account without a place is named by its number: give it a row in organisation/accounts.csv.",
        ),
        <code>./underlag load ./mitt-pack --data ./mina-data --dry-run</code>,
      ],
      [
        say(visit, "Läs in", "Load"),
        say(
          visit,
          "Allt eller inget. En gång till ändrar ingenting.",
          "All or nothing. Once more changes nothing.",
        ),
        <code>./underlag load ./mitt-pack --data ./mina-data</code>,
      ],
      [
        say(visit, "Se vad tjänsterna kostar", "See what the services cost"),
        say(
          visit,
          "Modellen är text. Börja med direkt fördelning; varje belopp leder till sin verifikation.",
          "The model is text. Begin with direct allocation; every amount leads to its voucher.",
        ),
        <code>./underlag cost --year 2024 --by service --data ./mina-data</code>,
      ],
      [
        say(visit, "Öppna sidorna med egna siffror", "Open the pages with your own figures"),
        say(visit, "Lägg upp den första personen och starta.", "Add the first person, and start."),
        <code>./underlag serve --data ./mina-data</code>,
      ],
    ];
    return {
      title,
      body: (
        <>
          <Title
            lead={say(
              visit,
              "Från en egen SIE-fil till den första tjänstens kostnad, i sex steg. Tills dess kan du titta runt: exemplet går inte att förstöra.",
              "From your own SIE file to the first service's cost, in six steps. Until then, look around: the example cannot be spoilt.",
            )}
          >
            {title}
          </Title>
          <ol class="tasks">
            {steps.map(([name, about, how], at) => (
              <li>
                <div class="task">
                  <span class="ordinal" aria-hidden="true">
                    {at + 1}
                  </span>
                  <div>
                    <strong>{name}</strong>
                    <span class="beneath">{about}</span>
                    <span class="beneath">{how}</span>
                  </div>
                  <span />
                </div>
              </li>
            ))}
          </ol>
          <h2>{say(visit, "Börja om med exemplet", "Begin the example anew")}</h2>
          <p class="note">
            {say(
              visit,
              "Stoppa programmet, ta bort katalogen data och kör npm start: exemplet byggs upp igen, likadant till öret.",
              "Stop the program, remove the directory data, and run npm start: the example is made again, the same to the öre.",
            )}
          </p>
        </>
      ),
    };
  },
};
