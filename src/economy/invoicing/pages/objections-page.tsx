import type { Day } from "../../../kernel/index.ts";
import {
  ActForm,
  Amount,
  type Page,
  say,
  staffRoles,
  Table,
  Title,
  type Visit,
} from "../../../platform/web/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import { creditDocuments, objectionsOf } from "../actions/index.ts";
import { causeStatistics, isLate, type Objection, objectionCauseNames } from "../index.ts";
import {
  issueCreditAct,
  proposeCreditAct,
  rejectObjectionAct,
  withdrawObjectionAct,
} from "./objection-acts.ts";

/** Objections: what waits for an answer first, then the answered, then why people object. A customer sees its own. */
export const objectionsPage: Page = {
  path: "/objections",
  allow: [...staffRoles, "customer"],
  async render(visit) {
    const today = visit.now.slice(0, 10) as Day;
    const { objections, documents, names } = await visit.read(async (tx) => ({
      objections: await objectionsOf(tx, visit.provider.id),
      documents: await creditDocuments(tx, visit.provider.id),
      names: new Map((await customersOf(tx, visit.provider.id)).map((one) => [one.customer, one.name])),
    }));
    const waiting = objections.filter((one) => one.state === "open" || one.state === "credit-proposed");
    const answered = objections.filter((one) => !waiting.includes(one));
    const title = say(visit, "Invändningar", "Objections");
    return {
      title,
      body: (
        <>
          <Title
            lead={say(
              visit,
              "En invändning besvaras inom 30 dagar. En faktura ändras aldrig: det som var fel krediteras, av någon annan än den som föreslog det.",
              "An objection is answered within 30 days. An invoice never changes: what was wrong is credited, by somebody else than who proposed it.",
            )}
          >
            {title}
          </Title>
          {objections.length === 0 ? (
            <p>
              {say(
                visit,
                "Ingen har invänt. Man invänder på fakturans egen sida.",
                "Nobody has objected. Objections are raised on the page of the invoice.",
              )}
            </p>
          ) : null}
          {waiting.map((one) => (
            <section class="card" aria-label={one.objection}>
              <span class="kicker">
                {one.objection}, {names.get(one.customer) ?? one.customer}
              </span>
              <strong>
                <What visit={visit} one={one} />: {nameOf(visit, one)}
              </strong>
              <p>{one.text}</p>
              <p class="small">
                {isLate(one, today)
                  ? say(
                      visit,
                      `Skulle ha besvarats ${one.answerBy}.`,
                      `Was to be answered by ${one.answerBy}.`,
                    )
                  : say(visit, `Besvaras senast ${one.answerBy}.`, `To be answered by ${one.answerBy}.`)}{" "}
                {one.state === "credit-proposed" ? <Proposed visit={visit} one={one} /> : null}
              </p>
              <Answer visit={visit} one={one} />
            </section>
          ))}
          {answered.length === 0 ? null : (
            <Answered visit={visit} objections={answered} documents={documents} names={names} />
          )}
          {visit.person.role === "customer" || objections.length === 0 ? null : (
            <Causes visit={visit} objections={objections} today={today} />
          )}
        </>
      ),
    };
  },
};

function What({ visit, one }: { visit: Visit; one: Objection }) {
  const line = one.line === undefined ? "" : `#line-${one.line}`;
  return (
    <a href={`/invoices/${encodeURIComponent(one.invoice)}${line}`}>
      {one.invoice}
      {one.line === undefined ? "" : `, ${say(visit, "rad", "line")} ${one.line}`}
    </a>
  );
}

function nameOf(visit: Visit, { cause }: Objection): string {
  return visit.language === "sv" ? objectionCauseNames[cause].sv : objectionCauseNames[cause].en;
}

function Proposed({ visit, one }: { visit: Visit; one: Objection }) {
  return (
    <>
      {say(
        visit,
        `${one.answeredBy ?? ""} föreslår kreditering med`,
        `${one.answeredBy ?? ""} proposes a credit of`,
      )}{" "}
      {one.creditOre === undefined ? (
        "–"
      ) : (
        <Amount amountOre={one.creditOre} language={visit.language} unit="kr" />
      )}{" "}
      kr
      {one.reissue ? say(visit, " och att dokumentet görs om", " and the document made anew") : ""}:{" "}
      {one.answer}
    </>
  );
}

