import { IconLink } from '@tabler/icons-react'
import { useState } from 'react'
import { useMay } from '../../api/session.tsx'
import { useWrite } from '../../api/write.ts'
import { Action } from '../../ui/action.tsx'
import { CopyBox, copy } from '../../ui/copy.tsx'
import { Sheet, SheetBody } from '../../ui/sheet.tsx'
import { m } from '../../ui/text.ts'
import { absolute } from '../../ui/time.ts'
import { toast, toastTrouble } from '../../ui/toast.ts'

/** Makes a link to the customer's tracking page and copies it. */
export function TrackingLink({ promiseId }: { promiseId: string }) {
  const may = useMay()
  const create = useWrite('conversations.createLink')
  const [made, setMade] = useState<{ url: string; answersUntil: string | null } | null>(null)
  if (!may('conversations.createLink')) return null
  async function make(): Promise<void> {
    const link = await create.send({ id: promiseId })
    if (!link?.url) return create.problem ? toastTrouble(create.problem) : undefined
    setMade({ url: link.url, answersUntil: link.answersUntil })
    if (await copy(link.url)) toast(m.link.copied())
  }
  return (
    <>
      <Action
        size="xs"
        variant="subtle"
        loading={create.pending}
        leftSection={<IconLink size={14} stroke={1.9} aria-hidden />}
        onClick={() => void make()}
      >
        {m.link.copy()}
      </Action>
      {made && (
        <Sheet title={m.link.title()} onClose={() => setMade(null)}>
          {() => (
            <SheetBody>
              <p>{made.answersUntil ? m.link.answers({ until: absolute(made.answersUntil) }) : m.link.shows()}</p>
              <CopyBox text={made.url} />
            </SheetBody>
          )}
        </Sheet>
      )}
    </>
  )
}
