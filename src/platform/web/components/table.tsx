import type { Child } from "hono/jsx";
import type { Ore } from "../../../kernel/index.ts";
import type { AmountUnit } from "../../language/index.ts";
import { say } from "../visit.ts";
import { Amount } from "./figure.tsx";
import { addressWith, usePage } from "./page-context.ts";

/**
 * The one table: scrolls sideways by itself on a narrow screen, can be reached by keyboard for that, and can be taken along
 * as Excel or CSV. `quiet` is for a few facts nobody wants in a file.
 */
export function Table({
  caption,
  children,
  label,
  quiet = false,
}: {
  caption?: Child;
  children: Child;
  label: string;
  quiet?: boolean;
}) {
  const page = usePage();
  const number = page === undefined ? 0 : (page.tables += 1);
  return (
    <>
      <div class="table-room" role="region" aria-label={label} tabindex={0} id={`table-${number}`}>
        <table class="ds-table" data-hover data-number={number}>
          {caption === undefined ? null : <caption>{caption}</caption>}
          {children}
        </table>
      </div>
      {page === undefined || quiet ? null : <TableTools number={number} label={label} />}
    </>
  );
}

function TableTools({ number, label }: { number: number; label: string }) {
  const page = usePage();
  if (page === undefined) return null;
  const { visit } = page;
  const file = (as: string): string => addressWith(visit.path, { as, table: String(number) });
  return (
    <p class="table-tools">
      <button
        type="button"
        data-copy-table={number}
        hidden
        aria-label={`${say(visit, "Kopiera", "Copy")}: ${label}`}
      >
        {say(visit, "Kopiera", "Copy")}
      </button>
      <a href={file("xlsx")} aria-label={`Excel: ${label}`} rel="nofollow">
        Excel
      </a>
      <a href={file("csv")} aria-label={`CSV: ${label}`} rel="nofollow">
        CSV
      </a>
    </p>
  );
}

/** A row of amounts: what it is, where it leads, and a figure under each head. */
export interface FiguresRow {
  readonly name: string;
  readonly path?: string | undefined;
  /** A sentence under the name. */
  readonly beneath?: string | undefined;
  readonly amountsOre: readonly (Ore | undefined)[];
  /** What stands after the figures. */
  readonly after?: readonly Child[];
  /** Address of the basis of a figure, by its place in the row. */
  readonly basis?: ((at: number) => string | undefined) | undefined;
}

/** A table of amounts: the first head names the rows, the others the figures; a sum beneath when there is one. */
export function Figures({
  label,
  first,
  heads,
  after = [],
  rows,
  totalOre,
  totalBasis,
  total,
  unit = "kr",
}: {
  label: string;
  first: string;
  heads: readonly string[];
  /** Heads of what stands after the figures. */
  after?: readonly string[];
  rows: readonly FiguresRow[];
  totalOre?: readonly (Ore | undefined)[] | undefined;
  /** Address of the basis of a sum, by its place. */
  totalBasis?: ((at: number) => string | undefined) | undefined;
  /** What the sum is called; "Summa" unless told. */
  total?: string;
  unit?: AmountUnit;
}) {
  const language = usePage()?.visit.language ?? "sv";
  return (
    <Table label={label}>
      <thead>
        <tr>
          <th scope="col">{first}</th>
          {heads.map((head) => (
            <NumberHead>{head}</NumberHead>
          ))}
          {after.map((head) => (
            <th scope="col">{head}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <th scope="row">
              {row.path === undefined ? row.name : <a href={row.path}>{row.name}</a>}
              {row.beneath === undefined ? null : <span class="beneath">{row.beneath}</span>}
            </th>
            {row.amountsOre.map((amountOre, at) => (
              <AmountCell
                amountOre={amountOre}
                unit={unit}
                basis={row.basis?.(at)}
                label={`${row.name}, ${heads[at] ?? ""}`}
              />
            ))}
            {(row.after ?? []).map((cell) => (
              <td>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
      {totalOre === undefined ? null : (
        <tfoot>
          <tr class="total">
            <th scope="row">{total ?? say({ language }, "Summa", "Total")}</th>
            {totalOre.map((amountOre, at) => (
              <AmountCell
                amountOre={amountOre}
                unit={unit}
                basis={totalBasis?.(at)}
                label={`${total ?? say({ language }, "Summa", "Total")}, ${heads[at] ?? ""}`}
              />
            ))}
            {after.map(() => (
              <td />
            ))}
          </tr>
        </tfoot>
      )}
    </Table>
  );
}

/** The head of a column of figures. */
export function NumberHead({ children, wide = false }: { children: Child; wide?: boolean }) {
  return (
    <th scope="col" class={wide ? "number wide-only" : "number"}>
      {children}
    </th>
  );
}

/** A cell with an amount in it. */
export function AmountCell({
  amountOre,
  unit = "kr",
  basis,
  label,
  wide = false,
}: {
  amountOre: Ore | undefined;
  unit?: AmountUnit;
  basis?: string | undefined;
  label?: string | undefined;
  /** Only where there is room. */
  wide?: boolean;
}) {
  const language = usePage()?.visit.language ?? "sv";
  return (
    <td class={wide ? "number wide-only" : "number"}>
      <Amount amountOre={amountOre} language={language} unit={unit} basis={basis} label={label} />
    </td>
  );
}
