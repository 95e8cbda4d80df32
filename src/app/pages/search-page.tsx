import { type Entry, type Page, say, staffRoles, Title, type Visit } from "../../platform/web/index.ts";
import { type Hits, searchFor } from "../search.ts";

/** Search from anywhere: the same page answers the box in the masthead and, with scripts, Ctrl K. */
export function searchPage(entries: () => readonly Entry[]): Page {
  return {
    path: "/search",
    allow: [...staffRoles, "customer"],
    async render(visit) {
      const wanted = (visit.query("q") ?? "").slice(0, 80);
      const found = await searchFor(visit, wanted, entries());
      const title = say(visit, "Sök", "Search");
      return {
        title: wanted === "" ? title : `${title}: ${wanted}`,
        body: (
          <>
            <Title>{title}</Title>
            <form class="act" method="get" action="/search">
              <label class="field">
                <span>{say(visit, "Vad letar du efter?", "What are you looking for?")}</span>
                <input type="search" name="q" value={wanted} autocomplete="off" />
              </label>
              <button class="button" type="submit">
                {say(visit, "Sök", "Search")}
              </button>
            </form>
            <div id="found">
              <Found visit={visit} wanted={wanted} found={found} />
            </div>
          </>
        ),
      };
    },
  };
}

function Found({ visit, wanted, found }: { visit: Visit; wanted: string; found: readonly Hits[] }) {
  if (found.length === 0)
    return (
      <p class="note">
        {wanted === ""
          ? say(
              visit,
              "Skriv några bokstäver av en tjänst, en kund, ett fakturanummer (UF-30), en verifikation (2024/UF/30), en sida eller ett ord. Ctrl K öppnar sökningen var du än är.",
              "Type a few letters of a service, a customer, an invoice number (UF-30), a voucher (2024/UF/30), a page or a word. Ctrl K opens the search wherever you are.",
            )
          : say(
              visit,
              `Inget heter något med ”${wanted}”. Pröva färre bokstäver.`,
              `Nothing is called anything with "${wanted}". Try fewer letters.`,
            )}
      </p>
    );
  return (
    <>
      {found.map(({ kind, hits }) => (
        <section>
          <h2>{kindName(visit, kind)}</h2>
          <ul class="results">
            {hits.map((hit) => (
              <li>
                <a href={hit.path}>
                  {hit.label}
                  {hit.about === undefined ? null : <span class="beneath">{hit.about}</span>}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function kindName(visit: Visit, kind: Hits["kind"]): string {
  const names: Record<Hits["kind"], readonly [string, string]> = {
    pages: ["Sidor", "Pages"],
    services: ["Tjänster", "Services"],
    customers: ["Kunder", "Customers"],
    invoices: ["Fakturor", "Invoices"],
    vouchers: ["Verifikationer", "Vouchers"],
    words: ["Ord", "Words"],
    problems: ["Problem och vad man gör", "Problems and what to do"],
  };
  return say(visit, ...names[kind]);
}
