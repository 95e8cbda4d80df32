-- What an agreement covers, and where the signed document is (R010).
alter table customers.agreement
  add column services text[] not null default '{}',
  add column document text not null default '';

-- The demand intake (behovshantering, R013): what has been asked for, reviewed by the customer's own role, decided and delivered.
create table customers.demand (
  provider_id  text not null,
  demand       text not null,
  customer     text not null,
  service      text,
  title        text not null,
  benefit      text not null default '',
  -- received | reviewed | prioritised | started | delivered | declined
  state        text not null,
  priority     integer,
  received_on  date not null,
  -- Who in the customer's own organisation stands behind it, and when they did.
  reviewed_by  text not null default '',
  reviewed_on  date,
  decided_on   date,
  delivered_on date,
  estimate_ore bigint,
  project      text,
  owner        text not null default '',
  synthetic    boolean,
  comment      text not null default '',
  primary key (provider_id, demand),
  foreign key (provider_id, customer) references customers.customer,
  foreign key (provider_id, service) references catalogue.service
);

-- A decision of a group of companies that holds for its members (R017).
create table customers.group_decision (
  provider_id text not null,
  -- The customer at the top of the group.
  customer    text not null,
  decision    text not null,
  -- adopt | decline
  effect      text not null,
  services    text[] not null,
  decided_on  date not null,
  use_from    date,
  -- Members that it does not hold for.
  except_for  text[] not null default '{}',
  text        text not null,
  owner       text not null default '',
  synthetic   boolean,
  comment     text not null default '',
  primary key (provider_id, customer, decision),
  foreign key (provider_id, customer) references customers.customer
);

-- A solution adapted for one customer (R021), with its own cost, its own item of the price list, and what its end waits for.
create table customers.service_variant (
  provider_id text not null,
  customer    text not null,
  service     text not null,
  variant     text not null,
  name        text not null,
  -- planned | in-use | replaced
  state       text not null,
  valid_from  date not null,
  valid_to    date,
  -- What its end depends on: a procurement, another service.
  dependency  text not null default '',
  -- The project of the books that its own cost lies on.
  project     text,
  -- The item of the price list that it is charged by: its own price and key.
  item        text,
  owner       text not null default '',
  synthetic   boolean,
  comment     text not null default '',
  primary key (provider_id, customer, service, variant),
  foreign key (provider_id, customer) references customers.customer,
  foreign key (provider_id, service) references catalogue.service
);

-- What has to be true before a step of a consolidation goes live (R020).
create table customers.go_live_check (
  provider_id text not null,
  customer    text not null,
  plan        text not null,
  step        integer not null,
  point       text not null,
  text        text not null,
  owner       text not null default '',
  done_on     date,
  comment     text not null default '',
  primary key (provider_id, customer, plan, step, point),
  foreign key (provider_id, customer, plan) references customers.consolidation_plan
);

-- Something that did not become as planned with a customer (avvikelse, R022): cause, consequence, measure, and who was told.
create table customers.deviation (
  provider_id text not null,
  deviation   text not null,
  customer    text not null,
  plan        text,
  text        text not null,
  cause       text not null default '',
  consequence text not null default '',
  measure     text not null default '',
  -- open | ongoing | closed
  state       text not null,
  opened_on   date not null,
  closed_on   date,
  -- The matter of the board that it was reported in.
  reported    text not null default '',
  owner       text not null default '',
  synthetic   boolean,
  comment     text not null default '',
  primary key (provider_id, deviation),
  foreign key (provider_id, customer) references customers.customer
);

-- Delivery to a customer in a month, as the case tool counts it (R015).
create table customers.delivery (
  provider_id   text not null,
  customer      text not null,
  period        text not null,
  -- '' where the tool does not tell services apart.
  service       text not null default '',
  cases         integer not null,
  within_target integer not null,
  source        text not null default '',
  synthetic     boolean,
  primary key (provider_id, customer, period, service),
  foreign key (provider_id, customer) references customers.customer
);

-- How satisfied a customer is, as a survey measured it (NKI, R015): an index from 0 to 100.
create table customers.satisfaction (
  provider_id text not null,
  customer    text not null,
  survey      text not null,
  measured_on date not null,
  index_micro bigint not null,
  answers     integer not null,
  source      text not null default '',
  synthetic   boolean,
  primary key (provider_id, customer, survey),
  foreign key (provider_id, customer) references customers.customer
);
