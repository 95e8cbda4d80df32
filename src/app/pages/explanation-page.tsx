import { assert, Refusal } from "../../kernel/index.ts";
import {
  type Page,
  say,
  staffRoles,
  Title,
  type View,
  type Visit,
  Waterfall,
} from "../../platform/web/index.ts";
import type { Explanation } from "../../economy/ledger/index.ts";
import { explain } from "../explanations.ts";
import { BookPlace, figureText, PartsTable } from "./explanation-parts.tsx";
import { aboveOf, type Crumb, placeOf } from "./explanation-place.ts";
import { seenBy } from "../explainers.ts";
import { addressOf, formulaOf, labelOf } from "./explanation-words.ts";

/** More parts than this are read in the table alone. */
const drawnAtMost = 14;

/**
 * "Visa underlag": one figure at a time, with its way up and its parts, which sum to it to the öre. Every part has an
 * address of its own that can be sent to a colleague, and is not looked at before somebody opens it.
 */
export const explanationPage: Page = {
  path: "/explain/:id",
  allow: [...staffRoles, "customer"],
  async render(visit) {
    const id = visit.parameter("id");
    const node = await nodeOf(visit, id);
    if (node === undefined) return unknownView(visit);
    return {
      title: labelOf(visit, node),
      crumbs: [...(await placeOf(visit, id)), ...(await wayTo(visit, id))],
      body: <NodeView visit={visit} id={id} node={node} />,
    };
  },
};

async function nodeOf(visit: Visit, id: string): Promise<Explanation | undefined> {
  try {
    return await visit.recall(`explain:${id}`, (tx) => explain(tx, visit.provider.id, id, { depth: 1 }));
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** The figures that this one is a part of, as its id says. */
async function wayTo(visit: Visit, id: string): Promise<Crumb[]> {
  const way: Crumb[] = [];
  for (const above of aboveOf(id)) {
    const node = await nodeOf(visit, above);
    if (node !== undefined) way.push({ path: addressOf(above), label: labelOf(visit, node) });
  }
  return way;
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

function NodeView({ visit, id, node }: { visit: Visit; id: string; node: Explanation }) {
  const formula = formulaOf(visit, node);
  if (node.unit !== "percent" && node.children.length > 0) {
    const sum = node.children.reduce((all, child) => all + child.amountOre, 0);
    assert(sum === node.amountOre, `the parts of ${node.id} sum to it`);
  }
  return (
    <>
      <Title lead={formula === "" ? undefined : formula}>{labelOf(visit, node)}</Title>
      <p class="big-figure">
        <span class="figure">{figureText(visit, node)}</span>
        {node.unit === undefined ? " kr" : null}
      </p>
      <BookPlace visit={visit} node={node} />
      <Drawing visit={visit} id={id} node={node} />
      <PartsTable visit={visit} id={id} node={node} />
      <SeeAlso visit={visit} node={node} />
      <WhereItEnds visit={visit} id={id} node={node} />
    </>
  );
}

/** How the parts lead to the figure, where they are few and of kronor. */
function Drawing({ visit, id, node }: { visit: Visit; id: string; node: Explanation }) {
  const { children } = node;
  const isDrawn =
    node.unit === undefined &&
    children.length >= 2 &&
    children.length <= drawnAtMost &&
    children.every((child) => child.unit === undefined && child.closed === true);
  if (!isDrawn) return null;
  const steps = children.map((child) => ({
    label: labelOf(visit, child),
    amountOre: child.amountOre,
    total: false,
    path: addressOf(child.id),
  }));
  const total = {
    label: labelOf(visit, node),
    amountOre: node.amountOre,
    total: true,
    path: addressOf(id),
  };
  const largest = Math.max(...children.map((child) => Math.abs(child.amountOre)));
  const unit = largest >= 1_000_000_000 ? "mnkr" : largest >= 10_000_000 ? "tkr" : "kr";
  const title = say(
    visit,
    `Delarna steg för steg till summan, ${unit}`,
    `The parts step by step to the sum, ${unit}`,
  );
  return (
    <>
      <p class="kicker-line">{title}</p>
      <Waterfall visit={visit} steps={[...steps, total]} unit={unit} label={title} isWide />
    </>
  );
}

/** Other figures that this one stands in, or is paid by. */
function SeeAlso({ visit, node }: { visit: Visit; node: Explanation }) {
  const seen = seenBy(visit.person.role, node);
  if (seen.length === 0) return null;
  return (
    <>
      <h2>{say(visit, "Se även", "See also")}</h2>
      <ul>
        {seen.map((one) => (
          <li>
            <a href={addressOf(one.id)}>{labelOf(visit, one)}</a>
          </li>
        ))}
      </ul>
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
