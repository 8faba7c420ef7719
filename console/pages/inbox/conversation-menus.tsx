import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconClockPause, IconDots } from '@tabler/icons-react'
import { w } from '../../parts/inbox-words.tsx'
import { nextMonday, nineOf } from '../../ui/moments.ts'
import { useOpenedAtOnce } from '../../ui/opened-at-once.ts'
import { m } from '../../ui/text.ts'

interface RestProps {
  /** When the promised reply is due; null: none is promised. */
  readonly replyDueAt: string | null
  readonly onRest: (until: string) => void
}

/** Until when a conversation rests. */
export function RestMenu({ replyDueAt, onRest }: RestProps) {
  const { target, opened, onChange } = useOpenedAtOnce()
  const item = (says: string, until: () => Date) => (
    <Menu.Item onClick={() => onRest(until().toISOString())}>{says}</Menu.Item>
  )
  return (
    <Menu position="bottom-end" withinPortal opened={opened} onChange={onChange}>
      <Menu.Target>
        <Button ref={target} variant="default" leftSection={<IconClockPause size={16} stroke={1.8} aria-hidden />}>
          {w.rest()}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {item(w.restUntil.hour(), () => new Date(Date.now() + 3_600_000))}
        {item(w.restUntil.tomorrow(), () => nineOf(1))}
        {item(w.restUntil.week(), () => nextMonday())}
        {replyDueAt !== null &&
          Date.parse(replyDueAt) > Date.now() &&
          item(w.restUntil.promise(), () => new Date(replyDueAt))}
      </Menu.Dropdown>
    </Menu>
  )
}

interface MoreProps {
  readonly onMerge: () => void
  /** null: it is about no request, which is what a colleague is asked about. */
  readonly onAsk: (() => void) | null
}

/** What is done with a conversation now and then. */
export function MoreMenu({ onMerge, onAsk }: MoreProps) {
  const { target, opened, onChange } = useOpenedAtOnce()
  return (
    <Menu position="bottom-end" withinPortal opened={opened} onChange={onChange}>
      <Menu.Target>
        <ActionIcon ref={target} variant="default" size={36} aria-label={w.more()}>
          <IconDots size={16} stroke={1.8} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {onAsk && <Menu.Item onClick={onAsk}>{m.request.ask()}</Menu.Item>}
        <Menu.Item onClick={onMerge}>{w.merge.open()}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
