import { invoicesOf } from "../economy/invoicing/actions/index.ts";
import { vouchersOf } from "../economy/ledger/actions/index.ts";
import { parseYear } from "../kernel/index.ts";
import { type Entry, glossary, say, type Visit } from "../platform/web/index.ts";
import { catalogueOf } from "../service/catalogue/actions/index.ts";
import { customersOf } from "../service/customers/actions/index.ts";
import { writtenProblems } from "./written-problems.ts";

/** One thing found: what it is called, where it is, and a word about it. */
export interface Hit {
  readonly label: string;
  readonly path: string;
  readonly about?: string | undefined;
}

export interface Hits {
  readonly kind: "pages" | "services" | "customers" | "invoices" | "vouchers" | "words" | "problems";
  readonly hits: readonly Hit[];
}

const mostOfEach = 8;

/**
 * What a few letters may mean, by kind. Read in the reader's own scope: a customer finds its own papers, and of the provider's books nothing.
 */
export async function searchFor(
  visit: Visit,
  wanted: string,
  entries: readonly Entry[],
): Promise<readonly Hits[]> {
  const letters = folded(wanted);
  if (letters === "") return [];
  const has = (...texts: readonly string[]): boolean =>
    letters.split(" ").every((word) => texts.some((text) => folded(text).includes(word)));
  const { role } = visit.person;
  const isStaff = role !== "customer";
  const { id: provider, year } = visit.provider;
  const sv = visit.language === "sv";
  const found: Hits[] = [];
  const keep = (kind: Hits["kind"], hits: readonly Hit[]): void => {
    const best = hits.toSorted((a, b) => rank(a, letters) - rank(b, letters)).slice(0, mostOfEach);
    if (best.length > 0) found.push({ kind, hits: best });
  };
  await visit.read(async (tx) => {
    if (isStaff) {
      const { services } = await catalogueOf(tx, provider);
      keep(
        "services",
        services
          .filter((one) => has(one.service, one.nameSv, one.nameEn))
          .map((one) => ({
            label: sv ? one.nameSv : one.nameEn,
            path: `/services/${encodeURIComponent(one.service)}`,
            about: one.service,
          })),
      );
    }
    keep(
      "customers",
      (await customersOf(tx, provider))
        .filter((one) => has(one.customer, one.name))
        .map((one) => ({
          label: one.name,
          path: `/customers/${encodeURIComponent(one.customer)}`,
          about: one.customer,
        })),
    );
    if (/\d/.test(wanted))
      keep(
        "invoices",
        (await invoicesOf(tx, provider, {}))
          .filter(
            (one) => folded(one.invoice).startsWith(letters) || folded(one.invoice).endsWith(`-${letters}`),
          )
          .map((one) => ({
            label: one.invoice,
            path: `/invoices/${encodeURIComponent(one.invoice)}`,
            about: `${one.customer}, ${one.documentDay}`,
          })),
      );
    const named = isStaff ? voucherNamed(wanted, year) : undefined;
    if (named !== undefined)
      keep(
        "vouchers",
        (await vouchersOf(tx, provider, [named])).map((one) => ({
          label: `${one.fiscalYear}/${one.series}/${one.number}`,
          path: `/vouchers/${one.fiscalYear}/${encodeURIComponent(one.series)}/${encodeURIComponent(one.number)}`,
          about: `${one.day} · ${one.text}`,
        })),
      );
  });
  const pages = entries
    .filter((entry) => entry.allow.includes(role))
    .flatMap((entry) =>
      (entry.pages ?? [entry]).filter((page) => page.allow.includes(role)).map((page) => ({ entry, page })),
    );
  keep(
    "pages",
    pages
      .filter(({ page }) => has(page.sv, page.en))
      .map(({ entry, page }) => ({
        label: say(visit, page.sv, page.en),
        path: page.path,
        about: page.path === entry.path ? undefined : say(visit, entry.sv, entry.en),
      })),
  );
  keep(
    "words",
    glossary
      .filter((term) => has(...term.sv, ...term.en))
      .map((term) => ({
        label: (sv ? term.sv[0] : term.en[0]) ?? term.id,
        path: `/help#${term.id}`,
        about: say(visit, term.meansSv, term.meansEn),
      })),
  );
  keep(
    "problems",
    writtenProblems()
      .filter((one) => has(one.code, one.titleSv, one.titleEn))
      .map((one) => ({
        label: sv ? one.titleSv : one.titleEn,
        path: `/help/problems#${one.code}`,
        about: one.code,
      })),
  );
  return found;
}

/** "2024/UF/30", "UF 30" or "UF/30": a voucher by name; the year is the one being read unless told. */
function voucherNamed(
  text: string,
  year: number,
): { fiscalYear: number; series: string; number: string } | undefined {
  const [, said, series = "", number = ""] =
    /^(?:(\d{4})[/ ])?([A-Za-zÅÄÖ]{1,4})[/ ](\d{1,9})$/.exec(text.trim()) ?? [];
  return series === ""
    ? undefined
    : { fiscalYear: parseYear(said ?? "") ?? year, series: series.toUpperCase(), number };
}

/** Without capitals and accents, so that "atergang" finds "återgång". */
function folded(text: string): string {
  return text.toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(/\s+/g, " ").trim();
}

/** What begins with the letters before what has them within. */
function rank(hit: Hit, letters: string): number {
  const texts = [hit.label, hit.about ?? ""].map(folded);
  if (texts.includes(letters)) return 0;
  return texts.some((text) => text.startsWith(letters)) ? 1 : 2;
}
