import {
  IconAlarm,
  IconArrowUpRight,
  IconCircleCheck,
  IconCircleDashed,
  IconFlag,
  IconPlayerPlay,
  IconTarget,
} from '@tabler/icons-react'
import type { Output } from '../../api/contract.ts'
import { useRead } from '../../api/read.ts'
import { useSession } from '../../api/session.tsx'
import { specOf } from '../../forms/policy-draft.ts'
import { promiseSentence, useCustomerWords } from '../../parts/customer-words.ts'
import { businessSpan } from '../../parts/duration-words.ts'
import {
  conditionNames,
  type PolicySpec,
  type SimulatedPolicy,
  type SimulatedPromise,
} from '../../parts/policy-data.ts'
import { kindWords } from '../../parts/policy-sentence.ts'
import { w } from '../../parts/policy-words.tsx'
import { paths } from '../../paths.ts'
import { A } from '../../ui/link.tsx'
import { Note } from '../../ui/note.tsx'
import { longDate, shortDay, timeOnly } from '../../ui/time.ts'
import css from './simulator.module.css'

interface Props {
  readonly simulation: Output<'policies.simulate'>
  /** The rules on this page that were tried; null: all policies were. */
  readonly spec: PolicySpec | null
}

/** What would be promised in the situation that was described. */
export function SimulationResult({ simulation: { results }, spec }: Props) {
  const policies = useRead('policies.list', { limit: 200 }, { enabled: spec === null })
  if (spec) {
    const result = results[0]
    return result ? <One result={result} spec={spec} /> : null
  }
  const tells = (id: string | null) => policies.data?.items.find((policy) => policy.id === id)?.spec.toCustomer ?? true
  const fitting = results.filter((result) => result.matches && result.enabled)
  return (
    <>
      <p className={css.verdict}>{w.simulator.fitting({ n: fitting.length })}</p>
      {fitting.map((result) => (
        <article key={result.policyId} className={css.policy} aria-label={result.name}>
          <h3 className={css.policyName}>
            {result.policyId ? <A to={paths.policy(result.policyId)}>{result.name}</A> : result.name}
          </h3>
          {result.promise && <Promised promise={result.promise} tells={tells(result.policyId)} />}
        </article>
      ))}
      {results.length > fitting.length && (
        <details className={css.more}>
          <summary>{w.simulator.others({ n: results.length - fitting.length })}</summary>
          <ul className={css.others}>
            {results
              .filter((result) => !fitting.includes(result))
              .map((result) => (
                <li key={result.policyId}>
                  {result.policyId ? <A to={paths.policy(result.policyId)}>{result.name}</A> : result.name}
                  <span className={css.quiet}>{result.enabled ? failedWords(result) : w.list.disabled()}</span>
                </li>
              ))}
          </ul>
        </details>
      )}
    </>
  )
}

/** "Does not fit: channel, language" */
function failedWords({ failed }: SimulatedPolicy): string {
  const names = failed.map((each) => {
    const known = conditionNames.find((name) => name === each)
    return known ? w.condition.name[known]() : w.editor.trigger()
  })
  return w.simulator.failed({ names: names.join(', ') })
}

function One({ result, spec }: { result: SimulatedPolicy; spec: PolicySpec }) {
  const wordless = Object.keys(specOf(spec).wording).length === 0
  const Sign = result.matches ? IconCircleCheck : IconCircleDashed
  return (
    <>
      <p className={css.verdict}>
        <Sign size={18} stroke={1.9} aria-hidden className={css.sign} data-fits={result.matches} />
        <span>{result.matches ? w.simulator.fits() : failedWords(result)}</span>
      </p>
      {result.promise && !result.matches && <p className={css.quiet}>{w.simulator.ifItFitted()}</p>}
      {result.promise && <Promised promise={result.promise} tells={spec.toCustomer} wordless={wordless} />}
    </>
  )
}

interface PromisedProps {
  readonly promise: SimulatedPromise
  /** The policy tells its customers; whether there is one is up to the situation. */
  readonly tells: boolean
  /** What is promised has no words yet. */
  readonly wordless?: boolean
}

