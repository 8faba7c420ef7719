-- holding: a word about what happened to many at once. answer_reminder: an answer is awaited. offer: the customer may choose, or is told what is possible.
alter table notice drop constraint notice_kind_check;
alter table notice add constraint notice_kind_check check (kind in (
  'proposed', 'made', 'moved', 'withdrawn', 'update', 'waiting', 'reminder', 'resumed', 'follow_up', 'holding',
  'answer_reminder', 'offer'));
