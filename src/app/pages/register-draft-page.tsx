import { problemWords } from "../../platform/language/index.ts";
import {
  changesAnything,
  editingRegisters,
  isStopped,
  type ProposedEdit,
  type RegisterDefinition,
} from "../../platform/registers/index.ts";
import { draftOf, proposeEdits } from "../../platform/registers/actions/index.ts";
import {
  ActForm,
  localPath,
  type Page,
  ProblemItems,
  say,
  Table,
  Title,
  type Visit,
} from "../../platform/web/index.ts";
import { registers } from "../registers.ts";
import { discardEditsAct, saveEditsAct } from "./register-acts.ts";
import {
  addressOf,
  cellWords,
  crumbsOf,
  definitionOf,
  labelOfName,
  missing,
  momentText,
  nameOf,
} from "./register-words.tsx";

/** What saving one's draft would change, row by row and field by field, before it does. */
export const registerDraftPage: Page = {
  path: "/registers/:register/draft",
  allow: editingRegisters.roles,
  async render(visit) {
    const definition = definitionOf(visit);
    if (definition === undefined) return missing(visit);
    const { id } = visit.provider;
    const { drafted, proposal, written } = await visit.read(async (tx) => {
      const edits = await draftOf(tx, id, definition.name, visit.person.login);
      return {
        drafted: edits,
        proposal: await proposeEdits(tx, id, definition, edits, { referring: registers }),
        // What would still be in the way if others' changes were written over.
        written: await proposeEdits(tx, id, definition, edits, { referring: registers, overwrite: true }),
      };
    });
    const home = visit.query("home") === undefined ? "" : localPath(visit.query("home") ?? "");
    const title = say(
      visit,
      `Granska: ${nameOf(visit, definition)}`,
      `Look through: ${nameOf(visit, definition)}`,
    );
    const latest = drafted
      .map((one) => one.keptAt)
      .sort()
      .at(-1);
    const parameters = { register: definition.name };
    const hasConflict = isStopped(proposal) && !isStopped(written);
    const saves = changesAnything(proposal) && !isStopped(written);
    return {
      title,
      crumbs: crumbsOf(visit, definition),
      body: (
        <>
          <Title lead={leadOf(visit, drafted.length, latest)}>{title}</Title>
          {proposal.faults.length === 0 ? null : (
            <ul class="problems" role="alert">
              <ProblemItems visit={visit} problems={proposal.faults} />
            </ul>
          )}
          {proposal.edits.map((one) => (
            <EditedRow visit={visit} definition={definition} proposed={one} home={home} />
          ))}
          <div class="acts">
            {saves ? (
              <ActForm
                visit={visit}
                act={saveEditsAct}
                parameters={parameters}
                values={{ home, ...(hasConflict ? {} : { overwrite: "" }) }}
              />
            ) : null}
            {drafted.length === 0 ? null : (
              <ActForm
                visit={visit}
                act={{ ...discardEditsAct, sv: "Kasta hela utkastet", en: "Throw the draft away" }}
                parameters={parameters}
                values={{ row: "", home }}
                quiet
              />
            )}
          </div>
          {!saves && drafted.length > 0 ? (
            <p class="notice" role="status">
              {say(
                visit,
                "Rätta det som står i rött, så går det att spara. Utkastet finns kvar så länge.",
                "Correct what stands in red, and it can be saved. The draft stays meanwhile.",
              )}
            </p>
          ) : null}
          <p>
            <a href={addressOf.edit(definition.name, { new: "1", ...(home === "" ? {} : { home }) })}>
              {say(visit, "Lägg till en rad i utkastet", "Add a row to the draft")}
            </a>
            {" · "}
            <a href={home === "" ? addressOf.register(definition.name) : home}>
              {say(visit, "Tillbaka; utkastet finns kvar", "Back; the draft stays")}
            </a>
          </p>
        </>
      ),
    };
  },
};

