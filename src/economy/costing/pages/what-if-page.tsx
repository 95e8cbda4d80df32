import { type Problem, byCode, ore, parseYear, periodsOfYear } from "../../../kernel/index.ts";
import { formatAmount, monthName } from "../../../platform/language/index.ts";
import { type Page, say, staffRoles, Table, Title, type Visit } from "../../../platform/web/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { scenariosOf, whatIfBasis } from "../actions/index.ts";
import { type Assumption, type Play, playOf, readAssumption, type WhatIfBasis } from "../index.ts";
import { required } from "../../../kernel/index.ts";
import { addressOf, assumptionOf, type Draft, draftKinds, draftOf, isDraftKind } from "./what-if-draft.ts";
import { changeText, whatIfRows } from "./what-if-rows.ts";

/** What a year is made of, costed once and kept until the books change. */
interface Playground {
  readonly basis: WhatIfBasis;
  readonly play: Play;
  readonly serviceNames: ReadonlyMap<string, string>;
  readonly scenarios: readonly { readonly year: number; readonly scenario: string }[];
}

/** What is asked, as the address says it. */
interface Question {
  readonly year: number;
  readonly scenario: string;
  /** Assumptions that hold beside the one that is being dragged. */
  readonly kept: readonly string[];
  readonly draft: Draft;
}

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

function blankDraft({ basis, play }: Playground, kind: Draft["kind"]): Draft {
  const blank = { kind, who: "", change: "", from: "" };
  switch (kind) {
    case "driver": {
      // The first that customers are measured by, for the customer that carries most: something to drag at once.
      const driver = basis.drivers.find((one) => one.subject === "customer") ?? basis.drivers[0];
      const what = driver?.driver ?? "";
      const subjects = new Set(play.subjects(what));
      const who = largest(play).find((one) => subjects.has(one)) ?? "*";
      return { ...blank, what, who };
    }
    case "volume":
      return { ...blank, what: itemsOf(basis)[0]?.item ?? "", who: "*" };
    case "key":
      return { ...blank, what: [...basis.services].map((one) => one.service).sort(byCode)[0] ?? "" };
    case "cost":
      return { ...blank, what: `element:${elementsOf(basis)[0] ?? ""}` };
  }
}

function largest({ customers, periods, before }: Play): string[] {
  const sum = (c: number): number => {
    let all = 0;
    for (let p = 0; p < periods.length; p++) all += before.amountsOre[c * periods.length + p] as number;
    return all;
  };
  return customers
    .map((customer, c) => ({ customer, amount: sum(c) }))
    .sort((a, b) => b.amount - a.amount)
    .map((one) => one.customer);
}

function itemsOf({ volumes }: WhatIfBasis): { readonly item: string; readonly service: string }[] {
  const services = new Map(volumes.map((volume) => [volume.item, volume.service]));
  return [...services]
    .map(([item, service]) => ({ item, service }))
    .sort((a, b) => byCode(a.service, b.service) || byCode(a.item, b.item));
}

