import { type Ore, ore } from "../../../kernel/index.ts";
import { Amount, say, Table, type Visit } from "../../../platform/web/index.ts";
import type { Elimination } from "../index.ts";

/** The internal items inside the legal person: what we invoiced, what the buyer booked, and what is left. */
export function EliminationTable({
  visit,
  elimination,
  customers,
}: {
  visit: Visit;
  elimination: Elimination;
  customers: ReadonlyMap<string, string>;
}) {
  if (elimination.rows.length === 0) return null;
  const title = say(visit, "Eliminering inom staden", "Elimination inside the city");
  const kr = (amount: Ore | undefined) =>
    amount === undefined ? (
      say(visit, "inte avstämd", "not compared")
    ) : (
      <Amount amountOre={amount} language={visit.language} unit="kr" />
    );
  const compared = elimination.rows.filter((row) => row.bookedOre !== undefined);
  return (
    <>
      <h3>{title}</h3>
      <p>
        {elimination.isZero
          ? say(visit, "Månaden tar ut sig till noll.", "The month eliminates to zero.")
          : say(
              visit,
              `${compared.length} av ${elimination.rows.length} köpare är avstämda.`,
              `${compared.length} of ${elimination.rows.length} buyers are compared.`,
            )}
      </p>
      <Table label={title}>
        <thead>
          <tr>
            <th scope="col">{say(visit, "Köpare inom staden, kr", "Buyer inside the city, kr")}</th>
            <th scope="col" class="number">
              {say(visit, "Vår intäkt", "Our revenue")}
            </th>
            <th scope="col" class="number">
              {say(visit, "Köparens kostnad", "The buyer's cost")}
            </th>
            <th scope="col" class="number">
              {say(visit, "Kvar", "Left")}
            </th>
          </tr>
        </thead>
        <tbody>
          {elimination.rows.map((row) => (
            <tr>
              <th scope="row">
                {customers.get(row.customer) ?? row.customer}
                {row.isSelf ? (
                  <span class="beneath">
                    {say(visit, "båda sidorna i våra böcker", "both sides in our books")}
                  </span>
                ) : null}
              </th>
              <td class="number">{kr(row.invoicedOre)}</td>
              <td class="number">{kr(row.bookedOre)}</td>
              <td class="number">
                {row.bookedOre === undefined ? "–" : kr(ore(row.bookedOre - row.invoicedOre))}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr class="total">
            <th scope="row">{say(visit, "Summa", "Total")}</th>
            <td class="number">{kr(elimination.invoicedOre)}</td>
            <td class="number">{kr(elimination.bookedOre)}</td>
            <td class="number">{kr(elimination.leftOre)}</td>
          </tr>
        </tfoot>
      </Table>
    </>
  );
}
