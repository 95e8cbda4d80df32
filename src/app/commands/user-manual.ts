import type { BothLanguages } from "../../platform/language/index.ts";
import { roleNames, roles } from "../../platform/access/index.ts";

/** The manual of `user`. */
export const userManual: BothLanguages = {
  sv: `Användning
  ./underlag user list
  ./underlag user add <inloggning> --name "Anna Berg" --role controller
  ./underlag user add <inloggning> --name "..." --role customer --customers LISEBERG,HIGAB
  ./underlag user change <inloggning> [--name "..."] [--role ...] [--customers ...]
  ./underlag user disable|enable <inloggning>    stänger ute genast, överallt; släpper in igen
  ./underlag user invite <inloggning>            en adress där personen väljer lösenord; gäller tre dygn och en gång
  ./underlag user reset <inloggning>             tar bort den andra faktorn och kopplingen till en identitetstjänst
  ./underlag user key <inloggning> --name "Power BI"   en nyckel åt ett program, med personens egna rättigheter; visas en gång

Med add läses lösenordet ur miljövariabeln UNDERLAG_PASSWORD, aldrig från kommandoraden, där alla på maskinen kunde läsa det;
utan lösenord bjuds personen in, eller loggar in genom organisationens identitetstjänst.

Roller: ${roles.map((role) => `${role} (${roleNames[role].sv.toLowerCase()})`).join(", ")}`,
  en: `Usage
  ./underlag user list
  ./underlag user add <login> --name "Anna Berg" --role controller
  ./underlag user add <login> --name "..." --role customer --customers LISEBERG,HIGAB
  ./underlag user change <login> [--name "..."] [--role ...] [--customers ...]
  ./underlag user disable|enable <login>    shuts out at once, everywhere; lets in again
  ./underlag user invite <login>            an address where the person chooses a password, good for three days and once
  ./underlag user reset <login>             takes the second factor and the binding to an identity provider away
  ./underlag user key <login> --name "Power BI"   a key for a program, with the person's own rights; said once

With add, a password is read from the environment variable UNDERLAG_PASSWORD, never from the command line, where every user of
the machine could read it; without it the person is invited, or signs in by the organisation's identity provider.

Roles: ${roles.map((role) => `${role} (${roleNames[role].sv})`).join(", ")}`,
};
