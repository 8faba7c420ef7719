import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useRead } from '../api/read.ts'
import { useSession } from '../api/session.tsx'
import { useWrite } from '../api/write.ts'
import { requestIdOf } from '../parts/promise-state.ts'
import { failureWords, type Item, ItemBadge, isOpenItem, type Recovery } from '../parts/recovery-data.tsx'
import { v } from '../parts/recovery-words.tsx'
import { ToldMessage } from '../parts/told-preview.tsx'
import { paths } from '../paths.ts'
import { Action } from '../ui/action.tsx'
import { A } from '../ui/link.tsx'
import { typed } from '../ui/money.ts'
import { Sheet, SheetBody, SheetFoot } from '../ui/sheet.tsx'
import { languageNames, m } from '../ui/text.ts'
import { absolute, longDate, percent, readerZone } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import { Trouble } from '../ui/trouble.tsx'
import { instantAt, type WallTime, wallTime } from '../ui/zoned-time.ts'
import { LongTextField, MomentField } from './fields.tsx'
import { useForm } from './form.ts'
import { OfferedFields, type OfferedValues, offeredInput, useRemedies } from './offered-fields.tsx'
import css from './recovery-item.module.css'

interface Props {
  readonly recovery: Recovery
  readonly item: Item
  readonly mayChange: boolean
  readonly place: { readonly n: number; readonly total: number }
  readonly onStep: (step: number) => void
  readonly onDone: () => void
  readonly onClose: () => void
}

interface Values extends OfferedValues {
  readonly due: WallTime
  readonly reason: string
}

/** One promise of a recovery: what is proposed, as it can be changed, and what the customer reads of it. */
export function RecoveryItem({ recovery, item, mayChange, place, onStep, onDone, onClose }: Props) {
  const { currency } = useSession().organization
  const requestId = requestIdOf(item.about)
  const change = mayChange && isOpenItem(item)
  return (
    <Sheet
      title={item.customerName ?? item.requestSubject ?? v.items.title()}
      lead={item.wording}
      onClose={onClose}
      size={560}
    >
      {(close) => (
        <>
          <SheetBody>
            <div className={css.top}>
              <ItemBadge item={item} />
              {requestId && (
                <A to={paths.request(requestId, item.promiseId)} className={css.request ?? ''}>
                  {v.item.request()}
                </A>
              )}
              <span className={css.steps}>
                <Action
                  size="compact-sm"
                  variant="default"
                  aria-label={v.item.previous()}
                  onClick={() => onStep(-1)}
                  disabledBecause={place.n === 1 ? v.item.place(place) : null}
                >
                  <IconChevronLeft size={16} aria-hidden />
                </Action>
                <span className="figures">{v.item.place(place)}</span>
                <Action
                  size="compact-sm"
                  variant="default"
                  aria-label={v.item.next()}
                  onClick={() => onStep(1)}
                  disabledBecause={place.n === place.total ? v.item.place(place) : null}
                >
                  <IconChevronRight size={16} aria-hidden />
                </Action>
              </span>
            </div>
            <dl className={css.facts}>
              <div>
                <dt>{v.column.newDate()}</dt>
                <dd className={css.new}>{item.newDueAt ? longDate(item.newDueAt) : v.filter.undated()}</dd>
                <dd className={css.quiet}>
                  {[
                    v.item.was({ at: absolute(item.dueAt) }),
                    item.chance === null ? null : v.item.chance({ percent: percent(item.chance) }),
                    item.datedBy && v.item.by[item.datedBy](),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </dd>
              </div>
              {isOpenItem(item) && (
                <div>
                  <dt>{v.item.lastMoment()}</dt>
                  <dd>{longDate(item.lastMomentAt)}</dd>
                </div>
              )}
            </dl>
            {item.failure && <p className={css.failure}>{failureWords(item.failure)}</p>}
            <Preview recovery={recovery} item={item} />
            {change && <Change recovery={recovery} item={item} currency={currency} onDone={onDone} />}
          </SheetBody>
          <SheetFoot>
            <Action variant="default" onClick={close}>
              {m.common.close()}
            </Action>
          </SheetFoot>
        </>
      )}
    </Sheet>
  )
}

/** The message, as this customer reads it. */
function Preview({ recovery, item }: { recovery: Recovery; item: Item }) {
  const asked = { id: recovery.id, itemId: item.promiseId }
  const preview = useRead('recoveries.previewItem', asked, { enabled: item.newDueAt !== null, keep: true })
  const title = item.customerName ? v.preview.title({ name: item.customerName }) : v.preview.titleNobody()
  if (item.newDueAt === null) return <p className={css.quiet}>{v.preview.undated()}</p>
  if (preview.error) return <Trouble error={preview.error} />
  const told = item.language && {
    language: languageNames[item.language],
    channel: item.channel ? v.item[item.channel]() : v.item.noChannel(),
  }
  const head = (
    <>
      <span>{title}</span>
      {told && <span>{v.preview.to(told)}</span>}
    </>
  )
  return <ToldMessage label={title} head={head} message={preview.data?.message ?? undefined} />
}

interface ChangeProps {
  readonly recovery: Recovery
  readonly item: Item
  readonly currency: string
  readonly onDone: () => void
}

const HOUR_MS = 3_600_000

function Change({ recovery, item, currency, onDone }: ChangeProps) {
  const remedies = useRemedies()
  const write = useWrite('recoveries.changeItems')
  const after = new Date(Math.ceil((Math.max(Date.now(), Date.parse(item.dueAt)) + HOUR_MS) / HOUR_MS) * HOUR_MS)
  const begun = wallTime(item.newDueAt ?? after.toISOString(), readerZone)
  const form = useForm<Values>({
    due: begun,
    reason: item.reason ?? '',
    remedyId: item.remedyId ?? '',
    amount: typed(item.remedyAmount, currency),
    remedyDue: wallTime(item.remedyDueAt ?? after.toISOString(), readerZone),
  })
  async function save(): Promise<void> {
    const newDueAt = instantAt(form.values.due, readerZone)
    if (newDueAt === null) return form.setErrors({ due: m.common.required() })
    const dated = JSON.stringify(form.values.due) !== JSON.stringify(begun) || item.newDueAt === null
    const done = await write.send({
      id: recovery.id,
      promiseIds: [item.promiseId],
      ...(dated ? { newDueAt } : {}),
      reason: form.values.reason.trim() || null,
      ...offeredInput(form.values, remedies, currency),
    })
    if (done === null) return
    toast(v.adjust.done({ n: done.changed }))
    onDone()
  }
  return (
    <form
      className={css.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <MomentField {...form.field('due')} label={v.column.newDate()} required />
      <LongTextField
        {...form.field('reason')}
        label={v.adjust.reasonField()}
        description={v.adjust.reasonSays()}
        rows={2}
      />
      <OfferedFields form={form as never} currency={currency} />
      {write.problem && <Trouble error={write.problem} />}
      <div>
        <Action type="submit" variant="default" loading={write.pending}>
          {v.adjust.submit()}
        </Action>
      </div>
    </form>
  )
}
