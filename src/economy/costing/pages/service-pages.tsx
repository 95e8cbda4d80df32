import { lastDayOf, type Ore, ore, periodOf, periodsOfYear, Refusal, sumOre } from "../../../kernel/index.ts";
import { formatAmount, monthName } from "../../../platform/language/index.ts";
import {
  MonthChart,
  Amount,
  basisAddress,
  EditDoor,
  type Page,
  say,
  staffRoles,
  Table,
  Title,
  type Visit,
} from "../../../platform/web/index.ts";
import {
  asThen,
  type Catalogue,
  classOn,
  type Service,
  servicesOn,
} from "../../../service/catalogue/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { combinedId, lessId } from "../../ledger/index.ts";
import { serviceCostsOf } from "../actions/index.ts";
import type { ServiceCostRow } from "../index.ts";

interface YearCosts {
  readonly catalogue: Catalogue;
  readonly actual: readonly ServiceCostRow[] | undefined;
  readonly budget: readonly ServiceCostRow[] | undefined;
}

/** The catalogue by class and area, with what each service cost against its budget. */
export const servicesPage: Page = {
  path: "/services",
  allow: staffRoles,
  async render(visit) {
    const { year } = visit.provider;
    const { catalogue, actual, budget } = await costsOf(visit);
    const actualOf = totals(actual);
    const budgetOf = totals(budget);
    const day = `${year}-12-31` as Parameters<typeof servicesOn>[1];
    const inForce = servicesOn(catalogue.services, day);
    const counted = new Set(catalogue.classes.filter((one) => one.counted).map((one) => one.class));
    const classOf = (service: string): string =>
      classOn(catalogue.classifications, service, day, asThen)?.class ?? "";
    const groups = catalogue.classes
      .map((one) => ({ one, services: inForce.filter((each) => classOf(each.service) === one.class) }))
      .filter(({ services }) => services.length > 0);
    const areas = new Map(catalogue.areas.map((area) => [area.area, area]));
    const number = inForce.filter((each) => counted.has(classOf(each.service))).length;
    const title = say(visit, "Tjänster", "Services");
    return {
      title,
      body: (
        <>
          <Title
            lead={say(
              visit,
              `${number} tjänster i katalogen, med kostnad ${year} mot budget. En kostnad leder till sitt underlag.`,
              `${number} services in the catalogue, with their cost of ${year} against budget. A cost leads to its basis.`,
            )}
          >
            {title}
          </Title>
          <div class="doors">
            <EditDoor
              visit={visit}
              register="services"
              label={say(visit, "Lägg till en tjänst", "Add a service")}
            />
          </div>
          <Table label={title}>
            <thead>
              <tr>
                <th scope="col">{say(visit, "Tjänst, tkr", "Service, tkr")}</th>
                <th scope="col" class="wide-only">
                  {say(visit, "Område", "Area")}
                </th>
                <CostColumns visit={visit} year={year} />
              </tr>
            </thead>
            {groups.map(({ one, services }) => (
              <tbody>
                <tr class="group">
                  <th scope="rowgroup">
                    {visit.language === "sv" ? one.nameSv : one.nameEn}, {services.length}
                  </th>
                  <td class="wide-only" />
                  <CostCells
                    visit={visit}
                    actualOre={sumOf(actualOf, services)}
                    budgetOre={sumOf(budgetOf, services)}
                    basis={(scenario) =>
                      combinedId(services.map((service) => basisOf(year, scenario, service.service)))
                    }
                    variance={combinedId([
                      ...services.map((service) => basisOf(year, "budget", service.service)),
                      ...services.map((service) => lessId(basisOf(year, "actual", service.service))),
                    ])}
                    label={visit.language === "sv" ? one.nameSv : one.nameEn}
                  />
                </tr>
                {services
                  .toSorted((a, b) => positionOf(areas, a) - positionOf(areas, b))
                  .map((service) => {
                    const name = nameOf(visit, service);
                    const area = areas.get(service.area);
                    return (
                      <tr class="level-2">
                        <th scope="row">
                          <a href={`/services/${encodeURIComponent(service.service)}`}>{name}</a>
                        </th>
                        <td class="wide-only">
                          {area === undefined ? "" : visit.language === "sv" ? area.nameSv : area.nameEn}
                        </td>
                        <CostCells
                          visit={visit}
                          actualOre={actualOf.get(service.service)}
                          budgetOre={budgetOf.get(service.service)}
                          basis={(scenario) => basisOf(year, scenario, service.service)}
                          label={name}
                        />
                      </tr>
                    );
                  })}
              </tbody>
            ))}
          </Table>
        </>
      ),
    };
  },
};

