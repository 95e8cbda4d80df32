-- An objection that is taken back (återtagen invändning): added in one's own name, so that a customer needs to change nothing.
create table invoicing.objection_withdrawal (
  provider_id  text not null,
  objection    text not null,
  -- The objection's own: a row that names another customer than its objection withdraws nothing.
  customer     text not null,
  text         text not null default '',
  withdrawn_by text not null,
  withdrawn_at timestamptz not null,
  primary key (provider_id, objection, customer),
  foreign key (provider_id, objection) references invoicing.objection
);
