import { type Day, parseDay } from "../../kernel/index.ts";
import { type Page, say, staffRoles, Table, Title, type Visit } from "../../platform/web/index.ts";
import { type Dialogue, dialogueOf } from "../dialogue.ts";

/** The account managers' dashboard (R013) and what the forums have treated (R014). */
export const dialoguePage: Page = {
  path: "/dialogue",
  allow: staffRoles,
  async render(visit) {
    const day = parseDay(visit.query("on") ?? "") ?? (`${visit.provider.year}-12-31` as Day);
    const manager = visit.query("manager");
    const found = await visit.read((tx) => dialogueOf(tx, visit.provider.id, { day, manager }));
    const title = say(visit, "Kunddialog", "Customer dialogue");
    const open = found.managers.reduce((sum, one) => sum + one.openNeeds, 0);
    return {
      title,
      body: (
        <>
          <Title
            lead={say(
              visit,
              `${open} behov väntar på svar eller leverans den ${day}; ${found.demands.length} ligger i behovshanteringen.`,
              `${open} needs wait for an answer or delivery on ${day}; ${found.demands.length} are in the demand intake.`,
            )}
          >
            {title}
          </Title>
          {found.managers.map((one) => (
            <Manager visit={visit} found={found} one={one} />
          ))}
          <h2>{say(visit, "Forum under året", "Forums in the year")}</h2>
          <ul>
            {found.forums.map((forum) => (
              <li>
                {say(visit, forum.nameSv, forum.nameEn === "" ? forum.nameSv : forum.nameEn)}:{" "}
                {say(
                  visit,
                  `${forum.meetings} möten, ${forum.treated.length} tjänster behandlade`,
                  `${forum.meetings} meetings, ${forum.treated.length} services treated`,
                )}
                {forum.treated.length === 0
                  ? null
                  : ` (${forum.treated.map((row) => row.service).join(", ")})`}
              </li>
            ))}
          </ul>
          <p>
            <a href="/registers/demands">{say(visit, "Behovshanteringen", "The demand intake")}</a> ·{" "}
            <a href="/registers/meetings">{say(visit, "Möten", "Meetings")}</a> ·{" "}
            <a href="/registers/needs">{say(visit, "Behov", "Needs")}</a>
          </p>
        </>
      ),
    };
  },
};

function Manager({
  visit,
  found,
  one,
}: {
  visit: Visit;
  found: Dialogue;
  one: Dialogue["managers"][number];
}) {
  const name = one.manager === "" ? say(visit, "Ingen kundansvarig", "No account manager") : one.manager;
  // A customer with something to do for somebody stands in the table; the others are counted.
  const rows = one.customers.filter((row) => row.needs.length > 0 || !row.signed || row.obstacles.length > 0);
  return (
    <>
      <h2>{name}</h2>
      <p>
        {say(
          visit,
          `${one.customers.length} kunder: ${one.openNeeds} öppna behov, ${one.lateNeeds} sena, ${one.unsigned} utan undertecknat avtal, ${one.notMet} utan möte i registret.`,
          `${one.customers.length} customers: ${one.openNeeds} open needs, ${one.lateNeeds} late, ${one.unsigned} without a signed agreement, ${one.notMet} without a meeting in the register.`,
        )}
      </p>
      {rows.length === 0 ? null : (
        <Table label={name}>
          <thead>
            <tr>
              <th scope="col">{say(visit, "Kund", "Customer")}</th>
              <th scope="col">{say(visit, "Att svara på", "To answer")}</th>
              <th scope="col">{say(visit, "Avtal", "Agreement")}</th>
              <th scope="col" class="wide-only">
                {say(visit, `Genomgång ${found.reviewYear}`, `Review ${found.reviewYear}`)}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr>
                <th scope="row">
                  <a href={`/customers/${encodeURIComponent(row.customer)}/follow-up`}>{row.name}</a>
                </th>
                <td>
                  {row.needs
                    .map(
                      (need) =>
                        `${need.late ? say(visit, "Sent: ", "Late: ") : ""}${need.text}${need.dueOn === undefined ? "" : ` (${need.dueOn})`}`,
                    )
                    .join("; ")}
                </td>
                <td>
                  {row.signed
                    ? say(visit, "undertecknat", "signed")
                    : `${say(visit, "inte undertecknat", "not signed")}${row.obstacles.length === 0 ? "" : `: ${row.obstacles.map((reason) => reasonName(visit, reason)).join(", ")}`}`}
                </td>
                <td class="wide-only">{row.review ?? "–"}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </>
  );
}

const reasons: Readonly<Record<string, readonly [string, string]>> = {
  "personal-data-responsibility": ["personuppgiftsansvar", "responsibility for personal data"],
  "information-security": ["informationssäkerhet", "information security"],
  cost: ["kostnad", "cost"],
  "own-system": ["eget system", "own system"],
  procurement: ["upphandling", "procurement"],
  other: ["annat", "other"],
};

function reasonName(visit: Visit, reason: string): string {
  const [sv, en] = reasons[reason] ?? [reason, reason];
  return say(visit, sv, en);
}
