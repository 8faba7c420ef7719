import type { SampleWords } from './words.ts'

export const es: SampleWords = {
  services: {
    boilerRepair: {
      name: 'Reparación de calderas',
      description:
        'Reparación de calderas de gas y gasóleo a domicilio. Incluye desplazamiento, diagnóstico y una hora de trabajo; las piezas van aparte.',
      category: 'Calefacción',
      subjects: [
        'Sin calefacción desde esta mañana',
        'La caldera hace un ruido de golpes',
        'El agua caliente sale fría a los dos minutos',
        'La caldera muestra el error F28',
        'La presión baja todas las noches',
        'Los radiadores de arriba no calientan',
      ],
      done: 'Su caldera quedará reparada',
      visit: 'Nuestro técnico de calefacción estará en su casa',
      caveats: ['Puede que haya que pedir una pieza.', 'Necesitamos acceso a la salida de humos.'],
    },
    boilerService: {
      name: 'Revisión anual de la caldera',
      description:
        'Inspección, limpieza y control de seguridad una vez al año, con el informe que pide su aseguradora.',
      category: 'Calefacción',
      subjects: [
        'Revisión anual, por favor',
        'Revisión de la caldera para el piso alquilado',
        'Revisión antes del invierno',
        'Plan de mantenimiento: segunda visita del año',
      ],
      done: 'La revisión de su caldera quedará hecha',
      visit: 'Nuestro técnico irá a hacer la revisión anual',
      caveats: ['Tiene que haber alguien en casa.', 'Con una ola de frío, las reparaciones van primero.'],
    },
    leak: {
      name: 'Fugas y tuberías rotas',
      description:
        'Fontanería de urgencia, de día y de noche: primero cortamos el agua y reparamos la tubería en la misma visita.',
      category: 'Fontanería',
      subjects: [
        'Agua debajo del fregadero',
        '¡¡Tubería reventada en el sótano!!',
        'La mancha de humedad del techo está creciendo',
        'La cisterna no deja de correr',
        'El desagüe de la ducha está atascado',
      ],
      done: 'La fuga quedará reparada',
      visit: 'Nuestro fontanero estará en su casa',
      caveats: ['Si la tubería está dentro de la pared, primero hay que abrirla.', 'El tráfico en el centro.'],
    },
    electrical: {
      name: 'Averías eléctricas',
      description:
        'Localización y reparación de averías en cableado, enchufes, cuadros e iluminación por un electricista certificado.',
      category: 'Electricidad',
      subjects: [
        'Salta el diferencial cada vez que enciendo el horno',
        'La mitad de los enchufes no funciona',
        'La luz de la escalera parpadea',
        'Huele a quemado en el cuadro eléctrico',
        'Enchufe nuevo para el cargador del coche',
      ],
      done: 'La avería eléctrica quedará reparada',
      visit: 'Nuestro electricista estará en su casa',
      caveats: [
        'Hay que cortar la luz mientras trabajamos.',
        'Una instalación antigua puede necesitar más de una visita.',
      ],
    },
    appliance: {
      name: 'Reparación de electrodomésticos',
      description:
        'Lavadoras, lavavajillas, hornos y frigoríficos de todas las marcas, en su casa o en nuestro taller.',
      category: 'Electrodomésticos',
      subjects: [
        'La lavadora no centrifuga',
        'El lavavajillas deja agua en el fondo',
        'El horno no calienta',
        'El frigorífico está caliente, el congelador va bien',
        'La secadora se para a los diez minutos',
      ],
      done: 'Su electrodoméstico quedará reparado',
      visit: 'Nuestro técnico estará en su casa',
      caveats: [
        'El plazo de entrega de las piezas del fabricante.',
        'Si la reparación no compensa, se lo decimos antes de empezar.',
      ],
    },
    fitting: {
      name: 'Reforma de baños y cocinas',
      description:
        'Del plano medido a la habitación terminada: fontanería, electricidad y alicatado con un solo equipo.',
      category: 'Reformas',
      subjects: [
        'Ducha en lugar de bañera',
        'Fregadero nuevo y toma para el lavavajillas',
        'Baño completo, 6 metros cuadrados',
        'Cambiar azulejos y grifos del lavadero',
      ],
      done: 'Su reforma quedará terminada',
      visit: 'Nuestro equipo empezará la obra en su casa',
      caveats: ['Los azulejos se fabrican por encargo.', 'Lo que encontremos detrás de los azulejos viejos.'],
    },
  },
  matters: {
    question: {
      subjects: [
        '¿Cuánto cuesta una salida en fin de semana?',
        '¿Reparan bombas de calor?',
        '¿Pueden hacer la factura a otro nombre?',
      ],
      promise: 'Le llamaremos con una respuesta',
    },
    complaint: {
      subjects: [
        'El técnico llegó una hora tarde',
        'Otra vez la misma avería',
        'La factura es más alta de lo acordado',
      ],
      promise: 'Tendrá nuestra respuesta a su reclamación',
    },
    return: {
      subjects: ['El termostato no sirve, quiero devolverlo'],
      promise: 'Tendrá el dinero de vuelta en su cuenta',
    },
    suggestion: {
      subjects: ['Manden un mensaje antes de venir, por favor'],
      promise: 'Le diremos qué hemos decidido',
    },
  },
  firstReply: 'Le diremos cuándo podemos ir',
  update: 'Le diremos cómo va',
  questions: [
    { ask: 'Una foto de la etiqueta del aparato', reply: 'Aquí está: modelo BX 200, número de serie 4471-09.' },
    {
      ask: 'Qué día hay alguien en casa y hasta qué hora',
      reply: 'Cualquier día laborable a partir de las cuatro; la vecina tiene la llave.',
    },
  ],
  details: [
    'Desde el lunes, más fuerte por la mañana.',
    'Llame dos veces, el timbre suena poco.',
    'Tenemos un bebé en casa, así que es bastante urgente.',
    'Ya pasó en primavera; su compañero cambió una válvula.',
  ],
  reasons: [
    'La pieza está agotada y llega más tarde de lo que nos dijo el fabricante.',
    'Nuestro técnico está enfermo y nadie más conoce este modelo.',
    'Una urgencia con agua tuvo que ir primero.',
    'Encontramos más daños de lo esperado al abrir la pared.',
  ],
  withdrawals: ['Usted anuló el pedido.', 'El propietario ha dado el trabajo a otra empresa.'],
  hurries: [
    'Hay un bebé en casa: Agnieszka pasa antes de su primera ronda.',
    'La instalación es compartida con los vecinos; la pieza ya está en la furgoneta.',
    'Prometido por teléfono; hoy Tom se queda más tiempo.',
  ],
  corrections: [
    'Hecho a tiempo; el parte llegó de la furgoneta al día siguiente.',
    'Anotado tarde: sin cobertura en el sótano.',
  ],
  wishes: ['Antes no hay nadie en casa.', 'Así nos vendría mejor.', 'Hasta entonces estamos de viaje.'],
  notes: [
    'Llamar antes de ir.',
    'Vive en el extranjero: abre el inquilino.',
    'Perro en el jardín.',
    'Factura al administrador de la finca.',
  ],
  causes: [
    'A la espera de una pieza',
    'Cliente ausente',
    'Enfermedad en el equipo',
    'Una urgencia fue primero',
    'Más daños de lo esperado',
  ],
  outcomes: {
    done: 'Reparado',
    late: 'Reparado, después de lo prometido',
    cancelled: 'Anulado',
    refused: 'El cliente rechazó',
    answered: 'Respondido',
  },
  channels: { phone: 'Teléfono', email: 'Correo', website: 'Web', counter: 'Mostrador' },
  priorities: { normal: 'Normal', urgent: 'Urgente' },
  areas: ['Norte', 'Sur', 'Este', 'Oeste', 'Centro'],
  women: {
    given: ['María José', 'Lucía', 'Begoña', 'Itziar', 'Carmen', 'Nuria', 'Pilar', 'Ainhoa', 'Rocío', 'Ximena'],
    family: [
      'Muñoz Ibáñez',
      'de la Peña',
      'Núñez',
      'Echeverría Goñi',
      'López',
      'Peñalver',
      'Ibarra',
      'Cabañas',
      'Villar Ríos',
      'Quiñones',
    ],
  },
  men: {
    given: ['José Ángel', 'Íñigo', 'Manuel', 'Andrés', 'Óscar', 'Joaquín', 'Iván', 'Raúl', 'Fermín', 'Álvaro'],
    family: [
      'Fernández de Córdoba',
      'Yáñez',
      'Ruiz',
      'García-Trevijano',
      'Ordóñez',
      'Peña',
      'Sáenz',
      'Zabala',
      'del Olmo',
      'Caño',
    ],
  },
  companies: [
    'Café La Peña',
    'Comunidad de Propietarios Calle Mayor 7',
    'Clínica Dental Núñez e Hijos, S. L.',
    'Librería El Faro',
    'Colegio Público Las Acacias',
    'Administración de Fincas Olmo',
  ],
}
