import { parseYear, Refusal } from "../../../kernel/index.ts";
import {
  ActForm,
  type Page,
  say,
  staffRoles,
  Table,
  Title,
  type View,
  type Visit,
} from "../../../platform/web/index.ts";
import type { Transaction } from "../../../platform/database/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import {
  type ModelDraft,
  modelByReference,
  modelDraftOf,
  modelDraftsOf,
  type ModelText,
  modelTexts,
  nameOf,
  proposeModel,
  textSha256,
} from "../actions/index.ts";
import { keepingModels } from "../index.ts";
import { discardModelDraftAct, modelAddress, saveModelAct } from "./model-acts.ts";
import {
  ModelCoverage,
  ModelFaults,
  type Names,
  RulesThatDiffer,
  TextThatDiffers,
  WhatMoves,
} from "./model-parts.tsx";

const mayWrite = (visit: Visit): boolean => keepingModels.roles.includes(visit.person.role);
const momentText = (at: string): string => new Date(at).toISOString().slice(0, 16).replace("T", " ");

/** The stored models, the one in force first, and whose drafts there are. */
export const modelsPage: Page = {
  path: "/models",
  allow: staffRoles,
  async render(visit) {
    const { id } = visit.provider;
    const { stored, drafts } = await visit.read(async (tx) => ({
      stored: await modelTexts(tx, id),
      drafts: await modelDraftsOf(tx, id),
    }));
    const title = say(visit, "Kalkylmodeller", "Costing models");
    const today = visit.now.slice(0, 10);
    return {
      title,
      crumbs: [{ path: "/services", label: say(visit, "Tjänster", "Services") }],
      body: (
        <>
          <Title
            lead={say(
              visit,
              "Reglerna för hur kostnader når tjänster och kunder, skrivna som text. Varje version står kvar med vem, när och varför.",
              "The rules of how costs reach services and customers, written as text. Every version stays, with who, when and why.",
            )}
          >
            {title}
          </Title>
          {mayWrite(visit) ? (
            <div class="doors">
              <a class="button second edit-door" href={modelAddress.edit("")}>
                {say(visit, "Skriv en ny modell", "Write a new model")}
              </a>
            </div>
          ) : null}
          <Table label={title}>
            <thead>
              <tr>
                <th scope="col">{say(visit, "Modell", "Model")}</th>
                <th scope="col">{say(visit, "Gäller från", "In force from")}</th>
                <th scope="col">{say(visit, "Till", "Until")}</th>
                <th scope="col" class="wide-only">
                  {say(visit, "Senaste skäl", "Latest reason")}
                </th>
              </tr>
            </thead>
            <tbody>
              {stored.toReversed().map((one) => (
                <tr>
                  <th scope="row">
                    <a href={modelAddress.show(nameOf(one))}>{one.model}</a>{" "}
                    {one.validFrom <= today && today <= (one.validTo ?? "9999") ? (
                      <span class="tag done">{say(visit, "gäller i dag", "in force today")}</span>
                    ) : null}
                  </th>
                  <td>{one.validFrom}</td>
                  <td>{one.validTo ?? "–"}</td>
                  <td class="wide-only">{one.savedWhy === "" ? "–" : one.savedWhy}</td>
                </tr>
              ))}
            </tbody>
          </Table>
          <Drafts visit={visit} drafts={drafts} />
        </>
      ),
    };
  },
};

