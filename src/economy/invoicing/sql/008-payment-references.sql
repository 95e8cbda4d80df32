-- The reference that a payment is matched by was the number of the document alone, so that two series could ask for payments under the same.
-- Each series now has a code of its own within the provider. Code 0 is the number alone, as before: only where no other series has used it.
alter table invoicing.series add column payment_code integer;
update invoicing.series s set payment_code = n.code
from (
  select provider_id, series,
         (row_number() over (partition by provider_id order by series) - case when count(*) over (partition by provider_id) = 1 then 1 else 0 end)::integer as code
  from invoicing.series
) n
where n.provider_id = s.provider_id and n.series = s.series;
alter table invoicing.series alter column payment_code set not null;
create unique index series_payment_code on invoicing.series (provider_id, payment_code);
-- What stands on the document. Null on those issued before this: they keep the reference of their number, unchanged.
alter table invoicing.invoice add column payment_reference text;
create unique index invoice_payment_reference on invoicing.invoice (provider_id, payment_reference) where payment_reference is not null;