function leadOf(visit: Visit, count: number, latest: string | undefined): string {
  if (count === 0 || latest === undefined)
    return say(
      visit,
      "Utkastet är tomt: inget skiljer sig från registret.",
      "The draft is empty: nothing differs from the register.",
    );
  const rows = count === 1 ? say(visit, "En rad", "One row") : say(visit, `${count} rader`, `${count} rows`);
  return say(
    visit,
    `${rows} i ditt utkast, senast ${momentText(latest)}. Så här blir det; allt sparas på en gång.`,
    `${rows} in your draft, last kept ${momentText(latest)}. This is what becomes of it; all is saved at once.`,
  );
}

function EditedRow({
  visit,
  definition,
  proposed,
  home,
}: {
  visit: Visit;
  definition: RegisterDefinition;
  proposed: ProposedEdit;
  home: string;
}) {
  const { edit, key, cells, faults, meanwhile } = proposed;
  const name = key ?? say(visit, "ny rad", "new row");
  const words = {
    add: say(visit, "läggs till", "is added"),
    change: say(visit, "ändras", "is changed"),
    remove: say(visit, "tas bort", "is removed"),
  };
  const known = new Set(cells.map(({ column }) => column));
  const alone = faults.filter(({ column }) => column === undefined || !known.has(column));
  const then: Record<string, string> = home === "" ? {} : { home };
  return (
    <section class="edited-row" aria-label={name}>
      <h2>
        {name} <span class={edit.change === "remove" ? "tag waiting" : "tag done"}>{words[edit.change]}</span>
      </h2>
      {alone.length === 0 ? null : (
        <ul class="problems" role="alert">
          <ProblemItems visit={visit} problems={alone.map(({ problem }) => problem)} />
        </ul>
      )}
      {cells.length === 0 ? (
        <p class="small">{say(visit, "Inget skiljer sig längre.", "Nothing differs any more.")}</p>
      ) : (
        <Table label={say(visit, `Fält som ändras: ${name}`, `Fields that change: ${name}`)} quiet>
          <thead>
            <tr>
              <th scope="col">{say(visit, "Fält", "Field")}</th>
              <th scope="col">{say(visit, "Från", "From")}</th>
              <th scope="col">{say(visit, "Till", "To")}</th>
            </tr>
          </thead>
          <tbody>
            {cells.map(({ column, from, to }) => (
              <tr>
                <th scope="row">{labelOfName(visit, definition, column)}</th>
                <td class="cell-text">
                  {from === "" ? "–" : <span class="was">{cellWords(visit, definition, column, from)}</span>}
                </td>
                <td class="cell-text field">
                  {cellWords(visit, definition, column, to)}
                  {faults
                    .filter((fault) => fault.column === column)
                    .map(({ problem }) => {
                      const { message, advice } = problemWords(problem, visit.language);
                      return (
                        <span class="wrong" role="alert">
                          {message}
                          {advice === undefined ? null : <span class="beneath">{advice}</span>}
                        </span>
                      );
                    })}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {meanwhile.length === 0 ? null : (
        <p class="notice">
          {say(visit, "Någon annan har under tiden ändrat: ", "Somebody else has meanwhile changed: ")}
          {meanwhile
            .map(
              ({ column, from, to }) =>
                `${labelOfName(visit, definition, column)} ${cellWords(visit, definition, column, from)} → ${cellWords(visit, definition, column, to)}`,
            )
            .join("; ")}
          {say(visit, ". Det står kvar.", ". That stays.")}
        </p>
      )}
      <div class="doors">
        {edit.change === "remove" ? null : (
          <a href={addressOf.edit(definition.name, { key: edit.row, ...then })}>
            {say(visit, "Ändra vidare", "Go on changing")}
            <span class="ds-sr-only"> {name}</span>
          </a>
        )}
        <ActForm
          visit={visit}
          act={{ ...discardEditsAct, sv: `Ta ${name} ur utkastet`, en: `Take ${name} out of the draft` }}
          parameters={{ register: definition.name }}
          values={{ row: edit.row, home }}
          quiet
        />
      </div>
    </section>
  );
}
