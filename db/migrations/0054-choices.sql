-- What a customer may choose from about a matter, and what they chose. As a decision it also says what is possible, and why not more.
create table offered_choice (
  org_id uuid not null references organization (id),
  id uuid not null,
  about text not null,
  customer_id uuid not null,
  contact_id uuid,
  -- The promise with which it is told, and the notice that tells it.
  promise_id uuid not null,
  notice_id uuid not null,
  possible text,
  why_not text,
  rests_on text,
  situation text not null check (situation in ('broken', 'at_risk', 'complaint', 'goodwill')),
  -- For colleagues and budgets.
  reason text not null,
  -- Ids, lines of the library, amounts, dates, and the words as the customer reads them.
  options jsonb not null,
  choose_by timestamptz,
  -- Out of whose limits what is chosen is granted.
  offered_by text not null,
  offered_by_member uuid,
  chosen_option uuid,
  chosen_by text check (chosen_by in ('customer', 'member')),
  chosen_member uuid,
  said_by text,
  channel text,
  chosen_at timestamptz,
  seen jsonb,
  origin jsonb,
  grant_id uuid,
  not_granted text check (not_granted in ('beyond_limits', 'offerer_left')),
  created_at timestamptz not null,
  primary key (org_id, id),
  check ((possible is null) = (why_not is null)),
  check (possible is not null or jsonb_array_length(options) > 0),
  check ((jsonb_array_length(options) > 0) = (choose_by is not null)),
  check ((chosen_option is null) = (chosen_at is null))
);
alter table offered_choice add foreign key (org_id, customer_id) references customer (org_id, id);
alter table offered_choice add foreign key (org_id, promise_id) references promise (org_id, id);
alter table offered_choice add foreign key (org_id, notice_id) references notice (org_id, id);
create index offered_choice_about on offered_choice (org_id, about);
create index offered_choice_notice on offered_choice (org_id, notice_id);

do $$
declare t text;
begin
  foreach t in array array['offered_choice'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant on %I for all to kept_app using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid) with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', t);
    execute format('create policy backup on %I for select to kept_backup using (true)', t);
    execute format('grant select, insert, update, delete on %I to kept_app', t);
    execute format('grant select on %I to kept_backup', t);
  end loop;
end $$;
