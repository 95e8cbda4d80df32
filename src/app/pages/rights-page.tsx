import { type Role, roleNames, roles } from "../../platform/access/index.ts";
import { type Act, type Page, say, Table, Title, type Visit } from "../../platform/web/index.ts";

/**
 * What each role may see and do (behörighetsmatris), read from the pages and acts that are registered: it cannot say anything
 * else than what is held.
 */
export function rightsPage(site: () => { pages: readonly Page[]; acts: readonly Act[] }): Page {
  return {
    path: "/rights",
    allow: ["administrator", "auditor"],
    render: async (visit) => {
      const { pages, acts } = site();
      const title = say(visit, "Behörigheter", "Rights");
      const mandates = [...new Map(acts.map((act) => [act.mandate.mandate, act.mandate])).values()];
      return {
        title,
        body: (
          <>
            <Title
              lead={say(
                visit,
                "Läst ur de sidor och handlingar som finns. Vad en kund ser begränsas dessutom rad för rad i databasen.",
                "Read from the pages and acts there are. What a customer sees is held row by row in the database besides.",
              )}
            >
              {title}
            </Title>
            <h2>{say(visit, "Får göra", "May do")}</h2>
            <Matrix
              visit={visit}
              label={say(visit, "Handlingar", "Acts")}
              rows={mandates.map((mandate) => ({
                name: capital(visit.language === "sv" ? mandate.sv : mandate.en),
                code: mandate.mandate,
                allow: mandate.roles,
              }))}
            />
            <h2>{say(visit, "Får se", "May see")}</h2>
            <Matrix
              visit={visit}
              label={say(visit, "Sidor", "Pages")}
              rows={pages.map((page) => ({ name: page.path, code: "", allow: page.allow }))}
            />
          </>
        ),
      };
    },
  };
}

interface Row {
  readonly name: string;
  readonly code: string;
  readonly allow: readonly Role[];
}

function Matrix({ visit, label, rows }: { visit: Visit; label: string; rows: readonly Row[] }) {
  return (
    <Table label={label}>
      <thead>
        <tr>
          <th scope="col">{label}</th>
          {roles.map((role) => (
            <th scope="col">{visit.language === "sv" ? roleNames[role].sv : roleNames[role].en}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <th scope="row">
              {row.name}
              {row.code === "" ? null : <span class="beneath">{row.code}</span>}
            </th>
            {roles.map((role) => (
              <td>{row.allow.includes(role) ? say(visit, "Ja", "Yes") : <span class="none">–</span>}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
