-- What the customer gains by a service, beside what it is (R007).
alter table catalogue.service
  add column benefit_sv text not null default '',
  add column benefit_en text not null default '';

-- What an assessment of sustainability says of a service (R006); a service need not have one.
create table catalogue.sustainability_profile (
  provider_id text not null,
  service     text not null,
  assessed_on date not null,
  -- draft | decided
  state       text not null,
  goals       text not null,
  risks       text not null default '',
  evidence    text not null default '',
  owner       text not null default '',
  comment     text not null default '',
  primary key (provider_id, service, assessed_on),
  foreign key (provider_id, service) references catalogue.service
);
