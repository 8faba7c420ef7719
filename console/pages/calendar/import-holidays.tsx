import { Loader } from '@mantine/core'
import { useState } from 'react'
import { useRead } from '../../api/read.ts'
import { PlaceFields } from '../../forms/calendar.tsx'
import { w } from '../../parts/calendar-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Sheet, SheetBody, SheetFoot } from '../../ui/sheet.tsx'
import { m } from '../../ui/text.ts'
import { useNow } from '../../ui/time.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { wallTime } from '../../ui/zoned-time.ts'
import { byDate, type Draft, importChanges, keyOf } from './draft.ts'
import { GroupChoice, useGroupChoice } from './group-choice.tsx'

interface Props {
  readonly draft: Draft
  /** Whose list the holidays were copied from when the page was opened. */
  readonly saved: Draft
  readonly onTake: (next: Partial<Draft>) => void
  readonly onClose: () => void
}

const yearsAhead = 10

/** Public holidays of a country or region, beside what the calendar has: what would come, what would go. */
export function ImportHolidays({ draft, saved, onTake, onClose }: Props) {
  const [place, setPlace] = useState({ country: draft.country || saved.country, region: draft.region })
  const today = wallTime(useNow(), draft.timeZone).date
  const year = Number(today.slice(0, 4))
  const fresh = useHolidayList(place.country, place.region, year)
  const old = useHolidayList(draft.country, draft.region, year)
  const ready = (fresh.data || place.country === '') && (old.data || draft.country === '')
  const { added, removed, kept } = importChanges(
    draft.holidays,
    old.data?.holidays ?? [],
    fresh.data?.holidays ?? [],
    today,
  )
  const choice = useGroupChoice(added, removed, `${place.country} ${place.region}`)
  const same = place.country === draft.country && place.region === draft.region
  return (
    <Sheet title={w.import.title()} lead={w.import.lead()} size={560} holdsWork onClose={onClose}>
      {(close) => (
        <>
          <SheetBody>
            <PlaceFields {...place} onChange={setPlace} />
            {fresh.isError && <Trouble error={fresh.error} onRetry={() => void fresh.refetch()} />}
            {!ready && !fresh.isError && <Loader size="sm" aria-label={m.common.loading()} />}
            {ready && (
              <>
                <GroupChoice choice={choice} />
                <p>{w.import.kept({ n: kept })}</p>
              </>
            )}
          </SheetBody>
          <SheetFoot>
            <Action variant="default" onClick={close}>
              {m.common.cancel()}
            </Action>
            <Action
              disabledBecause={ready && (choice.count > 0 || !same) ? null : w.import.nothing()}
              onClick={() => {
                const gone = new Set(choice.chosen(removed).map(keyOf))
                onTake({
                  ...place,
                  holidays: byDate([
                    ...draft.holidays.filter((holiday) => !gone.has(keyOf(holiday))),
                    ...choice.chosen(added),
                  ]),
                })
                close()
              }}
            >
              {w.import.take({ n: choice.count })}
            </Action>
          </SheetFoot>
        </>
      )}
    </Sheet>
  )
}

const useHolidayList = (country: string, region: string, year: number) =>
  useRead(
    'calendars.listHolidays',
    { country, ...(region ? { region } : {}), year, untilYear: year + yearsAhead },
    { enabled: country !== '' },
  )
