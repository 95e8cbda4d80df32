import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import { roleNames } from "../../access/index.ts";
import { entriesOf, placeOf } from "../navigation.ts";
import type { Entry, View, Visit } from "../visit.ts";
import { say } from "../visit.ts";
import { addressWith } from "./page-context.ts";

/** The frame of every page: skip link, the example's mark, the five entries, their pages, crumbs, content, foot. */
export function Frame({
  visit,
  view,
  entries,
  body,
}: {
  visit: Visit;
  view: View;
  entries: readonly Entry[];
  /** The view's body as it is already rendered. */
  body?: string;
}) {
  const { language, provider } = visit;
  const shown = entriesOf(entries, visit.person.role);
  const foot = shown.filter((entry) => entry.foot === true);
  return (
    <Document
      language={language}
      title={`${view.title} – ${provider.name}`}
      refreshSeconds={view.refreshSeconds}
      isLive
    >
      <a class="ds-skip-link" href="#main">
        {say(visit, "Till innehållet", "Skip to content")}
      </a>
      {provider.synthetic ? <ExampleMark visit={visit} /> : null}
      <Masthead visit={visit} entries={shown.filter((entry) => entry.foot !== true)} />
      <main id="main" class="wide" tabindex={-1}>
        {view.crumbs && view.crumbs.length > 0 ? (
          <nav class="crumbs" aria-label={say(visit, "Sökväg", "Breadcrumbs")}>
            <ol>
              {view.crumbs.map((crumb) => (
                <li>
                  <a href={crumb.path}>{crumb.label}</a>
                </li>
              ))}
              <li aria-current="page">{view.title}</li>
            </ol>
          </nav>
        ) : null}
        {body === undefined ? view.body : raw(body)}
      </main>
      <footer class="foot">
        <div class="wide foot-row">
          <p>
            {provider.name} ·{" "}
            {say(
              visit,
              "Varje belopp går att följa till sin verifikation.",
              "Every amount can be followed to its voucher.",
            )}
          </p>
          <ul>
            {foot.map((entry) => (
              <li>
                <a href={entry.path}>{language === "sv" ? entry.sv : entry.en}</a>
              </li>
            ))}
          </ul>
        </div>
      </footer>
    </Document>
  );
}

