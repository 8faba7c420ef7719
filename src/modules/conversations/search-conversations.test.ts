import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openInbox } from '#test/inbox'
import { createWorld, type TestWorld } from '#test/world'

let w: TestWorld
let desk: Awaited<ReturnType<typeof openInbox>>
const ids: Record<string, string | null> = {}

const MAILS: Record<string, Record<string, unknown>> = {
  boiler: { subject: 'Noise', text: 'The boiler is knocking at night, order 20240815.', language: 'en' },
  key: { subject: 'Auto', text: 'Der Wagenschlüssel ist weg.', language: null },
  polish: { subject: 'Przegląd', text: 'Czekamy w Łodzi na kotły i żółte węże.', language: 'pl' },
  russian: { subject: 'Котёл', text: 'У нас сломались насосы, приезжайте.', language: 'ru' },
  spanish: { subject: 'Caldera', text: 'Necesitamos varias reparaciones urgentes.', language: 'es' },
  portuguese: { subject: 'Aquecimento', text: 'As instalações estão avariadas, o coração da casa.', language: 'pt' },
  catalan: { subject: 'Aigua', text: 'Les canonades perden aigua pertot.', language: 'ca' },
  files: {
    subject: 'See it',
    text: 'Attached.',
    parts: [
      {
        ...{ id: '01938c1e-7a00-7000-8000-00000000f001', name: 'thermostat-photo.jpg', mediaType: 'image/jpeg' },
        ...{ bytes: 3, file: 'a/b/c', contentId: null, inline: false },
      },
    ],
  },
}

beforeAll(async () => {
  w = await createWorld()
  desk = await openInbox(w)
  for (const [name, mail] of Object.entries(MAILS)) {
    const from = { name: `Person ${name}`, address: `${name}@sender.example` }
    ids[name] = (await desk.arrives({ ...mail, from })).conversationId
  }
})
afterAll(() => w?.close())

type Found = { id: string; hit: { text: string; ranges: { start: number; end: number }[]; direction: string } | null }
const search = async (typed: string, over = ''): Promise<Found[]> =>
  (await desk.call('get', `/v1/conversations?q=${encodeURIComponent(typed)}${over}`)).items
const names = (found: readonly Found[]) =>
  found.map(({ id }) => Object.keys(ids).find((name) => ids[name] === id) ?? 'another').sort()
const marks = (found: readonly Found[]) =>
  found.flatMap(({ hit }) => hit?.ranges.map(({ start, end }) => hit.text.slice(start, end)) ?? [])

describe('what is found', () => {
  test.each([
    ['as it is written', 'boiler', ['boiler'], ['boiler']],
    ['as it begins', 'boil', ['boiler'], ['boiler']],
    ['another form, English', 'knocks', ['boiler'], ['knocking']],
    ['another form, Spanish', 'reparación', ['spanish'], ['reparaciones']],
    ['another form, Portuguese', 'instalação', ['portuguese'], ['instalações']],
    ['another form, Catalan', 'canonada', ['catalan'], ['canonades']],
    ['another form, Russian', 'насос', ['russian'], ['насосы']],
    ['without marks', 'wagenschlussel', ['key'], ['Wagenschlüssel']],
    ['with marks', 'Wagenschlüssel', ['key'], ['Wagenschlüssel']],
    ['a part of a word', 'schlüssel', ['key'], ['Wagenschlüssel']],
    ['Polish as it begins, without marks', 'zolte lodz', ['polish'], ['Łodzi', 'żółte']],
    ['a slip', 'boilre', ['boiler'], ['boiler']],
    ['a slip in Cyrillic', 'насоы', ['russian'], ['насосы']],
    ['a number', '20240815', ['boiler'], ['20240815']],
    ['a subject', 'котел', ['russian'], ['Котёл']],
    ['the name of a file', 'thermostat', ['files'], ['thermostat']],
    ['an address', 'polish@sender.example', ['polish'], ['polish', 'polish', 'sender', 'example']],
    ['the name of who wrote', 'person catalan', ['catalan'], ['Person', 'catalan', 'catalan']],
    ['all of the words', 'boiler night', ['boiler'], ['boiler', 'night']],
    ['nothing that is not there', 'submarine', [], []],
  ])('%s: %s', async (_, typed, found, marked) => {
    const items = await search(typed)
    expect(names(items)).toEqual(found)
    expect(marks(items)).toEqual(marked)
  })

  test('the name of a customer, which no message says', async () => {
    const { contactId } = await desk.known()
    const { id } = await desk.call('post', '/v1/conversations', { contactId, subject: 'Visit', text: 'We are coming.' })
    const items = await search('ruiz')
    expect(items.map((item) => [item.id, item.hit])).toContainEqual([id, null])
  })

  test('notes, calls and answers, by the newest that says it', async () => {
    await desk.call('post', `/v1/conversations/${ids.key}/notes`, { text: 'The locksmith has a spare one.' })
    expect((await search('locksmith'))[0]).toMatchObject({ id: ids.key, hit: { direction: 'note' } })
    const { contactId } = await desk.known()
    const called = {
      contactId,
      channel: 'phone',
      direction: 'in',
      text: 'About the chandelier.',
      nextStep: 'Ring back',
    }
    await desk.call('post', '/v1/contact-notes', called)
    expect(marks(await search('chandelier'))).toEqual(['chandelier'])
    expect(marks(await search('ring back chandelier'))).toEqual(['chandelier'])
  })

  test('within the other filters', async () => {
    expect(await search('boiler', '&channel=phone')).toEqual([])
    expect(await search('boiler', '&show=closed')).toEqual([])
    expect(names(await search('boiler', '&show=waiting'))).toEqual(['boiler'])
  })

  test('of another organization nothing, not even its words', async () => {
    const answer = await w.api('get', '/v1/conversations?q=boilre', undefined, { as: w.orgs[1].owner })
    expect(answer.body.items).toEqual([])
  })
})

test.each([
  `"boiler`,
  `'; drop table message; --`,
  'a & | ! <-> (b:*',
  '\\',
  "it's",
  '%_%',
  'boiler:*',
  '🔧',
  '\u0000x'.slice(1),
  '¿¡«»',
  'x'.repeat(200),
])('whatever is typed is answered: %j', async (typed) => {
  expect(await search(typed)).toBeInstanceOf(Array)
})

test('what many say is found all the same, page after page', async () => {
  for (let n = 0; n < 65; n++)
    await desk.arrives({
      subject: `Radiator ${n}`,
      text: 'A cold radiator.',
      from: { name: '', address: desk.stranger() },
    })
  const found: string[] = []
  for (let cursor = ''; ; ) {
    const page = await desk.call('get', `/v1/conversations?q=radiator&limit=20${cursor}`)
    found.push(...page.items.map(({ id }: Found) => id))
    if (page.nextCursor === null) break
    cursor = `&cursor=${page.nextCursor}`
  }
  expect(new Set(found).size).toBe(65)
})
