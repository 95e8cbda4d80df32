import { parseMicro } from "../../../kernel/index.ts";

/** What can be dragged on the page. */
export const playKinds = ["price", "volume", "cost", "key", "driver"] as const;
export type PlayKind = (typeof playKinds)[number];

/** The assumption that is being made just now, as the form holds it. */
export interface PlayDraft {
  readonly kind: PlayKind;
  /** An item, a field and its code (`element:staff`), a service or a driver. */
  readonly what: string;
  /** A customer or a subject, `*` for all; of a key its name. Prices and costs have none. */
  readonly who: string;
  /** Per cent more, or less, as written. */
  readonly change: string;
}

export function isPlayKind(text: string | null | undefined): text is PlayKind {
  return playKinds.some((kind) => kind === text);
}

/** The draft as an assumption is written; undefined as long as it changes nothing. */
export function writtenOf({ kind, what, who, change }: PlayDraft): string | undefined {
  if (what === "") return undefined;
  if (kind === "key") return who === "" ? undefined : `key/${what}=${who}`;
  const written = change.trim().replace("\u2212", "-").replace(/\s*%$/, "").replace(",", ".");
  const size = parseMicro(written.replace(/^[+-]/, ""));
  if (size === 0 || written === "") return undefined;
  const signed = /^[+-]/.test(written) ? written : `+${written}`;
  return kind === "price" || kind === "cost"
    ? `${kind}/${what}=${signed}%`
    : `${kind}/${what}/${who === "" ? "*" : who}=${signed}%`;
}

/** The page's address with its assumptions: what is shared, and what the address bar shows. */
export function playAddress(version: string, written: readonly string[], kind?: PlayKind): string {
  const query = new URLSearchParams({ version });
  for (const one of written) query.append("set", one);
  if (kind !== undefined) query.set("kind", kind);
  return `/price-list/play?${query.toString()}`;
}
