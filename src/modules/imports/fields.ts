import { customerNames } from './customer-names.ts'

/** What the rows of a file may be. */
export const importKinds = ['requests', 'customers'] as const
export type ImportKind = (typeof importKinds)[number]

/** What a column of a service log may be. The first two are needed. */
const requestFields = [
  'externalId',
  'openedAt',
  'closedAt',
  'targetAt',
  'status',
  'category',
  'subcategory',
  'channel',
  'priority',
  'team',
  'area',
  'outcome',
  'subject',
  'description',
  'customerName',
  'customerEmail',
  'customerPhone',
  'customerExternalId',
] as const

/** What a column of a list of customers may be, beside their id there. */
const customerOnly = [
  'name',
  'lastName',
  'kind',
  'contactName',
  'email',
  'phone',
  'otherPhone',
  'language',
  'timeZone',
  'segment',
  'note',
] as const

export const fields = [...requestFields, ...customerOnly] as const
export type Field = (typeof fields)[number]

/** The fields of each kind, in the order in which a person goes through them. */
export const fieldsOf: Readonly<Record<ImportKind, readonly Field[]>> = {
  requests: requestFields,
  customers: [
    'name',
    'lastName',
    'kind',
    'contactName',
    'email',
    'phone',
    'otherPhone',
    'language',
    'timeZone',
    'segment',
    'note',
    'externalId',
  ],
}

/** Fields whose words may be translated by a mapping: other systems have their own, or numbers. */
export const wordFields = ['category', 'channel', 'priority', 'team', 'outcome', 'kind', 'language'] as const
export type WordField = (typeof wordFields)[number]

export const dateFields = ['openedAt', 'closedAt', 'targetAt'] as const satisfies readonly Field[]
export type DateField = (typeof dateFields)[number]

/** Longest text of a field, in characters. Identities that are longer are refused, texts are cut and that is reported. */
export const longest: Readonly<Record<Exclude<Field, DateField>, number>> = {
  externalId: 200,
  category: 200,
  subcategory: 200,
  channel: 200,
  priority: 200,
  team: 200,
  area: 200,
  outcome: 200,
  subject: 500,
  description: 20_000,
  customerName: 300,
  customerEmail: 254,
  customerPhone: 50,
  customerExternalId: 200,
  status: 200,
  name: 300,
  lastName: 200,
  kind: 200,
  contactName: 300,
  email: 254,
  phone: 50,
  otherPhone: 50,
  language: 100,
  timeZone: 100,
  segment: 200,
  note: 10_000,
}

/**
 * Names that columns bear for each field, best first, in the six languages of the product and in common exports (help
 * desks, issue trackers, public 311 logs). Compared without case, accents and punctuation.
 */
