import { assert, Refusal } from "../../kernel/index.ts";
import { formatPercent } from "../../platform/language/index.ts";
import {
  Amount,
  type Page,
  say,
  staffRoles,
  Table,
  Title,
  type View,
  type Visit,
} from "../../platform/web/index.ts";
import type { Explanation } from "../../economy/ledger/index.ts";
import type { ExplainWish } from "../explainers.ts";
import { explain } from "../explanations.ts";
import { type Crumb, placeOf } from "./explanation-place.ts";

const childrenPerPage = 200;

/**
 * "Visa underlag": one node of an explanation at a time, with its way up and its parts, which sum to it to the öre.
 * `?path=0.2` is the first part's third part: every node has an address that can be sent to a colleague.
 */
export const explanationPage: Page = {
  path: "/explain/:id",
  allow: [...staffRoles, "customer"],
  async render(visit) {
    const id = visit.parameter("id");
    const found = await treeOf(visit, id);
    if (found === undefined) return unknownView(visit);
    const { tree, place } = found;
    const way = wayTo(tree, visit.query("path") ?? "");
    const node = way.at(-1)?.node ?? tree;
    return {
      title: label(visit, node),
      crumbs: [
        ...place,
        ...way
          .slice(0, -1)
          .map((step) => ({ path: addressOf(id, step.path), label: label(visit, step.node) })),
      ],
      body: <NodeView visit={visit} id={id} path={way.at(-1)?.path ?? ""} node={node} />,
    };
  },
};

