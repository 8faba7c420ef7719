-- In which amounts are meant. Of an organization that was there: the currency of its country, else the euro.
alter table organization add column currency text not null default 'EUR' check (currency ~ '^[A-Z]{3}$');
update organization set currency = case country
  when 'GB' then 'GBP' when 'PL' then 'PLN' when 'US' then 'USD' when 'BR' then 'BRL' when 'RU' then 'RUB' when 'MX' then 'MXN'
  when 'AR' then 'ARS' when 'CL' then 'CLP' when 'CO' then 'COP' when 'PE' then 'PEN' when 'UY' then 'UYU' when 'CH' then 'CHF'
  when 'CZ' then 'CZK' when 'SE' then 'SEK' when 'NO' then 'NOK' when 'DK' then 'DKK' when 'HU' then 'HUF' when 'RO' then 'RON'
  when 'UA' then 'UAH' when 'BY' then 'BYN' when 'KZ' then 'KZT' when 'CA' then 'CAD' when 'AU' then 'AUD' when 'NZ' then 'NZD'
  when 'JP' then 'JPY' when 'IN' then 'INR' when 'ZA' then 'ZAR' when 'AO' then 'AOA' when 'MZ' then 'MZN' when 'CV' then 'CVE'
  else currency end;

grant update (currency) on organization to kept_app;

-- What may be offered when a promise cannot be kept.
create table remedy (
  org_id uuid not null references organization (id),
  id uuid not null,
  kind text not null check (kind in ('substitute', 'partial_delivery', 'loan_device', 'priority_slot', 'discount', 'refund', 'credit', 'upgrade', 'perk', 'apology')),
  name text not null check (length(name) between 1 and 200),
  -- What it costs the firm, in minor units; null: the amount is chosen each time.
  cost bigint check (cost >= 0),
  conditions text not null default '',
  -- Language → what the customer reads.
  wording jsonb not null,
  -- How long a credit holds.
  valid_days integer check (valid_days between 1 and 3650),
  archived_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null,
  primary key (org_id, id)
);
create unique index remedy_name on remedy (org_id, lower(name)) where archived_at is null;

alter table remedy enable row level security;
alter table remedy force row level security;
create policy tenant on remedy for all to kept_app using (org_id = nullif(current_setting('app.org_id', true), '')::uuid) with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);
create policy backup on remedy for select to kept_backup using (true);
grant select, insert, update, delete on remedy to kept_app;
grant select on remedy to kept_backup;
