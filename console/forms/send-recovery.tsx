import { Loader } from '@mantine/core'
import type { Output } from '../api/contract.ts'
import { useRead } from '../api/read.ts'
import type { Item, Recovery } from '../parts/recovery-data.tsx'
import { v } from '../parts/recovery-words.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { languageNames } from '../ui/text.ts'
import { number } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import { Trouble } from '../ui/trouble.tsx'
import css from './send-recovery.module.css'

type Sending = Output<'recoveries.readSending'>

interface Props {
  readonly recovery: Recovery
  /** Null: all that wait and have a date. */
  readonly chosen: readonly Item[] | null
  readonly onDone?: () => void
  readonly onClose: () => void
}

/** Says what pressing it will do, to how many, by which channels, in which languages; then it is sent. */
export function SendRecovery({ recovery, chosen, onDone, onClose }: Props) {
  const all = useRead('recoveries.readSending', { id: recovery.id }, { enabled: chosen === null })
  const sending = chosen === null ? all.data : sendingOf(chosen)
  const n = sending?.ready ?? recovery.counts.waiting + recovery.counts.failed - recovery.counts.undated
  return (
    <Confirm
      operation="recoveries.send"
      input={{ id: recovery.id, ...(chosen ? { promiseIds: chosen.map(({ promiseId }) => promiseId) } : {}) }}
      title={v.sendAsked.title({ n })}
      submit={v.send({ n })}
      onDone={() => {
        toast(v.sendAsked.begun())
        onDone?.()
      }}
      onClose={onClose}
    >
      <p className={css.says}>{v.sendAsked.says({ n })}</p>
      {all.error && <Trouble error={all.error} />}
      {sending ? (
        <What sending={sending} undated={chosen === null ? recovery.counts.undated : 0} />
      ) : (
        <p className={css.counting} role="status">
          <Loader size="xs" /> {v.sendAsked.counting()}
        </p>
      )}
    </Confirm>
  )
}

function What({ sending: { languages, channels }, undated }: { sending: Sending; undated: number }) {
  const without = channels.find(({ channel }) => channel === null)?.n ?? 0
  return (
    <dl className={css.what}>
      <div>
        <dt>{v.sendAsked.languages()}</dt>
        <dd>
          {languages
            .map(({ language, n }) => `${language ? languageNames[language] : v.sendAsked.unknown()}: ${number(n)}`)
            .join(', ')}
        </dd>
      </div>
      <div>
        <dt>{v.sendAsked.channels()}</dt>
        {channels.map(({ channel, n }) => channel && <dd key={channel}>{v.sendAsked[channel]({ n })}</dd>)}
        {without > 0 && <dd className={css.without}>{v.sendAsked.none({ n: without })}</dd>}
      </div>
      {undated > 0 && <div className={css.undated}>{v.sendAsked.undated({ n: undated })}</div>}
    </dl>
  )
}

/** The same as the server counts it, of what is chosen. */
function sendingOf(items: readonly Item[]): Sending {
  const count = <K,>(keys: readonly K[]): [K, number][] => {
    const of = new Map<K, number>()
    for (const key of keys) of.set(key, (of.get(key) ?? 0) + 1)
    return [...of].sort(([, a], [, b]) => b - a)
  }
  return {
    ready: items.length,
    languages: count(items.map(({ language }) => language)).map(([language, n]) => ({ language, n })),
    channels: count(items.map(({ channel }) => channel)).map(([channel, n]) => ({ channel, n })),
  }
}
