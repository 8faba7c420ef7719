import { Kbd, Modal } from '@mantine/core'
import type { Shortcut } from './keyboard.tsx'
import css from './keyboard-help.module.css'
import { m } from './text.ts'

type Listed = Pick<Shortcut, 'keys' | 'says'>

const always = (): Listed[] => [
  { keys: '?', says: m.keyboard.help() },
  { keys: 'Esc', says: m.keyboard.closeIt() },
]

/** The shortcuts of what is on screen. */
export function KeyboardHelp({ shortcuts, onClose }: { shortcuts: readonly Listed[]; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={m.keyboard.title()} closeButtonProps={{ 'aria-label': m.common.close() }}>
      <dl className={css.list}>
        {[...shortcuts, ...always()].map((shortcut) => (
          <div key={shortcut.keys} className={css.row}>
            <dt>{shortcut.says}</dt>
            <dd>
              {shortcut.keys.split(' ').map((key) => (
                <Kbd key={key}>{key === 'Enter' ? m.keyboard.enter() : key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
