import { type Page, say, Table, Title, type Visit } from "../../platform/web/index.ts";

const perPage = 50;

interface Entry {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly kind: string;
  readonly id: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Who changed what, when, from what to what (behandlingshistorik); newest first. */
export const logPage: Page = {
  path: "/log",
  allow: ["administrator", "auditor"],
  async render(visit) {
    const page = Math.min(1_000_000, Math.max(1, Math.floor(Number(visit.query("page") ?? "1")) || 1));
    const { entries, count } = await visit.read(async (tx) => ({
      entries: await tx.query<Entry>(
        `select seq, at, actor, action, object_kind as "kind", object_id as "id", value_before as "before", value_after as "after"
         from audit.entry where provider_id = $1 order by seq desc limit $2 offset $3`,
        [visit.provider.id, perPage, (page - 1) * perPage],
      ),
      count: (
        await tx.one<{ count: number }>(
          "select count(*)::int as count from audit.entry where provider_id = $1",
          [visit.provider.id],
        )
      ).count,
    }));
    const pages = Math.max(1, Math.ceil(count / perPage));
    const title = say(visit, "Behandlingshistorik", "Audit log");
    return {
      title,
      body: (
        <>
          <Title
            lead={say(
              visit,
              `${count} ändringar. Ingen post kan ändras eller tas bort; varje post är kedjad till den före.`,
              `${count} changes. No entry can be changed or removed; each is chained to the one before.`,
            )}
          >
            {title}
          </Title>
          <Entries visit={visit} entries={entries} title={title} />
          <nav class="pages" aria-label={say(visit, "Sidor", "Pages")}>
            <span>{say(visit, `Sida ${page} av ${pages}`, `Page ${page} of ${pages}`)}</span>
            {page > 1 ? <a href={`/log?page=${page - 1}`}>{say(visit, "Nyare", "Newer")}</a> : null}
            {page < pages ? <a href={`/log?page=${page + 1}`}>{say(visit, "Äldre", "Older")}</a> : null}
          </nav>
        </>
      ),
    };
  },
};

function Entries({ visit, entries, title }: { visit: Visit; entries: readonly Entry[]; title: string }) {
  return (
    <Table label={title}>
      <thead>
        <tr>
          <th scope="col">{say(visit, "Nr", "No")}</th>
          <th scope="col">{say(visit, "När och vem", "When and who")}</th>
          <th scope="col">{say(visit, "Vad", "What")}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr>
            <th scope="row">{entry.seq}</th>
            <td class="day">
              {entry.at.slice(0, 16).replace("T", " ")}
              <span class="beneath">{entry.actor}</span>
            </td>
            <td>
              {entry.action} {entry.id}
              {entry.before === null ? null : (
                <span class="change">
                  {say(visit, "från", "from")} {shortened(entry.before)}
                </span>
              )}
              {entry.after === null ? null : (
                <span class="change">
                  {say(visit, "till", "to")} {shortened(entry.after)}
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** "state issued · documents 52"; a checksum by its first figures. */
function shortened(value: unknown): string {
  const text =
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.entries(value)
          .map(([key, inner]) => `${key} ${typeof inner === "string" ? inner : JSON.stringify(inner)}`)
          .join(" · ")
      : JSON.stringify(value);
  const readable = text.replace(/\b([0-9a-f]{12})[0-9a-f]{20,}\b/g, "$1…");
  return readable.length <= 300 ? readable : `${readable.slice(0, 299)}…`;
}