/** One service: what it is, what it cost by element and by month. */
export const servicePage: Page = {
  path: "/services/:service",
  allow: staffRoles,
  async render(visit) {
    const { year } = visit.provider;
    const code = visit.parameter("service");
    const { catalogue, actual, budget } = await costsOf(visit);
    const service = catalogue.services.find((one) => one.service === code);
    if (service === undefined) {
      const title = say(visit, "Tjänsten finns inte", "There is no such service");
      return { title, status: 404, body: <Title>{title}</Title> };
    }
    const mine = (rows: readonly ServiceCostRow[] | undefined): readonly ServiceCostRow[] | undefined =>
      rows?.filter((row) => row.service === code);
    const ownActual = mine(actual);
    const ownBudget = mine(budget);
    const total = sumOre((ownActual ?? []).map(costOf));
    const planned = sumOre((ownBudget ?? []).map(costOf));
    const name = nameOf(visit, service);
    const kr = (amount: Ore): string => `${formatAmount(amount, visit.language, "tkr")} tkr`;
    const description = visit.language === "sv" ? service.descriptionSv : service.descriptionEn;
    return {
      title: name,
      crumbs: [{ path: "/services", label: say(visit, "Tjänster", "Services") }],
      body: (
        <>
          <Title
            lead={
              ownActual === undefined
                ? description
                : say(
                    visit,
                    `${description} Tjänsten kostade ${kr(total)} under ${year}; budgeten var ${kr(planned)}.`,
                    `${description} The service cost ${kr(total)} in ${year}; its budget was ${kr(planned)}.`,
                  )
            }
          >
            {name}
          </Title>
          <Facts visit={visit} catalogue={catalogue} service={service} />
          <div class="doors">
            <EditDoor visit={visit} register="services" row={code} />
          </div>
          <ServiceMonths
            visit={visit}
            year={year}
            service={code}
            actual={ownActual}
            budget={ownBudget}
            name={name}
          />
          <h2>{say(visit, "Kostnad per kostnadsslag, tkr", "Cost by cost element, tkr")}</h2>
          <CostTable
            visit={visit}
            first={say(visit, "Kostnadsslag", "Cost element")}
            actual={by(ownActual, (row) => row.element)}
            budget={by(ownBudget, (row) => row.element)}
            rows={elements.map(([element, sv, en]) => [element, say(visit, sv, en)])}
            basis={(scenario) => basisOf(year, scenario, code)}
            rowBasis={(scenario, element) => basisOf(year, scenario, code, element)}
          />
          <h2>{say(visit, "Kostnad per månad, tkr", "Cost by month, tkr")}</h2>
          <CostTable
            visit={visit}
            first={say(visit, "Månad", "Month")}
            actual={by(ownActual, (row) => row.period)}
            budget={by(ownBudget, (row) => row.period)}
            rows={periodsOfYear(year).map((period) => [period, monthName(period, visit.language)])}
            basis={(scenario) => basisOf(year, scenario, code)}
            rowBasis={(scenario, period) => basisOf(year, scenario, code, period)}
          />
        </>
      ),
    };
  },
};

/** Month by month, stacked by cost element, with the budget across. */
function ServiceMonths({
  visit,
  year,
  service,
  name,
  actual,
  budget,
}: {
  visit: Visit;
  year: number;
  service: string;
  name: string;
  actual: readonly ServiceCostRow[] | undefined;
  budget: readonly ServiceCostRow[] | undefined;
}) {
  if (actual === undefined || actual.length === 0) return null;
  const periods = periodsOfYear(year);
  const cells = by(actual, (row) => `${row.element}|${row.period}`);
  const planned = by(budget, (row) => row.period);
  const used = elements.filter(([element]) => actual.some((row) => row.element === element));
  return (
    <MonthChart
      label={say(visit, `${name}, kostnad månad för månad`, `${name}, cost month by month`)}
      months={periods.map((period) => monthName(period, visit.language))}
      bars={used.map(([element, sv, en]) => ({
        name: say(visit, sv, en),
        amountsOre: periods.map((period) => cells.get(`${element}|${period}`)),
        bases: periods.map((period) =>
          basisAddress(basisOf(year, "actual", service, `${element}:${period}`)),
        ),
      }))}
      lines={
        planned.size === 0
          ? []
          : [
              {
                name: "Budget",
                amountsOre: periods.map((period) => planned.get(period)),
                bases: periods.map((period) => basisAddress(basisOf(year, "budget", service, period))),
              },
            ]
      }
    />
  );
}

