import { parseYear } from "../../../kernel/index.ts";
import type { AmountUnit } from "../../../platform/language/index.ts";
import {
  type Page,
  say,
  staffRoles,
  Table,
  Title,
  type View,
  type Visit,
} from "../../../platform/web/index.ts";
import { statementOf, statementsOf } from "../actions/index.ts";
import {
  basisSentence,
  emptySentence,
  columnTitle,
  printedColumns,
  statementNotes,
  type ColumnId,
  type LayoutRow,
  printedRows,
  printFigure,
  type Statement,
  type StatementRow,
  statementIds,
} from "../index.ts";

const units: readonly AmountUnit[] = ["mnkr", "tkr", "kr"];

/** One statement of one year; every figure leads to its basis. */
export const statementPage: Page = {
  path: "/statements/:statement",
  allow: staffRoles,
  async render(visit) {
    const id = visit.parameter("statement");
    if (!statementIds.includes(id)) return missing(visit);
    const year = yearOf(visit);
    const basis = visit.query("basis");
    const chosen = basis === "whole" || basis === "external" ? basis : undefined;
    const statement = await visit.recall(
      `statement:${id}:${year}${chosen === undefined ? "" : `:${chosen}`}`,
      (tx) =>
        statementOf(tx, visit.provider.id, { id, year, ...(chosen === undefined ? {} : { basis: chosen }) }),
    );
    const unit = units.find((candidate) => candidate === visit.query("unit")) ?? "mnkr";
    const title = visit.language === "sv" ? statement.title_sv : statement.title_en;
    return {
      title: `${title} ${year}`,
      crumbs: [{ path: `/statements?year=${year}`, label: say(visit, "Rapporter", "Reports") }],
      body: <StatementView visit={visit} statement={statement} unit={unit} title={`${title} ${year}`} />,
    };
  },
};

export const statementsPage: Page = {
  path: "/statements",
  allow: staffRoles,
  async render(visit) {
    const year = yearOf(visit);
    const statements = await visit.recall(`statements:${year}`, (tx) =>
      statementsOf(tx, visit.provider.id, { ids: statementIds, year }),
    );
    const title = say(visit, `Rapporter ${year}`, `Reports ${year}`);
    return {
      title,
      body: (
        <>
          <Title
            lead={say(
              visit,
              "Alla tabeller räknas ur samma verifikationsrader. Varje tal leder till sitt underlag.",
              "All tables are computed from the same voucher lines. Every figure leads to its basis.",
            )}
          >
            {title}
          </Title>
          <ul class="story">
            {statements.map((statement) => (
              <li>
                <a class="card" href={`/statements/${statement.statement}?year=${year}`}>
                  <strong>{visit.language === "sv" ? statement.title_sv : statement.title_en}</strong>
                  <span class="small">{answerOf(visit, statement)}</span>
                </a>
              </li>
            ))}
          </ul>
        </>
      ),
    };
  },
};

/** Which question a statement answers. */
function answerOf(visit: Visit, { statement, year }: Statement): string {
  const answers: Readonly<Record<string, readonly [string, string]>> = {
    summary: ["Intäkter, kostnader och resultat i fem rader", "Revenue, cost and result in five rows"],
    income: ["Varifrån pengarna kom och vart de gick", "Where the money came from and where it went"],
    balance: ["Vad som fanns kvar sista december", "What there was on the last of December"],
    equity: ["Hur det egna kapitalet förändrades", "How equity changed"],
    departments: ["Utfall och prognos per avdelning", "Outcome and forecast by department"],
    "core-services": ["Vad bastjänsterna kostade", "What the core services cost"],
    "change-initiatives": ["Vad förändringsinsatserna kostade", "What the change initiatives cost"],
    growth: ["Utveckling från år till år", "Growth from year to year"],
    kpi: ["Tjänster, avtal och konsolidering", "Services, agreements and consolidation"],
    elimination: ["Vad som är interna poster", "What the internal items are"],
    bridge: ["Samma kronor, två vyer", "The same kronor in two views"],
  };
  const [sv, en] = answers[statement] ?? [String(year), String(year)];
  return say(visit, sv, en);
}

