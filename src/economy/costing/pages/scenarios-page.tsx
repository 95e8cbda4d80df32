import { type Ore, ore, parseYear } from "../../../kernel/index.ts";
import { type AmountUnit, formatAmount, formatPeriod } from "../../../platform/language/index.ts";
import {
  Amount,
  basisAddress,
  type Page,
  say,
  staffRoles,
  Table,
  Title,
  type Visit,
} from "../../../platform/web/index.ts";
import { combinedId, lessId } from "../../ledger/index.ts";
import {
  compareScenarios,
  type Lens,
  lenses,
  rowsThrough,
  type ScenarioName,
  scenariosOf,
  throughLens,
} from "../actions/index.ts";
import { type Effect, effects, type VarianceLine, type VarianceSums } from "../index.ts";
import { elementName, scenarioLabel } from "./labels.ts";
import { scenarioBasis } from "./scenario-basis.ts";

/** What is compared, and how it is shown: all of it stands in the address. */
interface Question {
  readonly from: ScenarioName;
  readonly to: ScenarioName;
  readonly by: Lens;
  readonly unit: AmountUnit;
  /** Only what belongs to one code of a lens: `customer:GSF`. */
  readonly of: { readonly lens: Lens; readonly code: string } | undefined;
  readonly sort: "code" | "change" | Effect;
}

/** Two scenarios side by side, the difference split into effects; every row leads to what it consists of. */
export const scenariosPage: Page = {
  path: "/scenarios",
  allow: staffRoles,
  async render(visit) {
    const { id: provider } = visit.provider;
    const scenarios = await visit.read((tx) => scenariosOf(tx, provider));
    const question = questionOf(visit, scenarios);
    const title = say(visit, "Scenarier", "Scenarios");
    const crumbs = [{ path: "/services", label: say(visit, "Tjänster", "Services") }];
    if (question === undefined) return { title, crumbs, body: <Nothing visit={visit} title={title} /> };
    const { from, to, by, of } = question;
    const name = [from.year, from.scenario, to.year, to.scenario].join(":");
    const { rows } = await visit.recall(`scenarios:${name}`, (tx) =>
      compareScenarios(tx, { provider, ...from }, { provider, ...to }),
    );
    const { lines, ofName } = await visit.read(async (tx) => {
      const chosen = of === undefined ? rows : await rowsThrough(tx, provider, rows, of);
      const [named] = of === undefined ? [] : await throughLens(tx, provider, chosen, of.lens);
      return { lines: await throughLens(tx, provider, chosen, by), ofName: named };
    });
    const sum = summed(lines);
    return {
      title,
      crumbs,
      body: (
        <>
          <Title
            lead={say(
              visit,
              "Samma kalkyl på två underlag. Skillnaden delas upp i effekter som summerar till den på öret.",
              "The same costing on two sets of figures. The difference is split into effects that sum to it, to the öre.",
            )}
          >
            {`${sideLabel(visit, from)} → ${sideLabel(visit, to)}`}
          </Title>
          <Form visit={visit} question={question} scenarios={scenarios} />
          <Ways visit={visit} question={question} />
          {of === undefined ? (
            ""
          ) : (
            <p class="note">
              {say(visit, "Bara", "Only")}{" "}
              <strong>
                {lensName(visit, of.lens)}:{" "}
                {ofName === undefined ? of.code : lineName(visit, of.lens, ofName)}
              </strong>
              . <a href={address({ ...question, of: undefined })}>{say(visit, "Visa allt", "Show all")}</a>
            </p>
          )}
          <Bridge visit={visit} question={question} sum={sum} />
          <Lines visit={visit} question={question} lines={lines} sum={sum} />
          <Meanings visit={visit} />
        </>
      ),
    };
  },
};

function questionOf(visit: Visit, scenarios: readonly ScenarioName[]): Question | undefined {
  const { year } = visit.provider;
  const side = (name: string): ScenarioName | undefined => {
    const [asked = "", scenario = ""] = (visit.query(name) ?? "").split(":");
    const whole = parseYear(asked);
    // What the address names is asked for even when it is not there: the refusal then says so.
    return whole === undefined || scenario === "" ? undefined : { year: whole, scenario, asOf: undefined };
  };
  const ofYear = scenarios.filter((one) => one.year === year);
  const to = side("to") ?? ofYear.find((one) => one.scenario === "actual") ?? scenarios.at(-1);
  const from = side("from") ?? ofYear.find((one) => one.scenario.startsWith("budget")) ?? scenarios[0];
  if (to === undefined || from === undefined) return undefined;
  const lensOf = (text: string | undefined): Lens | undefined => lenses.find((one) => one === text);
  const [ofLens, ...code] = (visit.query("of") ?? "").split(":");
  const lens = lensOf(ofLens);
  const sorts = ["code", "change", ...effects] as const;
  return {
    from,
    to,
    by: lensOf(visit.query("by")) ?? "service",
    unit: visit.query("unit") === "kr" ? "kr" : "tkr",
    of: lens === undefined ? undefined : { lens, code: code.join(":") },
    sort: sorts.find((one) => one === visit.query("sort")) ?? "code",
  };
}

