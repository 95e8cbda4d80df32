import { formatMicro, negateOre, type Ore, parseMicro, parsePeriod, Refusal } from "../../../kernel/index.ts";
import { Amount, type Page, say, staffRoles, Table, Title, type Visit } from "../../../platform/web/index.ts";
import { customersOf } from "../../../service/customers/actions/index.ts";
import { savingOf, type SavingAnswer } from "../actions/index.ts";
import { behaviourText, savingAssumptions, savingParts } from "../index.ts";

/** What fewer units are worth: to the customer, to the others, to the city. A question in the address; nothing is kept. */
export const savingPage: Page = {
  path: "/saving",
  allow: staffRoles,
  async render(visit) {
    const asked = {
      item: visit.query("item")?.trim() ?? "",
      customer: visit.query("customer")?.trim() ?? "",
      quantity: visit.query("quantity")?.trim() ?? "",
      from: visit.query("from")?.trim() ?? "",
    };
    const changeMicro = parseMicro(asked.quantity);
    const from = parsePeriod(asked.from);
    const title = say(visit, "Verklig besparing", "True saving");
    const names = new Map(
      (await visit.read((tx) => customersOf(tx, visit.provider.id))).map((one) => [one.customer, one.name]),
    );
    let answer: SavingAnswer | undefined;
    let refused: readonly string[] = [];
    if (asked.item !== "" && asked.customer !== "" && changeMicro && from !== undefined) {
      const question = { item: asked.item, customer: asked.customer, changeMicro, from };
      try {
        answer = await visit.recall(`saving:${Object.values(asked).join(":")}`, (tx) =>
          savingOf(tx, visit.provider.id, question),
        );
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refused = error.problems.map((one) => say(visit, one.message_sv, one.message_en));
      }
    } else if (Object.values(asked).some((value) => value !== ""))
      refused = [
        say(
          visit,
          "Ange post, kund, antal (till exempel -200) och månad (till exempel 2024-09).",
          "Give item, customer, quantity (such as -200) and month (such as 2024-09).",
        ),
      ];
    return {
      title,
      ...(refused.length > 0 ? { status: 422 as const } : {}),
      body: (
        <>
          <Title
            lead={say(
              visit,
              "Vad kunden sparar, vad de andra då får betala, och vad staden sparar på riktigt.",
              "What the customer saves, what the others then pay, and what the city really saves.",
            )}
          >
            {title}
          </Title>
          <Question visit={visit} asked={asked} />
          {refused.length > 0 ? (
            <div class="alarm" role="alert">
              {refused.map((line) => (
                <p>{line}</p>
              ))}
            </div>
          ) : null}
          {answer === undefined ? null : <Answer visit={visit} answer={answer} names={names} />}
        </>
      ),
    };
  },
};

function Question({ visit, asked }: { visit: Visit; asked: Readonly<Record<string, string>> }) {
  const fields = [
    ["item", say(visit, "Prislistepost", "Price list item"), "DI-LIC-V"],
    ["customer", say(visit, "Kund", "Customer"), "GSF"],
    ["quantity", say(visit, "Antal i månaden", "Quantity a month"), "-200"],
    ["from", say(visit, "Från månad", "From month"), `${visit.provider.year}-09`],
  ] as const;
  return (
    <form method="get" action="/saving" class="what-if">
      {fields.map(([name, label, example]) => (
        <label class="field">
          {label}
          <input name={name} value={asked[name]} placeholder={example} required />
        </label>
      ))}
      <button class="button" type="submit">
        {say(visit, "Räkna", "Compute")}
      </button>
    </form>
  );
}

