-- What a key is called and what its model says of it: the words that customers read beside their own share. The models themselves,
-- with everybody's exceptions and agreed amounts, stay the provider's. Written anew from the models whenever they change.
create table costing.key_words (
  provider_id text not null references platform.provider,
  model       text not null,
  valid_from  date not null,
  valid_to    date,
  key         text not null,
  name_sv     text not null,
  name_en     text not null,
  -- driver | volume | use | equal | shares | agreed
  basis       text not null,
  driver      text not null default '',
  explain_sv  text not null,
  explain_en  text not null,
  primary key (provider_id, model, valid_from, key)
);

-- The sentence of an exception, for the customer that has it.
create table costing.exception_words (
  provider_id text not null references platform.provider,
  model       text not null,
  model_from  date not null,
  customer    text not null,
  key         text not null,
  valid_from  date not null,
  valid_to    date,
  decision    text not null,
  explain_sv  text not null,
  explain_en  text not null,
  primary key (provider_id, model, model_from, customer, key, valid_from)
);
