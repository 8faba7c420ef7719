-- Dumped by bin/generate.ts; db/migrations/ is the source.

create table answer (
  org_id uuid not null,
  id uuid not null,
  promise_id uuid not null,
  answer text not null,
  wish_at timestamp with time zone,
  wish_text text,
  given_by text not null,
  member_id uuid,
  said_by text,
  channel text not null,
  answered_at timestamp with time zone not null,
  recorded_at timestamp with time zone not null,
  seen jsonb not null,
  origin jsonb not null,
  constraint answer_pkey PRIMARY KEY (org_id, id),
  constraint answer_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint answer_org_id_promise_id_fkey FOREIGN KEY (org_id, promise_id) REFERENCES promise(org_id, id),
  constraint answer_answer_check CHECK ((answer = ANY (ARRAY['accepted'::text, 'declined'::text, 'call_asked'::text]))),
  constraint answer_given_by_check CHECK ((given_by = ANY (ARRAY['customer'::text, 'member'::text])))
);

create table api_key (
  org_id uuid not null,
  id uuid not null,
  name text not null,
  role text not null,
  scopes text[] not null,
  secret_hash bytea not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint api_key_pkey PRIMARY KEY (org_id, id),
  constraint api_key_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint api_key_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint api_key_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'lead'::text, 'frontline'::text, 'viewer'::text])))
);

create table app_user (
  id uuid not null,
  email text not null,
  password_hash text,
  created_at timestamp with time zone not null,
  proven_at timestamp with time zone,
  constraint app_user_email_key UNIQUE (email),
  constraint app_user_pkey PRIMARY KEY (id),
  constraint app_user_email_check CHECK (((email = lower(email)) AND ((length(email) >= 3) AND (length(email) <= 254))))
);

create table approval (
  org_id uuid not null,
  id uuid not null,
  state text not null,
  about text not null,
  customer_id uuid not null,
  contact_id uuid,
  remedy_id uuid not null,
  situation text not null,
  amount bigint not null,
  currency text not null,
  promise_id uuid,
  due_at timestamp with time zone,
  reason text not null,
  asked_by text not null,
  asked_by_member uuid,
  approver_id uuid not null,
  answer_by timestamp with time zone not null,
  answer_promise_id uuid not null,
  answered_by uuid,
  answer_words text,
  answered_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint approval_pkey PRIMARY KEY (org_id, id),
  constraint approval_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customer(org_id, id),
  constraint approval_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint approval_org_id_remedy_id_fkey FOREIGN KEY (org_id, remedy_id) REFERENCES remedy(org_id, id),
  constraint approval_amount_check CHECK ((amount >= 0)),
  constraint approval_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'approved'::text, 'declined'::text, 'withdrawn'::text])))
);

create table attachment (
  org_id uuid not null,
  id uuid not null,
  message_id uuid not null,
  name text not null,
  media_type text not null,
  bytes bigint not null,
  file text not null,
  content_id text,
  inline boolean default false not null,
  created_at timestamp with time zone not null,
  constraint attachment_pkey PRIMARY KEY (org_id, id),
  constraint attachment_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint attachment_org_id_message_id_fkey FOREIGN KEY (org_id, message_id) REFERENCES message(org_id, id),
  constraint attachment_bytes_check CHECK ((bytes >= 0)),
  constraint attachment_media_type_check CHECK (((length(media_type) >= 3) AND (length(media_type) <= 255))),
  constraint attachment_name_check CHECK (((length(name) >= 1) AND (length(name) <= 255)))
);

create table authority_limit (
  org_id uuid not null,
  id uuid not null,
  role text not null,
  situation text,
  remedy_id uuid,
  per_request bigint,
  per_customer_year bigint,
  per_firm_month bigint,
  per_member_month bigint,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  constraint authority_limit_pkey PRIMARY KEY (org_id, id),
  constraint authority_limit_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint authority_limit_org_id_remedy_id_fkey FOREIGN KEY (org_id, remedy_id) REFERENCES remedy(org_id, id),
  constraint authority_limit_per_customer_year_check CHECK ((per_customer_year >= 0)),
  constraint authority_limit_per_firm_month_check CHECK ((per_firm_month >= 0)),
  constraint authority_limit_per_member_month_check CHECK ((per_member_month >= 0)),
  constraint authority_limit_per_request_check CHECK ((per_request >= 0)),
  constraint authority_limit_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'lead'::text, 'frontline'::text, 'program'::text]))),
  constraint authority_limit_situation_check CHECK ((situation = ANY (ARRAY['broken'::text, 'at_risk'::text, 'complaint'::text, 'goodwill'::text])))
);

create table authority_use (
  org_id uuid not null,
  dimension text not null,
  key text not null,
  period text not null,
  remedy_id uuid not null,
  amount bigint not null,
  constraint authority_use_pkey PRIMARY KEY (org_id, dimension, key, period, remedy_id),
  constraint authority_use_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint authority_use_amount_check CHECK ((amount >= 0)),
  constraint authority_use_dimension_check CHECK ((dimension = ANY (ARRAY['request'::text, 'customer_year'::text, 'firm_month'::text, 'member_month'::text])))
);

create table bulk_change (
  org_id uuid not null,
  id uuid not null,
  change jsonb not null,
  undoes uuid,
  state text not null,
  total integer not null,
  started_by uuid,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  constraint bulk_change_pkey PRIMARY KEY (org_id, id),
  constraint bulk_change_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint bulk_change_check CHECK (((state = 'running'::text) = (finished_at IS NULL))),
  constraint bulk_change_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'stopped'::text])))
);

create table bulk_change_row (
  org_id uuid not null,
  bulk_id uuid not null,
  n integer not null,
  subject_id uuid not null,
  state text not null,
  reason text,
  before jsonb,
  after jsonb,
  constraint bulk_change_row_pkey PRIMARY KEY (org_id, bulk_id, n),
  constraint bulk_change_row_org_id_bulk_id_fkey FOREIGN KEY (org_id, bulk_id) REFERENCES bulk_change(org_id, id),
  constraint bulk_change_row_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint bulk_change_row_check CHECK (((state = 'left'::text) = (reason IS NOT NULL))),
  constraint bulk_change_row_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'changed'::text, 'left'::text])))
);

create table calendar (
  org_id uuid not null,
  id uuid not null,
  name text not null,
  time_zone text not null,
  country text,
  region text,
  hours jsonb not null,
  holidays jsonb not null,
  overrides jsonb not null,
  is_default boolean not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  constraint calendar_pkey PRIMARY KEY (org_id, id),
  constraint calendar_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint calendar_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);

create table calendar_feed (
  org_id uuid not null,
  id uuid not null,
  calendar_id uuid not null,
  url text not null,
  state text not null,
  proposal jsonb,
  decided jsonb default '[]'::jsonb not null,
  failure text,
  digest text,
  fetched_at timestamp with time zone,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  constraint calendar_feed_pkey PRIMARY KEY (org_id, id),
  constraint calendar_feed_org_id_calendar_id_fkey FOREIGN KEY (org_id, calendar_id) REFERENCES calendar(org_id, id),
  constraint calendar_feed_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint calendar_feed_state_check CHECK ((state = ANY (ARRAY['new'::text, 'current'::text, 'proposed'::text, 'failed'::text]))),
  constraint calendar_feed_url_check CHECK (((length(url) >= 1) AND (length(url) <= 2000)))
);

create table call (
  org_id uuid not null,
  id uuid not null,
  notice_id uuid,
  promise_id uuid not null,
  about text not null,
  customer_id uuid,
  contact_id uuid not null,
  owner_id uuid,
  owner_team_id uuid,
  why text not null,
  state text default 'open'::text not null,
  number text not null,
  language text not null,
  script text,
  not_before timestamp with time zone not null,
  due_at timestamp with time zone not null,
  attempts integer default 0 not null,
  last_attempt_at timestamp with time zone,
  ended_at timestamp with time zone,
  ended_by uuid,
  cancelled_why text,
  created_at timestamp with time zone not null,
  version integer default 1 not null,
  wished text,
  constraint call_pkey PRIMARY KEY (org_id, id),
  constraint call_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint call_org_id_notice_id_fkey FOREIGN KEY (org_id, notice_id) REFERENCES notice(org_id, id),
  constraint call_org_id_promise_id_fkey FOREIGN KEY (org_id, promise_id) REFERENCES promise(org_id, id),
  constraint call_attempts_check CHECK ((attempts >= 0)),
  constraint call_check CHECK (((state = 'open'::text) = (ended_at IS NULL))),
  constraint call_language_check CHECK ((language = ANY (ARRAY['en'::text, 'pt'::text, 'es'::text, 'ca'::text, 'pl'::text, 'ru'::text]))),
  constraint call_notice CHECK (((notice_id IS NULL) = (why = ANY (ARRAY['asked'::text, 'unanswered'::text])))),
  constraint call_state_check CHECK ((state = ANY (ARRAY['open'::text, 'reached'::text, 'not_reached'::text, 'cancelled'::text]))),
  constraint call_why_check CHECK ((why = ANY (ARRAY['preferred'::text, 'urgent'::text, 'no_address'::text, 'bounced'::text, 'refused'::text, 'failed'::text, 'asked'::text, 'unanswered'::text]))),
  constraint call_wished_check CHECK (((length(wished) >= 1) AND (length(wished) <= 500)))
);

create table clock_lapse (
  org_id uuid not null,
  id uuid not null,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone not null,
  broken integer not null,
  warned integer not null,
  skipped integer not null,
  seen_at timestamp with time zone,
  constraint clock_lapse_pkey PRIMARY KEY (org_id, id),
  constraint clock_lapse_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id)
);

create table clock_state (
  org_id uuid not null,
  tz_revision text not null,
  checked_at timestamp with time zone not null,
  digested_on date,
  constraint clock_state_pkey PRIMARY KEY (org_id),
  constraint clock_state_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id)
);

create table colleague_question (
  org_id uuid not null,
  id uuid not null,
  about text not null,
  question text not null,
  state text not null,
  asked_by text not null,
  asked_by_member uuid,
  member_id uuid,
  team_id uuid,
  answer_by timestamp with time zone not null,
  answer_promise_id uuid not null,
  answer text,
  answered_by uuid,
  answered_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint colleague_question_pkey PRIMARY KEY (org_id, id),
  constraint colleague_question_org_id_answer_promise_id_fkey FOREIGN KEY (org_id, answer_promise_id) REFERENCES promise(org_id, id),
  constraint colleague_question_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint colleague_question_check CHECK (((member_id IS NULL) <> (team_id IS NULL))),
  constraint colleague_question_state_check CHECK ((state = ANY (ARRAY['asked'::text, 'answered'::text, 'withdrawn'::text])))
);

create table contact (
  org_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  name text not null,
  email text,
  phone text,
  language text not null,
  time_zone text not null,
  is_primary boolean default false not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  phone_digits text generated always as (regexp_replace(COALESCE(phone, ''::text), '[^0-9]'::text, ''::text, 'g'::text)) stored not null,
  email_lower text generated always as (lower(email)) stored,
  import_id uuid,
  folded text generated always as (translate(lower(NORMALIZE(((name || ' '::text) || COALESCE(email, ''::text)), NFC)), ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĴĵĶķĹĺĻļĽľĿŁłŃńŅņŇňŊŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠơƢƤƦƧƩƬƮƯưƱƲƳƵƷƸƼǄǅǇǈǊǋǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǤǦǧǨǩǪǫǬǭǮǯǰǱǲǴǵǶǷǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȜȞȟȠȢȤȦȧȨȩȪȫȬȭȮȯȰȱȲȳȺȻȽȾɁɃɄɅɆɈɊɌɎЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѐёѓїќѝў.,;:-_/\@+&()[]{}"''’‘“”«»#*·…–—!?=<>|~`^%$€'::text, ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфaaaaaaaceeeeiiiidnoooooouuuuytsaaaaaaaceeeeiiiidnoooooouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiĳjjkkllllllŀllnnnnnnŋoooooooorrrrrrssssssssttttŧuuuuuuuuuuuuwwyyyzzzzzzɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵooƣƥʀƨʃƭʈuuʊʋƴƶʒƹƽǆǆǉǉǌǌaaiioouuuuuuuuuuaaaaææǥggkkooooʒʒjǳǳggƕƿnnaaææøøaaaaeeeeiiiioooorrrruuuussttȝhhƞȣȥaaeeooooooooyyⱥȼƚⱦɂƀʉʌɇɉɋɍɏееђгєѕііјљњћкиуџабвгдежзийклмнопрстуфхцчшщъыьэюяеегікиу                                           '::text)) stored not null,
  search tsvector generated always as (to_tsvector('simple'::regconfig, translate(lower(NORMALIZE(((name || ' '::text) || COALESCE(email, ''::text)), NFC)), ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĴĵĶķĹĺĻļĽľĿŁłŃńŅņŇňŊŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠơƢƤƦƧƩƬƮƯưƱƲƳƵƷƸƼǄǅǇǈǊǋǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǤǦǧǨǩǪǫǬǭǮǯǰǱǲǴǵǶǷǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȜȞȟȠȢȤȦȧȨȩȪȫȬȭȮȯȰȱȲȳȺȻȽȾɁɃɄɅɆɈɊɌɎЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѐёѓїќѝў.,;:-_/\@+&()[]{}"''’‘“”«»#*·…–—!?=<>|~`^%$€'::text, ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфaaaaaaaceeeeiiiidnoooooouuuuytsaaaaaaaceeeeiiiidnoooooouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiĳjjkkllllllŀllnnnnnnŋoooooooorrrrrrssssssssttttŧuuuuuuuuuuuuwwyyyzzzzzzɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵooƣƥʀƨʃƭʈuuʊʋƴƶʒƹƽǆǆǉǉǌǌaaiioouuuuuuuuuuaaaaææǥggkkooooʒʒjǳǳggƕƿnnaaææøøaaaaeeeeiiiioooorrrruuuussttȝhhƞȣȥaaeeooooooooyyⱥȼƚⱦɂƀʉʌɇɉɋɍɏееђгєѕііјљњћкиуџабвгдежзийклмнопрстуфхцчшщъыьэюяеегікиу                                           '::text))) stored not null,
  bounced_at timestamp with time zone,
  bounce_reason text,
  name_to_use text default ''::text not null,
  preferred_channel text,
  quiet_from time without time zone,
  quiet_to time without time zone,
  quiet_none boolean default false not null,
  standing_requests text default ''::text not null,
  news_consent boolean,
  feedback_consent boolean,
  domain text generated always as (split_part(lower(email), '@'::text, 2)) stored,
  number_end text generated always as ("right"(regexp_replace(COALESCE(phone, ''::text), '[^0-9]'::text, ''::text, 'g'::text), 9)) stored,
  constraint contact_pkey PRIMARY KEY (org_id, id),
  constraint contact_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customer(org_id, id),
  constraint contact_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint contact_org_id_import_id_fkey FOREIGN KEY (org_id, import_id) REFERENCES import(org_id, id),
  constraint contact_language_check CHECK ((language = ANY (ARRAY['en'::text, 'pt'::text, 'es'::text, 'ca'::text, 'pl'::text, 'ru'::text]))),
  constraint contact_name_check CHECK (((length(name) >= 1) AND (length(name) <= 300))),
  constraint contact_name_to_use_check CHECK ((length(name_to_use) <= 300)),
  constraint contact_preferred_channel_check CHECK ((preferred_channel = ANY (ARRAY['email'::text, 'phone'::text]))),
  constraint contact_quiet_check CHECK ((((quiet_from IS NULL) = (quiet_to IS NULL)) AND ((quiet_from IS NULL) OR ((NOT quiet_none) AND (quiet_from <> quiet_to))))),
  constraint contact_standing_requests_check CHECK ((length(standing_requests) <= 2000))
);

create table contact_consent (
  org_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  purpose text not null,
  given boolean not null,
  occurred_at timestamp with time zone not null,
  channel text not null,
  words text not null,
  recorded_at timestamp with time zone not null,
  actor_kind text not null,
  actor_id text not null,
  constraint contact_consent_pkey PRIMARY KEY (org_id, id),
  constraint contact_consent_org_id_contact_id_fkey FOREIGN KEY (org_id, contact_id) REFERENCES contact(org_id, id),
  constraint contact_consent_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint contact_consent_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['member'::text, 'apiKey'::text, 'customer'::text, 'system'::text]))),
  constraint contact_consent_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'portal'::text, 'phone'::text, 'counter'::text, 'website'::text, 'paper'::text]))),
  constraint contact_consent_purpose_check CHECK ((purpose = ANY (ARRAY['news'::text, 'feedback'::text]))),
  constraint contact_consent_words_check CHECK ((length(words) <= 2000))
);

create table contradiction (
  org_id uuid not null,
  id uuid not null,
  code text not null,
  about text not null,
  customer_id uuid,
  member_id uuid,
  channel text not null,
  message_id uuid,
  said text not null,
  due_at timestamp with time zone,
  promise_id uuid,
  chance double precision,
  floor double precision,
  reason text,
  said_at timestamp with time zone not null,
  constraint contradiction_pkey PRIMARY KEY (org_id, id),
  constraint contradiction_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint contradiction_org_id_promise_id_fkey FOREIGN KEY (org_id, promise_id) REFERENCES promise(org_id, id),
  constraint contradiction_chance_check CHECK (((chance >= (0)::double precision) AND (chance <= (1)::double precision))),
  constraint contradiction_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'portal'::text, 'phone'::text, 'counter'::text]))),
  constraint contradiction_code_check CHECK ((code = ANY (ARRAY['date_differs'::text, 'declined'::text, 'second'::text, 'below_floor'::text]))),
  constraint contradiction_floor_check CHECK (((floor >= (0)::double precision) AND (floor <= (1)::double precision)))
);

