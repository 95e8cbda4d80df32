import { type Ore, ore, Refusal } from "../../../kernel/index.ts";
import { formatPercent } from "../../../platform/language/index.ts";
import {
  Amount,
  basisAddress,
  type Page,
  say,
  staffRoles,
  Table,
  Title,
  type Visit,
} from "../../../platform/web/index.ts";
import { combinedId, lessId } from "../../ledger/index.ts";
import { type LensReading, readThroughLens, registeredLenses } from "../actions/index.ts";

/** The lenses there are. */
export const lensesPage: Page = {
  path: "/lenses",
  allow: staffRoles,
  async render(visit) {
    const known = await visit.read((tx) => registeredLenses(tx, visit.provider.id));
    const title = say(visit, "Perspektiv", "Lenses");
    return {
      title,
      crumbs: [{ path: "/services", label: say(visit, "Tjänster", "Services") }],
      body: (
        <>
          <Title
            lead={say(
              visit,
              "Samma kronor i andras kategorier. Vilket perspektiv som än väljs är summan kalkylens.",
              "The same kronor in the categories of others. Whatever the lens, the sum is the costing's.",
            )}
          >
            {title}
          </Title>
          {known.length === 0 ? (
            <p class="note">
              {say(
                visit,
                "Inga perspektiv är inlästa. De står i lenses/categories.csv och lenses/rules.csv i paketet.",
                "No lenses are loaded. They stand in lenses/categories.csv and lenses/rules.csv of the pack.",
              )}
            </p>
          ) : (
            <ul class="story">
              {known.map((one) => (
                <li>
                  <a class="card" href={`/lenses/${encodeURIComponent(one.lens)}`}>
                    <strong>{lensTitle(visit, one.lens)}</strong>
                    <span class="small">
                      {say(
                        visit,
                        `${one.categories} kategorier, ${one.rules} regler`,
                        `${one.categories} categories, ${one.rules} rules`,
                      )}
                    </span>
                  </a>
                </li>
              ))}
            </ul>
          )}
        </>
      ),
    };
  },
};

/** A year's readings through one lens. `undefined` where there are no such figures. */
interface Readings {
  readonly actual: LensReading;
  readonly budget: LensReading | undefined;
  readonly previous: LensReading | undefined;
}

