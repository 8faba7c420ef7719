import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Named, type People, personOf } from './step-person.ts'

const firm = (over: Partial<{ gone: string[]; away: string[]; duty: Record<string, string[]> }> = {}): People => ({
  present: new Set(['owner', 'mia', 'lee', 'lou', 'olive', 'd1', 'd2'].filter((id) => !over.gone?.includes(id))),
  away: new Set(over.away ?? []),
  duty: new Map(Object.entries(over.duty ?? { team: ['d1', 'd2'] })),
  leads: ['lee', 'lou', 'olive'],
})
const promise = { ownerId: 'owner', ownerTeamId: null }
const lead: Named = { ...promise, to: { who: 'lead' } }
const mia: Named = { ...promise, to: { who: 'member', memberId: 'mia' } }
const duty: Named = { ...promise, to: { who: 'on_duty', teamId: 'team' } }
const owner: Named = { ...promise, to: { who: 'owner' } }

describe('who is meant by a step', () => {
  const cases: [string, Named, People, string | null][] = [
    ['the owner', owner, firm(), 'owner'],
    [
      'the owner who has left: whoever is on duty in the owning team',
      { ...owner, ownerTeamId: 'team' },
      firm({ gone: ['owner'] }),
      'd1',
    ],
    ['the owner who has left, without a team: a lead', owner, firm({ gone: ['owner'] }), 'lee'],
    ['a named member', mia, firm(), 'mia'],
    ['a named member who has left: the owner', mia, firm({ gone: ['mia'] }), 'owner'],
    ['a named member who is away: a lead who is there', mia, firm({ away: ['mia', 'lee'] }), 'lou'],
    [
      'a named member who is away, in a team: on duty there',
      { ...mia, ownerTeamId: 'team' },
      firm({ away: ['mia'] }),
      'd1',
    ],
    [
      'a named member who is away, and so is everybody: they are told all the same',
      mia,
      firm({ away: ['mia', 'lee', 'lou', 'olive'] }),
      'mia',
    ],
    ['on duty', duty, firm(), 'd1'],
    ['on duty, the first was asked: the second', { ...duty, asked: ['d1'] }, firm(), 'd2'],
    ['on duty, both were asked: the first again', { ...duty, asked: ['d1', 'd2'] }, firm(), 'd1'],
    ['on duty, the first has left', duty, firm({ gone: ['d1'] }), 'd2'],
    ['on duty where nobody ever is: the owner', duty, firm({ duty: {} }), 'owner'],
    ['a lead', lead, firm(), 'lee'],
    ['a lead, never the owner of the promise', { ...lead, ownerId: 'lee' }, firm(), 'lou'],
    ['a lead who was asked: the next', { ...lead, asked: ['lee'] }, firm(), 'lou'],
    ['a lead who is away: the next', lead, firm({ away: ['lee'] }), 'lou'],
    ['all leads were asked: the first again', { ...lead, asked: ['lee', 'lou', 'olive'] }, firm(), 'lee'],
    [
      'the only lead owns it: they are asked, there is nobody else',
      { ...lead, ownerId: 'lee' },
      firm({ gone: ['lou', 'olive'] }),
      'lee',
    ],
    ['nobody is left', lead, firm({ gone: ['lee', 'lou', 'olive'] }), null],
  ]
  test.each(cases)('%s', (_, step, people, who) => {
    expect(personOf(step, people)).toBe(who)
  })

  test('whoever is told is there, as long as anybody is', () => {
    const ids = ['owner', 'mia', 'lee', 'lou', 'olive', 'd1', 'd2']
    fc.assert(
      fc.property(
        fc.constantFrom(owner, mia, duty, lead),
        fc.subarray(ids),
        fc.subarray(ids),
        fc.subarray(ids),
        (step, gone, away, asked) => {
          const people = firm({ gone, away })
          const who = personOf({ ...step, asked }, people)
          if (who !== null) expect(people.present.has(who)).toBe(true)
          else expect(people.leads.some((id) => people.present.has(id))).toBe(false)
        },
      ),
    )
  })
})
