import { IconPlus, IconTools } from '@tabler/icons-react'
import { useState } from 'react'
import type { Row } from '../../api/contract.ts'
import { useList } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { EditService, NewService } from '../../forms/service.tsx'
import { s } from '../../parts/settings-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Section } from '../../ui/page.tsx'
import { m } from '../../ui/text.ts'
import { span } from '../../ui/time.ts'
import { toast } from '../../ui/toast.ts'
import { Trouble } from '../../ui/trouble.tsx'
import css from './list.module.css'

type Service = Row<'services.list'>

/** What the firm does, as requests and forecasts name it. */
export function Services() {
  const may = useMay()
  const services = useList('services.list', { limit: 200 })
  const [sheet, setSheet] = useState<'new' | { edit: Service } | { archive: Service } | null>(null)
  return (
    <Section
      title={m.settings.section.services()}
      count={services.items.length}
      lead={s.services.lead()}
      flush
      actions={
        may('services.create') && (
          <Action size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setSheet('new')}>
            {s.services.create()}
          </Action>
        )
      }
    >
      {services.isError && <Trouble error={services.error} onRetry={() => void services.refetch()} />}
      {services.isSuccess && services.items.length === 0 && (
        <Empty icon={<IconTools size={22} stroke={1.7} />}>{s.services.empty()}</Empty>
      )}
      <ul className={css.list}>
        {services.items.map((service) => (
          <li key={service.id} className={css.row}>
            <div className={css.main}>
              <span className={css.name}>{service.name}</span>
              <span className={css.quiet}>
                {[
                  service.description.split('\n')[0],
                  service.defaultSeconds && s.services.usually({ span: span(service.defaultSeconds * 1000) }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </div>
            <div className={css.actions}>
              {may('services.update') && (
                <Action size="xs" variant="default" onClick={() => setSheet({ edit: service })}>
                  {m.common.change()}
                </Action>
              )}
              {may('services.archive') && (
                <Action size="xs" variant="subtle" color="gray" onClick={() => setSheet({ archive: service })}>
                  {s.services.archive()}
                </Action>
              )}
            </div>
          </li>
        ))}
      </ul>
      {sheet === 'new' && <NewService onClose={() => setSheet(null)} />}
      {sheet !== null && sheet !== 'new' && 'edit' in sheet && (
        <EditService service={sheet.edit} onClose={() => setSheet(null)} />
      )}
      {sheet !== null && sheet !== 'new' && 'archive' in sheet && (
        <Confirm
          operation="services.archive"
          input={{ id: sheet.archive.id }}
          title={s.services.archiveTitle({ name: sheet.archive.name })}
          submit={s.services.archive()}
          onDone={() => toast(s.services.archived())}
          onClose={() => setSheet(null)}
        >
          {s.services.archiveSays()}
        </Confirm>
      )}
    </Section>
  )
}
