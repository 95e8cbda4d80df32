import { raw } from "hono/html";
import { Refusal } from "../../../kernel/index.ts";
import {
  type Page,
  say,
  staffRoles,
  Table,
  Title,
  type View,
  type Visit,
} from "../../../platform/web/index.ts";
import { type Built, buildReport } from "../actions/index.ts";
import { type BoundChapter, type BoundFigure, type BoundReport, chapterHtml } from "../index.ts";

const stateNames: Readonly<Record<BoundChapter["state"], readonly [sv: string, en: string]>> = {
  draft: ["Utkast", "Draft"],
  done: ["Klart", "Done"],
  approved: ["Godkänt", "Approved"],
};

/** The annual report of a year: its chapters, who has them, and what in them does not hold now. */
export const reportPage: Page = {
  path: "/report",
  allow: staffRoles,
  async render(visit) {
    const built = await builtOf(visit);
    if (built === undefined) return noReport(visit);
    const { report } = built;
    const { evaluated, facts, last } = built.facts.reevaluation;
    const errors = report.chapters.flatMap(({ findings }) => findings).length;
    return {
      title: report.title,
      body: (
        <>
          <Title
            lead={
              errors === 0
                ? say(
                    visit,
                    `Varje siffra slås upp i böckerna och registren. Alla ${report.figures} fakta och alla påståenden stämmer nu.`,
                    `Every figure is looked up in books and registers. All ${report.figures} facts and all claims hold now.`,
                  )
                : say(
                    visit,
                    `Varje siffra slås upp i böckerna och registren. ${errors} uppgifter stämmer inte nu.`,
                    `Every figure is looked up in books and registers. ${errors} statements do not hold now.`,
                  )
            }
          >
            {report.title}
          </Title>
          <Table label={say(visit, "Kapitel", "Chapters")}>
            <thead>
              <tr>
                <th scope="col">{say(visit, "Kapitel", "Chapter")}</th>
                <th scope="col" class="wide-only">
                  {say(visit, "Ansvarig", "Owner")}
                </th>
                <th scope="col">{say(visit, "Status", "State")}</th>
                <th scope="col">{say(visit, "Brister", "Findings")}</th>
              </tr>
            </thead>
            <tbody>
              {report.chapters.map((chapter) => (
                <tr>
                  <th scope="row">
                    <a href={`/report/${chapter.chapter}?year=${report.year}`}>
                      {chapter.number} {chapter.title}
                    </a>
                  </th>
                  <td class="wide-only">{chapter.owner}</td>
                  <td>{say(visit, ...stateNames[chapter.state])}</td>
                  <td>
                    {chapter.findings.length === 0 ? say(visit, "inga", "none") : chapter.findings.length}
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
          <Findings visit={visit} chapters={report.chapters} />
          <p class="small">
            {say(
              visit,
              `${evaluated.length} av ${facts} fakta räknades om nu; de andra läser inget som har ändrats.`,
              `${evaluated.length} of ${facts} facts were evaluated again now; the others read nothing that has changed.`,
            )}
            {last === undefined || evaluated.length > 0
              ? null
              : say(
                  visit,
                  ` Senast ${last.at.slice(0, 16).replace("T", " ")}: ${last.evaluated}.`,
                  ` Last ${last.at.slice(0, 16).replace("T", " ")}: ${last.evaluated}.`,
                )}
          </p>
        </>
      ),
    };
  },
};

/** One chapter as it is printed; each figure that stands in a statement leads to its basis. */
export const chapterPage: Page = {
  path: "/report/:chapter",
  allow: staffRoles,
  async render(visit) {
    const report = await reportOf(visit);
    const chapter = report?.chapters.find((one) => one.chapter === visit.parameter("chapter"));
    if (report === undefined || chapter === undefined) return noReport(visit);
    return {
      title: `${chapter.number} ${chapter.title}`,
      crumbs: [{ path: `/report?year=${report.year}`, label: report.title }],
      body: (
        <>
          <Title
            lead={
              <>
                {say(visit, ...stateNames[chapter.state])}
                {chapter.owner === "" ? "" : ` · ${chapter.owner}`}
                {" · "}
                <a
                  href={`/registers/report-chapters/${encodeURIComponent(`${report.report} ${chapter.chapter}`)}`}
                >
                  {say(visit, "Ändra texten", "Change the text")}
                </a>
              </>
            }
          >
            {chapter.number} {chapter.title}
          </Title>
          <Findings visit={visit} chapters={[chapter]} />
          <div class="report">
            {raw(chapterHtml(chapter, { sv: visit.language === "sv", basis: basisAddress }))}
          </div>
        </>
      ),
    };
  },
};

function basisAddress(figure: BoundFigure): string | undefined {
  return figure.basis === undefined ? undefined : `/explain/${encodeURIComponent(figure.basis)}`;
}

function Findings({ visit, chapters }: { visit: Visit; chapters: readonly BoundChapter[] }) {
  const findings = chapters.flatMap((chapter) => chapter.findings);
  if (findings.length === 0) return null;
  return (
    <section>
      <h2 class="ds-heading" data-size="sm">
        {say(visit, "Stämmer inte", "Does not hold")}
      </h2>
      <ul>
        {findings.map((finding) => (
          <li>
            {finding.chapter}:{finding.line} {say(visit, finding.message_sv, finding.message_en)}
          </li>
        ))}
      </ul>
    </section>
  );
}

async function reportOf(visit: Visit): Promise<BoundReport | undefined> {
  return (await builtOf(visit))?.report;
}

function builtOf(visit: Visit): Promise<Built | undefined> {
  const asked = Number(visit.query("year"));
  const year = Number.isSafeInteger(asked) && asked > 1900 && asked < 2200 ? asked : visit.provider.year;
  return visit.read(async (tx) => {
    try {
      return await buildReport(tx, visit.provider.id, { year });
    } catch (error) {
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  });
}

function noReport(visit: Visit): View {
  const title = say(visit, "Rapporten finns inte", "There is no such report");
  return {
    title,
    status: 404,
    body: (
      <Title
        lead={say(
          visit,
          "En rapport läses in med paketet: filerna i reports/ (docs/report-language.md).",
          "A report is loaded with the pack: the files in reports/ (docs/report-language.md).",
        )}
      >
        {title}
      </Title>
    ),
  };
}
