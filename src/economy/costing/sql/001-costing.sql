create schema costing;

create table costing.model (
  provider_id text not null references platform.provider,
  model       text not null,
  valid_from  date not null,
  valid_to    date,
  -- The YAML as written, comments and all.
  source      text not null,
  sha256      text not null,
  primary key (provider_id, model, valid_from)
);

-- Driver registry (fördelningsgrund): what is measured, in what unit, by whom.
create table costing.driver (
  provider_id text not null references platform.provider,
  driver      text not null,
  name_sv     text not null,
  name_en     text not null,
  unit        text not null,
  -- service | customer | cost_centre: what its values are given for.
  subject     text not null,
  owner       text not null,
  source      text not null,
  definition  text not null,
  primary key (provider_id, driver)
);

-- A value holds from a period until the next one given for the same subject (and service, when the driver is per service).
create table costing.driver_value (
  provider_id  text not null,
  driver       text not null,
  -- '' unless the driver is measured per service and customer.
  service      text not null default '',
  subject      text not null,
  period_from  text not null,
  value_micro  bigint not null,
  measured_on  date not null,
  primary key (provider_id, driver, service, subject, period_from),
  foreign key (provider_id, driver) references costing.driver
);

-- One computed costing, by what went into it: the same inputs are not computed twice.
create table costing.run (
  provider_id text not null references platform.provider,
  run         text not null,
  fiscal_year integer not null,
  scenario    text not null,
  inputs_sha256 text not null,
  in_ore      bigint not null,
  out_ore     bigint not null,
  computed_at timestamptz not null,
  primary key (provider_id, run)
);

create table costing.service_cost (
  provider_id text not null,
  run         text not null,
  service     text not null,
  -- operation | change
  activity    text not null,
  element     text not null,
  period      text not null,
  -- Positive is cost.
  direct_ore  bigint not null,
  allocated_ore bigint not null,
  primary key (provider_id, run, service, activity, element, period),
  foreign key (provider_id, run) references costing.run
);
