import { changesOf, type ObjectChange } from "../../platform/audit/actions/index.ts";
import {
  cellsChanged,
  editingRegisters,
  entryOf,
  type RegisterDefinition,
  type StoredRow,
  textsOf,
} from "../../platform/registers/index.ts";
import { draftOf, entriesOf, othersDrafting } from "../../platform/registers/actions/index.ts";
import { EditDoor, type Page, say, staffRoles, Table, Title, type Visit } from "../../platform/web/index.ts";
import { entryKey } from "../register-json.ts";
import {
  addressOf,
  cellWords,
  crumbsOf,
  definitionOf,
  labelOf,
  labelOfName,
  missing,
  momentText,
  readerOf,
  rowName,
} from "./register-words.tsx";

const everybody = [...staffRoles, "customer"] as const;

/** One row: its cells, what can be done with it by those who may, and what has become of it. */
export const registerRowPage: Page = {
  path: "/registers/:register/row",
  allow: everybody,
  async render(visit) {
    const definition = definitionOf(visit);
    const key = visit.query("key") ?? "";
    const { id } = visit.provider;
    const isStaff = readerOf(visit) === "staff";
    const found =
      definition &&
      (await visit.read(async (tx) => ({
        entry: (await entriesOf(tx, id, definition)).find((one) => entryKey(definition, one) === key),
        // What the staff has done to a row is the staff's.
        changes: isStaff ? await changesOf(tx, id, { objectKind: definition.objectKind, objectId: key }) : [],
        mine: isStaff
          ? (await draftOf(tx, id, definition.name, visit.person.login)).find((one) => one.row === key)
          : undefined,
        drafting: isStaff
          ? await othersDrafting(tx, id, { register: definition.name, row: key, person: visit.person.login })
          : [],
      })));
    // A row that has been removed keeps its history.
    if (definition === undefined || found === undefined) return missing(visit);
    const { entry, changes, mine, drafting } = found;
    if (entry === undefined && changes.every((change) => change.objectId !== key)) return missing(visit);
    const texts = entry === undefined ? {} : textsOf(definition, entry);
    return {
      title: key,
      crumbs: crumbsOf(visit, definition),
      body: (
        <>
          <Title
            lead={
              entry === undefined
                ? say(visit, "Raden är borttagen.", "The row has been removed.")
                : rowName(visit, texts)
            }
          >
            {key}
          </Title>
          {mine === undefined ? null : (
            <p class="notice">
              {say(
                visit,
                `Du har ett utkast från ${momentText(mine.keptAt)}. `,
                `You have a draft of ${momentText(mine.keptAt)}. `,
              )}
              <a href={addressOf.draft(definition.name)}>{say(visit, "Granska det", "Look it through")}</a>
            </p>
          )}
          {drafting.length === 0 ? null : (
            <p class="notice">
              {say(visit, "I utkast hos ", "In the draft of ")}
              {drafting.map((one) => `${one.person} (${momentText(one.keptAt)})`).join(", ")}.
            </p>
          )}
          <dl class="facts">
            {definition.columns
              .filter((column) => (texts[column.name] ?? "") !== "")
              .map((column) => (
                <>
                  <dt>{labelOf(visit, column)}</dt>
                  <dd class="cell-text">
                    {cellWords(visit, definition, column.name, texts[column.name] ?? "")}
                  </dd>
                </>
              ))}
          </dl>
          {entry === undefined ? null : (
            <Doings visit={visit} definition={definition} rowKey={key} texts={texts} />
          )}
          {changes.length === 0 ? null : (
            <History visit={visit} definition={definition} rowKey={key} changes={changes} />
          )}
        </>
      ),
    };
  },
};

