import { Checkbox, TextInput } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCheck,
  IconGauge,
  IconHeartHandshake,
  IconLanguage,
  IconRepeat,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Action } from '../ui/action.tsx'
import { languageNames } from '../ui/text.ts'
import { absolute, percent } from '../ui/time.ts'
import type { Checked, Flag } from './checked-text.ts'
import css from './writing-guards.module.css'
import { w } from './writing-words.tsx'

interface Props {
  readonly checked: Checked
  /** Who reads it. */
  readonly name: string
  /** Why nothing can be recorded now. */
  readonly notNow?: string | null
  /** Spoken, not sent: nobody can be asked, and what was said is noted whatever it contradicts. */
  readonly spoken?: boolean
  /** Nothing can be recorded with it: only what is wrong with it is shown. */
  readonly onlyFlags?: boolean
}

/** What is noticed while somebody writes: a promise, a contradiction, a date that few keep, another language. */
export function WritingGuards({ checked, name, notNow = null, spoken = false, onlyFlags = false }: Props) {
  const { flags } = checked
  const [offered, going] = onlyFlags ? [[], []] : [checked.offered, checked.going]
  const languages = checked.checked
  const differs = languages !== null && !spoken && languages.language !== languages.readerLanguage
  if (offered.length + going.length + flags.length === 0 && !differs) return null
  return (
    <section className={css.guards} aria-label={w.guards.title()}>
      <ul className={css.list}>
        {offered.map((found) => (
          <Guard key={found.text} icon={<IconHeartHandshake size={16} stroke={1.8} aria-hidden />} tone="promise">
            <span className="own-words">
              {found.dueAt
                ? w.guards.says({ text: found.text, at: absolute(found.dueAt) })
                : w.guards.undated({ text: found.text })}
            </span>
            <span className={css.actions}>
              {found.dueAt && (
                <Action
                  size="compact-sm"
                  variant="light"
                  disabledBecause={notNow}
                  onClick={() => checked.record(found)}
                >
                  {w.guards.record()}
                </Action>
              )}
              <Action size="compact-sm" variant="subtle" color="gray" onClick={() => checked.dismiss(found)}>
                {w.guards.dismiss()}
              </Action>
            </span>
          </Guard>
        ))}
        {going.map((each) => (
          <Guard key={each.text} icon={<IconCheck size={16} stroke={2.2} aria-hidden />} tone="promise">
            <span>
              <strong className="own-words">
                {w.guards.goes({ text: each.text, at: absolute(each.dueAt ?? '') })}
              </strong>{' '}
              <span className={css.quiet}>{w.guards.goesSays()}</span>
            </span>
            <span className={css.actions}>
              {!spoken && (
                <Checkbox
                  size="xs"
                  label={w.guards.asks()}
                  checked={each.asksAnswer}
                  onChange={(event) => checked.ask(each, event.currentTarget.checked)}
                />
              )}
              <Action size="compact-sm" variant="subtle" color="gray" onClick={() => checked.remove(each)}>
                {w.guards.remove()}
              </Action>
            </span>
          </Guard>
        ))}
        <FlagLines flags={flags} />
        {differs && (
          <Guard icon={<IconLanguage size={16} stroke={1.8} aria-hidden />}>
            {w.guards.language({
              name,
              written: languageNames[languages.language],
              reads: languageNames[languages.readerLanguage],
            })}
          </Guard>
        )}
      </ul>
      {offered.length > 0 && <p className={css.keys}>{w.guards.keys()}</p>}
      <FlagReason flags={flags} reason={checked.reason} onReason={checked.setReason} spoken={spoken} />
    </section>
  )
}

interface FlagsProps {
  readonly flags: readonly Flag[]
  readonly reason: string
  readonly onReason: (reason: string) => void
  readonly spoken?: boolean
}

/** What of a note contradicts the record, and why it was said. Nothing where nothing does. */
export const Flags = (props: FlagsProps) =>
  props.flags.length === 0 ? null : (
    <section className={css.guards} aria-label={w.guards.title()}>
      <ul className={css.list}>
        <FlagLines flags={props.flags} />
      </ul>
      <FlagReason {...props} />
    </section>
  )

const FlagLines = ({ flags }: Pick<FlagsProps, 'flags'>) =>
  flags.map((flag) => <FlagLine key={`${flag.code} ${flag.promiseId} ${flag.index}`} flag={flag} />)

const FlagReason = ({ flags, reason, onReason, spoken = false }: FlagsProps) =>
  flags.some(({ needsReason, hard }) => needsReason && (spoken || !hard)) && (
    <TextInput
      label={spoken ? w.guards.reasonNoted() : w.guards.reason()}
      value={reason}
      maxLength={1000}
      onChange={(event) => onReason(event.currentTarget.value)}
    />
  )

interface GuardProps {
  readonly icon: ReactNode
  readonly tone?: 'promise' | 'trouble'
  readonly children: ReactNode
}

const Guard = ({ icon, tone, children }: GuardProps) => (
  <li className={css.guard} data-tone={tone}>
    {icon}
    <div className={css.words}>{children}</div>
  </li>
)

function FlagLine({ flag }: { flag: Flag }) {
  if (flag.code === 'below_floor') return <BelowFloor flag={flag} />
  const said = { wording: flag.wording ?? '', at: absolute(flag.dueAt ?? '') }
  if (flag.code === 'second' && !flag.needsReason)
    return (
      <Guard icon={<IconRepeat size={16} stroke={1.8} aria-hidden />}>
        <span className="own-words">{w.guards.second(said)}</span>
      </Guard>
    )
  const says = { second: w.guards.secondRecorded, declined: w.guards.declined, date_differs: w.guards.dateDiffers }
  return (
    <Guard icon={<IconAlertTriangle size={16} stroke={1.8} aria-hidden />} tone="trouble">
      <strong className="own-words">{says[flag.code](said)}</strong>
    </Guard>
  )
}

/** A date that few such requests keep, with what that rests on, and from when on it is honest. */
function BelowFloor({ flag: { dueAt, chance, floor, similar, nearest, hard } }: { flag: Flag }) {
  return (
    <Guard icon={<IconGauge size={16} stroke={1.8} aria-hidden />} tone="trouble">
      <span>
        <strong>
          {w.guards.belowFloor({
            at: absolute(dueAt ?? ''),
            chance: percent(chance ?? 0),
            floor: percent(floor ?? 0),
            n: similar ?? 0,
          })}
        </strong>{' '}
        {nearest && w.guards.nearest({ at: absolute(nearest) })} {hard && w.guards.hard()}
      </span>
    </Guard>
  )
}
