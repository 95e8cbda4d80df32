import { ore } from "../../../kernel/index.ts";
import { formatAmount, monthName } from "../../../platform/language/index.ts";
import {
  ActForm,
  AmountCell,
  NumberHead,
  type Page,
  say,
  staffRoles,
  Table,
  Title,
  type View,
  type Visit,
} from "../../../platform/web/index.ts";
import { accountMapOf, costCentresOf } from "../../ledger/actions/index.ts";
import {
  accountNames,
  beginningsOf,
  type Draft,
  draftsOf,
  frozenSheet,
  historyOf,
  plansOf,
  proposalOfDraft,
  workingOf,
  workingsOf,
} from "../actions/index.ts";
import {
  type CellFault,
  cellRef,
  chosenRows,
  codingText,
  enteringPlans,
  type EntryRow,
  keepingPlans,
  type Proposal,
  totalsOf,
  type WorkingPlan,
} from "../index.ts";
import {
  addPlanRowAct,
  discardDraftAct,
  dropPlanAct,
  freezePlanAct,
  openPlanAct,
  savePlanAct,
  uploadPlanAct,
} from "./plan-acts.ts";
import { Sheet } from "./plan-sheet.tsx";

const island = { name: "plan", entry: new URL("./plan-island.ts", import.meta.url) };

const crumb = (visit: Visit) => ({
  path: "/plans",
  label: say(visit, "Budget och prognos", "Budget and forecast"),
});
const addressOf = (plan: string, more = ""): string => `/plans/${encodeURIComponent(plan)}${more}`;

/** Every plan there is: those that are open for entry first. */
export const plansPage: Page = {
  path: "/plans",
  allow: staffRoles,
  async render(visit) {
    const { id } = visit.provider;
    const { open, frozen, from } = await visit.read(async (tx) => ({
      open: await workingsOf(tx, id),
      frozen: await plansOf(tx, id),
      from: await beginningsOf(tx, id),
    }));
    const title = say(visit, "Budget och prognos", "Budget and forecast");
    return {
      title,
      body: (
        <>
          <Title
            lead={say(
              visit,
              "En plan skrivs i en arbetsversion, i webben eller i Excel, och fastställs. Det som är fastställt ändras inte.",
              "A plan is written in a working version, in the web or in Excel, and frozen. What is frozen does not change.",
            )}
          >
            {title}
          </Title>
          <Table label={title}>
            <thead>
              <tr>
                <th scope="col">{say(visit, "Plan", "Plan")}</th>
                <th scope="col">{say(visit, "Läge", "State")}</th>
                <th scope="col">{say(visit, "Börjar från", "Begun from")}</th>
                <NumberHead>{say(visit, "Version", "Version")}</NumberHead>
              </tr>
            </thead>
            <tbody>
              {open.map((one) => (
                <tr>
                  <th scope="row">
                    <a href={addressOf(one.plan)}>{one.plan}</a>
                  </th>
                  <td>{say(visit, "Öppen för inmatning", "Open for entry")}</td>
                  <td>{one.basedOn || "–"}</td>
                  <td class="number">{one.revision}</td>
                </tr>
              ))}
              {frozen.map((one) => (
                <tr>
                  <th scope="row">
                    <a href={addressOf(one.plan)}>{one.plan}</a>
                  </th>
                  <td>{say(visit, "Fastställd", "Frozen")}</td>
                  <td>–</td>
                  <td class="number">–</td>
                </tr>
              ))}
            </tbody>
          </Table>
          {keepingPlans.roles.includes(visit.person.role) ? (
            <section class="panel">
              <h2>{say(visit, "Öppna en plan", "Open a plan")}</h2>
              <ActForm visit={visit} act={openPlanAct} />
              <p class="small">
                {say(visit, "Att börja från: ", "To begin from: ")}
                {from.join(", ") || "–"}
              </p>
            </section>
          ) : null}
        </>
      ),
    };
  },
};

const rowsOfPage = 100;

/** Which rows the page shows: one cost centre's where there are many. */
export interface Shown {
  readonly rows: readonly EntryRow[];
  readonly costCentre: string | undefined;
  readonly service: string | undefined;
  readonly page: number;
  readonly pages: number;
}