function Drafts({ visit, drafts }: { visit: Visit; drafts: readonly ModelDraft[] }) {
  if (drafts.length === 0) return null;
  const title = say(visit, "Utkast", "Drafts");
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {drafts.map(({ person, basedOn, keptAt }) => {
          const name = basedOn === "" ? say(visit, "en ny modell", "a new model") : basedOn;
          return (
            <li>
              {person === visit.person.login ? <a href={modelAddress.edit(basedOn)}>{name}</a> : name}
              {person === visit.person.login ? "" : `, ${person}`}, {momentText(keptAt)}
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** One model: its text with line numbers, and every text it has had, any two of which can be laid beside each other. */
export const modelPage: Page = {
  path: "/models/:model",
  allow: staffRoles,
  async render(visit) {
    const asked = visit.parameter("model");
    const found = await visit.read((tx) => orNone(() => modelByReference(tx, visit.provider.id, asked)));
    if (found === undefined) return missing(visit);
    const { name, text, history } = found;
    const label = say(visit, "Versioner av texten", "Versions of the text");
    const isLatest = name === history.at(-1)?.name;
    return {
      title: name,
      crumbs: [crumb(visit)],
      body: (
        <>
          <Title
            lead={
              isLatest
                ? say(
                    visit,
                    "Texten som den är sparad, bokstav för bokstav.",
                    "The text as it is stored, letter by letter.",
                  )
                : say(visit, "En tidigare lydelse.", "An earlier text.")
            }
          >
            {name}
          </Title>
          {mayWrite(visit) && isLatest ? (
            <div class="doors">
              <a class="button second edit-door" href={modelAddress.edit(name)}>
                {say(visit, "Ändra", "Change")}
              </a>
            </div>
          ) : null}
          <Source visit={visit} text={text} />
          <h2>{label}</h2>
          <form method="get" action="/models/compare">
            <Table label={label}>
              <thead>
                <tr>
                  <th scope="col">{say(visit, "Från", "From")}</th>
                  <th scope="col">{say(visit, "Till", "To")}</th>
                  <th scope="col">{say(visit, "Text", "Text")}</th>
                  <th scope="col">{say(visit, "När", "When")}</th>
                  <th scope="col">{say(visit, "Vem", "Who")}</th>
                  <th scope="col">{say(visit, "Varför", "Why")}</th>
                </tr>
              </thead>
              <tbody>
                {history.toReversed().map((one, at) => (
                  <tr>
                    <td>
                      <input
                        type="radio"
                        name="a"
                        value={one.name}
                        checked={at === Math.min(1, history.length - 1)}
                        aria-label={say(visit, `Från ${one.name}`, `From ${one.name}`)}
                      />
                    </td>
                    <td>
                      <input
                        type="radio"
                        name="b"
                        value={one.name}
                        checked={at === 0}
                        aria-label={say(visit, `Till ${one.name}`, `To ${one.name}`)}
                      />
                    </td>
                    <th scope="row">
                      <a href={modelAddress.show(one.name)}>{one.name}</a>
                    </th>
                    <td>{one.at === undefined ? "–" : momentText(one.at)}</td>
                    <td>{one.by ?? "–"}</td>
                    <td>{one.why ?? "–"}</td>
                  </tr>
                ))}
              </tbody>
            </Table>
            <button class="button second" type="submit">
              {say(visit, "Jämför", "Compare")}
            </button>
          </form>
        </>
      ),
    };
  },
};

/** A text with the numbers of its lines. */
function Source({ visit, text }: { visit: Visit; text: string }) {
  const lines = text.replace(/\n$/, "").split("\n");
  return (
    <div
      class="text-diff"
      role="region"
      tabindex={0}
      aria-label={say(visit, "Modellens text", "The model's text")}
    >
      {lines.map((line, at) => (
        <div class="both" id={`line-${at + 1}`}>
          <span class="line-number">{at + 1}</span>
          <code>{line}</code>
        </div>
      ))}
    </div>
  );
}

/** The form in which a model is written: its text with line numbers, what is wrong with it, and where the costs land. */
export const modelEditPage: Page = {
  path: "/models/edit",
  allow: keepingModels.roles,
  async render(visit) {
    const asked = await askedModel(visit);
    if (asked === undefined) return missing(visit);
    const { base, draft, name } = asked;
    const text = draft?.text ?? base?.text ?? "";
    const year = yearOf(visit);
    const proposal =
      visit.query("check") === "1" && text !== ""
        ? await visit.recall(`model-check:${textSha256(text)}:${year}`, (tx) =>
            proposeModel(tx, questionOf(visit, year), { text, file: name || "model.yaml" }),
          )
        : undefined;
    const wrong = new Set(
      (proposal?.problems ?? []).flatMap(({ severity, line }) =>
        severity === "stop" && line !== undefined && line > 1 ? [line] : [],
      ),
    );
    const title =
      name === ""
        ? say(visit, "Ny kalkylmodell", "New costing model")
        : say(visit, `Ändra ${name}`, `Change ${name}`);
    const isStale = draft !== undefined && base !== undefined && draft.baseSha256 !== textSha256(base.text);
    return {
      title,
      crumbs: [crumb(visit), ...(name === "" ? [] : [{ path: modelAddress.show(name), label: name }])],
      body: (
        <>
          <Title
            lead={
              draft === undefined
                ? say(
                    visit,
                    "Inget ändras förrän du har granskat och sparat.",
                    "Nothing changes until you have looked it through and saved.",
                  )
                : say(
                    visit,
                    `Ditt utkast från ${momentText(draft.keptAt)}. Inget ändras förrän du har granskat och sparat.`,
                    `Your draft of ${momentText(draft.keptAt)}. Nothing changes until you have looked it through and saved.`,
                  )
            }
          >
            {title}
          </Title>
          {isStale ? <Stale visit={visit} /> : null}
          {proposal === undefined ? null : (
            <ModelFaults visit={visit} problems={proposal.problems} text={text} />
          )}
          <form class="code-form" method="post" action="/models/draft">
            <input type="hidden" name="back" value={visit.path} />
            <input type="hidden" name="based_on" value={name} />
            <input
              type="hidden"
              name="base"
              value={draft?.baseSha256 ?? (base === undefined ? "" : textSha256(base.text))}
            />
            <div class="code-buttons">
              <button class="button" type="submit" name="go" value="check">
                {say(visit, "Kontrollera", "Check")}
              </button>
              <button class="button" type="submit" name="go" value="review">
                {say(visit, "Visa skillnad och spara", "Show the difference and save")}
              </button>
              <button class="button second" type="submit" name="go" value="stay">
                {say(visit, "Spara utkast", "Keep draft")}
              </button>
              <label class="field inline">
                <span>{say(visit, "Pröva på", "Try it on")}</span>
                <select name="year">
                  {(visit.provider.years ?? [visit.provider.year]).map((one) => (
                    <option value={String(one)} selected={one === year}>
                      {one}
                    </option>
                  ))}
                </select>
              </label>
            </div>
            <div class="code-editor">
              <div class="gutter" aria-hidden="true">
                {Array.from({ length: text.split("\n").length + 400 }, (_, at) => (
                  <span class={wrong.has(at + 1) ? "wrong-line" : undefined}>{at + 1}</span>
                ))}
              </div>
              <textarea
                name="text"
                rows={Math.max(20, text.split("\n").length + 2)}
                spellcheck={false}
                autocomplete="off"
                autocapitalize="off"
                aria-label={say(visit, "Modellens text", "The model's text")}
              >
                {`\n${text}`}
              </textarea>
            </div>
          </form>
          {proposal?.report === undefined ? null : <ModelCoverage visit={visit} report={proposal.report} />}
          {draft === undefined ? null : (
            <ActForm visit={visit} act={discardModelDraftAct} values={{ based_on: name }} quiet />
          )}
        </>
      ),
    };
  },
};

function Stale({ visit }: { visit: Visit }) {
  return (
    <p class="notice" role="status">
      {say(
        visit,
        "Modellen har sparats av någon annan sedan du började. Skillnaden visas mot den som den är nu; kasta utkastet för att börja om från den.",
        "The model has been saved by somebody else since you began. The difference is shown to it as it is now; throw the draft away to begin anew from it.",
      )}
    </p>
  );
}

/** What saving one's draft would change: rules, kronor, lines; and the form that saves it. */
export const modelReviewPage: Page = {
  path: "/models/review",
  allow: keepingModels.roles,
  async render(visit) {
    const asked = await askedModel(visit);
    if (asked === undefined) return missing(visit);
    const { base, draft, name } = asked;
    const year = yearOf(visit);
    const title = say(visit, `Granska ${name || "ny modell"}`, `Look through ${name || "a new model"}`);
    const crumbs = [
      crumb(visit),
      { path: modelAddress.edit(name), label: name || say(visit, "Ny kalkylmodell", "New costing model") },
    ];
    if (draft === undefined)
      return {
        title,
        crumbs,
        body: (
          <>
            <Title
              lead={say(
                visit,
                "Utkastet är tomt: texten är den som är sparad.",
                "The draft is empty: the text is what is stored.",
              )}
            >
              {title}
            </Title>
            <p>
              <a href={modelAddress.edit(name)}>{say(visit, "Till texten", "To the text")}</a>
            </p>
          </>
        ),
      };
    const { text } = draft;
    const sha256 = textSha256(text);
    const before = base === undefined ? undefined : { name: base.name, text: base.text };
    const { proposal, names } = await visit.recall(`model-review:${name}:${sha256}:${year}`, async (tx) => ({
      proposal: await proposeModel(tx, questionOf(visit, year), { text, file: name || "model.yaml", before }),
      names: await namesOf(visit, tx),
    }));
    const stops = proposal.problems.some(
      (one) => one.severity === "stop" && one.code !== "costing.two-models",
    );
    return {
      title,
      crumbs,
      body: (
        <>
          <Title
            lead={say(
              visit,
              `Vad texten ändrar, och vad det flyttar på kostnaderna ${year}.`,
              `What the text changes, and what that moves on the costs of ${year}.`,
            )}
          >
            {title}
          </Title>
          {base !== undefined && draft.baseSha256 !== textSha256(base.text) ? <Stale visit={visit} /> : null}
          <ModelFaults visit={visit} problems={proposal.problems} text={text} />
          {proposal.difference === undefined ? null : (
            <RulesThatDiffer visit={visit} difference={proposal.difference} />
          )}
          <TextThatDiffers visit={visit} before={base?.text ?? ""} after={text} />
          {proposal.difference === undefined ? null : (
            <WhatMoves visit={visit} difference={proposal.difference} names={names} />
          )}
          {stops ? (
            <p class="notice" role="status">
              {say(
                visit,
                "Rätta det som stoppar, så går det att spara. Utkastet finns kvar.",
                "Correct what stops it, and it can be saved. The draft stays.",
              )}
            </p>
          ) : (
            <section class="panel">
              <h2>{say(visit, "Spara", "Save")}</h2>
              <p>
                {base === undefined
                  ? say(
                      visit,
                      "Den gäller från den dag som texten säger.",
                      "It holds from the day that the text says.",
                    )
                  : say(
                      visit,
                      `Utan dag ersätts texten i ${name}. Med dag blir det en ny version från den dagen, och ${name} slutar gälla dagen före.`,
                      `Without a day the text of ${name} is replaced. With a day it is a new version from that day, and ${name} ends the day before.`,
                    )}
              </p>
              <ActForm visit={visit} act={saveModelAct} values={{ based_on: name, sha256 }} />
            </section>
          )}
          <p>
            <a href={modelAddress.edit(name)}>{say(visit, "Skriv vidare", "Go on writing")}</a>
          </p>
        </>
      ),
    };
  },
};

/** Any two texts laid beside each other: of one model, or of two. */
export const modelComparePage: Page = {
  path: "/models/compare",
  allow: staffRoles,
  async render(visit) {
    const [a, b] = [visit.query("a") ?? "", visit.query("b") ?? ""];
    const found = await visit.read((tx) =>
      orNone(async () => ({
        before: await modelByReference(tx, visit.provider.id, a),
        after: await modelByReference(tx, visit.provider.id, b),
      })),
    );
    if (found === undefined) return missing(visit);
    const { before, after } = found;
    const year = yearOf(visit);
    const { proposal, names } = await visit.recall(
      `model-compare:${before.name}:${after.name}:${year}`,
      async (tx) => ({
        proposal: await proposeModel(tx, questionOf(visit, year), {
          text: after.text,
          file: after.name,
          before,
        }),
        names: await namesOf(visit, tx),
      }),
    );
    const title = say(visit, `${before.name} och ${after.name}`, `${before.name} and ${after.name}`);
    return {
      title,
      crumbs: [crumb(visit)],
      body: (
        <>
          <Title
            lead={say(
              visit,
              `Skillnaden, räknad på kostnaderna ${year}.`,
              `The difference, on the costs of ${year}.`,
            )}
          >
            {title}
          </Title>
          {proposal.difference === undefined ? (
            <ModelFaults visit={visit} problems={proposal.problems} text={after.text} />
          ) : (
            <RulesThatDiffer visit={visit} difference={proposal.difference} />
          )}
          <TextThatDiffers visit={visit} before={before.text} after={after.text} />
          {proposal.difference === undefined ? null : (
            <WhatMoves visit={visit} difference={proposal.difference} names={names} />
          )}
        </>
      ),
    };
  },
};

export const modelPages: readonly Page[] = [
  modelsPage,
  modelEditPage,
  modelReviewPage,
  modelComparePage,
  modelPage,
];

interface AskedModel {
  /** 'name@day'; '' for a new model. */
  readonly name: string;
  readonly base: ModelText | undefined;
  readonly draft: ModelDraft | undefined;
}

/** The model that the address names, with one's own draft of it; undefined where there is none. */
async function askedModel(visit: Visit): Promise<AskedModel | undefined> {
  const asked = visit.query("model") ?? "";
  return visit.read(async (tx) => {
    const { id } = visit.provider;
    const base = asked === "" ? undefined : await orNone(() => modelByReference(tx, id, asked));
    if (asked !== "" && base === undefined) return undefined;
    const name = base?.name ?? "";
    return { name, base, draft: await modelDraftOf(tx, id, { person: visit.person.login, basedOn: name }) };
  });
}

async function orNone<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

async function namesOf(visit: Visit, tx: Transaction): Promise<Names> {
  const { id } = visit.provider;
  return new Map([
    ...(await catalogueOf(tx, id)).services.map(
      (one) => [one.service, say(visit, one.nameSv, one.nameEn)] as const,
    ),
    ...(await customersOf(tx, id)).map((one) => [one.customer, one.name] as const),
  ]);
}

function yearOf(visit: Visit): number {
  return parseYear(visit.query("year") ?? "") ?? visit.provider.year;
}

function questionOf(visit: Visit, year: number) {
  return { provider: visit.provider.id, year, scenario: "actual" };
}

function crumb(visit: Visit) {
  return { path: "/models", label: say(visit, "Kalkylmodeller", "Costing models") };
}

function missing(visit: Visit): View {
  const title = say(visit, "Kalkylmodellen finns inte", "There is no such costing model");
  return { title, status: 404, body: <Title>{title}</Title> };
}