/** A year's costs in the categories of a lens: outcome, budget and the year before. */
export const lensPage: Page = {
  path: "/lenses/:lens",
  allow: staffRoles,
  async render(visit) {
    const { id: provider, year } = visit.provider;
    const lens = visit.parameter("lens");
    const known = await visit.read((tx) => registeredLenses(tx, provider));
    const read = (scenario: string, of: number): Promise<LensReading> =>
      visit.recall(`lens:${lens}:${of}:${scenario}`, (tx) =>
        readThroughLens(tx, lens, { provider, year: of, scenario }),
      );
    const readings: Readings = {
      actual: await read("actual", year),
      budget: await unlessMissing(read("budget", year)),
      previous: await unlessMissing(read("actual", year - 1)),
    };
    const title = lensTitle(visit, lens);
    return {
      title,
      crumbs: [
        { path: "/services", label: say(visit, "Tjänster", "Services") },
        { path: "/lenses", label: say(visit, "Perspektiv", "Lenses") },
      ],
      body: (
        <>
          <Title
            lead={
              readings.actual.side === "books"
                ? say(
                    visit,
                    `Kostnaderna ${year} efter böckernas egen kontering.`,
                    `The costs of ${year} by the books' own coding.`,
                  )
                : say(
                    visit,
                    `Kostnaderna ${year} efter kalkylen: varje krona på sin tjänst.`,
                    `The costs of ${year} as costed: every krona on its service.`,
                  )
            }
          >
            {title}
          </Title>
          <nav aria-label={say(visit, "Perspektiv", "Lenses")}>
            <ul class="choices">
              {known.map((one) => (
                <li>
                  <a
                    href={`/lenses/${encodeURIComponent(one.lens)}`}
                    aria-current={one.lens === lens ? "page" : undefined}
                  >
                    {lensTitle(visit, one.lens)}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <Categories visit={visit} readings={readings} year={year} />
          <p class="note">
            {say(
              visit,
              "Summan är kalkylens egen: ett perspektiv har inga egna kronor, och det som ingen regel placerar står på en egen rad.",
              "The sum is the costing's own: a lens has no kronor of its own, and what no rule places stands on a line of its own.",
            )}{" "}
            <a href="/services">{say(visit, "Samma kostnader per tjänst", "The same costs by service")}</a>
          </p>
        </>
      ),
    };
  },
};

/** A year without books or budget is no fault of the page's: its column is empty. */
async function unlessMissing(reading: Promise<LensReading>): Promise<LensReading | undefined> {
  try {
    return await reading;
  } catch (error) {
    const missing = ["costing.no-costs", "costing.no-model"];
    if (error instanceof Refusal && error.problems.every(({ code }) => missing.includes(code)))
      return undefined;
    throw error;
  }
}

/** "tbm-cost-pools" as it is read: the field's abbreviations are written in capitals. */
function lensTitle(visit: Visit, lens: string): string {
  if (lens === "organisation") return say(visit, "Organisation", "Organisation");
  if (lens === "service") return say(visit, "Tjänst", "Service");
  if (lens === "area") return say(visit, "Område", "Area");
  return lens
    .split("-")
    .map((word, at) =>
      ["tbm", "esv"].includes(word)
        ? word.toUpperCase()
        : at === 0
          ? word.charAt(0).toUpperCase() + word.slice(1)
          : word,
    )
    .join(" ");
}

function Categories({ visit, readings, year }: { visit: Visit; readings: Readings; year: number }) {
  const { actual, budget, previous } = readings;
  const { language } = visit;
  const amountIn = (reading: LensReading | undefined, category: string): Ore | undefined =>
    reading === undefined
      ? undefined
      : (reading.lines.find((line) => line.category === category)?.amountOre ?? ore(0));
  // In the categories' order; what only the budget or the year before has comes after.
  const lines = [actual, budget, previous].flatMap((reading) => reading?.lines ?? []);
  const categories = [...new Map(lines.map((line) => [line.category, line])).values()];
  const most = Math.max(1, ...actual.lines.map((line) => Math.abs(line.amountOre)));
  const cell = (amountOre: Ore | undefined, id: string, wide = false) => (
    <td class={wide ? "number wide-only" : "number"}>
      <Amount
        amountOre={amountOre}
        language={language}
        unit="tkr"
        basis={amountOre === 0 ? undefined : basisAddress(id)}
      />
    </td>
  );
  // The whole of a column is the lens without a category.
  const idsOf = (category?: string) => {
    const idOf = (of: number, scenario: string): string =>
      `lens:${actual.lens}:${of}:${scenario}${category === undefined ? "" : `:${category}`}`;
    return {
      actual: idOf(year, "actual"),
      budget: idOf(year, "budget"),
      variance: combinedId([idOf(year, "actual"), lessId(idOf(year, "budget"))]),
      previous: idOf(year - 1, "actual"),
    };
  };
  const difference = (one: Ore | undefined, other: Ore | undefined): Ore | undefined =>
    one === undefined || other === undefined ? undefined : ore(one - other);
  const whole = idsOf();
  const columns = [
    say(visit, `Utfall ${year}`, `Actual ${year}`),
    say(visit, `Budget ${year}`, `Budget ${year}`),
    say(visit, "Avvikelse", "Variance"),
  ];
  return (
    <Table label={say(visit, "Kostnad per kategori", "Cost by category")}>
      <thead>
        <tr>
          <th scope="col">{say(visit, "Kategori, tkr", "Category, tkr")}</th>
          {columns.map((column) => (
            <th scope="col" class="number">
              {column}
            </th>
          ))}
          <th scope="col" class="number wide-only">
            {say(visit, `Utfall ${year - 1}`, `Actual ${year - 1}`)}
          </th>
          <th scope="col" class="number wide-only">
            {say(visit, "Andel", "Share")}
          </th>
          <th scope="col" class="wide-only">
            {say(visit, `Utfall ${year}`, `Actual ${year}`)}
          </th>
        </tr>
      </thead>
      <tbody>
        {categories.map((line) => {
          const amount = amountIn(actual, line.category);
          const planned = amountIn(budget, line.category);
          const ids = idsOf(line.category);
          return (
            <tr>
              <th scope="row">{language === "sv" ? line.nameSv : line.nameEn}</th>
              {cell(amount, ids.actual)}
              {cell(planned, ids.budget)}
              {cell(difference(amount, planned), ids.variance)}
              {cell(amountIn(previous, line.category), ids.previous, true)}
              <td class="number wide-only">
                <a href={basisAddress(ids.actual)}>
                  {formatPercent({ numerator: amount ?? 0, denominator: actual.totalOre }, language)}
                </a>
              </td>
              <td class="wide-only what-if-bar">
                <svg aria-hidden="true">
                  <rect
                    class={(amount ?? 0) < 0 ? "bar-down" : "bar-up"}
                    x="0"
                    width={`${((Math.abs(amount ?? 0) / most) * 100).toFixed(1)}%`}
                    rx="2"
                  />
                </svg>
              </td>
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <tr class="total">
          <th scope="row">{say(visit, "Summa", "Sum")}</th>
          {cell(actual.totalOre, whole.actual)}
          {cell(budget?.totalOre, whole.budget)}
          {cell(difference(actual.totalOre, budget?.totalOre), whole.variance)}
          {cell(previous?.totalOre, whole.previous, true)}
          <td class="wide-only" />
          <td class="wide-only" />
        </tr>
      </tfoot>
    </Table>
  );
}