create table conversation (
  org_id uuid not null,
  id uuid not null,
  channel text not null,
  sort text default 'person'::text not null,
  state text default 'open'::text not null,
  subject text not null,
  customer_id uuid,
  contact_id uuid,
  address text default ''::text not null,
  address_name text default ''::text not null,
  verified boolean default false not null,
  mailbox_id uuid,
  about text not null,
  owner_id uuid,
  owner_team_id uuid,
  language text,
  waiting_since timestamp with time zone,
  reply_due_at timestamp with time zone,
  due_at timestamp with time zone,
  snoozed_until timestamp with time zone,
  snoozed_for uuid,
  last_at timestamp with time zone not null,
  last_by text not null,
  merged_into uuid,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  merged_at timestamp with time zone,
  alerted_at timestamp with time zone,
  constraint conversation_pkey PRIMARY KEY (org_id, id),
  constraint conversation_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint conversation_org_id_mailbox_id_fkey FOREIGN KEY (org_id, mailbox_id) REFERENCES mailbox(org_id, id),
  constraint conversation_org_id_merged_into_fkey FOREIGN KEY (org_id, merged_into) REFERENCES conversation(org_id, id),
  constraint conversation_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'portal'::text, 'phone'::text, 'counter'::text]))),
  constraint conversation_check CHECK (((merged_into <> id) AND ((merged_into IS NULL) = (merged_at IS NULL)))),
  constraint conversation_language_check CHECK ((language = ANY (ARRAY['en'::text, 'pt'::text, 'es'::text, 'ca'::text, 'pl'::text, 'ru'::text]))),
  constraint conversation_last_by_check CHECK ((last_by = ANY (ARRAY['customer'::text, 'member'::text, 'system'::text]))),
  constraint conversation_sort_check CHECK ((sort = ANY (ARRAY['person'::text, 'automatic'::text, 'list'::text]))),
  constraint conversation_state_check CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])))
);

create table credential (
  id uuid not null,
  purpose text not null,
  user_id uuid,
  org_id uuid,
  member_id uuid,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint credential_pkey PRIMARY KEY (id),
  constraint credential_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint credential_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id),
  constraint credential_purpose_check CHECK ((purpose = ANY (ARRAY['set_up'::text, 'sign_in'::text, 'invitation'::text])))
);

create table customer (
  org_id uuid not null,
  id uuid not null,
  name text not null,
  kind text not null,
  note text default ''::text not null,
  source text default 'console'::text not null,
  external_id text,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  segment text default ''::text not null,
  calendar_id uuid,
  import_id uuid,
  folded text generated always as (translate(lower(NORMALIZE(name, NFC)), ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĴĵĶķĹĺĻļĽľĿŁłŃńŅņŇňŊŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠơƢƤƦƧƩƬƮƯưƱƲƳƵƷƸƼǄǅǇǈǊǋǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǤǦǧǨǩǪǫǬǭǮǯǰǱǲǴǵǶǷǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȜȞȟȠȢȤȦȧȨȩȪȫȬȭȮȯȰȱȲȳȺȻȽȾɁɃɄɅɆɈɊɌɎЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѐёѓїќѝў.,;:-_/\@+&()[]{}"''’‘“”«»#*·…–—!?=<>|~`^%$€'::text, ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфaaaaaaaceeeeiiiidnoooooouuuuytsaaaaaaaceeeeiiiidnoooooouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiĳjjkkllllllŀllnnnnnnŋoooooooorrrrrrssssssssttttŧuuuuuuuuuuuuwwyyyzzzzzzɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵooƣƥʀƨʃƭʈuuʊʋƴƶʒƹƽǆǆǉǉǌǌaaiioouuuuuuuuuuaaaaææǥggkkooooʒʒjǳǳggƕƿnnaaææøøaaaaeeeeiiiioooorrrruuuussttȝhhƞȣȥaaeeooooooooyyⱥȼƚⱦɂƀʉʌɇɉɋɍɏееђгєѕііјљњћкиуџабвгдежзийклмнопрстуфхцчшщъыьэюяеегікиу                                           '::text)) stored not null,
  search tsvector generated always as (to_tsvector('simple'::regconfig, translate(lower(NORMALIZE(name, NFC)), ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĴĵĶķĹĺĻļĽľĿŁłŃńŅņŇňŊŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠơƢƤƦƧƩƬƮƯưƱƲƳƵƷƸƼǄǅǇǈǊǋǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǤǦǧǨǩǪǫǬǭǮǯǰǱǲǴǵǶǷǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȜȞȟȠȢȤȦȧȨȩȪȫȬȭȮȯȰȱȲȳȺȻȽȾɁɃɄɅɆɈɊɌɎЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѐёѓїќѝў.,;:-_/\@+&()[]{}"''’‘“”«»#*·…–—!?=<>|~`^%$€'::text, ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфaaaaaaaceeeeiiiidnoooooouuuuytsaaaaaaaceeeeiiiidnoooooouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiĳjjkkllllllŀllnnnnnnŋoooooooorrrrrrssssssssttttŧuuuuuuuuuuuuwwyyyzzzzzzɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵooƣƥʀƨʃƭʈuuʊʋƴƶʒƹƽǆǆǉǉǌǌaaiioouuuuuuuuuuaaaaææǥggkkooooʒʒjǳǳggƕƿnnaaææøøaaaaeeeeiiiioooorrrruuuussttȝhhƞȣȥaaeeooooooooyyⱥȼƚⱦɂƀʉʌɇɉɋɍɏееђгєѕііјљњћкиуџабвгдежзийклмнопрстуфхцчшщъыьэюяеегікиу                                           '::text))) stored not null,
  merged_into uuid,
  merged_at timestamp with time zone,
  constraint customer_pkey PRIMARY KEY (org_id, id),
  constraint customer_org_id_calendar_id_fkey FOREIGN KEY (org_id, calendar_id) REFERENCES calendar(org_id, id),
  constraint customer_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint customer_org_id_import_id_fkey FOREIGN KEY (org_id, import_id) REFERENCES import(org_id, id),
  constraint customer_org_id_merged_into_fkey FOREIGN KEY (org_id, merged_into) REFERENCES customer(org_id, id),
  constraint customer_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'company'::text]))),
  constraint customer_merged_check CHECK (((merged_into <> id) AND ((merged_into IS NULL) = (merged_at IS NULL)))),
  constraint customer_name_check CHECK (((length(name) >= 1) AND (length(name) <= 300)))
);

create table customer_apart (
  org_id uuid not null,
  low_id uuid not null,
  high_id uuid not null,
  said_at timestamp with time zone not null,
  constraint customer_apart_pkey PRIMARY KEY (org_id, low_id, high_id),
  constraint customer_apart_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint customer_apart_org_id_high_id_fkey FOREIGN KEY (org_id, high_id) REFERENCES customer(org_id, id),
  constraint customer_apart_org_id_low_id_fkey FOREIGN KEY (org_id, low_id) REFERENCES customer(org_id, id),
  constraint customer_apart_check CHECK ((low_id < high_id))
);

create table customer_completion (
  org_id uuid not null,
  import_id uuid not null,
  record_id uuid not null,
  record text not null,
  fields text[] not null,
  version integer not null,
  constraint customer_completion_pkey PRIMARY KEY (org_id, import_id, record_id),
  constraint customer_completion_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint customer_completion_org_id_import_id_fkey FOREIGN KEY (org_id, import_id) REFERENCES import(org_id, id),
  constraint customer_completion_record_check CHECK ((record = ANY (ARRAY['customer'::text, 'contact'::text])))
);

create table customer_wait (
  org_id uuid not null,
  id uuid not null,
  about text not null,
  customer_id uuid,
  contact_id uuid,
  waiting_for text not null,
  language text not null,
  asked_by uuid,
  started_at timestamp with time zone not null,
  remind_after jsonb default '[]'::jsonb not null,
  reminders integer default 0 not null,
  next_reminder_at timestamp with time zone,
  reply text,
  reply_channel text,
  ended_at timestamp with time zone,
  ended_by text,
  constraint customer_wait_pkey PRIMARY KEY (org_id, id),
  constraint customer_wait_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint customer_wait_check CHECK (((ended_at IS NULL) = (ended_by IS NULL))),
  constraint customer_wait_ended_by_check CHECK ((ended_by = ANY (ARRAY['customer'::text, 'member'::text, 'system'::text]))),
  constraint customer_wait_language_check CHECK ((language = ANY (ARRAY['en'::text, 'pt'::text, 'es'::text, 'ca'::text, 'pl'::text, 'ru'::text]))),
  constraint customer_wait_reply_check CHECK (((length(reply) >= 1) AND (length(reply) <= 5000))),
  constraint customer_wait_waiting_for_check CHECK (((length(waiting_for) >= 1) AND (length(waiting_for) <= 500)))
);

create table default_steps (
  org_id uuid not null,
  steps jsonb not null,
  version integer not null,
  by_kind jsonb default '{}'::jsonb not null,
  constraint default_steps_pkey PRIMARY KEY (org_id),
  constraint default_steps_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id)
);

create table delay_reason (
  org_id uuid not null,
  id uuid not null,
  name text not null,
  cause text,
  why jsonb not null,
  starter text,
  archived_at timestamp with time zone,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  constraint delay_reason_pkey PRIMARY KEY (org_id, id),
  constraint delay_reason_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint delay_reason_cause_check CHECK ((cause = ANY (ARRAY['supplier'::text, 'staff'::text, 'weather'::text, 'customer'::text, 'equipment'::text, 'planning'::text, 'other'::text]))),
  constraint delay_reason_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint delay_reason_starter_check CHECK (((length(starter) >= 1) AND (length(starter) <= 50)))
);

create table deputy (
  org_id uuid not null,
  member_id uuid not null,
  deputy_id uuid not null,
  from_day date not null,
  to_day date not null,
  created_at timestamp with time zone not null,
  constraint deputy_pkey PRIMARY KEY (org_id, member_id),
  constraint deputy_org_id_deputy_id_fkey FOREIGN KEY (org_id, deputy_id) REFERENCES member(org_id, id),
  constraint deputy_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint deputy_org_id_member_id_fkey FOREIGN KEY (org_id, member_id) REFERENCES member(org_id, id),
  constraint deputy_check CHECK ((to_day >= from_day)),
  constraint deputy_check1 CHECK ((member_id <> deputy_id))
);

create table draft (
  org_id uuid not null,
  conversation_id uuid not null,
  member_id uuid not null,
  text text not null,
  updated_at timestamp with time zone not null,
  constraint draft_pkey PRIMARY KEY (org_id, conversation_id, member_id),
  constraint draft_org_id_conversation_id_fkey FOREIGN KEY (org_id, conversation_id) REFERENCES conversation(org_id, id),
  constraint draft_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint draft_org_id_member_id_fkey FOREIGN KEY (org_id, member_id) REFERENCES member(org_id, id)
);

create table duty_change (
  org_id uuid not null,
  id uuid not null,
  team_id uuid not null,
  member_id uuid not null,
  kind text not null,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone not null,
  note text default ''::text not null,
  created_at timestamp with time zone not null,
  constraint duty_change_pkey PRIMARY KEY (org_id, id),
  constraint duty_change_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint duty_change_org_id_member_id_fkey FOREIGN KEY (org_id, member_id) REFERENCES member(org_id, id),
  constraint duty_change_org_id_team_id_fkey FOREIGN KEY (org_id, team_id) REFERENCES team(org_id, id),
  constraint duty_change_check CHECK ((to_at > from_at)),
  constraint duty_change_kind_check CHECK ((kind = ANY (ARRAY['on'::text, 'off'::text])))
);

create table event (
  org_id uuid not null,
  id uuid not null,
  at timestamp with time zone not null,
  type text not null,
  subject text not null,
  about text not null,
  actor_kind text not null,
  actor_id text not null,
  data jsonb not null,
  stream uuid,
  stream_seq integer,
  previous_hash bytea,
  hash bytea,
  constraint event_pkey PRIMARY KEY (org_id, id),
  constraint event_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint event_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['member'::text, 'apiKey'::text, 'customer'::text, 'system'::text]))),
  constraint event_check CHECK ((((stream IS NULL) = (stream_seq IS NULL)) AND ((stream IS NULL) = (hash IS NULL)) AND ((stream IS NULL) = (previous_hash IS NULL))))
);

create table event_text (
  org_id uuid not null,
  event_id uuid not null,
  salt bytea not null,
  text jsonb not null,
  constraint event_text_pkey PRIMARY KEY (org_id, event_id),
  constraint event_text_org_id_event_id_fkey FOREIGN KEY (org_id, event_id) REFERENCES event(org_id, id)
);

create table failed_task (
  org_id uuid not null,
  id uuid not null,
  task text not null,
  data jsonb not null,
  failure text not null,
  attempts integer not null,
  failed_at timestamp with time zone not null,
  constraint failed_task_pkey PRIMARY KEY (org_id, id),
  constraint failed_task_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id)
);

create table file_sweep (
  org_id uuid not null,
  began_at timestamp with time zone not null,
  constraint file_sweep_pkey PRIMARY KEY (org_id),
  constraint file_sweep_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id)
);

create table follow_up (
  org_id uuid not null,
  id uuid not null,
  about text not null,
  promise_id uuid not null,
  policy_id uuid,
  customer_id uuid not null,
  contact_id uuid,
  notice_id uuid,
  state text not null,
  not_asked_because text,
  channel text,
  ask_at timestamp with time zone not null,
  asked_at timestamp with time zone,
  answer_until timestamp with time zone,
  answered_at timestamp with time zone,
  reply_promise_id uuid,
  created_at timestamp with time zone not null,
  constraint follow_up_pkey PRIMARY KEY (org_id, id),
  constraint follow_up_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customer(org_id, id),
  constraint follow_up_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint follow_up_org_id_promise_id_fkey FOREIGN KEY (org_id, promise_id) REFERENCES promise(org_id, id),
  constraint follow_up_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'asking'::text, 'asked'::text, 'yes'::text, 'no'::text, 'silent'::text, 'not_asked'::text])))
);

create table follow_up_answer (
  org_id uuid not null,
  id uuid not null,
  follow_up_id uuid not null,
  answer text not null,
  words text,
  given_by text not null,
  member_id uuid,
  channel text not null,
  at timestamp with time zone not null,
  constraint follow_up_answer_pkey PRIMARY KEY (org_id, id),
  constraint follow_up_answer_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint follow_up_answer_org_id_follow_up_id_fkey FOREIGN KEY (org_id, follow_up_id) REFERENCES follow_up(org_id, id),
  constraint follow_up_answer_answer_check CHECK ((answer = ANY (ARRAY['yes'::text, 'no'::text]))),
  constraint follow_up_answer_given_by_check CHECK ((given_by = ANY (ARRAY['customer'::text, 'member'::text])))
);

create table follow_up_rules (
  org_id uuid not null,
  rest_days integer not null,
  silence_days integer not null,
  version integer not null,
  constraint follow_up_rules_pkey PRIMARY KEY (org_id),
  constraint follow_up_rules_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id)
);

create table forecast_backtest (
  org_id uuid not null,
  id uuid not null,
  state text not null,
  from_date date not null,
  to_date date not null,
  features text[] not null,
  created_at timestamp with time zone not null,
  created_by uuid,
  finished_at timestamp with time zone,
  attempt uuid,
  done_days integer default 0 not null,
  total_days integer default 0 not null,
  result jsonb,
  constraint forecast_backtest_pkey PRIMARY KEY (org_id, id),
  constraint forecast_backtest_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint forecast_backtest_check CHECK ((((state = 'done'::text) = (result IS NOT NULL)) AND ((state = 'running'::text) = (finished_at IS NULL)))),
  constraint forecast_backtest_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'stopped'::text, 'failed'::text])))
);

create table forecast_model (
  org_id uuid not null,
  generation integer default 0 not null,
  made_until timestamp with time zone,
  made_generation integer,
  format integer,
  model bytea,
  constraint forecast_model_pkey PRIMARY KEY (org_id),
  constraint forecast_model_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint forecast_model_check CHECK ((((made_until IS NULL) = (model IS NULL)) AND ((made_until IS NULL) = (format IS NULL)) AND ((made_until IS NULL) = (made_generation IS NULL))))
);

create table forecast_observation (
  org_id uuid not null,
  id uuid not null,
  service text default ''::text not null,
  category text default ''::text not null,
  subcategory text default ''::text not null,
  channel text default ''::text not null,
  priority text default ''::text not null,
  team text default ''::text not null,
  area text default ''::text not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  censored_at timestamp with time zone,
  cause text,
  said_50 timestamp with time zone,
  said_80 timestamp with time zone,
  said_90 timestamp with time zone,
  said_until timestamp with time zone,
  target_at timestamp with time zone,
  changes jsonb default '[]'::jsonb not null,
  constraint forecast_observation_pkey PRIMARY KEY (org_id, id),
  constraint forecast_observation_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id)
);

create table forecast_record (
  org_id uuid not null,
  checked_until timestamp with time zone not null,
  counted_at timestamp with time zone,
  counts jsonb,
  constraint forecast_record_pkey PRIMARY KEY (org_id),
  constraint forecast_record_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint forecast_record_check CHECK (((counted_at IS NULL) = (counts IS NULL)))
);

create table idempotency (
  org_id uuid not null,
  actor_id text not null,
  key text not null,
  operation text not null,
  input_hash bytea not null,
  output jsonb not null,
  created_at timestamp with time zone not null,
  constraint idempotency_pkey PRIMARY KEY (org_id, actor_id, key),
  constraint idempotency_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint idempotency_key_check CHECK (((length(key) >= 1) AND (length(key) <= 255)))
);

create table import (
  org_id uuid not null,
  id uuid not null,
  name text not null,
  kind text,
  state text not null,
  bytes bigint not null,
  sha256 text,
  detected jsonb,
  mapping jsonb,
  rows_read bigint default 0 not null,
  rows_valid bigint default 0 not null,
  rows_bad bigint default 0 not null,
  rows_imported bigint default 0 not null,
  rows_known bigint default 0 not null,
  resume jsonb,
  failure text,
  created_by text not null,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  version integer default 1 not null,
  bad_rows_kept boolean default false not null,
  constraint import_pkey PRIMARY KEY (org_id, id),
  constraint import_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint import_kind_check CHECK ((kind = ANY (ARRAY['requests'::text, 'customers'::text]))),
  constraint import_state_check CHECK ((state = ANY (ARRAY['uploading'::text, 'uploaded'::text, 'checking'::text, 'checked'::text, 'importing'::text, 'done'::text, 'cancelled'::text, 'failed'::text, 'undoing'::text, 'undone'::text])))
);

