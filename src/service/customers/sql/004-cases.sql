-- Single cases (ärenden, R015): what the monthly counts of delivery are computed from where they are known one by one.
create table customers.case_category (
  provider_id text not null,
  category    text not null,
  name_sv     text not null,
  name_en     text not null,
  -- Minutes of opening hours within which a case shall be answered, and solved; null where nothing is agreed.
  response_target_minutes integer,
  resolve_target_minutes  integer,
  comment     text not null default '',
  primary key (provider_id, category)
);

-- "case" is a word of SQL.
create table customers.single_case (
  provider_id text not null,
  case_no     text not null,
  customer    text not null,
  -- Null where the tool does not tell services apart.
  service     text,
  category    text not null,
  opened_on   date not null,
  closed_on   date,
  -- As the case tool measures them, in minutes of opening hours.
  response_minutes integer,
  resolve_minutes  integer,
  source      text not null default '',
  synthetic   boolean,
  primary key (provider_id, case_no),
  foreign key (provider_id, customer) references customers.customer,
  foreign key (provider_id, service) references catalogue.service,
  foreign key (provider_id, category) references customers.case_category
);
create index single_case_of_customer on customers.single_case (provider_id, customer, opened_on);
