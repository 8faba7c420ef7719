-- When everything was last written to a backup, so that it can be said that this was long ago.
alter table instance add column backed_up_at timestamptz;
