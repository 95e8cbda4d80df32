import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import type { Entry, View, Visit } from "../visit.ts";
import { say } from "../visit.ts";

/** The frame of every page: skip link, masthead with the five entries, the example's mark, crumbs, content, foot. */
export function Frame({ visit, view, entries }: { visit: Visit; view: View; entries: readonly Entry[] }) {
  const { language, person, provider } = visit;
  const other = language === "sv" ? "en" : "sv";
  return (
    <Document
      language={language}
      title={`${view.title} – ${provider.name}`}
      refreshSeconds={view.refreshSeconds}
    >
      <a class="ds-skip-link" href="#main">
        {say(visit, "Till innehållet", "Skip to content")}
      </a>
      <header class="masthead">
        <div class="wide masthead-row">
          <a class="brand" href="/">
            <Mark />
            <span>Underlag</span>
          </a>
          <nav class="entries-room" aria-label={say(visit, "Huvudmeny", "Main menu")}>
            <ul class="entries">
              {entries
                .filter((entry) => entry.allow.includes(person.role) && entry.foot !== true)
                .map((entry) => (
                  <li>
                    <a
                      href={entry.path}
                      aria-current={isCurrent(visit.path, entry.path) ? "page" : undefined}
                    >
                      {language === "sv" ? entry.sv : entry.en}
                    </a>
                  </li>
                ))}
            </ul>
          </nav>
          <div class="person">
            <a
              href={`/language/${other}?back=${encodeURIComponent(visit.path)}`}
              lang={other}
              hreflang={other}
            >
              {other === "en" ? "English" : "Svenska"}
            </a>
            <span class="person-name">{person.name}</span>
            <form method="post" action="/sign-out">
              <button type="submit" class="quiet">
                {say(visit, "Logga ut", "Sign out")}
              </button>
            </form>
          </div>
        </div>
      </header>
      {provider.synthetic ? <ExampleMark visit={visit} /> : null}
      <main id="main" class="wide" tabindex={-1}>
        {view.crumbs ? (
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
        {view.body}
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
            {entries
              .filter((entry) => entry.allow.includes(person.role) && entry.foot === true)
              .map((entry) => (
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

export function Document({
  language,
  title,
  refreshSeconds,
  children,
}: {
  language: string;
  title: string;
  refreshSeconds?: number | undefined;
  children: Child;
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
        </head>
        <body>{children}</body>
      </html>
    </>
  );
}

function ExampleMark({ visit }: { visit: Visit }) {
  return (
    <p class="example-mark">
      <span class="wide">
        <strong>{say(visit, "Exempeldata.", "Example data.")}</strong>{" "}
        {say(
          visit,
          "Summorna följer den publicerade årsrapporten 2024; kunder, verifikationer och volymer under dem är påhittade.",
          "Totals follow the published annual report 2024; the customers' shares, vouchers and volumes beneath are invented.",
        )}
      </span>
    </p>
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

function isCurrent(path: string, entry: string): boolean {
  return entry === "/" ? path === "/" : path === entry || path.startsWith(`${entry}/`);
}
