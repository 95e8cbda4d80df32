-- A month balance is lines added up, written in their transaction and held against them by verify; that its provider exists was
-- asked once for every cell, sixty thousand times a year, and cost as much as writing the cells.
alter table ledger.balance drop constraint balance_provider_id_fkey;