function shownOf(visit: Visit, sheet: WorkingPlan): Shown {
  const centres = [...new Set(sheet.rows.map((row) => row.costCentre))].sort();
  const asked = visit.query("cost_centre");
  const service = visit.query("service") || undefined;
  const costCentre =
    asked === "*" || (asked === undefined && (sheet.rows.length <= rowsOfPage || service !== undefined))
      ? undefined
      : (asked ?? centres[0]);
  const all = chosenRows(sheet.rows, {
    ...(costCentre === undefined ? {} : { costCentre }),
    ...(service === undefined ? {} : { service }),
  });
  const pages = Math.max(1, Math.ceil(all.length / rowsOfPage));
  const page = Math.min(pages, Math.max(1, Number(visit.query("page") ?? "1") || 1));
  return { rows: all.slice((page - 1) * rowsOfPage, page * rowsOfPage), costCentre, service, page, pages };
}

/** One plan: a sheet to write in while it is open, to look at when it is frozen. */
export const planPage: Page = {
  path: "/plans/:plan",
  allow: staffRoles,
  island,
  async render(visit) {
    const { id } = visit.provider;
    const plan = visit.parameter("plan");
    const found = await visit.read(async (tx) => {
      const working = await workingOf(tx, id, plan);
      const sheet = working ?? (await frozenSheet(tx, id, plan));
      if (sheet === undefined) return undefined;
      const drafts = working === undefined ? [] : await draftsOf(tx, id, plan);
      const mine = drafts.find((one) => one.person === visit.person.login);
      const faults =
        mine === undefined ? [] : (await proposalOfDraft(tx, id, sheet, mine.cells, false)).faults;
      return {
        isOpen: working !== undefined,
        sheet,
        drafts,
        mine,
        faults,
        map: await accountMapOf(tx, id),
        names: await accountNames(tx, id, sheet.fiscalYear),
        centres: new Map((await costCentresOf(tx, id)).map((one) => [one.costCentre, one.name])),
      };
    });
    if (found === undefined) return missing(visit);
    const { isOpen, sheet, drafts, mine, faults } = found;
    const shown = shownOf(visit, sheet);
    const mayWrite = isOpen && enteringPlans.roles.includes(visit.person.role);
    const year = totalsOf(sheet, found.map).at(-1);
    const others = drafts.filter((one) => one.person !== visit.person.login);
    return {
      title: plan,
      crumbs: [crumb(visit)],
      body: (
        <>
          <Title lead={leadOf(visit, sheet, isOpen)}>{plan}</Title>
          <p>
            {say(visit, "Hela planen, sparat: intäkter ", "The whole plan, saved: revenue ")}
            <strong>{formatAmount(year?.revenueOre ?? ore(0), visit.language)}</strong>
            {say(visit, ", kostnader ", ", cost ")}
            <strong>{formatAmount(year?.costOre ?? ore(0), visit.language)}</strong>
            {say(visit, ", resultat ", ", result ")}
            <strong>{formatAmount(year?.resultOre ?? ore(0), visit.language)}</strong> kr.{" "}
            <a href={addressOf(plan, "/history")}>{say(visit, "Historik", "History")}</a>
          </p>
          <Choose visit={visit} sheet={sheet} shown={shown} centres={found.centres} />
          <Faults visit={visit} faults={faults} />
          <Sheet
            visit={visit}
            sheet={sheet}
            rows={shown.rows}
            mayWrite={mayWrite}
            draft={mine}
            faults={faults}
            map={found.map}
            names={found.names}
          />
          {mayWrite ? <script type="module" src="/assets/plan.js"></script> : null}
          <Pages visit={visit} shown={shown} plan={plan} />
          {isOpen && others.length > 0 ? (
            <p class="small">
              {say(visit, "Osparade utkast finns hos ", "Unsaved drafts are held by ")}
              {others.map((one) => `${one.person} (${one.cells.size})`).join(", ")}.
            </p>
          ) : null}
          {isOpen ? <Excel visit={visit} plan={plan} shown={shown} /> : null}
          {mayWrite ? (
            <details class="panel">
              <summary>{say(visit, "Lägg till en rad", "Add a row")}</summary>
              <ActForm visit={visit} act={addPlanRowAct} parameters={{ plan }} />
            </details>
          ) : null}
          {isOpen && keepingPlans.roles.includes(visit.person.role) ? (
            <details class="panel">
              <summary>{say(visit, "Fastställ eller släng", "Freeze or drop")}</summary>
              <ActForm visit={visit} act={freezePlanAct} parameters={{ plan }} />
              <ActForm visit={visit} act={dropPlanAct} parameters={{ plan }} quiet />
            </details>
          ) : null}
        </>
      ),
    };
  },
};

