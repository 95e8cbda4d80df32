import { Refusal } from "../../../kernel/index.ts";
import { formatPercent } from "../../../platform/language/index.ts";
import {
  Amount,
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
import { consequencesOf, priceListVersions, type SimulatedPriceList } from "../actions/index.ts";
import {
  type Amounts,
  byHardest,
  sieved,
  shownEffects,
  simulationAssumptions,
  summaryText,
  versionMark,
} from "../index.ts";

/** What a price list means for every customer and why; for one customer, which services cause it. */
export const simulationPage: Page = {
  path: "/price-list/simulation",
  allow: staffRoles,
  async render(visit) {
    const wanted = visit.query("version") ?? "";
    const against = (["books", "price-list"] as const).find((one) => one === visit.query("against"));
    const title = say(visit, "Konsekvens per kund", "Consequence by customer");
    const crumbs = [{ path: "/price-list", label: say(visit, "Prislista", "Price list") }] as const;
    try {
      const found = await visit.recall(`price-simulation:${wanted}:${against ?? ""}`, async (tx) => {
        const versions = await priceListVersions(tx, visit.provider.id);
        const version =
          versions.find((one) => one.version === wanted) ?? (wanted === "" ? versions.at(-1) : undefined);
        if (version === undefined) return undefined;
        return {
          shown: await consequencesOf(tx, visit.provider.id, {
            year: version.fiscalYear,
            version: version.version,
            against,
          }),
          services: (await catalogueOf(tx, visit.provider.id, yearEnd(visit))).services,
          customers: await customersOf(tx, visit.provider.id),
        };
      });
      if (found === undefined) {
        const missing = say(visit, "Prislistan finns inte", "There is no such price list");
        return { title: missing, crumbs, status: 404, body: <Title>{missing}</Title> };
      }
      const { version } = found.shown.version;
      return {
        title: `${title} ${version}`,
        crumbs: [
          {
            path: `/price-list?version=${encodeURIComponent(version)}`,
            label: say(visit, "Prislista", "Price list"),
          },
        ],
        body: <Consequences visit={visit} {...found} title={`${title}, ${version}`} />,
      };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return {
        title,
        crumbs,
        status: 422,
        body: (
          <>
            <Title>{title}</Title>
            <div class="alarm" role="alert">
              {error.problems.map((one) => (
                <p>{say(visit, one.message_sv, one.message_en)}</p>
              ))}
            </div>
          </>
        ),
      };
    }
  },
};

interface Found {
  readonly shown: SimulatedPriceList;
  readonly services: readonly {
    readonly service: string;
    readonly nameSv: string;
    readonly nameEn: string;
  }[];
  readonly customers: readonly { readonly customer: string; readonly name: string }[];
}

function Consequences({ visit, shown, services, customers, title }: Found & { visit: Visit; title: string }) {
  const { language } = visit;
  const [customer, service] = [visit.query("customer") || undefined, visit.query("service") || undefined];
  const serviceNames = new Map(
    services.map((one) => [one.service, language === "sv" ? one.nameSv : one.nameEn]),
  );
  const customerNames = new Map(customers.map((one) => [one.customer, one.name]));
  const simulation = sieved(shown.simulation, { customer, service });
  const { version } = shown.version;
  const address = (only: Readonly<Record<string, string>>): string =>
    `/price-list/simulation?${new URLSearchParams({ version, ...only }).toString()}`;
  const query = new URLSearchParams({
    ...(customer === undefined ? {} : { customer }),
    ...(service === undefined ? {} : { service }),
  });
  const file = (ending: string): string =>
    `/api/v1/price-lists/${encodeURIComponent(version)}/simulation.${ending}${query.size === 0 ? "" : `?${query.toString()}`}`;
  const rows =
    customer === undefined
      ? byHardest(simulation.customers).map((row) => ({
          ...row,
          label: customerNames.get(row.customer) ?? row.customer,
          href: address({ customer: row.customer }),
        }))
      : byHardest(simulation.lines).map((row) => ({
          ...row,
          label: serviceNames.get(row.service) ?? row.service,
          href: address({ service: row.service }),
        }));
  return (
    <>
      <Title lead={summaryText({ ...shown, simulation }, language)}>
        {[title, customerNames.get(customer ?? ""), serviceNames.get(service ?? "")]
          .filter((part) => part !== undefined)
          .join(" · ")}
      </Title>
      <ul class="choices">
        {customer === undefined && service === undefined ? null : (
          <li>
            <a href={address({})}>{say(visit, "Alla kunder och tjänster", "All customers and services")}</a>
          </li>
        )}
        <li>
          <a href={`/price-list/play?version=${encodeURIComponent(version)}`}>
            {say(visit, "Pröva andra priser, volymer och kostnader", "Try other prices, volumes and costs")}
          </a>
        </li>
        <li>
          <a href={file("xlsx")} download>
            {say(visit, "Bilaga som Excel", "Annex as Excel")}
          </a>
        </li>
        <li>
          <a href={file("pdf")} download>
            {say(visit, "Bilaga som PDF", "Annex as PDF")}
          </a>
        </li>
      </ul>
      <form method="get" action="/price-list/simulation" class="what-if">
        <input type="hidden" name="version" value={version} />
        <label class="field">
          {say(visit, "Kund", "Customer")}
          <Select name="customer" all={say(visit, "Alla", "All")} chosen={customer} names={customerNames} />
        </label>
        <label class="field">
          {say(visit, "Tjänst", "Service")}
          <Select name="service" all={say(visit, "Alla", "All")} chosen={service} names={serviceNames} />
        </label>
        <button class="button" type="submit">
          {say(visit, "Visa", "Show")}
        </button>
      </form>
      <Effects
        visit={visit}
        rows={rows}
        totals={simulation.totals}
        shown={shown}
        isOne={customer !== undefined}
      />
      <h2>{say(visit, "Antaganden", "Assumptions")}</h2>
      <ul>
        {simulationAssumptions(shown, language).map((line) => (
          <li>{line}</li>
        ))}
      </ul>
      <p class="note">{versionMark(shown, language)}</p>
    </>
  );
}

function Select({
  name,
  all,
  chosen,
  names,
}: {
  name: string;
  all: string;
  chosen: string | undefined;
  names: ReadonlyMap<string, string>;
}) {
  return (
    <select name={name}>
      <option value="">{all}</option>
      {[...names].map(([code, label]) => (
        <option value={code} selected={code === chosen}>
          {label}
        </option>
      ))}
    </select>
  );
}

function Effects({
  visit,
  rows,
  totals,
  shown,
  isOne,
}: {
  visit: Visit;
  rows: readonly (Amounts & { readonly label: string; readonly href: string })[];
  totals: Amounts;
  shown: SimulatedPriceList;
  isOne: boolean;
}) {
  const { language } = visit;
  const effects = shownEffects(totals);
  const cells = (row: Amounts) => (
    <>
      {[row.nowOre, row.previousOre, row.differenceOre].map((amountOre, at) => (
        <td class={at === 1 ? "number wide-only" : "number"}>
          <Amount amountOre={amountOre} language={language} unit="kr" />
        </td>
      ))}
      <td class="number wide-only">
        {row.previousOre > 0
          ? formatPercent({ numerator: row.differenceOre, denominator: row.previousOre }, language)
          : "–"}
      </td>
      {effects.map(([name]) => (
        <td class="number wide-only">
          <Amount amountOre={row.effects[name]} language={language} unit="kr" />
        </td>
      ))}
    </>
  );
  return (
    <Table label={say(visit, "Konsekvens och varför, kr", "Consequence and why, kr")}>
      <thead>
        <tr>
          <th scope="col">
            {isOne ? say(visit, "Tjänst, kr", "Service, kr") : say(visit, "Kund, kr", "Customer, kr")}
          </th>
          <th scope="col" class="number">
            {shown.version.fiscalYear}
          </th>
          <th scope="col" class="number wide-only">
            {shown.against.year}
          </th>
          <th scope="col" class="number">
            {say(visit, "Skillnad", "Difference")}
          </th>
          <th scope="col" class="number wide-only">
            %
          </th>
          {effects.map(([, word]) => (
            <th scope="col" class="number wide-only">
              {word[language]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <th scope="row">
              <a href={row.href}>{row.label}</a>
            </th>
            {cells(row)}
          </tr>
        ))}
        <tr class="total">
          <th scope="row">{say(visit, "Summa", "Sum")}</th>
          {cells(totals)}
        </tr>
      </tbody>
    </Table>
  );
}
