import {
  parsePeriod,
  parseYear,
  type Period,
  periodOf,
  periodsOfYear,
  sumOre,
  yearOf,
} from "../../../kernel/index.ts";
import { formatPeriod, monthName } from "../../../platform/language/index.ts";
import {
  Figures,
  VarianceBars,
  Amount,
  basisAddress,
  type Page,
  say,
  staffRoles,
  Title,
  type Visit,
  yearEnd,
} from "../../../platform/web/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import { radarOf, type RadarAnswer } from "../actions/index.ts";
import { combinedId, lessId } from "../../ledger/index.ts";
import { assumptionsOf, basisText, methodName, type RadarTrack, seenFrom } from "../index.ts";

type Names = ReadonlyMap<string, string>;

/** What the settlement is expected to be, as a month of the year sees it, and how such expectations have fared. */
export const radarPage: Page = {
  path: "/settlements/radar",
  allow: staffRoles,
  async render(visit) {
    const asked = parsePeriod(visit.query("through") ?? "");
    const year =
      asked === undefined ? (parseYear(visit.query("year") ?? "") ?? visit.provider.year) : yearOf(asked);
    const { answer, services, customers } = await visit.recall(
      `settlement-radar:${visit.language}:${year}:${asked ?? ""}`,
      async (tx) => ({
        answer: await radarOf(tx, visit.provider.id, {
          year,
          ...(asked === undefined ? {} : { through: asked }),
        }),
        services: new Map(
          (await catalogueOf(tx, visit.provider.id, yearEnd(visit))).services.map((one) => [
            one.service,
            say(visit, one.nameSv, one.nameEn),
          ]),
        ),
        customers: new Map((await customersOf(tx, visit.provider.id)).map((one) => [one.customer, one.name])),
      }),
    );
    const { radar, policy, tracks, lastBooked } = answer;
    const title = say(visit, `Återregleringsradar ${year}`, `Settlement radar ${year}`);
    return {
      title,
      crumbs: [{ path: "/settlements", label: say(visit, "Återreglering", "Settlement") }],
      body: (
        <>
          <Title
            lead={say(
              visit,
              "Vad återregleringen väntas bli, sedd från en månad. Positivt går tillbaka till kunderna. Inget sparas.",
              "What the settlement is expected to be, as seen from a month. Positive goes back to the customers. Nothing is kept.",
            )}
          >
            {title}
          </Title>
          <Months visit={visit} year={year} through={radar.through} last={lastBooked} />
          <h2>
            {say(visit, "Sedd från", "As seen from")} {formatPeriod(radar.through, visit.language)}
          </h2>
          <p>
            {say(visit, "Väntat över hela året: ", "Expected over the whole year: ")}
            <strong>
              <Amount
                amountOre={radar.expected.totalOre}
                language={visit.language}
                unit="kr"
                basis={basisAddress(`settlement:${seenFrom(radar.through, { year })}`)}
              />
            </strong>
            {say(visit, " kr; på reglernas underlag ", " kr; on the policy's basis ")}
            {basisText(policy.basis)}:{" "}
            <strong>
              <Amount
                amountOre={radar.settled.totalOre}
                language={visit.language}
                unit="kr"
                basis={basisAddress(`settlement:${seenFrom(radar.through, { year, part: "settled" })}`)}
              />
            </strong>{" "}
            kr.
          </p>
          <ul>
            {assumptionsOf(radar, policy, visit.language).map((line) => (
              <li>{line}</li>
            ))}
          </ul>
          <h2>{say(visit, "Per tjänst", "By service")}</h2>
          <Services visit={visit} answer={answer} names={services} />
          <h2>{say(visit, "Per kund", "By customer")}</h2>
          <Customers visit={visit} answer={answer} names={customers} />
          {tracks.map((track) => (
            <Track visit={visit} track={track} />
          ))}
        </>
      ),
    };
  },
};

function Months({
  visit,
  year,
  through,
  last,
}: {
  visit: Visit;
  year: number;
  through: Period;
  last: Period;
}) {
  return (
    <ul class="choices">
      {periodsOfYear(year)
        .filter((period) => period <= last)
        .map((period) => (
          <li>
            <a
              href={`/settlements/radar?through=${period}`}
              aria-current={period === through ? "true" : undefined}
            >
              {monthName(period, visit.language)}
            </a>
          </li>
        ))}
    </ul>
  );
}

