create schema closing;

-- What a person has said of a step of a month that data cannot tick by itself.
create table closing.judgement (
  provider_id text not null references platform.provider,
  period      text not null,
  step        text not null,
  -- done | seen
  state       text not null,
  text        text not null,
  judged_by   text not null,
  judged_at   timestamptz not null,
  primary key (provider_id, period, step)
);

-- A closed month that somebody wants open again, until another person opens it.
create table closing.reopening (
  provider_id text not null references platform.provider,
  period      text not null,
  reason      text not null,
  asked_by    text not null,
  asked_at    timestamptz not null,
  primary key (provider_id, period)
);
