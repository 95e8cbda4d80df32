-- What a service is called, which area it is of and who owns it, from a day (R003). An empty cell is as it was before that day;
-- what holds from the service's first day is its own row.
create table catalogue.service_version (
  provider_id text not null,
  service     text not null,
  valid_from  date not null,
  name_sv     text not null default '',
  name_en     text not null default '',
  area        text,
  owner       text not null default '',
  note        text not null default '',
  primary key (provider_id, service, valid_from),
  foreign key (provider_id, service) references catalogue.service,
  foreign key (provider_id, area) references catalogue.service_area
);
