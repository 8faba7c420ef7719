import { IconMessages } from '@tabler/icons-react'
import type { Output, Row } from '../api/contract.ts'
import { useList } from '../api/read.ts'
import { w } from '../parts/inbox-words.tsx'
import { Empty } from '../ui/empty.tsx'
import { m } from '../ui/text.ts'
import { absolute } from '../ui/time.ts'
import { toast } from '../ui/toast.ts'
import { ChoiceField } from './plain-fields.tsx'
import { WriteSheet } from './write-sheet.tsx'

type Whole = Output<'conversations.get'>
type Other = Row<'conversations.list'>

/** Whether it may be read as part of this one, as the server decides it. */
function fits(other: Other, { id, channel, customer, from }: Whole): boolean {
  if (other.id === id || other.sort !== 'person') return false
  if (other.channel === 'email' && channel !== 'email') return false
  return customer !== null || other.from.address.toLowerCase() === from.address.toLowerCase()
}

/** Chooses another conversation of the same customer, which is read as part of this one from then on. */
export function MergeConversations({ conversation, onClose }: { conversation: Whole; onClose: () => void }) {
  const { id, customer, from } = conversation
  const list = useList(
    'conversations.list',
    customer ? { customerId: customer.id, show: 'all', limit: 100 } : { q: from.address, show: 'all', limit: 100 },
  )
  const others = list.items.filter((other) => fits(other, conversation))
  const label = (other: Other) =>
    `${other.subject || w.noSubject()} · ${w.channel[other.channel]()} · ${absolute(other.lastAt)}`
  return (
    <WriteSheet
      operation="conversations.merge"
      title={w.merge.title()}
      lead={w.merge.lead()}
      submit={w.merge.merge()}
      initial={{ otherId: '' }}
      check={({ otherId }) => ({ otherId: otherId === '' ? m.common.required() : undefined })}
      input={({ otherId }) => ({ id, otherId })}
      onDone={() => toast(w.merge.merged())}
      onClose={onClose}
    >
      {(form) =>
        list.isSuccess && others.length === 0 ? (
          <Empty icon={<IconMessages size={22} stroke={1.7} />}>{w.merge.none()}</Empty>
        ) : (
          <ChoiceField
            {...form.field('otherId')}
            label={w.merge.which()}
            required
            choices={[
              { value: '', label: w.merge.pick() },
              ...others.map((other) => ({ value: other.id, label: label(other) })),
            ]}
          />
        )
      }
    </WriteSheet>
  )
}
