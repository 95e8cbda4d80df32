create schema ledger;

-- A file that was loaded into the books, by content hash: the same file twice changes nothing.
create table ledger.source_file (
  provider_id text not null references platform.provider,
  file_id     text not null,
  name        text not null,
  sha256      text not null,
  kind        text not null,
  fiscal_year integer not null,
  lines       bigint not null,
  bytes       bigint not null,
  -- Whether IB + vouchers = UB and vouchers = RES as the file states them; one that does not was confirmed.
  agrees_with_itself boolean not null,
  loaded_at   timestamptz not null,
  loaded_by   text not null,
  -- The file that replaced this one, when a corrected file was confirmed.
  replaced_by text,
  primary key (provider_id, file_id)
);

create table ledger.account (
  provider_id text not null references platform.provider,
  fiscal_year integer not null,
  account     text not null,
  name        text not null,
  primary key (provider_id, fiscal_year, account)
);

-- Account mapping (kontomappning): every account lands in exactly one cost element or balance row.
create table ledger.account_mapping (
  provider_id  text not null references platform.provider,
  account_from text not null,
  account_to   text not null,
  -- revenue | cost | asset | equity | liability
  kind         text not null,
  -- staff | consultants | it | other | financial for costs; a row code for the rest.
  element      text not null,
  -- operation | change for revenue accounts, else ''.
  activity     text not null default '',
  -- '' | settlement | internal-financing: revenue that departments do not own.
  role         text not null default '',
  name_sv      text not null,
  name_en      text not null,
  primary key (provider_id, account_from)
);

create table ledger.object (
  provider_id text not null references platform.provider,
  -- cost_centre | project | service | customer | counterparty
  dimension   text not null,
  code        text not null,
  name        text not null,
  primary key (provider_id, dimension, code)
);

-- Cost centre -> department; common marks the department-wide costs that are followed apart (R026).
create table ledger.cost_centre (
  provider_id text not null references platform.provider,
  cost_centre text not null,
  name        text not null,
  department  text not null,
  common      boolean not null default false,
  primary key (provider_id, cost_centre)
);

create table ledger.department (
  provider_id text not null references platform.provider,
  department  text not null,
  name_sv     text not null,
  name_en     text not null,
  position    integer not null,
  primary key (provider_id, department)
);

create table ledger.project (
  provider_id text not null references platform.provider,
  project     text not null,
  name        text not null,
  -- operation | change
  activity    text not null,
  service     text,
  primary key (provider_id, project)
);

-- Vouchers and lines are only ever added. A confirmed correction adds the changed voucher's next version and supersedes the
-- one before, so that what the books once said can still be read.
create table ledger.voucher (
  provider_id text not null references platform.provider,
  fiscal_year integer not null,
  series      text not null,
  number      text not null,
  version     integer not null,
  voucher_day date not null,
  text        text not null,
  -- import: read from file_id; underlag: made here at issue.
  origin      text not null,
  file_id     text,
  -- The document or run this voucher books, e.g. 'run:2024-03'.
  reference   text,
  primary key (provider_id, fiscal_year, series, number, version)
);

create table ledger.line (
  provider_id  text not null,
  fiscal_year  integer not null,
  series       text not null,
  number       text not null,
  version      integer not null,
  line_no      integer not null,
  period       text not null,
  account      text not null,
  cost_centre  text not null,
  project      text not null,
  service      text not null,
  customer     text not null,
  counterparty text not null,
  -- SIE sign: debit +, credit -.
  amount_ore   bigint not null,
  text         text not null,
  file_line    integer,
  primary key (provider_id, fiscal_year, series, number, version, line_no)
);

-- Versions that no longer count: replaced by the next version, or gone from a corrected file.
create table ledger.superseded (
  provider_id text not null references platform.provider,
  fiscal_year integer not null,
  series      text not null,
  number      text not null,
  version     integer not null,
  -- The corrected file.
  file_id     text not null,
  primary key (provider_id, fiscal_year, series, number, version)
);

-- A voucher made here that an imported file has since been seen to hold, with the same booking.
create table ledger.confirmation (
  provider_id text not null references platform.provider,
  fiscal_year integer not null,
  series      text not null,
  number      text not null,
  version     integer not null,
  file_id     text not null,
  primary key (provider_id, fiscal_year, series, number, version)
);

create view ledger.v_voucher with (security_invoker = true) as
select v.provider_id, v.fiscal_year, v.series, v.number, v.version, v.voucher_day, v.text, v.origin, v.file_id, v.reference
from ledger.voucher v
where not exists (
  select from ledger.superseded s
  where s.provider_id = v.provider_id and s.fiscal_year = v.fiscal_year and s.series = v.series
    and s.number = v.number and s.version = v.version);

create view ledger.v_line with (security_invoker = true) as
select l.provider_id, l.fiscal_year, l.series, l.number, l.version, l.line_no, l.period, l.account, l.cost_centre,
       l.project, l.service, l.customer, l.counterparty, l.amount_ore, l.text, l.file_line
from ledger.line l
where not exists (
  select from ledger.superseded s
  where s.provider_id = l.provider_id and s.fiscal_year = l.fiscal_year and s.series = l.series
    and s.number = l.number and s.version = l.version);

-- The lines rolled up by month: what statements and costing read. Kept in the same transaction as the lines.
create table ledger.balance (
  provider_id  text not null references platform.provider,
  fiscal_year  integer not null,
  period       text not null,
  account      text not null,
  cost_centre  text not null,
  project      text not null,
  service      text not null,
  customer     text not null,
  counterparty text not null,
  amount_ore   bigint not null,
  line_count   integer not null,
  primary key (provider_id, fiscal_year, period, account, cost_centre, project, service, customer, counterparty)
);

-- #IB (kind opening), #UB (closing) and #RES (result) as the file states them, for this year (0) and years before (-1);
-- the books are checked against them.
create table ledger.stated_balance (
  provider_id text not null references platform.provider,
  fiscal_year integer not null,
  kind        text not null,
  year_offset integer not null,
  account     text not null,
  amount_ore  bigint not null,
  primary key (provider_id, fiscal_year, kind, year_offset, account)
);

create table ledger.period (
  provider_id text not null references platform.provider,
  period      text not null,
  -- open | closed
  state       text not null,
  closed_at   timestamptz,
  closed_by   text,
  -- Over the month's balances in canonical order, set at the closing and checked ever after.
  content_sha256 text,
  primary key (provider_id, period)
);

-- Provisions (avsättningar): what has been set aside, for what, on which account.
create table ledger.provision (
  provider_id text not null references platform.provider,
  provision   text not null,
  cause       text not null,
  account     text not null,
  -- Positive is set aside.
  amount_ore  bigint not null,
  period      text not null,
  primary key (provider_id, provision)
);
