create schema planning;

-- A budget or a named forecast snapshot (prognos), frozen once loaded.
create table planning.plan (
  provider_id text not null references platform.provider,
  -- 'budget-2024', 'forecast-2024-10'
  plan        text not null,
  -- budget | forecast
  scenario    text not null,
  fiscal_year integer not null,
  -- The last period with actuals, for a forecast.
  as_of       text,
  sha256      text not null,
  -- Of the file of planned volumes, when there is one.
  volumes_sha256 text,
  primary key (provider_id, plan)
);

-- The shape of ledger.balance, SIE signs.
create table planning.line (
  provider_id  text not null,
  plan         text not null,
  line_no      integer not null,
  period       text not null,
  account      text not null,
  cost_centre  text not null default '',
  project      text not null default '',
  service      text not null default '',
  customer     text not null default '',
  counterparty text not null default '',
  amount_ore   bigint not null,
  file_line    integer,
  primary key (provider_id, plan, line_no),
  foreign key (provider_id, plan) references planning.plan
);

-- Planned volume of a metered price item, per customer and month (or per item when customer is '').
create table planning.volume (
  provider_id    text not null,
  plan           text not null,
  item           text not null,
  customer       text not null,
  period         text not null,
  quantity_micro bigint not null,
  primary key (provider_id, plan, item, customer, period),
  foreign key (provider_id, plan) references planning.plan
);
