create schema customers;

create table customers.customer (
  provider_id text not null references platform.provider,
  customer    text not null,
  name        text not null,
  short_name  text not null,
  -- department | parent_company | subsidiary | company | external
  kind        text not null,
  org_no      text,
  parent      text,
  -- Counterparty code (motpart) in the ledgers of the city.
  counterparty text not null,
  -- The provider itself as its own customer: its invoices are internal items.
  is_self     boolean not null default false,
  -- Departments share the city's legal person and are debited without VAT.
  vat         boolean not null,
  e_address   text,
  valid_from  date not null,
  valid_to    date,
  primary key (provider_id, customer),
  foreign key (provider_id, parent) references customers.customer (provider_id, customer)
    deferrable initially deferred
);

create table customers.agreement (
  provider_id text not null,
  customer    text not null,
  agreement   text not null,
  -- draft | sent | signed | declined
  status      text not null,
  signed_on   date,
  valid_from  date not null,
  valid_to    date,
  reason      text not null default '',
  primary key (provider_id, agreement),
  foreign key (provider_id, customer) references customers.customer
);

-- Which customer uses which service from when (R018, R019).
create table customers.service_use (
  provider_id text not null,
  customer    text not null,
  service     text not null,
  valid_from  date not null,
  valid_to    date,
  stage       text not null default 'done',
  primary key (provider_id, customer, service, valid_from),
  foreign key (provider_id, customer) references customers.customer,
  foreign key (provider_id, service) references catalogue.service
);

-- A decision of a board or an official that something here rests on (beslut).
create table customers.decision (
  provider_id text not null references platform.provider,
  decision    text not null,
  board       text not null,
  decided_on  date not null,
  paragraph   text not null,
  registry_no text not null,
  title       text not null,
  primary key (provider_id, decision)
);
