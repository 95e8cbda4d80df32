import { parsePeriod } from "../../../kernel/index.ts";
import { formatPeriod } from "../../../platform/language/index.ts";
import { type Page, say, staffRoles, Title, type Visit } from "../../../platform/web/index.ts";
import { protocolsOf } from "../actions/index.ts";
import { type KeptProtocol, protocolFacts, stepTells } from "../index.ts";
import { StateTag } from "./state-tag.tsx";

/** The month as it was closed, to print and sign. Each closing has its own. */
export const protocolPage: Page = {
  path: "/month/:period/protocol",
  allow: staffRoles,
  async render(visit) {
    const period = parsePeriod(visit.parameter("period"));
    const kept =
      period === undefined
        ? []
        : await visit.recall(`protocol:${period}`, (tx) => protocolsOf(tx, visit.provider.id, period));
    const asked = Number(visit.query("number") ?? kept.length);
    const protocol = kept.find((one) => one.number === asked);
    if (protocol === undefined) return nothing(visit);
    const name = formatPeriod(protocol.period, visit.language);
    const title = `${say(visit, "Protokoll", "Protocol")} ${name}`;
    const place = `/api/v1/month/${protocol.period}/protocol.pdf?number=${protocol.number}`;
    return {
      title,
      crumbs: [
        { path: `/month?period=${protocol.period}`, label: `${say(visit, "Stänga", "Closing")} ${name}` },
      ],
      body: (
        <>
          <Title lead={visit.provider.name}>{title}</Title>
          {kept.length > 1 ? <Closings visit={visit} kept={kept} shown={protocol} /> : null}
          <dl class="facts">
            {protocolFacts(protocol, visit.language).map(([label, value]) => (
              <>
                <dt>{label}</dt>
                <dd class={label.includes("SHA-256") ? "change" : undefined}>{value}</dd>
              </>
            ))}
          </dl>
          <ul class="choices">
            <li>
              <a href={`${place}&language=${visit.language}`} download>
                {say(visit, "Protokollet som PDF", "The protocol as PDF")}
              </a>
            </li>
          </ul>
          <h2>{say(visit, "Stegen", "The steps")}</h2>
          <ul class="tasks">
            {protocol.steps.map((step) => (
              <li>
                <div class="task">
                  <span class={`tick ${step.state}`} aria-hidden="true" />
                  <div>
                    {say(visit, step.sv, step.en)}
                    <span class="beneath">{stepTells(step, visit.language)}</span>
                  </div>
                  <StateTag visit={visit} state={step.state} />
                </div>
              </li>
            ))}
          </ul>
          <p class="signature">{say(visit, "Datum och namn", "Date and name")}</p>
        </>
      ),
    };
  },
};

/** A month that was opened and closed again has several. */
function Closings({
  visit,
  kept,
  shown,
}: {
  visit: Visit;
  kept: readonly KeptProtocol[];
  shown: KeptProtocol;
}) {
  return (
    <ul class="choices">
      {kept.map((one) => (
        <li>
          <a
            href={`/month/${one.period}/protocol?number=${one.number}`}
            aria-current={one.number === shown.number ? "true" : undefined}
          >
            {say(visit, "Stängning", "Closing")} {one.number}, {one.closedAt.slice(0, 10)}
          </a>
        </li>
      ))}
    </ul>
  );
}

function nothing(visit: Visit) {
  const title = say(visit, "Det finns inget protokoll", "There is no protocol");
  return {
    title,
    status: 404 as const,
    body: (
      <>
        <Title
          lead={say(
            visit,
            "Protokollet skrivs när månaden stängs här. En månad som var stängd redan när den lästes in har inget.",
            "The protocol is written when the month is closed here. A month that was closed already when it was loaded has none.",
          )}
        >
          {title}
        </Title>
        <p>
          <a href="/month">{say(visit, "Till månaden", "To the month")}</a>
        </p>
      </>
    ),
  };
}
