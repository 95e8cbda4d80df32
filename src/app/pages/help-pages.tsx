import { glossary, type Page, say, staffRoles, Table, Title, type Visit } from "../../platform/web/index.ts";
import { writtenProblems } from "../written-problems.ts";

/** Help (hjälp): how to find one's way, and the words. */
export const helpPage: Page = {
  path: "/help",
  allow: [...staffRoles, "customer"],
  async render(visit) {
    const sv = visit.language === "sv";
    const title = say(visit, "Hjälp och ordlista", "Help and glossary");
    const words = glossary.toSorted((a, b) =>
      new Intl.Collator(visit.language).compare((sv ? a.sv : a.en)[0] ?? "", (sv ? b.sv : b.en)[0] ?? ""),
    );
    return {
      title,
      body: (
        <>
          <Title
            lead={say(
              visit,
              "Varje siffra är en länk till sitt underlag. Följ den så långt du vill.",
              "Every figure is a link to its basis. Follow it as far as you like.",
            )}
          >
            {title}
          </Title>
          <h2>{say(visit, "Hitta rätt", "Finding your way")}</h2>
          <ul>
            {ways(visit).map((way) => (
              <li>{way}</li>
            ))}
          </ul>
          <p>
            <a href="/help/problems">
              {say(
                visit,
                "Alla problem som programmet kan säga, och vad man gör",
                "Every problem the program may name, and what to do",
              )}
            </a>
          </p>
          <h2>{say(visit, "Ordlista", "Glossary")}</h2>
          <dl class="words">
            {words.map((term) => (
              <div id={term.id}>
                <dt>{(sv ? term.sv : term.en)[0]}</dt>
                <dd>
                  {say(visit, term.meansSv, term.meansEn)}{" "}
                  <span class="small" lang={sv ? "en" : "sv"}>
                    {(sv ? term.en : term.sv)[0]}
                  </span>
                </dd>
              </div>
            ))}
          </dl>
        </>
      ),
    };
  },
};

function ways(visit: Visit): readonly string[] {
  return visit.person.role === "customer"
    ? [
        say(
          visit,
          "”Varför betalar vi detta?” svarar i en mening och visar sedan pris, volym och nyckel.",
          '"Why do we pay this?" answers in a sentence and then shows price, volume and key.',
        ),
        say(
          visit,
          "På en faktura leder varje rad till det den vilar på. Där kan ni också göra en invändning.",
          "On an invoice every line leads to what it rests on. There you can object too.",
        ),
        say(visit, "Under varje tabell finns Excel och CSV.", "Beneath every table there is Excel and CSV."),
      ]
    : [
        say(visit, "Att göra visar det som väntar på just dig.", "To do shows what waits for you."),
        say(
          visit,
          "Månad leder genom stängningen och säger vad som hindrar.",
          "Month leads through the closing and says what stands in the way.",
        ),
        say(
          visit,
          "Ctrl K söker tjänst, kund, faktura, verifikation, sida och ord.",
          "Ctrl K searches services, customers, invoices, vouchers, pages and words.",
        ),
        say(
          visit,
          "Året väljs uppe till höger och följer med i adressen; adressen kan skickas till en kollega.",
          "The year is chosen at the top right and stays in the address; the address can be sent to a colleague.",
        ),
        say(visit, "Under varje tabell finns Excel och CSV.", "Beneath every table there is Excel and CSV."),
      ];
}

/** Every refusal and warning, each at an address of its own. */
export const problemsPage: Page = {
  path: "/help/problems",
  allow: [...staffRoles, "customer"],
  async render(visit) {
    const title = say(visit, "Problem och vad man gör", "Problems and what to do");
    return {
      title,
      crumbs: [{ path: "/help", label: say(visit, "Hjälp och ordlista", "Help and glossary") }],
      body: (
        <>
          <Title
            lead={say(
              visit,
              "När något inte går säger programmet varför och lämnar allt som det var.",
              "When something cannot be done the program says why and leaves everything as it was.",
            )}
          >
            {title}
          </Title>
          <Table label={title}>
            <thead>
              <tr>
                <th scope="col">{say(visit, "Kod", "Code")}</th>
                <th scope="col">{say(visit, "Vad", "What")}</th>
                <th scope="col">{say(visit, "Pröva", "Try")}</th>
              </tr>
            </thead>
            <tbody>
              {writtenProblems().map((one) => (
                <tr id={one.code}>
                  <th scope="row">
                    <code>{one.code}</code>
                  </th>
                  <td>{say(visit, one.titleSv, one.titleEn)}</td>
                  <td>{say(visit, one.trySv, one.tryEn)}</td>
                </tr>
              ))}
            </tbody>
          </Table>
        </>
      ),
    };
  },
};
