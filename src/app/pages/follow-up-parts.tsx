import { formatMicro, type Micro } from "../../kernel/index.ts";
import { say, Table, type Visit } from "../../platform/web/index.ts";
import type { FollowUp } from "../follow-up.ts";

interface Part {
  readonly visit: Visit;
  readonly page: FollowUp;
}
type Word = readonly [sv: string, en: string];

const volumeColumns: readonly Word[] = [
  ["Överenskommet", "Agreed"],
  ["Planerat", "Planned"],
  ["Använt", "Used"],
];

/** The head of a table: what a row is, then columns of figures. */
function Head({ visit, of, columns }: { visit: Visit; of: Word; columns: readonly Word[] }) {
  return (
    <thead>
      <tr>
        <th scope="col">{say(visit, ...of)}</th>
        {columns.map((column) => (
          <th scope="col" class="number">
            {say(visit, ...column)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

const quantity = (value: Micro | undefined) => (
  <td class="number">{value === undefined ? "–" : formatMicro(value)}</td>
);

/** Volumes of the year by item. */
export function Volumes({ visit, page }: Part) {
  if (page.volumes.length === 0) return null;
  const title = say(visit, "Volymer under året", "Volumes of the year");
  return (
    <>
      <h2>{title}</h2>
      <Table label={title}>
        <Head visit={visit} of={["Post", "Item"]} columns={volumeColumns} />
        <tbody>
          {page.volumes.map((row) => (
            <tr>
              <th scope="row">{row.item}</th>
              {quantity(row.agreedTotalMicro)}
              {quantity(row.plannedMicro)}
              {quantity(row.usedMicro)}
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}

/** Agreed, planned and used month by month, one item at a time: folded, since a customer has many. */
export function MonthByMonth({ visit, page }: Part) {
  if (page.volumeMonths.length === 0) return null;
  return (
    <>
      <h2>{say(visit, "Volymer månad för månad", "Volumes month by month")}</h2>
      <p>
        {say(
          visit,
          "Skillnaden är använt mot överenskommet, eller mot planerat där inget är överenskommet. En månad utan mätning har ingen.",
          "The difference is used against agreed, or against planned where nothing is agreed. A month without measurement has none.",
        )}
      </p>
      {page.volumeMonths.map(({ item, months }) => (
        <details>
          <summary>{item}</summary>
          <Table label={say(visit, `${item} månad för månad`, `${item} month by month`)}>
            <Head
              visit={visit}
              of={["Månad", "Month"]}
              columns={[...volumeColumns, ["Skillnad", "Difference"]]}
            />
            <tbody>
              {months.map((month) => (
                <tr>
                  <th scope="row">{month.period}</th>
                  {quantity(month.agreedMicro)}
                  {quantity(month.plannedMicro)}
                  {quantity(month.usedMicro)}
                  {quantity(month.differenceMicro)}
                </tr>
              ))}
            </tbody>
          </Table>
        </details>
      ))}
    </>
  );
}

const caseColumns: readonly Word[] = [
  ["Öppnade", "Opened"],
  ["Avslutade", "Closed"],
  ["Öppna", "Open"],
  ["Besvarade i tid", "Answered in time"],
  ["Lösta i tid", "Solved in time"],
  ["Median till lösning, min", "Median to solution, min"],
];

/** Single cases of the year, counted: by category, with times against what was agreed. */
export function Cases({ visit, page }: Part) {
  if (page.cases.length === 0) return null;
  const title = say(visit, `Ärenden ${page.year}`, `Cases ${page.year}`);
  const share = ({ numerator, denominator }: FollowUp["cases"][number]["solved"]): string =>
    denominator === 0 ? "–" : `${numerator} ${say(visit, "av", "of")} ${denominator}`;
  return (
    <>
      <h2>{title}</h2>
      <Table label={title}>
        <Head visit={visit} of={["Kategori", "Category"]} columns={caseColumns} />
        <tbody>
          {page.cases.map((row) => (
            <tr>
              <th scope="row">
                {say(visit, row.name?.nameSv ?? row.category, row.name?.nameEn ?? row.category)}
              </th>
              <td class="number">{row.opened}</td>
              <td class="number">{row.closed}</td>
              <td class="number">{row.open}</td>
              <td class="number">{share(row.answered)}</td>
              <td class="number">{share(row.solved)}</td>
              <td class="number">{row.medianResolveMinutes ?? "–"}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}
