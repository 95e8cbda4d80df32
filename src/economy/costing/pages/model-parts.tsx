import { type Ore, type Problem, sumOre } from "../../../kernel/index.ts";
import { formatAmount, problemWords } from "../../../platform/language/index.ts";
import { AmountCell, NumberHead, say, Table, type Visit } from "../../../platform/web/index.ts";
import type { ModelDifference, TracedChange } from "../actions/index.ts";
import { changedParts, diffLines, type ModelReport, type Movement, nowhereRows, placesOf } from "../index.ts";

/** A place of a diff, an amount of a movement: names of what codes stand for. */
export type Names = ReadonlyMap<string, string>;

/** Everything that is wrong with a text, by line, what stops first; the line itself beneath. */
export function ModelFaults({
  visit,
  problems,
  text,
}: {
  visit: Visit;
  problems: readonly Problem[];
  text: string;
}) {
  const lines = text.split("\n");
  const stops = problems.filter((one) => one.severity === "stop");
  const others = problems.filter((one) => one.severity !== "stop");
  if (problems.length === 0)
    return (
      <p class="notice good">
        {say(visit, "Inga fel, och inget att anmärka.", "No faults, and nothing to remark.")}
      </p>
    );
  return (
    <>
      {stops.length === 0 ? (
        <p class="notice good">
          {say(visit, "Inget stoppar. Att titta på:", "Nothing stops it. To look at:")}
        </p>
      ) : null}
      {[stops, others].map((list, at) =>
        list.length === 0 ? null : (
          <ul class={at === 0 ? "problems" : "remarks"} id={at === 0 ? "faults" : "remarks"}>
            {list.slice(0, 60).map((problem) => {
              const { message, advice } = problemWords(problem, visit.language);
              const source = problem.line === undefined ? undefined : lines[problem.line - 1];
              return (
                <li>
                  <span>
                    {problem.line === undefined || problem.line < 2 ? null : (
                      <strong data-line={problem.line}>
                        {say(visit, `Rad ${problem.line}: `, `Line ${problem.line}: `)}
                      </strong>
                    )}
                    {message}
                  </span>
                  {problem.line === undefined ||
                  problem.line < 2 ||
                  source === undefined ||
                  source.trim() === "" ? null : (
                    <code class="source-line">{source.trim()}</code>
                  )}
                  {advice === undefined ? null : <span class="beneath">{advice}</span>}
                </li>
              );
            })}
            {list.length > 60 ? (
              <li>{say(visit, `och ${list.length - 60} till`, `and ${list.length - 60} more`)}</li>
            ) : null}
          </ul>
        ),
      )}
    </>
  );
}

