-- Which service an item belongs to, over all versions: the costing adds metered volumes up by service.
create view pricing.v_item_service with (security_invoker = true) as
select distinct provider_id, item, service from pricing.price_item;
