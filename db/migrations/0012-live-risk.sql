-- What is said of every followed promise: the chance that it is kept, and when to look again.
create table promise_risk (
  org_id uuid not null references organization (id),
  promise_id uuid not null,
  about text not null,
  kind text not null,
  policy_id uuid,
  -- Since when the clock runs, pauses left out.
  started_at timestamptz not null,
  due_at timestamptz not null,
  paused_at timestamptz,
  -- What was promised happened; or nobody follows it any more, because it was withdrawn, moved or declined.
  ended_at timestamptz,
  lost_at timestamptz,
  -- When the chance is to be estimated next; null: never again, or not before something happens.
  look_at timestamptz,
  -- null: nothing can be said, and why.
  chance real,
  reason text,
  estimated_at timestamptz,
  at_risk boolean not null default false,
  -- What was said: instants and chances.
  points_at timestamptz[] not null default '{}',
  points real[] not null default '{}',
  primary key (org_id, promise_id)
);
alter table promise_risk add foreign key (org_id, promise_id) references promise (org_id, id);
create index promise_risk_due on promise_risk (org_id, look_at, promise_id) where look_at is not null;
create index promise_risk_due_anywhere on promise_risk (look_at, org_id) where look_at is not null;
create index promise_risk_about on promise_risk (org_id, about);
create index promise_risk_at_risk on promise_risk (org_id, due_at, promise_id) where at_risk;

-- What the organization wants of its promises; without a row the defaults hold.
create table promise_rules (
  org_id uuid primary key references organization (id),
  -- A promise whose chance falls below this is at risk.
  at_risk_below double precision not null default 0.5 check (at_risk_below > 0 and at_risk_below < 1),
  -- A promise that is made below this takes a reason, or is refused.
  floor double precision not null default 0.8 check (floor >= 0 and floor < 1),
  hard_floor boolean not null default false,
  version integer not null default 1
);

do $$
declare t text;
begin
  foreach t in array array['promise_risk', 'promise_rules'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant on %I for all to kept_app using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid) with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', t);
    execute format('create policy backup on %I for select to kept_backup using (true)', t);
    execute format('grant select, insert, update, delete on %I to kept_app', t);
    execute format('grant select on %I to kept_backup', t);
  end loop;
end $$;

-- The clock's look across organizations for chances that are to be estimated.
grant select (org_id, look_at) on promise_risk to kept_system;
create policy sweep on promise_risk for select to kept_system using (look_at is not null);

-- The promises that are followed already: those that run are looked at first thing, the others are history.
insert into promise_risk (org_id, promise_id, about, kind, policy_id, started_at, due_at, paused_at, ended_at, lost_at, look_at)
select org_id, id, about, kind, policy_id, coalesce((clock ->> 'startAt')::timestamptz, made_at), due_at, paused_at, occurred_at,
  case when state in ('withdrawn', 'declined', 'renegotiated') then coalesce(ended_at, made_at) end,
  case when state in ('proposed', 'open') and paused_at is null then made_at end
from promise where followed;
