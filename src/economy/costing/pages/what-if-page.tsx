import { type Problem, ore, parseYear, required } from "../../../kernel/index.ts";
import { formatAmount } from "../../../platform/language/index.ts";
import { type Page, say, staffRoles, Table, Title, type Visit } from "../../../platform/web/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { scenariosOf, whatIfBasis } from "../actions/index.ts";
import { type Assumption, playOf, readAssumption } from "../index.ts";
import { addressOf, assumptionOf, type Draft, draftOf, isDraftKind } from "./what-if-draft.ts";
import { blankDraft, Choices, Controls, Kept, type Playground, type Question } from "./what-if-form.tsx";
import { changeText, whatIfRows } from "./what-if-rows.ts";

/**
 * What if (tänk om): a driver, a volume, a key or a cost is imagined otherwise, and what all customers carry moves. The
 * page is a form that the server answers; where scripts run, the same engine answers in the reader's browser for every
 * frame. Nothing is ever written.
 */
export const whatIfPage: Page = {
  path: "/what-if",
  allow: staffRoles,
  island: { name: "what-if", entry: new URL("./what-if-island.ts", import.meta.url) },
  async render(visit) {
    const asked = new URL(visit.path, "http://localhost").searchParams;
    const year = parseYear(asked.get("year") ?? "") ?? visit.provider.year;
    const scenario = asked.get("scenario") ?? "actual";
    const ground = await visit.recall(`what-if:${year}:${scenario}`, async (tx): Promise<Playground> => {
      const { id: provider } = visit.provider;
      const basis = await whatIfBasis(tx, { provider, year, scenario });
      return {
        basis,
        play: required(playOf(basis)),
        serviceNames: new Map(
          (await catalogueOf(tx, provider)).services.map((one) => [
            one.service,
            visit.language === "sv" ? one.nameSv : one.nameEn,
          ]),
        ),
        scenarios: await scenariosOf(tx, provider),
      };
    });
    const question = questionOf(asked, ground, { year, scenario });
    const title = say(visit, `Tänk om ${year}`, `What if ${year}`);
    return {
      title,
      crumbs: [{ path: "/services", label: say(visit, "Tjänster", "Services") }],
      body: (
        <>
          <Title
            lead={say(
              visit,
              "Ändra en fördelningsgrund, en volym, en nyckel eller en kostnad och se vad varje kund skulle bära. Ingenting sparas.",
              "Change a driver, a volume, a key or a cost and see what each customer would carry. Nothing is kept.",
            )}
          >
            {title}
          </Title>
          <Answer visit={visit} ground={ground} question={question} />
          <script type="module" src="/assets/what-if.js"></script>
        </>
      ),
    };
  },
};

/** The last assumption of the address stands in the form, where the form can hold it; the others are kept beside it. */
function questionOf(
  asked: URLSearchParams,
  ground: Playground,
  { year, scenario }: { readonly year: number; readonly scenario: string },
): Question {
  const kept = asked.getAll("set").filter((one) => one.trim() !== "");
  const kind = asked.get("kind");
  const given = (name: string): string => asked.get(name) ?? "";
  if (isDraftKind(kind)) {
    const blank = blankDraft(ground, kind);
    if (given("what") === "") return { year, scenario, kept, draft: blank };
    const draft: Draft = {
      kind,
      what: given("what"),
      who: given("who"),
      change: given("change"),
      from: given("from"),
    };
    const text = assumptionOf(draft);
    return asked.has("keep") && text !== undefined
      ? { year, scenario, kept: [...kept, text], draft: blank }
      : { year, scenario, kept, draft };
  }
  const last = draftOf(kept.at(-1) ?? "");
  return last === undefined
    ? { year, scenario, kept, draft: blankDraft(ground, "driver") }
    : { year, scenario, kept: kept.slice(0, -1), draft: last };
}

