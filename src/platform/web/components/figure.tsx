import type { Child } from "hono/jsx";
import type { Ore } from "../../../kernel/index.ts";
import type { AmountUnit, Language } from "../../language/index.ts";
import { formatAmount } from "../../language/index.ts";
import { say } from "../visit.ts";
import { usePage } from "./page-context.ts";
import { withTerms } from "./term.tsx";

/** An amount in a table cell: right-aligned, tabular figures; a link to its basis where there is one. */
export function Amount({
  amountOre,
  language,
  unit,
  basis,
  label,
}: {
  amountOre: Ore | undefined;
  language: Language;
  unit: AmountUnit;
  /** Address of the explanation. */
  basis?: string | undefined;
  /** What the figure is, for those who hear the link: "Intäkter, bokslut 2024". */
  label?: string | undefined;
}) {
  if (amountOre === undefined) return <span class="figure none">–</span>;
  const text = formatAmount(amountOre, language, unit);
  return basis === undefined ? (
    <span class="figure">{text}</span>
  ) : (
    <a class="figure" href={basis} aria-label={label === undefined ? undefined : `${label}: ${text}`}>
      {text}
    </a>
  );
}

/** Where a figure's basis (underlag) is read, by the id that `explain` takes. */
export function basisAddress(id: string): string {
  return `/explain/${encodeURIComponent(id)}`;
}

/** A heading with what the reader should know first. */
export function Title({ children, lead }: { children: Child; lead?: Child }) {
  return (
    <div class="title">
      <h1 class="ds-heading" data-size="lg">
        {children}
      </h1>
      {lead === undefined ? null : <p class="lead">{typeof lead === "string" ? withTerms(lead) : lead}</p>}
    </div>
  );
}

/** One figure by itself: its value, its unit, its permanent address to copy, and its basis to open. */
export function Figure({
  value,
  unit,
  basis,
  isHere = false,
}: {
  value: string;
  unit?: string | undefined;
  /** Address of what it is made of. */
  basis?: string | undefined;
  /** The page is the figure's own: it has nothing more to open. */
  isHere?: boolean;
}) {
  const page = usePage();
  const address = basis ?? page?.visit.path;
  return (
    <p class="big-figure">
      <span>
        {basis === undefined || isHere ? (
          <span class="figure">{value}</span>
        ) : (
          <a class="figure" href={basis}>
            {value}
          </a>
        )}
        {unit === undefined ? null : <span class="unit"> {unit}</span>}
      </span>
      {page === undefined || address === undefined ? null : (
        <span class="figure-tools">
          {basis === undefined || isHere ? null : (
            <a href={basis}>{say(page.visit, "Visa underlag", "Show the basis")}</a>
          )}
          <button type="button" class="quiet" data-copy-link={address} hidden>
            {say(page.visit, "Kopiera länk", "Copy link")}
          </button>
        </span>
      )}
    </p>
  );
}
