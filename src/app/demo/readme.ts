/** The README of the pack: what is from the report and what is not. */
export const readme = `# Exempelstaden Göteborg 2024

Synthetic data, made by \`underlag demo\`. The same bytes every time.

## From the published annual report 2024 of Intraservice, Göteborgs Stad

- The totals: result in summary 2022-2024, results by department with the forecast of October, cost of the core services
  by area, change initiatives, income statement and balance sheet 2023-2024 with budget 2024, the settlements
  (14.1 million kronor 2023, 14.5 million 2024), growth rates, counts of services, agreements and consolidation.
  Every one of them is met by adding voucher lines; none is typed in.
- The names of the city's departments and companies, of the services whose column \`synthetic\` is 0, and of projects.
- The rules: twelfths, metered infrastructure, settlement on November invoiced in December, Liseberg's headcount
  without seasonal staff.

## Invented

Everything below the totals: every voucher, invoice, price, fee, volume, headcount, cost per service and customer,
agreement date, supplier, decision (marked "påhittad handling"), person, the organisation numbers of the companies
(559900-nnnn), counterparty codes, the chart of accounts, the services marked \`synthetic\` 1, the years 2021 and 2022
below the rows that the report prints. The predecessor system of 2022-2023 invoices quarterly, a third of the
customers each month; that, too, is invented. Input VAT is left out: costs are booked without it.

## Solved for

Made-up books can only meet published totals if something is solved for, and this says what. The direct cost of each service
is its published area's cost less what the pools allocate to it, spread over accounts and months by iterative fitting;
other income (account 3191, 2024 and its budget) is the report's row less what the price list and the sales file sell; the
coverage moved between departments each month is what makes their results the report's; the city's payment flows and the
prepaid costs are booked so that the balance sheet closes as printed. All of it is vouchers with dates, accounts and dimensions,
and invoices are computed by the product's own rules and never adjusted.

## Where the report contradicts itself

The books follow what adds up: current liabilities are their sum, equity 2024 opens at 11.0 after 4.1 was transferred
to the city, and growth rates are computed from the same vouchers as the statements.
`;
