import type { BothLanguages } from "../../platform/language/index.ts";

/** The manual of `serve`. */
export const serveManual: BothLanguages = {
  sv: `Användning
  ./underlag serve [--port 3000] [--host 127.0.0.1] [--example] [--as <inloggning>]

Visar webben och /api/v1. Ctrl-C stoppar allt; inget blir kvar i gång.

Val
  --port N     porten; miljövariabeln PORT gör detsamma (annars 3000; 0 tar en ledig)
  --host H     adressen att lyssna på (annars 127.0.0.1). Ställ en omvänd proxy med TLS framför allt annat.
  --example    är databasen tom skrivs exempelstaden, läses in och får sitt år genomfört först
  --public-url U   adressen som folk känner till, när en proxy med TLS står framför: kakor går då bara över TLS
  --second-factor ROLLER   de här rollerna kommer inte längre än till /me innan de har en andra faktor: controller,approver
  --as INLOGGNING   varje besökare är den personen: bara inbäddad databas och den egna datorn, för prov och en första titt

Inloggning genom organisationens egen identitetstjänst (OpenID Connect, kod med PKCE), från miljön
  UNDERLAG_OIDC_ISSUER          https://login.microsoftonline.com/<tenant>/v2.0
  UNDERLAG_OIDC_CLIENT_ID       klienten som är registrerad där, med <public-url>/sign-in/provider/return som återvändsadress
  UNDERLAG_OIDC_CLIENT_SECRET   dess hemlighet, om den har en
  UNDERLAG_OIDC_LOGIN_CLAIM     det intyg som är inloggningen här (annars preferred_username)
  UNDERLAG_OIDC_LABEL           på knappen (annars identitetstjänstens värdnamn)

Webhookar (docs/api.md)
  UNDERLAG_WEBHOOK_OWN_HOSTS    egna mottagare som får underrättas fast de finns på insidan eller saknar TLS: esb.stad.example, 10.1.2.3:8080`,
  en: `Usage
  ./underlag serve [--port 3000] [--host 127.0.0.1] [--example] [--as <login>]

Serves the web and /api/v1. Ctrl-C stops everything; nothing is left running.

Options
  --port N     the port; the environment variable PORT does the same (default 3000; 0 takes a free one)
  --host H     the address to listen on (default 127.0.0.1). Put a reverse proxy with TLS before anything else.
  --example    if the database is empty, write the example city, load it and play its year first
  --public-url U   the address people know, when a proxy with TLS stands before: cookies are then for TLS only
  --second-factor ROLES   these roles get no further than /me before they have a second factor: controller,approver
  --as LOGIN   every visitor is this person: embedded database and loopback only, for checks and first looks

Sign-in by the organisation's own identity provider (OpenID Connect, code with PKCE), from the environment
  UNDERLAG_OIDC_ISSUER          https://login.microsoftonline.com/<tenant>/v2.0
  UNDERLAG_OIDC_CLIENT_ID       the client registered there, with <public-url>/sign-in/provider/return to return to
  UNDERLAG_OIDC_CLIENT_SECRET   its secret, if it has one
  UNDERLAG_OIDC_LOGIN_CLAIM     the claim that is the login here (default preferred_username)
  UNDERLAG_OIDC_LABEL           on the button (default the issuer's host)

Webhooks (docs/api.md)
  UNDERLAG_WEBHOOK_OWN_HOSTS    hosts of one's own that may be told, though they are inside or without TLS: esb.stad.example, 10.1.2.3:8080`,
};