/** The address of a figure's basis. */
export function basisOf(statement: Statement, row: LayoutRow, column: ColumnId): string {
  return `/explain/${encodeURIComponent(`statement:${statement.statement}:${statement.year}:${row.id}:${column}`)}`;
}

function StatementView({
  visit,
  statement,
  unit,
  title,
}: {
  visit: Visit;
  statement: Statement;
  unit: AmountUnit;
  title: string;
}) {
  const columns = printedColumns(statement);
  const hasAmounts = statement.rows.some(({ values }) =>
    Object.values(values).some((figure) => figure.unit === "ore"),
  );
  const empty = emptySentence(statement, visit.language);
  const here = (change: Record<string, string>): string => {
    const query = new URLSearchParams({
      year: String(statement.year),
      unit,
      basis: statement.basis,
      ...change,
    });
    return `/statements/${statement.statement}?${query.toString()}`;
  };
  return (
    <>
      <Title
        lead={
          hasAmounts
            ? `${say(visit, `Belopp i ${unit}`, `Amounts in ${unit}`)}. ${basisSentence(statement, visit.language)}.`
            : undefined
        }
      >
        {title}
      </Title>
      {hasAmounts ? (
        <ul class="choices">
          {units.map((candidate) => (
            <li>
              <a href={here({ unit: candidate })} aria-current={candidate === unit ? "true" : undefined}>
                {candidate}
              </a>
            </li>
          ))}
        </ul>
      ) : null}
      {empty === undefined ? (
        <Table label={title}>
          <thead>
            <tr>
              <th scope="col">
                <span class="ds-sr-only">{say(visit, "Rad", "Row")}</span>
              </th>
              {columns.map((column) => (
                <th scope="col" class="number">
                  {columnTitle(column, statement, visit.language)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {printedRows(statement).map((row) => (
              <RowView visit={visit} statement={statement} columns={columns} row={row} unit={unit} />
            ))}
          </tbody>
        </Table>
      ) : (
        <p>{empty}</p>
      )}
      {statementNotes(statement, { unit, language: visit.language }).map((note) => (
        <p class="note">{note}</p>
      ))}
    </>
  );
}

function RowView({
  visit,
  statement,
  columns,
  row,
  unit,
}: {
  visit: Visit;
  statement: Statement;
  columns: readonly ColumnId[];
  row: StatementRow;
  unit: AmountUnit;
}) {
  const { layout } = row;
  const label = visit.language === "sv" ? layout.label_sv : layout.label_en;
  if (layout.rule === "heading")
    return (
      <tr class="subtotal">
        <th scope="rowgroup" colspan={columns.length + 1}>
          {label}
        </th>
      </tr>
    );
  const shade = layout.total === true ? (layout.level <= 1 ? "total" : "subtotal") : `level-${layout.level}`;
  return (
    <tr class={shade}>
      <th scope="row">{label}</th>
      {columns.map((column) => {
        const figure = row.values[column];
        const printed = printFigure(figure, {
          unit,
          language: visit.language,
          dashEmpty: layout.dashEmpty === true,
        });
        const hasBasis = figure !== undefined && printed.text !== "–" && printed.text !== "";
        return (
          <td class="number">
            {hasBasis ? (
              <a
                class="figure"
                href={basisOf(statement, layout, column)}
                aria-label={`${label}, ${columnTitle(column, statement, visit.language)}: ${printed.text}`}
              >
                {printed.text}
              </a>
            ) : (
              <span
                class="figure"
                title={figure?.unit === "percent" ? `${figure.numerator} / ${figure.denominator}` : undefined}
              >
                {printed.text}
              </span>
            )}
          </td>
        );
      })}
    </tr>
  );
}

function yearOf(visit: Visit): number {
  return parseYear(visit.query("year") ?? "") ?? visit.provider.year;
}

function missing(visit: Visit): View {
  const title = say(visit, "Rapporten finns inte", "There is no such report");
  return { title, status: 404, body: <Title>{title}</Title> };
}
