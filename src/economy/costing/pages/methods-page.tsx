import { type Micro, type Ore, byCode, ore } from "../../../kernel/index.ts";
import { formatQuantity } from "../../../platform/language/index.ts";
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
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import { combinedId, lessId } from "../../ledger/index.ts";
import { compareCosting, idleCapacitiesOf, type MethodComparison, variantName } from "../actions/index.ts";
import { type IdleCapacity, idleLine } from "../index.ts";

const methodNames: Readonly<Record<string, readonly [string, string]>> = {
  model: ["Modellen", "The model"],
  direct: ["Direkt", "Direct"],
  "step-down": ["Stegvis", "Step-down"],
  "double-step-down": ["Dubbel stegvis", "Double step-down"],
  reciprocal: ["Ömsesidig", "Reciprocal"],
};

/** What every service or customer would pay by each method, what the order decides, and capacity that nobody uses. */
export const methodsPage: Page = {
  path: "/costing/methods",
  allow: staffRoles,
  async render(visit) {
    const { year } = visit.provider;
    const by = visit.query("by") === "customer" ? "customer" : "service";
    const { comparison, idle, names } = await visit.recall(`methods:${year}:${by}`, async (tx) => {
      const question = { provider: visit.provider.id, year, scenario: "actual" };
      return {
        comparison: await compareCosting(tx, question),
        idle: await idleCapacitiesOf(tx, question),
        names:
          by === "service"
            ? new Map(
                (await catalogueOf(tx, question.provider)).services.map((one) => [one.service, one.nameSv]),
              )
            : new Map((await customersOf(tx, question.provider)).map((one) => [one.customer, one.name])),
      };
    });
    for (const { pool, nameSv, nameEn } of by === "service" ? idle : [])
      names.set(
        idleLine(pool),
        `${say(visit, "Ledig kapacitet", "Unused capacity")}, ${say(visit, nameSv, nameEn)}`,
      );
    const title = say(visit, `Kalkylmetoder ${year}`, `Costing methods ${year}`);
    const other = by === "service" ? "customer" : "service";
    return {
      title,
      crumbs: [{ path: "/services", label: say(visit, "Tjänster", "Services") }],
      body: (
        <>
          <Title
            lead={say(
              visit,
              "Samma kostnader, nycklar och volymer, fördelade på fem sätt. Prislistan vilar på modellen.",
              "The same costs, keys and volumes, shared in five ways. The price list rests on the model.",
            )}
          >
            {title}
          </Title>
          <ul class="choices">
            <li>
              <a href={`/costing/methods?by=${other}`}>
                {other === "customer"
                  ? say(visit, "Per kund", "By customer")
                  : say(visit, "Per tjänst", "By service")}
              </a>
            </li>
          </ul>
          <Methods visit={visit} idOf={idIn(year)} comparison={comparison} by={by} names={names} />
          {comparison.order === undefined ? (
            ""
          ) : (
            <OrderTable visit={visit} idOf={idIn(year)} order={comparison.order} by={by} names={names} />
          )}
          {idle.length === 0 ? "" : <IdleTable visit={visit} year={year} idle={idle} />}
        </>
      ),
    };
  },
};

