import type { StarterScripts } from './script-words.ts'

export const pl: StarterScripts = {
  answer_received: [
    'Sprawdzamy to',
    null,
    'Dzień dobry, {{customer}},\n\ndziękuję za wiadomość w sprawie „{{subject}}”. Sprawdzam to. Odezwę się {{by}}.\n\nZ pozdrowieniami\n{{owner}}, {{firm}}',
  ],
  answer_done: [
    'Zrobione',
    null,
    'Dzień dobry, {{customer}},\n\nsprawa „{{subject}}” jest załatwiona. Jeśli coś jest nie tak, wystarczy odpowiedzieć na tę wiadomość.\n\nZ pozdrowieniami\n{{owner}}, {{firm}}',
  ],
  answer_complaint: [
    'Odpowiedź na skargę',
    null,
    'Dzień dobry, {{customer}},\n\ndziękuję, że nam Państwo o tym mówią. Znam już opis tego, co się stało w sprawie „{{subject}}”, i przepraszam. Zanim powiem więcej, chcę wiedzieć, co poszło źle. Odezwę się {{by}}.\n\n{{owner}}, {{firm}}',
  ],
  delay: [
    'Zmiana terminu',
    'Nowy termin: „{{subject}}”',
    'Dzień dobry, {{customer}},\n\nnie dotrzymamy terminu, który Państwu obiecaliśmy: {{old_date}}.\n\n{{reason}}\n\nNowy termin: {{new_date}}. Czy odpowiada Państwu? Można go zaakceptować albo poprosić o inny tutaj: {{link}}\n\n{{owner}}, {{firm}}',
  ],
  delay_sorry: [
    'Zmiana terminu z przeprosinami',
    'Spóźniamy się: „{{subject}}”',
    'Dzień dobry, {{customer}},\n\nobiecaliśmy Państwu termin {{old_date}} i nie zdążymy. Przepraszam: wiem, że Państwo na to liczyli.\n\n{{reason}}\n\nMożemy zaproponować termin {{new_date}}. Jeśli nie odpowiada, proszę dać znać, poszukamy razem innego: {{link}}\n\n{{owner}}, {{firm}}',
  ],
  holding: [
    'Jeszcze nic nowego',
    'Co słychać w sprawie „{{subject}}”',
    'Dzień dobry, {{customer}},\n\npracujemy nad sprawą „{{subject}}”. Nie ma jeszcze nic nowego. Nasza obietnica jest aktualna: {{promise}} {{by}}.\n\n{{firm}}',
  ],
  holding_warm: [
    'Jeszcze nic nowego, ciepło',
    'Pamiętamy o sprawie „{{subject}}”',
    'Dzień dobry, {{customer}},\n\npamiętamy o Państwu. W sprawie „{{subject}}” nie ma jeszcze nic nowego, ale nie powinni Państwo musieć pytać. Nasza obietnica jest aktualna: {{promise}} {{by}}.\n\nZ pozdrowieniami\n{{firm}}',
  ],
  remedy: [
    'Jak to naprawiamy',
    'Rekompensata: „{{subject}}”',
    'Dzień dobry, {{customer}},\n\nnie dotrzymaliśmy słowa w sprawie „{{subject}}” i chcemy to wynagrodzić.\n\n{{remedy}}\n\nNie trzeba nic robić.\n\n{{owner}}, {{firm}}',
  ],
  remedy_formal: [
    'Jak to naprawiamy, oficjalnie',
    'Państwa zgłoszenie {{reference}}',
    'Szanowni Państwo, {{customer}},\n\nw odniesieniu do zgłoszenia {{reference}}, „{{subject}}”: nie dotrzymaliśmy uzgodnionego terminu, za co przepraszamy.\n\n{{remedy}}\n\nZ poważaniem\n{{owner}}\n{{firm}}',
  ],
  beyond: [
    'Trochę więcej, niż obiecaliśmy',
    'Coś więcej przy sprawie „{{subject}}”',
    'Dzień dobry, {{customer}},\n\npracując nad sprawą „{{subject}}”, zrobiliśmy trochę więcej, niż obiecaliśmy.\n\n{{remedy}}\n\nNic to Państwa nie kosztuje. Mamy nadzieję, że się przyda.\n\n{{owner}}, {{firm}}',
  ],
  follow_up: [
    'Czy wszystko w porządku?',
    'Czy wszystko w porządku? „{{subject}}”',
    'Dzień dobry, {{customer}},\n\nsprawa „{{subject}}” jest z naszej strony załatwiona. Czy wszystko jest tak, jak Państwo chcieli? Jeśli nie, wystarczy odpowiedzieć: czyta to człowiek.\n\n{{firm}}',
  ],
  phone_delay: [
    'Telefon: zmiana terminu',
    null,
    'Dzień dobry, {{customer}}, mówi {{owner}}, {{firm}}. Dzwonię w sprawie „{{subject}}”. Obiecaliśmy Państwu termin {{old_date}} i nie dotrzymamy go. {{reason}} Mogę zaproponować termin {{new_date}}. Czy odpowiada?',
  ],
  phone_callback: [
    'Telefon: oddzwaniamy',
    null,
    'Dzień dobry, {{customer}}, mówi {{owner}}, {{firm}}. Próbowali się Państwo do nas dodzwonić, więc oddzwaniam. W czym mogę pomóc?',
  ],
  portal_received: [
    'Strona: przeczytane',
    null,
    'Dziękuję, {{customer}}. Państwa wiadomość jest już u mnie i sprawdzam to. Odezwę się {{by}}.\n\n{{owner}}',
  ],
  portal_done: [
    'Strona: zrobione',
    null,
    'Zrobione, {{customer}}. Dziękuję za cierpliwość. Jeśli coś jest nie tak, proszę napisać do mnie tutaj.\n\n{{owner}}',
  ],
  cannot: [
    'Tego nie robimy',
    null,
    'Dzień dobry, {{customer}},\n\ndziękuję za pytanie. Nie zajmujemy się tym i wolę powiedzieć to od razu, niż kazać Państwu czekać.\n\nZ pozdrowieniami\n{{owner}}, {{firm}}',
  ],
}
