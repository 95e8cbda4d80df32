import {
  byCode,
  type Micro,
  parsePeriod,
  type Period,
  periodOf,
  periodsOfYear,
  shiftPeriod,
} from "../../../kernel/index.ts";
import { formatQuantity, monthName } from "../../../platform/language/index.ts";
import {
  EditDoor,
  type Page,
  say,
  staffRoles,
  Table,
  Title,
  type Visit,
} from "../../../platform/web/index.ts";
import { checkDriverBook, driverBook, driverSignOffs } from "../actions/index.ts";
import {
  type Driver,
  type DriverReader,
  type DriverSignOff,
  driverJumps,
  driversIn,
  readFormula,
  valuesIn,
} from "../index.ts";

/** The driver registry: what is counted, how well, by whom, and what somebody should look at. */
export const driversPage: Page = {
  path: "/drivers",
  allow: staffRoles,
  async render(visit) {
    const { id: provider, year } = visit.provider;
    const { book, problems, answers } = await visit.read(async (tx) => ({
      book: await driverBook(tx, provider),
      problems: await checkDriverBook(tx, provider, periodsOfYear(year)),
      answers: await driverSignOffs(tx, provider),
    }));
    const title = say(visit, "Fördelningsgrunder", "Drivers");
    const frozen = (name: string): number =>
      new Set(
        book.snapshots
          .filter((one) => one.driver === name && one.period.startsWith(String(year)))
          .map((one) => one.period),
      ).size;
    return {
      title,
      body: (
        <>
          <Title
            lead={say(
              visit,
              "Vad kostnader delas efter: vad som räknas, hur, av vem, och vad kunderna har sagt om sina värden.",
              "What costs are shared by: what is counted, how, by whom, and what customers have said of their values.",
            )}
          >
            {title}
          </Title>
          <Table label={title}>
            <thead>
              <tr>
                <th scope="col">{say(visit, "Fördelningsgrund", "Driver")}</th>
                <th scope="col">{say(visit, "Enhet", "Unit")}</th>
                <th scope="col" class="wide-only">
                  {say(visit, "Kvalitet", "Quality")}
                </th>
                <th scope="col" class="wide-only">
                  {say(visit, "Ägare", "Owner")}
                </th>
                <th scope="col" class="number">
                  {say(visit, `Frysta månader ${year}`, `Frozen months ${year}`)}
                </th>
                <th scope="col" class="number wide-only">
                  {say(visit, "Invändningar", "Objections")}
                </th>
              </tr>
            </thead>
            <tbody>
              {book.registered.map((driver) => (
                <tr>
                  <th scope="row">
                    <a href={`/drivers/${encodeURIComponent(driver.driver)}`}>{nameOf(visit, driver)}</a>
                    {driver.formula ? <span class="small"> = {driver.formula}</span> : null}
                  </th>
                  <td>{driver.unit}</td>
                  <td class="wide-only">{qualityOf(visit, driver)}</td>
                  <td class="wide-only">{driver.owner}</td>
                  <td class="number">{frozen(driver.driver)}</td>
                  <td class="number wide-only">
                    {answers.filter((one) => one.driver === driver.driver && one.state === "objected").length}
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
          <div class="doors">
            <EditDoor
              visit={visit}
              register="drivers"
              label={say(visit, "Lägg till en fördelningsgrund", "Add a driver")}
            />
          </div>
          <h2>{say(visit, `Att titta på, ${year}`, `To look at, ${year}`)}</h2>
          {problems.length === 0 ? (
            <p>{say(visit, "Inget att anmärka.", "Nothing to remark.")}</p>
          ) : (
            <ul>
              {problems.slice(0, 50).map((one) => (
                <li>{visit.language === "sv" ? one.message_sv : one.message_en}</li>
              ))}
              {problems.length > 50 ? (
                <li>{say(visit, `och ${problems.length - 50} till`, `and ${problems.length - 50} more`)}</li>
              ) : null}
            </ul>
          )}
        </>
      ),
    };
  },
};

/** One driver: its definition, a month's values with how they came about, and its snapshots. */
export const driverPage: Page = {
  path: "/drivers/:driver",
  allow: staffRoles,
  async render(visit) {
    const { id: provider, year } = visit.provider;
    const name = visit.parameter("driver");
    const asked = visit.query("period");
    const period = (asked === undefined ? undefined : parsePeriod(asked)) ?? periodOf(year, 12);
    const { book, answers } = await visit.read(async (tx) => ({
      book: await driverBook(tx, provider),
      answers: await driverSignOffs(tx, provider, { period }),
    }));
    const driver = book.registered.find((one) => one.driver === name);
    if (driver === undefined) {
      const title = say(visit, "Fördelningsgrunden finns inte", "There is no such driver");
      return { title, status: 404, body: <Title>{title}</Title> };
    }
    const snapshots = book.snapshots.filter((one) => one.driver === name);
    const title = nameOf(visit, driver);
    return {
      title,
      crumbs: [{ path: "/drivers", label: say(visit, "Fördelningsgrunder", "Drivers") }],
      body: (
        <>
          <Title lead={driver.definition}>{title}</Title>
          <DriverFacts visit={visit} driver={driver} />
          <div class="doors">
            <EditDoor visit={visit} register="drivers" row={name} />
            <a href={`/registers/driver-values?q=${encodeURIComponent(name)}`}>
              {say(visit, "Värdena som register", "The values as a register")}
            </a>
          </div>
          <Values
            visit={visit}
            driver={driver}
            drivers={book.drivers}
            period={period}
            answers={answers.filter((one) => one.driver === name)}
          />
          <h2>{say(visit, "Frysta månader", "Frozen months")}</h2>
          {snapshots.length === 0 ? (
            <p>
              {say(
                visit,
                "Ingen månad är fryst; värdena följer det som senast lästes in.",
                "No month is frozen; the values follow what was loaded last.",
              )}
            </p>
          ) : (
            <Table label={say(visit, "Frysta månader", "Frozen months")}>
              <thead>
                <tr>
                  <th scope="col">{say(visit, "Månad", "Month")}</th>
                  <th scope="col">{say(visit, "Nr", "No.")}</th>
                  <th scope="col">{say(visit, "Fryst", "Frozen")}</th>
                  <th scope="col">{say(visit, "Skäl", "Reason")}</th>
                  <th scope="col" class="wide-only">
                    {say(visit, "Kontrollsumma", "Hash")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {snapshots.toReversed().map((one) => (
                  <tr>
                    <th scope="row">
                      <a href={`/drivers/${encodeURIComponent(name)}?period=${one.period}`}>{one.period}</a>
                    </th>
                    <td>{one.snapshot}</td>
                    <td>
                      {one.frozenAt.slice(0, 10)} {one.frozenBy}
                    </td>
                    <td>{one.reason}</td>
                    <td class="wide-only small">{one.sha256.slice(0, 12)}</td>
                  </tr>
                ))}
              </tbody>
            </Table>
          )}
        </>
      ),
    };
  },
};

function DriverFacts({ visit, driver }: { visit: Visit; driver: Driver }) {
  const facts: readonly (readonly [string, string])[] = [
    [say(visit, "Beteckning", "Code"), driver.driver],
    [say(visit, "Enhet", "Unit"), driver.unit],
    [say(visit, "Räknas med", "Counted"), driver.includes ?? ""],
    [say(visit, "Räknas inte", "Not counted"), driver.excludes ?? ""],
    [say(visit, "Mäts", "Measured"), driver.measuredRule ?? ""],
    [say(visit, "Kvalitet", "Quality"), qualityOf(visit, driver)],
    [say(visit, "Ägare", "Owner"), driver.owner],
    [say(visit, "Källa", "Source"), driver.source],
    [say(visit, "Räknas ut som", "Computed as"), driver.formula ?? ""],
    [
      say(visit, "Flaggas vid ändring över", "Flagged at a change above"),
      driver.jumpPercent == null ? "" : `${driver.jumpPercent} %`,
    ],
  ];
  return (
    <dl class="facts">
      {facts
        .filter(([, value]) => value !== "")
        .map(([label, value]) => (
          <>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </>
        ))}
    </dl>
  );
}

/** The values that hold in a month, beside a year before; a computed one with the values that its formula read. */
function Values({
  visit,
  driver,
  drivers,
  period,
  answers,
}: {
  visit: Visit;
  driver: Driver;
  drivers: DriverReader;
  period: Period;
  answers: readonly DriverSignOff[];
}) {
  const name = driver.driver;
  const path = `/drivers/${encodeURIComponent(name)}`;
  const values = valuesIn(drivers, name, period).toSorted((a, b) => byCode(a.subject, b.subject));
  const formula = driver.formula ? readFormula(driver.formula) : undefined;
  const operands = formula === undefined || "sv" in formula ? [] : driversIn(formula);
  const jumps = new Set(driverJumps(drivers, name, period).map((one) => one.subject));
  const before = shiftPeriod(period, -12);
  const said = new Map(answers.map((one) => [one.customer, one]));
  const quantity = (value: Micro | undefined): string =>
    value === undefined ? "–" : formatQuantity(value, visit.language);
  const frozen = drivers.isFrozen(name, period);
  const when = `${monthName(period, visit.language)} ${period.slice(0, 4)}`;
  const label = say(visit, `Värden i ${when}`, `Values in ${when}`);
  return (
    <>
      <h2>
        {label}
        {frozen ? " " : null}
        {frozen ? <span class="tag done">{say(visit, "fryst", "frozen")}</span> : null}
      </h2>
      <ul class="choices">
        <li>
          <a href={`${path}?period=${shiftPeriod(period, -1)}`}>
            {say(visit, "Månaden före", "The month before")}
          </a>
        </li>
        <li>
          <a href={`${path}?period=${shiftPeriod(period, 1)}`}>
            {say(visit, "Månaden efter", "The month after")}
          </a>
        </li>
      </ul>
      <Table label={label}>
        <thead>
          <tr>
            <th scope="col">{subjects[driver.subject][visit.language === "sv" ? 0 : 1]}</th>
            {operands.map((operand) => (
              <th scope="col" class="number wide-only">
                {operand}
              </th>
            ))}
            <th scope="col" class="number">
              {say(visit, `Värde, ${driver.unit}`, `Value, ${driver.unit}`)}
            </th>
            <th scope="col" class="number">
              {before}
            </th>
            {driver.subject === "customer" ? (
              <th scope="col">{say(visit, "Kundens svar", "The customer's answer")}</th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {values.map(({ service, subject, valueMicro }) => (
            <tr>
              <th scope="row">
                {subject}
                {service === "" ? null : <span class="small"> {service}</span>}
                {jumps.has(subject) ? " " : null}
                {jumps.has(subject) ? <span class="tag waiting">{say(visit, "hopp", "jump")}</span> : null}
              </th>
              {operands.map((operand) => (
                <td class="number wide-only">{quantity(drivers.value(operand, subject, period, service))}</td>
              ))}
              <td class="number">{quantity(valueMicro)}</td>
              <td class="number">{quantity(drivers.value(name, subject, before, service))}</td>
              {driver.subject === "customer" ? <td>{answerOf(visit, said.get(subject))}</td> : null}
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}

function answerOf(visit: Visit, said: DriverSignOff | undefined): string {
  if (said === undefined) return "";
  const { state } = said;
  switch (state) {
    case "open":
      return say(visit, "obesvarad", "open");
    case "signed":
      return say(visit, "godkänd", "signed");
    case "objected":
      return say(visit, `invändning: ${said.reason}`, `objection: ${said.reason}`);
    default:
      return state satisfies never;
  }
}

const subjects = {
  customer: ["Kund", "Customer"],
  service: ["Tjänst eller pool", "Service or pool"],
  cost_centre: ["Kostnadsställe", "Cost centre"],
} as const;

const qualities = {
  measured: ["uppmätt", "measured"],
  estimated: ["uppskattad", "estimated"],
  agreed: ["överenskommen", "agreed"],
} as const;

function qualityOf(visit: Visit, { quality }: Driver): string {
  return quality == null ? "" : qualities[quality][visit.language === "sv" ? 0 : 1];
}

function nameOf(visit: Visit, driver: Driver): string {
  return visit.language === "sv" ? driver.nameSv : driver.nameEn;
}
