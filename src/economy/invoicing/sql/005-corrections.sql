-- A re-run that was proposed (rättelseförslag): who bears it, and what was looked at when it was proposed.
create table invoicing.correction (
  provider_id text not null,
  run         text not null,
  -- provider | others | equity
  bearer      text not null,
  -- Whose change is corrected; '' for everybody's.
  customer    text not null,
  -- The decision the exception rests on; else the one that it was proposed or accepted by; '' until there is one.
  decision    text not null,
  -- The proposed lines as JSON, for people to look at; what is issued is computed anew and held against the run's hash.
  lines       text not null,
  primary key (provider_id, run),
  foreign key (provider_id, run) references invoicing.run
);
-- The values that accepted corrections rest on: run again, what they changed is no news.
create table invoicing.corrected_value (
  provider_id text not null,
  run         text not null,
  item        text not null,
  customer    text not null,
  period_from text not null,
  period_to   text not null,
  value_micro bigint not null,
  -- Whether the others' amounts rest on the new value too.
  shared      boolean not null,
  primary key (provider_id, run, item, customer, period_from),
  foreign key (provider_id, run) references invoicing.run
);
