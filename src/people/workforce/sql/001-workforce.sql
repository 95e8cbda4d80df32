create schema workforce;

create table workforce.headcount (
  provider_id         text not null references platform.provider,
  year                integer not null,
  full_time_micro     bigint not null,
  average_heads_micro bigint not null,
  source              text not null default '',
  synthetic           boolean,
  comment             text not null default '',
  primary key (provider_id, year)
);

create table workforce.sick_leave (
  provider_id text not null references platform.provider,
  year        integer not null,
  -- short | long | over-year
  band        text not null,
  share_micro bigint not null,
  source      text not null default '',
  synthetic   boolean,
  primary key (provider_id, year, band)
);

create table workforce.staff_flow (
  provider_id text not null references platform.provider,
  year        integer not null,
  -- joined | left
  direction   text not null,
  reason      text not null,
  persons     integer not null,
  source      text not null default '',
  synthetic   boolean,
  primary key (provider_id, year, direction, reason)
);

create table workforce.consultant (
  provider_id  text not null references platform.provider,
  consultant   text not null,
  role         text not null default '',
  started_on   date not null,
  ended_on     date,
  offered_on   date,
  accepted_on  date,
  converted_on date,
  source       text not null default '',
  synthetic    boolean,
  primary key (provider_id, consultant)
);

create table workforce.survey (
  provider_id text not null references platform.provider,
  survey      text not null,
  -- nki | hme
  kind        text not null,
  year        integer not null,
  population  text not null default '',
  source      text not null default '',
  synthetic   boolean,
  comment     text not null default '',
  primary key (provider_id, survey)
);

create table workforce.survey_answer (
  provider_id text not null references platform.provider,
  survey      text not null,
  team        text not null,
  question    text not null,
  score       integer not null,
  answers     integer not null,
  primary key (provider_id, survey, team, question, score),
  foreign key (provider_id, survey) references workforce.survey
);