/** The entries, the search, the person; beneath them the pages of the entry that the reader is in. */
function Masthead({ visit, entries }: { visit: Visit; entries: readonly Entry[] }) {
  const { entry: current, page } = placeOf(entries, visit.path);
  const pages = current?.pages ?? [];
  return (
    <>
      <header class="masthead">
        <div class="wide masthead-row">
          <a class="brand" href="/">
            <Mark />
            <span>Underlag</span>
          </a>
          <nav class="entries-room" aria-label={say(visit, "Huvudmeny", "Main menu")}>
            <ul class="entries">
              {entries.map((entry) => (
                <li>
                  <a
                    href={entry.path}
                    aria-current={entry !== current ? undefined : page === undefined ? "page" : "true"}
                  >
                    {say(visit, entry.sv, entry.en)}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <form class="seek" method="get" action="/search" role="search">
            <input
              type="search"
              name="q"
              aria-label={say(visit, "Sök", "Search")}
              placeholder={say(visit, "Sök", "Search")}
              autocomplete="off"
            />
            <kbd aria-hidden="true">Ctrl K</kbd>
          </form>
          <PersonCard visit={visit} />
        </div>
      </header>
      {pages.length > 1 || (visit.provider.years?.length ?? 0) > 1 ? (
        <div class="section">
          <div class="wide section-row">
            {pages.length < 2 || current === undefined ? null : (
              <nav aria-label={`${say(visit, current.sv, current.en)}: ${say(visit, "sidor", "pages")}`}>
                <ul>
                  {pages.map((one) => (
                    <li>
                      <a href={one.path} aria-current={one === page ? "page" : undefined}>
                        {say(visit, one.sv, one.en)}
                      </a>
                    </li>
                  ))}
                </ul>
              </nav>
            )}
            <YearChooser visit={visit} />
          </div>
        </div>
      ) : null}
    </>
  );
}

/** Which year the page is read for: in its address, and carried along by its links. */
function YearChooser({ visit }: { visit: Visit }) {
  const { years = [], year } = visit.provider;
  if (years.length < 2) return null;
  return (
    <details class="chooser">
      <summary>
        {say(visit, "År", "Year")} {year}
      </summary>
      <div class="list">
        {years.map((one) => (
          <a
            href={addressWith(visit.path.replace(/([?&])(period|through|as|table|page)=[^&]*/g, "$1"), {
              year: String(one),
            })}
            aria-current={one === year ? "true" : undefined}
          >
            {one}
          </a>
        ))}
      </div>
    </details>
  );
}

function PersonCard({ visit }: { visit: Visit }) {
  const { person, language } = visit;
  const other = language === "sv" ? "en" : "sv";
  const initials = person.name
    .split(/\s+/)
    .filter((word) => /^\p{L}/u.test(word))
    .map((word) => word[0])
    .slice(0, 2)
    .join("");
  return (
    <div class="person">
      <a href={`/language/${other}?back=${encodeURIComponent(visit.path)}`} lang={other} hreflang={other}>
        {other === "en" ? "English" : "Svenska"}
      </a>
      <details>
        <summary>
          <span class="initials" aria-hidden="true">
            {initials}
          </span>
          <span class="ds-sr-only">{person.name}</span>
        </summary>
        <div class="person-card">
          <span class="person-name">{person.name}</span>
          <span class="small">{say(visit, roleNames[person.role].sv, roleNames[person.role].en)}</span>
          <a href="/help">{say(visit, "Hjälp och ordlista", "Help and glossary")}</a>
          <form method="post" action="/sign-out">
            <button type="submit" class="quiet">
              {say(visit, "Logga ut", "Sign out")}
            </button>
          </form>
        </div>
      </details>
    </div>
  );
}

export function Document({
  language,
  title,
  refreshSeconds,
  children,
  isLive = false,
}: {
  language: string;
  title: string;
  refreshSeconds?: number | undefined;
  children: Child;
  /** With the small script that every page of the house has. */
  isLive?: boolean;
}) {
  return (
    <>
      {raw("<!doctype html>")}
      <html lang={language} data-color-scheme="auto" data-size="sm" data-color="neutral">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          {refreshSeconds === undefined ? null : (
            <meta http-equiv="refresh" content={String(refreshSeconds)} />
          )}
          <title>{title}</title>
          <link rel="icon" href="/assets/underlag.svg" type="image/svg+xml" />
          <link rel="stylesheet" href="/assets/designsystemet-theme.css" />
          <link rel="stylesheet" href="/assets/designsystemet.css" />
          <link rel="stylesheet" href="/assets/underlag.css" />
          {isLive ? <script type="module" src="/assets/page.js"></script> : null}
        </head>
        <body>{children}</body>
      </html>
    </>
  );
}

function ExampleMark({ visit }: { visit: Visit }) {
  return (
    <aside class="example-mark" aria-label={say(visit, "Exempeldata", "Example data")}>
      <div class="wide">
        <span>
          <strong>{say(visit, "Exempeldata.", "Example data.")}</strong>{" "}
          <span class="more">
            {say(
              visit,
              "Summorna följer den publicerade årsrapporten 2024; kunder, verifikationer och volymer under dem är påhittade.",
              "Totals follow the published annual report 2024; the customers' shares, vouchers and volumes beneath are invented.",
            )}
          </span>
        </span>
        {visit.person.role === "customer" ? null : (
          <a href="/begin">{say(visit, "Börja med egna", "Begin with your own")}</a>
        )}
      </div>
    </aside>
  );
}

/** Sheets under a line: what stands beneath a figure. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M4 5h16v3H4z" />
      <path d="M6 10.5h12v3H6z" opacity="0.65" />
      <path d="M8 16h8v3H8z" opacity="0.35" />
    </svg>
  );
}