create table import_bad_row (
  org_id uuid not null,
  import_id uuid not null,
  line bigint not null,
  cells text[] not null,
  constraint import_bad_row_pkey PRIMARY KEY (org_id, import_id, line),
  constraint import_bad_row_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint import_bad_row_org_id_import_id_fkey FOREIGN KEY (org_id, import_id) REFERENCES import(org_id, id)
);

create table import_error (
  org_id uuid not null,
  import_id uuid not null,
  line bigint not null,
  code text not null,
  column_name text default ''::text not null,
  excerpt text not null,
  detail text not null,
  constraint import_error_pkey PRIMARY KEY (org_id, import_id, line, code, column_name),
  constraint import_error_org_id_import_id_fkey FOREIGN KEY (org_id, import_id) REFERENCES import(org_id, id)
);

create table import_part (
  org_id uuid not null,
  import_id uuid not null,
  n integer not null,
  bytes bytea not null,
  constraint import_part_pkey PRIMARY KEY (org_id, import_id, n),
  constraint import_part_org_id_import_id_fkey FOREIGN KEY (org_id, import_id) REFERENCES import(org_id, id)
);

create table instance (
  id integer not null,
  secret_fingerprint text not null,
  created_at timestamp with time zone not null,
  backed_up_at timestamp with time zone,
  constraint instance_pkey PRIMARY KEY (id),
  constraint instance_id_check CHECK ((id = 1))
);

create table ledger_anchor (
  org_id uuid not null,
  day date not null,
  chains integer not null,
  digest bytea not null,
  signature bytea not null,
  created_at timestamp with time zone not null,
  constraint ledger_anchor_pkey PRIMARY KEY (org_id, day),
  constraint ledger_anchor_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id)
);

create table mailbox (
  org_id uuid not null,
  id uuid not null,
  name text not null,
  address text not null,
  kind text not null,
  host text default ''::text not null,
  port integer default 0 not null,
  security text default 'tls'::text not null,
  username text default ''::text not null,
  password bytea,
  folder text default 'INBOX'::text not null,
  trusted_server text default ''::text not null,
  enabled boolean default true not null,
  archived_at timestamp with time zone,
  uid_validity bigint,
  last_uid bigint default 0 not null,
  state text default 'new'::text not null,
  failure text,
  checked_at timestamp with time zone,
  received_at timestamp with time zone,
  leased_by text,
  leased_until timestamp with time zone default '1970-01-01 00:00:00+00'::timestamp with time zone not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  constraint mailbox_pkey PRIMARY KEY (org_id, id),
  constraint mailbox_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint mailbox_address_check CHECK (((length(address) >= 3) AND (length(address) <= 254))),
  constraint mailbox_kind_check CHECK ((kind = ANY (ARRAY['imap'::text, 'listener'::text]))),
  constraint mailbox_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint mailbox_port_check CHECK (((port >= 0) AND (port <= 65535))),
  constraint mailbox_security_check CHECK ((security = ANY (ARRAY['tls'::text, 'starttls'::text, 'none'::text]))),
  constraint mailbox_state_check CHECK ((state = ANY (ARRAY['new'::text, 'watching'::text, 'failing'::text])))
);

create table mailbox_address (
  address text not null,
  org_id uuid not null,
  mailbox_id uuid not null,
  constraint mailbox_address_pkey PRIMARY KEY (address),
  constraint mailbox_address_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id)
);

create table member (
  org_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  name text not null,
  email text not null,
  role text not null,
  state text not null,
  language text not null,
  time_zone text,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  quiet_from time without time zone,
  quiet_to time without time zone,
  constraint member_org_id_user_id_key UNIQUE (org_id, user_id),
  constraint member_pkey PRIMARY KEY (org_id, id),
  constraint member_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint member_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id),
  constraint member_check CHECK (((quiet_from IS NULL) = (quiet_to IS NULL))),
  constraint member_language_check CHECK ((language = ANY (ARRAY['en'::text, 'pt'::text, 'es'::text, 'ca'::text, 'pl'::text, 'ru'::text]))),
  constraint member_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint member_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'lead'::text, 'frontline'::text, 'viewer'::text]))),
  constraint member_state_check CHECK ((state = ANY (ARRAY['invited'::text, 'active'::text, 'removed'::text])))
);

create table mention (
  org_id uuid not null,
  message_id uuid not null,
  member_id uuid not null,
  conversation_id uuid not null,
  created_at timestamp with time zone not null,
  constraint mention_pkey PRIMARY KEY (org_id, message_id, member_id),
  constraint mention_org_id_conversation_id_fkey FOREIGN KEY (org_id, conversation_id) REFERENCES conversation(org_id, id),
  constraint mention_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint mention_org_id_member_id_fkey FOREIGN KEY (org_id, member_id) REFERENCES member(org_id, id),
  constraint mention_org_id_message_id_fkey FOREIGN KEY (org_id, message_id) REFERENCES message(org_id, id)
);

create table message (
  org_id uuid not null,
  id uuid not null,
  notice_id uuid,
  about text not null,
  customer_id uuid,
  contact_id uuid,
  channel text not null,
  to_address text not null,
  language text not null,
  subject text not null,
  text text not null,
  html text not null,
  state text not null,
  attempts integer default 0 not null,
  failure text,
  mail_id text not null,
  link_id uuid,
  action_link_id uuid,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  conversation_id uuid,
  direction text default 'out'::text not null,
  written boolean default false not null,
  member_id uuid,
  from_address text,
  from_name text,
  verified boolean,
  authentication text,
  automatic text,
  quoted text,
  cc jsonb,
  in_reply_to text,
  refs text[],
  received_mail_id uuid,
  send_at timestamp with time zone,
  cancelled_at timestamp with time zone,
  contradicts jsonb,
  contradicts_reason text,
  outcome text,
  next_step text,
  occurred_at timestamp with time zone,
  quiet boolean default false not null,
  came_back_at timestamp with time zone,
  cancelled_why text,
  file_names text default ''::text not null,
  search tsvector generated always as (strip((to_tsvector('simple'::regconfig, translate(lower(NORMALIZE("left"(((((((((((((subject || ' '::text) || COALESCE(from_name, ''::text)) || ' '::text) || COALESCE(from_address, ''::text)) || ' '::text) || to_address) || ' '::text) || file_names) || ' '::text) || COALESCE(next_step, ''::text)) || ' '::text) || text), 50000), NFC)), ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĴĵĶķĹĺĻļĽľĿŁłŃńŅņŇňŊŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠơƢƤƦƧƩƬƮƯưƱƲƳƵƷƸƼǄǅǇǈǊǋǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǤǦǧǨǩǪǫǬǭǮǯǰǱǲǴǵǶǷǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȜȞȟȠȢȤȦȧȨȩȪȫȬȭȮȯȰȱȲȳȺȻȽȾɁɃɄɅɆɈɊɌɎЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѐёѓїќѝў.,;:-_/\@+&()[]{}"''’‘“”«»#*·…–—!?=<>|~`^%$€'::text, ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфaaaaaaaceeeeiiiidnoooooouuuuytsaaaaaaaceeeeiiiidnoooooouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiĳjjkkllllllŀllnnnnnnŋoooooooorrrrrrssssssssttttŧuuuuuuuuuuuuwwyyyzzzzzzɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵooƣƥʀƨʃƭʈuuʊʋƴƶʒƹƽǆǆǉǉǌǌaaiioouuuuuuuuuuaaaaææǥggkkooooʒʒjǳǳggƕƿnnaaææøøaaaaeeeeiiiioooorrrruuuussttȝhhƞȣȥaaeeooooooooyyⱥȼƚⱦɂƀʉʌɇɉɋɍɏееђгєѕііјљњћкиуџабвгдежзийклмнопрстуфхцчшщъыьэюяеегікиу                                           '::text)) ||
CASE language
    WHEN 'en'::text THEN to_tsvector('english'::regconfig, translate(lower(NORMALIZE("left"(((((((((((((subject || ' '::text) || COALESCE(from_name, ''::text)) || ' '::text) || COALESCE(from_address, ''::text)) || ' '::text) || to_address) || ' '::text) || file_names) || ' '::text) || COALESCE(next_step, ''::text)) || ' '::text) || text), 50000), NFC)), ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĴĵĶķĹĺĻļĽľĿŁłŃńŅņŇňŊŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠơƢƤƦƧƩƬƮƯưƱƲƳƵƷƸƼǄǅǇǈǊǋǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǤǦǧǨǩǪǫǬǭǮǯǰǱǲǴǵǶǷǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȜȞȟȠȢȤȦȧȨȩȪȫȬȭȮȯȰȱȲȳȺȻȽȾɁɃɄɅɆɈɊɌɎЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѐёѓїќѝў.,;:-_/\@+&()[]{}"''’‘“”«»#*·…–—!?=<>|~`^%$€'::text, ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфaaaaaaaceeeeiiiidnoooooouuuuytsaaaaaaaceeeeiiiidnoooooouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiĳjjkkllllllŀllnnnnnnŋoooooooorrrrrrssssssssttttŧuuuuuuuuuuuuwwyyyzzzzzzɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵooƣƥʀƨʃƭʈuuʊʋƴƶʒƹƽǆǆǉǉǌǌaaiioouuuuuuuuuuaaaaææǥggkkooooʒʒjǳǳggƕƿnnaaææøøaaaaeeeeiiiioooorrrruuuussttȝhhƞȣȥaaeeooooooooyyⱥȼƚⱦɂƀʉʌɇɉɋɍɏееђгєѕііјљњћкиуџабвгдежзийклмнопрстуфхцчшщъыьэюяеегікиу                                           '::text))
    WHEN 'pt'::text THEN to_tsvector('portuguese'::regconfig, translate(lower(NORMALIZE("left"(((((((((((((subject || ' '::text) || COALESCE(from_name, ''::text)) || ' '::text) || COALESCE(from_address, ''::text)) || ' '::text) || to_address) || ' '::text) || file_names) || ' '::text) || COALESCE(next_step, ''::text)) || ' '::text) || text), 50000), NFC)), ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĴĵĶķĹĺĻļĽľĿŁłŃńŅņŇňŊŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠơƢƤƦƧƩƬƮƯưƱƲƳƵƷƸƼǄǅǇǈǊǋǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǤǦǧǨǩǪǫǬǭǮǯǰǱǲǴǵǶǷǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȜȞȟȠȢȤȦȧȨȩȪȫȬȭȮȯȰȱȲȳȺȻȽȾɁɃɄɅɆɈɊɌɎЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѐёѓїќѝў.,;:-_/\@+&()[]{}"''’‘“”«»#*·…–—!?=<>|~`^%$€'::text, ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфaaaaaaaceeeeiiiidnoooooouuuuytsaaaaaaaceeeeiiiidnoooooouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiĳjjkkllllllŀllnnnnnnŋoooooooorrrrrrssssssssttttŧuuuuuuuuuuuuwwyyyzzzzzzɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵooƣƥʀƨʃƭʈuuʊʋƴƶʒƹƽǆǆǉǉǌǌaaiioouuuuuuuuuuaaaaææǥggkkooooʒʒjǳǳggƕƿnnaaææøøaaaaeeeeiiiioooorrrruuuussttȝhhƞȣȥaaeeooooooooyyⱥȼƚⱦɂƀʉʌɇɉɋɍɏееђгєѕііјљњћкиуџабвгдежзийклмнопрстуфхцчшщъыьэюяеегікиу                                           '::text))
    WHEN 'es'::text THEN to_tsvector('spanish'::regconfig, translate(lower(NORMALIZE("left"(((((((((((((subject || ' '::text) || COALESCE(from_name, ''::text)) || ' '::text) || COALESCE(from_address, ''::text)) || ' '::text) || to_address) || ' '::text) || file_names) || ' '::text) || COALESCE(next_step, ''::text)) || ' '::text) || text), 50000), NFC)), ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĴĵĶķĹĺĻļĽľĿŁłŃńŅņŇňŊŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠơƢƤƦƧƩƬƮƯưƱƲƳƵƷƸƼǄǅǇǈǊǋǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǤǦǧǨǩǪǫǬǭǮǯǰǱǲǴǵǶǷǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȜȞȟȠȢȤȦȧȨȩȪȫȬȭȮȯȰȱȲȳȺȻȽȾɁɃɄɅɆɈɊɌɎЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѐёѓїќѝў.,;:-_/\@+&()[]{}"''’‘“”«»#*·…–—!?=<>|~`^%$€'::text, ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфaaaaaaaceeeeiiiidnoooooouuuuytsaaaaaaaceeeeiiiidnoooooouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiĳjjkkllllllŀllnnnnnnŋoooooooorrrrrrssssssssttttŧuuuuuuuuuuuuwwyyyzzzzzzɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵooƣƥʀƨʃƭʈuuʊʋƴƶʒƹƽǆǆǉǉǌǌaaiioouuuuuuuuuuaaaaææǥggkkooooʒʒjǳǳggƕƿnnaaææøøaaaaeeeeiiiioooorrrruuuussttȝhhƞȣȥaaeeooooooooyyⱥȼƚⱦɂƀʉʌɇɉɋɍɏееђгєѕііјљњћкиуџабвгдежзийклмнопрстуфхцчшщъыьэюяеегікиу                                           '::text))
    WHEN 'ca'::text THEN to_tsvector('catalan'::regconfig, translate(lower(NORMALIZE("left"(((((((((((((subject || ' '::text) || COALESCE(from_name, ''::text)) || ' '::text) || COALESCE(from_address, ''::text)) || ' '::text) || to_address) || ' '::text) || file_names) || ' '::text) || COALESCE(next_step, ''::text)) || ' '::text) || text), 50000), NFC)), ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĴĵĶķĹĺĻļĽľĿŁłŃńŅņŇňŊŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠơƢƤƦƧƩƬƮƯưƱƲƳƵƷƸƼǄǅǇǈǊǋǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǤǦǧǨǩǪǫǬǭǮǯǰǱǲǴǵǶǷǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȜȞȟȠȢȤȦȧȨȩȪȫȬȭȮȯȰȱȲȳȺȻȽȾɁɃɄɅɆɈɊɌɎЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѐёѓїќѝў.,;:-_/\@+&()[]{}"''’‘“”«»#*·…–—!?=<>|~`^%$€'::text, ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфaaaaaaaceeeeiiiidnoooooouuuuytsaaaaaaaceeeeiiiidnoooooouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiĳjjkkllllllŀllnnnnnnŋoooooooorrrrrrssssssssttttŧuuuuuuuuuuuuwwyyyzzzzzzɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵooƣƥʀƨʃƭʈuuʊʋƴƶʒƹƽǆǆǉǉǌǌaaiioouuuuuuuuuuaaaaææǥggkkooooʒʒjǳǳggƕƿnnaaææøøaaaaeeeeiiiioooorrrruuuussttȝhhƞȣȥaaeeooooooooyyⱥȼƚⱦɂƀʉʌɇɉɋɍɏееђгєѕііјљњћкиуџабвгдежзийклмнопрстуфхцчшщъыьэюяеегікиу                                           '::text))
    WHEN 'ru'::text THEN to_tsvector('russian'::regconfig, translate(lower(NORMALIZE("left"(((((((((((((subject || ' '::text) || COALESCE(from_name, ''::text)) || ' '::text) || COALESCE(from_address, ''::text)) || ' '::text) || to_address) || ' '::text) || file_names) || ' '::text) || COALESCE(next_step, ''::text)) || ' '::text) || text), 50000), NFC)), ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĴĵĶķĹĺĻļĽľĿŁłŃńŅņŇňŊŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠơƢƤƦƧƩƬƮƯưƱƲƳƵƷƸƼǄǅǇǈǊǋǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǤǦǧǨǩǪǫǬǭǮǯǰǱǲǴǵǶǷǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȜȞȟȠȢȤȦȧȨȩȪȫȬȭȮȯȰȱȲȳȺȻȽȾɁɃɄɅɆɈɊɌɎЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѐёѓїќѝў.,;:-_/\@+&()[]{}"''’‘“”«»#*·…–—!?=<>|~`^%$€'::text, ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфaaaaaaaceeeeiiiidnoooooouuuuytsaaaaaaaceeeeiiiidnoooooouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiĳjjkkllllllŀllnnnnnnŋoooooooorrrrrrssssssssttttŧuuuuuuuuuuuuwwyyyzzzzzzɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵooƣƥʀƨʃƭʈuuʊʋƴƶʒƹƽǆǆǉǉǌǌaaiioouuuuuuuuuuaaaaææǥggkkooooʒʒjǳǳggƕƿnnaaææøøaaaaeeeeiiiioooorrrruuuussttȝhhƞȣȥaaeeooooooooyyⱥȼƚⱦɂƀʉʌɇɉɋɍɏееђгєѕііјљњћкиуџабвгдежзийклмнопрстуфхцчшщъыьэюяеегікиу                                           '::text))
    ELSE ''::tsvector
END))) stored not null,
  call_id text,
  footer text,
  constraint message_pkey PRIMARY KEY (org_id, id),
  constraint message_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint message_org_id_notice_id_fkey FOREIGN KEY (org_id, notice_id) REFERENCES notice(org_id, id),
  constraint message_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'portal'::text, 'phone'::text, 'counter'::text]))),
  constraint message_direction_check CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text, 'note'::text]))),
  constraint message_outcome_check CHECK ((outcome = ANY (ARRAY['reached'::text, 'not_reached'::text, 'left_message'::text, 'missed'::text]))),
  constraint message_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'sent'::text, 'held'::text, 'failed'::text, 'received'::text, 'written'::text, 'cancelled'::text])))
);

create table message_telling (
  org_id uuid not null,
  notice_id uuid not null,
  message_id uuid not null,
  promise_id uuid not null,
  constraint message_telling_pkey PRIMARY KEY (org_id, notice_id),
  constraint message_telling_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint message_telling_org_id_message_id_fkey FOREIGN KEY (org_id, message_id) REFERENCES message(org_id, id),
  constraint message_telling_org_id_notice_id_fkey FOREIGN KEY (org_id, notice_id) REFERENCES notice(org_id, id),
  constraint message_telling_org_id_promise_id_fkey FOREIGN KEY (org_id, promise_id) REFERENCES promise(org_id, id)
);

