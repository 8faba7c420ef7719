-- Row-level security: on and forced for every tenant table; the application's role sees one organization at a time.
do $$
declare t text;
begin
  foreach t in array array[
    'event', 'event_text', 'outbox', 'failed_task', 'idempotency',
    'member', 'session', 'api_key',
    'calendar', 'customer', 'contact', 'service', 'forecast_observation',
    'promise', 'notice', 'answer', 'ledger_anchor',
    'request_counter', 'request', 'message', 'tracking_link', 'import', 'import_part', 'import_error'
  ] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant on %I for all to kept_app using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid) with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', t);
    execute format('create policy backup on %I for select to kept_backup using (true)', t);
    execute format('grant select, insert, update, delete on %I to kept_app', t);
    execute format('grant select on %I to kept_backup', t);
  end loop;
end $$;

-- Events are append-only for the application.
revoke update, delete on event from kept_app;
revoke update, delete on ledger_anchor from kept_app;
revoke delete on promise from kept_app;

-- The directory is reached by its own role. The application's sees and edits its own organization's row,
-- and may add a person while inviting a member: it never sees a password or another organization's people.
do $$
declare t text;
begin
  foreach t in array array['organization', 'user_organization', 'credential'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy directory on %I for all to kept_system using (true) with check (true)', t);
    execute format('create policy backup on %I for select to kept_backup using (true)', t);
    execute format(
      'create policy tenant on %I for all to kept_app using (%I = nullif(current_setting(''app.org_id'', true), '''')::uuid) with check (%I = nullif(current_setting(''app.org_id'', true), '''')::uuid)',
      t, case t when 'organization' then 'id' else 'org_id' end, case t when 'organization' then 'id' else 'org_id' end);
  end loop;
end $$;
grant select, insert, update, delete on organization, app_user, user_organization, credential, instance to kept_system;
grant select on organization, app_user, user_organization, credential, instance to kept_backup;
grant select, update (name, country, time_zone, language, version) on organization to kept_app;
grant select (id, email), insert on app_user to kept_app;
grant select, insert, delete on user_organization to kept_app;
grant select, insert on credential to kept_app;

-- The one look across organizations: who has something due, who has something waiting.
grant select (org_id, next_check_at) on promise to kept_system;
create policy sweep on promise for select to kept_system using (next_check_at is not null);
grant select (org_id, created_at) on outbox to kept_system;
create policy relay on outbox for select to kept_system using (true);
