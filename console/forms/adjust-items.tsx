import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useSession } from '../api/session.tsx'
import type { Recovery } from '../parts/recovery-data.tsx'
import { v } from '../parts/recovery-words.tsx'
import { m } from '../ui/text.ts'
import { readerZone } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import { instantAt, type WallTime, wallTime } from '../ui/zoned-time.ts'
import { LongTextField, MomentField } from './fields.tsx'
import { OfferedFields, type OfferedValues, offeredInput, useRemedies } from './offered-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

interface Props {
  readonly recovery: Recovery
  /** Null: all that wait. */
  readonly ids: readonly string[] | null
  readonly n: number
  readonly onDone: () => void
  readonly onClose: () => void
}

interface Values extends OfferedValues {
  readonly due: WallTime
  readonly reason: string
}

const parts = ['date', 'reason', 'remedy'] as const
type Part = (typeof parts)[number]
const SOON_MS = 2 * 86_400_000

/** The date, the reason or what is offered, of some promises or of all that wait. */
export function AdjustItems({ recovery, ids, n, onDone, onClose }: Props) {
  const { organization } = useSession()
  const { currency } = organization
  const remedies = useRemedies()
  const [changing, setChanging] = useState<ReadonlySet<Part>>(new Set(['date']))
  const soon = wallTime(new Date(Math.ceil((Date.now() + SOON_MS) / 3_600_000) * 3_600_000).toISOString(), readerZone)
  return (
    <WriteSheet
      operation="recoveries.changeItems"
      title={v.adjust.title({ n })}
      submit={v.adjust.submit()}
      initial={{ due: soon, reason: '', remedyId: '', amount: '', remedyDue: soon } as Values}
      check={({ due }) => ({
        due: changing.has('date') && instantAt(due, readerZone) === null ? m.common.required() : undefined,
      })}
      submitDisabledBecause={() => (changing.size === 0 ? v.adjust.what() : null)}
      renamed={{ newDueAt: 'due', remedyAmount: 'amount', remedyDueAt: 'remedyDue' }}
      input={(values) => ({
        id: recovery.id,
        ...(ids ? { promiseIds: [...ids] } : {}),
        ...(changing.has('date') ? { newDueAt: instantAt(values.due, readerZone) ?? '' } : {}),
        ...(changing.has('reason') ? { reason: values.reason.trim() || null } : {}),
        ...(changing.has('remedy') ? offeredInput(values, remedies, currency) : {}),
      })}
      onDone={({ changed }) => {
        toast(v.adjust.done({ n: changed }))
        onDone()
      }}
      onClose={onClose}
    >
      {(form) => (
        <>
          <Checkbox.Group
            label={v.adjust.what()}
            value={[...changing]}
            onChange={(chosen) => setChanging(new Set(parts.filter((part) => chosen.includes(part))))}
          >
            <div style={{ display: 'flex', flexWrap: 'wrap', gap: '4px 20px', marginTop: 6 }}>
              {parts.map((part) => (
                <Checkbox key={part} value={part} label={v.adjust[part]()} />
              ))}
            </div>
          </Checkbox.Group>
          {changing.has('date') && (
            <MomentField {...form.field('due')} label={v.column.newDate()} description={v.adjust.dateSays()} required />
          )}
          {changing.has('reason') && (
            <LongTextField
              {...form.field('reason')}
              label={v.adjust.reasonField()}
              description={v.adjust.reasonSays()}
            />
          )}
          {changing.has('remedy') && <OfferedFields form={form as never} currency={currency} />}
        </>
      )}
    </WriteSheet>
  )
}
