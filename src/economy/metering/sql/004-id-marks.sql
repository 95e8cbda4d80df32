-- A source is stored in parts, so that a month of any size needs no more memory than a part.
alter table metering.segment add column part integer not null default 0;
alter table metering.segment drop constraint segment_pkey;
alter table metering.segment add primary key (provider_id, period, item, source, version, part);

-- The hashes of the event ids of a part and month, eight bytes each, in slices (id-marks.ts): by them an id that comes again is found.
create table metering.id_mark (
  provider_id text not null,
  source      text not null,
  version     integer not null,
  part        integer not null,
  period      text not null,
  -- How many marks stand in all slices up to each.
  ends        jsonb not null,
  marks       bytea not null,
  primary key (provider_id, source, version, part, period),
  foreign key (provider_id, source, version) references metering.source
);
alter table metering.id_mark alter column marks set storage external;

-- Months of a source that hold an id more than once, in different parts: adding them up compares the ids.
create table metering.repeated_id (
  provider_id text not null,
  source      text not null,
  version     integer not null,
  period      text not null,
  primary key (provider_id, source, version, period),
  foreign key (provider_id, source, version) references metering.source
);