function Methods({
  visit,
  idOf,
  comparison,
  by,
  names,
}: {
  visit: Visit;
  idOf: IdOf;
  comparison: MethodComparison;
  by: "service" | "customer";
  names: ReadonlyMap<string, string>;
}) {
  const answered = comparison.outcomes.filter((outcome) => outcome.problems.length === 0);
  const amounts = answered.map((outcome) => (by === "service" ? outcome.services : outcome.customers));
  const codes = [...new Set(amounts.flatMap((of) => [...of.keys()]))].sort(byCode);
  const refused = comparison.outcomes.filter((outcome) => outcome.problems.length > 0);
  return (
    <>
      <Table label={say(visit, "Kostnad per metod", "Cost by method")}>
        <thead>
          <tr>
            <th scope="col">
              {by === "service"
                ? say(visit, "Tjänst, tkr", "Service, tkr")
                : say(visit, "Kund, tkr", "Customer, tkr")}
            </th>
            {answered.map(({ method }) => (
              <th scope="col" class="number">
                {methodName(visit, method)}
              </th>
            ))}
            <th scope="col" class="number">
              {say(visit, "Skillnad", "Difference")}
            </th>
          </tr>
        </thead>
        <tbody>
          {codes.map((code) => {
            const row = amounts.map((of) => of.get(code) ?? ore(0));
            const ids = answered.map(({ method }) => idOf(by, code, variantName("actual", method)));
            return (
              <tr>
                <th scope="row">{names.get(code) ?? (code || say(visit, "Ofördelat", "Unallocated"))}</th>
                {row.map((amount, at) => (
                  <Cell visit={visit} amount={amount} id={ids[at]} />
                ))}
                <Cell visit={visit} amount={spread(row)} id={spreadId(row, ids)} />
              </tr>
            );
          })}
        </tbody>
      </Table>
      {codes.every((code) => spread(amounts.map((of) => of.get(code) ?? ore(0))) < 500_00) ? (
        <p>
          {say(
            visit,
            "Alla metoder ger samma svar, på några kronor när: ingen fördelningsgrund mäter vad senare pooler ger tidigare.",
            "All methods give the same answer, but for a few kronor: no driver measures what later pools give to earlier ones.",
          )}
        </p>
      ) : (
        ""
      )}
      {refused.map(({ method, problems }) => (
        <p>
          {methodName(visit, method)}:{" "}
          {visit.language === "sv" ? problems[0]?.message_sv : problems[0]?.message_en}
        </p>
      ))}
    </>
  );
}

