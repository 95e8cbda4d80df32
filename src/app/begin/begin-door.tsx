import { join } from "node:path";
import type { Context, Hono } from "hono";
import { charts } from "./account-proposal.ts";
import { type Problem, Refusal } from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import { type DoorStep, languageOf } from "../../platform/web/index.ts";
import { Choices, FirstQuestion, Loaded, Working } from "./begin-pages.tsx";
import {
  type Beginning,
  checkedBeginning,
  type DimensionRole,
  dimensionRoles,
  proposedBeginning,
  readCustomers,
} from "./beginning.ts";
import { loadBeginning } from "./load-beginning.ts";
import { beginProblem } from "./problems.ts";
import { type UploadedBooks, Uploads } from "./uploaded-books.ts";

/** What the door needs of the server that it stands before. */
export interface BeginHost {
  readonly database: Database;
  readonly dataDirectory: string;
  readonly now: () => string;
  /** Whether the example is there to look around in. */
  readonly hasExample: () => boolean;
  /** Makes the example, anew when it is there; tells what it does. */
  readonly makeExample: (say: (text: string) => void) => Promise<void>;
  /** From now on the server shows this provider. */
  readonly opened: (provider: string) => Promise<void>;
}

/** Books of a city's year are tens of megabytes; what is larger goes by the command line, which streams. */
const largestBooks = 100 * 1024 * 1024;

/**
 * The way in for who has nothing here yet (början): the first question, the example, one's own SIE files. Stands before the sign-in, since
 * there is nobody to sign in; only on this machine, with the embedded database, and until somebody has books of their own here.
 */
export function beginDoor(host: BeginHost): DoorStep {
  const uploads = new Uploads(join(host.dataDirectory, "begin"));
  const example = new ExampleInTheMaking(host);

  const question = (c: Context, problems: readonly Problem[] = []): Response | Promise<Response> =>
    c.html(
      <FirstQuestion language={languageOf(c)} hasExample={host.hasExample()} problems={problems} />,
      problems.length > 0 ? 422 : 200,
    );

  const choices = (
    c: Context,
    upload: UploadedBooks,
    decided: {
      readonly beginning: Beginning;
      readonly customersText: string;
      readonly problems: readonly Problem[];
    },
  ): Response | Promise<Response> =>
    c.html(
      <Choices language={languageOf(c)} upload={upload} {...decided} />,
      decided.problems.length > 0 ? 422 : 200,
    );

  return {
    largeBodies: [
      { paths: [/^\/begin\/books$/], bytes: largestBooks },
      { paths: [/^\/begin\/books\/[0-9a-f]+$/], bytes: 1024 * 1024 },
    ],
    add(app: Hono): void {
      app.get("/begin", (c) =>
        example.isWorking
          ? c.html(<Working language={languageOf(c)} said={example.said} problems={example.problems} />)
          : question(c, example.takeProblems()),
      );

      app.post("/begin/example", async (c) => {
        const form = await c.req.parseBody();
        // Made anew only for who has said so: what was done in it would be gone.
        if (!host.hasExample() || form["sure"] === "ja") example.start();
        return c.redirect("/begin", 303);
      });

      app.post("/begin/books", async (c) => {
        const form = await c.req.parseBody({ all: true });
        const sent = [form["books"] ?? []]
          .flat()
          .filter((one) => one instanceof File && one.size > 0) as File[];
        if (sent.length === 0) return question(c, [beginProblem("begin.no-file")]);
        const files = await Promise.all(
          sent.map(async (one) => ({
            name: one.name.split(/[/\\]/).at(-1) || "böcker.se",
            bytes: new Uint8Array(await one.arrayBuffer()),
          })),
        );
        const taken = uploads.take(files);
        return taken.ok ? c.redirect(`/begin/books/${taken.value.token}`, 303) : question(c, taken.problems);
      });

      app.get("/begin/books/:token", (c) => {
        const upload = uploads.get(c.req.param("token"));
        if (upload === undefined) return question(c, [beginProblem("begin.over")]);
        return choices(c, upload, {
          beginning: proposedBeginning(upload.found),
          customersText: "",
          problems: [],
        });
      });

      app.post("/begin/books/:token", async (c) => {
        const upload = uploads.get(c.req.param("token"));
        if (upload === undefined) return question(c, [beginProblem("begin.over")]);
        const form = await c.req.parseBody({ all: true });
        const { beginning, customersText, problems } = decidedIn(form, upload);
        const checked = checkedBeginning(upload.found, beginning);
        const faults = [...problems, ...(checked.ok ? [] : checked.problems)];
        if (faults.length > 0 || form["do"] !== "load")
          return choices(c, upload, { beginning, customersText, problems: faults });
        try {
          const begun = await loadBeginning(host.database, upload, {
            beginning,
            packs: join(host.dataDirectory, "packs"),
            now: host.now(),
          });
          uploads.drop(upload.token);
          await host.opened(begun.provider);
          return await c.html(<Loaded language={languageOf(c)} begun={begun} name={beginning.name} />);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          return choices(c, upload, { beginning, customersText, problems: error.problems });
        }
      });
    },
  };
}

/** The example while it is made: by one, whoever asks again meanwhile. */
class ExampleInTheMaking {
  readonly #host: BeginHost;
  #said: string[] = [];
  #isWorking = false;
  #problems: readonly Problem[] = [];

  constructor(host: BeginHost) {
    this.#host = host;
  }

  get isWorking(): boolean {
    return this.#isWorking;
  }
  get said(): readonly string[] {
    return this.#said;
  }
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** What the last try failed for; told once. */
  takeProblems(): readonly Problem[] {
    const problems = this.#problems;
    this.#problems = [];
    return problems;
  }

  start(): void {
    if (this.#isWorking) return;
    this.#isWorking = true;
    this.#said = [];
    void this.#host
      .makeExample((text) => this.#said.push(text))
      .catch((error: unknown) => {
        this.#problems =
          error instanceof Refusal
            ? error.problems
            : [beginProblem("begin.example-failed", undefined, String(error))];
      })
      .finally(() => {
        this.#isWorking = false;
      });
  }
}

type Form = Readonly<Record<string, string | File | (string | File)[]>>;

/** What a form says, on top of nothing: every field is in it. */
function decidedIn(
  form: Form,
  { found }: UploadedBooks,
): { readonly beginning: Beginning; readonly customersText: string; readonly problems: readonly Problem[] } {
  const text = (name: string): string => {
    const value = form[name];
    return typeof value === "string" ? value.trim() : "";
  };
  const roles = new Map<string, DimensionRole>();
  for (const { dimension } of found.dimensions) {
    const role = dimensionRoles.find((one) => one === text(`role.${dimension}`));
    if (role !== undefined && ![...roles.values()].includes(role)) roles.set(dimension, role);
  }
  const customersText = text("customers");
  const customers = readCustomers(customersText);
  const beginning: Beginning = {
    name: text("name").slice(0, 100),
    orgNo: text("org_no"),
    chart: charts.find((one) => one === text("chart")) ?? found.chart,
    roles,
    // Of a dimension that is another's now, nothing is common.
    common: [form["common"] ?? []]
      .flat()
      .filter((one) => typeof one === "string")
      .filter((code) =>
        found.dimensions.some(
          (one) =>
            roles.get(one.dimension) === "cost_centre" && one.objects.some(({ object }) => object === code),
        ),
      ),
    customers: customers.ok ? customers.value : [],
  };
  return { beginning, customersText, problems: customers.ok ? [] : customers.problems };
}
