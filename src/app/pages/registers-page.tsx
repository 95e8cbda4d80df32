import { changesOf } from "../../platform/audit/actions/index.ts";
import { type RegisterDefinition, textsOf } from "../../platform/registers/index.ts";
import { entriesOf } from "../../platform/registers/actions/index.ts";
import {
  ActForm,
  type Page,
  say,
  staffRoles,
  Table,
  Title,
  type View,
  type Visit,
} from "../../platform/web/index.ts";
import { entryKey, historyJson } from "../register-json.ts";
import { sustainabilityProfiles } from "../../service/catalogue/index.ts";
import { assessmentAct } from "./customer-acts.ts";
import { editingRegisters, registersFor } from "../registers.ts";

const everybody = [...staffRoles, "customer"] as const;
const readerOf = (visit: Visit) => (visit.person.role === "customer" ? "customer" : "staff");

/** Every register that the reader has rows of, in the groups of the pack. */
export const registersPage: Page = {
  path: "/registers",
  allow: everybody,
  render(visit) {
    const title = say(visit, "Register", "Registers");
    return Promise.resolve({
      title,
      body: (
        <>
          <Title
            lead={say(
              visit,
              "Allt som förs i rader: en motor läser in, visar, ändrar och minns dem. Varje ändring står i behandlingshistoriken.",
              "All that is kept in rows: one engine loads, shows, changes and remembers them. Every change is in the audit.",
            )}
          >
            {title}
          </Title>
          <Table label={title}>
            <thead>
              <tr>
                <th scope="col">{title}</th>
                <th scope="col" class="wide-only">
                  {say(visit, "Fil i paketet", "File of the pack")}
                </th>
              </tr>
            </thead>
            <tbody>
              {registersFor(readerOf(visit)).map((register) => (
                <tr>
                  <th scope="row">
                    <a href={`/registers/${register.name}`}>{nameOf(visit, register)}</a>
                  </th>
                  <td class="wide-only">{register.path}</td>
                </tr>
              ))}
            </tbody>
          </Table>
        </>
      ),
    });
  },
};

