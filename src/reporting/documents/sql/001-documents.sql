create schema documents;

create table documents.report (
  provider_id text not null references platform.provider,
  report      text not null,
  -- annual | interim | monthly
  kind        text not null,
  year        integer not null,
  title       text not null default '',
  subtitle    text not null default '',
  dated       date not null,
  -- sv | en
  language    text not null,
  synthetic   boolean,
  primary key (provider_id, report)
);

create table documents.chapter (
  provider_id text not null references platform.provider,
  report      text not null,
  chapter     text not null,
  title       text not null default '',
  owner       text not null default '',
  deadline    date,
  compulsory  boolean,
  -- draft | done | approved
  state       text not null,
  stale       boolean,
  text        text not null default '',
  primary key (provider_id, report, chapter),
  foreign key (provider_id, report) references documents.report
);
