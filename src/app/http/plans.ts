import type { Context, Hono } from "hono";
import { accountMapOf } from "../../economy/ledger/actions/index.ts";
import {
  frozenSheet,
  historyOf,
  plansOf,
  type RowChoice,
  templateFile,
  workingOf,
  workingsOf,
} from "../../economy/planning/actions/index.ts";
import { chosenRows, codingText, sheetJson, totalsOf } from "../../economy/planning/index.ts";
import { Refusal } from "../../kernel/index.ts";
import type { Database } from "../../platform/database/index.ts";
import { problemJson, type ProviderFace, scopeOf } from "../../platform/web/index.ts";
import { answering, type Identify } from "./answer.ts";

interface Doors {
  readonly database: Database;
  readonly provider: ProviderFace;
  readonly identify: Identify;
  readonly now: () => string;
}

/** Budgets and forecasts for machines: what there is, one as rows and months, its history, its template as a workbook. Acts write. */
export function addPlans(app: Hono, doors: Doors): void {
  const { provider } = doors;
  const staff = { staffOnly: true };
  app.get(
    "/api/v1/plans",
    answering(
      doors,
      async (_, tx) => ({
        plans: [
          ...(await workingsOf(tx, provider.id)).map((one) => ({
            plan: one.plan,
            state: "open",
            revision: one.revision,
            based_on: one.basedOn,
          })),
          ...(await plansOf(tx, provider.id)).map((one) => ({
            plan: one.plan,
            state: "frozen",
            sha256: one.sha256,
          })),
        ],
      }),
      staff,
    ),
  );
  app.get(
    "/api/v1/plans/:plan",
    answering(
      doors,
      async (c, tx) => {
        const plan = c.req.param("plan") ?? "";
        const working = await workingOf(tx, provider.id, plan);
        const sheet = working ?? (await frozenSheet(tx, provider.id, plan));
        if (sheet === undefined) return undefined;
        const rows = chosenRows(sheet.rows, choiceOf(c));
        const totals = totalsOf({ ...sheet, rows }, await accountMapOf(tx, provider.id));
        return sheetJson(sheet, working === undefined ? "frozen" : "open", { rows, totals });
      },
      staff,
    ),
  );
  app.get(
    "/api/v1/plans/:plan/history",
    answering(
      doors,
      async (c, tx) => ({
        saves: (await historyOf(tx, provider.id, c.req.param("plan") ?? "")).map(({ changes, ...save }) => ({
          ...save,
          changes: changes.map((one) => ({
            row: one.row,
            coding: codingText(one),
            period: one.period,
            from: { ore: String(one.fromOre) },
            to: { ore: String(one.toOre) },
          })),
        })),
      }),
      staff,
    ),
  );
  app.get("/api/v1/plans/:plan/template", (c) => template(c, doors));
}

async function template(c: Context, { database, provider, identify, now }: Doors): Promise<Response> {
  const person = await identify(c);
  if (person === undefined) return problemJson(c, 401, "Sign in first", []);
  if (person.role === "customer") return problemJson(c, 404, "Not found", []);
  try {
    const file = await database.transaction(scopeOf(person, provider.id), (tx) =>
      templateFile(tx, provider.id, {
        plan: c.req.param("plan") ?? "",
        choice: choiceOf(c),
        language: c.req.query("language") === "en" ? "en" : "sv",
        now: now(),
      }),
    );
    return c.body(new Uint8Array(file.bytes), 200, {
      "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      "x-content-type-options": "nosniff",
    });
  } catch (error) {
    if (error instanceof Refusal) return problemJson(c, 422, "Refused", error.problems);
    throw error;
  }
}

function choiceOf(c: Context): RowChoice {
  const costCentre = c.req.query("cost_centre");
  const service = c.req.query("service");
  const account = c.req.query("account");
  return {
    ...(costCentre ? { costCentre } : {}),
    ...(service ? { service } : {}),
    ...(account ? { account } : {}),
  };
}
