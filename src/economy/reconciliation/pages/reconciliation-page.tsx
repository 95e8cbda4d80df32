import { ore, parsePeriod, sumOre } from "../../../kernel/index.ts";
import { formatPeriod } from "../../../platform/language/index.ts";
import {
  ActForm,
  Amount,
  type Page,
  say,
  staffRoles,
  Table,
  Title,
  type Visit,
} from "../../../platform/web/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import { eliminationIn, reconciliations } from "../actions/index.ts";
import { causeName, type Elimination, type Reconciliation } from "../index.ts";
import { EliminationTable } from "./elimination-table.tsx";
import { reconcileWith } from "./reconciliation-acts.ts";

/** Every reconciled month by buyer, what differs and why; zero is what eliminates. */
export const reconciliationPage: Page = {
  path: "/reconciliation",
  allow: staffRoles,
  async render(visit) {
    const { id } = visit.provider;
    const asked = parsePeriod(visit.query("period") ?? "");
    const { rows, customers, eliminations } = await visit.read(async (tx) => {
      const found = await reconciliations(tx, id);
      const months = asked === undefined ? [...new Set(found.map((row) => row.period))] : [asked];
      const shown: Elimination[] = [];
      for (const month of months) shown.push(await eliminationIn(tx, id, month));
      return {
        rows: asked === undefined ? found : found.filter((row) => row.period === asked),
        customers: new Map((await customersOf(tx, id)).map((one) => [one.customer, one.name])),
        eliminations: shown,
      };
    });
    const title = say(visit, "Avstämning med köparna", "Reconciliation with the buyers");
    return {
      title,
      body: (
        <>
          <Title
            lead={say(
              visit,
              "Det fakturerade mot det som köparen har bokfört, månad för månad. Noll betyder att de interna posterna tar ut varandra.",
              "What was invoiced against what the buyer has booked, month by month. Zero means that the internal items eliminate.",
            )}
          >
            {title}
          </Title>
          {rows.length === 0 ? (
            <p>
              {say(
                visit,
                "Ingen månad är avstämd än. Välj månad, köpare och köparens fil här nedanför.",
                "No month is reconciled yet. Choose month, buyer and the buyer's file below.",
              )}
            </p>
          ) : null}
          <div class="acts">
            <ActForm visit={visit} act={reconcileWith(customers)} />
          </div>
          {eliminations.map((elimination) => (
            <section id={elimination.period}>
              <Month
                visit={visit}
                title={formatPeriod(elimination.period, visit.language)}
                rows={rows.filter((row) => row.period === elimination.period)}
                customers={customers}
              />
              <EliminationTable visit={visit} elimination={elimination} customers={customers} />
            </section>
          ))}
        </>
      ),
    };
  },
};

function Month({
  visit,
  title,
  rows,
  customers,
}: {
  visit: Visit;
  title: string;
  rows: readonly Reconciliation[];
  customers: ReadonlyMap<string, string>;
}) {
  const { language } = visit;
  const sums = [
    sumOre(rows.map((row) => row.invoicedOre)),
    sumOre(rows.map((row) => row.bookedOre)),
    sumOre(rows.map((row) => ore(row.bookedOre - row.invoicedOre))),
  ];
  return (
    <>
      <h2>{title}</h2>
      <Table label={title}>
        <thead>
          <tr>
            <th scope="col">{say(visit, "Köpare, kr", "Buyer, kr")}</th>
            {[
              say(visit, "Fakturerat", "Invoiced"),
              say(visit, "Bokfört på vår motpart", "Booked on our counterparty"),
              say(visit, "Skillnad", "Difference"),
            ].map((head) => (
              <th scope="col" class="number">
                {head}
              </th>
            ))}
            <th scope="col">{say(visit, "Avvikelser", "Differences")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <th scope="row">
                {customers.get(row.customer) ?? row.customer}
                {row.note === "" ? null : <span class="beneath">{row.note}</span>}
              </th>
              {[row.invoicedOre, row.bookedOre, ore(row.bookedOre - row.invoicedOre)].map((amountOre) => (
                <td class="number">
                  <Amount amountOre={amountOre} language={language} unit="kr" />
                </td>
              ))}
              <td>
                {row.differences.length === 0
                  ? say(visit, "inga", "none")
                  : row.differences.map((one) => (
                      <div>
                        {one.invoice === "" ? (
                          one.voucher
                        ) : (
                          <a href={`/invoices/${encodeURIComponent(one.invoice)}`}>{one.invoice}</a>
                        )}
                        : {causeName(one.cause, language)},{" "}
                        <Amount
                          amountOre={ore(one.bookedOre - one.invoicedOre)}
                          language={language}
                          unit="kr"
                        />{" "}
                        kr
                      </div>
                    ))}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr class="total">
            <th scope="row">{say(visit, "Summa", "Total")}</th>
            {sums.map((amountOre) => (
              <td class="number">
                <Amount amountOre={amountOre} language={language} unit="kr" />
              </td>
            ))}
            <td />
          </tr>
        </tfoot>
      </Table>
    </>
  );
}