create table message_word (
  org_id uuid not null,
  word text not null,
  spelt text generated always as (translate(word, 'абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ'::text, 'abvgdejziyklmnoprstufhcqwx012345iieg'::text)) stored not null,
  constraint message_word_pkey PRIMARY KEY (org_id, word),
  constraint message_word_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint message_word_word_check CHECK (((length(word) >= 4) AND (length(word) <= 40)))
);

create table migration (
  name text not null,
  sha256 text not null,
  applied_at timestamp with time zone not null,
  constraint migration_pkey PRIMARY KEY (name)
);

create table notice (
  org_id uuid not null,
  id uuid not null,
  promise_id uuid not null,
  kind text not null,
  contact_id uuid,
  state text not null,
  failure text,
  told_at timestamp with time zone,
  told_channel text,
  told_by text,
  created_at timestamp with time zone not null,
  text text,
  wait_id uuid,
  planned_at timestamp with time zone,
  constraint notice_pkey PRIMARY KEY (org_id, id),
  constraint notice_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint notice_org_id_promise_id_fkey FOREIGN KEY (org_id, promise_id) REFERENCES promise(org_id, id),
  constraint notice_org_id_wait_id_fkey FOREIGN KEY (org_id, wait_id) REFERENCES customer_wait(org_id, id),
  constraint notice_kind_check CHECK ((kind = ANY (ARRAY['proposed'::text, 'made'::text, 'moved'::text, 'withdrawn'::text, 'update'::text, 'waiting'::text, 'reminder'::text, 'resumed'::text, 'follow_up'::text, 'holding'::text, 'answer_reminder'::text, 'offer'::text]))),
  constraint notice_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'told'::text, 'undelivered'::text, 'moot'::text])))
);

create table notification (
  org_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  kind text not null,
  subject text not null,
  about text not null,
  data jsonb not null,
  actor_kind text not null,
  actor_id text not null,
  event_id uuid not null,
  times integer default 1 not null,
  at timestamp with time zone not null,
  read_at timestamp with time zone,
  mailed_at timestamp with time zone,
  pushed_at timestamp with time zone,
  in_digest boolean not null,
  digest_day date,
  mailed_for uuid,
  pushed_for uuid,
  constraint notification_pkey PRIMARY KEY (org_id, id),
  constraint notification_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint notification_org_id_member_id_fkey FOREIGN KEY (org_id, member_id) REFERENCES member(org_id, id)
);

create table notification_preference (
  org_id uuid not null,
  member_id uuid not null,
  kind text not null,
  mail text not null,
  push boolean not null,
  constraint notification_preference_pkey PRIMARY KEY (org_id, member_id, kind),
  constraint notification_preference_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint notification_preference_org_id_member_id_fkey FOREIGN KEY (org_id, member_id) REFERENCES member(org_id, id),
  constraint notification_preference_mail_check CHECK ((mail = ANY (ARRAY['at_once'::text, 'digest'::text, 'off'::text])))
);

create table offered_choice (
  org_id uuid not null,
  id uuid not null,
  about text not null,
  customer_id uuid not null,
  contact_id uuid,
  promise_id uuid not null,
  notice_id uuid not null,
  possible text,
  why_not text,
  rests_on text,
  situation text not null,
  reason text not null,
  options jsonb not null,
  choose_by timestamp with time zone,
  offered_by text not null,
  offered_by_member uuid,
  chosen_option uuid,
  chosen_by text,
  chosen_member uuid,
  said_by text,
  channel text,
  chosen_at timestamp with time zone,
  seen jsonb,
  origin jsonb,
  grant_id uuid,
  not_granted text,
  created_at timestamp with time zone not null,
  constraint offered_choice_pkey PRIMARY KEY (org_id, id),
  constraint offered_choice_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customer(org_id, id),
  constraint offered_choice_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint offered_choice_org_id_notice_id_fkey FOREIGN KEY (org_id, notice_id) REFERENCES notice(org_id, id),
  constraint offered_choice_org_id_promise_id_fkey FOREIGN KEY (org_id, promise_id) REFERENCES promise(org_id, id),
  constraint offered_choice_check CHECK (((possible IS NULL) = (why_not IS NULL))),
  constraint offered_choice_check1 CHECK (((possible IS NOT NULL) OR (jsonb_array_length(options) > 0))),
  constraint offered_choice_check2 CHECK (((jsonb_array_length(options) > 0) = (choose_by IS NOT NULL))),
  constraint offered_choice_check3 CHECK (((chosen_option IS NULL) = (chosen_at IS NULL))),
  constraint offered_choice_chosen_by_check CHECK ((chosen_by = ANY (ARRAY['customer'::text, 'member'::text]))),
  constraint offered_choice_not_granted_check CHECK ((not_granted = ANY (ARRAY['beyond_limits'::text, 'offerer_left'::text]))),
  constraint offered_choice_situation_check CHECK ((situation = ANY (ARRAY['broken'::text, 'at_risk'::text, 'complaint'::text, 'goodwill'::text])))
);

create table organization (
  id uuid not null,
  name text not null,
  country text not null,
  time_zone text not null,
  language text not null,
  sample boolean default false not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  currency text default 'EUR'::text not null,
  constraint organization_pkey PRIMARY KEY (id),
  constraint organization_country_check CHECK ((country ~ '^[A-Z]{2}$'::text)),
  constraint organization_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint organization_language_check CHECK ((language = ANY (ARRAY['en'::text, 'pt'::text, 'es'::text, 'ca'::text, 'pl'::text, 'ru'::text]))),
  constraint organization_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);

create table outbox (
  org_id uuid not null,
  id uuid not null,
  task text not null,
  data jsonb not null,
  run_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  constraint outbox_pkey PRIMARY KEY (org_id, id),
  constraint outbox_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id)
);

create table policy (
  org_id uuid not null,
  id uuid not null,
  name text not null,
  norm text,
  trigger text not null,
  enabled boolean not null,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  constraint policy_pkey PRIMARY KEY (org_id, id),
  constraint policy_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint policy_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);

create table policy_review (
  org_id uuid not null,
  id uuid not null,
  policy_id uuid not null,
  decision text not null,
  note text default ''::text not null,
  figures jsonb not null,
  decided_by uuid,
  decided_at timestamp with time zone not null,
  constraint policy_review_pkey PRIMARY KEY (org_id, id),
  constraint policy_review_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint policy_review_org_id_policy_id_fkey FOREIGN KEY (org_id, policy_id) REFERENCES policy(org_id, id),
  constraint policy_review_decision_check CHECK ((decision = ANY (ARRAY['keep'::text, 'change'::text, 'stop'::text])))
);

create table policy_version (
  org_id uuid not null,
  policy_id uuid not null,
  version integer not null,
  spec jsonb not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  constraint policy_version_pkey PRIMARY KEY (org_id, policy_id, version),
  constraint policy_version_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint policy_version_org_id_policy_id_fkey FOREIGN KEY (org_id, policy_id) REFERENCES policy(org_id, id)
);

create table promise (
  org_id uuid not null,
  id uuid not null,
  chain_id uuid not null,
  predecessor_id uuid,
  kind text not null,
  wording text not null,
  language text not null,
  beneficiary text not null,
  customer_id uuid,
  contact_id uuid,
  about text not null,
  owner_id uuid,
  basis text not null,
  state text not null,
  consent text not null,
  made_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  window_from timestamp with time zone,
  answer_by timestamp with time zone,
  next_check_at timestamp with time zone,
  clock jsonb not null,
  caveats jsonb not null,
  chance_when_made double precision,
  forecast jsonb,
  told_at timestamp with time zone,
  answered_at timestamp with time zone,
  occurred_at timestamp with time zone,
  recorded_at timestamp with time zone,
  ended_at timestamp with time zone,
  reason text,
  followed boolean not null,
  chain_seq integer,
  chain_hash bytea,
  version integer default 1 not null,
  policy_id uuid,
  policy_version integer,
  owner_team_id uuid,
  calendar_id uuid,
  pausable boolean default false not null,
  paused_at timestamp with time zone,
  repeats boolean default false not null,
  derived_due_at timestamp with time zone,
  tz_revision text,
  floor_when_made double precision,
  floor_reason text,
  promised_by uuid,
  reason_id uuid,
  reason_why jsonb,
  constraint promise_pkey PRIMARY KEY (org_id, id),
  constraint promise_org_id_calendar_id_fkey FOREIGN KEY (org_id, calendar_id) REFERENCES calendar(org_id, id),
  constraint promise_org_id_contact_id_fkey FOREIGN KEY (org_id, contact_id) REFERENCES contact(org_id, id),
  constraint promise_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customer(org_id, id),
  constraint promise_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint promise_org_id_owner_team_id_fkey FOREIGN KEY (org_id, owner_team_id) REFERENCES team(org_id, id),
  constraint promise_org_id_policy_id_policy_version_fkey FOREIGN KEY (org_id, policy_id, policy_version) REFERENCES policy_version(org_id, policy_id, version),
  constraint promise_org_id_predecessor_id_fkey FOREIGN KEY (org_id, predecessor_id) REFERENCES promise(org_id, id),
  constraint promise_org_id_reason_id_fkey FOREIGN KEY (org_id, reason_id) REFERENCES delay_reason(org_id, id),
  constraint promise_basis_check CHECK ((basis = ANY (ARRAY['policy'::text, 'agreement'::text, 'person'::text, 'detected'::text, 'claim'::text, 'imported'::text]))),
  constraint promise_beneficiary_check CHECK ((beneficiary = ANY (ARRAY['customer'::text, 'member'::text, 'organization'::text]))),
  constraint promise_check CHECK (((chain_id = id) = (predecessor_id IS NULL))),
  constraint promise_check1 CHECK (((chain_id = id) = (chain_seq IS NOT NULL))),
  constraint promise_check2 CHECK (((next_check_at IS NULL) OR (state = ANY (ARRAY['proposed'::text, 'open'::text])))),
  constraint promise_consent_check CHECK ((consent = ANY (ARRAY['not_asked'::text, 'pending'::text, 'accepted'::text, 'unanswered'::text, 'declined'::text]))),
  constraint promise_floor_reason CHECK (((floor_reason IS NULL) OR (chance_when_made < floor_when_made))),
  constraint promise_floor_reason_check CHECK (((length(floor_reason) >= 1) AND (length(floor_reason) <= 1000))),
  constraint promise_language_check CHECK ((language = ANY (ARRAY['en'::text, 'pt'::text, 'es'::text, 'ca'::text, 'pl'::text, 'ru'::text]))),
  constraint promise_reason_why CHECK (((reason_id IS NULL) = (reason_why IS NULL))),
  constraint promise_state_check CHECK ((state = ANY (ARRAY['proposed'::text, 'open'::text, 'kept'::text, 'broken'::text, 'withdrawn'::text, 'declined'::text, 'renegotiated'::text]))),
  constraint promise_wording_check CHECK (((length(wording) >= 1) AND (length(wording) <= 2000)))
);

create table promise_risk (
  org_id uuid not null,
  promise_id uuid not null,
  about text not null,
  kind text not null,
  policy_id uuid,
  started_at timestamp with time zone not null,
  due_at timestamp with time zone not null,
  paused_at timestamp with time zone,
  ended_at timestamp with time zone,
  lost_at timestamp with time zone,
  look_at timestamp with time zone,
  chance real,
  reason text,
  estimated_at timestamp with time zone,
  at_risk boolean default false not null,
  points_at timestamp with time zone[] default '{}'::timestamp with time zone[] not null,
  points real[] default '{}'::real[] not null,
  constraint promise_risk_pkey PRIMARY KEY (org_id, promise_id),
  constraint promise_risk_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint promise_risk_org_id_promise_id_fkey FOREIGN KEY (org_id, promise_id) REFERENCES promise(org_id, id)
);

create table promise_rules (
  org_id uuid not null,
  at_risk_below double precision default 0.5 not null,
  floor double precision default 0.8 not null,
  hard_floor boolean default false not null,
  version integer default 1 not null,
  constraint promise_rules_pkey PRIMARY KEY (org_id),
  constraint promise_rules_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint promise_rules_at_risk_below_check CHECK (((at_risk_below > (0)::double precision) AND (at_risk_below < (1)::double precision))),
  constraint promise_rules_floor_check CHECK (((floor >= (0)::double precision) AND (floor < (1)::double precision)))
);

create table promise_step (
  org_id uuid not null,
  promise_id uuid not null,
  n integer not null,
  kind text not null,
  at timestamp with time zone not null,
  step jsonb not null,
  state text not null,
  member_id uuid,
  raised_at timestamp with time zone,
  mailed_at timestamp with time zone,
  acknowledged_at timestamp with time zone,
  acknowledged_by uuid,
  skipped_because text,
  constraint promise_step_pkey PRIMARY KEY (org_id, promise_id, n),
  constraint promise_step_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint promise_step_org_id_promise_id_fkey FOREIGN KEY (org_id, promise_id) REFERENCES promise(org_id, id),
  constraint promise_step_kind_check CHECK ((kind = ANY (ARRAY['warning'::text, 'escalation'::text]))),
  constraint promise_step_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'held'::text, 'raised'::text, 'acknowledged'::text, 'handed_back'::text, 'skipped'::text])))
);

create table push_device (
  org_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  name text not null,
  endpoint text not null,
  p256dh text not null,
  auth text not null,
  created_at timestamp with time zone not null,
  pushed_at timestamp with time zone,
  constraint push_device_pkey PRIMARY KEY (org_id, id),
  constraint push_device_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint push_device_org_id_member_id_fkey FOREIGN KEY (org_id, member_id) REFERENCES member(org_id, id),
  constraint push_device_endpoint_check CHECK (((length(endpoint) >= 1) AND (length(endpoint) <= 2000))),
  constraint push_device_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);

create table received_mail (
  org_id uuid not null,
  id uuid not null,
  mailbox_id uuid not null,
  fingerprint text not null,
  file text,
  bytes bigint not null,
  mail_from text,
  mail_to text,
  state text not null,
  reason text,
  message_id uuid,
  received_at timestamp with time zone not null,
  filed_at timestamp with time zone,
  constraint received_mail_pkey PRIMARY KEY (org_id, id),
  constraint received_mail_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint received_mail_org_id_mailbox_id_fkey FOREIGN KEY (org_id, mailbox_id) REFERENCES mailbox(org_id, id),
  constraint received_mail_bytes_check CHECK ((bytes >= 0)),
  constraint received_mail_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'filed'::text, 'ignored'::text, 'failed'::text])))
);

create table recovery (
  org_id uuid not null,
  id uuid not null,
  cause text not null,
  title text not null,
  about text,
  state text not null,
  owner_id uuid,
  reason_id uuid,
  reason text default ''::text not null,
  filter jsonb not null,
  dates jsonb not null,
  below_floor_reason text,
  holding boolean default false not null,
  after_id uuid,
  sent_by text,
  sent_by_member uuid,
  act_by timestamp with time zone,
  next_at timestamp with time zone,
  called_at timestamp with time zone,
  called_member uuid,
  held_at timestamp with time zone,
  created_by uuid,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  closed_why text,
  version integer default 1 not null,
  constraint recovery_pkey PRIMARY KEY (org_id, id),
  constraint recovery_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint recovery_org_id_reason_id_fkey FOREIGN KEY (org_id, reason_id) REFERENCES delay_reason(org_id, id),
  constraint recovery_below_floor_reason_check CHECK (((length(below_floor_reason) >= 1) AND (length(below_floor_reason) <= 1000))),
  constraint recovery_cause_check CHECK ((cause = ANY (ARRAY['at_risk'::text, 'milestone'::text, 'absence'::text, 'event'::text]))),
  constraint recovery_check CHECK (((state = ANY (ARRAY['done'::text, 'closed'::text])) = (finished_at IS NOT NULL))),
  constraint recovery_closed_why_check CHECK (((length(closed_why) >= 1) AND (length(closed_why) <= 1000))),
  constraint recovery_reason_check CHECK ((length(reason) <= 1000)),
  constraint recovery_state_check CHECK ((state = ANY (ARRAY['planning'::text, 'open'::text, 'sending'::text, 'done'::text, 'closed'::text]))),
  constraint recovery_title_check CHECK (((length(title) >= 1) AND (length(title) <= 200)))
);

create table recovery_item (
  org_id uuid not null,
  recovery_id uuid not null,
  promise_id uuid not null,
  customer_id uuid,
  about text not null,
  state text not null,
  due_at timestamp with time zone not null,
  new_due_at timestamp with time zone,
  dated_by text,
  chance double precision,
  reason text,
  remedy_id uuid,
  remedy_amount bigint,
  remedy_due_at timestamp with time zone,
  grant_id uuid,
  last_moment_at timestamp with time zone not null,
  successor_id uuid,
  failure text,
  held_at timestamp with time zone,
  changed_at timestamp with time zone not null,
  constraint recovery_item_pkey PRIMARY KEY (org_id, recovery_id, promise_id),
  constraint recovery_item_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint recovery_item_org_id_promise_id_fkey FOREIGN KEY (org_id, promise_id) REFERENCES promise(org_id, id),
  constraint recovery_item_org_id_recovery_id_fkey FOREIGN KEY (org_id, recovery_id) REFERENCES recovery(org_id, id),
  constraint recovery_item_dated_by_check CHECK ((dated_by = ANY (ARRAY['forecast'::text, 'shift'::text, 'fixed'::text, 'member'::text]))),
  constraint recovery_item_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 1000))),
  constraint recovery_item_remedy_amount_check CHECK ((remedy_amount >= 0)),
  constraint recovery_item_state_check CHECK ((state = ANY (ARRAY['waiting'::text, 'chosen'::text, 'sent'::text, 'left'::text, 'settled'::text, 'failed'::text])))
);

create table rederivation (
  org_id uuid not null,
  id uuid not null,
  reason text not null,
  calendar_id uuid,
  calendar_version integer,
  tz_revision text not null,
  state text not null,
  total integer not null,
  examined integer default 0 not null,
  moved integer default 0 not null,
  in_danger integer default 0 not null,
  after_id uuid,
  created_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  constraint rederivation_pkey PRIMARY KEY (org_id, id),
  constraint rederivation_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint rederivation_reason_check CHECK ((reason = ANY (ARRAY['calendar'::text, 'time_zone_data'::text]))),
  constraint rederivation_state_check CHECK ((state = ANY (ARRAY['running'::text, 'done'::text, 'stopped'::text])))
);

