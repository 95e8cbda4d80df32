import { ActForm, type Page, say, staffRoles, Title, type Visit } from "../../../platform/web/index.ts";
import { keptCheck } from "../actions/index.ts";
import { type Finding, severities } from "../finding.ts";
import { kindNames, placeText, severityNames } from "../print.ts";
import { checkAct } from "./check-acts.ts";

/** Where a report is given to be checked. */
export const checkPage: Page = {
  path: "/report-check",
  allow: staffRoles,
  render(visit) {
    const title = say(visit, "Kontrollera en rapport", "Check a report");
    return Promise.resolve({
      title,
      body: (
        <>
          <Lead visit={visit} title={title} />
          <ActForm visit={visit} act={checkAct} />
        </>
      ),
    });
  },
};

/** What a report came to, for who gave it. */
export const checkResultPage: Page = {
  path: "/report-check/:check",
  allow: staffRoles,
  render(visit) {
    const check = keptCheck(visit.provider.id, visit.person.login, visit.parameter("check"));
    const home = { path: "/report-check", label: say(visit, "Kontrollera en rapport", "Check a report") };
    if (check === undefined) {
      const title = say(visit, "Kontrollen finns inte kvar", "The check is no longer kept");
      return Promise.resolve({
        title,
        status: 404 as const,
        crumbs: [home],
        body: (
          <>
            <Title
              lead={say(
                visit,
                "En kontroll sparas inte: de senaste visas tills servern startas om. Lämna rapporten en gång till.",
                "A check is not stored: the latest are shown until the server is started again. Give the report once more.",
              )}
            >
              {title}
            </Title>
            <ActForm visit={visit} act={checkAct} />
          </>
        ),
      });
    }
    return Promise.resolve({
      title: check.file,
      crumbs: [home],
      body: (
        <>
          <Title
            lead={say(
              visit,
              `${check.facts} siffror i ${check.tables} tabeller och i texten, ${check.checks} kontroller.`,
              `${check.facts} figures in ${check.tables} tables and in the text, ${check.checks} checks.`,
            )}
          >
            {check.file}
          </Title>
          {check.findings.length === 0 ? (
            <p>
              {say(
                visit,
                "Inget i rapporten säger emot något annat i den.",
                "Nothing in the report contradicts anything else in it.",
              )}
            </p>
          ) : null}
          {severities.map((severity) => {
            const found = check.findings.filter((one) => one.severity === severity);
            if (found.length === 0) return null;
            return (
              <>
                <h2>
                  {severityNames[severity][visit.language]} ({found.length})
                </h2>
                {found.map((one) => (
                  <FindingText visit={visit} finding={one} />
                ))}
              </>
            );
          })}
          <h2>{say(visit, "En till", "One more")}</h2>
          <ActForm visit={visit} act={checkAct} quiet />
        </>
      ),
    });
  },
};

function Lead({ visit, title }: { visit: Visit; title: string }) {
  return (
    <Title
      lead={say(
        visit,
        "Summor, skillnader, andelar, ingående balanser, samma uppgift på två ställen, ord om riktning, årtal, hänvisningar och bilagor hålls mot varandra. Det som avrundning förklarar är ingen anmärkning. Inget sparas och inget hämtas.",
        "Sums, differences, shares, opening balances, the same fact in two places, words of direction, years, references and attachments are held against each other. What rounding explains is no finding. Nothing is stored and nothing is fetched.",
      )}
    >
      {title}
    </Title>
  );
}

function FindingText({ visit, finding }: { visit: Visit; finding: Finding }) {
  const { language } = visit;
  return (
    <section>
      <h3>{language === "sv" ? finding.message_sv : finding.message_en}</h3>
      <ul>
        {finding.where.map((where) => (
          <li>
            {placeText(where, language)}
            {where.section === "" ? null : `, ${where.section}`}: {where.text}
          </li>
        ))}
      </ul>
      <p class="small">
        {kindNames[finding.kind][language]} · {say(visit, "regel", "rule")}: {finding.rule}
      </p>
    </section>
  );
}
