create schema facts;

-- Figures that a report can print, by name.
create table facts.fact (
  provider_id text not null references platform.provider,
  fact        text not null,
  label       text not null default '',
  formula     text not null default '',
  -- mnkr | tkr | kr
  unit        text,
  decimals    integer,
  period      text not null default '',
  basis       text not null default '',
  owner       text not null default '',
  comment     text not null default '',
  primary key (provider_id, fact)
);

-- What somebody has said of a value, and when. Rows are added and never changed: they are the fact's history.
create table facts.verdict (
  provider_id text not null references platform.provider,
  year        integer not null,
  fact        text not null,
  number      integer not null,
  -- verified | approved
  status      text not null,
  value       text not null,
  said_by     text not null,
  said_at     timestamptz not null,
  primary key (provider_id, year, fact, number)
);