function Answer({
  visit,
  answer,
  names,
}: {
  visit: Visit;
  answer: SavingAnswer;
  names: ReadonlyMap<string, string>;
}) {
  const { saving, customer, item, unit, changeMicro } = answer;
  const language = visit.language;
  const bars: readonly (readonly [string, Ore])[] = [
    [
      say(visit, "Kunden sparar enligt prislistan", "The customer saves by the price list"),
      saving.priceListOre,
    ],
    [
      say(visit, "De andra betalar mer, till självkostnad", "The others pay more, at cost"),
      negateOre(saving.othersOre),
    ],
    [say(visit, "Staden sparar på riktigt", "The city really saves"), saving.cityOre],
  ];
  return (
    <>
      <h2>
        {names.get(customer) ?? customer}: {formatMicro(changeMicro)} {unit} {item}
      </h2>
      <Bars visit={visit} bars={bars} />
      <ul>
        {savingAssumptions(answer, language).map((line) => (
          <li>{line}</li>
        ))}
      </ul>
      <h2>{say(visit, "Så går det ihop", "How it adds up")}</h2>
      <Table label={say(visit, "Så går det ihop", "How it adds up")}>
        <tbody>
          {savingParts(saving, language).map(([label, amountOre], at, all) => (
            <tr class={at === all.length - 1 ? "total" : undefined}>
              <th scope="row">{label}</th>
              <td class="number">
                <Amount amountOre={amountOre} language={language} unit="kr" />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      <h2>{say(visit, "Vad som sparas av kostnaden", "What of the cost is saved")}</h2>
      <Table label={say(visit, "Vad som sparas av kostnaden", "What of the cost is saved")}>
        <thead>
          <tr>
            <th scope="col">{say(visit, "Kostnadsslag, kr", "Cost element, kr")}</th>
            <th scope="col">{say(visit, "Beteende", "Behaviour")}</th>
            <th scope="col" class="number">
              {say(visit, "Kostnad", "Cost")}
            </th>
            <th scope="col" class="number">
              {say(visit, "Sparas", "Saved")}
            </th>
          </tr>
        </thead>
        <tbody>
          {saving.elements.map((row) => (
            <tr>
              <th scope="row">{row.element}</th>
              <td>{behaviourText(row, language)}</td>
              <td class="number">
                <Amount amountOre={row.costOre} language={language} unit="kr" />
              </td>
              <td class="number">
                <Amount amountOre={row.savedOre} language={language} unit="kr" />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      <h2>{say(visit, "Per kund", "By customer")}</h2>
      <Table label={say(visit, "Per kund", "By customer")}>
        <thead>
          <tr>
            <th scope="col">{say(visit, "Kund, kr", "Customer, kr")}</th>
            <th scope="col" class="number">
              {say(visit, "Bär i dag, till självkostnad", "Carries today, at cost")}
            </th>
            <th scope="col" class="number">
              {say(visit, "Bär efteråt", "Carries after")}
            </th>
            <th scope="col" class="number">
              {say(visit, "Mer", "More")}
            </th>
          </tr>
        </thead>
        <tbody>
          {saving.customers.map((row) => (
            <tr>
              <th scope="row">{names.get(row.customer) ?? row.customer}</th>
              {[row.beforeOre, row.afterOre, negateOre(row.savesOre)].map((amountOre) => (
                <td class="number">
                  <Amount amountOre={amountOre} language={language} unit="kr" />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}

/** Bars from one ground, drawn on the server; the words and the amount stand beside each. */
function Bars({ visit, bars }: { visit: Visit; bars: readonly (readonly [string, Ore])[] }) {
  const low = Math.min(0, ...bars.map(([, amount]) => amount));
  const high = Math.max(0, ...bars.map(([, amount]) => amount));
  /** Per cent of the width, in tenths. */
  const x = (amount: number): number => Math.round(((amount - low) / Math.max(high - low, 1)) * 1000) / 10;
  return (
    <dl class="bars">
      {bars.map(([label, amountOre], at) => (
        <div>
          <dt>{label}</dt>
          <dd>
            <svg aria-hidden="true" width="100%" height="22">
              <rect
                class={at === 2 ? "bar-total" : amountOre < 0 ? "bar-down" : "bar-up"}
                x={`${Math.min(x(0), x(amountOre))}%`}
                width={`${Math.abs(x(amountOre) - x(0))}%`}
                y="2"
                height="18"
              />
            </svg>
            <Amount amountOre={amountOre} language={visit.language} unit="kr" /> kr
          </dd>
        </div>
      ))}
    </dl>
  );
}
