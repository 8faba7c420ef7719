import type { StarterScripts } from './script-words.ts'

export const en: StarterScripts = {
  answer_received: [
    'We look into it',
    null,
    'Dear {{customer}},\n\nthank you for your message about “{{subject}}”. I am looking into it. You will hear from me {{by}}.\n\nKind regards\n{{owner}}, {{firm}}',
  ],
  answer_done: [
    'It is done',
    null,
    'Dear {{customer}},\n\n“{{subject}}” is done. If anything is not as it should be, just answer this message.\n\nKind regards\n{{owner}}, {{firm}}',
  ],
  answer_complaint: [
    'Answer to a complaint',
    null,
    'Dear {{customer}},\n\nthank you for telling us. I have read what happened with “{{subject}}”, and I am sorry. I want to know what went wrong before I say more. You will hear from me {{by}}.\n\n{{owner}}, {{firm}}',
  ],
  delay: [
    'The date moves',
    'New date for “{{subject}}”',
    'Dear {{customer}},\n\nwe cannot keep the date that we promised you: {{old_date}}.\n\n{{reason}}\n\nThe new date is {{new_date}}. Does it suit you? You can accept it or ask for another time here: {{link}}\n\n{{owner}}, {{firm}}',
  ],
  delay_sorry: [
    'The date moves, with an apology',
    'We are late with “{{subject}}”',
    'Dear {{customer}},\n\nwe promised you {{old_date}}, and we are not going to manage it. I am sorry: I know that you counted on it.\n\n{{reason}}\n\nWhat we can do is {{new_date}}. If that does not suit you, tell me and we look for another time together: {{link}}\n\n{{owner}}, {{firm}}',
  ],
  holding: [
    'Nothing new yet',
    'Where “{{subject}}” stands',
    'Dear {{customer}},\n\nwe are working on “{{subject}}”. There is nothing new to report yet. What we promised stands: {{promise}} {{by}}.\n\n{{firm}}',
  ],
  holding_warm: [
    'Nothing new yet, warmly',
    'We have not forgotten “{{subject}}”',
    'Dear {{customer}},\n\nwe have not forgotten you. There is nothing new about “{{subject}}” yet, but you should not have to ask. What we promised stands: {{promise}} {{by}}.\n\nKind regards\n{{firm}}',
  ],
  remedy: [
    'How we make good',
    'How we make good on “{{subject}}”',
    'Dear {{customer}},\n\nwe did not keep our word about “{{subject}}”, and we want to make good on it.\n\n{{remedy}}\n\nYou need not do anything.\n\n{{owner}}, {{firm}}',
  ],
  remedy_formal: [
    'How we make good, formal',
    'Your request {{reference}}',
    'Dear {{customer}},\n\nwe refer to your request {{reference}}, “{{subject}}”. We did not meet the date that had been agreed, for which we apologize.\n\n{{remedy}}\n\nYours sincerely\n{{owner}}\n{{firm}}',
  ],
  beyond: [
    'A little more than promised',
    'Something extra with “{{subject}}”',
    'Dear {{customer}},\n\nwhile we were working on “{{subject}}”, we did a little more than we had promised.\n\n{{remedy}}\n\nIt costs you nothing. We hope that it helps.\n\n{{owner}}, {{firm}}',
  ],
  follow_up: [
    'Is everything all right?',
    'Is everything all right with “{{subject}}”?',
    'Dear {{customer}},\n\n“{{subject}}” is done on our side. Is everything as you wanted it? If not, just answer: a person reads it.\n\n{{firm}}',
  ],
  phone_delay: [
    'Call: the date moves',
    null,
    'Good day {{customer}}, this is {{owner}} from {{firm}}. I am calling about “{{subject}}”. We promised you {{old_date}}, and we cannot keep that. {{reason}} I can offer you {{new_date}}. Does that suit you?',
  ],
  phone_callback: [
    'Call: calling back',
    null,
    'Good day {{customer}}, this is {{owner}} from {{firm}}. You tried to reach us, and I am calling you back. What can I do for you?',
  ],
  portal_received: [
    'Page: I have read it',
    null,
    'Thank you, {{customer}}. I have read your message and am looking into it. You will hear from me {{by}}.\n\n{{owner}}',
  ],
  portal_done: [
    'Page: it is done',
    null,
    'It is done, {{customer}}. Thank you for your patience. If anything is not as it should be, write to me here.\n\n{{owner}}',
  ],
  cannot: [
    'We cannot do this',
    null,
    'Dear {{customer}},\n\nthank you for asking us. We do not do this, and I would rather say so now than keep you waiting.\n\nKind regards\n{{owner}}, {{firm}}',
  ],
}
