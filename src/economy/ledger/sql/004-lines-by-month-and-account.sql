-- The way from a figure down to its lines: those of a month and account, without reading the year. Loading writes lines
-- in order of day, so the index grows at its end.
create index line_by_month_and_account on ledger.line (provider_id, period, account);
