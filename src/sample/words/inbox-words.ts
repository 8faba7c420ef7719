// Long because each language says everything: what customers of the sample write, and what its staff answers.
import type { Language } from '#platform/fields'

type Mail = { subject: string; text: string }

/** What is said in the sample's inbox, in the language of the customer; notes are in that of the firm. */
export type InboxWords = {
  /** No heating: it waits, and a colleague has left a note. */
  cold: Mail & { note: string }
  /** A leak with a sketch and readings. */
  leak: Mail & { sketch: string; readings: string }
  /** Has waited longer than was promised. */
  bathroom: Mail
  /** Answered with a promise that is recorded and told. */
  engineer: Mail & { answer: string }
  /** There and back, and closed. */
  invoice: Mail & { answer: string; thanks: string }
  /** Answered, and it rests. */
  spring: Mail & { answer: string }
  /** From somebody who is not proven. */
  keys: Mail
  /** We write first: one comes back, one is answered by a machine. */
  ready: Mail
  away: Mail
  bounced: Mail
  /** A newsletter. */
  prices: Mail
  /** Calls and a visit, as the staff notes them. */
  missed: { text: string; next: string }
  spoke: string
  asks: string
  counter: string
}

export const INBOX_WORDS: Readonly<Record<Language, InboxWords>> = {
  en: {
    cold: {
      subject: 'No heating since last night',
      text: 'Good morning,\n\nthe radiators went cold last night and the boiler shows F28. We have a baby at home.\nWhen can somebody come?\n\nThank you',
      note: 'Baby at home: please take this one first. The boiler is the one we fitted in 2019.',
    },
    leak: {
      subject: 'Water under the kitchen sink',
      text: 'Hello,\n\nit drips behind the cupboard. I marked the place on the plan, and these are the readings of the meter overnight.\nShall I keep the water turned off?',
      sketch: 'kitchen-plan.svg',
      readings: 'meter-readings.csv',
    },
    bathroom: {
      subject: 'Quote for a new bathroom',
      text: 'Hello,\n\nwe would like to have our bathroom redone in spring: shower instead of bath, new tiles, 6 square metres.\nWhat would that cost, roughly?',
    },
    engineer: {
      subject: 'Which engineer is coming?',
      text: 'Hello,\n\nI have to tell our porter who is coming and with which car. Could somebody let me know?',
      answer: 'Hello,\n\nthank you for asking. I will call you back tomorrow by three.\n\nKind regards',
    },
    invoice: {
      subject: 'Invoice with the wrong address',
      text: 'Hello,\n\nyour last invoice still has our old address. Could you correct it, please?',
      answer: 'Hello,\n\nthe corrected invoice is on its way to you by post. Sorry for the trouble.',
      thanks: 'Perfect, thank you. It arrived this morning.',
    },
    spring: {
      subject: 'Annual service after Easter',
      text: 'Hello,\n\nplease come for the annual service only after Easter, we are away before.',
      answer: 'Hello,\n\ngladly. It is noted, and you will find us here when you are back.',
    },
    keys: {
      subject: 'Key code of the flat',
      text: 'Hello,\n\nI am writing from my private address. What is the code of the key box of our flat again? I need it at once.',
    },
    ready: {
      subject: 'Your thermostat is here',
      text: 'Hello,\n\nyour thermostat has arrived and lies at our counter. We are open from eight to six.',
    },
    away: {
      subject: 'Out of office: Your thermostat is here',
      text: 'Thank you for your mail. I am on holiday and read my mails again from Monday.',
    },
    bounced: {
      subject: 'Undelivered mail returned to sender',
      text: 'The mail could not be delivered: 550 5.1.1 No such mailbox.',
    },
    prices: {
      subject: 'New prices for copper pipes',
      text: 'Our price list for the coming quarter. You receive this mail as a customer of our wholesale.',
    },
    missed: { text: 'Nobody picked up; it rang out.', next: 'Try again after five.' },
    spoke: 'Explained how to top up the pressure. It holds again; nothing more to do.',
    asks: 'Wants to know whether the old boiler is taken away, and what that costs.',
    counter: 'Picked up the spare remote control and paid in cash.',
  },
  pt: {
    cold: {
      subject: 'Sem aquecimento desde ontem à noite',
      text: 'Bom dia,\n\nos radiadores arrefeceram ontem à noite e a caldeira mostra F28. Temos um bebé em casa.\nQuando pode vir alguém?\n\nObrigada',
      note: 'Há um bebé em casa: por favor, este primeiro. A caldeira é a que montámos em 2019.',
    },
    leak: {
      subject: 'Água debaixo do lava-loiça',
      text: 'Olá,\n\npinga por trás do armário. Marquei o sítio na planta e junto as leituras do contador durante a noite.\nMantenho a água fechada?',
      sketch: 'planta-cozinha.svg',
      readings: 'leituras-contador.csv',
    },
    bathroom: {
      subject: 'Orçamento para uma casa de banho nova',
      text: 'Olá,\n\nqueríamos renovar a casa de banho na primavera: duche em vez de banheira, azulejos novos, 6 metros quadrados.\nQuanto custaria, mais ou menos?',
    },
    engineer: {
      subject: 'Que técnico vem?',
      text: 'Olá,\n\ntenho de dizer ao porteiro quem vem e em que carro. Alguém me pode informar?',
      answer: 'Olá,\n\nobrigado pela pergunta. Ligo-lhe amanhã até às 15h.\n\nCumprimentos',
    },
    invoice: {
      subject: 'Fatura com a morada errada',
      text: 'Olá,\n\na vossa última fatura ainda tem a nossa morada antiga. Podem corrigi-la, por favor?',
      answer: 'Olá,\n\na fatura corrigida já segue pelo correio. Pedimos desculpa pelo incómodo.',
      thanks: 'Perfeito, obrigado. Chegou hoje de manhã.',
    },
    spring: {
      subject: 'Revisão anual depois da Páscoa',
      text: 'Olá,\n\npor favor façam a revisão anual só depois da Páscoa, antes estamos fora.',
      answer: 'Olá,\n\ncom todo o gosto. Está anotado, e cá estamos quando voltarem.',
    },
    keys: {
      subject: 'Código da chave do apartamento',
      text: 'Olá,\n\nescrevo do meu endereço particular. Qual é mesmo o código do cofre da chave do nosso apartamento? Preciso dele já.',
    },
    ready: {
      subject: 'O seu termóstato já chegou',
      text: 'Olá,\n\no seu termóstato chegou e está ao nosso balcão. Estamos abertos das oito às seis.',
    },
    away: {
      subject: 'Ausente: O seu termóstato já chegou',
      text: 'Obrigado pela sua mensagem. Estou de férias e volto a ler o correio na segunda-feira.',
    },
    bounced: {
      subject: 'Mensagem devolvida ao remetente',
      text: 'Não foi possível entregar a mensagem: 550 5.1.1 No such mailbox.',
    },
    prices: {
      subject: 'Novos preços dos tubos de cobre',
      text: 'A nossa tabela de preços para o próximo trimestre. Recebe esta mensagem como cliente do nosso armazém.',
    },
    missed: { text: 'Ninguém atendeu; tocou até ao fim.', next: 'Tentar de novo depois das cinco.' },
    spoke: 'Expliquei como repor a pressão. Já aguenta; não há mais nada a fazer.',
    asks: 'Quer saber se levamos a caldeira antiga e quanto custa.',
    counter: 'Levantou o comando de reserva e pagou em dinheiro.',
  },
  es: {
    cold: {
      subject: 'Sin calefacción desde anoche',
      text: 'Buenos días:\n\nlos radiadores se enfriaron anoche y la caldera muestra F28. Tenemos un bebé en casa.\n¿Cuándo puede venir alguien?\n\nGracias',
      note: 'Hay un bebé en casa: por favor, este primero. La caldera es la que montamos en 2019.',
    },
    leak: {
      subject: 'Agua debajo del fregadero',
      text: 'Hola:\n\ngotea detrás del armario. He marcado el sitio en el plano y adjunto las lecturas del contador de esta noche.\n¿Dejo el agua cerrada?',
      sketch: 'plano-cocina.svg',
      readings: 'lecturas-contador.csv',
    },
    bathroom: {
      subject: 'Presupuesto para un baño nuevo',
      text: 'Hola:\n\nnos gustaría reformar el baño en primavera: ducha en lugar de bañera, azulejos nuevos, 6 metros cuadrados.\n¿Cuánto costaría, más o menos?',
    },
    engineer: {
      subject: '¿Qué técnico viene?',
      text: 'Hola:\n\ntengo que decirle al conserje quién viene y en qué coche. ¿Alguien me lo puede decir?',
      answer: 'Hola:\n\ngracias por preguntar. Le llamo mañana antes de las 15:00.\n\nUn saludo',
    },
    invoice: {
      subject: 'Factura con la dirección equivocada',
      text: 'Hola:\n\nsu última factura todavía lleva nuestra dirección antigua. ¿Pueden corregirla, por favor?',
      answer: 'Hola:\n\nla factura corregida ya va por correo postal. Disculpe las molestias.',
      thanks: 'Perfecto, gracias. Ha llegado esta mañana.',
    },
    spring: {
      subject: 'Revisión anual después de Semana Santa',
      text: 'Hola:\n\npor favor, hagan la revisión anual solo después de Semana Santa, antes no estamos.',
      answer: 'Hola:\n\ncon mucho gusto. Queda anotado, y aquí nos tienen cuando vuelvan.',
    },
    keys: {
      subject: 'Código de la llave del piso',
      text: 'Hola:\n\nescribo desde mi dirección particular. ¿Cuál era el código de la caja de llaves de nuestro piso? Lo necesito ya.',
    },
    ready: {
      subject: 'Su termostato ya está aquí',
      text: 'Hola:\n\nsu termostato ha llegado y está en nuestro mostrador. Abrimos de ocho a seis.',
    },
    away: {
      subject: 'Fuera de la oficina: Su termostato ya está aquí',
      text: 'Gracias por su correo. Estoy de vacaciones y volveré a leer el correo el lunes.',
    },
    bounced: {
      subject: 'Correo devuelto al remitente',
      text: 'No se pudo entregar el correo: 550 5.1.1 No such mailbox.',
    },
    prices: {
      subject: 'Nuevos precios de los tubos de cobre',
      text: 'Nuestra lista de precios para el próximo trimestre. Recibe este correo como cliente de nuestro almacén.',
    },
    missed: { text: 'No contestó nadie; sonó hasta el final.', next: 'Volver a intentarlo después de las cinco.' },
    spoke: 'Le expliqué cómo reponer la presión. Ya aguanta; no hay nada más que hacer.',
    asks: 'Quiere saber si nos llevamos la caldera vieja y cuánto cuesta.',
    counter: 'Recogió el mando de repuesto y pagó en efectivo.',
  },
  ca: {
    cold: {
      subject: 'Sense calefacció des d’ahir a la nit',
      text: 'Bon dia,\n\nels radiadors es van refredar ahir a la nit i la caldera mostra F28. Tenim un nadó a casa.\nQuan pot venir algú?\n\nGràcies',
      note: 'Hi ha un nadó a casa: si us plau, aquest primer. La caldera és la que vam muntar el 2019.',
    },
    leak: {
      subject: 'Aigua sota l’aigüera',
      text: 'Hola,\n\ngoteja darrere l’armari. He marcat el lloc al plànol i adjunto les lectures del comptador d’aquesta nit.\nDeixo l’aigua tancada?',
      sketch: 'planol-cuina.svg',
      readings: 'lectures-comptador.csv',
    },
    bathroom: {
      subject: 'Pressupost per a un bany nou',
      text: 'Hola,\n\nens agradaria reformar el bany a la primavera: dutxa en lloc de banyera, rajoles noves, 6 metres quadrats.\nQuant costaria, més o menys?',
    },
    engineer: {
      subject: 'Quin tècnic ve?',
      text: 'Hola,\n\nhe de dir al conserge qui ve i amb quin cotxe. M’ho pot dir algú?',
      answer: 'Hola,\n\ngràcies per preguntar-ho. Li trucaré demà abans de les 15.00.\n\nCordialment',
    },
    invoice: {
      subject: 'Factura amb l’adreça equivocada',
      text: 'Hola,\n\nla vostra última factura encara porta la nostra adreça antiga. La podeu corregir, si us plau?',
      answer: 'Hola,\n\nla factura corregida ja va per correu postal. Disculpeu les molèsties.',
      thanks: 'Perfecte, gràcies. Ha arribat aquest matí.',
    },
    spring: {
      subject: 'Revisió anual després de Setmana Santa',
      text: 'Hola,\n\nsi us plau, feu la revisió anual només després de Setmana Santa, abans no hi som.',
      answer: 'Hola,\n\namb molt de gust. Queda anotat, i aquí ens trobareu quan torneu.',
    },
    keys: {
      subject: 'Codi de la clau del pis',
      text: 'Hola,\n\nescric des de la meva adreça particular. Quin era el codi de la caixa de claus del nostre pis? El necessito ara mateix.',
    },
    ready: {
      subject: 'El vostre termòstat ja és aquí',
      text: 'Hola,\n\nel vostre termòstat ha arribat i és al nostre taulell. Obrim de vuit a sis.',
    },
    away: {
      subject: 'Fora de l’oficina: El vostre termòstat ja és aquí',
      text: 'Gràcies pel vostre correu. Soc de vacances i tornaré a llegir el correu dilluns.',
    },
    bounced: {
      subject: 'Correu retornat al remitent',
      text: 'No s’ha pogut lliurar el correu: 550 5.1.1 No such mailbox.',
    },
    prices: {
      subject: 'Nous preus dels tubs de coure',
      text: 'La nostra llista de preus per al trimestre vinent. Rebeu aquest correu com a client del nostre magatzem.',
    },
    missed: { text: 'No ha contestat ningú; ha sonat fins al final.', next: 'Tornar-ho a provar després de les cinc.' },
    spoke: 'Li he explicat com reposar la pressió. Ja aguanta; no cal fer res més.',
    asks: 'Vol saber si ens enduem la caldera vella i quant costa.',
    counter: 'Ha recollit el comandament de recanvi i ha pagat en efectiu.',
  },
  pl: {
    cold: {
      subject: 'Brak ogrzewania od wczoraj wieczorem',
      text: 'Dzień dobry,\n\nkaloryfery ostygły wczoraj wieczorem, a piec pokazuje F28. Mamy w domu niemowlę.\nKiedy ktoś może przyjechać?\n\nDziękuję',
      note: 'W domu jest niemowlę: proszę zająć się tym najpierw. To piec, który montowaliśmy w 2019 roku.',
    },
    leak: {
      subject: 'Woda pod zlewem w kuchni',
      text: 'Dzień dobry,\n\nkapie za szafką. Miejsce jest zaznaczone na planie, a w załączniku są odczyty licznika z nocy.\nCzy mam trzymać wodę zakręconą?',
      sketch: 'plan-kuchni.svg',
      readings: 'odczyty-licznika.csv',
    },
    bathroom: {
      subject: 'Wycena nowej łazienki',
      text: 'Dzień dobry,\n\nchcielibyśmy wiosną wyremontować łazienkę: prysznic zamiast wanny, nowe płytki, 6 metrów kwadratowych.\nIle by to mniej więcej kosztowało?',
    },
    engineer: {
      subject: 'Który technik przyjedzie?',
      text: 'Dzień dobry,\n\nmuszę powiedzieć portierowi, kto przyjedzie i jakim samochodem. Czy ktoś może mi to podać?',
      answer: 'Dzień dobry,\n\ndziękuję za pytanie. Oddzwonię jutro do 15.\n\nPozdrawiam',
    },
    invoice: {
      subject: 'Faktura z błędnym adresem',
      text: 'Dzień dobry,\n\nna ostatniej fakturze jest jeszcze nasz stary adres. Czy można to poprawić?',
      answer: 'Dzień dobry,\n\npoprawiona faktura jest już w drodze pocztą. Przepraszamy za kłopot.',
      thanks: 'Świetnie, dziękuję. Przyszła dziś rano.',
    },
    spring: {
      subject: 'Coroczny przegląd po Wielkanocy',
      text: 'Dzień dobry,\n\nprosimy o coroczny przegląd dopiero po Wielkanocy, wcześniej nas nie ma.',
      answer: 'Dzień dobry,\n\noczywiście. Mamy to zapisane i jesteśmy do dyspozycji po Państwa powrocie.',
    },
    keys: {
      subject: 'Kod do klucza mieszkania',
      text: 'Dzień dobry,\n\npiszę z prywatnego adresu. Jaki jest kod do skrytki z kluczem do naszego mieszkania? Potrzebuję go natychmiast.',
    },
    ready: {
      subject: 'Termostat czeka na odbiór',
      text: 'Dzień dobry,\n\nPaństwa termostat dotarł i czeka w naszym punkcie. Jest otwarte od ósmej do osiemnastej.',
    },
    away: {
      subject: 'Nieobecność: Termostat czeka na odbiór',
      text: 'Dziękuję za wiadomość. Jestem na urlopie i wrócę do poczty w poniedziałek.',
    },
    bounced: {
      subject: 'Wiadomość zwrócona do nadawcy',
      text: 'Nie udało się dostarczyć wiadomości: 550 5.1.1 No such mailbox.',
    },
    prices: {
      subject: 'Nowe ceny rur miedzianych',
      text: 'Nasz cennik na nadchodzący kwartał. Otrzymują Państwo tę wiadomość jako klienci naszej hurtowni.',
    },
    missed: { text: 'Nikt nie odebrał; dzwoniło do końca.', next: 'Spróbować ponownie po piątej.' },
    spoke: 'Wyjaśniono, jak uzupełnić ciśnienie. Znowu trzyma; nic więcej nie trzeba robić.',
    asks: 'Pyta, czy zabieramy stary piec i ile to kosztuje.',
    counter: 'Odebrano zapasowego pilota, zapłacono gotówką.',
  },
  ru: {
    cold: {
      subject: 'Нет отопления со вчерашнего вечера',
      text: 'Доброе утро!\n\nБатареи остыли вчера вечером, котёл показывает F28. Дома грудной ребёнок.\nКогда кто-нибудь сможет приехать?\n\nСпасибо',
      note: 'Дома грудной ребёнок: прошу заняться этим в первую очередь. Это котёл, который мы ставили в 2019 году.',
    },
    leak: {
      subject: 'Вода под кухонной раковиной',
      text: 'Здравствуйте!\n\nКапает за шкафом. Место отмечено на плане, показания счётчика за ночь во вложении.\nОставить воду перекрытой?',
      sketch: 'план-кухни.svg',
      readings: 'показания-счётчика.csv',
    },
    bathroom: {
      subject: 'Смета на новую ванную',
      text: 'Здравствуйте!\n\nХотим весной переделать ванную: душ вместо ванны, новая плитка, 6 квадратных метров.\nСколько это примерно стоило бы?',
    },
    engineer: {
      subject: 'Какой мастер приедет?',
      text: 'Здравствуйте!\n\nМне нужно сказать консьержу, кто приедет и на какой машине. Кто-нибудь может сообщить?',
      answer: 'Здравствуйте!\n\nСпасибо за вопрос. Я перезвоню вам завтра до 15:00.\n\nС уважением',
    },
    invoice: {
      subject: 'Счёт с неверным адресом',
      text: 'Здравствуйте!\n\nВ последнем счёте указан наш старый адрес. Исправьте, пожалуйста.',
      answer: 'Здравствуйте!\n\nИсправленный счёт уже отправлен вам почтой. Простите за беспокойство.',
      thanks: 'Отлично, спасибо. Пришёл сегодня утром.',
    },
    spring: {
      subject: 'Ежегодное обслуживание после Пасхи',
      text: 'Здравствуйте!\n\nПросим провести ежегодное обслуживание только после Пасхи, раньше нас не будет.',
      answer: 'Здравствуйте!\n\nС удовольствием. Мы всё записали и будем на месте, когда вы вернётесь.',
    },
    keys: {
      subject: 'Код от ключа квартиры',
      text: 'Здравствуйте!\n\nПишу с личного адреса. Какой код у ящика с ключом от нашей квартиры? Он нужен мне прямо сейчас.',
    },
    ready: {
      subject: 'Ваш термостат у нас',
      text: 'Здравствуйте!\n\nВаш термостат прибыл и лежит у нас на стойке. Мы открыты с восьми до шести.',
    },
    away: {
      subject: 'Нет на месте: Ваш термостат у нас',
      text: 'Спасибо за письмо. Я в отпуске и снова читаю почту с понедельника.',
    },
    bounced: {
      subject: 'Письмо возвращено отправителю',
      text: 'Письмо не удалось доставить: 550 5.1.1 No such mailbox.',
    },
    prices: {
      subject: 'Новые цены на медные трубы',
      text: 'Наш прайс-лист на следующий квартал. Вы получаете это письмо как клиент нашего склада.',
    },
    missed: { text: 'Никто не взял трубку.', next: 'Позвонить ещё раз после пяти.' },
    spoke: 'Объяснили, как поднять давление. Снова держится; больше ничего не нужно.',
    asks: 'Хочет знать, забираем ли мы старый котёл и сколько это стоит.',
    counter: 'Забрали запасной пульт, оплата наличными.',
  },
}
