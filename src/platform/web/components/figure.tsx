import type { Child } from "hono/jsx";
import type { Ore } from "../../../kernel/index.ts";
import type { AmountUnit, Language } from "../../language/index.ts";
import { formatAmount } from "../../language/index.ts";

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

/** A heading with what the reader should know first. */
export function Title({ children, lead }: { children: Child; lead?: Child }) {
  return (
    <div class="title">
      <h1 class="ds-heading" data-size="lg">
        {children}
      </h1>
      {lead === undefined ? null : <p class="lead">{lead}</p>}
    </div>
  );
}

/** A table that scrolls sideways by itself on a narrow screen, and can be reached by keyboard for that. */
export function Table({ caption, children, label }: { caption?: Child; children: Child; label: string }) {
  return (
    <div class="table-room" role="region" aria-label={label} tabindex={0}>
      <table class="ds-table" data-hover>
        {caption === undefined ? null : <caption>{caption}</caption>}
        {children}
      </table>
    </div>
  );
}
