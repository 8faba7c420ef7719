import { IconRefresh, IconSettingsCheck } from '@tabler/icons-react'
import { useList } from '../../api/read.ts'
import { useMay } from '../../api/session.tsx'
import { useWrite } from '../../api/write.ts'
import { s } from '../../parts/settings-words.tsx'
import { Action } from '../../ui/action.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Section } from '../../ui/page.tsx'
import { m } from '../../ui/text.ts'
import { toast } from '../../ui/toast.ts'
import { Trouble } from '../../ui/trouble.tsx'
import { When } from '../../ui/when.tsx'
import css from './list.module.css'

/** Background work that kept failing until it was given up, and a way to start it again. */
export function Work() {
  const may = useMay()
  const tasks = useList('tasks.listFailed', {})
  const restart = useWrite('tasks.restart')
  return (
    <Section title={m.settings.section.work()} lead={s.work.lead()} flush>
      {tasks.isError && <Trouble error={tasks.error} onRetry={() => void tasks.refetch()} />}
      {restart.problem && <Trouble error={restart.problem} />}
      {tasks.isSuccess && tasks.items.length === 0 && (
        <Empty icon={<IconSettingsCheck size={22} stroke={1.7} />}>{s.work.empty()}</Empty>
      )}
      <ul className={css.list}>
        {tasks.items.map((task) => (
          <li key={task.id} className={css.row}>
            <div className={css.main}>
              <span className={css.name}>{task.task}</span>
              <span className={css.quiet}>{task.failure}</span>
              <span className={css.quiet}>
                {s.work.attempts({ n: task.attempts })} · <When at={task.failedAt} />
              </span>
            </div>
            {may('tasks.restart') && (
              <Action
                size="xs"
                variant="default"
                loading={restart.pending}
                leftSection={<IconRefresh size={14} stroke={1.9} aria-hidden />}
                onClick={() => void restart.send({ id: task.id }).then((done) => done && toast(s.work.restarted()))}
              >
                {s.work.restart()}
              </Action>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
