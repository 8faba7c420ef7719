import type { StarterWords } from './starter-words.ts'

export const ca: StarterWords = {
  channels: {
    email: ['correu', 'correu electrònic'],
    social: ['xarxes socials', 'xarxa social'],
  },
  norms: {
    repeated_question: ['Primera resposta a preguntes freqüents', 'Respondrem la vostra pregunta.'],
    email: ['Primera resposta a correus', 'Respondrem el vostre correu.'],
    social_complaint: ['Primera resposta a queixes a les xarxes', 'Estudiarem la vostra queixa i us respondrem.'],
    order_status: ['Com va la comanda', 'Us direm com va la vostra comanda.'],
    booking_confirmation: ['Reserva confirmada', 'Us confirmarem la reserva.'],
    promotion: [
      'Promocions anunciades amb antelació',
      'Els nostres clients coneixen aquesta promoció abans que comenci.',
    ],
    whole_service: ['El servei complet', 'El que ens heu demanat quedarà fet.'],
    review_request: ['Preguntar com ha anat', 'Preguntem al client com ha anat.'],
    went_as_promised: ['Preguntar si ha anat com es va prometre', 'Preguntem al client si ha anat com es va prometre.'],
    return: ['Devolucions resoltes', 'La vostra devolució quedarà resolta.'],
    product_news: ['Novetats del que oferim', 'Els nostres clients s’assabenten del que hi ha de nou.'],
    next_reply: ['Resposta a cada nou missatge', 'Respondrem el vostre missatge.'],
    callback: ['Trucades perdudes retornades', 'Us tornarem la trucada.'],
  },
  industries: {
    repair: {
      order_status: ['Com va la peça', 'Us direm com va la peça per a la vostra reparació.'],
      booking_confirmation: ['Hora de reparació confirmada', 'Us confirmarem l’hora de la reparació.'],
      whole_service: ['La reparació completa', 'La vostra reparació quedarà acabada.'],
      review_request: ['Preguntar com ha anat la reparació', 'Preguntem al client com ha anat la reparació.'],
      return: ['Reparacions retornades', 'El que ens heu tornat quedarà arreglat o reemborsat.'],
    },
    field_service: {
      order_status: ['Com va el material', 'Us direm com va el material per a la vostra feina.'],
      booking_confirmation: ['Visita confirmada', 'Us confirmarem quan ve el nostre tècnic.'],
      whole_service: ['La feina completa a domicili', 'La feina a casa vostra quedarà acabada.'],
      review_request: ['Preguntar com ha anat la visita', 'Preguntem al client com ha anat la visita.'],
    },
    agency: {
      order_status: ['Com va el projecte', 'Us direm com va el vostre projecte.'],
      booking_confirmation: ['Reunió confirmada', 'Us confirmarem la nostra reunió.'],
      whole_service: ['El projecte complet', 'El vostre projecte quedarà lliurat.'],
      review_request: ['Preguntar com ha anat el projecte', 'Preguntem al client com ha anat el projecte.'],
      return: ['Correccions fetes', 'El que ens heu tornat quedarà corregit.'],
    },
    clinic: {
      order_status: ['Com van els resultats', 'Us direm com van els vostres resultats.'],
      booking_confirmation: ['Visita mèdica confirmada', 'Us confirmarem la visita.'],
      promotion: [
        'Campanyes de salut anunciades amb antelació',
        'Els nostres pacients coneixen aquesta campanya abans que comenci.',
      ],
      whole_service: ['De la petició a la visita', 'La vostra visita tindrà lloc.'],
      review_request: ['Preguntar com ha anat la visita', 'Preguntem al pacient com ha anat la visita.'],
      return: ['Factures corregides', 'La vostra factura quedarà revisada i, si escau, reemborsada.'],
      product_news: ['Novetats de la clínica', 'Els nostres pacients s’assabenten del que hi ha de nou a la clínica.'],
    },
    it_provider: {
      order_status: ['Com va l’equip', 'Us direm com va l’equip que heu demanat.'],
      booking_confirmation: ['Sessió confirmada', 'Us confirmarem l’hora de la nostra sessió.'],
      whole_service: ['La solució completa', 'El vostre problema quedarà resolt.'],
      review_request: ['Preguntar si funciona', 'Preguntem al client si tot funciona.'],
      return: ['Equips retornats', 'La devolució del vostre equip quedarà resolta.'],
      product_news: [
        'Novetats dels nostres sistemes',
        'Els nostres clients s’assabenten del que hi ha de nou als nostres sistemes.',
      ],
    },
    shop: {
      booking_confirmation: ['Reserva de producte confirmada', 'Us confirmarem que us ho hem guardat.'],
      whole_service: ['De la comanda al lliurament', 'La vostra comanda us arribarà.'],
      review_request: ['Preguntar per la compra', 'Preguntem al client si li agrada el que ha comprat.'],
      return: ['Devolucions reemborsades', 'Revisarem la vostra devolució i us tornarem els diners.'],
      product_news: ['Novetats de productes', 'Els nostres clients s’assabenten de quins productes són nous.'],
    },
  },
}
