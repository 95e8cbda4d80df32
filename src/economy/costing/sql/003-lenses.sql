-- Categories of others (TBM, ESV, the city's own) that the same kronor are read through. A lens is data, never an entry ticket.
create table costing.lens_category (
  provider_id text not null references platform.provider,
  lens        text not null,
  category    text not null,
  name_sv     text not null,
  name_en     text not null,
  position    integer not null,
  primary key (provider_id, lens, category)
);

-- Tried in order of position; the first whose field matches the code (or pattern) holds.
create table costing.lens_rule (
  provider_id text not null,
  lens        text not null,
  position    integer not null,
  field       text not null,
  code        text not null,
  category    text not null,
  primary key (provider_id, lens, position),
  foreign key (provider_id, lens, category) references costing.lens_category
);
