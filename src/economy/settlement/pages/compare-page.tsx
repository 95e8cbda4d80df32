import { type Ore, parseYear } from "../../../kernel/index.ts";
import {
  Amount,
  basisAddress,
  type Page,
  say,
  staffRoles,
  Table,
  Title,
  type Visit,
  yearEnd,
} from "../../../platform/web/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import { askedPolicy, compareSettlementPolicies } from "../actions/index.ts";
import {
  alternativeName,
  policyChoices,
  policyWords,
  settledBy,
  type SettlementComparison,
} from "../index.ts";

/** The year's settlement by its own policy and by others, side by side: what the board weighs before it decides. */
export const compareSettlementsPage: Page = {
  path: "/settlements/compare",
  allow: staffRoles,
  async render(visit) {
    const year = parseYear(visit.query("year") ?? "") ?? visit.provider.year;
    const asked = askedPolicy((word) => visit.query(word));
    const { comparison, classes, customers } = await visit.recall(
      `settlement-compare:${visit.language}:${year}:${JSON.stringify(asked)}`,
      async (tx) => ({
        comparison: await compareSettlementPolicies(tx, visit.provider.id, { year, policies: asked }),
        classes: new Map(
          (await catalogueOf(tx, visit.provider.id, yearEnd(visit))).classes.map((one) => [
            one.class,
            say(visit, one.nameSv, one.nameEn),
          ]),
        ),
        customers: new Map((await customersOf(tx, visit.provider.id)).map((one) => [one.customer, one.name])),
      }),
    );
    const title = say(
      visit,
      `Återreglering ${year}, regler bredvid varandra`,
      `Settlement ${year}, policies side by side`,
    );
    return {
      title,
      crumbs: [{ path: "/settlements", label: say(visit, "Återreglering", "Settlement") }],
      body: (
        <>
          <Title
            lead={say(
              visit,
              "Samma böcker, andra regler. Inget sparas: det här är underlag för ett beslut.",
              "The same books, other rules. Nothing is kept: this is for a decision.",
            )}
          >
            {title}
          </Title>
          <Choices visit={visit} year={year} />
          <h2>{say(visit, "Reglerna", "The rules")}</h2>
          <Rules visit={visit} comparison={comparison} classes={classes} />
          <h2>{say(visit, "Per kund", "By customer")}</h2>
          <Customers visit={visit} comparison={comparison} customers={customers} />
        </>
      ),
    };
  },
};

/** One choice at a time, as links: each leads to the year's own policy with that one word changed. */
function Choices({ visit, year }: { visit: Visit; year: number }) {
  const chosen = Object.keys(policyChoices).filter((word) => visit.query(word) !== undefined);
  return (
    <ul class="choices">
      <li>
        <a href={`/settlements/compare?year=${year}`} aria-current={chosen.length === 0 ? "true" : undefined}>
          {say(visit, "De vanliga", "The usual ones")}
        </a>
      </li>
      {Object.entries(policyChoices).flatMap(([word, choices]) =>
        Object.entries(choices).map(([value, [sv, en]]) => (
          <li>
            <a
              href={`/settlements/compare?year=${year}&${word}=${value}`}
              aria-current={visit.query(word) === value ? "true" : undefined}
            >
              {say(visit, sv, en)}
            </a>
          </li>
        )),
      )}
    </ul>
  );
}

function Rules({
  visit,
  comparison,
  classes,
}: {
  visit: Visit;
  comparison: SettlementComparison;
  classes: ReadonlyMap<string, string>;
}) {
  const { alternatives } = comparison;
  const words = alternatives.map(({ policy }) =>
    policyWords(policy, visit.language, (code) => classes.get(code) ?? code),
  );
  const [own = []] = words;
  return (
    <Table label={say(visit, "Reglerna", "The rules")}>
      <thead>
        <tr>
          <th scope="col">{say(visit, "Regel", "Rule")}</th>
          {alternatives.map(({ name }) => (
            <th scope="col">{alternativeName(name, visit.language)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {own.map(([rule, choice], at) => (
          <tr>
            <th scope="row">{rule}</th>
            {words.map((each, index) => (
              <td>
                {index > 0 && each[at]?.[1] === choice ? say(visit, "samma", "the same") : each[at]?.[1]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Customers({
  visit,
  comparison,
  customers,
}: {
  visit: Visit;
  comparison: SettlementComparison;
  customers: ReadonlyMap<string, string>;
}) {
  const { alternatives } = comparison;
  const names = alternatives.map(({ name }) => alternativeName(name, visit.language));
  const [own] = alternatives;
  // Nobody keeps these settlements: each figure's basis is computed by its rules when somebody opens it.
  const ids = alternatives.map(({ policy }) => own && settledBy(own.policy, policy));
  const basisOf = (at: number, amountOre: Ore, customer?: string): string | undefined => {
    const id = ids[at];
    if (id === undefined || amountOre === 0) return undefined;
    return basisAddress(`settlement:${id}${customer === undefined ? "" : `:${customer}`}`);
  };
  return (
    <Table label={say(visit, "Per kund", "By customer")}>
      <thead>
        <tr>
          <th scope="col">{say(visit, "Kund, kr", "Customer, kr")}</th>
          {alternatives.map(({ name }) => (
            <th scope="col" class="number">
              {alternativeName(name, visit.language)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {comparison.customers.map((row) => (
          <tr>
            <th scope="row">
              <a href={`/customers/${encodeURIComponent(row.customer)}`}>
                {customers.get(row.customer) ?? row.customer}
              </a>
            </th>
            {row.amounts.map((amountOre, at) => (
              <td class="number">
                <Amount
                  amountOre={amountOre}
                  language={visit.language}
                  unit="kr"
                  basis={basisOf(at, amountOre, row.customer)}
                  label={`${customers.get(row.customer) ?? row.customer}, ${names[at] ?? ""}`}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr class="total">
          <th scope="row">{say(visit, "Summa", "Total")}</th>
          {alternatives.map(({ computed }, at) => (
            <td class="number">
              <Amount
                amountOre={computed.totalOre}
                language={visit.language}
                unit="kr"
                basis={basisOf(at, computed.totalOre)}
                label={`${say(visit, "Summa", "Total")}, ${names[at] ?? ""}`}
              />
            </td>
          ))}
        </tr>
      </tfoot>
    </Table>
  );
}