/** The rows of one register. A customer sees its own. */
export const registerPage: Page = {
  path: "/registers/:register",
  allow: everybody,
  async render(visit) {
    const definition = definitionOf(visit);
    if (definition === undefined) return missing(visit);
    const all = await visit.read((tx) => entriesOf(tx, visit.provider.id, definition));
    const wanted = (visit.query("q") ?? "").trim();
    const rows = all.map((entry) => ({
      key: entryKey(definition, entry),
      texts: textsOf(definition, entry),
    }));
    const found = rows.filter(({ texts }) =>
      wanted === "" ? true : Object.values(texts).join(" ").toLowerCase().includes(wanted.toLowerCase()),
    );
    const shown = found.slice(0, 500);
    const columns = definition.columns.filter(
      (column) => rows.length === 0 || rows.some(({ texts }) => texts[column.name] !== ""),
    );
    const title = nameOf(visit, definition);
    return {
      title,
      crumbs: [{ path: "/registers", label: say(visit, "Register", "Registers") }],
      body: (
        <>
          <Title
            lead={say(
              visit,
              `${found.length} av ${rows.length} rader${shown.length < found.length ? `; de första ${shown.length} visas` : ""}.`,
              `${found.length} of ${rows.length} rows${shown.length < found.length ? `; the first ${shown.length} are shown` : ""}.`,
            )}
          >
            {title}
          </Title>
          <form method="get" action={`/registers/${definition.name}`}>
            <label class="field">
              <span>{say(visit, "Sök i raderna", "Search the rows")}</span>
              <input name="q" value={wanted} />
            </label>
          </form>
          <Table label={title}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th scope="col">{labelOf(visit, column)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map(({ key, texts }) => (
                <tr>
                  {columns.map((column, index) =>
                    index === 0 ? (
                      <th scope="row">
                        <a href={`/registers/${definition.name}/row?key=${encodeURIComponent(key)}`}>
                          {texts[column.name] === "" ? key : texts[column.name]}
                        </a>
                      </th>
                    ) : (
                      <td>{texts[column.name]}</td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </Table>
          {definition.name === sustainabilityProfiles.name ? (
            <ActForm visit={visit} act={assessmentAct} />
          ) : null}
          {editingRegisters.roles.includes(visit.person.role) ? (
            <details>
              <summary>{say(visit, "Lägg till en rad", "Add a row")}</summary>
              <Cells visit={visit} definition={definition} texts={{}} rowKey="" />
            </details>
          ) : null}
        </>
      ),
    };
  },
};

/** One row: its cells, what has become of it, and for those who may, its change. */
export const registerRowPage: Page = {
  path: "/registers/:register/row",
  allow: everybody,
  async render(visit) {
    const definition = definitionOf(visit);
    const key = visit.query("key") ?? "";
    const found =
      definition &&
      (await visit.read(async (tx) => ({
        entry: (await entriesOf(tx, visit.provider.id, definition)).find(
          (one) => entryKey(definition, one) === key,
        ),
        // What the staff has done to a row is the staff's.
        changes:
          readerOf(visit) === "staff"
            ? await changesOf(tx, visit.provider.id, {
                objectKind: definition.objectKind,
                objectId: key,
              })
            : [],
      })));
    if (definition === undefined || found?.entry === undefined) return missing(visit);
    const texts = textsOf(definition, found.entry);
    const history = historyJson(definition, found.changes).changes;
    return {
      title: key,
      crumbs: [
        { path: "/registers", label: say(visit, "Register", "Registers") },
        { path: `/registers/${definition.name}`, label: nameOf(visit, definition) },
      ],
      body: (
        <>
          <Title>{key}</Title>
          <dl class="facts">
            {definition.columns
              .filter((column) => texts[column.name] !== "")
              .map((column) => (
                <>
                  <dt>{labelOf(visit, column)}</dt>
                  <dd>{texts[column.name]}</dd>
                </>
              ))}
          </dl>
          {history.length === 0 ? null : (
            <>
              <h2>{say(visit, "Historik", "History")}</h2>
              <ul>
                {history.map((change) => (
                  <li>
                    {change.at.slice(0, 16).replace("T", " ")} {change.actor}: {change.action}
                    {change.key === key ? null : ` (${change.key})`}
                    {change.cells
                      .filter(() => change.key === key)
                      .map((cell) => (
                        <span class="change">
                          {cell.column}: {cell.from ?? "–"} → {cell.to ?? "–"}
                        </span>
                      ))}
                  </li>
                ))}
              </ul>
            </>
          )}
          {editingRegisters.roles.includes(visit.person.role) ? (
            <>
              <h2>{say(visit, "Ändra", "Change")}</h2>
              <Cells visit={visit} definition={definition} texts={texts} rowKey={key} />
            </>
          ) : null}
        </>
      ),
    };
  },
};

/** A form of the cells; the key of a row that is there already cannot be changed. */
function Cells({
  visit,
  definition,
  texts,
  rowKey,
}: {
  visit: Visit;
  definition: RegisterDefinition;
  texts: Readonly<Record<string, string>>;
  rowKey: string;
}) {
  const columns = definition.columns.filter(
    (column) => rowKey === "" || !definition.key.includes(column.name),
  );
  return (
    <form method="post" action={`/registers/${definition.name}`}>
      <input type="hidden" name="key" value={rowKey} />
      {columns.map((column) => {
        const name = `cell.${column.name}`;
        const value = texts[column.name] ?? "";
        const needed = column.empty !== true;
        return (
          <label class="field">
            <span>
              {labelOf(visit, column)}
              {needed ? " *" : ""}
            </span>
            {column.values === undefined ? (
              <input
                name={name}
                value={value}
                required={needed}
                inputmode={column.type === "kronor" || column.type === "micro" ? "decimal" : undefined}
                placeholder={column.type === "day" ? "2024-12-31" : undefined}
              />
            ) : (
              <select name={name}>
                {(needed ? column.values : ["", ...column.values]).map((one) => (
                  <option value={one} selected={one === value}>
                    {one}
                  </option>
                ))}
              </select>
            )}
          </label>
        );
      })}
      <button class="button" type="submit">
        {rowKey === "" ? say(visit, "Lägg till", "Add") : say(visit, "Spara", "Save")}
      </button>
    </form>
  );
}

function definitionOf(visit: Visit): RegisterDefinition | undefined {
  return registersFor(readerOf(visit)).find((register) => register.name === visit.parameter("register"));
}

/** A column's first other name is its Swedish one. */
function labelOf(visit: Visit, column: RegisterDefinition["columns"][number]): string {
  const text = say(visit, column.aliases?.[0] ?? column.name, column.name).replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function nameOf(visit: Visit, { titleSv, titleEn }: RegisterDefinition): string {
  return say(visit, titleSv, titleEn);
}

function missing(visit: Visit): View {
  const title = say(visit, "Registret eller raden finns inte", "There is no such register or row");
  return { title, status: 404, body: <Title>{title}</Title> };
}