create table remedy (
  org_id uuid not null,
  id uuid not null,
  kind text not null,
  name text not null,
  cost bigint,
  conditions text default ''::text not null,
  wording jsonb not null,
  valid_days integer,
  archived_at timestamp with time zone,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  constraint remedy_pkey PRIMARY KEY (org_id, id),
  constraint remedy_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint remedy_cost_check CHECK ((cost >= 0)),
  constraint remedy_kind_check CHECK ((kind = ANY (ARRAY['substitute'::text, 'partial_delivery'::text, 'loan_device'::text, 'priority_slot'::text, 'discount'::text, 'refund'::text, 'credit'::text, 'upgrade'::text, 'perk'::text, 'apology'::text]))),
  constraint remedy_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint remedy_valid_days_check CHECK (((valid_days >= 1) AND (valid_days <= 3650)))
);

create table remedy_grant (
  org_id uuid not null,
  id uuid not null,
  state text not null,
  about text not null,
  customer_id uuid not null,
  contact_id uuid,
  remedy_id uuid not null,
  situation text not null,
  amount bigint not null,
  currency text not null,
  for_promise_id uuid,
  promise_id uuid,
  reason text not null,
  granted_by text not null,
  granted_by_member uuid,
  approval_id uuid,
  expires_on date,
  year text not null,
  month text not null,
  taken_back_at timestamp with time zone,
  taken_back_reason text,
  created_at timestamp with time zone not null,
  constraint remedy_grant_pkey PRIMARY KEY (org_id, id),
  constraint remedy_grant_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customer(org_id, id),
  constraint remedy_grant_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint remedy_grant_org_id_remedy_id_fkey FOREIGN KEY (org_id, remedy_id) REFERENCES remedy(org_id, id),
  constraint remedy_grant_amount_check CHECK ((amount >= 0)),
  constraint remedy_grant_state_check CHECK ((state = ANY (ARRAY['granted'::text, 'taken_back'::text])))
);

