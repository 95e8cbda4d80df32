-- A settlement that is accrued at the closing and credited in the next year, and what is carried from year to year.
alter table settlement.settlement
  add column accrued_by text,
  add column accrued_at timestamptz,
  -- The provision's voucher, '2023/URP/1'.
  add column accrual_voucher text;

alter table settlement.service_row add column carried_ore bigint not null default 0;
