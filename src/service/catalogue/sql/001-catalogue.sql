create schema catalogue;

-- Service class (tjänstekategori): one code list drives obligation, count, settlement and income-statement row (R002).
create table catalogue.service_class (
  provider_id   text not null references platform.provider,
  class         text not null,
  name_sv       text not null,
  name_en       text not null,
  mandatory     boolean not null,
  -- Whether services of the class are among the "57".
  counted       boolean not null,
  settled       boolean not null,
  position      integer not null,
  primary key (provider_id, class)
);

create table catalogue.service_area (
  provider_id text not null references platform.provider,
  area        text not null,
  name_sv     text not null,
  name_en     text not null,
  position    integer not null,
  primary key (provider_id, area)
);

create table catalogue.service (
  provider_id    text not null references platform.provider,
  service        text not null,
  name_sv        text not null,
  name_en        text not null,
  area           text not null,
  department     text,
  owner          text,
  -- all | departments | companies | none: who may use it, the denominator of consolidation (R018).
  eligible       text not null default 'all',
  description_sv text not null default '',
  description_en text not null default '',
  aliases        text[] not null default '{}',
  synthetic      boolean not null default false,
  valid_from     date not null,
  valid_to       date,
  primary key (provider_id, service),
  foreign key (provider_id, area) references catalogue.service_area
);

-- The class of a service from a day; a later row is a reclassification (R005).
create table catalogue.service_classification (
  provider_id text not null,
  service     text not null,
  valid_from  date not null,
  class       text not null,
  -- Whether comparatives before valid_from are shown in the new class.
  restate     boolean not null default false,
  note        text not null default '',
  primary key (provider_id, service, valid_from),
  foreign key (provider_id, service) references catalogue.service,
  foreign key (provider_id, class) references catalogue.service_class
);

create table catalogue.offering (
  provider_id text not null,
  offering    text not null,
  service     text not null,
  name_sv     text not null,
  name_en     text not null,
  valid_from  date not null,
  valid_to    date,
  primary key (provider_id, offering),
  foreign key (provider_id, service) references catalogue.service
);
