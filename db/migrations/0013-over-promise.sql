-- The floor that held when a person promised this and history knew its chance; null: it was not measured.
alter table promise add column floor_when_made double precision;
-- Why it was promised although its chance lay below that floor.
alter table promise add column floor_reason text check (length(floor_reason) between 1 and 1000);
-- The member who promised it; null for a program or the firm's own rule.
alter table promise add column promised_by uuid;
alter table promise add constraint promise_floor_reason check (floor_reason is null or chance_when_made < floor_when_made);
create index promise_measured on promise (org_id, made_at, id) where floor_when_made is not null;
create index promise_below_floor on promise (org_id, made_at, id) where floor_reason is not null;
