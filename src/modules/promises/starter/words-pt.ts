import type { StarterWords } from './starter-words.ts'

export const pt: StarterWords = {
  channels: {
    email: ['correio eletrónico', 'correio eletrônico'],
    social: ['redes sociais', 'rede social'],
  },
  norms: {
    repeated_question: ['Primeira resposta a perguntas frequentes', 'Vamos responder à sua pergunta.'],
    email: ['Primeira resposta a e-mails', 'Vamos responder ao seu e-mail.'],
    social_complaint: [
      'Primeira resposta a reclamações nas redes sociais',
      'Vamos analisar a sua reclamação e responder-lhe.',
    ],
    order_status: ['Ponto da situação da encomenda', 'Vamos dizer-lhe em que ponto está a sua encomenda.'],
    booking_confirmation: ['Marcação confirmada', 'Vamos confirmar a sua marcação.'],
    promotion: [
      'Promoções anunciadas com antecedência',
      'Os nossos clientes sabem desta promoção antes de ela começar.',
    ],
    whole_service: ['O serviço completo', 'O que nos pediu ficará feito.'],
    review_request: ['Perguntar como correu', 'Perguntamos ao cliente como correu.'],
    went_as_promised: ['Perguntar se correu como prometido', 'Perguntamos ao cliente se correu como prometido.'],
    return: ['Devoluções resolvidas', 'A sua devolução ficará resolvida.'],
    product_news: ['Novidades do que oferecemos', 'Os nossos clientes ficam a saber o que há de novo.'],
    next_reply: ['Resposta a cada nova mensagem', 'Vamos responder à sua mensagem.'],
    callback: ['Chamadas perdidas devolvidas', 'Vamos devolver a sua chamada.'],
  },
  industries: {
    repair: {
      order_status: ['Ponto da situação da peça', 'Vamos dizer-lhe em que ponto está a peça para a sua reparação.'],
      booking_confirmation: ['Reparação marcada', 'Vamos confirmar a marcação da sua reparação.'],
      whole_service: ['A reparação completa', 'A sua reparação ficará concluída.'],
      review_request: ['Perguntar como correu a reparação', 'Perguntamos ao cliente como correu a reparação.'],
      return: ['Reparações devolvidas', 'O que nos trouxe de volta será corrigido ou reembolsado.'],
    },
    field_service: {
      order_status: [
        'Ponto da situação do material',
        'Vamos dizer-lhe em que ponto está o material para o seu trabalho.',
      ],
      booking_confirmation: ['Visita confirmada', 'Vamos confirmar quando o nosso técnico vai ter consigo.'],
      whole_service: ['O trabalho completo no local', 'O trabalho em sua casa ficará concluído.'],
      review_request: ['Perguntar como correu a visita', 'Perguntamos ao cliente como correu a visita.'],
    },
    agency: {
      order_status: ['Ponto da situação do projeto', 'Vamos dizer-lhe em que ponto está o seu projeto.'],
      booking_confirmation: ['Reunião confirmada', 'Vamos confirmar a nossa reunião consigo.'],
      whole_service: ['O projeto completo', 'O seu projeto será entregue.'],
      review_request: ['Perguntar como correu o projeto', 'Perguntamos ao cliente como correu o projeto.'],
      return: ['Correções feitas', 'O que nos devolveu será corrigido.'],
    },
    clinic: {
      order_status: ['Ponto da situação dos resultados', 'Vamos dizer-lhe em que ponto estão os seus resultados.'],
      booking_confirmation: ['Consulta confirmada', 'Vamos confirmar a sua consulta.'],
      promotion: [
        'Campanhas de saúde anunciadas com antecedência',
        'Os nossos doentes sabem desta campanha antes de ela começar.',
      ],
      whole_service: ['Do pedido à consulta', 'A sua consulta irá realizar-se.'],
      review_request: ['Perguntar como correu a consulta', 'Perguntamos ao doente como correu a consulta.'],
      return: ['Contas corrigidas', 'A sua conta será verificada e, se for caso disso, reembolsada.'],
      product_news: ['Novidades da clínica', 'Os nossos doentes ficam a saber o que há de novo na clínica.'],
    },
    it_provider: {
      order_status: [
        'Ponto da situação do equipamento',
        'Vamos dizer-lhe em que ponto está o equipamento que encomendou.',
      ],
      booking_confirmation: ['Sessão confirmada', 'Vamos confirmar a hora da nossa sessão consigo.'],
      whole_service: ['A solução completa', 'O seu problema ficará resolvido.'],
      review_request: ['Perguntar se funciona', 'Perguntamos ao cliente se está tudo a funcionar.'],
      return: ['Equipamento devolvido', 'O equipamento que nos devolver ficará tratado.'],
      product_news: [
        'Novidades dos nossos sistemas',
        'Os nossos clientes ficam a saber o que há de novo nos nossos sistemas.',
      ],
    },
    shop: {
      booking_confirmation: ['Reserva confirmada', 'Vamos confirmar a sua reserva.'],
      whole_service: ['Da encomenda à entrega', 'A sua encomenda vai chegar até si.'],
      review_request: ['Perguntar pela compra', 'Perguntamos ao cliente se gosta do que comprou.'],
      return: ['Devoluções reembolsadas', 'A sua devolução será verificada e o seu dinheiro devolvido.'],
      product_news: ['Novidades de produtos', 'Os nossos clientes ficam a saber que produtos são novos.'],
    },
  },
}
