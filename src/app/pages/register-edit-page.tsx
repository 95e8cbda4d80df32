import type { Problem } from "../../kernel/index.ts";
import { problemWords } from "../../platform/language/index.ts";
import { editingRegisters, type RegisterDefinition, textsOf } from "../../platform/registers/index.ts";
import {
  draftOf,
  entriesOf,
  knownCodes,
  othersDrafting,
  proposeEdits,
  referenceName,
} from "../../platform/registers/actions/index.ts";
import { localPath, type Page, say, Title, type Visit } from "../../platform/web/index.ts";
import { entryKey } from "../register-json.ts";
import { registers } from "../registers.ts";
import { discardEditsAct, keepEditAct } from "./register-acts.ts";
import {
  addressOf,
  cellWords,
  crumbsOf,
  definitionOf,
  labelOf,
  missing,
  momentText,
  nameOf,
  rowName,
} from "./register-words.tsx";

type Cells = Readonly<Record<string, string>>;
type Column = RegisterDefinition["columns"][number];

/** Everything the form of one row needs to know. */
interface Asked {
  readonly definition: RegisterDefinition;
  /** The row's key, or its name in the draft; '' for one that is begun here. */
  readonly row: string;
  /** What the row says now; undefined for a new one. */
  readonly says: Cells | undefined;
  /** What stands in the fields. */
  readonly texts: Cells;
  readonly keptAt: string | undefined;
  readonly faults: ReadonlyMap<string, readonly Problem[]>;
  /** Faults of no one field. */
  readonly others: readonly Problem[];
  /** Cells that others have changed since the draft was written: what they said then. */
  readonly since: ReadonlyMap<string, string>;
  readonly codes: ReadonlyMap<string, readonly string[]>;
  readonly drafting: readonly { readonly person: string; readonly keptAt: string }[];
}

const mostCodes = 2_000;

/** The form of one row: a field for each cell, what is wrong beside it, and what it says in the register where the draft says else. */
export const registerEditPage: Page = {
  path: "/registers/:register/edit",
  allow: editingRegisters.roles,
  async render(visit) {
    const definition = definitionOf(visit);
    const asked = definition && (await askedOf(visit, definition));
    if (definition === undefined || asked === undefined) return missing(visit);
    const { row, says } = asked;
    const home = localPath(visit.query("home") ?? "");
    const name = rowName(visit, says ?? {});
    const whose = `${nameOf(visit, definition)}${name === "" ? "" : `: ${name}`}.`;
    const title = says === undefined ? say(visit, "Ny rad", "New row") : row;
    return {
      title,
      crumbs: crumbsOf(visit, definition),
      body: (
        <>
          <Title
            lead={say(
              visit,
              `${whose} Inget ändras förrän du har granskat och sparat.`,
              `${whose} Nothing changes until you have looked it through and saved.`,
            )}
          >
            {says === undefined ? title : say(visit, `Ändra ${row}`, `Change ${row}`)}
          </Title>
          <Notices visit={visit} asked={asked} />
          <Form visit={visit} asked={asked} home={visit.query("home") === undefined ? "" : home} />
          <p>
            <a href={visit.query("home") === undefined ? backOf(definition, asked) : home}>
              {say(visit, "Tillbaka utan att spara", "Back without saving")}
            </a>
          </p>
        </>
      ),
    };
  },
};

function backOf(definition: RegisterDefinition, { row, says }: Asked): string {
  return says === undefined ? addressOf.register(definition.name) : addressOf.row(definition.name, row);
}

async function askedOf(visit: Visit, definition: RegisterDefinition): Promise<Asked | undefined> {
  const key = visit.query("key") ?? "";
  const copied = visit.query("copy");
  return visit.read(async (tx) => {
    const { id } = visit.provider;
    const entries = await entriesOf(tx, id, definition);
    const textsOfKey = (wanted: string): Cells | undefined => {
      const entry = entries.find((one) => entryKey(definition, one) === wanted);
      return entry && textsOf(definition, entry);
    };
    const drafted = (await draftOf(tx, id, definition.name, visit.person.login)).find(
      (one) => one.row === key,
    );
    const says = key === "" ? undefined : textsOfKey(key);
    if (key !== "" && says === undefined && drafted === undefined) return undefined;
    const [proposed] =
      drafted === undefined
        ? []
        : (await proposeEdits(tx, id, definition, [drafted], { referring: registers })).edits;
    const faults = new Map<string, Problem[]>();
    for (const { column, problem } of proposed?.faults ?? [])
      if (problem.code !== "registers.changed-meanwhile")
        faults.set(column ?? "", [...(faults.get(column ?? "") ?? []), problem]);
    const known = await knownCodes(tx, id, definition.references);
    const codes = new Map<string, readonly string[]>();
    for (const reference of definition.references) {
      const [column] = reference.columns;
      const there = known.get(referenceName(reference));
      if (
        reference.columns.length === 1 &&
        column !== undefined &&
        there !== undefined &&
        there.size <= mostCodes
      )
        codes.set(column, [...there].sort());
    }
    return {
      definition,
      row: key,
      says,
      texts: { ...says, ...(copied === undefined ? {} : textsOfKey(copied)), ...drafted?.cells },
      keptAt: drafted?.keptAt,
      faults,
      others: faults.get("") ?? [],
      since: new Map(
        [...(proposed?.cells ?? []), ...(proposed?.meanwhile ?? [])].flatMap((cell) =>
          drafted?.base !== undefined && says !== undefined && drafted.base[cell.column] !== says[cell.column]
            ? [[cell.column, drafted.base[cell.column] ?? ""]]
            : [],
        ),
      ),
      codes,
      drafting: await othersDrafting(tx, id, {
        register: definition.name,
        row: key,
        person: visit.person.login,
      }),
    };
  });
}

