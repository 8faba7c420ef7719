import type { Language } from '#platform/fields'
import type { Cause } from './reason.ts'

/** What colleagues call it, and what the customer reads. */
type Said = readonly [name: string, why: string]
type Starter = { code: string; cause: Cause; said: Readonly<Record<Language, Said>> }

const STARTERS: readonly Starter[] = [
  {
    code: 'supplier_late',
    cause: 'supplier',
    said: {
      en: ['Part delivered late', 'Our supplier has not delivered what we ordered for you yet.'],
      pt: ['Peça entregue com atraso', 'O nosso fornecedor ainda não entregou o que encomendámos para si.'],
      es: ['Pieza entregada con retraso', 'Nuestro proveedor todavía no ha entregado lo que pedimos para usted.'],
      ca: ['Peça lliurada tard', 'El nostre proveïdor encara no ha lliurat el que vam demanar per a vós.'],
      pl: ['Spóźniona dostawa części', 'Nasz dostawca nie przywiózł jeszcze tego, co dla Państwa zamówiliśmy.'],
      ru: ['Поставщик задержал деталь', 'Наш поставщик ещё не привёз то, что мы для вас заказали.'],
    },
  },
  {
    code: 'colleague_ill',
    cause: 'staff',
    said: {
      en: ['Colleague ill', 'The colleague who was going to do the work has fallen ill.'],
      pt: ['Colega doente', 'A pessoa da nossa equipa que ia fazer o trabalho adoeceu.'],
      es: [
        'Persona del equipo enferma',
        'La persona de nuestro equipo que iba a hacer el trabajo se ha puesto enferma.',
      ],
      ca: ['Persona de l’equip malalta', 'La persona del nostre equip que havia de fer la feina s’ha posat malalta.'],
      pl: ['Choroba w zespole', 'Osoba z naszego zespołu, która miała wykonać tę pracę, zachorowała.'],
      ru: ['Сотрудник заболел', 'Наш сотрудник, который должен был выполнить работу, заболел.'],
    },
  },
  {
    code: 'waiting_for_part',
    cause: 'equipment',
    said: {
      en: ['Waiting for a part', 'The work needs a part that we do not have here. It is ordered.'],
      pt: ['À espera de uma peça', 'O trabalho precisa de uma peça que não temos cá. Já está encomendada.'],
      es: ['A la espera de una pieza', 'El trabajo necesita una pieza que no tenemos aquí. Ya está pedida.'],
      ca: ['A l’espera d’una peça', 'La feina necessita una peça que no tenim aquí. Ja està demanada.'],
      pl: ['Czekamy na część', 'Potrzebna jest część, której nie mamy na miejscu. Jest już zamówiona.'],
      ru: ['Ждём деталь', 'Для работы нужна деталь, которой у нас нет. Она уже заказана.'],
    },
  },
  {
    code: 'earlier_visit',
    cause: 'planning',
    said: {
      en: ['Earlier visit ran over', 'The visit before yours is taking longer than we had planned.'],
      pt: ['A visita anterior demorou mais', 'A visita anterior à sua está a demorar mais do que tínhamos previsto.'],
      es: [
        'La visita anterior se alargó',
        'La visita anterior a la suya está durando más de lo que habíamos previsto.',
      ],
      ca: ['La visita anterior s’ha allargat', 'La visita anterior a la vostra dura més del que havíem previst.'],
      pl: ['Poprzednia wizyta się przedłużyła', 'Wizyta przed Państwa wizytą trwa dłużej, niż planowaliśmy.'],
      ru: ['Предыдущий выезд затянулся', 'Выезд перед вашим длится дольше, чем мы планировали.'],
    },
  },
  {
    code: 'weather',
    cause: 'weather',
    said: {
      en: ['Weather', 'In this weather the work cannot be done safely or well.'],
      pt: ['Mau tempo', 'Com este tempo não é possível fazer o trabalho bem e em segurança.'],
      es: ['Mal tiempo', 'Con este tiempo no se puede hacer el trabajo bien y con seguridad.'],
      ca: ['Mal temps', 'Amb aquest temps no es pot fer la feina bé i amb seguretat.'],
      pl: ['Pogoda', 'Przy tej pogodzie nie da się wykonać tej pracy dobrze i bezpiecznie.'],
      ru: ['Погода', 'В такую погоду эту работу нельзя выполнить хорошо и безопасно.'],
    },
  },
  {
    code: 'strike',
    cause: 'other',
    said: {
      en: ['Strike', 'A strike is holding up deliveries or journeys that we depend on.'],
      pt: ['Greve', 'Uma greve está a atrasar entregas ou deslocações de que dependemos.'],
      es: ['Huelga', 'Una huelga está retrasando entregas o desplazamientos de los que dependemos.'],
      ca: ['Vaga', 'Una vaga endarrereix lliuraments o desplaçaments dels quals depenem.'],
      pl: ['Strajk', 'Strajk opóźnia dostawy lub dojazdy, od których zależymy.'],
      ru: ['Забастовка', 'Из-за забастовки задерживаются поставки или поездки, от которых мы зависим.'],
    },
  },
  {
    code: 'more_to_do',
    cause: 'planning',
    said: {
      en: ['More to do than expected', 'There is more to do than we expected when we gave you the date.'],
      pt: ['Mais trabalho do que o previsto', 'Há mais para fazer do que prevíamos quando lhe demos a data.'],
      es: ['Más trabajo del previsto', 'Hay más que hacer de lo que preveíamos cuando le dimos la fecha.'],
      ca: ['Més feina de la prevista', 'Hi ha més feina de la que prevèiem quan us vam donar la data.'],
      pl: ['Więcej pracy, niż zakładaliśmy', 'Jest więcej do zrobienia, niż zakładaliśmy, podając Państwu termin.'],
      ru: ['Работы больше, чем ожидали', 'Работы оказалось больше, чем мы ожидали, когда называли вам срок.'],
    },
  },
  {
    code: 'our_mistake',
    cause: 'planning',
    said: {
      en: ['Our mistake', 'We made a mistake. It is our fault, and we are sorry.'],
      pt: ['Erro nosso', 'Cometemos um erro. A culpa é nossa, e pedimos desculpa.'],
      es: ['Error nuestro', 'Hemos cometido un error. La culpa es nuestra y lo sentimos.'],
      ca: ['Error nostre', 'Hem comès un error. La culpa és nostra i ho sentim.'],
      pl: ['Nasz błąd', 'Popełniliśmy błąd. To nasza wina i przepraszamy.'],
      ru: ['Наша ошибка', 'Мы допустили ошибку. Это наша вина, и мы просим прощения.'],
    },
  },
]

/** The usual reasons for moving a date: names in the language of the firm, sentences in every language. A pure function. */
export const starterReasons = (language: Language) =>
  STARTERS.map(({ code, cause, said }) => ({
    code,
    cause,
    name: said[language][0],
    why: Object.fromEntries(Object.entries(said).map(([each, [, why]]) => [each, why])) as Record<Language, string>,
  }))