create table request (
  org_id uuid not null,
  id uuid not null,
  number integer not null,
  kind text not null,
  subject text not null,
  description text default ''::text not null,
  status text not null,
  source text not null,
  external_id text,
  customer_id uuid,
  contact_id uuid,
  service_id uuid,
  owner_id uuid,
  category text default ''::text not null,
  subcategory text default ''::text not null,
  channel text default ''::text not null,
  priority text default ''::text not null,
  team text default ''::text not null,
  area text default ''::text not null,
  outcome text default ''::text not null,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  complete_until timestamp with time zone,
  followed boolean not null,
  import_id uuid,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  folded text generated always as (translate(lower(NORMALIZE(((((((((subject || ' '::text) || category) || ' '::text) || subcategory) || ' '::text) || area) || ' '::text) || COALESCE(external_id, ''::text)), NFC)), ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĴĵĶķĹĺĻļĽľĿŁłŃńŅņŇňŊŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠơƢƤƦƧƩƬƮƯưƱƲƳƵƷƸƼǄǅǇǈǊǋǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǤǦǧǨǩǪǫǬǭǮǯǰǱǲǴǵǶǷǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȜȞȟȠȢȤȦȧȨȩȪȫȬȭȮȯȰȱȲȳȺȻȽȾɁɃɄɅɆɈɊɌɎЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѐёѓїќѝў.,;:-_/\@+&()[]{}"''’‘“”«»#*·…–—!?=<>|~`^%$€'::text, ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфaaaaaaaceeeeiiiidnoooooouuuuytsaaaaaaaceeeeiiiidnoooooouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiĳjjkkllllllŀllnnnnnnŋoooooooorrrrrrssssssssttttŧuuuuuuuuuuuuwwyyyzzzzzzɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵooƣƥʀƨʃƭʈuuʊʋƴƶʒƹƽǆǆǉǉǌǌaaiioouuuuuuuuuuaaaaææǥggkkooooʒʒjǳǳggƕƿnnaaææøøaaaaeeeeiiiioooorrrruuuussttȝhhƞȣȥaaeeooooooooyyⱥȼƚⱦɂƀʉʌɇɉɋɍɏееђгєѕііјљњћкиуџабвгдежзийклмнопрстуфхцчшщъыьэюяеегікиу                                           '::text)) stored not null,
  search tsvector generated always as (((((((to_tsvector('simple'::regconfig, (number)::text) || to_tsvector('simple'::regconfig, translate(lower(NORMALIZE(((((((((subject || ' '::text) || category) || ' '::text) || subcategory) || ' '::text) || area) || ' '::text) || COALESCE(external_id, ''::text)), NFC)), ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĴĵĶķĹĺĻļĽľĿŁłŃńŅņŇňŊŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠơƢƤƦƧƩƬƮƯưƱƲƳƵƷƸƼǄǅǇǈǊǋǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǤǦǧǨǩǪǫǬǭǮǯǰǱǲǴǵǶǷǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȜȞȟȠȢȤȦȧȨȩȪȫȬȭȮȯȰȱȲȳȺȻȽȾɁɃɄɅɆɈɊɌɎЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѐёѓїќѝў.,;:-_/\@+&()[]{}"''’‘“”«»#*·…–—!?=<>|~`^%$€'::text, ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфaaaaaaaceeeeiiiidnoooooouuuuytsaaaaaaaceeeeiiiidnoooooouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiĳjjkkllllllŀllnnnnnnŋoooooooorrrrrrssssssssttttŧuuuuuuuuuuuuwwyyyzzzzzzɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵooƣƥʀƨʃƭʈuuʊʋƴƶʒƹƽǆǆǉǉǌǌaaiioouuuuuuuuuuaaaaææǥggkkooooʒʒjǳǳggƕƿnnaaææøøaaaaeeeeiiiioooorrrruuuussttȝhhƞȣȥaaeeooooooooyyⱥȼƚⱦɂƀʉʌɇɉɋɍɏееђгєѕііјљњћкиуџабвгдежзийклмнопрстуфхцчшщъыьэюяеегікиу                                           '::text))) || to_tsvector('english'::regconfig, translate(lower(NORMALIZE(((((((((subject || ' '::text) || category) || ' '::text) || subcategory) || ' '::text) || area) || ' '::text) || COALESCE(external_id, ''::text)), NFC)), ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĴĵĶķĹĺĻļĽľĿŁłŃńŅņŇňŊŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠơƢƤƦƧƩƬƮƯưƱƲƳƵƷƸƼǄǅǇǈǊǋǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǤǦǧǨǩǪǫǬǭǮǯǰǱǲǴǵǶǷǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȜȞȟȠȢȤȦȧȨȩȪȫȬȭȮȯȰȱȲȳȺȻȽȾɁɃɄɅɆɈɊɌɎЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѐёѓїќѝў.,;:-_/\@+&()[]{}"''’‘“”«»#*·…–—!?=<>|~`^%$€'::text, ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфaaaaaaaceeeeiiiidnoooooouuuuytsaaaaaaaceeeeiiiidnoooooouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiĳjjkkllllllŀllnnnnnnŋoooooooorrrrrrssssssssttttŧuuuuuuuuuuuuwwyyyzzzzzzɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵooƣƥʀƨʃƭʈuuʊʋƴƶʒƹƽǆǆǉǉǌǌaaiioouuuuuuuuuuaaaaææǥggkkooooʒʒjǳǳggƕƿnnaaææøøaaaaeeeeiiiioooorrrruuuussttȝhhƞȣȥaaeeooooooooyyⱥȼƚⱦɂƀʉʌɇɉɋɍɏееђгєѕііјљњћкиуџабвгдежзийклмнопрстуфхцчшщъыьэюяеегікиу                                           '::text))) || to_tsvector('portuguese'::regconfig, translate(lower(NORMALIZE(((((((((subject || ' '::text) || category) || ' '::text) || subcategory) || ' '::text) || area) || ' '::text) || COALESCE(external_id, ''::text)), NFC)), ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĴĵĶķĹĺĻļĽľĿŁłŃńŅņŇňŊŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠơƢƤƦƧƩƬƮƯưƱƲƳƵƷƸƼǄǅǇǈǊǋǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǤǦǧǨǩǪǫǬǭǮǯǰǱǲǴǵǶǷǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȜȞȟȠȢȤȦȧȨȩȪȫȬȭȮȯȰȱȲȳȺȻȽȾɁɃɄɅɆɈɊɌɎЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѐёѓїќѝў.,;:-_/\@+&()[]{}"''’‘“”«»#*·…–—!?=<>|~`^%$€'::text, ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфaaaaaaaceeeeiiiidnoooooouuuuytsaaaaaaaceeeeiiiidnoooooouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiĳjjkkllllllŀllnnnnnnŋoooooooorrrrrrssssssssttttŧuuuuuuuuuuuuwwyyyzzzzzzɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵooƣƥʀƨʃƭʈuuʊʋƴƶʒƹƽǆǆǉǉǌǌaaiioouuuuuuuuuuaaaaææǥggkkooooʒʒjǳǳggƕƿnnaaææøøaaaaeeeeiiiioooorrrruuuussttȝhhƞȣȥaaeeooooooooyyⱥȼƚⱦɂƀʉʌɇɉɋɍɏееђгєѕііјљњћкиуџабвгдежзийклмнопрстуфхцчшщъыьэюяеегікиу                                           '::text))) || to_tsvector('spanish'::regconfig, translate(lower(NORMALIZE(((((((((subject || ' '::text) || category) || ' '::text) || subcategory) || ' '::text) || area) || ' '::text) || COALESCE(external_id, ''::text)), NFC)), ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĴĵĶķĹĺĻļĽľĿŁłŃńŅņŇňŊŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠơƢƤƦƧƩƬƮƯưƱƲƳƵƷƸƼǄǅǇǈǊǋǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǤǦǧǨǩǪǫǬǭǮǯǰǱǲǴǵǶǷǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȜȞȟȠȢȤȦȧȨȩȪȫȬȭȮȯȰȱȲȳȺȻȽȾɁɃɄɅɆɈɊɌɎЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѐёѓїќѝў.,;:-_/\@+&()[]{}"''’‘“”«»#*·…–—!?=<>|~`^%$€'::text, ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфaaaaaaaceeeeiiiidnoooooouuuuytsaaaaaaaceeeeiiiidnoooooouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiĳjjkkllllllŀllnnnnnnŋoooooooorrrrrrssssssssttttŧuuuuuuuuuuuuwwyyyzzzzzzɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵooƣƥʀƨʃƭʈuuʊʋƴƶʒƹƽǆǆǉǉǌǌaaiioouuuuuuuuuuaaaaææǥggkkooooʒʒjǳǳggƕƿnnaaææøøaaaaeeeeiiiioooorrrruuuussttȝhhƞȣȥaaeeooooooooyyⱥȼƚⱦɂƀʉʌɇɉɋɍɏееђгєѕііјљњћкиуџабвгдежзийклмнопрстуфхцчшщъыьэюяеегікиу                                           '::text))) || to_tsvector('catalan'::regconfig, translate(lower(NORMALIZE(((((((((subject || ' '::text) || category) || ' '::text) || subcategory) || ' '::text) || area) || ' '::text) || COALESCE(external_id, ''::text)), NFC)), ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĴĵĶķĹĺĻļĽľĿŁłŃńŅņŇňŊŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠơƢƤƦƧƩƬƮƯưƱƲƳƵƷƸƼǄǅǇǈǊǋǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǤǦǧǨǩǪǫǬǭǮǯǰǱǲǴǵǶǷǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȜȞȟȠȢȤȦȧȨȩȪȫȬȭȮȯȰȱȲȳȺȻȽȾɁɃɄɅɆɈɊɌɎЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѐёѓїќѝў.,;:-_/\@+&()[]{}"''’‘“”«»#*·…–—!?=<>|~`^%$€'::text, ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфaaaaaaaceeeeiiiidnoooooouuuuytsaaaaaaaceeeeiiiidnoooooouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiĳjjkkllllllŀllnnnnnnŋoooooooorrrrrrssssssssttttŧuuuuuuuuuuuuwwyyyzzzzzzɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵooƣƥʀƨʃƭʈuuʊʋƴƶʒƹƽǆǆǉǉǌǌaaiioouuuuuuuuuuaaaaææǥggkkooooʒʒjǳǳggƕƿnnaaææøøaaaaeeeeiiiioooorrrruuuussttȝhhƞȣȥaaeeooooooooyyⱥȼƚⱦɂƀʉʌɇɉɋɍɏееђгєѕііјљњћкиуџабвгдежзийклмнопрстуфхцчшщъыьэюяеегікиу                                           '::text))) || to_tsvector('russian'::regconfig, translate(lower(NORMALIZE(((((((((subject || ' '::text) || category) || ' '::text) || subcategory) || ' '::text) || area) || ' '::text) || COALESCE(external_id, ''::text)), NFC)), ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĴĵĶķĹĺĻļĽľĿŁłŃńŅņŇňŊŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠơƢƤƦƧƩƬƮƯưƱƲƳƵƷƸƼǄǅǇǈǊǋǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǤǦǧǨǩǪǫǬǭǮǯǰǱǲǴǵǶǷǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȜȞȟȠȢȤȦȧȨȩȪȫȬȭȮȯȰȱȲȳȺȻȽȾɁɃɄɅɆɈɊɌɎЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѐёѓїќѝў.,;:-_/\@+&()[]{}"''’‘“”«»#*·…–—!?=<>|~`^%$€'::text, ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфaaaaaaaceeeeiiiidnoooooouuuuytsaaaaaaaceeeeiiiidnoooooouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiĳjjkkllllllŀllnnnnnnŋoooooooorrrrrrssssssssttttŧuuuuuuuuuuuuwwyyyzzzzzzɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵooƣƥʀƨʃƭʈuuʊʋƴƶʒƹƽǆǆǉǉǌǌaaiioouuuuuuuuuuaaaaææǥggkkooooʒʒjǳǳggƕƿnnaaææøøaaaaeeeeiiiioooorrrruuuussttȝhhƞȣȥaaeeooooooooyyⱥȼƚⱦɂƀʉʌɇɉɋɍɏееђгєѕііјљњћкиуџабвгдежзийклмнопрстуфхцчшщъыьэюяеегікиу                                           '::text)))) stored not null,
  exceptional_at timestamp with time zone,
  exceptional_by uuid,
  exceptional_why text,
  exceptional_until timestamp with time zone,
  exceptional_stakes text,
  exceptional_promise_id uuid,
  constraint request_pkey PRIMARY KEY (org_id, id),
  constraint request_org_id_contact_id_fkey FOREIGN KEY (org_id, contact_id) REFERENCES contact(org_id, id),
  constraint request_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customer(org_id, id),
  constraint request_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint request_org_id_import_id_fkey FOREIGN KEY (org_id, import_id) REFERENCES import(org_id, id),
  constraint request_org_id_service_id_fkey FOREIGN KEY (org_id, service_id) REFERENCES service(org_id, id),
  constraint request_check CHECK (((status = 'closed'::text) = (closed_at IS NOT NULL))),
  constraint request_kind_check CHECK ((kind = ANY (ARRAY['question'::text, 'job'::text, 'order'::text, 'appointment'::text, 'complaint'::text, 'return'::text, 'suggestion'::text]))),
  constraint request_status_check CHECK ((status = ANY (ARRAY['open'::text, 'closed'::text]))),
  constraint request_subject_check CHECK (((length(subject) >= 1) AND (length(subject) <= 500)))
);

create table request_counter (
  org_id uuid not null,
  next_number integer not null,
  constraint request_counter_pkey PRIMARY KEY (org_id),
  constraint request_counter_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id)
);

create table saved_view (
  org_id uuid not null,
  id uuid not null,
  list text not null,
  name text not null,
  scope text not null,
  member_id uuid,
  team_id uuid,
  filters jsonb not null,
  sort text,
  columns text[],
  density text,
  version integer default 1 not null,
  created_by uuid,
  created_at timestamp with time zone not null,
  constraint saved_view_pkey PRIMARY KEY (org_id, id),
  constraint saved_view_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint saved_view_org_id_member_id_fkey FOREIGN KEY (org_id, member_id) REFERENCES member(org_id, id),
  constraint saved_view_org_id_team_id_fkey FOREIGN KEY (org_id, team_id) REFERENCES team(org_id, id),
  constraint saved_view_check CHECK (((scope = 'member'::text) = (member_id IS NOT NULL))),
  constraint saved_view_check1 CHECK (((scope = 'team'::text) = (team_id IS NOT NULL))),
  constraint saved_view_density_check CHECK ((density = ANY (ARRAY['comfortable'::text, 'compact'::text]))),
  constraint saved_view_list_check CHECK ((list = ANY (ARRAY['requests'::text, 'promises'::text, 'customers'::text, 'conversations'::text]))),
  constraint saved_view_name_check CHECK (((length(name) >= 1) AND (length(name) <= 100))),
  constraint saved_view_scope_check CHECK ((scope = ANY (ARRAY['member'::text, 'team'::text, 'organization'::text])))
);

create table saved_view_default (
  org_id uuid not null,
  member_id uuid not null,
  list text not null,
  view_id uuid not null,
  constraint saved_view_default_pkey PRIMARY KEY (org_id, member_id, list),
  constraint saved_view_default_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint saved_view_default_org_id_member_id_fkey FOREIGN KEY (org_id, member_id) REFERENCES member(org_id, id),
  constraint saved_view_default_org_id_view_id_fkey FOREIGN KEY (org_id, view_id) REFERENCES saved_view(org_id, id)
);

create table script (
  org_id uuid not null,
  id uuid not null,
  name text not null,
  use text not null,
  tone text not null,
  texts jsonb not null,
  starter text,
  archived_at timestamp with time zone,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  constraint script_pkey PRIMARY KEY (org_id, id),
  constraint script_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint script_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200))),
  constraint script_starter_check CHECK (((length(starter) >= 1) AND (length(starter) <= 50))),
  constraint script_tone_check CHECK ((tone = ANY (ARRAY['plain'::text, 'warm'::text, 'formal'::text]))),
  constraint script_use_check CHECK ((use = ANY (ARRAY['answer'::text, 'notice_delay'::text, 'notice_holding'::text, 'remedy'::text, 'beyond'::text, 'follow_up'::text, 'phone'::text, 'portal'::text, 'other'::text])))
);

create table script_version (
  org_id uuid not null,
  script_id uuid not null,
  version integer not null,
  name text not null,
  use text not null,
  tone text not null,
  texts jsonb not null,
  over_promises jsonb,
  reason text,
  restored_from integer,
  changed_by uuid,
  changed_at timestamp with time zone not null,
  constraint script_version_pkey PRIMARY KEY (org_id, script_id, version),
  constraint script_version_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint script_version_org_id_script_id_fkey FOREIGN KEY (org_id, script_id) REFERENCES script(org_id, id),
  constraint script_version_reason_check CHECK (((length(reason) >= 1) AND (length(reason) <= 1000)))
);

create table service (
  org_id uuid not null,
  id uuid not null,
  name text not null,
  description text default ''::text not null,
  default_seconds integer,
  archived_at timestamp with time zone,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  calendar_id uuid,
  constraint service_org_id_name_key UNIQUE (org_id, name),
  constraint service_pkey PRIMARY KEY (org_id, id),
  constraint service_org_id_calendar_id_fkey FOREIGN KEY (org_id, calendar_id) REFERENCES calendar(org_id, id),
  constraint service_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint service_default_seconds_check CHECK ((default_seconds > 0)),
  constraint service_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);

create table session (
  org_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  secret_hash bytea not null,
  previous_secret_hash bytea,
  rotated_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  user_agent text not null,
  constraint session_pkey PRIMARY KEY (org_id, id),
  constraint session_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint session_org_id_member_id_fkey FOREIGN KEY (org_id, member_id) REFERENCES member(org_id, id)
);

create table team (
  org_id uuid not null,
  id uuid not null,
  name text not null,
  calendar_id uuid,
  rota jsonb default '[]'::jsonb not null,
  archived_at timestamp with time zone,
  version integer default 1 not null,
  created_at timestamp with time zone not null,
  constraint team_pkey PRIMARY KEY (org_id, id),
  constraint team_org_id_calendar_id_fkey FOREIGN KEY (org_id, calendar_id) REFERENCES calendar(org_id, id),
  constraint team_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint team_name_check CHECK (((length(name) >= 1) AND (length(name) <= 200)))
);

create table team_member (
  org_id uuid not null,
  team_id uuid not null,
  member_id uuid not null,
  constraint team_member_pkey PRIMARY KEY (org_id, team_id, member_id),
  constraint team_member_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint team_member_org_id_member_id_fkey FOREIGN KEY (org_id, member_id) REFERENCES member(org_id, id),
  constraint team_member_org_id_team_id_fkey FOREIGN KEY (org_id, team_id) REFERENCES team(org_id, id)
);

create table tracking_link (
  org_id uuid not null,
  id uuid not null,
  kind text not null,
  about text not null,
  promise_id uuid,
  customer_id uuid,
  contact_id uuid,
  expires_at timestamp with time zone,
  used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint tracking_link_pkey PRIMARY KEY (org_id, id),
  constraint tracking_link_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint tracking_link_check CHECK (((kind = 'action'::text) = ((promise_id IS NOT NULL) AND (expires_at IS NOT NULL)))),
  constraint tracking_link_kind_check CHECK ((kind = ANY (ARRAY['view'::text, 'action'::text])))
);

create table user_organization (
  user_id uuid not null,
  org_id uuid not null,
  member_id uuid not null,
  constraint user_organization_pkey PRIMARY KEY (user_id, org_id),
  constraint user_organization_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint user_organization_user_id_fkey FOREIGN KEY (user_id) REFERENCES app_user(id)
);

create table webhook_attempt (
  org_id uuid not null,
  id uuid not null,
  delivery_id uuid not null,
  at timestamp with time zone not null,
  status integer,
  failure text,
  milliseconds integer not null,
  answer text not null,
  constraint webhook_attempt_pkey PRIMARY KEY (org_id, id),
  constraint webhook_attempt_org_id_delivery_id_fkey FOREIGN KEY (org_id, delivery_id) REFERENCES webhook_delivery(org_id, id),
  constraint webhook_attempt_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint webhook_attempt_check CHECK (((status IS NULL) <> (failure IS NULL)))
);

create table webhook_delivery (
  org_id uuid not null,
  id uuid not null,
  endpoint_id uuid not null,
  event_id uuid,
  event_type text not null,
  body text not null,
  state text not null,
  attempts integer default 0 not null,
  next_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint webhook_delivery_pkey PRIMARY KEY (org_id, id),
  constraint webhook_delivery_org_id_endpoint_id_fkey FOREIGN KEY (org_id, endpoint_id) REFERENCES webhook_endpoint(org_id, id),
  constraint webhook_delivery_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint webhook_delivery_check CHECK (((state = 'pending'::text) = (next_at IS NOT NULL))),
  constraint webhook_delivery_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'delivered'::text, 'failed'::text])))
);

create table webhook_endpoint (
  org_id uuid not null,
  id uuid not null,
  url text not null,
  description text not null,
  event_types text[] not null,
  state text not null,
  secret_version integer default 1 not null,
  previous_secret_until timestamp with time zone,
  failing_since timestamp with time zone,
  failures integer default 0 not null,
  rests_until timestamp with time zone,
  version integer default 1 not null,
  created_by text not null,
  created_at timestamp with time zone not null,
  constraint webhook_endpoint_pkey PRIMARY KEY (org_id, id),
  constraint webhook_endpoint_org_id_fkey FOREIGN KEY (org_id) REFERENCES organization(id),
  constraint webhook_endpoint_description_check CHECK ((length(description) <= 200)),
  constraint webhook_endpoint_state_check CHECK ((state = ANY (ARRAY['on'::text, 'off'::text, 'failing'::text, 'gone'::text, 'removed'::text]))),
  constraint webhook_endpoint_url_check CHECK (((length(url) >= 1) AND (length(url) <= 2000)))
);

CREATE INDEX answer_declined ON public.answer USING btree (org_id, recorded_at) WHERE (answer = 'declined'::text);
CREATE INDEX answer_promise ON public.answer USING btree (org_id, promise_id);
CREATE INDEX approval_about ON public.approval USING btree (org_id, about);
CREATE INDEX approval_asked ON public.approval USING btree (org_id, approver_id, answer_by) WHERE (state = 'asked'::text);
CREATE INDEX approval_recent ON public.approval USING btree (org_id, created_at, id);
CREATE INDEX attachment_of ON public.attachment USING btree (org_id, message_id, id);
CREATE UNIQUE INDEX authority_limit_place ON public.authority_limit USING btree (org_id, role, situation, remedy_id) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX bulk_change_undoes ON public.bulk_change USING btree (org_id, undoes) WHERE (undoes IS NOT NULL);
CREATE INDEX bulk_change_row_state ON public.bulk_change_row USING btree (org_id, bulk_id, state, n);
CREATE UNIQUE INDEX calendar_default ON public.calendar USING btree (org_id) WHERE is_default;
CREATE INDEX calendar_feed_calendar ON public.calendar_feed USING btree (org_id, calendar_id);
CREATE INDEX call_about ON public.call USING btree (org_id, about);
CREATE UNIQUE INDEX call_about_answer ON public.call USING btree (org_id, promise_id, why) WHERE ((notice_id IS NULL) AND (state = 'open'::text));
CREATE UNIQUE INDEX call_of_notice ON public.call USING btree (org_id, notice_id);
CREATE INDEX call_open ON public.call USING btree (org_id, due_at, id) WHERE (state = 'open'::text);
CREATE INDEX colleague_question_about ON public.colleague_question USING btree (org_id, about, id);
CREATE INDEX colleague_question_asked ON public.colleague_question USING btree (org_id, answer_by, id) WHERE (state = 'asked'::text);
CREATE INDEX colleague_question_recent ON public.colleague_question USING btree (org_id, created_at, id);
CREATE INDEX contact_customer ON public.contact USING btree (org_id, customer_id);
CREATE INDEX contact_digits ON public.contact USING btree (org_id, phone_digits) WHERE (phone_digits <> ''::text);
CREATE INDEX contact_domain ON public.contact USING btree (org_id, domain) WHERE (domain IS NOT NULL);
CREATE INDEX contact_email ON public.contact USING btree (org_id, email_lower) WHERE (email_lower IS NOT NULL);
CREATE INDEX contact_folded ON public.contact USING gin (org_id, folded gin_trgm_ops);
CREATE INDEX contact_import ON public.contact USING btree (org_id, import_id) WHERE (import_id IS NOT NULL);
CREATE INDEX contact_language ON public.contact USING btree (org_id, language);
CREATE INDEX contact_phone ON public.contact USING gin (org_id, phone_digits gin_trgm_ops) WHERE (phone_digits <> ''::text);
CREATE INDEX contact_same_number ON public.contact USING btree (org_id, number_end) WHERE (number_end <> ''::text);
CREATE INDEX contact_search ON public.contact USING gin (org_id, search);
CREATE INDEX contact_consent_of ON public.contact_consent USING btree (org_id, contact_id, purpose, occurred_at, id);
CREATE INDEX contradiction_of ON public.contradiction USING btree (org_id, message_id) WHERE (message_id IS NOT NULL);
CREATE INDEX contradiction_recent ON public.contradiction USING btree (org_id, said_at, id);
CREATE INDEX conversation_about ON public.conversation USING btree (org_id, about);
CREATE INDEX conversation_merged ON public.conversation USING btree (org_id, merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX conversation_of_customer ON public.conversation USING btree (org_id, customer_id, last_at) WHERE (customer_id IS NOT NULL);
CREATE INDEX conversation_of_machines ON public.conversation USING btree (org_id, last_at, id) WHERE ((sort <> 'person'::text) AND (merged_into IS NULL));
CREATE INDEX conversation_of_owner ON public.conversation USING btree (org_id, owner_id, due_at, id) WHERE ((state = 'open'::text) AND (waiting_since IS NOT NULL) AND (sort = 'person'::text) AND (snoozed_until IS NULL) AND (merged_into IS NULL));
CREATE INDEX conversation_open ON public.conversation USING btree (org_id, last_at, id) WHERE ((state = 'open'::text) AND (sort = 'person'::text) AND (merged_into IS NULL));
CREATE INDEX conversation_recent ON public.conversation USING btree (org_id, last_at, id) WHERE (merged_into IS NULL);
CREATE INDEX conversation_snoozed ON public.conversation USING btree (org_id, snoozed_until) WHERE (snoozed_until IS NOT NULL);
CREATE INDEX conversation_unalerted ON public.conversation USING btree (org_id, due_at, id) WHERE ((state = 'open'::text) AND (waiting_since IS NOT NULL) AND (sort = 'person'::text) AND (snoozed_until IS NULL) AND (merged_into IS NULL) AND (alerted_at IS NULL));
CREATE INDEX conversation_waiting ON public.conversation USING btree (org_id, due_at, id) WHERE ((state = 'open'::text) AND (waiting_since IS NOT NULL) AND (sort = 'person'::text) AND (snoozed_until IS NULL) AND (merged_into IS NULL));
CREATE INDEX conversation_with ON public.conversation USING btree (org_id, lower(address), last_at);
CREATE INDEX credential_expiry ON public.credential USING btree (expires_at);
CREATE UNIQUE INDEX customer_external ON public.customer USING btree (org_id, source, external_id) WHERE (external_id IS NOT NULL);
CREATE INDEX customer_folded ON public.customer USING gin (org_id, folded gin_trgm_ops);
CREATE INDEX customer_import ON public.customer USING btree (org_id, import_id) WHERE (import_id IS NOT NULL);
CREATE INDEX customer_merged ON public.customer USING btree (org_id, merged_into) WHERE (merged_into IS NOT NULL);
CREATE INDEX customer_name ON public.customer USING btree (org_id, lower(name), id);
CREATE INDEX customer_same_name ON public.customer USING btree (org_id, folded);
CREATE INDEX customer_search ON public.customer USING gin (org_id, search);
CREATE INDEX customer_apart_high ON public.customer_apart USING btree (org_id, high_id);
CREATE INDEX customer_wait_about ON public.customer_wait USING btree (org_id, about, started_at);
CREATE UNIQUE INDEX customer_wait_open ON public.customer_wait USING btree (org_id, about) WHERE (ended_at IS NULL);
CREATE UNIQUE INDEX delay_reason_name ON public.delay_reason USING btree (org_id, lower(name)) WHERE (archived_at IS NULL);
CREATE UNIQUE INDEX delay_reason_starter ON public.delay_reason USING btree (org_id, starter) WHERE (starter IS NOT NULL);
CREATE INDEX duty_change_team ON public.duty_change USING btree (org_id, team_id, to_at);
CREATE INDEX event_about ON public.event USING btree (org_id, about, id);
CREATE INDEX event_by_actor ON public.event USING btree (org_id, actor_id, id) WHERE (actor_kind <> 'system'::text);
CREATE INDEX event_by_type ON public.event USING btree (org_id, type, id);
CREATE UNIQUE INDEX event_stream ON public.event USING btree (org_id, stream, stream_seq) WHERE (stream IS NOT NULL);
CREATE INDEX follow_up_about ON public.follow_up USING btree (org_id, about);
CREATE INDEX follow_up_asked ON public.follow_up USING btree (org_id, asked_at) WHERE (asked_at IS NOT NULL);
CREATE INDEX follow_up_no ON public.follow_up USING btree (org_id, answered_at, id) WHERE (state = 'no'::text);
CREATE INDEX follow_up_of_contact ON public.follow_up USING btree (org_id, contact_id, asked_at) WHERE (asked_at IS NOT NULL);
CREATE UNIQUE INDEX follow_up_of_promise ON public.follow_up USING btree (org_id, promise_id);
CREATE INDEX follow_up_recent ON public.follow_up USING btree (org_id, created_at, id);
CREATE INDEX follow_up_answer_of ON public.follow_up_answer USING btree (org_id, follow_up_id, id);
CREATE UNIQUE INDEX forecast_backtest_running ON public.forecast_backtest USING btree (org_id) WHERE (state = 'running'::text);
CREATE INDEX forecast_observation_cause ON public.forecast_observation USING btree (org_id, started_at) WHERE (cause IS NOT NULL);
CREATE INDEX forecast_observation_in_time ON public.forecast_observation USING btree (org_id, started_at, id);
CREATE INDEX forecast_observation_said ON public.forecast_observation USING btree (org_id, said_until) WHERE (said_until IS NOT NULL);
CREATE INDEX idempotency_age ON public.idempotency USING btree (org_id, created_at);
CREATE UNIQUE INDEX mailbox_of_address ON public.mailbox USING btree (org_id, lower(address)) WHERE (archived_at IS NULL);
CREATE INDEX mailbox_to_watch ON public.mailbox USING btree (leased_until, org_id) WHERE ((kind = 'imap'::text) AND enabled AND (archived_at IS NULL));
CREATE INDEX mention_of_member ON public.mention USING btree (org_id, member_id, created_at);
CREATE INDEX message_about ON public.message USING btree (org_id, about, created_at);
CREATE INDEX message_by_mail_id ON public.message USING btree (org_id, mail_id);
CREATE INDEX message_in_conversation ON public.message USING btree (org_id, conversation_id, created_at, id) WHERE (conversation_id IS NOT NULL);
CREATE UNIQUE INDEX message_notice ON public.message USING btree (org_id, notice_id) WHERE (notice_id IS NOT NULL);
CREATE UNIQUE INDEX message_of_call ON public.message USING btree (org_id, call_id) WHERE (call_id IS NOT NULL);
CREATE UNIQUE INDEX message_of_mail ON public.message USING btree (org_id, received_mail_id) WHERE (received_mail_id IS NOT NULL);
CREATE INDEX message_pending ON public.message USING btree (org_id, about) WHERE ((notice_id IS NOT NULL) AND (state = ANY (ARRAY['queued'::text, 'held'::text])));
CREATE INDEX message_recent ON public.message USING btree (org_id, created_at, id);
CREATE INDEX message_search ON public.message USING gin (org_id, search) WHERE (conversation_id IS NOT NULL);
CREATE INDEX message_telling_of ON public.message_telling USING btree (org_id, message_id);
CREATE INDEX message_word_like ON public.message_word USING gin (org_id, spelt gin_trgm_ops);
CREATE UNIQUE INDEX notice_answer_reminder ON public.notice USING btree (org_id, promise_id) WHERE (kind = 'answer_reminder'::text);
CREATE INDEX notice_promise ON public.notice USING btree (org_id, promise_id);
CREATE INDEX notice_untold ON public.notice USING btree (org_id, created_at, id) WHERE (state = ANY (ARRAY['waiting'::text, 'undelivered'::text]));
CREATE INDEX notification_age ON public.notification USING btree (org_id, at);
CREATE INDEX notification_for_digest ON public.notification USING btree (org_id, member_id) WHERE (in_digest AND (read_at IS NULL));
CREATE INDEX notification_newest ON public.notification USING btree (org_id, member_id, at, id);
CREATE INDEX notification_unread ON public.notification USING btree (org_id, member_id, at, id) WHERE (read_at IS NULL);
CREATE UNIQUE INDEX notification_unread_once ON public.notification USING btree (org_id, member_id, kind, subject) WHERE (read_at IS NULL);
CREATE INDEX offered_choice_about ON public.offered_choice USING btree (org_id, about);
CREATE INDEX offered_choice_notice ON public.offered_choice USING btree (org_id, notice_id);
CREATE INDEX outbox_waiting ON public.outbox USING btree (created_at, org_id);
CREATE UNIQUE INDEX policy_norm ON public.policy USING btree (org_id, norm) WHERE (norm IS NOT NULL);
CREATE INDEX policy_trigger ON public.policy USING btree (org_id, trigger) WHERE enabled;
CREATE INDEX policy_review_policy ON public.policy_review USING btree (org_id, policy_id, decided_at);
CREATE INDEX promise_about ON public.promise USING btree (org_id, about);
CREATE INDEX promise_below_floor ON public.promise USING btree (org_id, made_at, id) WHERE (floor_reason IS NOT NULL);
CREATE INDEX promise_by_due ON public.promise USING btree (org_id, due_at, id);
CREATE INDEX promise_by_making ON public.promise USING btree (org_id, made_at, id);
CREATE INDEX promise_chain ON public.promise USING btree (org_id, chain_id) WHERE (chain_id <> id);
CREATE INDEX promise_contact ON public.promise USING btree (org_id, contact_id) WHERE (contact_id IS NOT NULL);
CREATE INDEX promise_due ON public.promise USING btree (org_id, next_check_at, id) WHERE (next_check_at IS NOT NULL);
CREATE INDEX promise_due_anywhere ON public.promise USING btree (next_check_at, org_id) WHERE (next_check_at IS NOT NULL);
CREATE INDEX promise_measured ON public.promise USING btree (org_id, made_at, id) WHERE (floor_when_made IS NOT NULL);
CREATE INDEX promise_moved_away ON public.promise USING btree (org_id, due_at) WHERE (derived_due_at IS NOT NULL);
CREATE INDEX promise_of_calendar ON public.promise USING btree (org_id, calendar_id, id) WHERE ((calendar_id IS NOT NULL) AND (state = ANY (ARRAY['proposed'::text, 'open'::text])));
CREATE INDEX promise_of_customer ON public.promise USING btree (org_id, customer_id, due_at) WHERE (customer_id IS NOT NULL);
CREATE INDEX promise_of_owner ON public.promise USING btree (org_id, owner_id, due_at, id) WHERE (owner_id IS NOT NULL);
CREATE INDEX promise_of_policy ON public.promise USING btree (org_id, policy_id, made_at) WHERE (policy_id IS NOT NULL);
CREATE INDEX promise_of_policy_open ON public.promise USING btree (org_id, policy_id) WHERE ((policy_id IS NOT NULL) AND (state = ANY (ARRAY['proposed'::text, 'open'::text])));
CREATE INDEX promise_of_team ON public.promise USING btree (org_id, owner_team_id, due_at, id) WHERE (owner_team_id IS NOT NULL);
CREATE INDEX promise_overdue ON public.promise USING btree (org_id, due_at) WHERE ((state = 'broken'::text) AND (occurred_at IS NULL) AND followed);
CREATE INDEX promise_predecessor ON public.promise USING btree (org_id, predecessor_id) WHERE (predecessor_id IS NOT NULL);
CREATE INDEX promise_running_by_due ON public.promise USING btree (org_id, due_at, id) WHERE ((state = ANY (ARRAY['proposed'::text, 'open'::text])) AND followed);
CREATE INDEX promise_risk_about ON public.promise_risk USING btree (org_id, about);
CREATE INDEX promise_risk_at_risk ON public.promise_risk USING btree (org_id, due_at, promise_id) WHERE at_risk;
CREATE INDEX promise_risk_due ON public.promise_risk USING btree (org_id, look_at, promise_id) WHERE (look_at IS NOT NULL);
CREATE INDEX promise_risk_due_anywhere ON public.promise_risk USING btree (look_at, org_id) WHERE (look_at IS NOT NULL);
CREATE INDEX promise_step_due ON public.promise_step USING btree (org_id, at, promise_id, n) WHERE (state = 'waiting'::text);
CREATE INDEX promise_step_due_anywhere ON public.promise_step USING btree (at, org_id) WHERE (state = 'waiting'::text);
CREATE INDEX promise_step_raised ON public.promise_step USING btree (org_id, raised_at, promise_id) WHERE (state = 'raised'::text);
CREATE UNIQUE INDEX push_device_endpoint ON public.push_device USING btree (org_id, endpoint);
CREATE INDEX push_device_of ON public.push_device USING btree (org_id, member_id, id);
CREATE INDEX received_mail_kept ON public.received_mail USING btree (org_id, received_at) WHERE (file IS NOT NULL);
CREATE INDEX received_mail_of ON public.received_mail USING btree (org_id, mailbox_id, received_at, id);
CREATE UNIQUE INDEX received_mail_once ON public.received_mail USING btree (org_id, fingerprint);
CREATE INDEX received_mail_recent ON public.received_mail USING btree (org_id, received_at, id);
CREATE INDEX recovery_due ON public.recovery USING btree (org_id, next_at, id) WHERE (next_at IS NOT NULL);
CREATE INDEX recovery_due_anywhere ON public.recovery USING btree (next_at, org_id) WHERE (next_at IS NOT NULL);
CREATE UNIQUE INDEX recovery_of_matter ON public.recovery USING btree (org_id, about) WHERE ((about IS NOT NULL) AND (finished_at IS NULL));
CREATE INDEX recovery_recent ON public.recovery USING btree (org_id, created_at, id);
CREATE INDEX recovery_unfinished ON public.recovery USING btree (org_id, act_by, id) WHERE (finished_at IS NULL);
CREATE INDEX recovery_item_by_state ON public.recovery_item USING btree (org_id, recovery_id, state, last_moment_at, promise_id);
CREATE INDEX recovery_item_in_order ON public.recovery_item USING btree (org_id, recovery_id, last_moment_at, promise_id);
CREATE INDEX recovery_item_of_promise ON public.recovery_item USING btree (org_id, promise_id);
CREATE INDEX rederivation_recent ON public.rederivation USING btree (org_id, created_at);
CREATE UNIQUE INDEX remedy_name ON public.remedy USING btree (org_id, lower(name)) WHERE (archived_at IS NULL);
CREATE INDEX remedy_grant_about ON public.remedy_grant USING btree (org_id, about);
CREATE INDEX remedy_grant_of_customer ON public.remedy_grant USING btree (org_id, customer_id, created_at);
CREATE INDEX remedy_grant_recent ON public.remedy_grant USING btree (org_id, created_at, id);
CREATE INDEX request_by_close ON public.request USING btree (org_id, closed_at, id) WHERE (closed_at IS NOT NULL);
CREATE INDEX request_contact ON public.request USING btree (org_id, contact_id) WHERE (contact_id IS NOT NULL);
CREATE INDEX request_customer ON public.request USING btree (org_id, customer_id, opened_at) WHERE (customer_id IS NOT NULL);
CREATE INDEX request_done ON public.request USING btree (org_id, opened_at, id) WHERE ((status = 'closed'::text) AND followed);
CREATE INDEX request_exceptional ON public.request USING btree (org_id, exceptional_at) WHERE (exceptional_at IS NOT NULL);
CREATE UNIQUE INDEX request_external ON public.request USING btree (org_id, source, external_id) WHERE (external_id IS NOT NULL);
CREATE INDEX request_folded ON public.request USING gin (org_id, folded gin_trgm_ops);
CREATE INDEX request_history ON public.request USING btree (org_id, opened_at, id) WHERE (NOT followed);
CREATE UNIQUE INDEX request_number ON public.request USING btree (org_id, number);
CREATE INDEX request_of_import ON public.request USING btree (org_id, import_id, opened_at, id) WHERE (import_id IS NOT NULL);
CREATE INDEX request_of_kind ON public.request USING btree (org_id, kind, opened_at, id);
CREATE INDEX request_of_owner ON public.request USING btree (org_id, owner_id, opened_at, id) WHERE (owner_id IS NOT NULL);
CREATE INDEX request_of_service ON public.request USING btree (org_id, service_id, opened_at, id) WHERE (service_id IS NOT NULL);
CREATE INDEX request_of_source ON public.request USING btree (org_id, source, opened_at, id);
CREATE INDEX request_open ON public.request USING btree (org_id, opened_at, id) WHERE ((status = 'open'::text) AND followed);
CREATE INDEX request_open_of_kind ON public.request USING btree (org_id, kind, opened_at, id) WHERE ((status = 'open'::text) AND followed);
CREATE INDEX request_open_of_owner ON public.request USING btree (org_id, owner_id, opened_at, id) WHERE ((status = 'open'::text) AND followed);
CREATE INDEX request_open_of_service ON public.request USING btree (org_id, service_id, opened_at, id) WHERE ((status = 'open'::text) AND followed);
CREATE INDEX request_opened ON public.request USING btree (org_id, opened_at, id);
CREATE INDEX request_search ON public.request USING gin (org_id, search);
CREATE INDEX saved_view_list ON public.saved_view USING btree (org_id, list, name, id);
CREATE INDEX saved_view_member ON public.saved_view USING btree (org_id, member_id) WHERE (member_id IS NOT NULL);
CREATE INDEX saved_view_team ON public.saved_view USING btree (org_id, team_id) WHERE (team_id IS NOT NULL);
CREATE INDEX saved_view_default_view ON public.saved_view_default USING btree (org_id, view_id);
CREATE UNIQUE INDEX script_name ON public.script USING btree (org_id, lower(name)) WHERE (archived_at IS NULL);
CREATE UNIQUE INDEX script_starter ON public.script USING btree (org_id, starter) WHERE (starter IS NOT NULL);
CREATE INDEX session_member ON public.session USING btree (org_id, member_id);
CREATE UNIQUE INDEX team_name ON public.team USING btree (org_id, lower(name)) WHERE (archived_at IS NULL);
CREATE INDEX team_member_member ON public.team_member USING btree (org_id, member_id);
CREATE INDEX tracking_link_about ON public.tracking_link USING btree (org_id, about);
CREATE INDEX webhook_attempt_of ON public.webhook_attempt USING btree (org_id, delivery_id, id);
CREATE INDEX webhook_delivery_age ON public.webhook_delivery USING btree (org_id, created_at);
CREATE INDEX webhook_delivery_by_state ON public.webhook_delivery USING btree (org_id, endpoint_id, state, id);
CREATE INDEX webhook_delivery_newest ON public.webhook_delivery USING btree (org_id, endpoint_id, id);
CREATE UNIQUE INDEX webhook_delivery_once ON public.webhook_delivery USING btree (org_id, event_id, endpoint_id) WHERE (event_id IS NOT NULL);
CREATE INDEX webhook_endpoint_on ON public.webhook_endpoint USING btree (org_id) WHERE (state = 'on'::text);



alter table answer enable row level security; alter table answer force row level security;
alter table api_key enable row level security; alter table api_key force row level security;
alter table approval enable row level security; alter table approval force row level security;
alter table attachment enable row level security; alter table attachment force row level security;
alter table authority_limit enable row level security; alter table authority_limit force row level security;
alter table authority_use enable row level security; alter table authority_use force row level security;
alter table bulk_change enable row level security; alter table bulk_change force row level security;
alter table bulk_change_row enable row level security; alter table bulk_change_row force row level security;
alter table calendar enable row level security; alter table calendar force row level security;
alter table calendar_feed enable row level security; alter table calendar_feed force row level security;
alter table call enable row level security; alter table call force row level security;
alter table clock_lapse enable row level security; alter table clock_lapse force row level security;
alter table clock_state enable row level security; alter table clock_state force row level security;
alter table colleague_question enable row level security; alter table colleague_question force row level security;
alter table contact enable row level security; alter table contact force row level security;
alter table contact_consent enable row level security; alter table contact_consent force row level security;
alter table contradiction enable row level security; alter table contradiction force row level security;
alter table conversation enable row level security; alter table conversation force row level security;
alter table credential enable row level security; alter table credential force row level security;
alter table customer enable row level security; alter table customer force row level security;
alter table customer_apart enable row level security; alter table customer_apart force row level security;
alter table customer_completion enable row level security; alter table customer_completion force row level security;
alter table customer_wait enable row level security; alter table customer_wait force row level security;
alter table default_steps enable row level security; alter table default_steps force row level security;
alter table delay_reason enable row level security; alter table delay_reason force row level security;
alter table deputy enable row level security; alter table deputy force row level security;
alter table draft enable row level security; alter table draft force row level security;
alter table duty_change enable row level security; alter table duty_change force row level security;
alter table event enable row level security; alter table event force row level security;
alter table event_text enable row level security; alter table event_text force row level security;
alter table failed_task enable row level security; alter table failed_task force row level security;
alter table file_sweep enable row level security; alter table file_sweep force row level security;
alter table follow_up enable row level security; alter table follow_up force row level security;
alter table follow_up_answer enable row level security; alter table follow_up_answer force row level security;
alter table follow_up_rules enable row level security; alter table follow_up_rules force row level security;
alter table forecast_backtest enable row level security; alter table forecast_backtest force row level security;
alter table forecast_model enable row level security; alter table forecast_model force row level security;
alter table forecast_observation enable row level security; alter table forecast_observation force row level security;
alter table forecast_record enable row level security; alter table forecast_record force row level security;
alter table idempotency enable row level security; alter table idempotency force row level security;
alter table import enable row level security; alter table import force row level security;
alter table import_bad_row enable row level security; alter table import_bad_row force row level security;
alter table import_error enable row level security; alter table import_error force row level security;
alter table import_part enable row level security; alter table import_part force row level security;
alter table ledger_anchor enable row level security; alter table ledger_anchor force row level security;
alter table mailbox enable row level security; alter table mailbox force row level security;
alter table mailbox_address enable row level security; alter table mailbox_address force row level security;
alter table member enable row level security; alter table member force row level security;
alter table mention enable row level security; alter table mention force row level security;
alter table message enable row level security; alter table message force row level security;
alter table message_telling enable row level security; alter table message_telling force row level security;
alter table message_word enable row level security; alter table message_word force row level security;
alter table notice enable row level security; alter table notice force row level security;
alter table notification enable row level security; alter table notification force row level security;
alter table notification_preference enable row level security; alter table notification_preference force row level security;
alter table offered_choice enable row level security; alter table offered_choice force row level security;
alter table organization enable row level security; alter table organization force row level security;
alter table outbox enable row level security; alter table outbox force row level security;
alter table policy enable row level security; alter table policy force row level security;
alter table policy_review enable row level security; alter table policy_review force row level security;
alter table policy_version enable row level security; alter table policy_version force row level security;
alter table promise enable row level security; alter table promise force row level security;
alter table promise_risk enable row level security; alter table promise_risk force row level security;
alter table promise_rules enable row level security; alter table promise_rules force row level security;
alter table promise_step enable row level security; alter table promise_step force row level security;
alter table push_device enable row level security; alter table push_device force row level security;
alter table received_mail enable row level security; alter table received_mail force row level security;
alter table recovery enable row level security; alter table recovery force row level security;
alter table recovery_item enable row level security; alter table recovery_item force row level security;
alter table rederivation enable row level security; alter table rederivation force row level security;
alter table remedy enable row level security; alter table remedy force row level security;
alter table remedy_grant enable row level security; alter table remedy_grant force row level security;
alter table request enable row level security; alter table request force row level security;
alter table request_counter enable row level security; alter table request_counter force row level security;
alter table saved_view enable row level security; alter table saved_view force row level security;
alter table saved_view_default enable row level security; alter table saved_view_default force row level security;
alter table script enable row level security; alter table script force row level security;
alter table script_version enable row level security; alter table script_version force row level security;
alter table service enable row level security; alter table service force row level security;
alter table session enable row level security; alter table session force row level security;
alter table team enable row level security; alter table team force row level security;
alter table team_member enable row level security; alter table team_member force row level security;
alter table tracking_link enable row level security; alter table tracking_link force row level security;
alter table user_organization enable row level security; alter table user_organization force row level security;
alter table webhook_attempt enable row level security; alter table webhook_attempt force row level security;
alter table webhook_delivery enable row level security; alter table webhook_delivery force row level security;
alter table webhook_endpoint enable row level security; alter table webhook_endpoint force row level security;

create policy backup on answer for select to kept_backup using (true);
create policy tenant on answer for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on api_key for select to kept_backup using (true);
create policy tenant on api_key for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on approval for select to kept_backup using (true);
create policy tenant on approval for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on attachment for select to kept_backup using (true);
create policy tenant on attachment for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on authority_limit for select to kept_backup using (true);
create policy tenant on authority_limit for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on authority_use for select to kept_backup using (true);
create policy tenant on authority_use for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on bulk_change for select to kept_backup using (true);
create policy tenant on bulk_change for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on bulk_change_row for select to kept_backup using (true);
create policy tenant on bulk_change_row for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on calendar for select to kept_backup using (true);
create policy tenant on calendar for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on calendar_feed for select to kept_backup using (true);
create policy tenant on calendar_feed for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on call for select to kept_backup using (true);
create policy tenant on call for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on clock_lapse for select to kept_backup using (true);
create policy tenant on clock_lapse for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on clock_state for select to kept_backup using (true);
create policy tenant on clock_state for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on colleague_question for select to kept_backup using (true);
create policy tenant on colleague_question for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on contact for select to kept_backup using (true);
create policy search on contact for select to kept_search using (true);
create policy tenant on contact for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on contact_consent for select to kept_backup using (true);
create policy tenant on contact_consent for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on contradiction for select to kept_backup using (true);
create policy tenant on contradiction for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on conversation for select to kept_backup using (true);
create policy tenant on conversation for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on credential for select to kept_backup using (true);
create policy directory on credential for all to kept_system using (true) with check (true);
create policy tenant on credential for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on customer for select to kept_backup using (true);
create policy search on customer for select to kept_search using (true);
create policy tenant on customer for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on customer_apart for select to kept_backup using (true);
create policy tenant on customer_apart for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on customer_completion for select to kept_backup using (true);
create policy tenant on customer_completion for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on customer_wait for select to kept_backup using (true);
create policy tenant on customer_wait for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on default_steps for select to kept_backup using (true);
create policy tenant on default_steps for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on delay_reason for select to kept_backup using (true);
create policy tenant on delay_reason for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on deputy for select to kept_backup using (true);
create policy tenant on deputy for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on draft for select to kept_backup using (true);
create policy tenant on draft for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on duty_change for select to kept_backup using (true);
create policy tenant on duty_change for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on event for select to kept_backup using (true);
create policy tenant on event for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on event_text for select to kept_backup using (true);
create policy tenant on event_text for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on failed_task for select to kept_backup using (true);
create policy tenant on failed_task for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on file_sweep for select to kept_backup using (true);
create policy tenant on file_sweep for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on follow_up for select to kept_backup using (true);
create policy tenant on follow_up for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on follow_up_answer for select to kept_backup using (true);
create policy tenant on follow_up_answer for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on follow_up_rules for select to kept_backup using (true);
create policy tenant on follow_up_rules for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on forecast_backtest for select to kept_backup using (true);
create policy tenant on forecast_backtest for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on forecast_model for select to kept_backup using (true);
create policy tenant on forecast_model for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on forecast_observation for select to kept_backup using (true);
create policy tenant on forecast_observation for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on forecast_record for select to kept_backup using (true);
create policy tenant on forecast_record for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on idempotency for select to kept_backup using (true);
create policy tenant on idempotency for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on import for select to kept_backup using (true);
create policy tenant on import for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on import_bad_row for select to kept_backup using (true);
create policy tenant on import_bad_row for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on import_error for select to kept_backup using (true);
create policy tenant on import_error for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on import_part for select to kept_backup using (true);
create policy tenant on import_part for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on ledger_anchor for select to kept_backup using (true);
create policy tenant on ledger_anchor for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on mailbox for select to kept_backup using (true);
create policy tenant on mailbox for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy watch on mailbox for select to kept_system using (((kind = 'imap'::text) AND enabled AND (archived_at IS NULL)));
create policy backup on mailbox_address for select to kept_backup using (true);
create policy directory on mailbox_address for all to kept_system using (true) with check (true);
create policy tenant on mailbox_address for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on member for select to kept_backup using (true);
create policy tenant on member for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on mention for select to kept_backup using (true);
create policy tenant on mention for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on message for select to kept_backup using (true);
create policy search on message for select to kept_search using (true);
create policy tenant on message for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on message_telling for select to kept_backup using (true);
create policy tenant on message_telling for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on message_word for select to kept_backup using (true);
create policy search on message_word for select to kept_search using (true);
create policy tenant on message_word for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on notice for select to kept_backup using (true);
create policy tenant on notice for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on notification for select to kept_backup using (true);
create policy tenant on notification for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on notification_preference for select to kept_backup using (true);
create policy tenant on notification_preference for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on offered_choice for select to kept_backup using (true);
create policy tenant on offered_choice for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on organization for select to kept_backup using (true);
create policy directory on organization for all to kept_system using (true) with check (true);
create policy tenant on organization for all to kept_app using ((id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on outbox for select to kept_backup using (true);
create policy relay on outbox for select to kept_system using (true);
create policy tenant on outbox for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on policy for select to kept_backup using (true);
create policy tenant on policy for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on policy_review for select to kept_backup using (true);
create policy tenant on policy_review for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on policy_version for select to kept_backup using (true);
create policy tenant on policy_version for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on promise for select to kept_backup using (true);
create policy only_history on promise for delete to kept_app using (((basis = 'imported'::text) AND (NOT followed)));
create policy sweep on promise for select to kept_system using ((next_check_at IS NOT NULL));
create policy tenant on promise for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on promise_risk for select to kept_backup using (true);
create policy sweep on promise_risk for select to kept_system using ((look_at IS NOT NULL));
create policy tenant on promise_risk for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on promise_rules for select to kept_backup using (true);
create policy tenant on promise_rules for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on promise_step for select to kept_backup using (true);
create policy sweep on promise_step for select to kept_system using ((state = 'waiting'::text));
create policy tenant on promise_step for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on push_device for select to kept_backup using (true);
create policy tenant on push_device for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on received_mail for select to kept_backup using (true);
create policy tenant on received_mail for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on recovery for select to kept_backup using (true);
create policy sweep on recovery for select to kept_system using ((next_at IS NOT NULL));
create policy tenant on recovery for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on recovery_item for select to kept_backup using (true);
create policy tenant on recovery_item for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on rederivation for select to kept_backup using (true);
create policy tenant on rederivation for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on remedy for select to kept_backup using (true);
create policy tenant on remedy for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on remedy_grant for select to kept_backup using (true);
create policy tenant on remedy_grant for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on request for select to kept_backup using (true);
create policy search on request for select to kept_search using (true);
create policy tenant on request for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on request_counter for select to kept_backup using (true);
create policy tenant on request_counter for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on saved_view for select to kept_backup using (true);
create policy tenant on saved_view for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on saved_view_default for select to kept_backup using (true);
create policy tenant on saved_view_default for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on script for select to kept_backup using (true);
create policy tenant on script for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on script_version for select to kept_backup using (true);
create policy tenant on script_version for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on service for select to kept_backup using (true);
create policy tenant on service for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on session for select to kept_backup using (true);
create policy tenant on session for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on team for select to kept_backup using (true);
create policy tenant on team for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on team_member for select to kept_backup using (true);
create policy tenant on team_member for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on tracking_link for select to kept_backup using (true);
create policy tenant on tracking_link for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on user_organization for select to kept_backup using (true);
create policy directory on user_organization for all to kept_system using (true) with check (true);
create policy tenant on user_organization for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on webhook_attempt for select to kept_backup using (true);
create policy tenant on webhook_attempt for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on webhook_delivery for select to kept_backup using (true);
create policy tenant on webhook_delivery for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));
create policy backup on webhook_endpoint for select to kept_backup using (true);
create policy hears on webhook_endpoint for select to kept_system using ((state = 'on'::text));
create policy tenant on webhook_endpoint for all to kept_app using ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid)) with check ((org_id = (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid));

CREATE OR REPLACE FUNCTION public.conversations_saying(org uuid, query tsquery, most integer)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
 SET enable_seqscan TO 'off'
 SET enable_indexscan TO 'off'
AS $function$
  select conversation_id from public.message
  where org_id = org and org = nullif(current_setting('app.org_id', true), '')::uuid and conversation_id is not null and search @@ query limit most
$function$
;
-- of kept_search, called by kept_app
CREATE OR REPLACE FUNCTION public.customers_found(org uuid, query tsquery, words text[], digits text, most integer)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
 SET enable_seqscan TO 'off'
 SET enable_indexscan TO 'off'
AS $function$
  select id from (
    select id from public.customer
    where org_id = org and org = nullif(current_setting('app.org_id', true), '')::uuid and search @@ query
    union all
    select customer_id from public.contact
    where org_id = org and org = nullif(current_setting('app.org_id', true), '')::uuid and search @@ query
    union all
    select customer_id from public.contact
    where org_id = org and org = nullif(current_setting('app.org_id', true), '')::uuid
      and phone_digits <> '' and phone_digits like '%' || digits || '%'
    union all
    select near.id from (
      select id, folded from public.customer
      where org_id = org and org = nullif(current_setting('app.org_id', true), '')::uuid
        and length(words[1]) >= 5 and words[1] <% folded
      union all
      select id, folded from public.customer
      where org_id = org and org = nullif(current_setting('app.org_id', true), '')::uuid
        and length(words[1]) < 5 and folded like '%' || words[1] || '%'
      union all
      select customer_id, folded from public.contact
      where org_id = org and org = nullif(current_setting('app.org_id', true), '')::uuid
        and length(words[1]) >= 5 and words[1] <% folded
      union all
      select customer_id, folded from public.contact
      where org_id = org and org = nullif(current_setting('app.org_id', true), '')::uuid
        and length(words[1]) < 5 and folded like '%' || words[1] || '%'
    ) near
    where not exists (
      select from unnest(words) w where not case when length(w) >= 5 then w <% near.folded else near.folded like '%' || w || '%' end)
  ) found group by id limit most
$function$
;
-- of kept_search, called by kept_app
CREATE OR REPLACE FUNCTION public.requests_like(org uuid, words text[], most integer)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
 SET enable_seqscan TO 'off'
 SET enable_indexscan TO 'off'
AS $function$
  select id from (
    select id, folded, opened_at from public.request
    where org_id = org and org = nullif(current_setting('app.org_id', true), '')::uuid
      and length(words[1]) >= 5 and words[1] <% folded
    union all
    select id, folded, opened_at from public.request
    where org_id = org and org = nullif(current_setting('app.org_id', true), '')::uuid
      and length(words[1]) < 5 and folded like '%' || words[1] || '%'
  ) near
  where not exists (
    select from unnest(words) w where not case when length(w) >= 5 then w <% near.folded else near.folded like '%' || w || '%' end)
  order by word_similarity(array_to_string(words, ' '), folded) desc, opened_at desc limit most
$function$
;
-- of kept_search, called by kept_app
CREATE OR REPLACE FUNCTION public.requests_saying(org uuid, query tsquery, most integer)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
 SET enable_seqscan TO 'off'
 SET enable_indexscan TO 'off'
AS $function$
  select id from public.request
  where org_id = org and org = nullif(current_setting('app.org_id', true), '')::uuid and search @@ query limit most
$function$
;
-- of kept_search, called by kept_app
CREATE OR REPLACE FUNCTION public.words_like(org uuid, typed text, most integer)
 RETURNS SETOF text
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
 SET enable_seqscan TO 'off'
 SET enable_indexscan TO 'off'
AS $function$
  select word from public.message_word
  where org_id = org and org = nullif(current_setting('app.org_id', true), '')::uuid
    and (spelt like '%' || translate(typed, 'абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ', 'abvgdejziyklmnoprstufhcqwx012345iieg') || '%'
      or spelt % translate(typed, 'абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ', 'abvgdejziyklmnoprstufhcqwx012345iieg'))
  order by similarity(spelt, translate(typed, 'абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ', 'abvgdejziyklmnoprstufhcqwx012345iieg')) desc, word limit most
$function$
;
-- of kept_search, called by kept_app

grant delete, insert, select, update on answer to kept_app;
grant select on answer to kept_backup;
grant delete, insert, select, update on api_key to kept_app;
grant select on api_key to kept_backup;
grant select on app_user to kept_backup;
grant delete, insert, select, update on app_user to kept_system;
grant delete, insert, select, update on approval to kept_app;
grant select on approval to kept_backup;
grant delete, insert, select, update on attachment to kept_app;
grant select on attachment to kept_backup;
grant delete, insert, select, update on authority_limit to kept_app;
grant select on authority_limit to kept_backup;
grant delete, insert, select, update on authority_use to kept_app;
grant select on authority_use to kept_backup;
grant delete, insert, select, update on bulk_change to kept_app;
grant select on bulk_change to kept_backup;
grant delete, insert, select, update on bulk_change_row to kept_app;
grant select on bulk_change_row to kept_backup;
grant delete, insert, select, update on calendar to kept_app;
grant select on calendar to kept_backup;
grant delete, insert, select, update on calendar_feed to kept_app;
grant select on calendar_feed to kept_backup;
grant delete, insert, select, update on call to kept_app;
grant select on call to kept_backup;
grant delete, insert, select, update on clock_lapse to kept_app;
grant select on clock_lapse to kept_backup;
grant delete, insert, select, update on clock_state to kept_app;
grant select on clock_state to kept_backup;
grant delete, insert, select, update on colleague_question to kept_app;
grant select on colleague_question to kept_backup;
grant delete, insert, select, update on contact to kept_app;
grant select on contact to kept_backup;
grant delete, insert, select on contact_consent to kept_app;
grant select on contact_consent to kept_backup;
grant delete, insert, select, update on contradiction to kept_app;
grant select on contradiction to kept_backup;
grant delete, insert, select, update on conversation to kept_app;
grant select on conversation to kept_backup;
grant insert, select on credential to kept_app;
grant select on credential to kept_backup;
grant delete, insert, select, update on credential to kept_system;
grant delete, insert, select, update on customer to kept_app;
grant select on customer to kept_backup;
grant delete, insert, select on customer_apart to kept_app;
grant select on customer_apart to kept_backup;
grant delete, insert, select, update on customer_completion to kept_app;
grant select on customer_completion to kept_backup;
grant delete, insert, select, update on customer_wait to kept_app;
grant select on customer_wait to kept_backup;
grant delete, insert, select, update on default_steps to kept_app;
grant select on default_steps to kept_backup;
grant delete, insert, select, update on delay_reason to kept_app;
grant select on delay_reason to kept_backup;
grant delete, insert, select, update on deputy to kept_app;
grant select on deputy to kept_backup;
grant delete, insert, select, update on draft to kept_app;
grant select on draft to kept_backup;
grant delete, insert, select, update on duty_change to kept_app;
grant select on duty_change to kept_backup;
grant insert, select on event to kept_app;
grant select on event to kept_backup;
grant delete, insert, select, update on event_text to kept_app;
grant select on event_text to kept_backup;
grant delete, insert, select, update on failed_task to kept_app;
grant select on failed_task to kept_backup;
grant delete, insert, select, update on file_sweep to kept_app;
grant select on file_sweep to kept_backup;
grant delete, insert, select, update on follow_up to kept_app;
grant select on follow_up to kept_backup;
grant delete, insert, select, update on follow_up_answer to kept_app;
grant select on follow_up_answer to kept_backup;
grant delete, insert, select, update on follow_up_rules to kept_app;
grant select on follow_up_rules to kept_backup;
grant delete, insert, select, update on forecast_backtest to kept_app;
grant select on forecast_backtest to kept_backup;
grant delete, insert, select, update on forecast_model to kept_app;
grant select on forecast_model to kept_backup;
grant delete, insert, select, update on forecast_observation to kept_app;
grant select on forecast_observation to kept_backup;
grant delete, insert, select, update on forecast_record to kept_app;
grant select on forecast_record to kept_backup;
grant delete, insert, select, update on idempotency to kept_app;
grant select on idempotency to kept_backup;
grant delete, insert, select, update on import to kept_app;
grant select on import to kept_backup;
grant delete, insert, select, update on import_bad_row to kept_app;
grant select on import_bad_row to kept_backup;
grant delete, insert, select, update on import_error to kept_app;
grant select on import_error to kept_backup;
grant delete, insert, select, update on import_part to kept_app;
grant select on import_part to kept_backup;
grant select on instance to kept_backup;
grant delete, insert, select, update on instance to kept_system;
grant insert, select on ledger_anchor to kept_app;
grant select on ledger_anchor to kept_backup;
grant delete, insert, select, update on mailbox to kept_app;
grant select on mailbox to kept_backup;
grant delete, insert, select on mailbox_address to kept_app;
grant select on mailbox_address to kept_backup;
grant select on mailbox_address to kept_system;
grant delete, insert, select, update on member to kept_app;
grant select on member to kept_backup;
grant delete, insert, select, update on mention to kept_app;
grant select on mention to kept_backup;
grant delete, insert, select, update on message to kept_app;
grant select on message to kept_backup;
grant delete, insert, select, update on message_telling to kept_app;
grant select on message_telling to kept_backup;
grant delete, insert, select, update on message_word to kept_app;
grant select on message_word to kept_backup;
grant delete, insert, select, update on notice to kept_app;
grant select on notice to kept_backup;
grant delete, insert, select, update on notification to kept_app;
grant select on notification to kept_backup;
grant delete, insert, select, update on notification_preference to kept_app;
grant select on notification_preference to kept_backup;
grant delete, insert, select, update on offered_choice to kept_app;
grant select on offered_choice to kept_backup;
grant select on organization to kept_app;
grant select on organization to kept_backup;
grant delete, insert, select, update on organization to kept_system;
grant delete, insert, select, update on outbox to kept_app;
grant select on outbox to kept_backup;
grant delete, insert, select, update on policy to kept_app;
grant select on policy to kept_backup;
grant insert, select on policy_review to kept_app;
grant select on policy_review to kept_backup;
grant insert, select on policy_version to kept_app;
grant select on policy_version to kept_backup;
grant delete, insert, select, update on promise to kept_app;
grant select on promise to kept_backup;
grant delete, insert, select, update on promise_risk to kept_app;
grant select on promise_risk to kept_backup;
grant delete, insert, select, update on promise_rules to kept_app;
grant select on promise_rules to kept_backup;
grant delete, insert, select, update on promise_step to kept_app;
grant select on promise_step to kept_backup;
grant delete, insert, select, update on push_device to kept_app;
grant select on push_device to kept_backup;
grant delete, insert, select, update on received_mail to kept_app;
grant select on received_mail to kept_backup;
grant delete, insert, select, update on recovery to kept_app;
grant select on recovery to kept_backup;
grant delete, insert, select, update on recovery_item to kept_app;
grant select on recovery_item to kept_backup;
grant delete, insert, select, update on rederivation to kept_app;
grant select on rederivation to kept_backup;
grant delete, insert, select, update on remedy to kept_app;
grant select on remedy to kept_backup;
grant delete, insert, select, update on remedy_grant to kept_app;
grant select on remedy_grant to kept_backup;
grant delete, insert, select, update on request to kept_app;
grant select on request to kept_backup;
grant delete, insert, select, update on request_counter to kept_app;
grant select on request_counter to kept_backup;
grant delete, insert, select, update on saved_view to kept_app;
grant select on saved_view to kept_backup;
grant delete, insert, select, update on saved_view_default to kept_app;
grant select on saved_view_default to kept_backup;
grant delete, insert, select, update on script to kept_app;
grant select on script to kept_backup;
grant insert, select on script_version to kept_app;
grant select on script_version to kept_backup;
grant delete, insert, select, update on service to kept_app;
grant select on service to kept_backup;
grant delete, insert, select, update on session to kept_app;
grant select on session to kept_backup;
grant delete, insert, select, update on team to kept_app;
grant select on team to kept_backup;
grant delete, insert, select, update on team_member to kept_app;
grant select on team_member to kept_backup;
grant delete, insert, select, update on tracking_link to kept_app;
grant select on tracking_link to kept_backup;
grant delete, insert, select on user_organization to kept_app;
grant select on user_organization to kept_backup;
grant delete, insert, select, update on user_organization to kept_system;
grant delete, insert, select, update on webhook_attempt to kept_app;
grant select on webhook_attempt to kept_backup;
grant delete, insert, select, update on webhook_delivery to kept_app;
grant select on webhook_delivery to kept_backup;
grant delete, insert, select, update on webhook_endpoint to kept_app;
grant select on webhook_endpoint to kept_backup;

grant insert (created_at), insert (email), insert (id), select (email), select (id) on app_user to kept_app;
grant select (customer_id), select (folded), select (id), select (org_id), select (phone_digits), select (search) on contact to kept_search;
grant select (folded), select (id), select (org_id), select (search) on customer to kept_search;
grant select (archived_at), select (enabled), select (kind), select (leased_until), select (org_id) on mailbox to kept_system;
grant select (conversation_id), select (org_id), select (search) on message to kept_search;
grant select (org_id), select (spelt), select (word) on message_word to kept_search;
grant update (country), update (currency), update (language), update (name), update (time_zone), update (version) on organization to kept_app;
grant select (created_at), select (org_id) on outbox to kept_system;
grant select (next_check_at), select (org_id) on promise to kept_system;
grant select (look_at), select (org_id) on promise_risk to kept_system;
grant select (at), select (org_id) on promise_step to kept_system;
grant select (next_at), select (org_id) on recovery to kept_system;
grant select (folded), select (id), select (opened_at), select (org_id), select (search) on request to kept_search;
grant select (event_types), select (org_id), select (state) on webhook_endpoint to kept_system;
