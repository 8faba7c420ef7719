-- When a person first used a link that only their mailbox, or the operator, could give them. Until then the address is
-- somebody's claim: it opens no second organization, and a password set under it ends with the proof.
alter table app_user add column proven_at timestamptz;

-- Whoever invites adds a person, never a password or a proof.
revoke insert on app_user from kept_app;
grant insert (id, email, created_at) on app_user to kept_app;
