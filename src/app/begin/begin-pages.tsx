import type { Child } from "hono/jsx";
import { type Problem, sumOre } from "../../kernel/index.ts";
import { formatAmount, type Language, problemWords } from "../../platform/language/index.ts";
import { Amount, say, Table, Threshold } from "../../platform/web/index.ts";
import { type Beginning, dimensionRoles, dimensionWith, hasServices, servicesOf } from "./beginning.ts";
import type { Begun } from "./load-beginning.ts";
import type { UploadedBooks } from "./uploaded-books.ts";

interface Said {
  readonly language: Language;
  readonly problems?: readonly Problem[];
}

function Problems({ language, problems = [] }: Said) {
  if (problems.length === 0) return null;
  const visit = { language };
  return (
    <div class="alarm" role="alert">
      <p>
        <strong>
          {say(visit, "Ingenting har sparats. Det här hindrar:", "Nothing was kept. This stands in the way:")}
        </strong>
      </p>
      <ul>
        {problems.slice(0, 20).map((one) => (
          <li>
            {one.file === undefined ? null : `${one.file}${one.line === undefined ? "" : `:${one.line}`}: `}
            {problemWords(one, language).message}
            <span class="beneath">{problemWords(one, language).advice}</span>
          </li>
        ))}
      </ul>
      {problems.length > 20 ? (
        <p>{say(visit, `och ${problems.length - 20} till`, `and ${problems.length - 20} more`)}</p>
      ) : null}
    </div>
  );
}

function LanguageSwitch({ language, back }: { language: Language; back: string }) {
  const other = language === "sv" ? "en" : "sv";
  return (
    <p class="small">
      <a href={`/language/${other}?back=${encodeURIComponent(back)}`} lang={other} hreflang={other}>
        {other === "en" ? "English" : "Svenska"}
      </a>
    </p>
  );
}

/** The first question (första frågan): look around in the example, or begin with one's own books. */
export function FirstQuestion({ language, problems, hasExample }: Said & { readonly hasExample: boolean }) {
  const visit = { language };
  return (
    <Threshold
      language={language}
      title={say(visit, "Hur vill du börja?", "How would you like to begin?")}
      lead={say(
        visit,
        "Underlag visar vad tjänsterna kostar, vem som betalar och varför. Exemplet och ert eget blandas aldrig.",
        "Underlag shows what the services cost, who pays, and why. The example and your own never mix.",
      )}
    >
      <LanguageSwitch language={language} back="/begin" />
      <Problems language={language} problems={problems ?? []} />
      <section>
        <h2>{say(visit, "Titta runt med exempeldata", "Look around with example data")}</h2>
        <p>
          {say(
            visit,
            "Göteborg 2024: tre års bokföring, 57 tjänster, 52 kunder och ett helt år av fakturor. Summorna är de publicerade, resten påhittat.",
            "Gothenburg 2024: three years of books, 57 services, 52 customers and a whole year of invoices. The totals are the published ones, the rest invented.",
          )}
        </p>
        {hasExample ? (
          <>
            <p>
              <a class="button" href="/sign-in">
                {say(visit, "Titta runt", "Look around")}
              </a>
            </p>
            <details>
              <summary>{say(visit, "Börja om med exemplet", "Begin the example anew")}</summary>
              <form class="act" method="post" action="/begin/example">
                <p>
                  {say(
                    visit,
                    "Allt som har gjorts i exemplet tas bort, och det byggs upp igen, likadant till öret. Det tar ungefär en minut.",
                    "All that was done in the example is removed, and it is made again, the same to the öre. It takes about a minute.",
                  )}
                </p>
                <label class="tick-line">
                  <input type="checkbox" name="sure" value="ja" required />{" "}
                  {say(
                    visit,
                    "Ja, ta bort det jag har gjort i exemplet",
                    "Yes, remove what I did in the example",
                  )}
                </label>
                <button class="button second" type="submit">
                  {say(visit, "Börja om", "Begin anew")}
                </button>
              </form>
            </details>
          </>
        ) : (
          <form class="act" method="post" action="/begin/example">
            <button class="button" type="submit">
              {say(visit, "Titta runt med exempeldata", "Look around with example data")}
            </button>
          </form>
        )}
      </section>
      <section>
        <h2>{say(visit, "Börja med egna böcker", "Begin with your own books")}</h2>
        <p>
          {say(
            visit,
            "Ta med årets SIE 4-fil ur ekonomisystemet. På nästa sida ser du vad den innehåller; där bestämmer du vad som är tjänster och vad som är gemensamt. Inget sparas innan du säger till.",
            "Bring the year's SIE 4 file from your ledger. The next page shows what it holds; there you say what is a service and what is common. Nothing is kept before you say so.",
          )}
        </p>
        <form class="act" method="post" action="/begin/books" enctype="multipart/form-data">
          <label class="field">
            <span>{say(visit, "SIE 4-filer, en för varje år", "SIE 4 files, one for each year")}</span>
            <input type="file" name="books" multiple required accept=".se,.sie" />
          </label>
          <button class="button" type="submit">
            {say(visit, "Visa vad filen innehåller", "Show what the file holds")}
          </button>
        </form>
      </section>
    </Threshold>
  );
}