type Scenario = "actual" | "budget";

const elements: readonly (readonly [string, string, string])[] = [
  ["staff", "Personal", "Staff"],
  ["consultants", "Konsulter", "Consultants"],
  ["it", "IT", "IT"],
  ["other", "Övrigt", "Other"],
  ["financial", "Finansnetto", "Net financial"],
];

function costsOf(visit: Visit): Promise<YearCosts> {
  const { id: provider, year } = visit.provider;
  return visit.recall(`service-costs:${year}`, async (tx) => {
    const of = (scenario: Scenario): Promise<readonly ServiceCostRow[] | undefined> =>
      serviceCostsOf(tx, { provider, year, scenario }).catch((error: unknown) => {
        // A year without a budget, or without books yet, has no such costs.
        if (error instanceof Refusal) return undefined;
        throw error;
      });
    return {
      // As the services were called and belonged at the end of the year shown.
      catalogue: await catalogueOf(tx, provider, lastDayOf(periodOf(year, 12))),
      actual: await of("actual"),
      budget: await of("budget"),
    };
  });
}

/** The id of a cost, of a month or a cost element where one is given. */
function basisOf(year: number, scenario: Scenario, service: string, cut?: string): string {
  return `cost:${year}:${scenario}:${service}${cut === undefined ? "" : `:${cut}`}`;
}

function costOf(row: ServiceCostRow): Ore {
  return ore(row.directOre + row.allocatedOre);
}

function totals(rows: readonly ServiceCostRow[] | undefined): ReadonlyMap<string, Ore> {
  return by(rows, (row) => row.service);
}

function by(
  rows: readonly ServiceCostRow[] | undefined,
  keyOf: (row: ServiceCostRow) => string,
): ReadonlyMap<string, Ore> {
  const sums = new Map<string, Ore>();
  for (const row of rows ?? []) sums.set(keyOf(row), ore((sums.get(keyOf(row)) ?? 0) + costOf(row)));
  return sums;
}

function sumOf(of: ReadonlyMap<string, Ore>, services: readonly Service[]): Ore {
  return sumOre(services.map((service) => of.get(service.service) ?? ore(0)));
}

function nameOf(visit: Visit, service: Service): string {
  return visit.language === "sv" ? service.nameSv : service.nameEn;
}

function positionOf(areas: ReadonlyMap<string, { readonly position: number }>, service: Service): number {
  return areas.get(service.area)?.position ?? areas.size;
}

function Facts({ visit, catalogue, service }: { visit: Visit; catalogue: Catalogue; service: Service }) {
  const classes = new Map(catalogue.classes.map((one) => [one.class, one]));
  const area = catalogue.areas.find((one) => one.area === service.area);
  const offerings = catalogue.offerings.filter((one) => one.service === service.service);
  const rows = catalogue.classifications.filter((one) => one.service === service.service);
  const history = (catalogue.versions ?? []).filter((one) => one.service === service.service);
  const areaName = (code: string): string =>
    inLanguage(catalogue.areas.find((one) => one.area === code)) || code;
  const inLanguage = (one: { nameSv: string; nameEn: string } | undefined): string =>
    one === undefined ? "" : visit.language === "sv" ? one.nameSv : one.nameEn;
  return (
    <dl class="facts">
      <dt>{say(visit, "Beteckning", "Code")}</dt>
      <dd>{service.service}</dd>
      <dt>{say(visit, "Kategori", "Class")}</dt>
      <dd>
        {rows
          .map((row, at) => {
            const name = inLanguage(classes.get(row.class)) || row.class;
            return at === 0 ? name : `${name} ${say(visit, "från", "from")} ${row.validFrom}`;
          })
          .join(", ")}
      </dd>
      <dt>{say(visit, "Område", "Area")}</dt>
      <dd>{inLanguage(area)}</dd>
      {service.owner === undefined ? null : (
        <>
          <dt>{say(visit, "Ägare", "Owner")}</dt>
          <dd>{service.owner}</dd>
        </>
      )}
      {history.length < 2 ? null : (
        <>
          <dt>{say(visit, "Över tid", "Over time")}</dt>
          {history.map((one) => (
            <dd>
              {say(visit, "Från", "From")} {one.validFrom}:{" "}
              {[inLanguage(one), areaName(one.area), one.owner, one.note].filter(Boolean).join(", ")}
            </dd>
          ))}
        </>
      )}
      {offerings.length === 0 ? null : (
        <>
          <dt>{say(visit, "Erbjudanden", "Offerings")}</dt>
          <dd>{offerings.map(inLanguage).join(", ")}</dd>
        </>
      )}
      <dt>{say(visit, "Priser", "Prices")}</dt>
      <dd>
        <a href={`/price-list?service=${encodeURIComponent(service.service)}`}>
          {say(visit, "I prislistan", "In the price list")}
        </a>
      </dd>
    </dl>
  );
}

