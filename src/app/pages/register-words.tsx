import type { RegisterDefinition } from "../../platform/registers/index.ts";
import { say, Title, type View, type Visit } from "../../platform/web/index.ts";
import { registersFor } from "../registers.ts";

type Column = RegisterDefinition["columns"][number];

export const readerOf = (visit: Visit): "staff" | "customer" =>
  visit.person.role === "customer" ? "customer" : "staff";

/** The register of the page's address, where the reader has rows of it. */
export function definitionOf(visit: Visit): RegisterDefinition | undefined {
  return registersFor(readerOf(visit)).find((register) => register.name === visit.parameter("register"));
}

/** A column's first other name is its Swedish one; where files may also spell it without its dots and rings, it is shown with them. */
export function labelOf(visit: Pick<Visit, "language">, { name, aliases = [] }: Column): string {
  const plain = (word: string): string => word.replaceAll(/[åä]/g, "a").replaceAll("ö", "o");
  const [first = name] = aliases;
  const swedish = aliases.find((one) => one !== first && plain(one) === first) ?? first;
  const text = say(visit, swedish, name).replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The label of a column by its name; the name itself where the register has no such column any more. */
export function labelOfName(visit: Visit, { columns }: RegisterDefinition, name: string): string {
  const column = columns.find((one) => one.name === name);
  return column === undefined ? name : labelOf(visit, column);
}

/** A cell's text as people read it. */
export function cellWords(visit: Visit, { columns }: RegisterDefinition, name: string, text: string): string {
  if (text === "") return "–";
  if (columns.find((one) => one.name === name)?.type !== "flag") return text;
  return text === "1" ? say(visit, "ja", "yes") : say(visit, "nej", "no");
}

export function nameOf(visit: Visit, { titleSv, titleEn }: RegisterDefinition): string {
  return say(visit, titleSv, titleEn);
}

/** What a row is called, where it has a name besides its key. */
export function rowName(visit: Visit, texts: Readonly<Record<string, string>>): string {
  const name = say(visit, texts["name_sv"] ?? "", texts["name_en"] ?? "");
  return name === "" ? (texts["name"] ?? "") : name;
}

/** Addresses of a register's pages. */
export const addressOf = {
  register: (register: string): string => `/registers/${register}`,
  row: (register: string, key: string): string => `/registers/${register}/row?key=${encodeURIComponent(key)}`,
  edit: (register: string, asked: Readonly<Record<string, string>>): string =>
    `/registers/${register}/edit?${new URLSearchParams(asked).toString()}`,
  draft: (register: string, home = ""): string =>
    `/registers/${register}/draft${home === "" ? "" : `?home=${encodeURIComponent(home)}`}`,
};

/** The way home of every page of a register. */
export function crumbsOf(visit: Visit, definition?: RegisterDefinition) {
  return [
    { path: "/registers", label: say(visit, "Register", "Registers") },
    ...(definition === undefined
      ? []
      : [{ path: addressOf.register(definition.name), label: nameOf(visit, definition) }]),
  ];
}

/** A moment as a table shows it: to the minute. */
export const momentText = (at: string): string => at.slice(0, 16).replace("T", " ");

export function missing(visit: Visit): View {
  const title = say(visit, "Registret eller raden finns inte", "There is no such register or row");
  return { title, status: 404, body: <Title>{title}</Title> };
}
