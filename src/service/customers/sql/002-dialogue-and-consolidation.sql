-- A variant of a service for one customer, until when, and what its end depends on (R021).
alter table customers.service_use
  add column variant       text not null default '',
  add column variant_until date,
  add column dependency    text not null default '';

-- Why an agreement is not signed, by reason code (R011).
create table customers.obstacle (
  provider_id text not null,
  obstacle    text not null,
  customer    text not null,
  agreement   text,
  -- personal-data-responsibility | information-security | cost | own-system | procurement | other
  reason      text not null,
  text        text not null default '',
  owner       text not null default '',
  -- open | ongoing | resolved | accepted
  state       text not null,
  opened_on   date not null,
  closed_on   date,
  action      text not null default '',
  primary key (provider_id, obstacle),
  foreign key (provider_id, customer) references customers.customer
);

-- Who answers for the dialogue with a customer (kundansvarig, R013).
create table customers.account_manager (
  provider_id text not null,
  customer    text not null,
  valid_from  date not null,
  valid_to    date,
  manager     text not null,
  comment     text not null default '',
  primary key (provider_id, customer, valid_from),
  foreign key (provider_id, customer) references customers.customer
);

-- A standing forum (R013, R014) and which services and customers it is for; empty is all.
create table customers.forum (
  provider_id text not null references platform.provider,
  forum       text not null,
  name_sv     text not null,
  name_en     text not null default '',
  -- strategic | tactical | operational
  level       text not null,
  area        text,
  services    text[] not null default '{}',
  customers   text[] not null default '{}',
  owner       text not null default '',
  synthetic   boolean,
  valid_from  date not null,
  valid_to    date,
  comment     text not null default '',
  primary key (provider_id, forum),
  foreign key (provider_id, area) references catalogue.service_area
);

create table customers.meeting (
  provider_id text not null,
  meeting     text not null,
  forum       text not null,
  held_on     date not null,
  -- planned | held | cancelled
  state       text not null,
  customers   text[] not null default '{}',
  services    text[] not null default '{}',
  minutes     text not null default '',
  primary key (provider_id, meeting),
  foreign key (provider_id, forum) references customers.forum
);

-- A need that a customer told, kept until it is answered or taken into the demand intake (R013, R015).
create table customers.need (
  provider_id text not null,
  need        text not null,
  meeting     text,
  customer    text not null,
  service     text,
  text        text not null,
  -- captured | in-demand | answered | declined
  state       text not null,
  owner       text not null default '',
  due_on      date,
  demand      text not null default '',
  comment     text not null default '',
  primary key (provider_id, need),
  foreign key (provider_id, customer) references customers.customer,
  foreign key (provider_id, meeting) references customers.meeting,
  foreign key (provider_id, service) references catalogue.service
);

-- The yearly walk through needs, volumes and costs with a customer (R012).
create table customers.review (
  provider_id  text not null,
  customer     text not null,
  year         integer not null,
  held_on      date,
  -- planned | held | agreed
  state        text not null,
  participants text not null default '',
  decisions    text not null default '',
  owner        text not null default '',
  comment      text not null default '',
  primary key (provider_id, customer, year),
  foreign key (provider_id, customer) references customers.customer
);

-- Volumes a month, item by item: what was proposed and what was agreed for the year.
create table customers.review_volume (
  provider_id    text not null,
  customer       text not null,
  year           integer not null,
  item           text not null,
  proposed_micro bigint not null,
  agreed_micro   bigint,
  comment        text not null default '',
  primary key (provider_id, customer, year, item),
  foreign key (provider_id, customer, year) references customers.review
);

-- The move of a customer to shared services (R019, R020), and what a stopped one cost (R022).
create table customers.consolidation_plan (
  provider_id  text not null,
  customer     text not null,
  plan         text not null,
  name         text not null,
  -- study | planned | ongoing | done | stopped
  stage        text not null,
  project      text,
  planned_from date,
  planned_to   date,
  stopped_on   date,
  sunk_cost_ore bigint,
  deviation    text not null default '',
  response     text not null default '',
  -- The users' mark, 1 to 5.
  user_rating_micro bigint,
  owner        text not null default '',
  synthetic    boolean,
  comment      text not null default '',
  primary key (provider_id, customer, plan),
  foreign key (provider_id, customer) references customers.customer
);

create table customers.consolidation_step (
  provider_id text not null,
  customer    text not null,
  plan        text not null,
  step        integer not null,
  services    text[] not null,
  planned_on  date,
  -- Completion makes the customer a user of the services: from use_from, or from this day.
  done_on     date,
  use_from    date,
  comment     text not null default '',
  primary key (provider_id, customer, plan, step),
  foreign key (provider_id, customer, plan) references customers.consolidation_plan
);
