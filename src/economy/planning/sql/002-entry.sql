-- A plan that is being entered (arbetsversion), until it is frozen as a plan or dropped.
create table planning.working (
  provider_id text not null references platform.provider,
  plan        text not null,
  scenario    text not null,
  fiscal_year integer not null,
  as_of       text,
  -- The plan it was begun from; '' when from nothing.
  based_on    text not null,
  -- Grows by one with every save, and goes on growing if the same plan is dropped and begun again.
  revision    integer not null,
  -- open | frozen | dropped
  state       text not null,
  opened_by   text not null,
  opened_at   timestamptz not null,
  primary key (provider_id, plan)
);

create table planning.working_row (
  provider_id  text not null,
  plan         text not null,
  row_no       integer not null,
  account      text not null,
  cost_centre  text not null default '',
  project      text not null default '',
  service      text not null default '',
  customer     text not null default '',
  counterparty text not null default '',
  primary key (provider_id, plan, row_no),
  foreign key (provider_id, plan) references planning.working,
  unique (provider_id, plan, account, cost_centre, project, service, customer, counterparty)
);

-- A cell without a row here is zero. SIE signs, as planning.line.
create table planning.working_cell (
  provider_id text not null,
  plan        text not null,
  row_no      integer not null,
  period      text not null,
  amount_ore  bigint not null,
  primary key (provider_id, plan, row_no, period),
  foreign key (provider_id, plan, row_no) references planning.working_row
);

-- One save of a working version: who, when, how it came.
create table planning.save (
  provider_id text not null,
  plan        text not null,
  revision    integer not null,
  saved_by    text not null,
  saved_at    timestamptz not null,
  comment     text not null,
  primary key (provider_id, plan, revision),
  foreign key (provider_id, plan) references planning.working
);

-- What a save changed, cell by cell. The coding is kept as it was, since rows go when a version is dropped.
create table planning.change (
  provider_id  text not null,
  plan         text not null,
  revision     integer not null,
  row_no       integer not null,
  period       text not null,
  account      text not null,
  cost_centre  text not null,
  project      text not null,
  service      text not null,
  customer     text not null,
  counterparty text not null,
  from_ore     bigint not null,
  to_ore       bigint not null,
  primary key (provider_id, plan, revision, row_no, period),
  foreign key (provider_id, plan, revision) references planning.save
);

-- What a person has typed and not yet saved (utkast), as it was typed: faults too.
create table planning.draft (
  provider_id text not null,
  plan        text not null,
  person      text not null,
  -- {"12.2025-01": ["1 200,50", 3]}: by row and month the text, and the save its writer saw.
  cells       jsonb not null,
  kept_at     timestamptz not null,
  primary key (provider_id, plan, person),
  foreign key (provider_id, plan) references planning.working
);
