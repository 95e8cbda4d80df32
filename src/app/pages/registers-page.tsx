import { editingRegisters, textsOf } from "../../platform/registers/index.ts";
import { draftHeads, draftOf, entriesOf } from "../../platform/registers/actions/index.ts";
import {
  ActForm,
  EditDoor,
  type Page,
  say,
  staffRoles,
  Table,
  Title,
  type Visit,
} from "../../platform/web/index.ts";
import { sustainabilityProfiles } from "../../service/catalogue/index.ts";
import { entryKey } from "../register-json.ts";
import { assessmentAct } from "./customer-acts.ts";
import { registersFor } from "../registers.ts";
import {
  addressOf,
  crumbsOf,
  definitionOf,
  labelOf,
  missing,
  momentText,
  nameOf,
  readerOf,
} from "./register-words.tsx";

const everybody = [...staffRoles, "customer"] as const;

/** Every register that the reader has rows of, in the groups of the pack. */
export const registersPage: Page = {
  path: "/registers",
  allow: everybody,
  async render(visit) {
    const title = say(visit, "Register", "Registers");
    const drafts =
      readerOf(visit) === "staff" ? await visit.read((tx) => draftHeads(tx, visit.provider.id)) : [];
    return {
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
          <Drafts visit={visit} drafts={drafts} />
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
    };
  },
};

/** One's own drafts to go on with, and whose else there are. */
function Drafts({ visit, drafts }: { visit: Visit; drafts: Awaited<ReturnType<typeof draftHeads>> }) {
  if (drafts.length === 0) return null;
  const titles = new Map(registersFor("staff").map((register) => [register.name, nameOf(visit, register)]));
  const label = say(visit, "Utkast", "Drafts");
  return (
    <>
      <h2>{label}</h2>
      <Table label={label} quiet>
        <thead>
          <tr>
            <th scope="col">{say(visit, "Register", "Register")}</th>
            <th scope="col">{say(visit, "Hos", "Held by")}</th>
            <th scope="col" class="number">
              {say(visit, "Rader", "Rows")}
            </th>
            <th scope="col">{say(visit, "Senast", "Last kept")}</th>
          </tr>
        </thead>
        <tbody>
          {drafts.map(({ register, person, rows, keptAt }) => (
            <tr>
              <th scope="row">
                {person === visit.person.login ? (
                  <a href={addressOf.draft(register)}>{titles.get(register) ?? register}</a>
                ) : (
                  (titles.get(register) ?? register)
                )}
              </th>
              <td>{person === visit.person.login ? say(visit, "dig", "you") : person}</td>
              <td class="number">{rows}</td>
              <td>{momentText(keptAt)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      <h2>{say(visit, "Alla register", "All registers")}</h2>
    </>
  );
}

/** The rows of one register. A customer sees its own. */
export const registerPage: Page = {
  path: "/registers/:register",
  allow: everybody,
  async render(visit) {
    const definition = definitionOf(visit);
    if (definition === undefined) return missing(visit);
    const { all, drafted } = await visit.read(async (tx) => ({
      all: await entriesOf(tx, visit.provider.id, definition),
      drafted: editingRegisters.roles.includes(visit.person.role)
        ? await draftOf(tx, visit.provider.id, definition.name, visit.person.login)
        : [],
    }));
    const inDraft = new Set(drafted.map((one) => one.row));
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
      crumbs: crumbsOf(visit),
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
          <div class="row-tools">
            <form class="act" method="get" action={`/registers/${definition.name}`}>
              <label class="field">
                <span>{say(visit, "Sök i raderna", "Search the rows")}</span>
                <input name="q" value={wanted} />
              </label>
            </form>
            <EditDoor
              visit={visit}
              register={definition.name}
              label={say(visit, "Lägg till en rad", "Add a row")}
            />
            {drafted.length === 0 ? null : (
              <a href={addressOf.draft(definition.name)}>
                {say(
                  visit,
                  `Granska utkastet (${drafted.length})`,
                  `Look the draft through (${drafted.length})`,
                )}
              </a>
            )}
          </div>
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
                        <a href={addressOf.row(definition.name, key)}>
                          {texts[column.name] === "" ? key : texts[column.name]}
                        </a>
                        {inDraft.has(key) ? " " : null}
                        {inDraft.has(key) ? (
                          <span class="tag waiting">{say(visit, "utkast", "draft")}</span>
                        ) : null}
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
        </>
      ),
    };
  },
};
