import { formatMicro } from "../../kernel/index.ts";
import { Amount, type Page, say, staffRoles, Table, Title } from "../../platform/web/index.ts";
import { type ServiceOfCustomer, serviceOfCustomer } from "../service-of-customer.ts";

/** A service as one customer meets it (R007): what it is, what I pay, on which key, my volume, my share, how it was before. */
export const serviceOfCustomerPage: Page = {
  path: "/customers/:customer/services/:service",
  allow: [...staffRoles, "customer"],
  async render(visit) {
    const customer = visit.parameter("customer");
    const { year, id } = visit.provider;
    const page = await visit.read((tx) =>
      serviceOfCustomer(tx, id, { customer, service: visit.parameter("service"), year }),
    );
    if (page === undefined) {
      const title = say(visit, "Kunden eller tjänsten finns inte", "There is no such customer or service");
      return { title, status: 404, body: <Title>{title}</Title> };
    }
    const { service } = page;
    const path = `/customers/${encodeURIComponent(customer)}`;
    const benefit = say(visit, service.benefitSv ?? "", service.benefitEn ?? "");
    const description = say(visit, service.descriptionSv, service.descriptionEn);
    const paid = say(visit, "Debiterat utan moms, kr", "Charged without VAT, kr");
    const inUse = page.use.some((row) => row.stage === "done");
    return {
      title: say(visit, service.nameSv, service.nameEn),
      crumbs: [
        { path: "/customers", label: say(visit, "Kunder", "Customers") },
        { path, label: page.customer.name },
        { path: `${path}/follow-up`, label: say(visit, "Uppföljning", "Follow-up") },
      ],
      body: (
        <>
          <Title lead={[description, benefit].filter((text) => text !== "").join(" ")}>
            {say(visit, service.nameSv, service.nameEn)}
          </Title>
          <dl class="facts">
            <dt>{say(visit, "Används", "In use")}</dt>
            <dd>{inUse ? say(visit, "ja", "yes") : say(visit, "nej", "no")}</dd>
            <dt>{say(visit, "Kategori", "Class")}</dt>
            <dd>{page.class === undefined ? "–" : say(visit, page.class.nameSv, page.class.nameEn)}</dd>
            <dt>{say(visit, "Ansvarig", "Owner")}</dt>
            <dd>{service.owner ?? "–"}</dd>
            {page.offerings.length === 0 ? null : (
              <>
                <dt>{say(visit, "Erbjudanden", "Offerings")}</dt>
                <dd>{page.offerings.map((row) => say(visit, row.nameSv, row.nameEn)).join(", ")}</dd>
              </>
            )}
          </dl>
          <h2>{paid}</h2>
          <Table label={paid}>
            <thead>
              <tr>
                {page.paid.map((row) => (
                  <th scope="col" class="number">
                    {row.year}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              <tr>
                {page.paid.map((row) => (
                  <td class="number">
                    <Amount amountOre={row.amountOre} language={visit.language} unit="kr" />
                  </td>
                ))}
              </tr>
            </tbody>
          </Table>
          {page.fees.length === 0 ? null : (
            <>
              <h2>{say(visit, "Avgift och nyckel", "Fee and key")}</h2>
              <ul>
                {page.fees.map((fee) => (
                  <li>
                    {say(visit, "Från", "From")} {fee.validFrom}:{" "}
                    <Amount amountOre={fee.annualOre} language={visit.language} unit="kr" />{" "}
                    {say(
                      visit,
                      `kr om året, ${keyOf(page, fee.item)}${fee.keyValue} av ${fee.keySum}`,
                      `kr a year, ${keyOf(page, fee.item)}${fee.keyValue} of ${fee.keySum}`,
                    )}
                  </li>
                ))}
              </ul>
            </>
          )}
          {page.volumes.length === 0 ? null : (
            <>
              <h2>{say(visit, `Volym ${page.year}`, `Volume ${page.year}`)}</h2>
              <ul>
                {page.volumes.map((row) => (
                  <li>
                    {row.item}: {formatMicro(row.quantityMicro)}
                    {row.allMicro === undefined
                      ? ""
                      : ` ${say(visit, "av alla kunders", "of all customers'")} ${formatMicro(row.allMicro)}`}
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      ),
    };
  },
};

function keyOf({ items }: ServiceOfCustomer, item: string): string {
  const key = items.find((one) => one.item === item)?.key ?? "";
  return key === "" ? "" : `${key}: `;
}
