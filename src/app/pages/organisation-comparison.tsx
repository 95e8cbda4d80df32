import { Table, Title, type View } from "../../platform/web/index.ts";
import type { OrganisationComparison } from "../organisation-register.ts";

/** What differed, shown when it has been compared. In both languages: it is shown before anybody's choice is read. */
export function comparisonView({
  applied,
  changes,
  strangers,
  missing,
}: OrganisationComparison & { readonly applied: boolean }): View {
  const title = "Organisationsregistret jämfört · The organisation register compared";
  const rows = changes.flatMap(({ customer, cells, was }) =>
    (Object.keys(cells) as (keyof typeof cells)[]).map((cell) => ({
      customer,
      cell,
      was: was[cell] ?? "",
      is: cells[cell] ?? "",
    })),
  );
  return {
    title,
    body: (
      <>
        <Title
          lead={
            applied
              ? `${changes.length} kunder ändrade · ${changes.length} customers changed.`
              : `${changes.length} kunder skiljer sig; inget är ändrat · ${changes.length} customers differ; nothing is changed.`
          }
        >
          {title}
        </Title>
        {rows.length === 0 ? null : (
          <Table label={title}>
            <thead>
              <tr>
                <th scope="col">Kund · Customer</th>
                <th scope="col">Uppgift · Cell</th>
                <th scope="col">Var · Was</th>
                <th scope="col">I registret · In the register</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr>
                  <th scope="row">{row.customer}</th>
                  <td>{row.cell}</td>
                  <td>{row.was === "" ? "–" : row.was}</td>
                  <td>{row.is === "" ? "–" : row.is}</td>
                </tr>
              ))}
            </tbody>
          </Table>
        )}
        {strangers.length === 0 ? null : (
          <p>Inga kunder · No customers: {strangers.map((one) => `${one.orgNo} ${one.name}`).join("; ")}</p>
        )}
        {missing.length === 0 ? null : (
          <p>Saknas i registret · Missing in the register: {missing.join(" ")}</p>
        )}
        <p>
          <a class="button" href="/organisation">
            Tillbaka · Back
          </a>
        </p>
      </>
    ),
  };
}
