-- What other rooms may read past the actions: the costing fingerprints a year where it lies instead of reading it.
create view ledger.v_balance with (security_invoker = true) as
select provider_id, fiscal_year, period, account, cost_centre, project, service, customer, counterparty, amount_ore, line_count
from ledger.balance;

create view ledger.v_account with (security_invoker = true) as
select provider_id, fiscal_year, account, name from ledger.account;

create view ledger.v_source_file with (security_invoker = true) as
select provider_id, file_id, name, kind, fiscal_year, loaded_at, loaded_by from ledger.source_file;