/** While the example is made: what has been done so far. The page asks again by itself. */
export function Working({ language, said, problems }: Said & { readonly said: readonly string[] }) {
  const visit = { language };
  const failed = (problems ?? []).length > 0;
  return (
    <Threshold
      language={language}
      refreshSeconds={failed ? undefined : 2}
      title={
        failed
          ? say(visit, "Det gick inte", "That could not be done")
          : say(visit, "Exemplet byggs", "The example is being made")
      }
      lead={say(
        visit,
        "Det tar ungefär en minut. Sidan går vidare av sig själv.",
        "It takes about a minute. The page goes on by itself.",
      )}
    >
      <Problems language={language} problems={problems ?? []} />
      {failed ? (
        <p>
          <a href="/begin">{say(visit, "Tillbaka", "Back")}</a>
        </p>
      ) : (
        <progress aria-label={say(visit, "Exemplet byggs", "The example is being made")} />
      )}
      <ol role="status">
        {said.map((one) => (
          <li>{one}</li>
        ))}
      </ol>
    </Threshold>
  );
}

const roleWords = {
  cost_centre: { sv: "kostnadsställe", en: "cost centre" },
  project: { sv: "projekt", en: "project" },
  service: { sv: "tjänst", en: "service" },
  customer: { sv: "kund", en: "customer" },
  counterparty: { sv: "motpart", en: "counterparty" },
} as const;

/** What the books hold, what is proposed, and what the beginner decides. */
export function Choices({
  language,
  problems,
  upload,
  beginning,
  customersText,
}: Said & { readonly upload: UploadedBooks; readonly beginning: Beginning; readonly customersText: string }) {
  const visit = { language };
  const { found, token } = upload;
  const services = servicesOf(found, beginning);
  const ownOre = sumOre(services.map((one) => one.costOre));
  const costCentres = dimensionWith(found, beginning.roles, "cost_centre")?.objects ?? [];
  const kr = (amountOre: typeof ownOre): string => `${formatAmount(amountOre, language, "kr")} kr`;
  return (
    <Threshold
      language={language}
      title={say(visit, "Det här innehåller böckerna", "This is what the books hold")}
      lead={say(
        visit,
        "Förslaget kommer ur filen själv. Ändra det som är fel, titta igen, och läs in. Allt går att ändra senare.",
        "The proposal comes from the file itself. Change what is wrong, look again, and load. Everything can be changed later.",
      )}
    >
      <LanguageSwitch language={language} back={`/begin/books/${token}`} />
      <Problems language={language} problems={problems ?? []} />
      <ul>
        {found.years.map((one) => (
          <li>
            <strong>{one.year}</strong>: {one.vouchers} {say(visit, "verifikationer", "vouchers")}, {one.rows}{" "}
            {say(visit, "rader", "rows")} ({one.file})
          </li>
        ))}
        <li>
          {say(visit, "Kostnader", "Costs")} {kr(found.costOre)}, {say(visit, "intäkter", "revenue")}{" "}
          {kr(found.revenueOre)}
        </li>
      </ul>
      <form class="act begin-choices" method="post" action={`/begin/books/${token}`}>
        <h2>{say(visit, "Er organisation", "Your organisation")}</h2>
        <Field label={say(visit, "Namn", "Name")}>
          <input name="name" value={beginning.name} required maxlength={100} autocomplete="organization" />
        </Field>
        <Field label={say(visit, "Organisationsnummer", "Organisation number")}>
          <input name="org_no" value={beginning.orgNo} required maxlength={20} placeholder="212000-1355" />
        </Field>
        <Field label={say(visit, "Kontoplan", "Chart of accounts")}>
          <select name="chart">
            <option value="kommun" selected={beginning.chart === "kommun"}>
              {say(visit, "Kommunernas (löner i klass 5)", "The municipalities' (salaries in class 5)")}
            </option>
            <option value="bas" selected={beginning.chart === "bas"}>
              {say(visit, "BAS (löner i klass 7)", "BAS (salaries in class 7)")}
            </option>
          </select>
        </Field>
        {found.dimensions.length === 0 ? null : (
          <>
            <h2>{say(visit, "Vad dimensionerna står för", "What the dimensions stand for")}</h2>
            {found.dimensions.map((one) => (
              <Field
                label={`${one.dimension} ${one.name}: ${one.objects.length} ${say(visit, "koder", "codes")} (${one.objects
                  .slice(0, 3)
                  .map((each) => each.name)
                  .join(", ")}${one.objects.length > 3 ? " …" : ""})`}
              >
                <select name={`role.${one.dimension}`}>
                  <option value="">{say(visit, "läses inte", "not read")}</option>
                  {dimensionRoles.map((role) => (
                    <option value={role} selected={beginning.roles.get(one.dimension) === role}>
                      {roleWords[role][language]}
                    </option>
                  ))}
                </select>
              </Field>
            ))}
          </>
        )}
        {hasServices(beginning) || costCentres.length === 0 ? null : (
          <fieldset>
            <legend>{say(visit, "Gemensamma kostnadsställen", "Common cost centres")}</legend>
            <p class="small">
              {say(
                visit,
                "Kryssa för dem som alla tjänster delar på: stab, lokaler, ledning. Varje annat kostnadsställe med kostnader blir en tjänst.",
                "Tick those that all services share: staff units, premises, management. Every other cost centre with costs becomes a service.",
              )}
            </p>
            <div class="ticks">
              {costCentres.map((one) => (
                <label class="tick-line">
                  <input
                    type="checkbox"
                    name="common"
                    value={one.object}
                    checked={beginning.common.includes(one.object)}
                  />{" "}
                  {one.object} {one.name} <span class="small">{kr(one.costOre)}</span>
                </label>
              ))}
            </div>
          </fieldset>
        )}
        <h2>{say(visit, "Kunderna, om du vill", "The customers, if you like")}</h2>
        <Field
          label={say(
            visit,
            "En rad per kund: kod;namn;antal anställda. Klistra gärna in ur Excel. Utan kunder ser du ändå vad tjänsterna kostar.",
            "A line for each customer: code;name;employees. Paste from Excel if you like. Without customers you still see what the services cost.",
          )}
        >
          <textarea
            name="customers"
            rows={4}
            placeholder={"SKOLA;Skolförvaltningen;600\nVARD;Vårdförvaltningen;300"}
          >
            {customersText}
          </textarea>
        </Field>
        <h2>
          {say(visit, `Det blir ${services.length} tjänster`, `That makes ${services.length} services`)}
        </h2>
        <Table label={say(visit, "Tjänsterna", "The services")} quiet>
          <thead>
            <tr>
              <th scope="col">{say(visit, "Tjänst", "Service")}</th>
              <th scope="col" class="number">
                {say(visit, "Egna kostnader, kr", "Own costs, SEK")}
              </th>
            </tr>
          </thead>
          <tbody>
            {services.slice(0, 60).map((one) => (
              <tr>
                <th scope="row">
                  {one.object} {one.name}
                </th>
                <td class="number">
                  <Amount amountOre={one.costOre} language={language} unit="kr" />
                </td>
              </tr>
            ))}
            <tr>
              <th scope="row">{say(visit, "Gemensamt, delas av alla", "Common, shared by all")}</th>
              <td class="number">
                <Amount
                  amountOre={sumOre([found.costOre, -ownOre as typeof ownOre])}
                  language={language}
                  unit="kr"
                />
              </td>
            </tr>
          </tbody>
          <tfoot>
            <tr class="total">
              <th scope="row">{say(visit, "Kostnader", "Costs")}</th>
              <td class="number">
                <Amount amountOre={found.costOre} language={language} unit="kr" />
              </td>
            </tr>
          </tfoot>
        </Table>
        {services.length > 60 ? (
          <p class="small">
            {say(visit, `och ${services.length - 60} till`, `and ${services.length - 60} more`)}
          </p>
        ) : null}
        <p class="buttons">
          <button class="button" type="submit" name="do" value="load">
            {say(visit, "Läs in", "Load")}
          </button>{" "}
          <button class="button second" type="submit" name="do" value="look">
            {say(visit, "Titta igen med ändringarna", "Look again with the changes")}
          </button>{" "}
          <a href="/begin">{say(visit, "Avbryt", "Cancel")}</a>
        </p>
      </form>
    </Threshold>
  );
}