function sideCode({ year, scenario }: ScenarioName): string {
  return `${year}:${scenario}`;
}

function address({ from, to, by, unit, of, sort }: Question): string {
  const query = new URLSearchParams({ from: sideCode(from), to: sideCode(to), by, unit });
  if (of !== undefined) query.set("of", `${of.lens}:${of.code}`);
  if (sort !== "code") query.set("sort", sort);
  return `/scenarios?${query.toString()}`;
}

function sideLabel(visit: Visit, { year, scenario }: ScenarioName): string {
  const label = scenarioLabel(visit, scenario);
  return label.includes(String(year)) ? label : `${label} ${year}`;
}

function lensName(visit: Visit, lens: Lens): string {
  const names: Readonly<Record<Lens, readonly [string, string]>> = {
    service: ["Tjänst", "Service"],
    customer: ["Kund", "Customer"],
    area: ["Område", "Area"],
    department: ["Avdelning", "Department"],
    class: ["Tjänstekategori", "Service class"],
    element: ["Kostnadsslag", "Cost element"],
    period: ["Månad", "Month"],
  };
  const [sv, en] = names[lens];
  return say(visit, sv, en);
}

function effectName(visit: Visit, effect: Effect): string {
  const names: Readonly<Record<Effect, readonly [string, string]>> = {
    price: ["Pris", "Price"],
    volume: ["Volym", "Volume"],
    mix: ["Mix", "Mix"],
    key: ["Nyckel", "Key"],
    scope: ["Omfattning", "Scope"],
  };
  const [sv, en] = names[effect];
  return say(visit, sv, en);
}

function lineName(visit: Visit, lens: Lens, { code, nameSv, nameEn }: VarianceLine): string {
  if (lens === "element") return elementName(visit, code);
  if (lens === "period") return formatPeriod(code as Parameters<typeof formatPeriod>[0], visit.language);
  const name = visit.language === "sv" ? nameSv : nameEn;
  if (name !== "") return name;
  if (code !== "") return code;
  return lens === "customer"
    ? say(visit, "Ingen kund", "No customer")
    : say(visit, "Ej placerat", "Unplaced");
}

function summed(lines: readonly VarianceSums[]): VarianceSums {
  const sum = (of: (line: VarianceSums) => Ore): Ore => ore(lines.reduce((all, line) => all + of(line), 0));
  return {
    fromOre: sum((line) => line.fromOre),
    toOre: sum((line) => line.toOre),
    effectsOre: Object.fromEntries(
      effects.map((effect) => [effect, sum((line) => line.effectsOre[effect])]),
    ) as Record<Effect, Ore>,
  };
}

function Nothing({ visit, title }: { visit: Visit; title: string }) {
  return (
    <Title
      lead={say(
        visit,
        "Det finns inget att jämföra än: läs in böcker, en budget eller en prognos först.",
        "There is nothing to compare yet: load books, a budget or a forecast first.",
      )}
    >
      {title}
    </Title>
  );
}

/** Which two, as a form that needs no script. */
function Form({
  visit,
  question,
  scenarios,
}: {
  visit: Visit;
  question: Question;
  scenarios: readonly ScenarioName[];
}) {
  const side = (name: "from" | "to", label: string) => {
    const chosen = question[name];
    const known = scenarios.some((one) => sideCode(one) === sideCode(chosen));
    return (
      <label class="field">
        <span>{label}</span>
        <select name={name}>
          {(known ? scenarios : [chosen, ...scenarios]).map((one) => (
            <option value={sideCode(one)} selected={sideCode(one) === sideCode(chosen)}>
              {sideLabel(visit, one)}
            </option>
          ))}
        </select>
      </label>
    );
  };
  return (
    <form class="what-if" method="get" action="/scenarios">
      {side("from", say(visit, "Från", "From"))}
      {side("to", say(visit, "Till", "To"))}
      <input type="hidden" name="by" value={question.by} />
      <input type="hidden" name="unit" value={question.unit} />
      <button class="button" type="submit">
        {say(visit, "Jämför", "Compare")}
      </button>
    </form>
  );
}

