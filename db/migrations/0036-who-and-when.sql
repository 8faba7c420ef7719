-- What somebody did, in the audit log: without it, all events are read for a member who did few. What the system does itself is
-- most of all events, and nobody asks for it by who did it.
create index event_by_actor on event (org_id, actor_id, id) where actor_kind <> 'system';

-- Wishes that nobody has answered, on Today.
create index answer_declined on answer (org_id, recorded_at) where answer = 'declined';
