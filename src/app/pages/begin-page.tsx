import type { Child } from "hono/jsx";
import { type Page, say, staffRoles, Title } from "../../platform/web/index.ts";

interface Step {
  readonly name: string;
  readonly about: string;
  readonly how: Child;
}

/**
 * Begin with one's own books (börja med egna), where the first question is not asked: on a shared server by the command line; and what
 * comes next for who has begun. On one's own machine `begin-door` stands at this address.
 */
export const beginPage: Page = {
  path: "/begin",
  allow: staffRoles,
  async render(visit) {
    const isExample = visit.provider.synthetic;
    const title = isExample
      ? say(visit, "Börja med egna", "Begin with your own")
      : say(visit, "Vidare från början", "On from the beginning");
    const steps: readonly Step[] = isExample
      ? [
          {
            name: say(visit, "Se vad SIE-filen innehåller", "See what the SIE file holds"),
            about: say(
              visit,
              "År, dimensioner, kostnader, och vad det skulle bli för tjänster. Ingenting skrivs.",
              "Years, dimensions, costs, and which services they would make. Nothing is written.",
            ),
            how: <code>./underlag begin 2024.se</code>,
          },
          {
            name: say(visit, "Skriv det som text", "Write it as text"),
            about: say(
              visit,
              "Ett pack: register, kontoplan, en första kalkylmodell och böckerna.",
              "A pack: registers, account mapping, a first costing model, and the books.",
            ),
            how: <code>./underlag begin 2024.se --to ./mitt-pack</code>,
          },
          {
            name: say(visit, "Läs in, och se vad tjänsterna kostar", "Load, and see what the services cost"),
            about: say(
              visit,
              "Allt eller inget. En gång till ändrar ingenting.",
              "All or nothing. Once more changes nothing.",
            ),
            how: <code>./underlag load ./mitt-pack && ./underlag cost --year 2024 --by service</code>,
          },
        ]
      : [
          {
            name: say(visit, "Se vad tjänsterna kostar", "See what the services cost"),
            about: say(
              visit,
              "Varje belopp leder till sina verifikationer. Gemensamma kostnader följer tjänsternas egna tills modellen säger annat.",
              "Every amount leads to its vouchers. Common costs follow the services' own until the model says otherwise.",
            ),
            how: <a href="/services">{say(visit, "Tjänster", "Services")}</a>,
          },
          {
            name: say(visit, "Fyll på kunder och tjänster", "Add customers and services"),
            about: say(
              visit,
              "Vilka som betalar, vad tjänsterna heter, vem som äger dem.",
              "Who pays, what the services are called, who owns them.",
            ),
            how: <a href="/registers">{say(visit, "Register", "Registers")}</a>,
          },
          {
            name: say(visit, "Bestäm hur kostnader delas", "Say how costs are shared"),
            about: say(
              visit,
              "Fördelningsgrunder mäts; modellen säger vad som följer vad. Prova i Tänk om innan något ändras.",
              "Drivers are measured; the model says what follows what. Try in What if before anything changes.",
            ),
            how: <a href="/what-if">{say(visit, "Tänk om", "What if")}</a>,
          },
          {
            name: say(visit, "Gör en prislista", "Make a price list"),
            about: say(
              visit,
              "Med budget och planerade volymer föreslås priser till självkostnad. Sedan kan månader faktureras.",
              "With a budget and planned volumes prices are proposed at cost. Then months can be billed.",
            ),
            how: <a href="/price-list">{say(visit, "Prislista", "Price list")}</a>,
          },
        ];
    return {
      title,
      body: (
        <>
          <Title
            lead={
              isExample
                ? say(
                    visit,
                    "Från en egen SIE-fil till den första tjänstens kostnad, i tre steg. Exemplet går inte att förstöra.",
                    "From your own SIE file to the first service's cost, in three steps. The example cannot be spoilt.",
                  )
                : say(
                    visit,
                    "Böckerna är inlästa. Det här är nästa steg, i den ordning de behövs.",
                    "The books are loaded. These are the next steps, in the order they are needed.",
                  )
            }
          >
            {title}
          </Title>
          <ol class="tasks">
            {steps.map(({ name, about, how }, at) => (
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
        </>
      ),
    };
  },
};
