import { type Micro, byCode } from "../../../kernel/index.ts";
import { formatQuantity } from "../../../platform/language/index.ts";
import { type Page, say, staffRoles, Table, Title, type Visit } from "../../../platform/web/index.ts";
import { catalogueOf } from "../../../service/catalogue/actions/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import { costingInputs, type Measured, measuredOf } from "../actions/index.ts";
import { type Measure, serviceLabel } from "../index.ts";

/** Hours, kilowatt-hours or carbon dioxide of a year by service or customer: what follows the same pools, steps and keys as the kronor. */
export const measuresPage: Page = {
  path: "/costing/measures",
  allow: staffRoles,
  async render(visit) {
    const { year, id: provider } = visit.provider;
    const by = visit.query("by") === "customer" ? "customer" : "service";
    const asked = visit.query("measure") ?? "";
    const { measures, chosen, measured, names } = await visit.recall(
      `measures:${year}:${by}:${asked}`,
      async (tx) => {
        const question = { provider, year, scenario: "actual" };
        const { models } = await costingInputs(tx, question);
        const found = new Map(
          models.flatMap((model) => model.measures ?? []).map((one) => [one.measure, one]),
        );
        const first = asked === "" ? [...found.keys()][0] : asked;
        return {
          measures: [...found.values()],
          chosen: first,
          // An unknown measure is refused with those that there are.
          measured: first === undefined ? undefined : await measuredOf(tx, question, first),
          names: {
            service: new Map((await catalogueOf(tx, provider)).services.map((one) => [one.service, one])),
            customer: new Map((await customersOf(tx, provider)).map((one) => [one.customer, one.name])),
          },
        };
      },
    );
    const title = say(visit, `Annat än kronor ${year}`, `Other than kronor ${year}`);
    const nameOf = (code: string): string => {
      if (by === "customer")
        return names.customer.get(code) ?? (code || say(visit, "Ingen kund", "No customer"));
      const label = serviceLabel({ service: (one) => said(names.service.get(one)) }, code);
      return say(visit, label.sv, label.en);
    };
    return {
      title,
      crumbs: [{ path: "/services", label: say(visit, "Tjänster", "Services") }],
      body: (
        <>
          <Title
            lead={say(
              visit,
              "Timmar, el och klimatpåverkan följer samma pooler, steg och nycklar som kostnaderna. Det som kommer ut är det som mättes.",
              "Hours, electricity and climate impact follow the same pools, steps and keys as the costs. What comes out is what was measured.",
            )}
          >
            {title}
          </Title>
          {measured === undefined || chosen === undefined ? (
            <p>
              {say(
                visit,
                "Modellen har inga mått. Skriv dem under ",
                "The model has no measures. Write them under ",
              )}
              <code>measures</code>.
            </p>
          ) : (
            <>
              <Choices visit={visit} measures={measures} chosen={chosen} by={by} />
              <Quantities visit={visit} measured={measured} by={by} nameOf={nameOf} />
            </>
          )}
        </>
      ),
    };
  },
};

function said(
  service: { readonly nameSv: string; readonly nameEn: string } | undefined,
): { readonly sv: string; readonly en: string } | undefined {
  return service && { sv: service.nameSv, en: service.nameEn };
}

function Choices({
  visit,
  measures,
  chosen,
  by,
}: {
  visit: Visit;
  measures: readonly Measure[];
  chosen: string;
  by: "service" | "customer";
}) {
  const address = (measure: string, of: string): string =>
    `/costing/measures?measure=${encodeURIComponent(measure)}&by=${of}`;
  return (
    <ul class="choices">
      {measures.map((one) => (
        <li>
          <a href={address(one.measure, by)} aria-current={one.measure === chosen ? "true" : undefined}>
            {say(visit, one.nameSv ?? one.measure, one.nameEn ?? one.measure)}, {one.unit}
          </a>
        </li>
      ))}
      <li>
        <a href={address(chosen, by === "service" ? "customer" : "service")}>
          {by === "service" ? say(visit, "Per kund", "By customer") : say(visit, "Per tjänst", "By service")}
        </a>
      </li>
    </ul>
  );
}

function Quantities({
  visit,
  measured,
  by,
  nameOf,
}: {
  visit: Visit;
  measured: Measured;
  by: "service" | "customer";
  nameOf: (code: string) => string;
}) {
  const rows = new Map<string, { direct: number; shared: number }>();
  const add = (code: string, direct: number, shared: number): void => {
    const row = rows.get(code) ?? { direct: 0, shared: 0 };
    rows.set(code, { direct: row.direct + direct, shared: row.shared + shared });
  };
  if (by === "service")
    for (const row of measured.services) add(row.service, row.directMicro, row.allocatedMicro);
  else for (const row of measured.customers) add(row.customer, 0, row.quantityMicro);
  const amount = (micro: number) => (
    <td class="number">
      <span class="figure">{formatQuantity(micro as Micro, visit.language)}</span>
    </td>
  );
  const heads =
    by === "service"
      ? [
          say(visit, "Mätt på tjänsten", "Measured on the service"),
          say(visit, "Fördelat", "Shared out"),
          say(visit, "Summa", "Total"),
        ]
      : [say(visit, "Summa", "Total")];
  const all = [...rows].sort(([a], [b]) => byCode(a, b));
  const sum = (of: "direct" | "shared"): number => all.reduce((total, [, row]) => total + row[of], 0);
  return (
    <Table
      label={`${say(visit, "Per", "By")} ${by === "service" ? say(visit, "tjänst", "service") : say(visit, "kund", "customer")}`}
    >
      <thead>
        <tr>
          <th scope="col">
            {by === "service" ? say(visit, "Tjänst", "Service") : say(visit, "Kund", "Customer")},{" "}
            {measured.unit}
          </th>
          {heads.map((head) => (
            <th scope="col" class="number">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {all.map(([code, row]) => (
          <tr>
            <th scope="row">{nameOf(code)}</th>
            {by === "service" ? [amount(row.direct), amount(row.shared)] : null}
            {amount(row.direct + row.shared)}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr class="total">
          <th scope="row">{say(visit, "Summa", "Total")}</th>
          {by === "service" ? [amount(sum("direct")), amount(sum("shared"))] : null}
          {amount(measured.outMicro)}
        </tr>
      </tfoot>
    </Table>
  );
}
