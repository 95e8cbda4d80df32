-- A month's cell knows which vouchers its lines stand in: the way down from a figure reads those vouchers by their key and no
-- others, however many lines the month has. Numbers of vouchers as they are added, parted by spaces; a superseded one may stay. Written
-- with the cell, which loading makes anyway, it costs a fraction of what an index over the lines did.
alter table ledger.balance add column vouchers text not null default '';
update ledger.balance b set vouchers = s.vouchers
from (select l.provider_id, v.fiscal_year, l.period, l.account, l.cost_centre, l.project, l.service, l.customer, l.counterparty,
             string_agg(distinct l.voucher_id::text, ' ') as vouchers
      from ledger.line l
      join ledger.voucher v on v.provider_id = l.provider_id and v.voucher_id = l.voucher_id
      group by l.provider_id, v.fiscal_year, l.period, l.account, l.cost_centre, l.project, l.service, l.customer, l.counterparty) s
where s.provider_id = b.provider_id and s.fiscal_year = b.fiscal_year and s.period = b.period and s.account = b.account
  and s.cost_centre = b.cost_centre and s.project = b.project and s.service = b.service and s.customer = b.customer
  and s.counterparty = b.counterparty;
