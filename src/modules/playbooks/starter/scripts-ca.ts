import type { StarterScripts } from './script-words.ts'

export const ca: StarterScripts = {
  answer_received: [
    'Ho estem mirant',
    null,
    'Benvolgut/da {{customer}},\n\ngràcies pel vostre missatge sobre «{{subject}}». Ho estic mirant. Tindreu notícies meves {{by}}.\n\nSalutacions,\n{{owner}}, {{firm}}',
  ],
  answer_done: [
    'Ja està fet',
    null,
    'Benvolgut/da {{customer}},\n\n«{{subject}}» està fet. Si alguna cosa no està com ha d’estar, només cal que respongueu aquest missatge.\n\nSalutacions,\n{{owner}}, {{firm}}',
  ],
  answer_complaint: [
    'Resposta a una queixa',
    null,
    'Benvolgut/da {{customer}},\n\ngràcies per dir-nos-ho. He llegit què ha passat amb «{{subject}}» i em sap greu. Vull saber què ha anat malament abans de dir-vos més. Tindreu notícies meves {{by}}.\n\n{{owner}}, {{firm}}',
  ],
  delay: [
    'La data canvia',
    'Nova data per a «{{subject}}»',
    'Benvolgut/da {{customer}},\n\nno podem complir la data que us vam prometre: {{old_date}}.\n\n{{reason}}\n\nLa nova data és {{new_date}}. Us va bé? Podeu acceptar-la o demanar una altra hora aquí: {{link}}\n\n{{owner}}, {{firm}}',
  ],
  delay_sorry: [
    'La data canvia, amb disculpes',
    'Anem tard amb «{{subject}}»',
    'Benvolgut/da {{customer}},\n\nus vam prometre {{old_date}} i no hi arribarem. Em sap greu: sé que hi comptàveu.\n\n{{reason}}\n\nEl que podem fer és {{new_date}}. Si no us va bé, digueu-m’ho i busquem plegats una altra hora: {{link}}\n\n{{owner}}, {{firm}}',
  ],
  holding: [
    'Encara sense novetats',
    'Com va «{{subject}}»',
    'Benvolgut/da {{customer}},\n\nestem treballant en «{{subject}}». Encara no hi ha novetats. El que vam prometre continua en peu: {{promise}} {{by}}.\n\n{{firm}}',
  ],
  holding_warm: [
    'Encara sense novetats, proper',
    'No hem oblidat «{{subject}}»',
    'Benvolgut/da {{customer}},\n\nno us hem oblidat. Encara no hi ha novetats sobre «{{subject}}», però no hauríeu d’haver de preguntar. El que vam prometre continua en peu: {{promise}} {{by}}.\n\nSalutacions,\n{{firm}}',
  ],
  remedy: [
    'Com ho compensem',
    'Com compensem «{{subject}}»',
    'Benvolgut/da {{customer}},\n\nno vam complir la nostra paraula amb «{{subject}}» i ho volem compensar.\n\n{{remedy}}\n\nNo cal que feu res.\n\n{{owner}}, {{firm}}',
  ],
  remedy_formal: [
    'Com ho compensem, formal',
    'La vostra sol·licitud {{reference}}',
    'Benvolgut/da {{customer}},\n\nens referim a la vostra sol·licitud {{reference}}, «{{subject}}». No vam complir la data acordada, i us en demanem disculpes.\n\n{{remedy}}\n\nAtentament,\n{{owner}}\n{{firm}}',
  ],
  beyond: [
    'Una mica més del promès',
    'Alguna cosa més amb «{{subject}}»',
    'Benvolgut/da {{customer}},\n\nmentre treballàvem en «{{subject}}», vam fer una mica més del que havíem promès.\n\n{{remedy}}\n\nNo us costa res. Esperem que us serveixi.\n\n{{owner}}, {{firm}}',
  ],
  follow_up: [
    'Està tot bé?',
    'Està tot bé amb «{{subject}}»?',
    'Benvolgut/da {{customer}},\n\n«{{subject}}» està fet per part nostra. Ha quedat tot com volíeu? Si no, només cal que respongueu: ho llegeix una persona.\n\n{{firm}}',
  ],
  phone_delay: [
    'Trucada: la data canvia',
    null,
    'Bon dia, {{customer}}, soc {{owner}}, de {{firm}}. Us truco per «{{subject}}». Us vam prometre {{old_date}} i no ho podem complir. {{reason}} Us puc oferir {{new_date}}. Us va bé?',
  ],
  phone_callback: [
    'Trucada: tornar la trucada',
    null,
    'Bon dia, {{customer}}, soc {{owner}}, de {{firm}}. Vau provar de parlar amb nosaltres i us torno la trucada. En què us puc ajudar?',
  ],
  portal_received: [
    'Pàgina: ho he llegit',
    null,
    'Gràcies, {{customer}}. He llegit el vostre missatge i ho estic mirant. Tindreu notícies meves {{by}}.\n\n{{owner}}',
  ],
  portal_done: [
    'Pàgina: ja està fet',
    null,
    'Ja està fet, {{customer}}. Gràcies per la paciència. Si alguna cosa no està com ha d’estar, escriviu-me aquí.\n\n{{owner}}',
  ],
  cannot: [
    'Això no ho fem',
    null,
    'Benvolgut/da {{customer}},\n\ngràcies per preguntar-nos-ho. Això no ho fem, i m’estimo més dir-vos-ho ara que fer-vos esperar.\n\nSalutacions,\n{{owner}}, {{firm}}',
  ],
}