/** By what the rows are added up, and in which unit. */
function Ways({ visit, question }: { visit: Visit; question: Question }) {
  const choice = (label: string, chosen: boolean, to: Question) => (
    <li>
      <a href={address(to)} aria-current={chosen ? "page" : undefined}>
        {label}
      </a>
    </li>
  );
  return (
    <div class="columns">
      <nav aria-label={say(visit, "Perspektiv", "Lens")}>
        <ul class="choices">
          {lenses.map((by) => choice(lensName(visit, by), by === question.by, { ...question, by }))}
        </ul>
      </nav>
      <nav aria-label={say(visit, "Enhet", "Unit")}>
        <ul class="choices">
          {(["tkr", "kr"] as const).map((unit) =>
            choice(unit, unit === question.unit, { ...question, unit }),
          )}
        </ul>
      </nav>
    </div>
  );
}

/** How the effects lead from the one to the other. The bars share one scale, on which the sums themselves would be too long. */
function Bridge({ visit, question, sum }: { visit: Visit; question: Question; sum: VarianceSums }) {
  const { unit } = question;
  const change = ore(sum.toOre - sum.fromOre);
  const steps = effects.map((effect) => ({ effect, amountOre: sum.effectsOre[effect] }));
  let at = 0;
  const bars = steps.map(({ effect, amountOre }) => {
    const start = at;
    at += amountOre;
    return { effect, amountOre, start, end: at };
  });
  const ends = [0, ...bars.map((bar) => bar.end)];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  /** Per cent of the width, in tenths. */
  const x = (amount: number): number => Math.round(5 + ((amount - low) / Math.max(high - low, 1)) * 900) / 10;
  const row = (
    label: string,
    amountOre: Ore,
    kind: string,
    [start, end]: readonly [number, number],
    to: string,
  ) => (
    <li class={kind === "bar-total" ? "total" : undefined}>
      <a href={to}>
        <span class="step">{label}</span>
        <svg aria-hidden="true">
          <line class="axis" x1={`${x(0)}%`} x2={`${x(0)}%`} y1="-25%" y2="125%" />
          <rect
            class={kind}
            x={`${Math.min(x(start), x(end))}%`}
            width={`${Math.max(Math.abs(x(end) - x(start)), 0.3).toFixed(1)}%`}
            rx="2"
          />
        </svg>
        <span class="figure">{signed(amountOre, visit, unit)}</span>
      </a>
    </li>
  );
  return (
    <ol
      class="waterfall waterfall-wide"
      aria-label={say(visit, `Skillnaden i steg, ${unit}`, `The difference in steps, ${unit}`)}
    >
      {bars.map(({ effect, amountOre, start, end }) =>
        row(
          effectName(visit, effect),
          amountOre,
          amountOre < 0 ? "bar-down" : "bar-up",
          [start, end],
          address({ ...question, sort: effect }),
        ),
      )}
      {row(
        say(visit, "Skillnad", "Difference"),
        change,
        "bar-total",
        [0, change],
        address({ ...question, sort: "change" }),
      )}
    </ol>
  );
}

