import { ActForm, type Page, say, staffRoles, Title } from "../../platform/web/index.ts";
import { organisationAct } from "./customer-acts.ts";

/** Where the city's organisation register is held against the customers (R017). */
export const organisationPage: Page = {
  path: "/organisation",
  allow: staffRoles,
  render(visit) {
    const title = say(visit, "Stadens organisationsregister", "The city's organisation register");
    return Promise.resolve({
      title,
      crumbs: [{ path: "/customers", label: say(visit, "Kunder", "Customers") }],
      body: (
        <>
          <Title
            lead={say(
              visit,
              "Bolagen jämförs på organisationsnumret: namn, moderbolag och sista dag. Förvaltningarna delar stadens nummer och lämnas som de är. Nya bolag läggs aldrig till av sig själva.",
              "Companies are compared by their number: name, parent and last day. Departments share the city's number and are left as they are. New companies are never added by themselves.",
            )}
          >
            {title}
          </Title>
          <ActForm visit={visit} act={organisationAct} />
        </>
      ),
    });
  },
};
