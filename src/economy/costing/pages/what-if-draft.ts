import { parseMicro } from "../../../kernel/index.ts";

/** What can be dragged on the page. */
export const draftKinds = ["driver", "volume", "key", "cost"] as const;
export type DraftKind = (typeof draftKinds)[number];

/** The assumption that is being made just now, as the form holds it. */
export interface Draft {
  readonly kind: DraftKind;
  /** A driver, an item, a service, or a field and its code (`element:staff`). */
  readonly what: string;
  /** A subject or a customer; `*` for all. A key has none. */
  readonly who: string;
  /** Per cent more (or less), as written; for a key the key's name. */
  readonly change: string;
  /** The first month it holds in; '' for the whole year. */
  readonly from: string;
}

export function isDraftKind(text: string | null | undefined): text is DraftKind {
  return draftKinds.some((kind) => kind === text);
}

/** The draft in the words of `--set`; `undefined` as long as it changes nothing. */
export function assumptionOf({ kind, what, who, change, from }: Draft): string | undefined {
  if (what === "") return undefined;
  if (kind === "key") return change === "" ? undefined : `key/${what}=${change}`;
  const written = change.trim().replace("\u2212", "-").replace(/\s*%$/, "");
  const size = parseMicro(written.replace(/^[+-]/, ""));
  // What is no number goes on as it is, to be refused with the forms there are.
  const percent =
    size === undefined
      ? written
      : `${written.startsWith("-") ? "-" : "+"}${written.replace(/^[+-]/, "").replace(",", ".")}`;
  if (size === 0 || written === "") return undefined;
  const month = from === "" ? "" : `@${from}`;
  return kind === "cost"
    ? `cost/${what}=${percent}%${month}`
    : `${kind}/${what}/${who || "*"}=${percent}%${month}`;
}

/** The other way, for an assumption that the form can hold; others are kept as they are. */
export function draftOf(assumption: string): Draft | undefined {
  const key = /^key\/([^=/]+)=([^@%]+)$/u.exec(assumption);
  if (key !== null)
    return { kind: "key", what: key[1] as string, who: "", change: key[2] as string, from: "" };
  const read = /^(driver|volume|cost)\/([^=/]+)(?:\/([^=]+))?=([+-][\d.,]+)%(?:@(\d{4}-\d{2}))?$/u.exec(
    assumption,
  );
  if (read === null) return undefined;
  const [, kind, what, who = "", change, from = ""] = read as unknown as [
    string,
    DraftKind,
    string,
    string?,
    string?,
    string?,
  ];
  if ((kind === "cost") !== (who === "") || change === undefined) return undefined;
  return { kind, what, who, change: change.replace(/^\+/, ""), from };
}

/** The page's address with its assumptions: what is shared, and what the address bar shows. */
export function addressOf(
  question: { readonly year: number; readonly scenario: string },
  assumptions: readonly string[],
  more: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams({ year: String(question.year), scenario: question.scenario, ...more });
  for (const assumption of assumptions) query.append("set", assumption);
  return `/what-if?${query.toString()}`;
}
