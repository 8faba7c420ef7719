import type { StarterWords } from './starter-words.ts'

export const es: StarterWords = {
  channels: {
    email: ['correo', 'correo electrónico'],
    social: ['redes sociales', 'red social'],
  },
  norms: {
    repeated_question: ['Primera respuesta a preguntas frecuentes', 'Responderemos a su pregunta.'],
    email: ['Primera respuesta a correos', 'Responderemos a su correo.'],
    social_complaint: ['Primera respuesta a quejas en redes sociales', 'Estudiaremos su queja y le responderemos.'],
    order_status: ['Cómo va el pedido', 'Le diremos cómo va su pedido.'],
    booking_confirmation: ['Reserva confirmada', 'Confirmaremos su reserva.'],
    promotion: [
      'Promociones anunciadas con antelación',
      'Nuestros clientes conocen esta promoción antes de que empiece.',
    ],
    whole_service: ['El servicio completo', 'Lo que nos ha pedido quedará hecho.'],
    review_request: ['Preguntar cómo fue', 'Preguntamos al cliente cómo fue.'],
    went_as_promised: ['Preguntar si fue como se prometió', 'Preguntamos al cliente si fue como se prometió.'],
    return: ['Devoluciones resueltas', 'Su devolución quedará resuelta.'],
    product_news: ['Novedades de lo que ofrecemos', 'Nuestros clientes se enteran de lo que hay de nuevo.'],
    next_reply: ['Respuesta a cada nuevo mensaje', 'Responderemos a su mensaje.'],
    callback: ['Llamadas perdidas devueltas', 'Le devolveremos la llamada.'],
  },
  industries: {
    repair: {
      order_status: ['Cómo va el repuesto', 'Le diremos cómo va el repuesto para su reparación.'],
      booking_confirmation: ['Cita de reparación confirmada', 'Confirmaremos la cita para su reparación.'],
      whole_service: ['La reparación completa', 'Su reparación quedará terminada.'],
      review_request: ['Preguntar cómo fue la reparación', 'Preguntamos al cliente cómo fue la reparación.'],
      return: ['Reparaciones devueltas', 'Lo que nos ha devuelto quedará arreglado o reembolsado.'],
    },
    field_service: {
      order_status: ['Cómo va el material', 'Le diremos cómo va el material para su trabajo.'],
      booking_confirmation: ['Visita confirmada', 'Confirmaremos cuándo va nuestro técnico.'],
      whole_service: ['El trabajo completo a domicilio', 'El trabajo en su domicilio quedará terminado.'],
      review_request: ['Preguntar cómo fue la visita', 'Preguntamos al cliente cómo fue la visita.'],
    },
    agency: {
      order_status: ['Cómo va el proyecto', 'Le diremos cómo va su proyecto.'],
      booking_confirmation: ['Reunión confirmada', 'Confirmaremos nuestra reunión con usted.'],
      whole_service: ['El proyecto completo', 'Su proyecto quedará entregado.'],
      review_request: ['Preguntar cómo fue el proyecto', 'Preguntamos al cliente cómo fue el proyecto.'],
      return: ['Correcciones hechas', 'Lo que nos ha devuelto quedará corregido.'],
    },
    clinic: {
      order_status: ['Cómo van los resultados', 'Le diremos cómo van sus resultados.'],
      booking_confirmation: ['Cita confirmada', 'Confirmaremos su cita.'],
      promotion: [
        'Campañas de salud anunciadas con antelación',
        'Nuestros pacientes conocen esta campaña antes de que empiece.',
      ],
      whole_service: ['De la petición a la cita', 'Su cita tendrá lugar.'],
      review_request: ['Preguntar cómo fue la cita', 'Preguntamos al paciente cómo fue la cita.'],
      return: ['Facturas corregidas', 'Su factura quedará revisada y, si corresponde, reembolsada.'],
      product_news: ['Novedades de la clínica', 'Nuestros pacientes se enteran de lo que hay de nuevo en la clínica.'],
    },
    it_provider: {
      order_status: ['Cómo va el equipo', 'Le diremos cómo va el equipo que ha pedido.'],
      booking_confirmation: ['Sesión confirmada', 'Confirmaremos la hora de nuestra sesión con usted.'],
      whole_service: ['La solución completa', 'Su problema quedará resuelto.'],
      review_request: ['Preguntar si funciona', 'Preguntamos al cliente si todo funciona.'],
      return: ['Equipos devueltos', 'La devolución de su equipo quedará resuelta.'],
      product_news: [
        'Novedades de nuestros sistemas',
        'Nuestros clientes se enteran de lo que hay de nuevo en nuestros sistemas.',
      ],
    },
    shop: {
      booking_confirmation: ['Apartado confirmado', 'Confirmaremos que se lo hemos apartado.'],
      whole_service: ['Del pedido a la entrega', 'Su pedido llegará a sus manos.'],
      review_request: ['Preguntar por la compra', 'Preguntamos al cliente si le gusta lo que compró.'],
      return: ['Devoluciones reembolsadas', 'Revisaremos su devolución y le reembolsaremos el dinero.'],
      product_news: ['Novedades de productos', 'Nuestros clientes se enteran de qué productos son nuevos.'],
    },
  },
}
