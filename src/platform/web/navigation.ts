import type { Role } from "../access/index.ts";
import type { Entry } from "./visit.ts";

/** Where in the navigation an address stands: the entry, and the page of it. */
export interface Place {
  readonly entry: Entry | undefined;
  readonly page: Entry | undefined;
}

/** The entries a role is shown, each with the pages it may open. */
export function entriesOf(entries: readonly Entry[], role: Role): readonly Entry[] {
  return entries
    .filter((entry) => entry.allow.includes(role))
    .map((entry) =>
      entry.pages === undefined
        ? entry
        : { ...entry, pages: entry.pages.filter((page) => page.allow.includes(role)) },
    );
}

/** The place whose address is the longest beginning of the path: "/settlements/radar" before "/settlements". */
export function placeOf(entries: readonly Entry[], path: string): Place {
  const bare = decodeURIComponentSafely(path.split("?")[0] ?? path);
  let found: Place = { entry: undefined, page: undefined };
  let longest = -1;
  for (const entry of entries)
    for (const page of [entry, ...(entry.pages ?? [])])
      for (const beginning of [page.path, ...(page.covers ?? [])]) {
        if (!begins(bare, beginning) || beginning.length < longest) continue;
        // Of two that are as long, the page of an entry tells more than the entry.
        if (beginning.length === longest && page === entry) continue;
        longest = beginning.length;
        found = { entry, page: page === entry ? undefined : page };
      }
  return found;
}

function begins(path: string, beginning: string): boolean {
  if (beginning === "/") return path === "/";
  return path === beginning || path.startsWith(`${beginning}/`) || path.startsWith(`${beginning}:`);
}

function decodeURIComponentSafely(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** What the reader has chosen and goes on reading by: kept in every address of the page. */
const kept = ["year", "period", "unit"] as const;

/** The choices in a path that follow the reader from page to page. */
export function keptChoices(path: string): Readonly<Record<string, string>> {
  const said = new URLSearchParams(path.split("?")[1] ?? "");
  const found: Record<string, string> = {};
  for (const name of kept) {
    const value = said.get(name);
    if (value !== null && /^[a-z0-9-]{1,10}$/.test(value)) found[name] = value;
  }
  return found;
}

/**
 * Carries the choices over into the links of a page that has been rendered. A link that says something of its own about one of them is
 * left as it is; files, forms and other machines' addresses are too.
 */
export function carryChoices(html: string, choices: Readonly<Record<string, string>>): string {
  const entries = Object.entries(choices);
  if (entries.length === 0) return html;
  return html.replaceAll(
    /<a ([^>]*?)href="(\/[^"#]*)(#[^"]*)?"/g,
    (whole, before: string, path: string, hash = "") => {
      if (/^\/(assets|language|sign-out|api)\b/.test(path) || path.startsWith("//")) return whole;
      const added = entries
        .filter(([name]) => !new RegExp(`[?&;]${name}=`).test(path))
        .map(([name, value]) => `${name}=${value}`);
      if (added.length === 0) return whole;
      return `<a ${before}href="${path}${path.includes("?") ? "&amp;" : "?"}${added.join("&amp;")}${hash}"`;
    },
  );
}
