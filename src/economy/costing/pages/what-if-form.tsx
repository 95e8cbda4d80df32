import { byCode, periodsOfYear, unreachable } from "../../../kernel/index.ts";
import { monthName } from "../../../platform/language/index.ts";
import { say, type Visit } from "../../../platform/web/index.ts";
import type { Play, WhatIfBasis } from "../index.ts";
import { elementName, scenarioLabel } from "./labels.ts";
import { addressOf, assumptionOf, type Draft, draftKinds } from "./what-if-draft.ts";

/** What a year is made of, costed once and kept until the books change. */
export interface Playground {
  readonly basis: WhatIfBasis;
  readonly play: Play;
  readonly serviceNames: ReadonlyMap<string, string>;
  readonly scenarios: readonly { readonly year: number; readonly scenario: string }[];
}

/** What is asked, as the address says it. */
export interface Question {
  readonly year: number;
  readonly scenario: string;
  /** Assumptions that hold beside the one that is being dragged. */
  readonly kept: readonly string[];
  readonly draft: Draft;
}

/** Where each kind begins: with something that can be dragged at once. */
export function blankDraft({ basis, play }: Playground, kind: Draft["kind"]): Draft {
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
    default:
      return unreachable(kind);
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
export function Choices({
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

/** Assumptions that hold beside the one in the form, each with its way out. */
export function Kept({ visit, question }: { visit: Visit; question: Question }) {
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

export function Controls({
  visit,
  ground,
  question,
}: {
  visit: Visit;
  ground: Playground;
  question: Question;
}) {
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
            {draft.kind === "volume" ? say(visit, "Kund", "Customer") : say(visit, "Hos vem", "Of whom")}
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
              value={
                draft.change === "" ? "0" : language === "sv" ? draft.change.replace(".", ",") : draft.change
              }
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
      return itemsOf(basis).map(({ item, service }) => ({
        value: item,
        label: `${serviceName(service)}: ${item}`,
      }));
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
    default:
      return unreachable(kind);
  }
}

/** What the address names stands among the choices even when the year lacks it: it is then refused by name. */
function known(choices: readonly Choice[], chosen: string): readonly Choice[] {
  return chosen === "" || choices.some((one) => one.value === chosen)
    ? choices
    : [...choices, { value: chosen, label: chosen }];
}
