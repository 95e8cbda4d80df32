create schema governance;

create table governance.goal (
  provider_id text not null references platform.provider,
  goal        text not null,
  year        integer not null,
  -- customer | process | staff | economy | sustainability | council
  perspective text not null,
  text        text not null default '',
  assessment  text not null default '',
  owner       text not null default '',
  position    integer,
  source      text not null default '',
  synthetic   boolean,
  primary key (provider_id, goal)
);

create table governance.activity (
  provider_id text not null references platform.provider,
  activity    text not null,
  year        integer not null,
  goal        text not null,
  title       text not null default '',
  -- not-started | ongoing | done | continues | stopped
  state       text not null,
  closed_on   date,
  plan        text not null default '',
  owner       text not null default '',
  position    integer,
  source      text not null default '',
  synthetic   boolean,
  comment     text not null default '',
  primary key (provider_id, activity),
  foreign key (provider_id, goal) references governance.goal
);

create table governance.assignment (
  provider_id text not null references platform.provider,
  assignment  text not null,
  -- council | executive-board | board
  giver       text not null,
  year        integer not null,
  in_budget   boolean,
  title       text not null default '',
  -- ongoing | proposed-closed | closed
  state       text not null,
  state_on    date not null,
  deadline    date,
  dnr         text not null default '',
  paragraph   text not null default '',
  reported_on date,
  closed_by   text not null default '',
  related     text[] not null default '{}',
  owner       text not null default '',
  position    integer,
  source      text not null default '',
  synthetic   boolean,
  comment     text not null default '',
  primary key (provider_id, assignment)
);

create table governance.assignment_comment (
  provider_id text not null references platform.provider,
  assignment  text not null,
  number      integer not null,
  written_on  date not null,
  author      text not null default '',
  text        text not null default '',
  synthetic   boolean,
  primary key (provider_id, assignment, number),
  foreign key (provider_id, assignment) references governance.assignment
);

create table governance.material_deviation (
  provider_id    text not null references platform.provider,
  deviation      text not null,
  year           integer not null,
  title          text not null default '',
  cause          text not null default '',
  users          text not null default '',
  organisation   text not null default '',
  economy        text not null default '',
  measures       text not null default '',
  first_reported text not null default '',
  -- open | closed
  state          text not null,
  closed_on      date,
  owner          text not null default '',
  position       integer,
  source         text not null default '',
  synthetic      boolean,
  primary key (provider_id, deviation)
);

create table governance.risk (
  provider_id       text not null references platform.provider,
  risk              text not null,
  year              integer not null,
  text              text not null default '',
  cause             text not null default '',
  effect            text not null default '',
  likelihood        integer not null,
  impact            integer not null,
  likelihood_before integer,
  impact_before     integer,
  measures          text not null default '',
  owner             text not null default '',
  position          integer,
  source            text not null default '',
  synthetic         boolean,
  primary key (provider_id, risk)
);

create table governance.control (
  provider_id text not null references platform.provider,
  control     text not null,
  year        integer not null,
  risk        text,
  method      text not null default '',
  frequency   text not null default '',
  -- planned | no-remark | remark
  result      text not null,
  owner       text not null default '',
  position    integer,
  synthetic   boolean,
  comment     text not null default '',
  primary key (provider_id, control),
  foreign key (provider_id, risk) references governance.risk
);

create table governance.self_evaluation (
  provider_id text not null references platform.provider,
  question    text not null,
  year        integer not null,
  -- department | board
  respondent  text not null,
  area        text not null default '',
  -- strength | sufficient | improve
  level       text not null,
  text        text not null default '',
  position    integer,
  source      text not null default '',
  synthetic   boolean,
  primary key (provider_id, question, year, respondent)
);

create table governance.project_report (
  provider_id text not null references platform.provider,
  project     text not null,
  year        integer not null,
  phase       text not null default '',
  -- green | yellow | red
  time        text not null,
  -- green | yellow | red
  cost        text not null,
  -- green | yellow | red
  result      text not null,
  budget_ore  bigint,
  owner       text not null default '',
  position    integer,
  source      text not null default '',
  synthetic   boolean,
  comment     text not null default '',
  primary key (provider_id, project, year)
);

create table governance.grant_received (
  provider_id   text not null references platform.provider,
  grant_code    text not null,
  year          integer not null,
  name          text not null default '',
  grantor       text not null default '',
  code          text not null default '',
  budget_ore    bigint,
  own_share_ore bigint,
  received_ore  bigint,
  principle     text not null default '',
  position      integer,
  source        text not null default '',
  synthetic     boolean,
  comment       text not null default '',
  primary key (provider_id, grant_code, year)
);

create table governance.attachment (
  provider_id text not null references platform.provider,
  attachment  text not null,
  year        integer not null,
  number      integer not null,
  title       text not null default '',
  source      text not null default '',
  synthetic   boolean,
  primary key (provider_id, attachment, year)
);

create table governance.indicator (
  provider_id text not null references platform.provider,
  indicator   text not null,
  period      text not null,
  -- actual | budget | forecast | target
  kind        text not null,
  name        text not null default '',
  -- count | percent | index | fte | days | months | years | hours | kr | tkr | mnkr | ratio | date | code
  unit        text not null,
  value       text not null default '',
  definition  text not null default '',
  owner       text not null default '',
  source      text not null default '',
  synthetic   boolean,
  comment     text not null default '',
  primary key (provider_id, indicator, period)
);

create table governance.service_level (
  provider_id text not null references platform.provider,
  period      text not null,
  incidents   integer not null,
  within      integer not null,
  major       integer not null,
  source      text not null default '',
  synthetic   boolean,
  primary key (provider_id, period)
);