function CostColumns({ visit, year }: { visit: Visit; year: number }) {
  return (
    <>
      <th scope="col" class="number">
        {say(visit, `Utfall ${year}`, `Actual ${year}`)}
      </th>
      <th scope="col" class="number">
        {say(visit, `Budget ${year}`, `Budget ${year}`)}
      </th>
      <th scope="col" class="number">
        {say(visit, "Avvikelse", "Variance")}
      </th>
    </>
  );
}

/** Actual, budget and what is left of the budget, each leading to its basis. */
function CostCells({
  visit,
  actualOre,
  budgetOre,
  basis,
  variance = combinedId([basis("budget"), lessId(basis("actual"))]),
  label,
}: {
  visit: Visit;
  actualOre: Ore | undefined;
  budgetOre: Ore | undefined;
  /** The id of what the figure is of. */
  basis: (scenario: Scenario) => string;
  /** The id of the difference, where it is not that of two ids. */
  variance?: string;
  label: string;
}) {
  const left =
    actualOre === undefined && budgetOre === undefined ? undefined : ore((budgetOre ?? 0) - (actualOre ?? 0));
  const columns = [
    [actualOre, basis("actual"), say(visit, "utfall", "actual")],
    [budgetOre, basis("budget"), "budget"],
    [left, variance, say(visit, "avvikelse", "variance")],
  ] as const;
  return (
    <>
      {columns.map(([amountOre, id, name]) => (
        <td class="number">
          <Amount
            amountOre={amountOre}
            language={visit.language}
            unit="tkr"
            basis={basisAddress(id)}
            label={`${label}, ${name}`}
          />
        </td>
      ))}
    </>
  );
}

function CostTable({
  visit,
  first,
  rows,
  actual,
  budget,
  basis,
  rowBasis,
}: {
  visit: Visit;
  first: string;
  rows: readonly (readonly [string, string])[];
  actual: ReadonlyMap<string, Ore>;
  budget: ReadonlyMap<string, Ore>;
  basis: (scenario: Scenario) => string;
  rowBasis: (scenario: Scenario, key: string) => string;
}) {
  const known = new Set(rows.map(([key]) => key));
  const unknown = [...new Set([...actual.keys(), ...budget.keys()])].filter((key) => !known.has(key));
  return (
    <Table label={first}>
      <thead>
        <tr>
          <th scope="col">{first}</th>
          <CostColumns visit={visit} year={visit.provider.year} />
        </tr>
      </thead>
      <tbody>
        {[...rows, ...unknown.map((key) => [key, key] as const)]
          .filter(([key]) => actual.has(key) || budget.has(key))
          .map(([key, name]) => (
            <tr>
              <th scope="row">{name}</th>
              <CostCells
                visit={visit}
                actualOre={actual.get(key)}
                budgetOre={budget.get(key)}
                basis={(scenario) => rowBasis(scenario, key)}
                label={name}
              />
            </tr>
          ))}
      </tbody>
      <tfoot>
        <tr class="total">
          <th scope="row">{say(visit, "Summa", "Total")}</th>
          <CostCells
            visit={visit}
            actualOre={sumOre(actual.values())}
            budgetOre={sumOre(budget.values())}
            basis={basis}
            label={say(visit, "Summa", "Total")}
          />
        </tr>
      </tfoot>
    </Table>
  );
}
