-- What a person has changed in a register and not yet saved (utkast), row by row, as it was typed: faults too. It stays until it is
-- saved or thrown away, and several rows are saved as one.
create table platform.register_draft (
  provider_id text not null references platform.provider,
  register    text not null,
  person      text not null,
  -- The row's own key; '+1', '+2' for rows that are not there yet.
  row_key     text not null,
  -- add | change | remove
  change      text not null,
  -- The texts of the cells, by column.
  cells       jsonb not null,
  -- What the row said when its writer saw it, by column; null where there was no row. Another's change since then shows against it.
  base        jsonb,
  kept_at     timestamptz not null,
  primary key (provider_id, register, person, row_key)
);
