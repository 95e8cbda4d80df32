-- Billing reads the fees of some customers at a time, so that a month's memory does not grow with the customers.
create index fee_by_customer on pricing.fee (provider_id, customer, version);
