import { formatPrice, formatQuantity } from "../../../platform/language/index.ts";
import {
  ActForm,
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
import { priceListVersions } from "../actions/index.ts";
import { chargeWords, type PriceItem, type PriceListVersion, roundingText, stateWords } from "../index.ts";
import { decidePricesAct, proposePricesAct, simulatePricesAct } from "./price-acts.ts";

/** The price lists of a year: who decided, when, and every item. A customer sees the same list once it is decided. */
export const priceListPage: Page = {
  path: "/price-list",
  allow: [...staffRoles, "customer"],
  async render(visit) {
    const { versions, services } = await visit.recall("price-list", async (tx) => ({
      versions: await priceListVersions(tx, visit.provider.id),
      services: (await catalogueOf(tx, visit.provider.id, yearEnd(visit))).services,
    }));
    const names = new Map(
      services.map((one) => [one.service, visit.language === "sv" ? one.nameSv : one.nameEn]),
    );
    const wanted = visit.query("version");
    const latest = versions.findLast((version) => version.decision !== undefined) ?? versions.at(-1);
    const version = versions.find((one) => one.version === wanted) ?? latest;
    const title = say(visit, "Prislista", "Price list");
    if (version === undefined)
      return {
        title,
        body: (
          <Title lead={say(visit, "Ingen prislista finns än.", "There is no price list yet.")}>{title}</Title>
        ),
      };
    const service = visit.query("service");
    const items = version.items.filter((item) => !service || item.service === service);
    return {
      title: `${title} ${version.version}`,
      body: (
        <>
          <Title lead={decisionText(visit, version)}>
            {title} {version.version}
          </Title>
          <ul class="choices">
            {versions.map((one) => (
              <li>
                <a
                  href={`/price-list?version=${encodeURIComponent(one.version)}${service ? `&service=${encodeURIComponent(service)}` : ""}`}
                  aria-current={one === version ? "true" : undefined}
                >
                  {one.version}
                </a>
              </li>
            ))}
            {service ? (
              <li>
                <a href={`/price-list?version=${encodeURIComponent(version.version)}`}>
                  {say(
                    visit,
                    `Visa alla, inte bara ${names.get(service) ?? service}`,
                    `Show all, not only ${names.get(service) ?? service}`,
                  )}
                </a>
              </li>
            ) : null}
          </ul>
          <dl class="facts">
            <dt>{say(visit, "Läge", "State")}</dt>
            <dd>{stateWords[version.state][visit.language]}</dd>
            <dt>{say(visit, "Gäller", "Valid")}</dt>
            <dd>
              {version.validFrom} – {version.validTo}
              {version.supersededBy === undefined
                ? ""
                : say(
                    visit,
                    `, ersatt av ${version.supersededBy} från ${version.supersededFrom ?? ""}`,
                    `, superseded by ${version.supersededBy} from ${version.supersededFrom ?? ""}`,
                  )}
            </dd>
            <dt>{say(visit, "Diarienummer", "Registry number")}</dt>
            <dd>{version.decision?.registryNo ?? "–"}</dd>
            <dt>{say(visit, "Styckpriser avrundas", "Unit prices are rounded")}</dt>
            <dd>{roundingText(version.rounding, visit.language)}</dd>
            {version.contentSha256 === undefined ? null : (
              <>
                <dt>{say(visit, "Kontrollsumma (SHA-256)", "Hash (SHA-256)")}</dt>
                <dd>
                  <code>{version.contentSha256}</code>
                </dd>
              </>
            )}
          </dl>
          {visit.person.role === "customer" ? null : (
            <ul class="choices">
              <li>
                <a href={`/price-list/simulation?version=${encodeURIComponent(version.version)}`}>
                  {say(visit, "Konsekvens för varje kund", "Consequence for every customer")}
                </a>
              </li>
              <li>
                <a href={`/price-list/play?version=${encodeURIComponent(version.version)}`}>
                  {say(
                    visit,
                    "Pröva andra priser, volymer och kostnader",
                    "Try other prices, volumes and costs",
                  )}
                </a>
              </li>
            </ul>
          )}
          <NextStep visit={visit} version={version} />
          <Items visit={visit} version={version} items={items} names={names} />
        </>
      ),
    };
  },
};

/** What can be done with a version as it stands: a draft is simulated, a simulated one decided by somebody else. */
function NextStep({ visit, version }: { visit: Visit; version: PriceListVersion }) {
  const parameters = { version: version.version };
  return (
    <div class="acts">
      {version.state === "draft" ? (
        <ActForm visit={visit} act={simulatePricesAct} parameters={parameters} />
      ) : null}
      {version.state === "simulated" ? (
        <ActForm visit={visit} act={decidePricesAct} parameters={parameters} />
      ) : null}
      <ActForm visit={visit} act={proposePricesAct} quiet />
    </div>
  );
}

function Items({
  visit,
  version,
  items,
  names,
}: {
  visit: Visit;
  version: PriceListVersion;
  items: readonly PriceItem[];
  names: ReadonlyMap<string, string>;
}) {
  return (
    <Table label={say(visit, "Poster", "Items")}>
      <thead>
        <tr>
          <th scope="col">{say(visit, "Post", "Item")}</th>
          <th scope="col" class="wide-only">
            {say(visit, "Debiteras", "Charged")}
          </th>
          <th scope="col" class="number">
            {say(visit, "Pris, kr", "Price, kr")}
          </th>
          <th scope="col" class="number wide-only">
            {say(visit, "Ska täcka under året, kr", "To cover in the year, kr")}
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => {
          const name = visit.language === "sv" ? item.nameSv : item.nameEn;
          const basis = basisAddress(`price:${version.version}:${item.item}`);
          const price =
            item.tiers !== undefined
              ? item.tiers
                  .map(
                    (tier) =>
                      `${say(visit, "från", "from")} ${formatQuantity(tier.fromMicro, visit.language)}: ${formatPrice(tier.priceMicro, visit.language)}`,
                  )
                  .join(", ")
              : item.priceMicro === undefined
                ? "–"
                : `${formatPrice(item.priceMicro, visit.language)} / ${item.unit}`;
          return (
            <tr>
              <th scope="row">
                <a href={basis}>{name}</a>
                <span class="beneath">{names.get(item.service) ?? item.service}</span>
              </th>
              <td class="wide-only">{chargeWords(item, visit.language)}</td>
              <td class="number">{price === "–" ? price : <a href={basis}>{price}</a>}</td>
              <td class="number wide-only">
                <Amount
                  amountOre={item.totalOre}
                  language={visit.language}
                  unit="kr"
                  basis={basis}
                  label={name}
                />
              </td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}

function decisionText(visit: Visit, { decision }: PriceListVersion): string {
  if (decision === undefined)
    return say(
      visit,
      "Inte beslutad: ingen faktura kan hänvisa till den.",
      "Not decided: no invoice can cite it.",
    );
  return say(
    visit,
    `Beslutad av ${decision.board} ${decision.decidedOn}, ${decision.paragraph}. Varje pris leder till sitt underlag.`,
    `Decided by ${decision.board} ${decision.decidedOn}, ${decision.paragraph}. Every price leads to its basis.`,
  );
}