function OrderTable({
  visit,
  idOf,
  order,
  by,
  names,
}: {
  visit: Visit;
  idOf: IdOf;
  order: NonNullable<MethodComparison["order"]>;
  by: "service" | "customer";
  names: ReadonlyMap<string, string>;
}) {
  const widest = (by === "service" ? order.services : order.customers)
    .filter((one) => one.mostOre !== one.leastOre)
    .toSorted((a, b) => b.mostOre - b.leastOre - (a.mostOre - a.leastOre) || byCode(a.code, b.code))
    .slice(0, 15);
  const title = say(visit, "Vad stegens ordning avgör", "What the order of the steps decides");
  return (
    <>
      <h2>{title}</h2>
      <p>
        {order.all
          ? say(
              visit,
              `Alla ${order.orders} ordningar är prövade.`,
              `All ${order.orders} orders have been tried.`,
            )
          : say(
              visit,
              `${order.orders} ordningar av många är prövade, samma varje gång.`,
              `${order.orders} orders of many have been tried, the same every time.`,
            )}
        {order.refused === 0
          ? ""
          : say(visit, ` ${order.refused} gick inte att räkna.`, ` ${order.refused} could not be reckoned.`)}
        {widest.length === 0 ? say(visit, " Ordningen flyttar ingenting.", " The order moves nothing.") : ""}
      </p>
      {widest.length === 0 ? (
        ""
      ) : (
        <Table label={title}>
          <thead>
            <tr>
              <th scope="col">
                {by === "service"
                  ? say(visit, "Tjänst, tkr", "Service, tkr")
                  : say(visit, "Kund, tkr", "Customer, tkr")}
              </th>
              {[say(visit, "Som nu", "As now"), say(visit, "Minst", "Least"), say(visit, "Mest", "Most")].map(
                (one) => (
                  <th scope="col" class="number">
                    {one}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {widest.map((one) => (
              <tr>
                <th scope="row">
                  {names.get(one.code) ?? (one.code || say(visit, "Ofördelat", "Unallocated"))}
                </th>
                {(
                  [
                    [one.declaredOre, undefined],
                    [one.leastOre, one.leastBy],
                    [one.mostOre, one.mostBy],
                  ] as const
                ).map(([amount, pools]) => (
                  <Cell
                    visit={visit}
                    amount={amount}
                    id={idOf(by, one.code, variantName("actual", "step-down", pools))}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </>
  );
}

function IdleTable({ visit, year, idle }: { visit: Visit; year: number; idle: readonly IdleCapacity[] }) {
  const idleId = (one: IdleCapacity): string => `idle:${year}:actual:${one.pool}`;
  const title = say(visit, "Ledig kapacitet", "Idle capacity");
  const quantity = (micro: Micro): string => formatQuantity(micro, visit.language);
  return (
    <>
      <h2>{title}</h2>
      <Table label={title}>
        <thead>
          <tr>
            <th scope="col">{say(visit, "Pool", "Pool")}</th>
            <th scope="col">{say(visit, "Ansvarig", "Owner")}</th>
            {[
              say(visit, "Kapacitet", "Capacity"),
              say(visit, "Ledigt", "Idle"),
              say(visit, "Kostnad, tkr", "Cost, tkr"),
              say(visit, "Kr per enhet", "SEK per unit"),
              say(visit, "Kr per använd enhet", "SEK per unit used"),
            ].map((one) => (
              <th scope="col" class="number">
                {one}
              </th>
            ))}
            <th scope="col">{say(visit, "Bärs av", "Borne by")}</th>
          </tr>
        </thead>
        <tbody>
          {idle.map((one) => (
            <tr>
              <th scope="row">{visit.language === "sv" ? one.nameSv : one.nameEn}</th>
              <td>{one.owner}</td>
              <td class="number">
                <a href={basisAddress(idleId(one))}>{`${quantity(one.capacityMicro)} ${one.unit}`}</a>
              </td>
              <td class="number">
                <a href={basisAddress(idleId(one))}>{quantity(one.unusedMicro)}</a>
              </td>
              <Cell
                visit={visit}
                amount={one.unused === "carry" ? one.carriedOre : one.smearedOre}
                id={idleId(one)}
              />
              <td class="number">
                <Amount
                  amountOre={one.perUnitOfCapacityOre}
                  language={visit.language}
                  unit="kr"
                  basis={basisAddress(idleId(one))}
                />
              </td>
              <td class="number">
                <Amount
                  amountOre={one.perUnitUsedOre}
                  language={visit.language}
                  unit="kr"
                  basis={basisAddress(idleId(one))}
                />
              </td>
              <td>
                {one.unused === "carry"
                  ? say(visit, "ägaren, på egen rad", "the owner, on a line of its own")
                  : `${say(visit, "användarna", "the users")} (${one.decision ?? "–"})`}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}

function spread(amounts: readonly Ore[]): Ore {
  return ore(Math.max(...amounts) - Math.min(...amounts));
}

/** The year is the page's: a figure is what a service costs, or a customer carries, by one of the ways of costing. */
type IdOf = (by: "service" | "customer", code: string, scenario: string) => string;

function idIn(year: number): IdOf {
  return (by, code, scenario) =>
    by === "service" ? `cost:${year}:${scenario}:${code}` : `borne:${year}:${scenario}:${code}`;
}

/** The difference between the largest and the least, as the one less the other. */
function spreadId(row: readonly Ore[], ids: readonly string[]): string | undefined {
  const most = ids[row.indexOf(ore(Math.max(...row)))];
  const least = ids[row.indexOf(ore(Math.min(...row)))];
  if (most === undefined || least === undefined || most === least) return undefined;
  return combinedId([most, lessId(least)]);
}

function Cell({ visit, amount, id }: { visit: Visit; amount: Ore; id?: string | undefined }) {
  return (
    <td class="number">
      <Amount
        amountOre={amount}
        language={visit.language}
        unit="tkr"
        basis={id === undefined || amount === 0 ? undefined : basisAddress(id)}
      />
    </td>
  );
}

function methodName(visit: Visit, method: string): string {
  const [sv, en] = methodNames[method] ?? [method, method];
  return say(visit, sv, en);
}
