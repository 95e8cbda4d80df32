import { createContext, useContext } from "hono/jsx";
import type { Visit } from "../visit.ts";

/** What the components of a page may know without being told one by one: whose visit it is, and how many tables stand before them. */
export interface PageContext {
  readonly visit: Visit;
  tables: number;
}

export const PageRoom = createContext<PageContext | undefined>(undefined);

export function usePage(): PageContext | undefined {
  return useContext(PageRoom);
}

/** The page's own address with something else asked of it. */
export function addressWith(path: string, change: Readonly<Record<string, string>>): string {
  const [bare = "/", query = ""] = path.split("?");
  const said = new URLSearchParams(query);
  for (const [name, value] of Object.entries(change)) said.set(name, value);
  return `${bare}?${said.toString()}`;
}
