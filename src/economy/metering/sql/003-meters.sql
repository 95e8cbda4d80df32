-- Which events, added up how, are the quantity of which item (mätare).
create table metering.meter (
  provider_id text not null references platform.provider,
  meter       text not null,
  event_type  text not null,
  -- sum | max | last | unique
  aggregation text not null,
  item        text not null,
  unit        text not null,
  name_sv     text not null,
  name_en     text not null default '',
  synthetic   boolean,
  comment     text not null default '',
  primary key (provider_id, meter)
);

-- A source whose events hold instead of those with the same ids in others.
alter table metering.source add column correction boolean not null default false;

-- How many bytes of the payload are all but the ids: what adding up reads. Null where it was written before there was such a place.
alter table metering.segment add column head integer;

-- By which meters the volumes were added up: other meters, and they are added up anew.
create table metering.added_up (
  provider_id text not null references platform.provider,
  meters      text not null,
  primary key (provider_id)
);