function signed(amountOre: Ore, visit: Visit, unit: AmountUnit): string {
  const text = formatAmount(amountOre, visit.language, unit);
  return amountOre > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** Where a row leads: a service to who carries it, everything else to the services it consists of. */
function onward(question: Question, code: string): string {
  const { by, of } = question;
  if (of !== undefined && of.lens === "customer" && by === "service")
    return `/services/${encodeURIComponent(code)}`;
  return address({
    ...question,
    by: by === "service" ? "customer" : "service",
    of: { lens: by, code },
  });
}

function Lines({
  visit,
  question,
  lines,
  sum,
}: {
  visit: Visit;
  question: Question;
  lines: readonly VarianceLine[];
  sum: VarianceSums;
}) {
  const { by, unit, from, to, of, sort } = question;
  const sized = (line: VarianceSums): number =>
    Math.abs(sort === "change" ? line.toOre - line.fromOre : sort === "code" ? 0 : line.effectsOre[sort]);
  const sorted = lines.toSorted((a, b) => sized(b) - sized(a));
  const total = say(visit, "Summa", "Sum");
  /** Where a figure of a row leads: to its basis, or to the rows it consists of. */
  const basis = (side: ScenarioName, code?: string): string | undefined => {
    const id = scenarioBasis(side, { by, of, ...(code === undefined ? {} : { code }) });
    if (id !== undefined) return basisAddress(id);
    return code === undefined ? undefined : onward(question, code);
  };
  const difference = (code?: string): string | undefined => {
    const [minus, plus] = [from, to].map((side) =>
      scenarioBasis(side, { by, of, ...(code === undefined ? {} : { code }) }),
    );
    if (minus !== undefined && plus !== undefined) return basisAddress(combinedId([plus, lessId(minus)]));
    return code === undefined ? undefined : onward(question, code);
  };
  const cell = (amountOre: Ore, link?: string, label?: string) => (
    <td class="number">
      <Amount amountOre={amountOre} language={visit.language} unit={unit} basis={link} label={label} />
    </td>
  );
  /** An effect is worked out, not booked: it leads to the rows whose effects it is the sum of. */
  const effectCell = (effect: Effect, line: VarianceSums, link: string, name: string) => (
    <td class="number wide-only">
      <Amount
        amountOre={line.effectsOre[effect]}
        language={visit.language}
        unit={unit}
        basis={link}
        label={`${name}, ${effectName(visit, effect)}`}
      />
    </td>
  );
  const heading = (label: string, order: Question["sort"], wide = true) => (
    <th
      scope="col"
      class={wide ? "number wide-only" : "number"}
      aria-sort={sort === order ? "descending" : undefined}
    >
      <a href={address({ ...question, sort: order })}>{label}</a>
    </th>
  );
  return (
    <Table label={say(visit, "Skillnad per rad", "Difference by row")}>
      <thead>
        <tr>
          <th scope="col">
            {lensName(visit, by)}, {unit}
          </th>
          <th scope="col" class="number">
            {sideLabel(visit, from)}
          </th>
          {effects.map((effect) => heading(effectName(visit, effect), effect))}
          <th scope="col" class="number">
            {sideLabel(visit, to)}
          </th>
          {heading(say(visit, "Skillnad", "Difference"), "change", false)}
        </tr>
      </thead>
      <tbody>
        {sorted.map((line) => {
          const name = lineName(visit, by, line);
          return (
            <tr>
              <th scope="row">
                <a href={onward(question, line.code)}>{name}</a>
              </th>
              {cell(line.fromOre, basis(from, line.code), `${name}, ${sideLabel(visit, from)}`)}
              {effects.map((effect) =>
                effectCell(effect, line, onward({ ...question, sort: effect }, line.code), name),
              )}
              {cell(line.toOre, basis(to, line.code), `${name}, ${sideLabel(visit, to)}`)}
              {cell(
                ore(line.toOre - line.fromOre),
                difference(line.code),
                `${name}, ${say(visit, "skillnad", "difference")}`,
              )}
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <tr class="total">
          <th scope="row">{total}</th>
          {cell(sum.fromOre, basis(from), `${total}, ${sideLabel(visit, from)}`)}
          {effects.map((effect) => effectCell(effect, sum, address({ ...question, sort: effect }), total))}
          {cell(sum.toOre, basis(to), `${total}, ${sideLabel(visit, to)}`)}
          {cell(
            ore(sum.toOre - sum.fromOre),
            difference(),
            `${total}, ${say(visit, "skillnad", "difference")}`,
          )}
        </tr>
      </tfoot>
    </Table>
  );
}

function Meanings({ visit }: { visit: Visit }) {
  const meanings: readonly (readonly [Effect, string, string])[] = [
    [
      "price",
      "en enhet kostar mer eller mindre än på första sidan",
      "a unit costs more or less than on the first side",
    ],
    [
      "volume",
      "det är mer eller mindre i allt, till första sidans kostnad per enhet",
      "there is more or less in all, at the first side's unit cost",
    ],
    [
      "mix",
      "kundernas mängder har flyttat sig mot varandra; summan är noll",
      "the customers' quantities have moved against each other; sums to zero",
    ],
    [
      "key",
      "en annan regel för att dela: nyckel, undantag, avtalade andelar; summan är noll",
      "another rule for sharing: key, exception, agreed shares; sums to zero",
    ],
    [
      "scope",
      "tjänsten kostar, eller delas, bara på ena sidan",
      "the service costs, or is shared, on one side only",
    ],
  ];
  return (
    <details class="note">
      <summary>{say(visit, "Vad effekterna betyder", "What the effects mean")}</summary>
      <dl class="facts">
        {meanings.map(([effect, sv, en]) => (
          <>
            <dt>{effectName(visit, effect)}</dt>
            <dd>{say(visit, sv, en)}</dd>
          </>
        ))}
      </dl>
    </details>
  );
}
