import { formatAmount, formatPercent } from "../../platform/language/index.ts";
import { say, Table, type Visit } from "../../platform/web/index.ts";
import type { Explanation } from "../../economy/ledger/index.ts";
import { seenBy } from "../explainers.ts";
import { addressOf, formulaOf, labelOf } from "./explanation-words.ts";

const childrenPerPage = 200;

/** What a figure is made of, a row each, with the sum beneath. */
export function PartsTable({ visit, id, node }: { visit: Visit; id: string; node: Explanation }) {
  const count = node.children.length;
  if (count === 0) return null;
  const page = Math.max(1, Math.floor(Number(visit.query("page") ?? "1")) || 1);
  const first = (page - 1) * childrenPerPage;
  const shown = node.children.slice(first, first + childrenPerPage);
  const isSum = node.unit !== "percent";
  // Shares say something when all parts pull the same way; with parts that take from each other they do not.
  const hasShares =
    isSum &&
    node.unit === undefined &&
    count > 1 &&
    node.children.every((child) => Math.sign(child.amountOre) * Math.sign(node.amountOre) >= 0);
  return (
    <>
      <Table label={say(visit, "Delar", "Parts")}>
        <thead>
          <tr>
            <th scope="col">{say(visit, "Består av", "Made of")}</th>
            {hasShares ? (
              <th scope="col" class="number wide-only">
                {say(visit, "Andel", "Share")}
              </th>
            ) : null}
            <th scope="col" class="number">
              {node.unit === "count" ? say(visit, "Antal", "Count") : say(visit, "Kronor", "Kronor")}
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((child) => {
            const link = linkOf(visit, id, child);
            const how = formulaOf(visit, child);
            return (
              <tr>
                <th scope="row">
                  {link === undefined ? labelOf(visit, child) : <a href={link}>{labelOf(visit, child)}</a>}
                  {how === "" ? null : <span class="beneath">{how}</span>}
                  <BookPlace visit={visit} node={child} />
                  <Seen visit={visit} node={child} />
                </th>
                {hasShares ? (
                  <td class="number wide-only">
                    {formatPercent(
                      { numerator: child.amountOre, denominator: node.amountOre },
                      visit.language,
                    )}
                  </td>
                ) : null}
                <td class="number">
                  <span class="figure">{figureText(visit, child)}</span>
                </td>
              </tr>
            );
          })}
        </tbody>
        {isSum ? (
          <tfoot>
            <tr class="total">
              <th scope="row">
                {count === 1
                  ? say(visit, "Summa", "Total")
                  : say(visit, `Summa, ${count} delar`, `Total, ${count} parts`)}
              </th>
              {hasShares ? <td class="number wide-only" /> : null}
              <td class="number">
                <span class="figure">{figureText(visit, node)}</span>
              </td>
            </tr>
          </tfoot>
        ) : null}
      </Table>
      {count > childrenPerPage ? (
        <nav class="pages" aria-label={say(visit, "Sidor", "Pages")}>
          <span>
            {say(visit, "Visar", "Showing")} {first + 1}–{first + shown.length} {say(visit, "av", "of")}{" "}
            {count}.
          </span>
          {page > 1 ? <a href={pageOf(id, page - 1)}>{say(visit, "Föregående", "Previous")}</a> : null}
          {first + shown.length < count ? (
            <a href={pageOf(id, page + 1)}>{say(visit, "Nästa", "Next")}</a>
          ) : null}
        </nav>
      ) : null}
    </>
  );
}

/** A figure as its unit is read: kronor, a count, per cent. */
export function figureText(visit: Visit, node: Explanation): string {
  if (node.unit === "count") return String(node.amountOre);
  if (node.unit === "percent" && node.ratio !== undefined)
    return formatPercent(node.ratio, visit.language, node.ratio.decimals);
  return formatAmount(node.amountOre, visit.language, "kr");
}

/** Where a part is opened by its own id; nowhere when it is the end. A price is worth opening even where it ends. */
function linkOf(visit: Visit, id: string, child: Explanation): string | undefined {
  const isPrice = visit.person.role === "customer" && child.id.startsWith("price:") && child.id !== id;
  return child.closed === true || isPrice ? addressOf(child.id) : undefined;
}

function pageOf(id: string, page: number): string {
  return `${addressOf(id)}?page=${page}`;
}

/** Where a part stands in the books, or in a file; links for those who may read them, and who pays for a line. */
export function BookPlace({ visit, node }: { visit: Visit; node: Explanation }) {
  const { voucher, line, file, fileLine, row } = node;
  const isStaff = visit.person.role !== "customer";
  if (voucher === undefined && (file === undefined || !isStaff)) return null;
  const address = `/vouchers/${(voucher ?? "").split("/").map(encodeURIComponent).join("/")}`;
  const isLine = node.id.startsWith("voucher:") && node.children.length === 0;
  const place =
    file === undefined
      ? undefined
      : [
          file,
          ...(fileLine === undefined ? [] : [`${say(visit, "rad", "line")} ${fileLine}`]),
          ...(row === undefined ? [] : [row]),
        ].join(", ");
  return (
    <span class="beneath">
      {voucher === undefined ? null : (
        <>
          {say(visit, "Verifikation", "Voucher")}{" "}
          {isStaff ? (
            <a href={line === undefined ? address : `${address}?line=${line}#line-${line}`}>{voucher}</a>
          ) : (
            voucher
          )}
          {line === undefined ? null : `, ${say(visit, "rad", "line")} ${line}`}
        </>
      )}
      {place === undefined || !isStaff ? null : `${voucher === undefined ? "" : " · "}${place}`}
      {isLine && isStaff ? (
        <>
          {" · "}
          <a href={addressOf(node.id)}>{say(visit, "Vem betalar för raden?", "Who pays for this line?")}</a>
        </>
      ) : null}
    </span>
  );
}

/** The figures that a part leads to: a customer's share of a cost to the invoice lines that charge it. */
function Seen({ visit, node }: { visit: Visit; node: Explanation }) {
  const seen = seenBy(visit.person.role, node);
  if (seen.length === 0) return null;
  return (
    <span class="beneath">
      {say(visit, "Se ", "See ")}
      {seen.map((one, at) => (
        <>
          {at === 0 ? null : "; "}
          <a href={addressOf(one.id)}>{labelOf(visit, one)}</a>
        </>
      ))}
    </span>
  );
}
