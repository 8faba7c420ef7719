import { expect, test } from 'vitest'
import { blankNote, mayMiss, noteInput } from './note-call-form.ts'

const note = { ...blankNote('phone'), text: 'Told her.' }

test('a call of ours is noted as it went', () => {
  expect(noteInput(note)).toEqual({
    ...{ channel: 'phone', direction: 'out', outcome: 'reached', answered: true, text: 'Told her.' },
  })
  expect(noteInput({ ...note, outcome: 'left_message', nextStep: ' ' })).toMatchObject({ outcome: 'left_message' })
})

test('what was chosen before and means nothing any more is left out', () => {
  const came = { ...note, outcome: 'not_reached' as const, direction: 'in' as const, waits: true }
  expect(mayMiss(came)).toBe(false)
  expect(noteInput(came)).toMatchObject({ outcome: 'reached', answered: false })
  expect(noteInput({ ...came, direction: 'out' })).toMatchObject({ outcome: 'not_reached', answered: true })
  expect(noteInput({ ...came, channel: 'counter' })).toMatchObject({ outcome: 'reached', answered: false })
})

test('at the counter they come to us', () => expect(blankNote('counter').direction).toBe('in'))
