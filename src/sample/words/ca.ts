import type { SampleWords } from './words.ts'

export const ca: SampleWords = {
  services: {
    boilerRepair: {
      name: 'Reparació de calderes',
      description:
        'Reparació de calderes de gas i gasoil a domicili. Inclou el desplaçament, el diagnòstic i una hora de feina; les peces van a part.',
      category: 'Calefacció',
      subjects: [
        'Sense calefacció des d’aquest matí',
        'La caldera fa un soroll de cops',
        'L’aigua calenta surt freda al cap de dos minuts',
        'La caldera mostra l’error F28',
        'La pressió baixa cada nit',
        'Els radiadors de dalt no escalfen',
      ],
      done: 'La vostra caldera quedarà reparada',
      visit: 'El nostre tècnic de calefacció serà a casa vostra',
      caveats: ['Pot ser que calgui demanar una peça.', 'Necessitem accés a la sortida de fums.'],
    },
    boilerService: {
      name: 'Revisió anual de la caldera',
      description: 'Inspecció, neteja i control de seguretat un cop l’any, amb l’informe que demana l’asseguradora.',
      category: 'Calefacció',
      subjects: [
        'Revisió anual, si us plau',
        'Revisió de la caldera per al pis llogat',
        'Revisió abans de l’hivern',
        'Pla de manteniment: segona visita de l’any',
      ],
      done: 'La revisió de la vostra caldera quedarà feta',
      visit: 'El nostre tècnic vindrà a fer la revisió anual',
      caveats: ['Hi ha d’haver algú a casa.', 'Amb una onada de fred, les reparacions van primer.'],
    },
    leak: {
      name: 'Fuites i canonades rebentades',
      description:
        'Lampisteria d’urgència, de dia i de nit: primer tallem l’aigua i reparem la canonada en la mateixa visita.',
      category: 'Lampisteria',
      subjects: [
        'Aigua sota l’aigüera',
        'Canonada rebentada al soterrani!!',
        'La taca d’humitat del sostre creix',
        'La cisterna no para de rajar',
        'El desguàs de la dutxa està embussat',
      ],
      done: 'La fuita quedarà reparada',
      visit: 'El nostre lampista serà a casa vostra',
      caveats: ['Si la canonada és dins la paret, primer l’hem d’obrir.', 'El trànsit del centre.'],
    },
    electrical: {
      name: 'Avaries elèctriques',
      description:
        'Localització i reparació d’avaries en cablatge, endolls, quadres i il·luminació per un electricista certificat.',
      category: 'Electricitat',
      subjects: [
        'Salta el diferencial cada cop que engego el forn',
        'La meitat dels endolls no funciona',
        'El llum de l’escala fa pampallugues',
        'Fa olor de cremat al quadre elèctric',
        'Endoll nou per al carregador del cotxe',
      ],
      done: 'L’avaria elèctrica quedarà reparada',
      visit: 'El nostre electricista serà a casa vostra',
      caveats: ['Cal tallar el llum mentre treballem.', 'Una instal·lació antiga pot necessitar més d’una visita.'],
    },
    appliance: {
      name: 'Reparació d’electrodomèstics',
      description: 'Rentadores, rentaplats, forns i neveres de totes les marques, a casa vostra o al nostre taller.',
      category: 'Electrodomèstics',
      subjects: [
        'La rentadora no centrifuga',
        'El rentaplats deixa aigua al fons',
        'El forn no escalfa',
        'La nevera és calenta, el congelador va bé',
        'L’assecadora s’atura al cap de deu minuts',
      ],
      done: 'El vostre electrodomèstic quedarà reparat',
      visit: 'El nostre tècnic serà a casa vostra',
      caveats: [
        'El termini de lliurament de les peces del fabricant.',
        'Si la reparació no surt a compte, us ho diem abans de començar.',
      ],
    },
    fitting: {
      name: 'Reforma de banys i cuines',
      description: 'Del plànol mesurat a l’habitació acabada: lampisteria, electricitat i enrajolat amb un sol equip.',
      category: 'Reformes',
      subjects: [
        'Dutxa en lloc de banyera',
        'Aigüera nova i presa per al rentaplats',
        'Bany complet, 6 metres quadrats',
        'Canviar rajoles i aixetes del safareig',
      ],
      done: 'La vostra reforma quedarà acabada',
      visit: 'El nostre equip començarà l’obra a casa vostra',
      caveats: ['Les rajoles es fan per encàrrec.', 'El que trobem darrere les rajoles velles.'],
    },
  },
  matters: {
    question: {
      subjects: [
        'Quant costa una sortida en cap de setmana?',
        'Repareu bombes de calor?',
        'Podeu fer la factura a un altre nom?',
      ],
      promise: 'Us trucarem amb una resposta',
    },
    complaint: {
      subjects: [
        'El tècnic va arribar una hora tard',
        'Una altra vegada la mateixa avaria',
        'La factura és més alta que l’acordada',
      ],
      promise: 'Tindreu la nostra resposta a la reclamació',
    },
    return: {
      subjects: ['El termòstat no serveix, el vull tornar'],
      promise: 'Tindreu els diners de tornada al compte',
    },
    suggestion: {
      subjects: ['Envieu un missatge abans de venir, si us plau'],
      promise: 'Us direm què hem decidit',
    },
  },
  firstReply: 'Us direm quan podem venir',
  details: [
    'Des de dilluns, més fort al matí.',
    'Truqueu dos cops, el timbre sona fluix.',
    'Tenim un nadó a casa, per tant és força urgent.',
    'Ja va passar a la primavera; el vostre company va canviar una vàlvula.',
  ],
  reasons: [
    'La peça està exhaurida i arriba més tard del que ens va dir el fabricant.',
    'El nostre tècnic està malalt i ningú més coneix aquest model.',
    'Una urgència amb aigua va haver d’anar primer.',
    'Hem trobat més danys dels esperats en obrir la paret.',
  ],
  withdrawals: ['Heu anul·lat l’encàrrec.', 'El propietari ha donat la feina a una altra empresa.'],
  corrections: [
    'Fet a temps; el full va arribar de la furgoneta l’endemà.',
    'Anotat tard: sense cobertura al soterrani.',
  ],
  wishes: ['Qualsevol dia després de les cinc.', 'Dissabte ens aniria millor.'],
  notes: [
    'Trucar abans de venir.',
    'Viu a l’estranger: obre el llogater.',
    'Gos al jardí.',
    'Factura a l’administrador de finques.',
  ],
  causes: [
    'A l’espera d’una peça',
    'Client absent',
    'Malaltia a l’equip',
    'Una urgència va anar primer',
    'Més danys dels esperats',
  ],
  outcomes: {
    done: 'Reparat',
    late: 'Reparat, més tard del promès',
    cancelled: 'Anul·lat',
    refused: 'El client ho va rebutjar',
    answered: 'Respost',
  },
  channels: { phone: 'Telèfon', email: 'Correu', website: 'Web', counter: 'Taulell' },
  priorities: { normal: 'Normal', urgent: 'Urgent' },
  areas: ['Nord', 'Sud', 'Est', 'Oest', 'Centre'],
  women: {
    given: ['Montserrat', 'Núria', 'Laia', 'Mercè', 'Maria Lluïsa', 'Gemma'],
    family: ['Puig i Vall-llosera', 'Bofill', "d'Abadal", 'Solé', 'Companys', 'Güell'],
  },
  men: {
    given: ['Jordi', 'Oriol', 'Josep Lluís', 'Pau', 'Guillem', 'Xavier'],
    family: ['Castellví', 'Riera i Marçal', 'Fàbregas', "N'Alfonso", 'Vidal', 'Pujol'],
  },
  companies: ['Forn de pa Sant Jordi', 'Comunitat de Veïns Carrer Gran 4', 'Escola Bressol L’Estel'],
}