function Notices({ visit, asked }: { visit: Visit; asked: Asked }) {
  const { drafting, keptAt, others, since } = asked;
  const who = drafting.map((one) => `${one.person} (${momentText(one.keptAt)})`).join(", ");
  return (
    <>
      {keptAt === undefined ? null : (
        <p class="small">
          {say(
            visit,
            `Ur ditt utkast från ${momentText(keptAt)}.`,
            `Out of your draft of ${momentText(keptAt)}.`,
          )}
        </p>
      )}
      {since.size === 0 ? null : (
        <p class="notice" role="status">
          {say(
            visit,
            "Raden har ändrats av någon annan sedan du skrev. Vad den säger nu står vid fälten.",
            "Somebody else has changed the row since you wrote. What it says now stands at the fields.",
          )}
        </p>
      )}
      {who === "" ? null : (
        <p class="notice">{say(visit, `Finns också i utkast hos ${who}.`, `Also in the draft of ${who}.`)}</p>
      )}
      {others.length === 0 ? null : (
        <div class="field" role="alert">
          {others.map((problem) => (
            <Wrong visit={visit} problem={problem} />
          ))}
        </div>
      )}
    </>
  );
}

function Wrong({ visit, problem, id }: { visit: Visit; problem: Problem; id?: string }) {
  const { message, advice } = problemWords(problem, visit.language);
  return (
    <span class="wrong" id={id}>
      {message}
      {advice === undefined ? null : <span class="beneath">{advice}</span>}
    </span>
  );
}

function Form({ visit, asked, home }: { visit: Visit; asked: Asked; home: string }) {
  const { definition, row, says } = asked;
  const columns = definition.columns.filter(
    (column) => says === undefined || !definition.key.includes(column.name),
  );
  const parameters = `/registers/${definition.name}`;
  return (
    <>
      <form class="edit-form" method="post" action={`${parameters}/draft`}>
        <input type="hidden" name="back" value={visit.path} />
        <input type="hidden" name="row" value={row} />
        <input type="hidden" name="change" value={says === undefined ? "add" : "change"} />
        <input type="hidden" name="columns" value={columns.map(({ name }) => name).join(" ")} />
        <input type="hidden" name="home" value={home} />
        {says === undefined ? null : <input type="hidden" name="saw" value={JSON.stringify(says)} />}
        {columns.map((column) => (
          <Field visit={visit} asked={asked} column={column} />
        ))}
        {[...asked.codes].map(([column, codes]) => (
          <datalist id={`codes-${column}`}>
            {codes.map((code) => (
              <option value={code} />
            ))}
          </datalist>
        ))}
        <div class="edit-buttons">
          <button class="button" type="submit" name="go" value="review">
            {say(visit, "Granska", "Look through")}
          </button>
          <button class="button second" type="submit" name="go" value="stay">
            {say(visit, keepEditAct.sv, keepEditAct.en)}
          </button>
        </div>
      </form>
      {asked.keptAt === undefined ? null : (
        <form method="post" action={`${parameters}/discard`} class="doors">
          <input type="hidden" name="back" value={visit.path} />
          <input type="hidden" name="row" value={row} />
          <input type="hidden" name="home" value={home} />
          <button class="button second" type="submit">
            {say(
              visit,
              `${discardEditsAct.sv} utkastet till raden`,
              `${discardEditsAct.en} the draft of this row`,
            )}
          </button>
        </form>
      )}
    </>
  );
}

