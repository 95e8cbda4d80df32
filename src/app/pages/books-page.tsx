import { sourceFilesOf, waitingBooks } from "../../economy/ledger/actions/index.ts";
import { type BooksUpload, loadingBooks, type SourceFile } from "../../economy/ledger/index.ts";
import { formatCount } from "../../platform/language/index.ts";
import {
  ActForm,
  type Page,
  ProblemItems,
  say,
  staffRoles,
  Table,
  Title,
  type Visit,
} from "../../platform/web/index.ts";
import { discardBooksAct, loadBooksAct, uploadBooksAct } from "./books-acts.ts";

/** The books (bokföringen): which files they come from, those that wait, and the form for the next. */
export const booksPage: Page = {
  path: "/books",
  allow: staffRoles,
  async render(visit) {
    const { files, waiting } = await visit.read(async (tx) => ({
      files: await sourceFilesOf(tx, visit.provider.id),
      waiting: await waitingBooks(tx, visit.provider.id),
    }));
    const title = say(visit, "Bokföring", "Books");
    return {
      title,
      body: (
        <>
          <Title
            lead={say(
              visit,
              "Varje räkenskapsår har en SIE-fil. Skicka årets fil på nytt när en månad har bokförts: det som är nytt läggs till, och det som har ändrats visas innan något ändras.",
              "Every fiscal year has one SIE file. Send the year's file again when a month has been booked: what is new is added, and what has changed is shown before anything changes.",
            )}
          >
            {title}
          </Title>
          {loadingBooks.roles.includes(visit.person.role) ? (
            <section>
              <h2>{say(visit, "Läs in en SIE-fil", "Load a SIE file")}</h2>
              <ActForm visit={visit} act={uploadBooksAct} />
            </section>
          ) : null}
          <Waiting visit={visit} waiting={waiting} />
          <Loaded visit={visit} files={files} />
        </>
      ),
    };
  },
};

function Waiting({ visit, waiting }: { visit: Visit; waiting: readonly BooksUpload[] }) {
  if (waiting.length === 0) return null;
  return (
    <section>
      <h2>{say(visit, "Väntar på inläsning", "Waiting to be loaded")}</h2>
      <ul>
        {waiting.map((one) => (
          <li>
            <a href={`/books/${one.upload}`}>{one.source}</a>, {one.uploadedBy} {one.uploadedAt.slice(0, 10)}
            {one.preview.problems.length === 0 ? "" : `, ${say(visit, "att titta på", "to look at")}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Loaded({ visit, files }: { visit: Visit; files: readonly SourceFile[] }) {
  const title = say(visit, "Inlästa filer", "Loaded files");
  if (files.length === 0)
    return <p class="note">{say(visit, "Ingen bokföring är inläst än.", "No books are loaded yet.")}</p>;
  return (
    <section>
      <h2>{title}</h2>
      <Table label={title}>
        <thead>
          <tr>
            <th scope="col">{say(visit, "Fil", "File")}</th>
            <th scope="col" class="number">
              {say(visit, "År", "Year")}
            </th>
            <th scope="col" class="number">
              {say(visit, "Rader", "Lines")}
            </th>
            <th scope="col">{say(visit, "Inläst", "Loaded")}</th>
            <th scope="col">SHA-256</th>
          </tr>
        </thead>
        <tbody>
          {files.map((one) => (
            <tr>
              <th scope="row">
                {one.name}
                {one.isReplaced ? (
                  <span class="beneath">
                    {say(visit, "ersatt av en senare fil", "replaced by a later file")}
                  </span>
                ) : null}
              </th>
              <td class="number">{one.fiscalYear}</td>
              <td class="number">{formatCount(one.lines, visit.language)}</td>
              <td>
                {one.loadedAt.slice(0, 10)}, {one.loadedBy}
              </td>
              <td>
                <code title={one.sha256}>{one.sha256.slice(0, 12)}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

/** A ledger file before it is loaded: what it would come to, what it would change, or what is wrong with it and where. */
export const booksUploadPage: Page = {
  path: "/books/:upload",
  allow: staffRoles,
  async render(visit) {
    const one = (await visit.read((tx) => waitingBooks(tx, visit.provider.id))).find(
      (each) => each.upload === visit.parameter("upload"),
    );
    const crumbs = [{ path: "/books", label: say(visit, "Bokföring", "Books") }];
    if (one === undefined) {
      const title = say(visit, "Uppladdningen väntar inte längre", "The upload no longer waits");
      return { title, crumbs, status: 404, body: <Title>{title}</Title> };
    }
    const { preview } = one;
    const mayLoad = preview.changed && (preview.problems.length === 0 || preview.asksToConfirm);
    const parameters = { upload: one.upload };
    const isMine = loadingBooks.roles.includes(visit.person.role);
    return {
      title: one.source,
      crumbs,
      body: (
        <>
          <Title lead={leadOf(visit, one)}>{one.source}</Title>
          {preview.problems.length === 0 ? null : (
            <section>
              <h2>
                {preview.asksToConfirm
                  ? say(visit, "Det här skulle ändras", "This would change")
                  : say(visit, "Det här är fel", "This is wrong")}
              </h2>
              <ul class="problems">
                <ProblemItems visit={visit} problems={preview.problems} />
              </ul>
            </section>
          )}
          {preview.warnings.length === 0 ? null : (
            <section>
              <h2>{say(visit, "Värt att se", "Worth a look")}</h2>
              <ul class="problems">
                <ProblemItems visit={visit} problems={preview.warnings} />
              </ul>
            </section>
          )}
          {isMine ? (
            <div class="acts">
              {mayLoad ? (
                <ActForm
                  visit={visit}
                  act={loadBooksAct}
                  parameters={parameters}
                  {...(preview.asksToConfirm ? {} : { values: { confirm: "" } })}
                />
              ) : null}
              <ActForm visit={visit} act={discardBooksAct} parameters={parameters} quiet />
            </div>
          ) : null}
        </>
      ),
    };
  },
};

function leadOf(visit: Visit, { preview, uploadedBy, uploadedAt }: BooksUpload): string {
  const who = say(
    visit,
    `Uppladdad av ${uploadedBy} ${uploadedAt.slice(0, 10)}.`,
    `Uploaded by ${uploadedBy} on ${uploadedAt.slice(0, 10)}.`,
  );
  if (preview.asksToConfirm)
    return `${say(visit, "Filen ändrar det som redan är inläst. Läs skillnaderna; ingenting är inläst än.", "The file changes what is loaded already. Read the differences; nothing is loaded yet.")} ${who}`;
  if (preview.problems.length > 0)
    return `${say(visit, "Filen går inte att läsa in, och ingenting är inläst. Rätta den och ladda upp den igen.", "The file cannot be loaded, and nothing is. Mend it and upload it again.")} ${who}`;
  if (!preview.changed)
    return `${say(visit, "Samma fil är redan inläst; den skulle inte ändra något.", "The same file is loaded already; it would change nothing.")} ${who}`;
  const count = (name: string): string => formatCount(preview.counts[name] ?? 0, visit.language);
  return `${say(
    visit,
    `Räkenskapsåret ${preview.counts["year"] ?? ""}: ${count("vouchers")} verifikationer, ${count("lines")} rader. Ingenting är inläst än.`,
    `Fiscal year ${preview.counts["year"] ?? ""}: ${count("vouchers")} vouchers, ${count("lines")} lines. Nothing is loaded yet.`,
  )} ${who}`;
}