/** Who may answer does; who proposed a credit waits for somebody else to issue it. */
function Answer({ visit, one }: { visit: Visit; one: Objection }) {
  const [invoice = "", number = ""] = one.objection.split("/");
  const parameters = { invoice, number };
  if (one.state === "credit-proposed")
    return one.answeredBy === visit.person.login ? (
      <p class="small">{say(visit, "Väntar på någon annan än dig.", "Waits for somebody else than you.")}</p>
    ) : (
      <div class="acts">
        <ActForm visit={visit} act={issueCreditAct} parameters={parameters} />
        <ActForm visit={visit} act={withdrawObjectionAct} parameters={parameters} quiet />
      </div>
    );
  return (
    <div class="acts">
      <ActForm
        visit={visit}
        act={proposeCreditAct}
        parameters={parameters}
        values={one.line === undefined ? {} : { reissue: "" }}
      />
      <ActForm visit={visit} act={rejectObjectionAct} parameters={parameters} quiet />
      <ActForm visit={visit} act={withdrawObjectionAct} parameters={parameters} quiet />
    </div>
  );
}

function Answered({
  visit,
  objections,
  documents,
  names,
}: {
  visit: Visit;
  objections: readonly Objection[];
  documents: ReadonlyMap<string, readonly string[]>;
  names: ReadonlyMap<string, string>;
}) {
  const states = {
    credited: say(visit, "krediterad", "credited"),
    rejected: say(visit, "avslagen", "rejected"),
    withdrawn: say(visit, "återtagen", "withdrawn"),
    open: "",
    "credit-proposed": "",
  } as const;
  const title = say(visit, "Besvarade", "Answered");
  return (
    <>
      <h2>{title}</h2>
      <Table label={title}>
        <thead>
          <tr>
            <th scope="col">{say(visit, "Gäller", "About")}</th>
            <th scope="col" class="wide-only">
              {say(visit, "Kund", "Customer")}
            </th>
            <th scope="col">{say(visit, "Svar", "Answer")}</th>
            <th scope="col" class="number">
              {say(visit, "Krediterat, kr", "Credited, kr")}
            </th>
          </tr>
        </thead>
        <tbody>
          {objections.map((one) => (
            <tr>
              <th scope="row">
                <What visit={visit} one={one} />
                <span class="beneath">{nameOf(visit, one)}</span>
              </th>
              <td class="wide-only">{names.get(one.customer) ?? one.customer}</td>
              <td>
                {states[one.state]}
                <span class="beneath">{one.answer}</span>
                {(documents.get(one.objection) ?? []).map((invoice) => (
                  <span class="beneath">
                    <a href={`/invoices/${encodeURIComponent(invoice)}`}>{invoice}</a>
                  </span>
                ))}
              </td>
              <td class="number">
                {one.state === "credited" && one.creditOre !== undefined ? (
                  <Amount amountOre={one.creditOre} language={visit.language} unit="kr" />
                ) : (
                  "–"
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}

function Causes({
  visit,
  objections,
  today,
}: {
  visit: Visit;
  objections: readonly Objection[];
  today: Day;
}) {
  const title = say(visit, "Orsaker", "Causes");
  return (
    <>
      <h2>{title}</h2>
      <Table label={title}>
        <thead>
          <tr>
            <th scope="col">{say(visit, "Orsak", "Cause")}</th>
            <th scope="col" class="number">
              {say(visit, "Antal", "Number")}
            </th>
            <th scope="col" class="number">
              {say(visit, "Försenade", "Late")}
            </th>
            <th scope="col" class="number">
              {say(visit, "Krediterat, kr", "Credited, kr")}
            </th>
          </tr>
        </thead>
        <tbody>
          {causeStatistics(objections, today).map((row) => (
            <tr>
              <th scope="row">
                {visit.language === "sv"
                  ? objectionCauseNames[row.cause].sv
                  : objectionCauseNames[row.cause].en}
              </th>
              <td class="number">{row.count}</td>
              <td class="number">{row.late}</td>
              <td class="number">
                <Amount amountOre={row.creditedOre} language={visit.language} unit="kr" />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}
