-- What happened to a request on its way, for the chance of its promises: [{at, team, assigned, reassignments}], oldest
-- first, `at` in epoch milliseconds.
alter table forecast_observation add column changes jsonb not null default '[]';