async function treeOf(
  visit: Visit,
  id: string,
): Promise<{ tree: Explanation; place: readonly Crumb[] } | undefined> {
  try {
    const wish = wishOf(id, visit.query("path") ?? "");
    const tree = await visit.recall(`explain:${wish.depth ?? ""}:${id}`, (tx) =>
      explain(tx, visit.provider.id, id, wish),
    );
    return { tree, place: await placeOf(visit, id) };
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/**
 * How much is opened at once. The parts of a cost have ids of their own and are asked for one level at a time; a
 * statement's figure is opened without its lines until somebody comes near them.
 */
function wishOf(id: string, path: string): ExplainWish {
  if (!id.startsWith("statement:")) return { depth: 1 };
  return path.split(".").filter((part) => part !== "").length < 2 ? { depth: 3 } : {};
}

function unknownView(visit: Visit): View {
  const title = say(visit, "Underlaget finns inte", "There is no such basis");
  const isCustomer = visit.person.role === "customer";
  return {
    title,
    status: 404,
    body: (
      <Title
        lead={
          isCustomer
            ? say(
                visit,
                "Adressen är fel, eller så hör underlaget till leverantörens egen bokföring. Er kundansvariga kan visa er det.",
                "The address is wrong, or the basis belongs to the provider's own books. Your account manager can show you.",
              )
            : say(visit, "Ingen siffra har den beteckningen.", "No figure goes by that id.")
        }
      >
        {title}
      </Title>
    ),
  };
}

interface Step {
  readonly path: string;
  readonly node: Explanation;
}

/** From the root to the node at the path; a path that leads nowhere stops where the tree ends. */
function wayTo(tree: Explanation, path: string): Step[] {
  const way: Step[] = [{ path: "", node: tree }];
  for (const part of path.split(".").filter((text) => /^\d{1,6}$/.test(text))) {
    const last = way.at(-1) as Step;
    const child = last.node.children[Number(part)];
    if (child === undefined) break;
    way.push({ path: last.path === "" ? part : `${last.path}.${part}`, node: child });
  }
  return way;
}

export function addressOf(id: string, path = ""): string {
  return `/explain/${encodeURIComponent(id)}${path === "" ? "" : `?path=${path}`}`;
}

/** Where a part is opened: below its parent, or as a figure of its own; nowhere when it is the end. */
function linkOf(
  visit: Visit,
  { id, path, index, child }: { id: string; path: string; index: number; child: Explanation },
): string | undefined {
  const byItself =
    (/^cost:\d{4}:[^:]+:/.test(child.id) && visit.person.role !== "customer") ||
    /^(invoice|price|settlement):[^/]+$/.test(child.id);
  const isKnownWhole = id.startsWith("cost:") || id.startsWith("price:") || child.children.length === 0;
  if (byItself && isKnownWhole && child.id !== id && !/:(vat|right)$/.test(child.id))
    return addressOf(child.id);
  return child.children.length > 0
    ? addressOf(id, path === "" ? String(index) : `${path}.${index}`)
    : undefined;
}

function label(visit: Visit, node: Explanation): string {
  return capital(visit.language === "sv" ? node.label_sv : node.label_en);
}

function formulaOf(visit: Visit, node: Explanation): string {
  return capital(visit.language === "sv" ? node.formula_sv : node.formula_en);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function NodeView({ visit, id, path, node }: { visit: Visit; id: string; path: string; node: Explanation }) {
  const formula = formulaOf(visit, node);
  const page = Math.max(1, Math.floor(Number(visit.query("page") ?? "1")) || 1);
  const first = (page - 1) * childrenPerPage;
  const shown = node.children.slice(first, first + childrenPerPage);
  const sum = node.children.reduce((all, child) => all + child.amountOre, 0);
  assert(node.children.length === 0 || sum === node.amountOre, `the parts of ${node.id} sum to it`);
  // Shares say something when all parts pull the same way; with parts that take from each other they do not.
  const hasShares =
    node.children.length > 1 &&
    node.children.every((child) => Math.sign(child.amountOre) * Math.sign(node.amountOre) >= 0);
  const count = node.children.length;
  return (
    <>
      <Title lead={formula === "" ? undefined : formula}>{label(visit, node)}</Title>
      <p class="big-figure">
        <Amount amountOre={node.amountOre} language={visit.language} unit="kr" /> kr
      </p>
      <BookPlace visit={visit} node={node} />
      {count === 0 ? null : (
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
                {say(visit, "Kronor", "Kronor")}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((child, index) => {
              const link = linkOf(visit, { id, path, index: first + index, child });
              const how = formulaOf(visit, child);
              return (
                <tr>
                  <th scope="row">
                    {link === undefined ? label(visit, child) : <a href={link}>{label(visit, child)}</a>}
                    {how === "" ? null : <span class="beneath">{how}</span>}
                    <BookPlace visit={visit} node={child} />
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
                    <Amount amountOre={child.amountOre} language={visit.language} unit="kr" />
                  </td>
                </tr>
              );
            })}
          </tbody>
          <tfoot>
            <tr class="total">
              <th scope="row">
                {count === 1
                  ? say(visit, "Summa", "Total")
                  : say(visit, `Summa, ${count} delar`, `Total, ${count} parts`)}
              </th>
              {hasShares ? <td class="number wide-only" /> : null}
              <td class="number">
                <Amount amountOre={node.amountOre} language={visit.language} unit="kr" />
              </td>
            </tr>
          </tfoot>
        </Table>
      )}
      {count > childrenPerPage ? (
        <nav class="pages" aria-label={say(visit, "Sidor", "Pages")}>
          <span>
            {say(visit, "Visar", "Showing")} {first + 1}–{first + shown.length} {say(visit, "av", "of")}{" "}
            {count}.
          </span>
          {page > 1 ? <a href={pageOf(id, path, page - 1)}>{say(visit, "Föregående", "Previous")}</a> : null}
          {first + shown.length < count ? (
            <a href={pageOf(id, path, page + 1)}>{say(visit, "Nästa", "Next")}</a>
          ) : null}
        </nav>
      ) : null}
      <WhereItEnds visit={visit} id={id} node={node} />
    </>
  );
}

/** What a customer is told where the provider's own books begin. */
function WhereItEnds({ visit, id, node }: { visit: Visit; id: string; node: Explanation }) {
  if (visit.person.role !== "customer") return null;
  const text = id.startsWith("price:")
    ? say(
        visit,
        "Priset bygger på vad tjänsten beräknas kosta under året. Kostnaderna finns i leverantörens bokföring; er kundansvariga kan visa er dem.",
        "The price rests on what the service is expected to cost in the year. The costs are in the provider's books; your account manager can show you.",
      )
    : node.children.length === 0
      ? say(
          visit,
          "Här slutar ert eget underlag. Undrar ni något, fråga er kundansvariga.",
          "Your own basis ends here. Ask your account manager if you wonder about something.",
        )
      : undefined;
  return text === undefined ? null : <p class="note">{text}</p>;
}

function pageOf(id: string, path: string, page: number): string {
  return `${addressOf(id, path)}${path === "" ? "?" : "&"}page=${page}`;
}

/** Where a part stands in the books, or in the file of a plan; a link for those who may read them. */
function BookPlace({ visit, node }: { visit: Visit; node: Explanation }) {
  const { voucher, line, file } = node;
  const isStaff = visit.person.role !== "customer";
  if (voucher === undefined && (file === undefined || !isStaff)) return null;
  const address = `/vouchers/${(voucher ?? "").split("/").map(encodeURIComponent).join("/")}`;
  return (
    <span class="beneath">
      {voucher === undefined ? null : (
        <>
          {say(visit, "Verifikation", "Voucher")}{" "}
          {isStaff ? (
            <a href={line === undefined ? address : `${address}#line-${line}`}>{voucher}</a>
          ) : (
            voucher
          )}
          {line === undefined ? null : `, ${say(visit, "rad", "line")} ${line}`}
        </>
      )}
      {file === undefined || !isStaff ? null : `${voucher === undefined ? "" : " · "}${file}`}
      {voucher === undefined && line !== undefined ? `, ${say(visit, "rad", "line")} ${line}` : null}
    </span>
  );
}
