-- What is said is found by its words: as they are, and by their stem in the language of the message; what letters are folded
-- to is the list of src/platform/search.ts. The names of attachments stand with the message, so that one index has it all.
alter table message add column file_names text not null default '';
alter table message no force row level security;
alter table attachment no force row level security;
update message set file_names = left(named.names, 5000) from (
  select org_id, message_id, string_agg(name, ' ' order by id) as names from attachment group by org_id, message_id
) named where message.org_id = named.org_id and message.id = named.message_id;
alter table message add column search tsvector not null generated always as (strip(
  to_tsvector('simple', translate(lower(normalize(left(subject || ' ' || coalesce(from_name, '') || ' ' || coalesce(from_address, '') || ' ' || to_address || ' ' || file_names || ' ' || coalesce(next_step, '') || ' ' || text, 50000), nfc)), ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĴĵĶķĹĺĻļĽľĿŁłŃńŅņŇňŊŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠơƢƤƦƧƩƬƮƯưƱƲƳƵƷƸƼǄǅǇǈǊǋǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǤǦǧǨǩǪǫǬǭǮǯǰǱǲǴǵǶǷǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȜȞȟȠȢȤȦȧȨȩȪȫȬȭȮȯȰȱȲȳȺȻȽȾɁɃɄɅɆɈɊɌɎЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѐёѓїќѝў.,;:-_/\@+&()[]{}"''’‘“”«»#*·…–—!?=<>|~`^%$€', ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфaaaaaaaceeeeiiiidnoooooouuuuytsaaaaaaaceeeeiiiidnoooooouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiĳjjkkllllllŀllnnnnnnŋoooooooorrrrrrssssssssttttŧuuuuuuuuuuuuwwyyyzzzzzzɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵooƣƥʀƨʃƭʈuuʊʋƴƶʒƹƽǆǆǉǉǌǌaaiioouuuuuuuuuuaaaaææǥggkkooooʒʒjǳǳggƕƿnnaaææøøaaaaeeeeiiiioooorrrruuuussttȝhhƞȣȥaaeeooooooooyyⱥȼƚⱦɂƀʉʌɇɉɋɍɏееђгєѕііјљњћкиуџабвгдежзийклмнопрстуфхцчшщъыьэюяеегікиу                                           ')) ||
    case language
      when 'en' then to_tsvector('english', translate(lower(normalize(left(subject || ' ' || coalesce(from_name, '') || ' ' || coalesce(from_address, '') || ' ' || to_address || ' ' || file_names || ' ' || coalesce(next_step, '') || ' ' || text, 50000), nfc)), ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĴĵĶķĹĺĻļĽľĿŁłŃńŅņŇňŊŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠơƢƤƦƧƩƬƮƯưƱƲƳƵƷƸƼǄǅǇǈǊǋǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǤǦǧǨǩǪǫǬǭǮǯǰǱǲǴǵǶǷǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȜȞȟȠȢȤȦȧȨȩȪȫȬȭȮȯȰȱȲȳȺȻȽȾɁɃɄɅɆɈɊɌɎЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѐёѓїќѝў.,;:-_/\@+&()[]{}"''’‘“”«»#*·…–—!?=<>|~`^%$€', ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфaaaaaaaceeeeiiiidnoooooouuuuytsaaaaaaaceeeeiiiidnoooooouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiĳjjkkllllllŀllnnnnnnŋoooooooorrrrrrssssssssttttŧuuuuuuuuuuuuwwyyyzzzzzzɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵooƣƥʀƨʃƭʈuuʊʋƴƶʒƹƽǆǆǉǉǌǌaaiioouuuuuuuuuuaaaaææǥggkkooooʒʒjǳǳggƕƿnnaaææøøaaaaeeeeiiiioooorrrruuuussttȝhhƞȣȥaaeeooooooooyyⱥȼƚⱦɂƀʉʌɇɉɋɍɏееђгєѕііјљњћкиуџабвгдежзийклмнопрстуфхцчшщъыьэюяеегікиу                                           '))
      when 'pt' then to_tsvector('portuguese', translate(lower(normalize(left(subject || ' ' || coalesce(from_name, '') || ' ' || coalesce(from_address, '') || ' ' || to_address || ' ' || file_names || ' ' || coalesce(next_step, '') || ' ' || text, 50000), nfc)), ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĴĵĶķĹĺĻļĽľĿŁłŃńŅņŇňŊŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠơƢƤƦƧƩƬƮƯưƱƲƳƵƷƸƼǄǅǇǈǊǋǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǤǦǧǨǩǪǫǬǭǮǯǰǱǲǴǵǶǷǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȜȞȟȠȢȤȦȧȨȩȪȫȬȭȮȯȰȱȲȳȺȻȽȾɁɃɄɅɆɈɊɌɎЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѐёѓїќѝў.,;:-_/\@+&()[]{}"''’‘“”«»#*·…–—!?=<>|~`^%$€', ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфaaaaaaaceeeeiiiidnoooooouuuuytsaaaaaaaceeeeiiiidnoooooouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiĳjjkkllllllŀllnnnnnnŋoooooooorrrrrrssssssssttttŧuuuuuuuuuuuuwwyyyzzzzzzɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵooƣƥʀƨʃƭʈuuʊʋƴƶʒƹƽǆǆǉǉǌǌaaiioouuuuuuuuuuaaaaææǥggkkooooʒʒjǳǳggƕƿnnaaææøøaaaaeeeeiiiioooorrrruuuussttȝhhƞȣȥaaeeooooooooyyⱥȼƚⱦɂƀʉʌɇɉɋɍɏееђгєѕііјљњћкиуџабвгдежзийклмнопрстуфхцчшщъыьэюяеегікиу                                           '))
      when 'es' then to_tsvector('spanish', translate(lower(normalize(left(subject || ' ' || coalesce(from_name, '') || ' ' || coalesce(from_address, '') || ' ' || to_address || ' ' || file_names || ' ' || coalesce(next_step, '') || ' ' || text, 50000), nfc)), ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĴĵĶķĹĺĻļĽľĿŁłŃńŅņŇňŊŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠơƢƤƦƧƩƬƮƯưƱƲƳƵƷƸƼǄǅǇǈǊǋǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǤǦǧǨǩǪǫǬǭǮǯǰǱǲǴǵǶǷǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȜȞȟȠȢȤȦȧȨȩȪȫȬȭȮȯȰȱȲȳȺȻȽȾɁɃɄɅɆɈɊɌɎЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѐёѓїќѝў.,;:-_/\@+&()[]{}"''’‘“”«»#*·…–—!?=<>|~`^%$€', ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфaaaaaaaceeeeiiiidnoooooouuuuytsaaaaaaaceeeeiiiidnoooooouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiĳjjkkllllllŀllnnnnnnŋoooooooorrrrrrssssssssttttŧuuuuuuuuuuuuwwyyyzzzzzzɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵooƣƥʀƨʃƭʈuuʊʋƴƶʒƹƽǆǆǉǉǌǌaaiioouuuuuuuuuuaaaaææǥggkkooooʒʒjǳǳggƕƿnnaaææøøaaaaeeeeiiiioooorrrruuuussttȝhhƞȣȥaaeeooooooooyyⱥȼƚⱦɂƀʉʌɇɉɋɍɏееђгєѕііјљњћкиуџабвгдежзийклмнопрстуфхцчшщъыьэюяеегікиу                                           '))
      when 'ca' then to_tsvector('catalan', translate(lower(normalize(left(subject || ' ' || coalesce(from_name, '') || ' ' || coalesce(from_address, '') || ' ' || to_address || ' ' || file_names || ' ' || coalesce(next_step, '') || ' ' || text, 50000), nfc)), ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĴĵĶķĹĺĻļĽľĿŁłŃńŅņŇňŊŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠơƢƤƦƧƩƬƮƯưƱƲƳƵƷƸƼǄǅǇǈǊǋǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǤǦǧǨǩǪǫǬǭǮǯǰǱǲǴǵǶǷǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȜȞȟȠȢȤȦȧȨȩȪȫȬȭȮȯȰȱȲȳȺȻȽȾɁɃɄɅɆɈɊɌɎЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѐёѓїќѝў.,;:-_/\@+&()[]{}"''’‘“”«»#*·…–—!?=<>|~`^%$€', ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфaaaaaaaceeeeiiiidnoooooouuuuytsaaaaaaaceeeeiiiidnoooooouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiĳjjkkllllllŀllnnnnnnŋoooooooorrrrrrssssssssttttŧuuuuuuuuuuuuwwyyyzzzzzzɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵooƣƥʀƨʃƭʈuuʊʋƴƶʒƹƽǆǆǉǉǌǌaaiioouuuuuuuuuuaaaaææǥggkkooooʒʒjǳǳggƕƿnnaaææøøaaaaeeeeiiiioooorrrruuuussttȝhhƞȣȥaaeeooooooooyyⱥȼƚⱦɂƀʉʌɇɉɋɍɏееђгєѕііјљњћкиуџабвгдежзийклмнопрстуфхцчшщъыьэюяеегікиу                                           '))
      when 'ru' then to_tsvector('russian', translate(lower(normalize(left(subject || ' ' || coalesce(from_name, '') || ' ' || coalesce(from_address, '') || ' ' || to_address || ' ' || file_names || ' ' || coalesce(next_step, '') || ' ' || text, 50000), nfc)), ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĦħĨĩĪīĬĭĮįİıĲĴĵĶķĹĺĻļĽľĿŁłŃńŅņŇňŊŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŦŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠơƢƤƦƧƩƬƮƯưƱƲƳƵƷƸƼǄǅǇǈǊǋǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǞǟǠǡǢǣǤǦǧǨǩǪǫǬǭǮǯǰǱǲǴǵǶǷǸǹǺǻǼǽǾǿȀȁȂȃȄȅȆȇȈȉȊȋȌȍȎȏȐȑȒȓȔȕȖȗȘșȚțȜȞȟȠȢȤȦȧȨȩȪȫȬȭȮȯȰȱȲȳȺȻȽȾɁɃɄɅɆɈɊɌɎЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѐёѓїќѝў.,;:-_/\@+&()[]{}"''’‘“”«»#*·…–—!?=<>|~`^%$€', ' eaoinrstlcdumphgbfyvwkxqjz0123456789оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфaaaaaaaceeeeiiiidnoooooouuuuytsaaaaaaaceeeeiiiidnoooooouuuuytyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiĳjjkkllllllŀllnnnnnnŋoooooooorrrrrrssssssssttttŧuuuuuuuuuuuuwwyyyzzzzzzɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵooƣƥʀƨʃƭʈuuʊʋƴƶʒƹƽǆǆǉǉǌǌaaiioouuuuuuuuuuaaaaææǥggkkooooʒʒjǳǳggƕƿnnaaææøøaaaaeeeeiiiioooorrrruuuussttȝhhƞȣȥaaeeooooooooyyⱥȼƚⱦɂƀʉʌɇɉɋɍɏееђгєѕііјљњћкиуџабвгдежзийклмнопрстуфхцчшщъыьэюяеегікиу                                           '))
      else ''::tsvector
    end)) stored;
create index message_search on message using gin (org_id, search) where conversation_id is not null;

-- Every word that was said, once: where nothing says what was typed, the words that are like it or have it in them are looked for
-- here. A text of a page has something of every word; a word has not. spelt: in Latin letters, since in a database of the locale
-- C trigrams are made of no others; which letter becomes which matters little, as what is found is compared letter by letter.
create table message_word (
  org_id uuid not null references organization (id),
  word text not null check (length(word) between 4 and 40),
  spelt text not null generated always as (translate(word, 'абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ', 'abvgdejziyklmnoprstufhcqwx012345iieg')) stored,
  primary key (org_id, word)
);
create index message_word_like on message_word using gin (org_id, spelt gin_trgm_ops);
insert into message_word (org_id, word)
  select distinct org_id, word from message, unnest(tsvector_to_array(search)) word
  where conversation_id is not null and length(word) between 4 and 40;
alter table message force row level security;
alter table attachment force row level security;

-- Merged conversations are read as one; nothing is rewritten, so that it can be undone.
alter table conversation add column merged_at timestamptz;
alter table conversation add foreign key (org_id, merged_into) references conversation (org_id, id);
alter table conversation add check (merged_into <> id and (merged_into is null) = (merged_at is null));
create index conversation_merged on conversation (org_id, merged_into) where merged_into is not null;

-- Who is named in a note.
create table mention (
  org_id uuid not null references organization (id),
  message_id uuid not null,
  member_id uuid not null,
  conversation_id uuid not null,
  created_at timestamptz not null,
  primary key (org_id, message_id, member_id)
);
alter table mention add foreign key (org_id, message_id) references message (org_id, id);
alter table mention add foreign key (org_id, member_id) references member (org_id, id);
alter table mention add foreign key (org_id, conversation_id) references conversation (org_id, id);
create index mention_of_member on mention (org_id, member_id, created_at);

alter table saved_view drop constraint saved_view_list_check;
alter table saved_view add constraint saved_view_list_check
  check (list in ('requests', 'promises', 'customers', 'conversations'));

do $$
declare t text;
begin
  foreach t in array array['message_word', 'mention'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format(
      'create policy tenant on %I for all to kept_app using (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid) with check (org_id = nullif(current_setting(''app.org_id'', true), '''')::uuid)', t);
    execute format('create policy backup on %I for select to kept_backup using (true)', t);
    execute format('grant select, insert, update, delete on %I to kept_app', t);
    execute format('grant select on %I to kept_backup', t);
  end loop;
end $$;

create policy search on message for select to kept_search using (true);
create policy search on message_word for select to kept_search using (true);
grant select (org_id, conversation_id, search) on message to kept_search;
grant select (org_id, word, spelt) on message_word to kept_search;

-- The conversations of up to `most` messages that say what is asked for, in no order.
create function conversations_saying(org uuid, query tsquery, most integer) returns setof uuid
language sql stable security definer
set search_path = pg_catalog, public set enable_seqscan = off set enable_indexscan = off
as $$
  select conversation_id from public.message
  where org_id = org and org = nullif(current_setting('app.org_id', true), '')::uuid and conversation_id is not null and search @@ query limit most
$$;

-- Up to `most` words that somebody said and that are like the typed one, or have it in them; the likest first.
create function words_like(org uuid, typed text, most integer) returns setof text
language sql stable security definer
set search_path = pg_catalog, public set enable_seqscan = off set enable_indexscan = off
as $$
  select word from public.message_word
  where org_id = org and org = nullif(current_setting('app.org_id', true), '')::uuid
    and (spelt like '%' || translate(typed, 'абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ', 'abvgdejziyklmnoprstufhcqwx012345iieg') || '%'
      or spelt % translate(typed, 'абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ', 'abvgdejziyklmnoprstufhcqwx012345iieg'))
  order by similarity(spelt, translate(typed, 'абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ', 'abvgdejziyklmnoprstufhcqwx012345iieg')) desc, word limit most
$$;

revoke execute on function conversations_saying(uuid, tsquery, integer), words_like(uuid, text, integer) from public;
grant execute on function conversations_saying(uuid, tsquery, integer), words_like(uuid, text, integer) to kept_app;
grant create on schema public to kept_search;
alter function conversations_saying(uuid, tsquery, integer) owner to kept_search;
alter function words_like(uuid, text, integer) owner to kept_search;
revoke create on schema public from kept_search;
