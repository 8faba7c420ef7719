import { IconChevronLeft } from '@tabler/icons-react'
import { useState } from 'react'
import { useMay } from '../../api/session.tsx'
import { CheckField } from '../../forms/fields.tsx'
import { TextField } from '../../forms/plain-fields.tsx'
import { SearchField } from '../../forms/search-field.tsx'
import { WeekHoursField } from '../../forms/week-hours.tsx'
import { w } from '../../parts/calendar-words.tsx'
import { paths } from '../../paths.ts'
import { Action } from '../../ui/action.tsx'
import { LeaveGuard } from '../../ui/leave-guard.tsx'
import { A } from '../../ui/link.tsx'
import { Note } from '../../ui/note.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { m } from '../../ui/text.ts'
import { longDate, readerZone, useNow } from '../../ui/time.ts'
import { toast } from '../../ui/toast.ts'
import { timeZones } from '../../ui/zones.ts'
import { Background } from './background.tsx'
import { changesInWords } from './change-words.ts'
import { DaysView } from './days-view.tsx'
import { type Calendar, changesBetween, type Draft, draftOf, hasChanges, inputOf, merge, mistakeIn } from './draft.ts'
import { Exceptions } from './exceptions.tsx'
import { Feeds } from './feeds.tsx'
import { Holidays } from './holidays.tsx'
import css from './page.module.css'
import { SaveSheet } from './save-sheet.tsx'
import { Tester } from './tester.tsx'

/** The calendar as it is saved beside the one that is being edited; what others save meanwhile is shown, never lost. */
export function Editor({ calendar }: { calendar: Calendar }) {
  const mayChange = useMay()('calendars.update')
  const [base, setBase] = useState(calendar)
  const [draft, setDraft] = useState(() => draftOf(calendar))
  const [saving, setSaving] = useState(false)
  const before = draftOf(base)
  const changes = changesBetween(before, draft)
  const dirty = hasChanges(changes)
  const set = (next: Partial<Draft>) => setDraft((present) => ({ ...present, ...next }))
  const start = (from: Calendar, edited: Draft = draftOf(from)) => {
    setBase(from)
    setDraft(edited)
  }

  // Nothing of mine is lost: what is there now takes the place of what was.
  if (calendar.version > base.version && !dirty) start(calendar)
  const theirs = calendar.version > base.version && dirty ? changesBetween(before, draftOf(calendar)) : null
  const mistake = mistakeIn(draft)

  return (
    <Page
      title={base.name}
      back={<Back />}
      lead={
        <span className={css.lead}>
          <ThereNow zone={draft.timeZone} />
          {base.isDefault && <span className={css.tag}>{m.calendars.isDefault()}</span>}
        </span>
      }
    >
      {theirs && (
        <div className={css.stale} role="status">
          <Note>
            <p>{w.edit.staleSays({ what: changesInWords(theirs).join(', ') || w.edit.nothing() })}</p>
            <div className={css.buttons}>
              <Action size="xs" onClick={() => start(calendar, merge(before, draft, draftOf(calendar)))}>
                {w.edit.mergeTheirs()}
              </Action>
              <Action size="xs" variant="default" onClick={() => start(calendar)}>
                {w.edit.takeTheirs()}
              </Action>
            </div>
          </Note>
        </div>
      )}
      <Background calendarId={base.id} />
      <fieldset className={css.bare} disabled={!mayChange}>
        <legend className={css.unseen}>{w.edit.title()}</legend>
        <Section title={w.edit.basics()}>
          <div className={css.basics}>
            <TextField
              value={draft.name}
              error={draft.name.trim() === '' ? m.common.required() : undefined}
              onChange={(name) => set({ name })}
              label={m.calendars.name()}
              maxLength={200}
              required
            />
            <SearchField
              value={draft.timeZone}
              error={undefined}
              onChange={(timeZone) => timeZone && set({ timeZone })}
              label={m.calendars.timeZone()}
              choices={timeZones(draft.timeZone)}
              required
            />
            {!base.isDefault && (
              <CheckField
                value={draft.isDefault}
                error={undefined}
                onChange={(isDefault) => set({ isDefault })}
                label={m.calendars.makeDefault()}
                description={m.calendars.makeDefaultSays()}
              />
            )}
          </div>
        </Section>
        <Section title={w.edit.week()} id="week">
          <WeekHoursField
            value={draft.hours}
            error={mistake === 'never' ? m.hours.neverOpen() : undefined}
            onChange={(hours) => set({ hours })}
            quiet
          />
        </Section>
      </fieldset>
      <Holidays draft={draft} saved={before} mayChange={mayChange} onChange={set} />
      <Exceptions draft={draft} mayChange={mayChange} onChange={set} />
      {mayChange && <Feeds calendarId={base.id} calendar={base} blocked={dirty} />}
      <DaysView
        draft={draft}
        onExcept={mayChange ? (date) => set({ overrides: { ...draft.overrides, [date]: [] } }) : null}
      />
      <Tester calendarId={base.id} version={calendar.version} zone={base.timeZone} dirty={dirty} />
      {dirty && (
        <section className={css.saveBar} aria-label={w.edit.unsaved()}>
          <div className={css.saveText}>
            <strong>{w.edit.unsaved()}</strong>
            <span>{changesInWords(changes).join(' · ')}</span>
          </div>
          <div className={css.buttons}>
            <Action variant="default" onClick={() => start(calendar)}>
              {w.edit.discard()}
            </Action>
            <Action
              disabledBecause={theirs ? w.edit.staleFirst() : mistake === null ? null : w.edit.mistake[mistake]()}
              onClick={() => setSaving(true)}
            >
              {w.edit.review()}
            </Action>
          </div>
        </section>
      )}
      {saving && (
        <SaveSheet
          input={inputOf(base.id, before, draft)}
          version={base.version}
          changes={changes}
          onSaved={(saved) => {
            start(saved)
            toast(m.common.saved())
          }}
          onClose={() => setSaving(false)}
        />
      )}
      <LeaveGuard
        holdsWork={dirty}
        texts={{
          title: w.edit.leaveTitle(),
          says: w.edit.leaveSays(),
          stay: w.edit.stay(),
          leave: w.edit.discard(),
        }}
      />
    </Page>
  )
}

/** The time in the calendar's zone, with its offset to the reader's where they differ. */
function ThereNow({ zone }: { zone: string }) {
  const now = new Date(useNow()).toISOString()
  return (
    <time dateTime={now}>
      {zone === readerZone
        ? w.edit.now({ when: longDate(now, zone) })
        : w.edit.nowThere({ zone: zone.replaceAll('_', ' '), when: longDate(now, zone) })}
    </time>
  )
}

const Back = () => (
  <A to={paths.settings('calendars')}>
    <IconChevronLeft size={14} stroke={2} aria-hidden />
    {m.settings.section.calendars()}
  </A>
)
