-- What the costing shares by: the volume of each item, customer and month.
create view metering.v_volume with (security_invoker = true) as
select provider_id, period, item, customer, quantity_micro, events from metering.volume;