/** What a field takes, in words. */
function hintOf(visit: Visit, { definition, codes }: Asked, column: Column): string | undefined {
  const isList = definition.lists.includes(column.name);
  const separated = definition.names?.includes(column.name) === true;
  if (separated) return say(visit, "Flera skiljs med |", "Several, with | between");
  if (isList) return say(visit, "Flera skiljs med blanksteg", "Several, with blanks between");
  switch (column.type) {
    case "day":
      return say(visit, "Dag: 2024-12-31", "Day: 2024-12-31");
    case "period":
      return say(visit, "Månad: 2024-12", "Month: 2024-12");
    case "kronor":
      return say(visit, "Kronor: 1 234,50", "Kronor: 1 234,50");
    case "micro":
      return say(visit, "Tal, högst sex decimaler", "Number, at most six decimals");
    case "whole":
      return say(visit, "Heltal", "Whole number");
    case "text":
    case "code":
    case "flag":
    case "choice":
      return codes.has(column.name) ? say(visit, "Beteckning som finns", "A code that is there") : undefined;
    default:
      return column.type satisfies never;
  }
}

function Field({ visit, asked, column }: { visit: Visit; asked: Asked; column: Column }) {
  const { definition, says, texts, faults, since } = asked;
  const text = texts[column.name] ?? "";
  const wrong = faults.get(column.name) ?? [];
  const isEdited = asked.keptAt !== undefined && says !== undefined && text !== (says[column.name] ?? "");
  const hint = hintOf(visit, asked, column);
  const id = `f-${column.name}`;
  const saw = since.get(column.name);
  const now = (told: string): string => cellWords(visit, definition, column.name, told);
  const beneath = [
    ...(hint === undefined ? [] : [`${id}-hint`]),
    ...(isEdited ? [`${id}-was`] : []),
    ...(saw === undefined ? [] : [`${id}-since`]),
    ...wrong.map((_, at) => `${id}-wrong-${at}`),
  ];
  return (
    <div class={isEdited ? "field is-edited" : "field"}>
      <label for={id}>
        <span>{labelOf(visit, column)}</span>
        {column.empty === true || column.optional === true ? (
          <span class="small">{say(visit, " · valfritt", " · optional")}</span>
        ) : null}
      </label>
      <Input
        asked={asked}
        column={column}
        text={text}
        visit={visit}
        attributes={{
          id,
          name: `cell.${column.name}`,
          ...(wrong.length === 0 ? {} : { "aria-invalid": "true" as const }),
          ...(beneath.length === 0 ? {} : { "aria-describedby": beneath.join(" ") }),
        }}
      />
      {hint === undefined ? null : (
        <span class="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {isEdited ? (
        <span class="hint" id={`${id}-was`}>
          {say(visit, "Sparat: ", "Saved: ")}
          <span class="was">{now(says[column.name] ?? "")}</span>
        </span>
      ) : null}
      {saw === undefined ? null : (
        <span class="wrong" id={`${id}-since`}>
          {say(
            visit,
            `Ändrat av någon annan: från ”${now(saw)}” till ”${now(says?.[column.name] ?? "")}”.`,
            `Changed by somebody else: from "${now(saw)}" to "${now(says?.[column.name] ?? "")}".`,
          )}
        </span>
      )}
      {wrong.map((problem, at) => (
        <Wrong visit={visit} problem={problem} id={`${id}-wrong-${at}`} />
      ))}
    </div>
  );
}

interface Attributes {
  readonly id: string;
  readonly name: string;
  readonly "aria-invalid"?: "true";
  readonly "aria-describedby"?: string;
}

function Input({
  visit,
  asked,
  column,
  text,
  attributes,
}: {
  visit: Visit;
  asked: Asked;
  column: Column;
  text: string;
  attributes: Attributes;
}) {
  const mayBeEmpty = column.empty === true || column.optional === true;
  const choices =
    column.type === "flag"
      ? [
          ["1", say(visit, "ja", "yes")],
          ["0", say(visit, "nej", "no")],
        ]
      : column.values?.map((value) => [value, value]);
  if (choices !== undefined) {
    // What was typed elsewhere and is none of the choices stays, to be seen and corrected.
    const known = choices.map(([value]) => value);
    const all = [
      ...(mayBeEmpty || text === "" ? [["", "–"]] : []),
      ...choices,
      ...(text === "" || known.includes(text) ? [] : [[text, text]]),
    ];
    return (
      <select {...attributes}>
        {all.map(([value, label]) => (
          <option value={value} selected={value === text}>
            {label}
          </option>
        ))}
      </select>
    );
  }
  if (column.type === "text" && (text.length > 70 || text.includes("\n")))
    return (
      <textarea {...attributes} rows={Math.min(8, Math.ceil(text.length / 45) + 1)}>
        {text}
      </textarea>
    );
  const isList = asked.definition.lists.includes(column.name);
  const isNumber = column.type === "kronor" || column.type === "micro";
  return (
    <input
      type="text"
      {...attributes}
      value={text}
      autocomplete="off"
      list={asked.codes.has(column.name) && !isList ? `codes-${column.name}` : undefined}
      inputmode={isNumber ? "decimal" : column.type === "whole" ? "numeric" : undefined}
    />
  );
}