function elementsOf({ cells }: WhatIfBasis): string[] {
  return [...new Set(cells.map((cell) => cell.element))].sort(byCode);
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
            <th scope="col" class="wide-only">
              {say(visit, "Året", "The year")}
            </th>
            <th scope="col" class="wide-only">
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

function kindName(visit: Visit, kind: Draft["kind"]): string {
  const names = {
    driver: ["Fördelningsgrund", "Driver"],
    volume: ["Volym", "Volume"],
    key: ["Nyckel", "Key"],
    cost: ["Kostnad", "Cost"],
  } as const;
  const [sv, en] = names[kind];
  return say(visit, sv, en);
}

/** What is to be changed, and of which year and scenario. */
function Choices({
  visit,
  ground,
  question,
  written,
}: {
  visit: Visit;
  ground: Playground;
  question: Question;
  written: readonly string[];
}) {
  const { year, scenario, kept, draft } = question;
  const scenarios = ground.scenarios.filter((one) => one.year === year);
  return (
    <>
      <nav aria-label={say(visit, "Vad som ändras", "What is changed")}>
        <ul class="choices">
          {draftKinds.map((kind) => (
            <li>
              <a
                href={addressOf(question, kept, { kind })}
                aria-current={kind === draft.kind ? "page" : undefined}
              >
                {kindName(visit, kind)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {scenarios.length < 2 ? (
        ""
      ) : (
        <nav aria-label={say(visit, "Scenario", "Scenario")}>
          <ul class="choices">
            {scenarios.map((one) => (
              <li>
                <a
                  href={addressOf(one, written)}
                  aria-current={one.scenario === scenario ? "page" : undefined}
                >
                  {scenarioLabel(visit, one.scenario)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </>
  );
}

/** A scenario as readers call it: `forecast-2024-10` is the forecast of October. */
export function scenarioLabel(visit: Visit, scenario: string): string {
  if (scenario === "actual") return say(visit, "Utfall", "Actual");
  const forecast = /^forecast-(\d{4}-\d{2})$/.exec(scenario);
  if (forecast !== null) return say(visit, `Prognos ${forecast[1]}`, `Forecast ${forecast[1]}`);
  if (/^budget(-\d{4})?$/.test(scenario)) return "Budget";
  return scenario;
}

/** Assumptions that hold beside the one in the form, each with its way out. */
function Kept({ visit, question }: { visit: Visit; question: Question }) {
  const draft = assumptionOf(question.draft);
  return (
    <ul class="what-if-kept" aria-label={say(visit, "Antaganden", "Assumptions")}>
      {question.kept.map((one, at) => {
        const others = question.kept.filter((_, i) => i !== at);
        return (
          <li>
            <code>{one}</code>{" "}
            <a
              href={addressOf(question, draft === undefined ? others : [...others, draft])}
              aria-label={say(visit, `Ta bort ${one}`, `Remove ${one}`)}
            >
              {say(visit, "Ta bort", "Remove")}
            </a>
          </li>
        );
      })}
    </ul>
  );
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

function Options({ choices, chosen }: { choices: readonly Choice[]; chosen: string }) {
  return (
    <>
      {choices.map(({ value, label }) => (
        <option value={value} selected={value === chosen}>
          {label}
        </option>
      ))}
    </>
  );
}

function Controls({ visit, ground, question }: { visit: Visit; ground: Playground; question: Question }) {
  const { basis, play } = ground;
  const { draft, year, scenario, kept } = question;
  const { language } = visit;
  const names = new Map(basis.customers.map((one) => [one.customer, one.name]));
  const serviceName = (service: string): string => ground.serviceNames.get(service) ?? service;
  const all: Choice = { value: "*", label: say(visit, "Alla", "All") };
  const isKey = draft.kind === "key";
  const keys = basis.models.flatMap((model) => model.keys);
  const what: readonly Choice[] = whatChoices(visit, ground, draft.kind, serviceName);
  const who: readonly Choice[] =
    draft.kind === "driver"
      ? [...play.subjects(draft.what)]
          .sort(byCode)
          .map((value) => ({ value, label: names.get(value) ?? (serviceName(value) || value) }))
      : [...names].map(([value, label]) => ({ value, label }));
  const api = new URLSearchParams({ year: String(year), scenario });
  return (
    <form
      id="what-if"
      class="what-if"
      method="get"
      action="/what-if"
      data-basis={`/api/v1/what-if/basis?${api.toString()}`}
      data-kind={draft.kind}
      data-language={language}
    >
      <input type="hidden" name="year" value={String(year)} />
      <input type="hidden" name="scenario" value={scenario} />
      <input type="hidden" name="kind" value={draft.kind} />
      {kept.map((one) => (
        <input type="hidden" name="set" value={one} />
      ))}
      <label class="field">
        <span>{isKey ? say(visit, "Tjänst", "Service") : kindName(visit, draft.kind)}</span>
        <select name="what">
          <Options choices={known(what, draft.what)} chosen={draft.what} />
        </select>
      </label>
      {draft.kind === "driver" || draft.kind === "volume" ? (
        <label class="field">
          <span>
            {draft.kind === "volume"
              ? say(visit, "Kund", "Customer")
              : say(visit, "Hos vem", "Of whom")}
          </span>
          <select name="who">
            <Options choices={known([all, ...who], draft.who)} chosen={draft.who} />
          </select>
        </label>
      ) : (
        ""
      )}
      {isKey ? (
        <label class="field">
          <span>{say(visit, "Delas med nyckeln", "Shared by the key")}</span>
          <select name="change">
            <Options
              choices={[
                { value: "", label: say(visit, "som nu", "as now") },
                ...known(
                  keys.map((key) => ({ value: key.key, label: language === "sv" ? key.nameSv : key.nameEn })),
                  draft.change,
                ),
              ]}
              chosen={draft.change}
            />
          </select>
        </label>
      ) : (
        <>
          <label class="field">
            <span>{say(visit, "Från och med", "From")}</span>
            <select name="from">
              <Options
                choices={[
                  { value: "", label: say(visit, "hela året", "the whole year") },
                  ...periodsOfYear(year).map((period) => ({
                    value: period,
                    label: monthName(period, language),
                  })),
                ]}
                chosen={draft.from}
              />
            </select>
          </label>
          <label class="field">
            <span>{say(visit, "Ändring, %", "Change, %")}</span>
            <input
              name="change"
              inputmode="decimal"
              autocomplete="off"
              size={6}
              value={draft.change === "" ? "0" : language === "sv" ? draft.change.replace(".", ",") : draft.change}
            />
          </label>
          <input
            type="range"
            id="what-if-slider"
            min="-50"
            max="100"
            step="0.5"
            value={draft.change === "" ? "0" : draft.change.replace(",", ".")}
            aria-label={say(visit, "Ändring i procent", "Change in per cent")}
            autocomplete="off"
            hidden
          />
        </>
      )}
      <div class="what-if-buttons">
        <button class="button" type="submit">
          {say(visit, "Räkna", "Reckon")}
        </button>
        <button class="button second" type="submit" name="keep" value="yes">
          {say(visit, "Behåll och lägg till", "Keep and add")}
        </button>
      </div>
    </form>
  );
}

function whatChoices(
  visit: Visit,
  { basis }: Playground,
  kind: Draft["kind"],
  serviceName: (service: string) => string,
): Choice[] {
  const { language } = visit;
  switch (kind) {
    case "driver":
      return basis.drivers.map((one) => ({
        value: one.driver,
        label: `${language === "sv" ? one.nameSv : one.nameEn} (${one.unit})`,
      }));
    case "volume":
      return itemsOf(basis).map(({ item, service }) => ({ value: item, label: `${serviceName(service)}: ${item}` }));
    case "key":
      return [
        { value: "*", label: say(visit, "Alla tjänster", "All services") },
        ...basis.services
          .map(({ service }) => ({ value: service, label: serviceName(service) }))
          .sort((a, b) => byCode(a.value, b.value)),
      ];
    case "cost":
      return [
        ...elementsOf(basis).map((element) => ({
          value: `element:${element}`,
          label: elementName(visit, element),
        })),
        ...[...new Set(basis.cells.map((cell) => cell.account))].sort(byCode).map((account) => ({
          value: `account:${account}`,
          label: say(visit, `Konto ${account}`, `Account ${account}`),
        })),
      ];
  }
}

/** Cost elements by the words of the income statement. */
export function elementName(visit: Visit, element: string): string {
  const names: Readonly<Record<string, readonly [string, string]>> = {
    staff: ["Personalkostnader", "Staff costs"],
    consultants: ["Konsultkostnader", "Consultants"],
    it: ["IT-kostnader", "IT costs"],
    other: ["Övriga kostnader", "Other costs"],
    financial: ["Finansiella kostnader", "Financial costs"],
  };
  const [sv, en] = names[element] ?? [element, element];
  return say(visit, sv, en);
}

/** What the address names stands among the choices even when the year lacks it: it is then refused by name. */
function known(choices: readonly Choice[], chosen: string): readonly Choice[] {
  return chosen === "" || choices.some((one) => one.value === chosen)
    ? choices
    : [...choices, { value: chosen, label: chosen }];
}