function leadOf(visit: Visit, sheet: WorkingPlan, isOpen: boolean): string {
  if (!isOpen) return say(visit, "Fastställd: den ändras inte.", "Frozen: it does not change.");
  const locked = [...sheet.locked.keys()];
  const lock =
    locked.length === 0
      ? ""
      : say(
          visit,
          ` ${locked.length} månader är låsta: bokfört utfall eller stängd bok.`,
          ` ${locked.length} months are locked: booked, or closed in the books.`,
        );
  return (
    say(
      visit,
      `Version ${sheet.revision}. Kronor med bokföringens tecken: intäkter minus, kostnader plus.`,
      `Version ${sheet.revision}. Kronor with the signs of the books: revenue minus, cost plus.`,
    ) + lock
  );
}

function Choose({
  visit,
  sheet,
  shown,
  centres,
}: {
  visit: Visit;
  sheet: WorkingPlan;
  shown: Shown;
  centres: ReadonlyMap<string, string>;
}) {
  const codes = [...new Set(sheet.rows.map((row) => row.costCentre))].sort();
  const services = [...new Set(sheet.rows.map((row) => row.service))].filter((one) => one !== "").sort();
  return (
    <form class="act" method="get" action={addressOf(sheet.plan)}>
      <label class="field">
        <span>{say(visit, "Ansvar", "Cost centre")}</span>
        <select name="cost_centre">
          <option value="*" selected={shown.costCentre === undefined}>
            {say(visit, "Alla", "All")}
          </option>
          {codes.map((code) => (
            <option value={code} selected={code === shown.costCentre}>
              {`${code} ${centres.get(code) ?? ""}`}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>{say(visit, "Tjänst", "Service")}</span>
        <select name="service">
          <option value="">{say(visit, "Alla", "All")}</option>
          {services.map((code) => (
            <option value={code} selected={code === shown.service}>
              {code}
            </option>
          ))}
        </select>
      </label>
      <button class="button second" type="submit">
        {say(visit, "Visa", "Show")}
      </button>
    </form>
  );
}

/** What is wrong in one's draft, each a link to its cell. */
function Faults({ visit, faults }: { visit: Visit; faults: readonly CellFault[] }) {
  if (faults.length === 0) return null;
  return (
    <ul class="problems" id="faults" aria-label={say(visit, "Att rätta", "To correct")}>
      {faults.slice(0, 50).map(({ ref, problem }) => (
        <li>
          <a href={`#c.${ref}`}>{say(visit, problem.message_sv, problem.message_en)}</a>
          <span class="beneath">{adviceOf(visit, problem)}</span>
        </li>
      ))}
    </ul>
  );
}

function adviceOf(visit: Visit, problem: CellFault["problem"]): string {
  return say(visit, problem.try_sv, problem.try ?? "");
}

function Pages({ visit, shown, plan }: { visit: Visit; shown: Shown; plan: string }) {
  if (shown.pages < 2) return null;
  const of = (page: number): string => {
    const query = new URLSearchParams({ cost_centre: shown.costCentre ?? "*", page: String(page) });
    if (shown.service !== undefined) query.set("service", shown.service);
    return `${addressOf(plan)}?${query.toString()}`;
  };
  return (
    <nav class="pages" aria-label={say(visit, "Sidor", "Pages")}>
      {shown.page > 1 ? <a href={of(shown.page - 1)}>{say(visit, "Föregående", "Previous")}</a> : null}
      <span>
        {say(visit, ` Sida ${shown.page} av ${shown.pages} `, ` Page ${shown.page} of ${shown.pages} `)}
      </span>
      {shown.page < shown.pages ? <a href={of(shown.page + 1)}>{say(visit, "Nästa", "Next")}</a> : null}
    </nav>
  );
}

function Excel({ visit, plan, shown }: { visit: Visit; plan: string; shown: Shown }) {
  const query = new URLSearchParams({ language: visit.language });
  if (shown.costCentre !== undefined) query.set("cost_centre", shown.costCentre);
  if (shown.service !== undefined) query.set("service", shown.service);
  const address = `/api/v1/plans/${encodeURIComponent(plan)}/template?${query.toString()}`;
  return (
    <section class="panel">
      <h2>Excel</h2>
      <p>
        <a href={address} download>
          {say(visit, "Ladda ner mallen för raderna ovan", "Download the template of the rows above")}
        </a>
        {say(
          visit,
          ". Allt utom de gula cellerna är låst. Inläst blir den ditt utkast, som granskas innan det sparas.",
          ". All but the yellow cells is locked. Read in, it becomes your draft, looked through before it is saved.",
        )}
      </p>
      <ActForm visit={visit} act={uploadPlanAct} parameters={{ plan }} />
    </section>
  );
}

/** What saving one's draft would change, before it does. */
export const planReviewPage: Page = {
  path: "/plans/:plan/review",
  allow: enteringPlans.roles,
  async render(visit) {
    const { id } = visit.provider;
    const plan = visit.parameter("plan");
    const found = await visit.read(async (tx) => {
      const working = await workingOf(tx, id, plan);
      if (working === undefined) return undefined;
      const [mine] = await draftsOf(tx, id, plan, visit.person.login);
      const empty: Proposal = { changes: [], faults: [] };
      return {
        working,
        mine,
        proposal: mine === undefined ? empty : await proposalOfDraft(tx, id, working, mine.cells, false),
        map: await accountMapOf(tx, id),
      };
    });
    if (found === undefined) return missing(visit);
    const { working, mine, proposal } = found;
    const { changes, faults } = proposal;
    const rows = new Map(working.rows.map((row) => [row.row, row]));
    const after = new Map(working.amounts);
    for (const one of changes) after.set(cellRef(one.row, one.period), one.toOre);
    const before = totalsOf(working, found.map).at(-1);
    const then = totalsOf({ ...working, amounts: after }, found.map).at(-1);
    const wrong = faults.filter((one) => !one.isConflict).length;
    const title = say(visit, `Granska ${plan}`, `Review ${plan}`);
    return {
      title,
      crumbs: [crumb(visit), { path: addressOf(plan), label: plan }],
      body: (
        <>
          <Title lead={reviewLead(visit, mine, changes.length, faults.length)}>{title}</Title>
          <Faults visit={visit} faults={faults.map((one) => ({ ...one, ref: one.ref }))} />
          {changes.length === 0 ? null : (
            <Table label={say(visit, "Ändrade celler", "Changed cells")}>
              <thead>
                <tr>
                  <th scope="col">{say(visit, "Kontering", "Coding")}</th>
                  <th scope="col">{say(visit, "Månad", "Month")}</th>
                  <NumberHead>{say(visit, "Från", "From")}</NumberHead>
                  <NumberHead>{say(visit, "Till", "To")}</NumberHead>
                  <NumberHead>{say(visit, "Ändring", "Change")}</NumberHead>
                </tr>
              </thead>
              <tbody>
                {changes.map((one) => (
                  <tr>
                    <th scope="row">{codingText(rows.get(one.row) as EntryRow)}</th>
                    <td>{monthName(one.period, visit.language)}</td>
                    <AmountCell amountOre={one.fromOre} />
                    <AmountCell amountOre={one.toOre} />
                    <AmountCell amountOre={ore(one.toOre - one.fromOre)} />
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr class="total">
                  <th scope="row">{say(visit, "Planens resultat", "The plan's result")}</th>
                  <td />
                  <AmountCell amountOre={before?.resultOre} />
                  <AmountCell amountOre={then?.resultOre} />
                  <AmountCell amountOre={ore((then?.resultOre ?? 0) - (before?.resultOre ?? 0))} />
                </tr>
              </tfoot>
            </Table>
          )}
          {(changes.length > 0 || faults.length > wrong) && wrong === 0 ? (
            <section class="panel">
              <h2>{say(visit, "Spara", "Save")}</h2>
              <ActForm
                visit={visit}
                act={savePlanAct}
                parameters={{ plan }}
                values={faults.length > 0 ? {} : { overwrite: "" }}
              />
            </section>
          ) : null}
          {mine === undefined ? null : (
            <ActForm visit={visit} act={discardDraftAct} parameters={{ plan }} quiet />
          )}
          <p>
            <a href={addressOf(plan)}>{say(visit, "Tillbaka och skriv vidare", "Back, and go on writing")}</a>
          </p>
        </>
      ),
    };
  },
};

function reviewLead(visit: Visit, mine: Draft | undefined, changes: number, faults: number): string {
  if (mine === undefined) return say(visit, "Du har inget osparat utkast.", "You have no unsaved draft.");
  return say(
    visit,
    `${changes} celler ändras. ${faults === 0 ? "Ingenting är sparat ännu." : `${faults} celler behöver ses över först.`}`,
    `${changes} cells change. ${faults === 0 ? "Nothing is saved yet." : `${faults} cells need to be looked at first.`}`,
  );
}

/** Who saved what, the latest first. */
export const planHistoryPage: Page = {
  path: "/plans/:plan/history",
  allow: staffRoles,
  async render(visit) {
    const { id } = visit.provider;
    const plan = visit.parameter("plan");
    const saves = await visit.read((tx) => historyOf(tx, id, plan));
    const title = say(visit, `Historik för ${plan}`, `History of ${plan}`);
    return {
      title,
      crumbs: [crumb(visit), { path: addressOf(plan), label: plan }],
      body: (
        <>
          <Title
            lead={
              saves.length === 0
                ? say(
                    visit,
                    "Ingenting har sparats cell för cell i den här planen.",
                    "Nothing has been saved cell by cell in this plan.",
                  )
                : say(
                    visit,
                    `${saves.length} gånger har planen sparats.`,
                    `The plan has been saved ${saves.length} times.`,
                  )
            }
          >
            {title}
          </Title>
          {saves.map((save) => (
            <section>
              <h2>{say(visit, `Version ${save.revision}`, `Version ${save.revision}`)}</h2>
              <p class="note">
                {`${save.by}, ${save.at.slice(0, 16).replace("T", " ")} UTC${save.comment === "" ? "" : `: ${save.comment}`}`}
              </p>
              <Table
                label={say(
                  visit,
                  `Version ${save.revision}, ändrade celler`,
                  `Version ${save.revision}, changed cells`,
                )}
              >
                <thead>
                  <tr>
                    <th scope="col">{say(visit, "Kontering", "Coding")}</th>
                    <th scope="col">{say(visit, "Månad", "Month")}</th>
                    <NumberHead>{say(visit, "Från", "From")}</NumberHead>
                    <NumberHead>{say(visit, "Till", "To")}</NumberHead>
                  </tr>
                </thead>
                <tbody>
                  {save.changes.slice(0, 500).map((one) => (
                    <tr>
                      <th scope="row">{codingText(one)}</th>
                      <td>{monthName(one.period, visit.language)}</td>
                      <AmountCell amountOre={one.fromOre} />
                      <AmountCell amountOre={one.toOre} />
                    </tr>
                  ))}
                </tbody>
              </Table>
            </section>
          ))}
        </>
      ),
    };
  },
};

function missing(visit: Visit): View {
  const title = say(
    visit,
    "Planen finns inte, eller är inte öppen",
    "There is no such plan, or it is not open",
  );
  return { title, status: 404, crumbs: [crumb(visit)], body: <Title>{title}</Title> };
}

export const planPages: readonly Page[] = [plansPage, planReviewPage, planHistoryPage, planPage];