function Promised({ promise, tells, wordless = false }: PromisedProps) {
  return (
    <div className={css.promise}>
      <div className={css.due}>
        <span className={css.dueLabel}>{w.simulator.due({ kind: kindWords(promise.kind) })}</span>
        <time className={css.dueAt} dateTime={promise.dueAt}>
          {longDate(promise.dueAt, promise.timeZone)}
        </time>
        <span className={css.quiet}>
          {promise.calendar.name} · {promise.timeZone.replaceAll('_', ' ')}
        </span>
      </div>
      {!wordless && <Sentence promise={promise} tells={tells} />}
      {promise.targetAt && Date.parse(promise.targetAt) > Date.parse(promise.dueAt) && (
        <Note>{w.simulator.targetLate()}</Note>
      )}
      <Timeline promise={promise} />
      <Derivation promise={promise} />
    </div>
  )
}

/** What the customer reads, in their language and with the date. */
function Sentence({ promise, tells }: { promise: SimulatedPromise; tells: boolean }) {
  const { organization } = useSession()
  const words = useCustomerWords(promise.language)
  if (!words) return null
  return (
    <figure className={css.sentence}>
      <figcaption>{tells ? w.simulator.customerReads() : w.simulator.withinFirm()}</figcaption>
      <blockquote lang={promise.language} className="own-words">
        {promiseSentence(words, promise.wording, promise.dueAt, organization.timeZone, organization.country)}
      </blockquote>
    </figure>
  )
}

interface Mark {
  readonly at: string
  readonly says: string
  readonly icon: typeof IconFlag
  readonly strong: boolean
}

function marksOf(promise: SimulatedPromise): Mark[] {
  const marks: Mark[] = [
    { at: promise.startAt, says: w.simulator.start(), icon: IconPlayerPlay, strong: false },
    ...promise.steps.map(({ at, kind, to, channel }) => ({
      at,
      says: w.simulator[kind]({
        who:
          to.who === 'owner'
            ? w.step.owner()
            : to.who === 'on_duty'
              ? w.step.onDuty({ team: to.name ?? '' })
              : to.who === 'lead'
                ? w.step.lead()
                : (to.name ?? ''),
        how: w.step.channelIs[channel](),
      }),
      icon: kind === 'warning' ? IconAlarm : IconArrowUpRight,
      strong: false,
    })),
    ...(promise.targetAt
      ? [{ at: promise.targetAt, says: w.simulator.target(), icon: IconTarget, strong: false }]
      : []),
    { at: promise.dueAt, says: w.simulator.dueHere(), icon: IconFlag, strong: true },
  ]
  // What happens at the due instant itself comes after it.
  return marks.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || Number(b.strong) - Number(a.strong))
}

/** What happens when, from the situation to the last step. */
function Timeline({ promise }: { promise: SimulatedPromise }) {
  return (
    <ol className={css.timeline} aria-label={w.simulator.timeline()}>
      {marksOf(promise).map(({ at, says, icon: Icon, strong }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: marks have no identity but their place
        <li key={index} data-strong={strong}>
          <Icon size={16} stroke={1.8} aria-hidden />
          <time dateTime={at}>
            {shortDay(at, promise.timeZone)}, {timeOnly(at, promise.timeZone)}
          </time>
          <span>{says}</span>
        </li>
      ))}
    </ol>
  )
}

/** Day by day, the open time that was counted. */
function Derivation({ promise: { explanation, timeZone } }: { promise: SimulatedPromise }) {
  if (explanation.length === 0) return <p className={css.quiet}>{w.simulator.wallCalendar()}</p>
  const total = explanation.reduce((sum, { seconds }) => sum + seconds, 0)
  return (
    <details className={css.more}>
      <summary>{w.simulator.why({ total: businessSpan(total) })}</summary>
      <table className={css.days}>
        <thead>
          <tr>
            <th scope="col">{w.simulator.day()}</th>
            <th scope="col">{w.simulator.open()}</th>
            <th scope="col">{w.simulator.counted()}</th>
          </tr>
        </thead>
        <tbody>
          {explanation.map(({ date, from, to, seconds }) => (
            <tr key={from}>
              <td>{shortDay(`${date}T12:00:00Z`, 'UTC')}</td>
              <td>
                {timeOnly(from, timeZone)}–{timeOnly(to, timeZone)}
              </td>
              <td>{businessSpan(seconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