export const names: Readonly<Record<Field, readonly string[]>> = {
  externalId: list(`
    case id, ticket id, request id, incident id, case number, ticket number, request number, case enquiry id, unique
    key, service request number, sr number, issue key, display id, external id, reference, ticket, number, case, id,
    key, no, nr, work order, order id, numero do pedido, numero do chamado, protocolo, chamado, codigo, numero,
    referencia, numero de caso, numero de ticket, incidencia, folio, identificador, numero de cas, codi, tiquet,
    numer zgłoszenia, id zgłoszenia, nr zgłoszenia, zgłoszenie, numer, sygnatura, номер заявки, номер обращения,
    номер, заявка, идентификатор`),
  openedAt: list(`
    opened at, open dt, opened, open date, date opened, created at, created date, date created, created time,
    created, creation date, create time, submitted at, reported at, received at, requested at, requested datetime,
    opened date, start date, started at, sys created on, aberto em, data de abertura, abertura, criado em, data de
    criacao, fecha de apertura, abierto, apertura, creado, fecha de creacion, fecha de alta, fecha de entrada, data
    d obertura, obert, obertura, creat, data de creacio, data d entrada, data zgłoszenia, data utworzenia,
    utworzono, data otwarcia, otwarto, data przyjęcia, zgłoszono, дата создания, создано, дата открытия, открыто,
    дата обращения, дата поступления`),
  closedAt: list(`
    resolved at, solved at, closed at, resolved time, closed dt, closed date, date closed, closed time, closed,
    resolved, resolved date, date resolved, solved, resolution date, completed at, completion date, completed,
    finished at, end date, close date, closed on, initially assigned resolved at, fechado em, data de fechamento,
    encerrado em, data de encerramento, resolvido em, concluido em, fecho, data de fecho, fecha de cierre, cerrado,
    cierre, resuelto, fecha de resolucion, fecha de baja, data de tancament, tancat, tancament, resolt, data de
    resolucio, data zamknięcia, zamknięto, data rozwiązania, rozwiązano, data zakończenia, zakończono, дата
    закрытия, закрыто, дата решения, решено, дата завершения, завершено`),
  targetAt: list(`
    target at, sla target dt, target dt, due at, due date, due by time, due by, sla due, due, deadline, target date,
    target, sla, expected at, expected datetime, promised at, promised date, resolution due, prazo, data limite,
    vencimento, data prevista, fecha limite, vencimiento, plazo, fecha prevista, fecha objetivo, data limit,
    termini, venciment, termin, termin realizacji, data docelowa, planowana data, срок, крайний срок, плановая дата,
    срок исполнения`),
  category: list(`
    category, complaint type, case type, request type, type of request, issue type, service type, type, reason,
    service name, service, topic, categoria, tipo, tipo de pedido, assunto tipo, tipo de solicitud, motivo, tipus,
    tipus de sol licitud, kategoria, typ, rodzaj, typ zgłoszenia, категория, тип, тип обращения, вид работ`),
  subcategory: list(`
    subcategory, sub category, descriptor, subtype, sub type, detail, details, subcategoria, subtipo, subtipus,
    podkategoria, podtyp, подкатегория, подтип`),
  channel: list(`
    channel, contact type, source, origin, method received, open data channel type, via, intake channel, canal,
    origem, origen, meio, via d entrada, kanał, źródło, канал, источник`),
  priority: list(`
    priority, severity, urgency, impact, prioridade, urgencia, prioridad, prioritat, priorytet, pilność, приоритет,
    срочность`),
  team: list(`
    team, queue, assignment group, group, assigned group, owner, assigned to, assignee, agent, department, agency,
    responsible, equipe, equipa, fila, responsavel, departamento, equipo, cola, grupo, responsable, equip, cua,
    grup, departament, zespół, kolejka, grupa, dział, opiekun, prowadzący, команда, очередь, группа, отдел,
    ответственный, исполнитель`),
  area: list(`
    area, neighborhood, neighbourhood, location, district, borough, region, ward, city, site, branch, bairro, local,
    localizacao, zona, barrio, distrito, ubicacion, zona geografica, barri, districte, ubicacio, dzielnica, obszar,
    lokalizacja, miasto, rejon, район, участок, местоположение, город, округ`),
  outcome: list(`
    outcome, resolution, closure reason, resolution code, close code, closed code, result, resolution description,
    disposition, close notes, resultado, resolucao, desfecho, resolucion, motivo de cierre, resultat, resolucio,
    wynik, rozwiązanie, sposób rozwiązania, результат, решение, итог`),
  subject: list(`
    subject, title, summary, short description, case title, headline, request summary, issue, assunto, titulo,
    resumo, asunto, resumen, assumpte, titol, resum, temat, tytuł, podsumowanie, тема, заголовок, краткое описание`),
  description: list(`
    description, body, text, message, notes, comment, comments, problem, descricao, mensagem, observacoes,
    descripcion, mensaje, observaciones, descripcio, missatge, observacions, opis, treść, uwagi, описание, текст,
    сообщение, комментарий`),
  customerName: list(`
    customer name, customer, requester name, requester, client, client name, contact name, caller, full name,
    company, account name, reported by, name, nome do cliente, cliente, solicitante, nome, nombre del cliente,
    nombre, nom del client, client, nom, sol licitant, klient, nazwa klienta, zgłaszający, imię i nazwisko, клиент,
    имя клиента, заявитель, заказчик, фио`),
  customerEmail: list(`
    customer email, customer e mail, requester email, contact email, email, e mail, email address, e mail address,
    mail, caller email, email do cliente, correo, correo electronico, email del cliente, correu, correu electronic,
    adresa e mail, adres e mail, e mail klienta, почта, электронная почта, эл почта, email клиента`),
  customerPhone: [],
  // Only an export that is known says what its states mean.
  status: [],
  customerExternalId: [],
  ...customerNames,
}

function list(text: string): string[] {
  return text.split(',').map((name) => name.trim())
}