function Answer({ visit, ground, question }: { visit: Visit; ground: Playground; question: Question }) {
  const { play, basis } = ground;
  const { language } = visit;
  const draft = assumptionOf(question.draft);
  const written = draft === undefined ? question.kept : [...question.kept, draft];
  const problems: Problem[] = [];
  const assumptions: Assumption[] = [];
  for (const text of written) {
    const read = readAssumption(text);
    if (read.ok) assumptions.push(read.value);
    else problems.push(...read.problems);
  }
  const found = problems.length > 0 ? undefined : play.after(assumptions);
  if (found?.ok === false) problems.push(...found.problems);
  const after = found?.ok === true ? found.value : play.before;
  const { rows, order } = whatIfRows(play, after, language);
  const names = new Map(basis.customers.map((one) => [one.customer, one.name]));
  const change = after.sumOre - play.before.sumOre;
  const amount = (amountOre: number): string => formatAmount(ore(amountOre), language);
  const [first] = problems;
  return (
    <>
      <Choices visit={visit} ground={ground} question={question} written={written} />
      {question.kept.length === 0 ? "" : <Kept visit={visit} question={question} />}
      <Controls visit={visit} ground={ground} question={question} />
      <p class="alarm" id="what-if-message" role="status" hidden={first === undefined}>
        {first === undefined ? "" : language === "sv" ? first.message_sv : first.message_en}
      </p>
      <p class="note what-if-tools">
        <a id="what-if-share" href={addressOf(question, written)}>
          {say(visit, "Länk till den här frågan", "Link to this question")}
        </a>
        <span id="what-if-speed"></span>
      </p>
      <div class="what-if-table">
        <Table label={say(visit, "Vad kunderna skulle bära", "What customers would carry")}>
          <thead>
            <tr>
              <th scope="col">{say(visit, "Kund, kr", "Customer, SEK")}</th>
              <th scope="col" class="number wide-only">
                {say(visit, "Före", "Before")}
              </th>
              <th scope="col" class="number">
                {say(visit, "Efter", "After")}
              </th>
              <th scope="col" class="number">
                {say(visit, "Skillnad", "Difference")}
              </th>
              <th scope="col" class="wide-only what-if-bar">
                {say(visit, "Året", "The year")}
              </th>
              <th scope="col" class="wide-only what-if-months">
                {say(visit, "Månader", "Months")}
              </th>
            </tr>
            <tr class="total">
              <th scope="row">{say(visit, "Summa", "Sum")}</th>
              <td class="number wide-only" id="sum-before" data-ore={String(play.before.sumOre)}>
                {amount(play.before.sumOre)}
              </td>
              <td class="number" id="sum-after" data-ore={String(after.sumOre)}>
                {amount(after.sumOre)}
              </td>
              <td class="number" id="sum-moved" data-ore={String(change)}>
                {changeText(change, language)}
              </td>
              <td class="wide-only"></td>
              <td class="wide-only"></td>
            </tr>
          </thead>
          <tbody id="customers">
            {order.map((at) => {
              const row = rows[at] as (typeof rows)[number];
              return (
                <tr data-customer={row.customer}>
                  <th scope="row">
                    {row.customer === "" ? (
                      say(visit, "Ingen kund", "No customer")
                    ) : (
                      <a href={`/customers/${encodeURIComponent(row.customer)}`}>
                        {names.get(row.customer) ?? row.customer}
                      </a>
                    )}
                  </th>
                  <td class="number wide-only before" data-ore={String(row.beforeOre)}>
                    {row.beforeText}
                  </td>
                  <td class="number after" data-ore={String(row.afterOre)}>
                    {row.afterText}
                  </td>
                  <td class="number moved" data-ore={String(row.afterOre - row.beforeOre)}>
                    {row.changeText}
                  </td>
                  <td class="wide-only what-if-bar">
                    <svg aria-hidden="true">
                      <line class="axis" x1="50%" x2="50%" y1="0" y2="100%" />
                      <rect class={row.barClass} x={row.barX} width={row.barWidth} rx="2" />
                    </svg>
                  </td>
                  <td class="wide-only what-if-months">
                    <svg viewBox="0 0 60 20" aria-hidden="true">
                      <line class="axis" x1="0" x2="60" y1="10" y2="10" />
                      <path class="bar-total" d={row.months} />
                    </svg>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </Table>
      </div>
      <p class="note">
        {say(
          visit,
          "Summan ändras bara när en kostnad ändras: fördelningsgrunder, volymer och nycklar flyttar kostnad mellan kunder, till öret. Avgifterna i prislistan ändras inte av det här.",
          "The sum changes only when a cost does: drivers, volumes and keys move cost between customers, to the öre. The fees of the price list are not changed by this.",
        )}
      </p>
    </>
  );
}