/** Where the year's costs land by a model, and what lands nowhere. */
export function ModelCoverage({ visit, report }: { visit: Visit; report: ModelReport }) {
  const places = placesOf(report.coverage);
  const services = places.filter(({ place }) => place.kind === "service");
  const pools = places.filter(({ place }) => place.kind !== "service");
  const nowhere = nowhereRows(report.coverage);
  const label = say(visit, "Var kostnaderna hamnar, kr", "Where the costs land, kr");
  const kept = report.conservation;
  return (
    <>
      <h2>{label}</h2>
      {kept === undefined ? null : (
        <p>
          {say(visit, "In ", "In ")}
          <strong>{formatAmount(kept.inOre, visit.language)}</strong>
          {say(visit, " kr, ut ", " kr, out ")}
          <strong>{formatAmount(kept.outOre, visit.language)}</strong> kr
          {kept.inOre === kept.outOre ? say(visit, ": lika till öret.", ": equal to the öre.") : "."}
        </p>
      )}
      <Table label={label}>
        <thead>
          <tr>
            <th scope="col">{say(visit, "Hamnar i", "Lands in")}</th>
            <NumberHead wide>{say(visit, "Konton", "Accounts")}</NumberHead>
            <NumberHead wide>{say(visit, "Kostnadsställen", "Cost centres")}</NumberHead>
            <NumberHead>{say(visit, "Kronor", "Kronor")}</NumberHead>
          </tr>
        </thead>
        <tbody>
          {pools.map(({ place, accounts, costCentres, amountOre }) => (
            <tr>
              <th scope="row">
                {place.kind === "nowhere" ? say(visit, "Ingenstans", "Nowhere") : place.code}
              </th>
              <td class="number wide-only">{accounts}</td>
              <td class="number wide-only">{costCentres}</td>
              <AmountCell amountOre={amountOre} />
            </tr>
          ))}
          <tr>
            <th scope="row">
              {say(visit, `Direkt på ${services.length} tjänster`, `Directly on ${services.length} services`)}
            </th>
            <td class="number wide-only" />
            <td class="number wide-only" />
            <AmountCell amountOre={sumOre(services.map((one) => one.amountOre))} />
          </tr>
        </tbody>
        <tfoot>
          <tr class="total">
            <th scope="row">{say(visit, "Summa", "Total")}</th>
            <td class="number wide-only" />
            <td class="number wide-only" />
            <AmountCell amountOre={report.coverage.inOre} />
          </tr>
        </tfoot>
      </Table>
      {nowhere.length === 0 ? null : (
        <ul class="problems">
          {nowhere.slice(0, 40).map((row) => (
            <li>
              {say(visit, "Hamnar ingenstans: konto ", "Lands nowhere: account ")}
              {row.account} / {row.costCentre || "–"}, {formatAmount(row.amountOre, visit.language)} kr
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const kinds = {
  model: ["Modellen", "The model"],
  pool: ["Pool", "Pool"],
  direct: ["Direkt", "Direct"],
  step: ["Steg", "Step"],
  block: ["Block", "Block"],
  key: ["Nyckel", "Key"],
  assignment: ["Tilldelning", "Assignment"],
  exception: ["Undantag", "Exception"],
  measure: ["Mått", "Measure"],
} as const;
const changed = {
  added: ["ny", "new"],
  removed: ["borttagen", "removed"],
  changed: ["ändrad", "changed"],
} as const;

/** Which rules differ, and what each moves by itself. */
export function RulesThatDiffer({ visit, difference }: { visit: Visit; difference: ModelDifference }) {
  const { changes } = difference;
  if (changes.length === 0)
    return (
      <p class="notice good">
        {say(
          visit,
          "Samma regler: bara ord, kommentarer eller ordning skiljer, och inga kronor flyttas.",
          "The same rules: only words, comments or order differ, and no kronor move.",
        )}
      </p>
    );
  const at = visit.language === "sv" ? 0 : 1;
  const label = say(visit, "Regler som skiljer", "Rules that differ");
  return (
    <>
      <h2>{label}</h2>
      <Table label={label}>
        <thead>
          <tr>
            <th scope="col">{say(visit, "Regel", "Rule")}</th>
            <th scope="col">{say(visit, "Från", "From")}</th>
            <th scope="col">{say(visit, "Till", "To")}</th>
            <NumberHead>{say(visit, "Flyttar ensam, kr", "Moves alone, kr")}</NumberHead>
          </tr>
        </thead>
        <tbody>
          {changes.map((change: TracedChange) => (
            <tr>
              <th scope="row">
                {kinds[change.kind][at]} {change.code}
                <span class="beneath">
                  {changed[change.change][at]}
                  {change.by === undefined
                    ? ""
                    : `, ${change.by} ${change.at === undefined ? "" : new Date(change.at).toISOString().slice(0, 10)}`}
                </span>
              </th>
              <td class="cell-text">
                {change.before === "" ? "–" : <span class="was">{change.before}</span>}
              </td>
              <td class="cell-text">{change.after === "" ? "–" : change.after}</td>
              <AmountCell amountOre={change.aloneOre} />
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}

/** What the rules that differ move: per customer, and per service for who opens it. */
export function WhatMoves({
  visit,
  difference: { changes, customers, services },
  names,
}: {
  visit: Visit;
  difference: ModelDifference;
  names: Names;
}) {
  if (changes.length === 0) return null;
  const perService = say(visit, "Vad det flyttar per tjänst, kr", "What it moves per service, kr");
  return (
    <>
      <Moved
        visit={visit}
        label={say(visit, "Vad det flyttar per kund, kr", "What it moves per customer, kr")}
        rows={customers}
        names={names}
      />
      <details class="panel">
        <summary>{perService}</summary>
        <Moved visit={visit} label={perService} rows={services} names={names} />
      </details>
    </>
  );
}

function Moved({
  visit,
  label,
  rows,
  names,
}: {
  visit: Visit;
  label: string;
  rows: readonly Movement[];
  names: Names;
}) {
  if (rows.length === 0)
    return (
      <>
        <h2>{label}</h2>
        <p>{say(visit, "Inga kronor flyttas.", "No kronor move.")}</p>
      </>
    );
  const total = (of: (one: Movement) => Ore): Ore => sumOre(rows.map(of));
  return (
    <>
      <h2>{label}</h2>
      <Table label={label}>
        <thead>
          <tr>
            <th scope="col">{say(visit, "Vem", "Who")}</th>
            <NumberHead wide>{say(visit, "Före", "Before")}</NumberHead>
            <NumberHead wide>{say(visit, "Efter", "After")}</NumberHead>
            <NumberHead>{say(visit, "Skillnad", "Difference")}</NumberHead>
          </tr>
        </thead>
        <tbody>
          {rows
            .toSorted((a, b) => Math.abs(b.movedOre) - Math.abs(a.movedOre))
            .map((one) => (
              <tr>
                <th scope="row">
                  {one.code === ""
                    ? say(visit, "Ingen: utan nyckel eller användare", "Nobody: without key or users")
                    : (names.get(one.code) ?? one.code)}
                </th>
                <AmountCell amountOre={one.beforeOre} wide />
                <AmountCell amountOre={one.afterOre} wide />
                <AmountCell amountOre={one.movedOre} />
              </tr>
            ))}
        </tbody>
        <tfoot>
          <tr class="total">
            <th scope="row">{say(visit, "Summa", "Total")}</th>
            <AmountCell amountOre={total((one) => one.beforeOre)} wide />
            <AmountCell amountOre={total((one) => one.afterOre)} wide />
            <AmountCell amountOre={total((one) => one.movedOre)} />
          </tr>
        </tfoot>
      </Table>
    </>
  );
}

/** Two texts line by line: what went, what came, and a little around it. */
export function TextThatDiffers({ visit, before, after }: { visit: Visit; before: string; after: string }) {
  const lines = diffLines(before, after);
  const came = lines.filter((line) => line.in === "after").length;
  const went = lines.filter((line) => line.in === "before").length;
  const label = say(
    visit,
    `Texten: ${came} rader till, ${went} bort`,
    `The text: ${came} lines more, ${went} less`,
  );
  if (came + went === 0)
    return (
      <p>
        {say(visit, "Texterna är lika, bokstav för bokstav.", "The texts are the same, letter by letter.")}
      </p>
    );
  const marks = { both: " ", before: "−", after: "+" } as const;
  return (
    <>
      <h2>{label}</h2>
      <div class="text-diff" role="region" aria-label={label} tabindex={0}>
        {changedParts(lines).map((part) =>
          "skipped" in part ? (
            <div class="skipped">
              {say(visit, `${part.skipped} rader lika`, `${part.skipped} lines the same`)}
            </div>
          ) : (
            <div class={part.in}>
              <span class="line-number">{part.before ?? ""}</span>
              <span class="line-number">{part.after ?? ""}</span>
              <span class="mark">{marks[part.in]}</span>
              <code>{part.text}</code>
            </div>
          ),
        )}
      </div>
    </>
  );
}
