-- The event for which a message about news was sent or is being sent: its task alone may try again.
alter table notification add column mailed_for uuid;
alter table notification add column pushed_for uuid;
