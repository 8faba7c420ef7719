-- The audit log by type: what happens seldom was found by reading everything else.
create index event_by_type on event (org_id, type, id);
