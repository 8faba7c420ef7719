import type { StarterScripts } from './script-words.ts'

export const es: StarterScripts = {
  answer_received: [
    'Lo estamos mirando',
    null,
    'Hola, {{customer}}:\n\ngracias por su mensaje sobre «{{subject}}». Lo estoy mirando. Tendrá noticias mías {{by}}.\n\nUn saludo,\n{{owner}}, {{firm}}',
  ],
  answer_done: [
    'Está hecho',
    null,
    'Hola, {{customer}}:\n\n«{{subject}}» está hecho. Si algo no está como debe, basta con responder a este mensaje.\n\nUn saludo,\n{{owner}}, {{firm}}',
  ],
  answer_complaint: [
    'Respuesta a una queja',
    null,
    'Hola, {{customer}}:\n\ngracias por decírnoslo. He leído lo que ocurrió con «{{subject}}» y lo siento. Quiero saber qué ha ido mal antes de decirle más. Tendrá noticias mías {{by}}.\n\n{{owner}}, {{firm}}',
  ],
  delay: [
    'La fecha cambia',
    'Nueva fecha para «{{subject}}»',
    'Hola, {{customer}}:\n\nno podemos cumplir la fecha que le prometimos: {{old_date}}.\n\n{{reason}}\n\nLa nueva fecha es {{new_date}}. ¿Le va bien? Puede aceptarla o pedir otra hora aquí: {{link}}\n\n{{owner}}, {{firm}}',
  ],
  delay_sorry: [
    'La fecha cambia, con disculpas',
    'Vamos con retraso en «{{subject}}»',
    'Hola, {{customer}}:\n\nle prometimos {{old_date}} y no vamos a llegar. Lo siento: sé que contaba con ello.\n\n{{reason}}\n\nLo que podemos hacer es {{new_date}}. Si no le va bien, dígamelo y buscamos juntos otra hora: {{link}}\n\n{{owner}}, {{firm}}',
  ],
  holding: [
    'Todavía sin novedades',
    'Cómo va «{{subject}}»',
    'Hola, {{customer}}:\n\nestamos con «{{subject}}». Todavía no hay novedades. Lo que prometimos sigue en pie: {{promise}} {{by}}.\n\n{{firm}}',
  ],
  holding_warm: [
    'Todavía sin novedades, cercano',
    'No hemos olvidado «{{subject}}»',
    'Hola, {{customer}}:\n\nno nos hemos olvidado de usted. Todavía no hay novedades sobre «{{subject}}», pero no debería tener que preguntar. Lo que prometimos sigue en pie: {{promise}} {{by}}.\n\nUn saludo,\n{{firm}}',
  ],
  remedy: [
    'Cómo lo compensamos',
    'Cómo compensamos «{{subject}}»',
    'Hola, {{customer}}:\n\nno cumplimos nuestra palabra con «{{subject}}» y queremos compensarlo.\n\n{{remedy}}\n\nNo tiene que hacer nada.\n\n{{owner}}, {{firm}}',
  ],
  remedy_formal: [
    'Cómo lo compensamos, formal',
    'Su solicitud {{reference}}',
    'Estimado/a {{customer}}:\n\nnos referimos a su solicitud {{reference}}, «{{subject}}». No cumplimos la fecha acordada, por lo que le pedimos disculpas.\n\n{{remedy}}\n\nAtentamente,\n{{owner}}\n{{firm}}',
  ],
  beyond: [
    'Algo más de lo prometido',
    'Algo más con «{{subject}}»',
    'Hola, {{customer}}:\n\nmientras trabajábamos en «{{subject}}», hicimos algo más de lo que habíamos prometido.\n\n{{remedy}}\n\nNo le cuesta nada. Esperamos que le sirva.\n\n{{owner}}, {{firm}}',
  ],
  follow_up: [
    '¿Está todo bien?',
    '¿Está todo bien con «{{subject}}»?',
    'Hola, {{customer}}:\n\n«{{subject}}» está hecho por nuestra parte. ¿Ha quedado todo como quería? Si no, basta con responder: lo lee una persona.\n\n{{firm}}',
  ],
  phone_delay: [
    'Llamada: la fecha cambia',
    null,
    'Buenos días, {{customer}}, soy {{owner}}, de {{firm}}. Le llamo por «{{subject}}». Le prometimos {{old_date}} y no podemos cumplirlo. {{reason}} Puedo ofrecerle {{new_date}}. ¿Le va bien?',
  ],
  phone_callback: [
    'Llamada: devolver la llamada',
    null,
    'Buenos días, {{customer}}, soy {{owner}}, de {{firm}}. Intentó hablar con nosotros y le devuelvo la llamada. ¿En qué puedo ayudarle?',
  ],
  portal_received: [
    'Página: lo he leído',
    null,
    'Gracias, {{customer}}. He leído su mensaje y lo estoy mirando. Tendrá noticias mías {{by}}.\n\n{{owner}}',
  ],
  portal_done: [
    'Página: está hecho',
    null,
    'Ya está hecho, {{customer}}. Gracias por la paciencia. Si algo no está como debe, escríbame aquí.\n\n{{owner}}',
  ],
  cannot: [
    'Esto no lo hacemos',
    null,
    'Hola, {{customer}}:\n\ngracias por preguntarnos. Esto no lo hacemos, y prefiero decírselo ya que tenerle esperando.\n\nUn saludo,\n{{owner}}, {{firm}}',
  ],
}
