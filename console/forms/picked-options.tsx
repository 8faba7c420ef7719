import type { Output } from '../api/contract.ts'
import { kindName, type Remedy, w } from '../parts/making-words.tsx'
import { minorUnits, money, typed } from '../ui/money.ts'
import { Note } from '../ui/note.tsx'
import { m } from '../ui/text.ts'
import { readerZone } from '../ui/time.ts'
import { instantAt, type WallTime, wallTime } from '../ui/zoned-time.ts'
import { CheckField, MomentField } from './fields.tsx'
import type { Field } from './form.ts'
import css from './picked-options.module.css'
import { TextField } from './plain-fields.tsx'

/** A line of the library, and what is left of it for the reader. */
export interface Offerable {
  readonly remedy: Remedy
  readonly offered: Output<'authority.mayOffer'>['offers'][number]
}

interface Picked {
  readonly amount: string
  readonly due: WallTime
}
type PickedOnes = Readonly<Record<string, Picked>>

export interface PickedValues {
  readonly picked: PickedOnes
  readonly chooseBy: WallTime
}

interface Library {
  readonly remedies: readonly Offerable[]
  readonly currency: string
}

const DAY_MS = 86_400_000
/** Some days ahead, on the hour. */
const ahead = (days: number): WallTime =>
  wallTime(new Date(Math.ceil((Date.now() + days * DAY_MS) / 3_600_000) * 3_600_000).toISOString(), readerZone)

export const nothingPicked = (): PickedValues => ({ picked: {}, chooseBy: ahead(3) })

/** What is wrong with what was picked. */
export function wrongIn({ picked, chooseBy }: PickedValues, { remedies, currency }: Library) {
  const wrong = remedies.flatMap(({ remedy }) => {
    const one = picked[remedy.id]
    if (!one) return []
    if (remedy.cost === null && minorUnits(one.amount, currency) === null)
      return [`${remedy.name}: ${w.field.amountWrong()}`]
    return remedy.hasToBeDone && instantAt(one.due, readerZone) === null
      ? [`${remedy.name}: ${m.common.required()}`]
      : []
  })
  const some = Object.keys(picked).length > 0
  return {
    picked: wrong[0],
    chooseBy: some && instantAt(chooseBy, readerZone) === null ? m.common.required() : undefined,
  }
}

/** What was picked, as the API takes it. */
export function chosenIn({ picked, chooseBy }: PickedValues, { remedies, currency }: Library) {
  const options = remedies.flatMap(({ remedy }) => {
    const one = picked[remedy.id]
    if (!one) return []
    return [
      {
        remedyId: remedy.id,
        ...(remedy.cost === null ? { amount: minorUnits(one.amount, currency) ?? 0 } : {}),
        ...(remedy.hasToBeDone ? { dueAt: instantAt(one.due, readerZone) ?? '' } : {}),
      },
    ]
  })
  return { options, ...(options.length > 0 ? { chooseBy: instantAt(chooseBy, readerZone) ?? '' } : {}) }
}

/** Lines of the library, of which some are picked for a customer to choose from. */
export function Options({
  picked: { value: picked, error, onChange },
  remedies,
  currency,
  title,
}: Library & { picked: Field<PickedOnes>; title: string }) {
  const pick = (remedy: Remedy, one: Picked | null) => {
    const { [remedy.id]: _, ...others } = picked
    onChange(one === null ? others : { ...others, [remedy.id]: one })
  }
  return (
    <fieldset className={css.options} aria-invalid={error ? true : undefined}>
      <legend>{title}</legend>
      {remedies.map(({ remedy, offered }) => {
        const one = picked[remedy.id]
        const plain = { error: undefined }
        return (
          <div key={remedy.id} className={css.option}>
            <CheckField
              {...plain}
              label={remedy.name}
              description={[
                kindName(remedy.kind),
                remedy.cost === null && offered.left.amount !== null
                  ? w.offer.left({ amount: money(offered.left.amount, currency) })
                  : null,
              ]
                .filter(Boolean)
                .join(' · ')}
              value={one !== undefined}
              onChange={(on) => pick(remedy, on ? { amount: typed(remedy.cost, currency), due: ahead(7) } : null)}
            />
            {one && remedy.cost === null && (
              <TextField
                {...plain}
                label={w.offer.amount({ currency })}
                inputMode="decimal"
                value={one.amount}
                onChange={(amount) => pick(remedy, { ...one, amount })}
                required
              />
            )}
            {one && remedy.hasToBeDone && (
              <MomentField
                {...plain}
                label={w.offer.until()}
                value={one.due}
                onChange={(due) => pick(remedy, { ...one, due })}
                required
              />
            )}
          </div>
        )
      })}
      {error && <Note>{error}</Note>}
    </fieldset>
  )
}
