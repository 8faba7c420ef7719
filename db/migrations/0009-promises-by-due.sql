-- Promises in the order of their list, history too: without it every page sorts all of them.
create index promise_by_due on promise (org_id, due_at, id);