function Services({ visit, answer, names }: { visit: Visit; answer: RadarAnswer; names: Names }) {
  const { radar, policy } = answer;
  const parts = [
    "invoicedOre",
    "invoicedRestOre",
    "costOre",
    "costRestOre",
    "expectedOre",
    "settledOre",
  ] as const;
  const whole = seenFrom(radar.through, { year: radar.year });
  const settled = seenFrom(radar.through, { year: radar.year, part: "settled" });
  const basisOf = (service: string, at: number): string =>
    basisAddress(
      at === parts.length - 1
        ? `settled:${settled}:${service}`
        : `settled:${whole}:${service}/${["invoiced:booked", "invoiced:rest", "cost:booked", "cost:rest", "recovery"][at]}`,
    );
  const heads = [
    say(visit, "Intäkt hittills", "Income so far"),
    say(visit, "Intäkt, resten", "Income, rest"),
    say(visit, "Kostnad hittills", "Cost so far"),
    say(visit, "Kostnad, resten", "Cost, rest"),
    say(visit, "Väntat helår", "Expected year"),
    `${say(visit, "Väntat", "Expected")} ${basisText(policy.basis)}`,
  ];
  return (
    <>
      <VarianceBars
        label={say(visit, "Väntat att återreglera per tjänst", "Expected to be settled by service")}
        rows={radar.services
          .toSorted((one, other) => Math.abs(other.expectedOre) - Math.abs(one.expectedOre))
          .slice(0, 12)
          .map((row) => ({
            name: names.get(row.service) ?? row.service,
            amountOre: row.expectedOre,
            path: `/services/${encodeURIComponent(row.service)}`,
          }))}
      />
      <p class="note">
        {say(
          visit,
          "De tolv största, tkr. Till höger går pengar tillbaka, till vänster fattas de.",
          "The twelve largest, tkr. To the right money goes back, to the left it lacks.",
        )}
      </p>
      <Figures
        label={say(visit, "Per tjänst", "By service")}
        first={say(visit, "Tjänst, kr", "Service, kr")}
        heads={heads}
        rows={radar.services.map((row) => ({
          name: names.get(row.service) ?? row.service,
          path: `/services/${encodeURIComponent(row.service)}`,
          amountsOre: parts.map((part) => row[part]),
          basis: (at) => (row[parts[at] ?? "costOre"] === 0 ? undefined : basisOf(row.service, at)),
        }))}
        totalOre={parts.map((part) => sumOre(radar.services.map((row) => row[part])))}
        totalBasis={(at) => basisOf("*", at)}
      />
    </>
  );
}

function Customers({ visit, answer, names }: { visit: Visit; answer: RadarAnswer; names: Names }) {
  const { radar, policy } = answer;
  const { year, through } = radar;
  const ids = [
    `settlement:${seenFrom(through, { year })}`,
    `settlement:${seenFrom(through, { year, part: "settled" })}`,
  ];
  return (
    <Figures
      label={say(visit, "Per kund", "By customer")}
      first={say(visit, "Kund, kr", "Customer, kr")}
      heads={[
        say(visit, "Väntat helår", "Expected year"),
        `${say(visit, "Väntat", "Expected")} ${basisText(policy.basis)}`,
      ]}
      rows={radar.customers.map((row) => ({
        name: names.get(row.customer) ?? row.customer,
        path: `/customers/${encodeURIComponent(row.customer)}`,
        amountsOre: [row.expectedOre, row.settledOre],
        basis: (at) =>
          [row.expectedOre, row.settledOre][at] === 0
            ? undefined
            : basisAddress(`${ids[at]}:${row.customer}`),
      }))}
      totalOre={[radar.expected.totalOre, radar.settled.totalOre]}
      totalBasis={(at) => basisAddress(ids[at] ?? "")}
    />
  );
}

/** What a month would have said, and by how much it missed what came: the difference of the two. */
function basisOfTrack(year: number, through: Period, at: number): string {
  const told = seenFrom(through, { year, part: "recovery", ...(at < 2 ? {} : { method: "even" }) });
  const came = seenFrom(periodOf(year, 12), { year, part: "recovery" });
  const id = (name: string): string => `settled:${name}:*/recovery`;
  return basisAddress(at % 2 === 0 ? id(told) : combinedId([id(told), lessId(id(came))]));
}

/** What each month of a year that is over would have said, and by how much it was wrong. */
function Track({ visit, track }: { visit: Visit; track: RadarTrack }) {
  const title = say(
    visit,
    `Så hade radarn visat ${track.year}`,
    `What the radar would have said in ${track.year}`,
  );
  return (
    <>
      <h2>{title}</h2>
      <p>
        {say(visit, "Det blev ", "It came to ")}
        <Amount amountOre={track.cameOre} language={visit.language} unit="kr" />
        {say(
          visit,
          " kr. Bredvid står vad samma månader hade visat om kostnaden vore en tolftedel i månaden.",
          " kr. Beside it stands what the same months would have said if cost were a twelfth a month.",
        )}
      </p>
      <Figures
        label={title}
        first={say(visit, "Månad, kr", "Month, kr")}
        heads={[
          say(visit, "Radarn", "Radar"),
          say(visit, "Fel", "Missed by"),
          say(visit, "En tolftedel", "A twelfth"),
          say(visit, "Fel", "Missed by"),
        ]}
        after={[say(visit, "Efter", "By")]}
        rows={track.months.map((row) => ({
          basis: (at) => {
            const figure = [row.expectedOre, row.missedOre, row.evenOre, row.evenMissedOre][at];
            return figure === 0 ? undefined : basisOfTrack(track.year, row.through, at);
          },
          name: monthName(row.through, visit.language),
          path: `/settlements/radar?through=${row.through}`,
          amountsOre: [row.expectedOre, row.missedOre, row.evenOre, row.evenMissedOre],
          after: [methodName(row.method, visit.language)],
        }))}
      />
    </>
  );
}
