-- Where each customer's documents go and what they must bear: address, references, and where the buyer books them.
create table invoicing.receiver (
  provider_id       text not null,
  customer          text not null,
  -- peppol | internal | pdf; null is by what is known of the customer.
  channel           text,
  street            text not null default '',
  postal_code       text not null default '',
  city              text not null default '',
  buyer_reference   text not null default '',
  order_reference   text not null default '',
  cost_account      text not null default '',
  cost_centre       text not null default '',
  liability_account text not null default '',
  synthetic         boolean,
  comment           text not null default '',
  primary key (provider_id, customer),
  foreign key (provider_id, customer) references customers.customer
);
