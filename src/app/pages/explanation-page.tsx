import { assert } from "../../kernel/index.ts";
import { formatPercent } from "../../platform/language/index.ts";
import { Amount, type Page, say, staffRoles, Table, Title, type Visit } from "../../platform/web/index.ts";
import type { Explanation } from "../../economy/ledger/index.ts";
import { explain } from "../explanations.ts";

const childrenPerPage = 200;

/**
 * "Visa underlag": one node of an explanation at a time, with its way up and its parts, which sum to it to the öre.
 * `?path=0.2` is the second part's third part: every node has an address that can be sent to a colleague.
 */
export const explanationPage: Page = {
  path: "/explain/:id",
  allow: [...staffRoles, "customer"],
  async render(visit) {
    const id = visit.parameter("id");
    const tree = await visit.read((tx) => explain(tx, visit.provider.id, id));
    const way = wayTo(tree, visit.query("path") ?? "");
    const node = way.at(-1)?.node ?? tree;
    return {
      title: label(visit, node),
      crumbs: way
        .slice(0, -1)
        .map((step) => ({ path: addressOf(id, step.path), label: label(visit, step.node) })),
      body: <NodeView visit={visit} id={id} path={way.at(-1)?.path ?? ""} node={node} />,
    };
  },
};

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

function label(visit: Visit, node: Explanation): string {
  return visit.language === "sv" ? node.label_sv : node.label_en;
}

function NodeView({ visit, id, path, node }: { visit: Visit; id: string; path: string; node: Explanation }) {
  const formula = visit.language === "sv" ? node.formula_sv : node.formula_en;
  const page = Math.max(1, Number(visit.query("page") ?? "1") || 1);
  const first = (page - 1) * childrenPerPage;
  const shown = node.children.slice(first, first + childrenPerPage);
  const sum = node.children.reduce((all, child) => all + child.amountOre, 0);
  assert(node.children.length === 0 || sum === node.amountOre, `the parts of ${node.id} sum to it`);
  return (
    <>
      <Title lead={formula === "" ? undefined : formula}>{label(visit, node)}</Title>
      <p class="big-figure">
        <Amount amountOre={node.amountOre} language={visit.language} unit="kr" /> kr
      </p>
      {node.voucher === undefined ? null : <VoucherPlace visit={visit} node={node} />}
      {node.children.length === 0 ? null : (
        <Table label={say(visit, "Delar", "Parts")}>
          <thead>
            <tr>
              <th scope="col">{say(visit, "Del", "Part")}</th>
              <th scope="col">{say(visit, "Så här", "How")}</th>
              <th scope="col" class="number">
                {say(visit, "Andel", "Share")}
              </th>
              <th scope="col" class="number">
                {say(visit, "Kronor", "Kronor")}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((child, index) => {
              const childPath = path === "" ? String(first + index) : `${path}.${first + index}`;
              const leaf = child.children.length === 0 && child.voucher === undefined;
              return (
                <tr>
                  <th scope="row">
                    {leaf ? (
                      label(visit, child)
                    ) : (
                      <a href={addressOf(id, childPath)}>{label(visit, child)}</a>
                    )}
                    {child.voucher === undefined ? null : <VoucherPlace visit={visit} node={child} />}
                  </th>
                  <td>{visit.language === "sv" ? child.formula_sv : child.formula_en}</td>
                  <td class="number">
                    {formatPercent(
                      { numerator: child.amountOre, denominator: node.amountOre },
                      visit.language,
                    )}
                  </td>
                  <td class="number">
                    <Amount amountOre={child.amountOre} language={visit.language} unit="kr" />
                  </td>
                </tr>
              );
            })}
          </tbody>
          <tfoot>
            <tr class="total">
              <th scope="row" colspan={3}>
                {say(visit, `Summa, ${node.children.length} delar`, `Total, ${node.children.length} parts`)}
              </th>
              <td class="number">
                <Amount amountOre={node.amountOre} language={visit.language} unit="kr" />
              </td>
            </tr>
          </tfoot>
        </Table>
      )}
      {node.children.length > childrenPerPage ? (
        <p class="note">
          {say(visit, "Visar", "Showing")} {first + 1}–{first + shown.length} {say(visit, "av", "of")}{" "}
          {node.children.length}.{" "}
          {first + shown.length < node.children.length ? (
            <a href={`${addressOf(id, path)}${path === "" ? "?" : "&"}page=${page + 1}`}>
              {say(visit, "Nästa", "Next")}
            </a>
          ) : null}
        </p>
      ) : null}
    </>
  );
}

function VoucherPlace({ visit, node }: { visit: Visit; node: Explanation }) {
  return (
    <p class="voucher">
      {say(visit, "Verifikation", "Voucher")} <a href={`/vouchers/${node.voucher}`}>{node.voucher}</a>
      {node.line === undefined ? null : `, ${say(visit, "rad", "line")} ${node.line}`}
      {node.file === undefined ? null : `, ${node.file}`}
    </p>
  );
}
