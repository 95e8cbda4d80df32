import { expect } from "vitest";
import { statementIds } from "../economy/statements/index.ts";
import type { Shop } from "./web.testing.ts";

/**
 * A reader with nothing but the pages: every figure of a table is a link, the link leads to the same figure, and from there part by part
 * to a line of a voucher or a file; the voucher's page leads from the line up to who pays for it. Read as HTML, without a browser,
 * so that hundreds of figures can be tried: a sample, the same every time, and more with UNDERLAG_ALL_FIGURES=1.
 */

/** Where all figures in tables are to be links. */
export const pagesOfFigures: readonly string[] = [
  ...statementIds.map((id) => `/statements/${id}?year=2024&unit=kr`),
  "/services",
  "/services/HR-BEM",
  "/services/DI-LIC",
  "/customers/GSF",
  "/customers/LISEBERG",
  "/settlements",
  "/settlements/2024-preliminary",
  "/settlements/compare?year=2024",
  "/settlements/radar?through=2024-08",
  "/scenarios?unit=kr",
  "/scenarios?by=customer&unit=kr",
  "/scenarios?by=element&unit=kr",
  "/scenarios?by=service&of=customer:GSF&unit=kr",
  "/lenses/tbm-cost-pools",
  "/lenses/tbm-solutions",
  "/lenses/esv-purpose",
  "/costing/methods",
  "/costing/methods?by=customer",
  "/price-list",
  "/invoices/UF-30",
  "/invoices/UF-100",
];

interface Read {
  readonly status: number;
  readonly html: string;
}

/** A signed-in reader's pages, each fetched once. */
function readerOf(shop: Shop, cookie: string): (path: string) => Promise<Read> {
  const read = new Map<string, Promise<Read>>();
  return (path) => {
    const known = read.get(path);
    if (known !== undefined) return known;
    const answer = fetch(shop.base + path, { headers: { cookie } }).then(async (got) => ({
      status: got.status,
      html: await got.text(),
    }));
    read.set(path, answer);
    return answer;
  };
}

const textOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, "")
    .replaceAll("&nbsp;", " ")
    .trim();
const decoded = (address: string): string => address.replaceAll("&amp;", "&").replaceAll("&#39;", "'");
const mainOf = (html: string): string => html.slice(html.indexOf("<main"));
const hrefOf = (html: string): string | undefined => {
  const found = /<a[^>]*href="([^"]*)"/.exec(html)?.[1];
  return found === undefined ? undefined : decoded(found);
};

interface Figure {
  readonly text: string;
  readonly link: string | undefined;
}

/** The figures of the tables of a page; shares in per cent say of which other figures they are, and count as text. */
function figuresOf(html: string): Figure[] {
  const bodies = [...mainOf(html).matchAll(/<t(?:body|foot)[\s>][\s\S]*?<\/t(?:body|foot)>/g)].map(
    ([all]) => all,
  );
  return [...bodies.join("").matchAll(/<td[^>]*class="[^"]*\bnumber\b[^"]*"[^>]*>([\s\S]*?)<\/td>/g)].flatMap(
    ([, cell = ""]) => {
      const text = textOf(cell);
      return /\d/.test(text) ? [{ text, link: hrefOf(cell) }] : [];
    },
  );
}

const oreOf = (text: string): number =>
  Math.round(Number(text.replace(/[^\d,]/g, "").replace(",", ".")) * 100) * (/[\u2212-]/.test(text) ? -1 : 1);

/** From an explanation by its parts to where it ends. What does not lead on is told. */
async function walkDown(
  read: (path: string) => Promise<Read>,
  from: string,
  nth: number,
): Promise<string | Read> {
  let path = from;
  for (let level = 0; level < 14; level++) {
    const page = await read(path);
    if (page.status !== 200) return `${path} answers ${page.status}`;
    const main = mainOf(page.html);
    if (/href="\/vouchers\//.test(main) && !/<th scope="row"><a href="\/explain\//.test(main)) return page;
    const parts = [...main.matchAll(/<th scope="row"><a href="(\/explain\/[^"]*)"/g)].map(([, to = ""]) =>
      decoded(to),
    );
    const next = parts[nth % Math.max(parts.length, 1)];
    if (next === undefined) return page;
    path = next;
  }
  return `${from} has no end`;
}

/** leads from every figure of the pages down to a line, and from the line up. Returns how many were followed all the way. */
export async function everyFigureLink(shop: Shop, every: number): Promise<void> {
  const read = readerOf(shop, await shop.cookieOf("controller"));
  const faults: string[] = [];
  let [followed, vouchers] = [0, 0];
  for (const path of pagesOfFigures) {
    const { status, html } = await read(path);
    const figures = figuresOf(html);
    if (status !== 200 || figures.length === 0) faults.push(`${path}: ${status}, no figures`);
    // A customer's grid has a cell for every month, also those in which nothing was charged.
    const dead = figures.filter((figure) => figure.link === undefined && oreOf(figure.text) !== 0);
    if (dead.length > 0) faults.push(`${path}: ${dead.length} figures lead nowhere, like ${dead[0]?.text}`);
    for (const [at, { text, link }] of figures.entries()) {
      if (at % every !== 0 || link === undefined || !link.startsWith("/explain/")) continue;
      // Reckoned anew for each figure that is opened: the settlement's own tests follow every one, on a small provider.
      if (path.startsWith("/settlements/radar")) continue;
      followed += 1;
      const basis = await read(link);
      const shown = /class="big-figure"[\s\S]*?class="figure">([^<]*)</.exec(basis.html)?.[1];
      if (basis.status !== 200 || shown === undefined) {
        faults.push(`${path}: ${text} leads to ${basis.status} at ${link}`);
        continue;
      }
      if (/unit=kr|^\/settlements\/compare/.test(path) && !text.includes("%") && oreOf(shown) !== oreOf(text))
        faults.push(`${path}: ${text} leads to ${shown} at ${link}`);
      const end = await walkDown(read, link, at);
      if (typeof end === "string") {
        faults.push(`${path}: ${end}`);
        continue;
      }
      const voucher = /href="(\/vouchers\/[^"]*)"/.exec(mainOf(end.html))?.[1];
      if (voucher === undefined) continue;
      vouchers += 1;
      if (vouchers % 5 === 1) faults.push(...(await walkUp(read, decoded(voucher))));
    }
  }
  expect(faults).toEqual([]);
  expect(followed).toBeGreaterThan(30);
  // The others end in lines of the budget's file.
  expect(vouchers).toBeGreaterThan(followed / 3);
}

/** From a voucher's page to the figure of one of its lines, and from there to what it stands in or who pays. */
async function walkUp(read: (path: string) => Promise<Read>, voucher: string): Promise<string[]> {
  const [path = ""] = voucher.split("#");
  const page = await read(path);
  if (page.status !== 200) return [`${path} answers ${page.status}`];
  const up = /href="(\/explain\/voucher[^"]*)"/.exec(mainOf(page.html))?.[1];
  if (up === undefined) return [`${path} leads to no figure`];
  const line = await read(decoded(up));
  if (line.status !== 200) return [`${up} answers ${line.status}`];
  return /href="\/explain\//.test(mainOf(line.html)) ? [] : [`${up} leads no further up`];
}
