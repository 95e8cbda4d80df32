-- A line belongs to its voucher by a number instead of by repeating the voucher's name. Names are texts that are compared in Swedish
-- order and came in every row of the largest table and of its key: with numbers the key is half as large and filling it, which was
-- most of what loading cost the server, takes half the time.
alter table ledger.voucher add column voucher_id bigint;
update ledger.voucher v set voucher_id = n.voucher_id
from (select provider_id, fiscal_year, series, number, version,
             row_number() over (partition by provider_id
               order by fiscal_year, series collate "C", length(number), number collate "C", version) as voucher_id
      from ledger.voucher) n
where n.provider_id = v.provider_id and n.fiscal_year = v.fiscal_year and n.series = v.series and n.number = v.number
  and n.version = v.version;
-- In the order in which vouchers are added; nobody outside the room sees it.
alter table ledger.voucher alter column voucher_id set not null, add unique (provider_id, voucher_id);

create table ledger.voucher_line (
  provider_id  text not null,
  voucher_id   bigint not null,
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
  primary key (provider_id, voucher_id, line_no)
);
insert into ledger.voucher_line
select v.provider_id, v.voucher_id, l.line_no, l.period, l.account, l.cost_centre, l.project, l.service, l.customer,
       l.counterparty, l.amount_ore, l.text, l.file_line
from ledger.line l
join ledger.voucher v
  on v.provider_id = l.provider_id and v.fiscal_year = l.fiscal_year and v.series = l.series and v.number = l.number
 and v.version = l.version
order by v.provider_id, v.voucher_id, l.line_no;

create or replace view ledger.v_line with (security_invoker = true) as
select l.provider_id, v.fiscal_year, v.series, v.number, v.version, l.line_no, l.period, l.account, l.cost_centre,
       l.project, l.service, l.customer, l.counterparty, l.amount_ore, l.text, l.file_line, l.voucher_id
from ledger.voucher_line l
join ledger.voucher v on v.provider_id = l.provider_id and v.voucher_id = l.voucher_id
where not exists (
  select from ledger.superseded s
  where s.provider_id = v.provider_id and s.fiscal_year = v.fiscal_year and s.series = v.series
    and s.number = v.number and s.version = v.version);
create or replace view ledger.v_voucher with (security_invoker = true) as
select v.provider_id, v.fiscal_year, v.series, v.number, v.version, v.voucher_day, v.text, v.origin, v.file_id, v.reference,
       v.voucher_id
from ledger.voucher v
where not exists (
  select from ledger.superseded s
  where s.provider_id = v.provider_id and s.fiscal_year = v.fiscal_year and s.series = v.series
    and s.number = v.number and s.version = v.version);

drop table ledger.line;
alter table ledger.voucher_line rename to line;
alter index ledger.voucher_line_pkey rename to line_pkey;
