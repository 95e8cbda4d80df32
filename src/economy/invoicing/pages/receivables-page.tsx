import { type Day, parseDay } from "../../../kernel/index.ts";
import { Amount, type Page, say, staffRoles, Table, Title } from "../../../platform/web/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import { receivablesOn } from "../actions/index.ts";
import { ageBandNames, ageBands, ageingSentence } from "../index.ts";

/** What customers owed on a day, by how long it had been due, with a proposal for the note. */
export const receivablesPage: Page = {
  path: "/receivables",
  allow: staffRoles,
  async render(visit) {
    const on = parseDay(visit.query("on") ?? "") ?? (`${visit.provider.year}-12-31` as Day);
    const { found, names } = await visit.read(async (tx) => ({
      found: await receivablesOn(tx, visit.provider.id, on),
      names: new Map((await customersOf(tx, visit.provider.id)).map((one) => [one.customer, one.name])),
    }));
    const title = say(visit, "Fordringar", "Receivables");
    const bands = ageBands.map((band) => ({ band, name: ageBandNames[band][visit.language] }));
    const label = say(visit, `Fordringar den ${on} efter ålder, kr`, `Receivables on ${on} by age, SEK`);
    return {
      title,
      body: (
        <>
          <Title lead={ageingSentence(found, visit.language)}>{title}</Title>
          <form method="get" action="/receivables" class="act">
            <label class="field">
              <span>{say(visit, "Dag", "Day")}</span>
              <input name="on" value={on} required pattern="\\d{4}-\\d{2}-\\d{2}" />
            </label>
            <button class="button second" type="submit">
              {say(visit, "Visa", "Show")}
            </button>
          </form>
          <h2>{say(visit, "Efter ålder", "By age")}</h2>
          <Table label={label}>
            <thead>
              <tr>
                <th scope="col">{say(visit, "Kund", "Customer")}</th>
                <th scope="col" class="number">
                  {say(visit, "Obetalt", "Unpaid")}
                </th>
                {bands.map(({ name }) => (
                  <th scope="col" class="number wide-only">
                    {name}
                  </th>
                ))}
                <th scope="col" class="number">
                  {say(visit, "Betalt sedan", "Paid since")}
                </th>
              </tr>
            </thead>
            <tbody>
              {[...found.customers, { customer: "", ...found.totals }].map((one) => (
                <tr class={one.customer === "" ? "total" : undefined}>
                  <th scope="row">
                    {one.customer === ""
                      ? say(visit, "Summa", "Sum")
                      : (names.get(one.customer) ?? one.customer)}
                  </th>
                  <td class="number">
                    <Amount amountOre={one.unpaidOre} language={visit.language} unit="kr" />
                  </td>
                  {bands.map(({ band }) => (
                    <td class="number wide-only">
                      <Amount amountOre={one.bands[band]} language={visit.language} unit="kr" />
                    </td>
                  ))}
                  <td class="number">
                    <Amount amountOre={one.paidAfterOre} language={visit.language} unit="kr" />
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
          {found.unknown.length === 0 ? null : (
            <p class="alarm">
              {say(
                visit,
                `${found.unknown.length} betalningar gäller dokument som inte finns.`,
                `${found.unknown.length} payments are for documents that are not there.`,
              )}
            </p>
          )}
          <p class="small">
            {say(
              visit,
              "Betalningarna är registret payments: det banken eller reskontran säger. Ett dokument utan betalning där räknas som obetalt.",
              "Payments are the register payments: what the bank or the ledger says. A document without a payment there counts as unpaid.",
            )}{" "}
            <a href="/registers/payments">{say(visit, "Till registret", "To the register")}</a>
          </p>
        </>
      ),
    };
  },
};
