import { byCode, type Ore, ore, type Problem, required, unreachable } from "../../../kernel/index.ts";
import { formatAmount } from "../../../platform/language/index.ts";
import {
  ActForm,
  type Page,
  say,
  staffRoles,
  Table,
  Title,
  type Visit,
} from "../../../platform/web/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import type { WhatIfBasis } from "../../costing/index.ts";
import { pricePlayBasis, priceListVersions } from "../actions/index.ts";
import {
  againstText,
  effectWords,
  type PlayAssumption,
  type PlayedPrices,
  type PricePlay,
  type PricePlayBasis,
  pricePlayOf,
  readPlayAssumption,
  roundingText,
} from "../index.ts";
import { keepPlayedAct } from "./price-acts.ts";
import {
  isPlayKind,
  playAddress,
  type PlayDraft,
  type PlayKind,
  playKinds,
  writtenOf,
} from "./price-play-draft.ts";
import { playColumns, playRows, playText } from "./price-play-rows.ts";

interface Ground {
  readonly costing: WhatIfBasis;
  readonly prices: PricePlayBasis;
  readonly play: PricePlay;
  readonly services: ReadonlyMap<string, string>;
}

interface Question {
  readonly kept: readonly string[];
  readonly draft: PlayDraft;
}

/**
 * The price decision live (pröva priserna): a price, a volume, a cost, a key or a driver is changed, the price list is made
 * again from the costed budget, and every customer moves. A form the server answers; with scripts the browser does.
 */
export const pricePlayPage: Page = {
  path: "/price-list/play",
  allow: staffRoles,
  island: { name: "price-play", entry: new URL("./price-play-island.ts", import.meta.url) },
  async render(visit) {
    const asked = new URL(visit.path, "http://localhost").searchParams;
    const wanted = asked.get("version") ?? "";
    const ground = await visit.recall(
      `price-play:${wanted}:${visit.language}`,
      async (tx): Promise<Ground | undefined> => {
        const { id: provider } = visit.provider;
        const versions = await priceListVersions(tx, provider);
        const version =
          versions.find((one) => one.version === wanted) ??
          versions.findLast((one) => one.decision === undefined) ??
          versions.at(-1);
        if (version === undefined) return undefined;
        const { costing, prices } = await pricePlayBasis(
          tx,
          provider,
          { year: version.fiscalYear, version: version.version },
          visit.now,
        );
        const { services } = await catalogueOf(tx, provider);
        return {
          costing,
          prices,
          play: required(pricePlayOf(costing, prices)),
          services: new Map(
            services.map((one) => [one.service, visit.language === "sv" ? one.nameSv : one.nameEn]),
          ),
        };
      },
    );
    const crumbs = [{ path: "/price-list", label: say(visit, "Prislista", "Price list") }];
    if (ground === undefined) {
      const title = say(visit, "Ingen prislista finns än", "There is no price list yet");
      return { title, crumbs, status: 404, body: <Title>{title}</Title> };
    }
    const { version } = ground.prices.version;
    const title = say(visit, `Pröva prislistan ${version}`, `Try the price list ${version}`);
    return {
      title,
      crumbs: [
        {
          path: `/price-list?version=${encodeURIComponent(version)}`,
          label: say(visit, "Prislista", "Price list"),
        },
      ],
      body: (
        <>
          <Title
            lead={say(
              visit,
              "Ändra ett pris, en volym, en kostnad eller en nyckel: prislistan räknas om ur budgeten och alla kunder flyttar sig. Ingenting sparas förrän du sparar det som ett förslag; någon annan beslutar.",
              "Change a price, a volume, a cost or a key: the price list is made again from the budget and every customer moves. Nothing is kept until you keep it as a proposal; somebody else decides.",
            )}
          >
            {title}
          </Title>
          <Answer visit={visit} ground={ground} question={questionOf(asked, ground)} />
          <script type="module" src="/assets/price-play.js"></script>
        </>
      ),
    };
  },
};