/** Change, copy, end, remove: each leads to a draft that is looked through before anything is saved. */
function Doings({
  visit,
  definition,
  rowKey,
  texts,
}: {
  visit: Visit;
  definition: RegisterDefinition;
  rowKey: string;
  texts: Readonly<Record<string, string>>;
}) {
  if (!editingRegisters.roles.includes(visit.person.role)) return null;
  const { name } = definition;
  const hidden = (values: Readonly<Record<string, string>>) =>
    Object.entries({ back: visit.path, row: rowKey, go: "review", ...values }).map(([field, value]) => (
      <input type="hidden" name={field} value={value} />
    ));
  const action = `/registers/${name}/draft`;
  const ends = definition.columns.find((column) => column.name === "valid_to");
  return (
    <div class="row-tools">
      <EditDoor visit={visit} register={name} row={rowKey} />
      <a href={addressOf.edit(name, { new: "1", copy: rowKey })}>
        {say(visit, "Ny rad lik denna", "New row like this")}
      </a>
      {ends === undefined || texts["valid_to"] !== "" ? null : (
        <form class="act" method="post" action={action}>
          {hidden({ change: "change", columns: "valid_to", saw: JSON.stringify(texts) })}
          <label class="field">
            <span>{say(visit, "Gäller till och med", "In force until")}</span>
            <input type="text" name="cell.valid_to" required placeholder="2024-12-31" autocomplete="off" />
          </label>
          <button class="button second" type="submit">
            {say(visit, "Avsluta", "End")}
          </button>
        </form>
      )}
      {definition.removes ? (
        <form class="act" method="post" action={action}>
          {hidden({ change: "remove", saw: JSON.stringify(texts) })}
          <button class="button second" type="submit">
            {say(visit, "Ta bort", "Remove")}
          </button>
        </form>
      ) : null}
    </div>
  );
}

/** Who changed what, when, from what to what; the latest first. */
function History({
  visit,
  definition,
  rowKey,
  changes,
}: {
  visit: Visit;
  definition: RegisterDefinition;
  rowKey: string;
  changes: readonly ObjectChange[];
}) {
  const title = say(visit, "Historik", "History");
  return (
    <>
      <h2>{title}</h2>
      <Table label={title}>
        <thead>
          <tr>
            <th scope="col">{say(visit, "När", "When")}</th>
            <th scope="col">{say(visit, "Vem", "Who")}</th>
            <th scope="col">{say(visit, "Vad", "What")}</th>
            <th scope="col">{say(visit, "Från", "From")}</th>
            <th scope="col">{say(visit, "Till", "To")}</th>
          </tr>
        </thead>
        <tbody>
          {changes.toReversed().flatMap((change) => {
            const cells =
              change.objectId === rowKey && change.action === "register.change"
                ? cellsChanged(
                    definition,
                    textsIn(definition, change.before),
                    textsIn(definition, change.after),
                  )
                : [];
            const who = (
              <>
                <td class="moment">{momentText(new Date(change.at).toISOString())}</td>
                <td>{change.actor}</td>
              </>
            );
            if (cells.length === 0)
              return [
                <tr>
                  {who}
                  <td>{actionWords(visit, change)}</td>
                  <td>–</td>
                  <td>–</td>
                </tr>,
              ];
            return cells.map(({ column, from, to }) => (
              <tr>
                {who}
                <td>{labelOfName(visit, definition, column)}</td>
                <td class="cell-text">{cellWords(visit, definition, column, from)}</td>
                <td class="cell-text">{cellWords(visit, definition, column, to)}</td>
              </tr>
            ));
          })}
        </tbody>
      </Table>
    </>
  );
}

/** A row as the audit has it, as texts; columns that came later are empty. */
function textsIn(
  definition: RegisterDefinition,
  row: ObjectChange["before"],
): Readonly<Record<string, string>> {
  return row === null ? {} : textsOf(definition, entryOf(definition, row as StoredRow));
}

function actionWords(visit: Visit, { action, objectId, after }: ObjectChange): string {
  switch (action) {
    case "register.add":
      return say(visit, "tillagd", "added");
    case "register.remove":
      return say(visit, "borttagen", "removed");
    case "register.first-load":
      return typeof after?.["rows"] === "number"
        ? say(
            visit,
            `inläst med ${objectId} (${after["rows"]} rader)`,
            `loaded with ${objectId} (${after["rows"]} rows)`,
          )
        : say(visit, `inläst med ${objectId}`, `loaded with ${objectId}`);
    case "register.change":
      return say(visit, "ändrad", "changed");
    default:
      return action;
  }
}
