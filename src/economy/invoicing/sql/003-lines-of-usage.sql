-- What a look back for late usage compares with, every month twelve months back: a third of the lines.
create index line_of_usage on invoicing.line (provider_id, service_period_from)
  where charge_kind in ('metered', 'direct-sale', 'pass-through') or cause = 'late-usage';