function questionOf(asked: URLSearchParams, ground: Ground): Question {
  const kept = asked.getAll("set").filter((one) => one.trim() !== "");
  const named = asked.get("kind");
  const kind: PlayKind = isPlayKind(named) ? named : "price";
  const given = (name: string): string => asked.get(name) ?? "";
  const [first] = choicesOf(ground, kind);
  const blank: PlayDraft = { kind, what: first?.value ?? "", who: kind === "key" ? "" : "*", change: "" };
  if (given("what") === "") return { kept, draft: blank };
  const draft = { kind, what: given("what"), who: given("who"), change: given("change") };
  const written = writtenOf(draft);
  return asked.has("keep") && written !== undefined
    ? { kept: [...kept, written], draft: blank }
    : { kept, draft };
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What of a kind can be changed, by what people call it. */
function choicesOf({ costing, prices, services }: Ground, kind: PlayKind): Choice[] {
  const items = prices.items.filter(
    (item) => item.charge === "metered" || (kind === "price" && item.charge === "fee"),
  );
  switch (kind) {
    case "price":
    case "volume":
      return items
        .toSorted((a, b) => byCode(a.item, b.item))
        .map((item) => ({ value: item.item, label: `${item.nameSv} (${item.item})` }));
    case "key":
      return [
        ...new Set(
          prices.items
            .filter((item) => item.charge === "fee" && item.key === undefined)
            .map((item) => item.service),
        ),
      ]
        .toSorted(byCode)
        .map((service) => ({ value: service, label: services.get(service) ?? service }));
    case "driver":
      return costing.drivers.map((one) => ({ value: one.driver, label: one.nameSv }));
    case "cost":
      return [
        ...[...new Set(costing.cells.map((cell) => cell.element))]
          .toSorted(byCode)
          .map((element) => ({ value: `element:${element}`, label: element })),
        ...[...new Set(costing.cells.map((cell) => cell.service))]
          .filter((service) => service !== "" && services.has(service))
          .toSorted(byCode)
          .map((service) => ({ value: `service:${service}`, label: services.get(service) ?? service })),
      ];
    default:
      return unreachable(kind);
  }
}

/** Whom it is changed for; a key is chosen instead. */
function subjectsOf({ costing, play }: Ground, { kind, what }: PlayDraft, all: string): Choice[] {
  const names = new Map(costing.customers.map((one) => [one.customer, one.name]));
  const named = (codes: readonly string[]): Choice[] => [
    { value: "*", label: all },
    ...codes.toSorted(byCode).map((code) => ({ value: code, label: names.get(code) ?? code })),
  ];
  if (kind === "key")
    return [
      { value: "", label: "–" },
      ...[...new Set(costing.models.flatMap((model) => model.keys.map((key) => key.key)))].map((key) => ({
        value: key,
        label: key,
      })),
    ];
  if (kind === "volume") return named(costing.customers.map((one) => one.customer));
  return kind === "driver" ? named(play.play.subjects(what)) : [];
}

const kindWords: Readonly<Record<PlayKind, readonly [string, string]>> = {
  price: ["Ett pris", "A price"],
  volume: ["En volym", "A volume"],
  cost: ["En kostnad", "A cost"],
  key: ["En nyckel", "A key"],
  driver: ["En fördelningsgrund", "A driver"],
};

function Answer({ visit, ground, question }: { visit: Visit; ground: Ground; question: Question }) {
  const { play, prices } = ground;
  const draft = writtenOf(question.draft);
  const written = draft === undefined ? question.kept : [...question.kept, draft];
  const problems: Problem[] = [];
  const assumptions: PlayAssumption[] = [];
  for (const text of written) {
    const read = readPlayAssumption(text);
    if (read.ok) assumptions.push(read.value);
    else problems.push(...read.problems);
  }
  const found = problems.length > 0 ? undefined : play.after(assumptions);
  if (found?.ok === false) problems.push(...found.problems);
  const after = found?.ok === true ? found.value : play.before;
  const [first] = problems;
  return (
    <>
      <Form visit={visit} ground={ground} question={question} />
      <p class="alarm" id="play-message" role="status" hidden={first === undefined}>
        {first === undefined ? "" : say(visit, first.message_sv, first.message_en)}
      </p>
      <p class="note what-if-tools">
        <a id="play-share" href={playAddress(prices.version.version, written, question.draft.kind)}>
          {say(visit, "Länk till den här frågan", "Link to this question")}
        </a>
        <span id="play-speed"></span>
      </p>
      <Sums visit={visit} ground={ground} after={after} />
      <section id="keep-played" class="acts" aria-label={say(visit, keepPlayedAct.sv, keepPlayedAct.en)}>
        <ActForm
          visit={visit}
          act={keepPlayedAct}
          parameters={{ version: prices.version.version }}
          values={{ set: written.join("\n") }}
        />
      </section>
      <Customers visit={visit} ground={ground} after={after} />
    </>
  );
}

function Form({ visit, ground, question }: { visit: Visit; ground: Ground; question: Question }) {
  const { version } = ground.prices.version;
  const { draft, kept } = question;
  const subjects = subjectsOf(ground, draft, say(visit, "Alla", "All"));
  const options = (choices: readonly Choice[], chosen: string) =>
    choices.map(({ value, label }) => (
      <option value={value} selected={value === chosen}>
        {label}
      </option>
    ));
  return (
    <>
      <ul class="choices">
        {playKinds.map((kind) => (
          <li>
            <a
              href={playAddress(version, kept, kind)}
              aria-current={kind === draft.kind ? "true" : undefined}
            >
              {say(visit, ...kindWords[kind])}
            </a>
          </li>
        ))}
      </ul>
      {kept.length === 0 ? null : (
        <ul class="what-if-kept">
          {kept.map((one) => (
            <li>
              <code>{one}</code>{" "}
              <a
                href={playAddress(
                  version,
                  kept.filter((other) => other !== one),
                  draft.kind,
                )}
              >
                {say(visit, "Ta bort", "Remove")}
              </a>
            </li>
          ))}
        </ul>
      )}
      <form
        method="get"
        action="/price-list/play"
        class="what-if"
        id="price-play"
        data-basis={`/api/v1/price-lists/${encodeURIComponent(version)}/play`}
        data-language={visit.language}
        data-kind={draft.kind}
      >
        <input type="hidden" name="version" value={version} />
        <input type="hidden" name="kind" value={draft.kind} />
        {kept.map((one) => (
          <input type="hidden" name="set" value={one} />
        ))}
        <label class="field">
          {say(visit, ...kindWords[draft.kind])}
          <select name="what">{options(choicesOf(ground, draft.kind), draft.what)}</select>
        </label>
        {subjects.length === 0 ? null : (
          <label class="field">
            {draft.kind === "key" ? say(visit, "Delas efter", "Shared by") : say(visit, "För", "For")}
            <select name="who">{options(subjects, draft.who)}</select>
          </label>
        )}
        {draft.kind === "key" ? null : (
          <div class="field">
            <label for="play-change">{say(visit, "Ändring, %", "Change, %")}</label>
            <input id="play-change" name="change" value={draft.change} inputmode="decimal" size={6} />
            <input
              id="play-slider"
              type="range"
              min="-50"
              max="50"
              step="0.5"
              value={draft.change === "" ? "0" : draft.change.replace(",", ".")}
              aria-label={say(visit, "Ändring i procent", "Change in per cent")}
              hidden
            />
          </div>
        )}
        <div class="what-if-buttons">
          <button class="button" type="submit">
            {say(visit, "Räkna", "Compute")}
          </button>
          <button class="button second" type="submit" name="keep" value="1">
            {say(visit, "Behåll och ändra mer", "Keep and change more")}
          </button>
        </div>
      </form>
    </>
  );
}

function Sums({ visit, ground, after }: { visit: Visit; ground: Ground; after: PlayedPrices }) {
  const { prices } = ground;
  const { effects } = after.simulation.totals;
  const kr = (amount: Ore): string => formatAmount(amount, visit.language);
  return (
    <>
      <dl class="facts">
        <dt>{say(visit, "Kostnad att täcka, kr", "Cost to recover, kr")}</dt>
        <dd id="play-costed" data-ore={String(after.costedOre)}>
          {kr(after.costedOre)}
        </dd>
        <dt>{say(visit, "Inte täckt av priserna, kr", "Not covered by the prices, kr")}</dt>
        <dd id="play-uncovered" data-ore={String(after.uncoveredOre)}>
          {kr(after.uncoveredOre)}
        </dd>
        {effectWords
          .filter(([name]) => name !== "otherOre" || effects[name] !== 0)
          .map(([name, word]) => (
            <>
              <dt>
                {word[visit.language]}
                {say(visit, ", kr", ", kr")}
              </dt>
              <dd id={`play-${name}`} data-ore={String(effects[name])}>
                {playText("moved", effects[name], visit.language)}
              </dd>
            </>
          ))}
      </dl>
      <p class="note">
        {say(
          visit,
          `Jämfört med ${againstText(prices.against, "sv")}. Styckpriser avrundas ${roundingText(prices.version.rounding, "sv")}.`,
          `Compared with ${againstText(prices.against, "en")}. Unit prices are rounded ${roundingText(prices.version.rounding, "en")}.`,
        )}
      </p>
    </>
  );
}

function Customers({ visit, ground, after }: { visit: Visit; ground: Ground; after: PlayedPrices }) {
  const { prices, play, costing } = ground;
  const { language } = visit;
  const names = new Map(costing.customers.map((one) => [one.customer, one.name]));
  const { rows, totals } = playRows(play.before, after);
  const { version, fiscalYear } = prices.version;
  const heads = {
    previous: String(prices.against.year),
    proposed: say(visit, "Förslaget", "Proposed"),
    after: say(visit, "Med ändringen", "With the change"),
    difference: say(visit, `Mot ${prices.against.year}`, `Against ${prices.against.year}`),
    moved: say(visit, "Ändringen", "The change"),
  };
  const wide = (column: string): string =>
    column === "previous" || column === "proposed" ? "number wide-only" : "number";
  return (
    <div class="what-if-table price-play-table">
      <Table
        label={say(
          visit,
          `Vad kunderna skulle betala ${fiscalYear}`,
          `What customers would pay in ${fiscalYear}`,
        )}
      >
        <thead>
          <tr>
            <th scope="col">{say(visit, "Kund, kr", "Customer, SEK")}</th>
            {playColumns.map((column) => (
              <th scope="col" class={wide(column)}>
                {heads[column]}
              </th>
            ))}
            <th scope="col" class="wide-only what-if-bar">
              {heads.difference}
            </th>
          </tr>
          <tr class="total">
            <th scope="row">{say(visit, "Summa", "Sum")}</th>
            {playColumns.map((column) => (
              <td class={wide(column)} id={`play-${column}`} data-ore={String(totals[column])}>
                {playText(column, totals[column], language)}
              </td>
            ))}
            <td class="wide-only"></td>
          </tr>
        </thead>
        <tbody id="play-customers">
          {rows.map((row) => (
            <tr data-customer={row.customer}>
              <th scope="row">
                <a
                  href={`/price-list/simulation?version=${encodeURIComponent(version)}&customer=${encodeURIComponent(row.customer)}`}
                >
                  {names.get(row.customer) ?? row.customer}
                </a>
              </th>
              {playColumns.map((column) => (
                <td class={`${wide(column)} ${column}`} data-ore={String(ore(row.amounts[column]))}>
                  {playText(column, row.amounts[column], language)}
                </td>
              ))}
              <td class="wide-only what-if-bar">
                <svg aria-hidden="true">
                  <line class="axis" x1="50%" x2="50%" y1="0" y2="100%" />
                  <rect class={row.barClass} x={row.barX} width={row.barWidth} rx="2" />
                </svg>
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
