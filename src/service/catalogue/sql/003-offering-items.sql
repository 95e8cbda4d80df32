-- What an offering is priced by: items of the price list (R004). Prices are another room's; a pack's load checks the codes.
alter table catalogue.offering
  add column items text[] not null default '{}';
