import { IconKey, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { Row } from '../../api/contract.ts'
import { useList } from '../../api/read.ts'
import { NewKey } from '../../forms/api-key.tsx'
import { s } from '../../parts/settings-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { CopyBox } from '../../ui/copy.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Note } from '../../ui/note.tsx'
import { Section } from '../../ui/page.tsx'
import { Sheet, SheetBody } from '../../ui/sheet.tsx'
import { m } from '../../ui/text.ts'
import { dayOnly, useNow } from '../../ui/time.ts'
import { toast } from '../../ui/toast.ts'
import { Trouble } from '../../ui/trouble.tsx'
import css from './list.module.css'

type Key = Row<'apiKeys.list'>

/** Keys for programs. The key itself is shown once, when it is made. */
export function Keys() {
  const now = useNow()
  const keys = useList('apiKeys.list', { limit: 100 })
  const [making, setMaking] = useState(false)
  const [made, setMade] = useState<string | null>(null)
  const [revoking, setRevoking] = useState<Key | null>(null)
  return (
    <Section
      title={m.settings.section.keys()}
      lead={
        <>
          {s.keys.lead()}{' '}
          <a href="/docs" target="_blank" rel="noreferrer">
            {s.keys.reference()}
          </a>
        </>
      }
      flush
      actions={
        <Action size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setMaking(true)}>
          {s.keys.create()}
        </Action>
      }
    >
      {keys.isError && <Trouble error={keys.error} onRetry={() => void keys.refetch()} />}
      {keys.isSuccess && keys.items.length === 0 && (
        <Empty icon={<IconKey size={22} stroke={1.7} />}>{s.keys.empty()}</Empty>
      )}
      <ul className={css.list}>
        {keys.items.map((key) => {
          const expired = key.expiresAt !== null && Date.parse(key.expiresAt) < now
          return (
            <li key={key.id} className={css.row}>
              <div className={css.main}>
                <span className={css.name}>
                  {key.name}
                  {key.revokedAt && <span className={`${css.tag} ${css.plain}`}>{s.keys.revoked()}</span>}
                  {expired && !key.revokedAt && <span className={`${css.tag} ${css.plain}`}>{s.keys.expired()}</span>}
                </span>
                <span className={css.quiet}>
                  {[
                    m.role[key.role](),
                    key.scopes === null ? s.keys.allOfRole() : s.keys.only({ n: key.scopes.length }),
                    s.keys.made({ date: dayOnly(key.createdAt) }),
                    key.expiresAt ? s.keys.until({ date: dayOnly(key.expiresAt) }) : s.keys.forever(),
                  ].join(' · ')}
                </span>
              </div>
              {!key.revokedAt && (
                <Action size="xs" variant="default" onClick={() => setRevoking(key)}>
                  {s.keys.revoke()}
                </Action>
              )}
            </li>
          )
        })}
      </ul>
      {making && <NewKey onMade={setMade} onClose={() => setMaking(false)} />}
      {made && (
        <Sheet title={s.keys.madeTitle()} onClose={() => setMade(null)}>
          {() => (
            <SheetBody>
              <Note>{s.keys.once()}</Note>
              <CopyBox text={made} />
            </SheetBody>
          )}
        </Sheet>
      )}
      {revoking && (
        <Confirm
          operation="apiKeys.revoke"
          input={{ id: revoking.id }}
          title={s.keys.revokeTitle({ name: revoking.name })}
          submit={s.keys.revoke()}
          onDone={() => toast(s.keys.revokedNow())}
          onClose={() => setRevoking(null)}
        >
          {s.keys.revokeSays()}
        </Confirm>
      )}
    </Section>
  )
}
