/** Names that columns of lists of customers bear, best first, in the product's languages; compared as those of logs are. */
export const customerNames = {
  name: list(`
    customer name, client name, full name, display name, name, customer, client, contact name, company name,
    organization name, organisation name, account name, company, organization, first name, firstname, given name,
    nome do cliente, nome completo, nome, cliente, nombre del cliente, nombre completo, nombre, nom del client, nom
    complet, nom, client, nazwa klienta, imię i nazwisko, nazwa, klient, imię, имя клиента, название, фио, имя, клиент`),
  lastName: list(`
    last name, lastname, surname, family name, apelido, sobrenome, apellido, apellidos, cognom, cognoms, nazwisko,
    фамилия`),
  kind: list(`
    customer type, client type, customer kind, type, kind, tipo de cliente, tipo, tipus de client, tipus, rodzaj
    klienta, rodzaj, typ, вид клиента, тип клиента, тип`),
  contactName: list(`
    contact person, contact name, contact, attention, pessoa de contacto, pessoa de contato, contacto, contato,
    persona de contacto, persona de contacte, contacte, osoba kontaktowa, kontakt, контактное лицо, контакт`),
  email: list(`
    email, e mail, email address, e mail address, mail, contact email, customer email, primary email, correo, correo
    electronico, correu, correu electronic, adres e mail, adres email, почта, электронная почта, эл почта`),
  phone: list(`
    phone, phone number, telephone, telephone number, mobile, mobile phone, work phone, mobile number, cell, cell phone,
    tel, contact phone, telefone, telemovel, celular, telefono, movil, telefon, mobil, numer telefonu, telefon komórkowy,
    телефон, номер телефона, мобильный`),
  // It stands in for the first one: which is which is for a person to say.
  otherPhone: [],
  language: list(`language, preferred language, locale, lang, idioma, lingua, llengua, język, язык`),
  timeZone: list(`
    time zone, timezone, iana time zone, fuso horario, zona horaria, huso horario, fus horari, strefa czasowa, часовой
    пояс`),
  segment: list(`
    segment, customer group, tier, plan, segmento, grup, grupo, grupa klientów, segment klienta, сегмент, группа`),
  note: list(`
    note, notes, comment, comments, remarks, details, description, notas, nota, observacoes, observaciones, comentarios,
    observacions, uwagi, notatka, notatki, opis, примечание, заметки, комментарий`),
}

/** Names of the id of a customer elsewhere. */
export const customerIdNames = list(`
  customer id, customer no, customer number, client id, client no, client number, account id, account number, contact
  id, user id, external id, unique external id, id, number, no, nr, código de cliente, número de cliente, n cliente,
  codi de client, número de client, numer klienta, nr klienta, id klienta, код клиента, номер клиента`)

function list(text: string): string[] {
  return text.split(',').map((name) => name.trim())
}
