-- Two records of one customer: this one is read as the other. Nothing else is rewritten, so that it can be undone.
alter table customer add column merged_into uuid;
alter table customer add column merged_at timestamptz;
alter table customer add constraint customer_merged_check
  check (merged_into <> id and (merged_into is null) = (merged_at is null));
alter table customer add foreign key (org_id, merged_into) references customer (org_id, id);
create index customer_merged on customer (org_id, merged_into) where merged_into is not null;

-- By what duplicates are found. Columns of their own, since below row-level security an index on a function of one is not used.
-- number_end: a number with its country and without ends alike.
alter table contact add column domain text generated always as (split_part(lower(email), '@', 2)) stored;
alter table contact add column number_end text
  generated always as (right(regexp_replace(coalesce(phone, ''), '[^0-9]', '', 'g'), 9)) stored;
create index contact_domain on contact (org_id, domain) where domain is not null;
create index contact_same_number on contact (org_id, number_end) where number_end <> '';
create index customer_same_name on customer (org_id, folded);

-- Pairs of which somebody said that they are not the same; low_id < high_id.
create table customer_apart (
  org_id uuid not null references organization (id),
  low_id uuid not null,
  high_id uuid not null check (low_id < high_id),
  said_at timestamptz not null,
  primary key (org_id, low_id, high_id)
);
alter table customer_apart add foreign key (org_id, low_id) references customer (org_id, id);
alter table customer_apart add foreign key (org_id, high_id) references customer (org_id, id);
create index customer_apart_high on customer_apart (org_id, high_id);

do $$
declare t text;
begin
  foreach t in array array['customer_apart'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant on %I for all to kept_app using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid) with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', t);
    execute format('create policy backup on %I for select to kept_backup using (true)', t);
    execute format('grant select, insert, delete on %I to kept_app', t);
    execute format('grant select on %I to kept_backup', t);
  end loop;
end $$;
