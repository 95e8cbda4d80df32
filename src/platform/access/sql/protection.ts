// Who is signed in, and nobody else: enough to ask what the person may do, and what the person has open.
const ownRows = {
  staff: "change",
  customer: "all",
  customerSees: "login = (select current_setting('app.actor', true))",
} as const;

export const protection = [
  { table: "access.person", ...ownRows },
  { table: "access.session", ...ownRows },
  { table: "access.api_key", ...ownRows },
  { table: "access.invitation", staff: "change", customer: "none" },
  { table: "access.identity", staff: "change", customer: "none" },
  { table: "access.identity_flow", staff: "change", customer: "none" },
  { table: "access.failure", staff: "change", customer: "none" },
] as const;
