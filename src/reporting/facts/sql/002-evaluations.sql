-- What each fact was last computed to, by what, and how each thing that it read stood then: as long as none of them has changed the
-- value stands and is not computed again.
create table facts.evaluation (
  provider_id  text not null references platform.provider,
  year         integer not null,
  fact         text not null,
  formula      text not null,
  -- The value in full: kind, unit, numerator and denominator.
  value        jsonb not null,
  -- By what was read (a statement's cell, a register, another fact's formula): its mark.
  reads        jsonb not null,
  problems     jsonb not null,
  primary key (provider_id, year, fact)
);

-- How a fact's value has moved. Rows are added and never changed.
create table facts.value_history (
  provider_id  text not null references platform.provider,
  year         integer not null,
  fact         text not null,
  number       integer not null,
  value        text not null,
  seen_at      timestamptz not null default now(),
  primary key (provider_id, year, fact, number)
);

-- Each time something had to be computed again: how many facts of how many, and which.
create table facts.evaluation_round (
  provider_id  text not null references platform.provider,
  year         integer not null,
  number       integer not null,
  evaluated    integer not null,
  facts        integer not null,
  changed      jsonb not null,
  done_at      timestamptz not null default now(),
  primary key (provider_id, year, number)
);
