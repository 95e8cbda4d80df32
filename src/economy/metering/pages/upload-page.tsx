import { micro, parseMicro, type Problem } from "../../../kernel/index.ts";
import { formatPeriod, formatQuantity } from "../../../platform/language/index.ts";
import {
  ActForm,
  type Page,
  ProblemItems,
  say,
  staffRoles,
  Table,
  Title,
  type Visit,
} from "../../../platform/web/index.ts";
import { waitingUploads } from "../actions/index.ts";
import type { UsageUpload } from "../index.ts";
import { discardUploadAct, loadUploadAct } from "./usage-acts.ts";

/** A usage file before it is loaded: what it would change, or what is wrong with it and where. */
export const uploadPage: Page = {
  path: "/usage/uploads/:upload",
  allow: staffRoles,
  async render(visit) {
    const name = visit.parameter("upload");
    const one = (await visit.read((tx) => waitingUploads(tx, visit.provider.id))).find(
      (each) => each.upload === name,
    );
    const crumbs = [{ path: "/usage", label: say(visit, "Förbrukning", "Usage") }];
    if (one === undefined) {
      const title = say(visit, "Uppladdningen väntar inte längre", "The upload no longer waits");
      return { title, crumbs, status: 404, body: <Title>{title}</Title> };
    }
    const { preview } = one;
    const isWrong = preview.problems.length > 0;
    return {
      title: one.source,
      crumbs,
      body: (
        <>
          <Title lead={leadOf(visit, one)}>{one.source}</Title>
          {isWrong ? (
            <>
              <h2>{say(visit, "Det här är fel", "This is wrong")}</h2>
              <ul class="problems">
                <ProblemItems visit={visit} problems={preview.problems.map((one) => placed(visit, one))} />
              </ul>
            </>
          ) : null}
          {preview.warnings.length === 0 ? null : (
            <>
              <h2>{say(visit, "Värt att se", "Worth a look")}</h2>
              <ul class="problems">
                <ProblemItems visit={visit} problems={preview.warnings.map((one) => placed(visit, one))} />
              </ul>
            </>
          )}
          {preview.changes.length === 0 ? null : <Changes visit={visit} one={one} />}
          <div class="acts">
            {isWrong || !preview.changed ? null : (
              <ActForm visit={visit} act={loadUploadAct} parameters={{ upload: one.upload }} />
            )}
            <ActForm visit={visit} act={discardUploadAct} parameters={{ upload: one.upload }} quiet />
          </div>
        </>
      ),
    };
  },
};

/** With its line of the file, where it has one: that is where it is mended. */
function placed(visit: Visit, problem: Problem): Problem {
  if (problem.line === undefined) return problem;
  const line = say(visit, `Rad ${problem.line}`, `Line ${problem.line}`);
  return {
    ...problem,
    message_sv: `${line}: ${problem.message_sv}`,
    message_en: `${line}: ${problem.message_en}`,
  };
}

function leadOf(visit: Visit, { preview, uploadedBy, uploadedAt, correction }: UsageUpload): string {
  const who = say(
    visit,
    `Uppladdad av ${uploadedBy} ${uploadedAt.slice(0, 10)}.`,
    `Uploaded by ${uploadedBy} on ${uploadedAt.slice(0, 10)}.`,
  );
  if (preview.problems.length > 0)
    return `${say(visit, "Filen går inte att läsa in, och ingenting är inläst. Rätta den och ladda upp den igen.", "The file cannot be loaded, and nothing is. Mend it and upload it again.")} ${who}`;
  if (!preview.changed)
    return `${say(visit, "Samma fil är redan inläst; den skulle inte ändra något.", "The same file is loaded already; it would change nothing.")} ${who}`;
  const kind = correction
    ? say(visit, "Rättelsen har", "The correction has")
    : say(visit, "Filen har", "The file has");
  return `${kind} ${say(
    visit,
    `${preview.events} händelser${preview.duplicates === 0 ? "" : `, ${preview.duplicates} kom igen`}. Ingenting är inläst än.`,
    `${preview.events} events${preview.duplicates === 0 ? "" : `, ${preview.duplicates} came again`}. Nothing is loaded yet.`,
  )} ${who}`;
}

function Changes({ visit, one: { preview } }: { visit: Visit; one: UsageUpload }) {
  const said = (text: string): string => formatQuantity(parseMicro(text) ?? micro(0), visit.language);
  const title = say(visit, "Det här skulle ändras", "This would change");
  return (
    <>
      <h2>{title}</h2>
      <Table label={title}>
        <thead>
          <tr>
            <th scope="col">{say(visit, "Kund och post", "Customer and item")}</th>
            <th scope="col" class="number">
              {say(visit, "Nu", "Now")}
            </th>
            <th scope="col" class="number">
              {say(visit, "Efter", "After")}
            </th>
          </tr>
        </thead>
        <tbody>
          {preview.changes.map((change) => (
            <tr>
              <th scope="row">
                {change.customer}, {change.item}
                <span class="beneath">{formatPeriod(change.period, visit.language)}</span>
              </th>
              <td class="number">{said(change.before)}</td>
              <td class="number">{said(change.after)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}

/** Files that somebody has uploaded and nobody has loaded. */
export function WaitingUploads({ visit, uploads }: { visit: Visit; uploads: readonly UsageUpload[] }) {
  if (uploads.length === 0) return null;
  return (
    <>
      <h2>{say(visit, "Väntar på inläsning", "Waiting to be loaded")}</h2>
      <ul>
        {uploads.map((one) => (
          <li>
            <a href={`/usage/uploads/${one.upload}`}>{one.source}</a>, {one.uploadedBy}{" "}
            {one.uploadedAt.slice(0, 10)}
            {one.preview.problems.length === 0 ? "" : `, ${say(visit, "med fel", "with faults")}`}
          </li>
        ))}
      </ul>
    </>
  );
}