function Field({ label, children }: { label: string; children: Child }) {
  return (
    <label class="field">
      <span>{label}</span>
      {children}
    </label>
  );
}

/** It is loaded: the two ways in, and where the texts lie. */
export function Loaded({ language, begun, name }: Said & { readonly begun: Begun; readonly name: string }) {
  const visit = { language };
  return (
    <Threshold
      language={language}
      title={say(visit, `${name} är inläst`, `${name} is loaded`)}
      lead={say(
        visit,
        "Välj ett lösenord, så ser du vad den första tjänsten kostar.",
        "Choose a password, and see what the first service costs.",
      )}
    >
      <p>
        <a class="button" href={begun.invitations.controller}>
          {say(visit, "Välj ditt lösenord som controller", "Choose your password as controller")}
        </a>
      </p>
      <h2>{say(visit, "Till den som ska lägga upp fler", "For whoever adds more people")}</h2>
      <p>
        {say(
          visit,
          "Det här är vägen in för administratören. Den gäller en gång, i tre dagar, och visas bara nu:",
          "This is the administrator's way in. It holds once, for three days, and is shown only now:",
        )}
      </p>
      <p>
        <a href={begun.invitations.administrator}>
          <code>{begun.invitations.administrator}</code>
        </a>
      </p>
      <h2>{say(visit, "Allt är text", "Everything is text")}</h2>
      <p>
        {say(
          visit,
          `${begun.files} filer ligger i mappen nedan. Ändra i dem och läs in igen; inget ändras utan att det syns.`,
          `${begun.files} files lie in the folder below. Change them and load again; nothing changes unseen.`,
        )}
      </p>
      <pre>
        <code>./underlag load {begun.folder}</code>
      </pre>
    </Threshold>
  );
}
