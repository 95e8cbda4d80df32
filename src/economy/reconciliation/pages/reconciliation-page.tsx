import { ore, sumOre } from "../../../kernel/index.ts";
import { formatPeriod } from "../../../platform/language/index.ts";
import { Amount, type Page, say, staffRoles, Table, Title, type Visit } from "../../../platform/web/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import { reconciliations } from "../actions/index.ts";
import { causeName, type Reconciliation } from "../index.ts";

/** Every reconciled month by buyer, what differs and why; zero is what eliminates. */
export const reconciliationPage: Page = {
  path: "/reconciliation",
  allow: staffRoles,
  async render(visit) {
    const { rows, customers } = await visit.read(async (tx) => ({
      rows: await reconciliations(tx, visit.provider.id),
      customers: new Map((await customersOf(tx, visit.provider.id)).map((one) => [one.customer, one.name])),
    }));
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
                "Ingen månad är avstämd än. Kör underlag reconcile --period 2024-03 --buyer GSF fil.se.",
                "No month is reconciled yet. Run underlag reconcile --period 2024-03 --buyer GSF file.se.",
              )}
            </p>
          ) : null}
          {[...new Set(rows.map((row) => row.period))].map((period) => (
            <Month
              visit={visit}
              title={formatPeriod(period, visit.language)}
              rows={rows.filter((row) => row.period === period)}
              customers={customers}
            />
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
              <th scope="row">{customers.get(row.customer) ?? row.customer}</th>
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
                        : {causeName(one.cause, language)}
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
