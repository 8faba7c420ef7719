-- Under row-level security PostgreSQL uses an index only for operators that it knows to keep secrets; those of text search
-- are not among them, so that a search read all of an organization. These functions look up ids by index, as a role that
-- sees all and can do nothing else; they give ids of the organization that the transaction is open for, and of no other.
create policy search on request for select to kept_search using (true);
create policy search on customer for select to kept_search using (true);
create policy search on contact for select to kept_search using (true);
grant select (org_id, id, search, folded, opened_at) on request to kept_search;
grant select (org_id, id, search, folded) on customer to kept_search;
grant select (org_id, id, customer_id, search, folded, phone_digits) on contact to kept_search;

-- Ids of up to `most` requests that say what is asked for, in no order.
create function requests_saying(org uuid, query tsquery, most integer) returns setof uuid
language sql stable security definer
set search_path = pg_catalog, public set enable_seqscan = off set enable_indexscan = off
as $$
  select id from public.request
  where org_id = org and org = nullif(current_setting('app.org_id', true), '')::uuid and search @@ query limit most
$$;

-- Ids of up to `most` requests that look like all of the words, the longest first among them; the likeliest first.
create function requests_like(org uuid, words text[], most integer) returns setof uuid
language sql stable security definer
set search_path = pg_catalog, public set enable_seqscan = off set enable_indexscan = off
as $$
  select id from (
    select id, folded, opened_at from public.request
    where org_id = org and org = nullif(current_setting('app.org_id', true), '')::uuid
      and length(words[1]) >= 5 and words[1] <% folded
    union all
    select id, folded, opened_at from public.request
    where org_id = org and org = nullif(current_setting('app.org_id', true), '')::uuid
      and length(words[1]) < 5 and folded like '%' || words[1] || '%'
  ) near
  where not exists (
    select from unnest(words) w where not case when length(w) >= 5 then w <% near.folded else near.folded like '%' || w || '%' end)
  order by word_similarity(array_to_string(words, ' '), folded) desc, opened_at desc limit most
$$;

-- Ids of up to `most` customers of whom a name, an address or a telephone number is as it was typed, or looks like it.
create function customers_found(org uuid, query tsquery, words text[], digits text, most integer) returns setof uuid
language sql stable security definer
set search_path = pg_catalog, public set enable_seqscan = off set enable_indexscan = off
as $$
  select id from (
    select id from public.customer
    where org_id = org and org = nullif(current_setting('app.org_id', true), '')::uuid and search @@ query
    union all
    select customer_id from public.contact
    where org_id = org and org = nullif(current_setting('app.org_id', true), '')::uuid and search @@ query
    union all
    select customer_id from public.contact
    where org_id = org and org = nullif(current_setting('app.org_id', true), '')::uuid
      and phone_digits <> '' and phone_digits like '%' || digits || '%'
    union all
    select near.id from (
      select id, folded from public.customer
      where org_id = org and org = nullif(current_setting('app.org_id', true), '')::uuid
        and length(words[1]) >= 5 and words[1] <% folded
      union all
      select id, folded from public.customer
      where org_id = org and org = nullif(current_setting('app.org_id', true), '')::uuid
        and length(words[1]) < 5 and folded like '%' || words[1] || '%'
      union all
      select customer_id, folded from public.contact
      where org_id = org and org = nullif(current_setting('app.org_id', true), '')::uuid
        and length(words[1]) >= 5 and words[1] <% folded
      union all
      select customer_id, folded from public.contact
      where org_id = org and org = nullif(current_setting('app.org_id', true), '')::uuid
        and length(words[1]) < 5 and folded like '%' || words[1] || '%'
    ) near
    where not exists (
      select from unnest(words) w where not case when length(w) >= 5 then w <% near.folded else near.folded like '%' || w || '%' end)
  ) found group by id limit most
$$;

revoke execute on function requests_saying(uuid, tsquery, integer), requests_like(uuid, text[], integer), customers_found(uuid, tsquery, text[], text, integer) from public;
grant execute on function requests_saying(uuid, tsquery, integer), requests_like(uuid, text[], integer), customers_found(uuid, tsquery, text[], text, integer) to kept_app;
grant create on schema public to kept_search;
alter function requests_saying(uuid, tsquery, integer) owner to kept_search;
alter function requests_like(uuid, text[], integer) owner to kept_search;
alter function customers_found(uuid, tsquery, text[], text, integer) owner to kept_search;
revoke create on schema public from kept_search;
