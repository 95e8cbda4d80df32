import { formatKronor, parseYear } from "../../kernel/index.ts";
import { type Page, say, staffRoles, Table, Title, Amount } from "../../platform/web/index.ts";
import { addressOf } from "./explanation-words.ts";
import { vouchersOf } from "../../economy/ledger/actions/index.ts";

/** One voucher with its lines, as the books hold it. The provider's own people only: lines name suppliers and persons. */
export const voucherPage: Page = {
  path: "/vouchers/:year/:series/:number",
  allow: staffRoles,
  async render(visit) {
    const name = {
      fiscalYear: parseYear(visit.parameter("year")) ?? 0,
      series: visit.parameter("series"),
      number: visit.parameter("number"),
    };
    const [voucher] = await visit.read((tx) => vouchersOf(tx, visit.provider.id, [name]));
    const title = `${say(visit, "Verifikation", "Voucher")} ${name.fiscalYear}/${name.series}/${name.number}`;
    if (voucher === undefined)
      return {
        title,
        status: 404,
        body: <Title>{say(visit, "Verifikationen finns inte", "There is no such voucher")}</Title>,
      };
    const chosen = visit.query("line");
    const sum = voucher.lines.reduce((all, line) => all + line.amountOre, 0);
    return {
      title,
      body: (
        <>
          <Title lead={`${voucher.day} · ${voucher.text}`}>{title}</Title>
          <Table label={title}>
            <thead>
              <tr>
                <th scope="col">{say(visit, "Rad", "Line")}</th>
                <th scope="col">{say(visit, "Konto", "Account")}</th>
                <th scope="col">{say(visit, "Ansvar", "Cost centre")}</th>
                <th scope="col">{say(visit, "Projekt", "Project")}</th>
                <th scope="col">{say(visit, "Tjänst", "Service")}</th>
                <th scope="col">{say(visit, "Kund", "Customer")}</th>
                <th scope="col">{say(visit, "Motpart", "Counterparty")}</th>
                <th scope="col">{say(visit, "Text", "Text")}</th>
                <th scope="col" class="number">
                  {say(visit, "Debet", "Debit")}
                </th>
                <th scope="col" class="number">
                  {say(visit, "Kredit", "Credit")}
                </th>
              </tr>
            </thead>
            <tbody>
              {voucher.lines.map((line, index) => (
                <tr
                  id={`line-${index + 1}`}
                  class={chosen === String(index + 1) ? "chosen" : undefined}
                  aria-current={chosen === String(index + 1) ? "true" : undefined}
                >
                  <th scope="row">{index + 1}</th>
                  <td>{line.account}</td>
                  <td>{line.costCentre}</td>
                  <td>{line.project}</td>
                  <td class="day">{line.service}</td>
                  <td>{line.customer}</td>
                  <td>{line.counterparty}</td>
                  <td>
                    {line.text}
                    <span class="beneath">
                      <a
                        href={addressOf(
                          `voucher:${name.fiscalYear}/${name.series}/${name.number}:${index + 1}`,
                        )}
                      >
                        {say(visit, `Vem betalar för rad ${index + 1}?`, `Who pays for line ${index + 1}?`)}
                      </a>
                    </span>
                  </td>
                  <td class="number">
                    {line.amountOre > 0 ? (
                      <Amount amountOre={line.amountOre} language={visit.language} unit="kr" />
                    ) : (
                      ""
                    )}
                  </td>
                  <td class="number">
                    {line.amountOre < 0 ? (
                      <Amount
                        amountOre={-line.amountOre as typeof line.amountOre}
                        language={visit.language}
                        unit="kr"
                      />
                    ) : (
                      ""
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
          <p class="note">
            {sum === 0
              ? say(visit, "Verifikationen går jämnt upp.", "The voucher balances.")
              : say(
                  visit,
                  `Verifikationen går inte jämnt upp: ${formatKronor(sum as never)}.`,
                  `The voucher does not balance: ${formatKronor(sum as never)}.`,
                )}
          </p>
        </>
      ),
    };
  },
};
