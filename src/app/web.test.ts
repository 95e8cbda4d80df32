import { readFileSync } from "node:fs";
import axe, { type AxeResults } from "axe-core";
import { HtmlValidate } from "html-validate";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { statementCommand } from "../economy/statements/commands/statement.ts";
import { everyFigure, everyOtherFigure, everyWayUp, oneTree } from "./explanations.testing.ts";
import { everyFigureLink } from "./figure-links.testing.ts";
import { budgetByTemplate, budgetEntered, budgetWithoutScripts } from "./plan-entry.testing.ts";
import {
  accountManager,
  administrator,
  board,
  customer,
  inEnglish,
  serviceOwner,
} from "./personas.testing.ts";
import { dragged, refusedQuestions, withoutScripts } from "./what-if.testing.ts";
import { openShop, printedOre, readExplanation, type Shop } from "./web.testing.ts";

/** The web as its readers meet it: the example city with its year played, a real server, a real browser. */
let shop: Shop;

beforeAll(async () => {
  shop = await openShop();
}, 300_000);
afterAll(() => shop?.close());

const addresses = JSON.parse(readFileSync(new URL("../../docs/pages.json", import.meta.url), "utf8")) as {
  path: string;
  login: string;
}[];

/** A page of somebody's, closed with its browser when the work is done. */
async function withPage(
  login: string,
  work: (page: Page, context: BrowserContext) => Promise<void>,
  options?: Parameters<Shop["contextOf"]>[1],
): Promise<void> {
  const context = await shop.contextOf(login, options);
  try {
    await work(await context.newPage(), context);
  } finally {
    await context.close();
  }
}

