import { describe, expect, test } from 'vitest'
import { describeColumns, headerLooksLikeData, plainName, proposeColumns, uniqueHeaders } from './detect-columns.ts'

const propose = (header: string[], rows: string[][] = []) => {
  const columns = describeColumns(header, rows)
  return Object.fromEntries(proposeColumns(columns, rows.length).map((p) => [p.field, `${p.column} ${p.sureness}`]))
}

const rowsOf = (...rows: string[]) => rows.map((row) => row.split(','))

describe('columns', () => {
  test('names are compared without case, accents, punctuation', () => {
    expect(['openedAt', 'OPENED_AT', ' Opened  at '].map(plainName)).toEqual(['opened at', 'opened at', 'opened at'])
    expect(plainName('Data zgłoszenia')).toBe('data zgloszenia')
    expect(plainName('Номер_заявки')).toBe('номер заявки')
  })

  test('every header is unique', () => {
    expect(uniqueHeaders(['a', '', 'a', 'a (2)', ' b\n c '])).toEqual(['a', 'column 2', 'a (2)', 'a (2) (2)', 'b c'])
  })

  test('a plain log', () => {
    const header =
      'case_id,opened_at,closed_at,target_at,category,subcategory,channel,priority,team,area,outcome'.split(',')
    const rows = rowsOf(
      '1,2011-07-01T01:32:33,2011-07-01T05:06:58,2011-07-15T01:32:32,Lights,Street,Phone,,PW,North,resolved',
      '2,2011-07-02T01:32:33,,,Lights,Street,Phone,,PW,North,',
    )
    const found = propose(header, rows)
    expect(Object.keys(found)).toHaveLength(11)
    expect(found).toMatchObject({
      externalId: 'case_id sure',
      openedAt: 'opened_at sure',
      targetAt: 'target_at sure',
      outcome: 'outcome sure',
    })
  })

  test.each<[string, string[], string[][], Record<string, string>]>([
    [
      'a city log of 25 columns',
      [
        'case_enquiry_id',
        'open_dt',
        'sla_target_dt',
        'closed_dt',
        'on_time',
        'case_status',
        'closure_reason',
        'case_title',
        'subject',
        'reason',
        'type',
        'queue',
        'department',
        'neighborhood',
        'source',
      ],
      rowsOf(
        '1,2024-01-02 03:04:05,2024-01-05 03:04:05,2024-01-03 03:04:05,ONTIME,Closed,done,Pothole,Works,Streets,Pothole Repair,Q1,PW,Dorchester,Phone',
        '2,2024-01-02 03:04:06,,,ONTIME,Open,,Pothole,Works,Streets,Pothole Repair,Q1,PW,Dorchester,Phone',
      ),
      {
        externalId: 'case_enquiry_id sure',
        openedAt: 'open_dt sure',
        closedAt: 'closed_dt sure',
        targetAt: 'sla_target_dt sure',
        category: 'type likely',
        team: 'queue likely',
        area: 'neighborhood sure',
        channel: 'source sure',
        outcome: 'closure_reason sure',
        subject: 'subject likely',
      },
    ],
    [
      'a help desk',
      [
        'Ticket ID',
        'Subject',
        'Status',
        'Priority',
        'Source',
        'Type',
        'Agent',
        'Group',
        'Created time',
        'Due by Time',
        'Resolved time',
        'Closed time',
        'Full name',
        'Email',
      ],
      rowsOf(
        '7,Hi,Open,Low,Email,Question,Ann,Support,2024-01-02 03:04:05,2024-01-05 03:04:05,2024-01-03 03:04:05,2024-01-04 03:04:05,Jan,j@example.org',
      ),
      {
        externalId: 'Ticket ID sure',
        openedAt: 'Created time sure',
        closedAt: 'Resolved time likely',
        targetAt: 'Due by Time sure',
        customerName: 'Full name sure',
        customerEmail: 'Email sure',
        subject: 'Subject sure',
      },
    ],
    [
      'Polish',
      [
        'Numer zgłoszenia',
        'Data zgłoszenia',
        'Data zamknięcia',
        'Termin',
        'Kategoria',
        'Kanał',
        'Dzielnica',
        'Opis',
        'Klient',
      ],
      rowsOf('1,01.02.2024 10:00,02.02.2024 10:00,03.02.2024 10:00,Kocioł,telefon,Wola,cieknie,Jan'),
      {
        externalId: 'Numer zgłoszenia sure',
        openedAt: 'Data zgłoszenia sure',
        closedAt: 'Data zamknięcia sure',
        targetAt: 'Termin sure',
        category: 'Kategoria sure',
        channel: 'Kanał sure',
        area: 'Dzielnica sure',
        description: 'Opis sure',
        customerName: 'Klient sure',
      },
    ],
    [
      'Russian',
      ['Номер заявки', 'Дата создания', 'Дата закрытия', 'Срок', 'Категория', 'Исполнитель'],
      rowsOf('1,01.02.2024,02.02.2024,03.02.2024,Котёл,Иван'),
      {
        externalId: 'Номер заявки sure',
        openedAt: 'Дата создания sure',
        closedAt: 'Дата закрытия sure',
        targetAt: 'Срок sure',
        category: 'Категория sure',
        team: 'Исполнитель sure',
      },
    ],
    [
      'Spanish',
      ['Número de caso', 'Fecha de apertura', 'Fecha de cierre', 'Fecha límite', 'Categoría', 'Asunto'],
      rowsOf('1,01/02/2024,02/02/2024,03/02/2024,Caldera,Fuga'),
      {
        externalId: 'Número de caso sure',
        openedAt: 'Fecha de apertura sure',
        closedAt: 'Fecha de cierre sure',
        targetAt: 'Fecha límite sure',
        category: 'Categoría sure',
        subject: 'Asunto sure',
      },
    ],
    [
      'Portuguese',
      ['Protocolo', 'Data de abertura', 'Data de encerramento', 'Prazo', 'Tipo', 'Bairro'],
      rowsOf('1,01/02/2024,02/02/2024,03/02/2024,Caldeira,Centro'),
      {
        externalId: 'Protocolo sure',
        openedAt: 'Data de abertura sure',
        closedAt: 'Data de encerramento sure',
        targetAt: 'Prazo sure',
        category: 'Tipo sure',
        area: 'Bairro sure',
      },
    ],
    [
      'Catalan',
      ['Codi', "Data d'obertura", 'Data de tancament', 'Termini', 'Tipus', 'Barri'],
      rowsOf('1,01/02/2024,02/02/2024,03/02/2024,Caldera,Gràcia'),
      {
        externalId: 'Codi sure',
        openedAt: "Data d'obertura sure",
        closedAt: 'Data de tancament sure',
        targetAt: 'Termini sure',
        category: 'Tipus sure',
        area: 'Barri sure',
      },
    ],
  ])('%s', (_, header, rows, expected) => {
    expect(propose(header, rows)).toMatchObject(expected)
  })

  test('values speak against a name', () => {
    const rows = rowsOf('7,yes,2024-01-01', '7,no,2024-01-02')
    expect(propose(['id', 'closed', 'made on'], rows)).toEqual({ externalId: 'id likely', openedAt: 'made on guess' })
    expect(propose(['x', 'y'], rowsOf('a,2024-01-01', 'b,2024-01-01'))).toEqual({
      externalId: 'x guess',
      openedAt: 'y guess',
    })
    expect(propose(['email', 'created by'], rowsOf('none,2024-01-01'))).not.toHaveProperty('customerEmail')
  })

  test('a few bad values make a named date less sure, not unseen', () => {
    expect(propose(['id', 'opened'], rowsOf('1,2024-01-01', '2,2024-01-02', '3,soon'))).toMatchObject({
      openedAt: 'opened likely',
    })
  })

  test('says why, and what else could be meant', () => {
    const columns = describeColumns(
      ['id', 'closed_at', 'resolved_at', 'created'],
      rowsOf('1,2024-01-03,2024-01-02,2024-01-01'),
    )
    expect(proposeColumns(columns, 1)).toContainEqual({
      field: 'closedAt',
      column: 'resolved_at',
      sureness: 'likely',
      because: 'named',
      why: 'it is named "resolved_at" and holds dates',
      alternatives: ['closed_at'],
    })
  })

  test('a first row that is data', () => {
    expect(headerLooksLikeData(['101', '2011-07-01T01:32:33', 'Lights'])).toBe(true)
    expect(headerLooksLikeData(['1', '2', 'x'])).toBe(true)
    expect(headerLooksLikeData(['case_id', 'opened_at', '2011'])).toBe(false)
    expect(headerLooksLikeData([])).toBe(false)
  })
})