/** All rules in the light; in the dark only what the dark can change. */
async function violations(page: Page, colorScheme: "light" | "dark"): Promise<string[]> {
  await page.emulateMedia({ colorScheme });
  if (colorScheme === "light") await page.evaluate(axe.source);
  const rules = colorScheme === "light" ? "" : "{ runOnly: ['color-contrast'] }";
  const results = await page.evaluate<AxeResults>(`axe.run(${rules})`);
  return results.violations.map(
    ({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""} ${nodes[0]?.failureSummary ?? ""}`,
  );
}

/** The rules of HTML itself; how a page is laid out is nobody's business there. */
const html = new HtmlValidate({ extends: ["html-validate:standard"] });

/** What is wrong with the page's own text, as the server sent it. */
async function invalidities(text: string): Promise<string[]> {
  const { results } = await html.validateString(text);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, column }) => `${ruleId}: ${message} (${line}:${column})`),
  );
}

/** So many pixels a page must be moved sideways to be read: none, whatever the width. */
async function sideways(page: Page): Promise<number> {
  return page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
}

describe("every main address", () => {
  it.each(addresses)("$path as $login", async ({ path, login }) => {
    await withPage(login, async (page) => {
      const talk: string[] = [];
      const weights: Promise<number>[] = [];
      page.on("console", (message) => {
        if (message.type() === "error") talk.push(message.text());
      });
      page.on("pageerror", (error) => talk.push(error.message));
      const elsewhere: string[] = [];
      page.on("request", (request) => {
        if (!request.url().startsWith(shop.base)) elsewhere.push(request.url());
      });
      page.on("requestfinished", (request) => {
        weights.push(request.sizes().then((sizes) => sizes.responseBodySize + sizes.responseHeadersSize));
      });
      const answer = await page.goto(path, { waitUntil: "load" });
      expect(answer?.status()).toBe(200);
      expect(await page.locator("html").getAttribute("lang")).toBe("sv");
      expect(await page.evaluate("document.compatMode")).toBe("CSS1Compat");
      expect(await page.locator("h1").count()).toBe(1);
      const weight = (await Promise.all(weights)).reduce((sum, part) => sum + part, 0);
      expect(weight).toBeGreaterThan(1_000);
      expect(weight).toBeLessThan(400_000);

      for (const width of [640, 320]) {
        await page.setViewportSize({ width, height: 844 });
        expect(await violations(page, "light"), `light, ${width} px`).toEqual([]);
        expect(await sideways(page), `${width} px`).toBe(0);
      }
      expect(await violations(page, "dark"), "dark, 320 px").toEqual([]);
      expect(await invalidities((await answer?.text()) ?? "")).toEqual([]);
      expect(elsewhere).toEqual([]);
      expect(talk).toEqual([]);
      expect(shop.complaints).toEqual([]);
    });
  });
});

/** The example city is loaded and played once for pages and figures alike. */
describe("the basis of every figure", () => {
  it.each([
    ["of every statement, in every column, down to lines", everyFigure],
    ["of costs, prices, fees, invoice lines and settlements, down to lines", everyOtherFigure],
    ["of any voucher line, up to who pays and to the rows it stands in", everyWayUp],
    ["as one tree and level by level, as JSON of the interface", oneTree],
  ] as const)(
    "%s",
    async (_, prove) => {
      const scope = { role: "staff", provider: shop.provider.id, actor: "controller" } as const;
      await shop.database.transaction(scope, (tx) => prove(tx, shop.provider.id));
    },
    1_200_000,
  );
});

describe("every figure on the pages", () => {
  it("is a link to its basis, down to a voucher line and up again", async () => {
    await everyFigureLink(shop, process.env["UNDERLAG_ALL_FIGURES"] === "1" ? 7 : 127);
    expect(shop.complaints).toEqual([]);
  }, 300_000);
});

describe("the controller", () => {
  it("follows a figure of the income statement to voucher lines, and the parts sum all the way", async () => {
    await withPage("controller", async (page) => {
      await page.goto("/year");
      await page.getByRole("link", { name: /Bokföringen/ }).click();
      await page.getByRole("link", { name: /^Personalkostnader, Bokslut 2024/ }).click();
      expect(await page.locator("h1").textContent()).toBe("Personalkostnader");
      let expected: number | undefined;
      for (let level = 0; level < 8; level++) {
        const { amountOre, partsOre, isWhole } = await readExplanation(page);
        if (expected !== undefined) expect(amountOre).toBe(expected);
        expect(partsOre.length).toBeGreaterThan(0);
        if (isWhole) expect(partsOre.reduce((sum, part) => sum + part, 0)).toBe(amountOre);
        if ((await page.locator('main tbody a[href^="/vouchers/"]').count()) > 0) break;
        expected = partsOre[0];
        await page.locator("main tbody tr").first().getByRole("link").first().click();
      }
      const { partsOre } = await readExplanation(page);
      await page.locator('main tbody a[href^="/vouchers/"]').first().click();
      expect(await page.locator("h1").textContent()).toMatch(/^Verifikation 2024\//);
      const line = page.locator("tr:target td.number");
      const booked = (await line.allTextContents()).map(printedOre);
      expect(booked.map(Math.abs)).toContain(Math.abs(partsOre[0] ?? 0));
      const debit = await page.locator("main tbody td.number:nth-last-child(2)").allTextContents();
      const credit = await page.locator("main tbody td.number:nth-last-child(1)").allTextContents();
      const sumOf = (texts: string[]): number => texts.reduce((sum, text) => sum + printedOre(text), 0);
      expect(sumOf(debit)).toBe(sumOf(credit));
    });
  });

  it("walks from a figure to a voucher line, and from the line up to a customer's invoice line", async () => {
    await withPage("controller", async (page) => {
      await page.goto("/statements/income?year=2024");
      await page.getByRole("link", { name: /^Konsultkostnader, Bokslut 2024/ }).click();
      while ((await page.locator('main tbody a[href^="/vouchers/"]').count()) === 0)
        await page.locator("main tbody tr").first().getByRole("link").first().click();
      await page.locator('main tbody a[href^="/vouchers/"]').first().click();
      // The line is marked, and says who pays for it.
      const line = page.locator("tr.chosen");
      expect(await line.count()).toBe(1);
      const booked = (await line.locator("td.number").allTextContents())
        .map(printedOre)
        .find((one) => one !== 0);
      await line.getByRole("link", { name: /^Vem betalar för rad/ }).click();
      const up = await readExplanation(page);
      expect(up.partsOre.reduce((sum, part) => sum + part, 0)).toBe(up.amountOre);
      expect(Math.abs(up.amountOre)).toBe(booked);
      expect(await page.locator("main").textContent()).toContain("Resultaträkning 2024: Konsultkostnader");
      const paid = 'main tbody a[href^="/explain/invoice"]';
      for (let level = 0; level < 6 && (await page.locator(paid).count()) === 0; level++) {
        await page.locator("main tbody tr").last().getByRole("link").first().click();
        const { amountOre, partsOre } = await readExplanation(page);
        expect(partsOre.reduce((sum, part) => sum + part, 0)).toBe(amountOre);
      }
      await page.locator(paid).first().click();
      const charged = await readExplanation(page);
      expect(new URL(page.url()).pathname).toMatch(/^\/explain\/invoice%3AU/);
      // A sale rests on nothing but itself and its voucher; a fee or a volume on the price it is a share of.
      const rests = charged.partsOre.reduce((sum, part) => sum + part, 0);
      expect(charged.partsOre.length === 0 ? charged.amountOre : rests).toBe(charged.amountOre);
      await page.locator("a[href^='/invoices/']").first().click();
      expect(await page.locator("h1").textContent()).toMatch(/^Faktura UF-/);
      expect(shop.complaints).toEqual([]);
    });
  });

  it("follows a service's cost and a price to the cost it rests on", async () => {
    await withPage("controller", async (page) => {
      await page.goto("/services/HR-BEM");
      await page
        .getByRole("link", { name: /^Summa, utfall/ })
        .first()
        .click();
      const cost = await readExplanation(page);
      expect(cost.partsOre.reduce((sum, part) => sum + part, 0)).toBe(cost.amountOre);
      await page.getByRole("link", { name: "Direkta kostnader", exact: true }).click();
      const direct = await readExplanation(page);
      expect(cost.partsOre).toContain(direct.amountOre);
      expect(direct.partsOre.reduce((sum, part) => sum + part, 0)).toBe(direct.amountOre);

      await page.goto("/price-list?service=HR-BEM");
      await page.locator("main tbody a").first().click();
      const price = await readExplanation(page);
      expect(price.partsOre.reduce((sum, part) => sum + part, 0)).toBe(price.amountOre);
    });
  });
});

describe("the customer", () => {
  it("signs in, opens an invoice and follows a line to its basis; others' papers do not exist", async () => {
    await withPage("", async (page) => {
      await page.goto("/invoices/UF-30");
      expect(new URL(page.url()).pathname).toBe("/sign-in");
      await page.getByRole("button", { name: /Lisa Liseberg/ }).click();
      expect(new URL(page.url()).pathname).toBe("/invoices/UF-30");
      await page.getByRole("link", { name: "Underlag", exact: true }).click();
      expect(await page.locator("h1").textContent()).toBe("Liseberg AB");

      await page.getByRole("link", { name: "UF-30", exact: true }).click();
      const lines = await page.locator("main tbody td.number:last-child").allTextContents();
      const [net] = await page.locator("main tfoot td.number").allTextContents();
      expect(lines.reduce((sum, text) => sum + printedOre(text), 0)).toBe(printedOre(net ?? ""));

      await page.locator("main tbody a.figure").first().click();
      const line = await readExplanation(page);
      expect(line.amountOre).toBe(printedOre(lines[0] ?? ""));
      expect(await page.locator(".lead").textContent()).toContain("Tolftedel 1 av 12");
      await page.locator("main tbody a").first().click();
      expect(await page.locator("h1").textContent()).toContain("Liseberg AB");
      expect(await page.locator("main").textContent()).toContain("er kundansvariga kan visa er dem");

      for (const path of [
        "/invoices/UF-31",
        "/customers/GSF",
        "/statements",
        "/statements/income",
        "/settlements",
        "/services",
        "/runs",
        "/log",
        "/vouchers/2024/UF/30",
        "/explain/invoice%3AUF-31%3A1",
        "/explain/cost%3A2024%3Aactual%3AHR-BEM",
        "/explain/statement%3Aincome%3A2024%3Astaff%3Aactual",
      ])
        expect([path, (await page.goto(path))?.status()]).toEqual([path, 404]);
      await page.goto("/explain/settlement%3A2024-preliminary");
      expect(await page.locator("main tbody tr").count()).toBe(1);
      expect(shop.complaints).toEqual([]);

      await page.locator(".person summary").click();
      await page.getByRole("button", { name: "Logga ut" }).click();
      expect(new URL(page.url()).pathname).toBe("/sign-in");
      await page.goto("/");
      expect(new URL(page.url()).pathname).toBe("/sign-in");
    });
  });

  it("reads the lines of invoice, credit and settlement without meeting an error", async () => {
    const cookie = await shop.cookieOf("liseberg");
    for (const invoice of ["UF-30", "UF-602", "UK-1", "UR-30"]) {
      const page = await (await fetch(`${shop.base}/invoices/${invoice}`, { headers: { cookie } })).text();
      const links = [...page.matchAll(/href="(\/explain\/[^"]+)"/g)].map(([, link = ""]) => link);
      expect(links.length).toBeGreaterThan(0);
      for (const link of links.slice(0, 8))
        expect([link, (await fetch(shop.base + link, { headers: { cookie } })).status]).toEqual([link, 200]);
    }
    expect(shop.complaints).toEqual([]);
  });
});

describe("without help", () => {
  it.each([
    ["an account manager answers why it rose", accountManager],
    ["a customer finds what a line is and objects", customer],
    ["a board reads one page", board],
    ["an administrator invites a person", administrator],
    ["a service owner sees the service against its budget", serviceOwner],
    ["and in English", inEnglish],
  ] as const)(
    "%s",
    async (_, walk) => {
      await walk(shop);
      expect(shop.complaints).toEqual([]);
    },
    60_000,
  );
});

describe("everybody", () => {
  it("may read in English, and goes on doing so", async () => {
    await withPage("controller", async (page) => {
      await page.goto("/statements/income?year=2024");
      await page.getByRole("link", { name: "English" }).click();
      expect(new URL(page.url()).search).toBe("?year=2024");
      expect(await page.locator("html").getAttribute("lang")).toBe("en");
      expect(await page.locator("h1").textContent()).toBe("Income statement 2024");
      await page.getByRole("link", { name: "To do", exact: true }).first().click();
      await page.getByRole("link", { name: "The year", exact: true }).click();
      expect(await page.locator("h1").textContent()).toBe("The year 2024");
      await page.getByRole("link", { name: "Svenska" }).click();
      expect(await page.locator("h1").textContent()).toBe("Året 2024");
    });
  });

  it("needs no script", async () => {
    await withPage(
      "controller",
      async (page) => {
        await page.goto("/");
        await page.getByRole("searchbox", { name: "Sök" }).fill("bemanning");
        await page.keyboard.press("Enter");
        await page.getByRole("link", { name: /^Stöd i arbetet med bemanning/ }).click();
        expect(await page.locator("h1").textContent()).toBe("Stöd i arbetet med bemanning");
        await page.getByRole("link", { name: "Tjänster", exact: true }).first().click();
        expect(await page.locator("h1").textContent()).toBe("Tjänster");
      },
      { javaScriptEnabled: false },
    );
  });

  it("finds a page that says so where there is none", async () => {
    await withPage("controller", async (page) => {
      expect((await page.goto("/nowhere"))?.status()).toBe(404);
      expect(await page.locator("h1").textContent()).toBe("Sidan finns inte");
      expect((await page.goto("/explain/nonsense"))?.status()).toBe(404);
      expect((await page.goto("/invoices/UF-999999"))?.status()).toBe(404);
      expect((await page.goto("/statements/income?year=1999"))?.status()).toBe(422);
      expect(await page.locator("h1").textContent()).toBe("Det gick inte");
    });
  });
});

describe("the door", () => {
  it("sends a strict content security policy with every page", async () => {
    for (const path of ["/sign-in", "/assets/underlag.css"]) {
      const { headers } = await fetch(shop.base + path);
      const policy = headers.get("content-security-policy") ?? "";
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("base-uri 'none'");
      expect(policy).not.toContain("unsafe");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    }
  });

  it.each(["https://evil.example", "null", "nonsense"])("refuses a form from %s", async (origin) => {
    const answer = await fetch(`${shop.base}/sign-in`, {
      method: "POST",
      headers: { origin },
      body: new URLSearchParams({ example: "controller" }),
      redirect: "manual",
    });
    expect(answer.status).toBe(403);
    expect(answer.headers.get("set-cookie")).toBeNull();
  });

  it.each(["//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example", "/a\r\nx: y"])(
    "leads nowhere else: %j",
    async (back) => {
      const language = await fetch(`${shop.base}/language/en?back=${encodeURIComponent(back)}`, {
        redirect: "manual",
      });
      expect(language.headers.get("location")).toBe("/");
      const signedIn = await fetch(`${shop.base}/sign-in`, {
        method: "POST",
        body: new URLSearchParams({ example: "controller", back }),
        redirect: "manual",
      });
      expect(signedIn.headers.get("location")).toBe("/");
      expect(signedIn.headers.get("set-cookie")).toMatch(/HttpOnly; SameSite=Lax/);
    },
  );

  it("lets nobody in with a wrong password, and says so", async () => {
    const answer = await fetch(`${shop.base}/sign-in`, {
      method: "POST",
      body: new URLSearchParams({ login: "controller", password: "wrong" }),
      redirect: "manual",
    });
    expect(answer.status).toBe(403);
    expect(answer.headers.get("set-cookie")).toBeNull();
    expect(await answer.text()).toContain("Inloggningen gick inte");
  });
});

describe("what if", () => {
  it("moves all customers under a dragged slider, as the command would to the öre", async () => {
    await withPage("controller", (page) => dragged(shop, page));
    expect(shop.complaints).toEqual([]);
  });

  it("answers the same without scripts, and a shared address gives the same amounts", async () => {
    await withPage(
      "controller",
      async (plain) => withPage("controller", (scripted) => withoutScripts(shop, plain, scripted)),
      { javaScriptEnabled: false },
    );
    expect(shop.complaints).toEqual([]);
  });

  it("says what it cannot answer, and is no customer's page", async () => {
    await withPage("controller", refusedQuestions);
    await withPage("liseberg", async (page) => {
      expect((await page.goto("/what-if"))?.status()).toBe(404);
      expect((await page.goto("/api/v1/what-if/basis?year=2024"))?.status()).toBe(404);
    });
    expect(shop.complaints).toEqual([]);
  });
});

describe("a budget", () => {
  it("is written in a grid by keys and paste, kept, looked through and saved; by Excel; and without scripts", async () => {
    const axeOf = async (page: Page): Promise<string[]> => [
      ...(await violations(page, "light")),
      ...(await violations(page, "dark")),
    ];
    await withPage("controller", async (page) => {
      await budgetEntered(page, axeOf);
      await budgetByTemplate(page);
    });
    await withPage("controller", budgetWithoutScripts, { javaScriptEnabled: false });
    expect(shop.complaints).toEqual([]);
  }, 60_000);
});

describe("scenarios and lenses", () => {
  const sums = async (page: Page): Promise<number[]> =>
    (await page.locator("main tfoot td.number").allTextContents())
      .filter((text) => text !== "")
      .map(printedOre);

  it("splits a difference into effects that sum to it, whole and for one customer, and leads on", async () => {
    await withPage("controller", async (page) => {
      await page.goto("/scenarios?unit=kr&by=customer");
      const [from = 0, ...effects] = await sums(page);
      const [to = 0, change] = effects.splice(-2);
      expect(effects).toHaveLength(5);
      expect(to - from).toBe(change);
      expect(effects.reduce((sum, effect) => sum + effect, 0)).toBe(change);
      await page.getByRole("link", { name: "Grundskoleförvaltningen", exact: true }).click();
      expect(await page.locator("main").textContent()).toContain("Bara Kund: Grundskoleförvaltningen");
      const [ownFrom = 0, ...own] = await sums(page);
      expect(ownFrom).toBeLessThan(from);
      expect(own.slice(0, 5).reduce((sum, effect) => sum + effect, 0)).toBe(own[6]);
      await page.locator("main tbody a").first().click();
      expect(new URL(page.url()).pathname).toMatch(/^\/services\//);
      expect((await page.goto("/scenarios?to=2031:actual"))?.status()).toBe(422);
    });
  });

  it("shows the costing's own sum through every lens", async () => {
    await withPage("controller", async (page) => {
      await page.goto("/scenarios");
      const [budget, ...rest] = await sums(page);
      await page.goto("/lenses");
      const lenses = await page.locator("main a.card").evaluateAll((all) => all.map((one) => String(one)));
      expect(lenses.length).toBeGreaterThan(1);
      for (const lens of lenses) {
        await page.goto(lens);
        const [actual, planned, variance, previous] = await sums(page);
        expect([planned, actual, variance]).toEqual([budget, rest[5], rest[6]]);
        expect(previous).toBeGreaterThan(0);
      }
      expect((await page.goto("/lenses/tbm-cost-pool"))?.status()).toBe(422);
      expect(await page.locator("main").textContent()).toContain("tbm-cost-pools");
    });
    expect(shop.complaints).toEqual([]);
  });
});

describe("the machines' door", () => {
  const ask = async (path: string, login: string): Promise<Response> =>
    fetch(`${shop.base}/api/v1${path}`, { headers: { cookie: await shop.cookieOf(login) } });

  it("says what the command says", async () => {
    const printed: string[] = [];
    await statementCommand.run({
      positionals: ["summary"],
      options: { year: "2024" },
      json: true,
      effects: {
        database: () => Promise.resolve(shop.database),
        provider: () => Promise.resolve(shop.provider.id),
        actor: "controller",
        dataDirectory: "",
        language: "sv",
        now: () => "2025-01-15T08:00:00.000Z",
        print: (text) => void printed.push(text),
        say: () => undefined,
        problems: () => undefined,
        progress: () => undefined,
      },
    });
    const answer = await ask("/statements/summary?year=2024", "controller");
    expect(await answer.json()).toEqual(JSON.parse(printed.join("\n")));
  });

  it("refuses with problem documents", async () => {
    const cases = [
      ["/statements/summary", "", 401],
      ["/statements/nonsense", "controller", 404],
      ["/statements/income?year=1999", "controller", 422],
      ["/nowhere", "controller", 404],
      ["/explanations/nonsense", "controller", 422],
      ["/statements/summary", "liseberg", 404],
      ["/invoices/UF-31", "liseberg", 404],
      ["/explanations/cost:2024:actual:HR-BEM", "liseberg", 422],
    ] as const;
    for (const [path, login, status] of cases) {
      const answer = await ask(path, login);
      expect([path, answer.status, answer.headers.get("content-type")]).toEqual([
        path,
        status,
        "application/problem+json",
      ]);
      expect(await answer.json()).toMatchObject({ status });
    }
    expect(shop.complaints).toEqual([]);
  });

  it("shows a customer its own invoices and no others", async () => {
    const { invoices } = (await (await ask("/invoices?year=2024", "liseberg")).json()) as {
      invoices: { customer: string }[];
    };
    expect(invoices.length).toBe(14);
    const others = (await (await ask("/invoices?year=2024&customer=GSF", "liseberg")).json()) as {
      invoices: unknown[];
    };
    expect(others.invoices).toEqual([]);
  });
});
