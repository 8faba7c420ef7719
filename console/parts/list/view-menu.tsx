import { Button, Menu } from '@mantine/core'
import { IconBookmark, IconCheck } from '@tabler/icons-react'
import { useMay } from '../../api/session.tsx'
import { useOpenedAtOnce } from '../../ui/opened-at-once.ts'
import { w } from '../list-words.tsx'
import css from './list.module.css'
import type { SavedView } from './look.ts'

interface Props {
  readonly label: string
  readonly views: readonly SavedView[]
  readonly open: SavedView | undefined
  readonly onShow: (view: SavedView) => void
  readonly onLeave: () => void
  readonly onSaveAs: () => void
  readonly onDefault: (view: SavedView) => void
  readonly onRename: (view: SavedView) => void
  readonly onRemove: (view: SavedView) => void
}

/** The views of a list, and what can be done with the open one. */
export function ViewMenu({ label, views, open, onShow, onLeave, onSaveAs, onDefault, onRename, onRemove }: Props) {
  const may = useMay()
  const { target, opened, onChange } = useOpenedAtOnce()
  return (
    <Menu position="bottom-start" opened={opened} onChange={onChange}>
      <Menu.Target>
        <Button
          ref={target}
          variant="default"
          size="xs"
          leftSection={<IconBookmark size={14} stroke={1.9} aria-hidden />}
        >
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={css.menu ?? ''}>
        {views.length === 0 && <Menu.Label>{w.views.none()}</Menu.Label>}
        {views.map((view) => (
          <Menu.Item
            key={view.id}
            onClick={() => onShow(view)}
            {...(view.id === open?.id
              ? { leftSection: <IconCheck size={14} aria-hidden />, 'aria-current': true }
              : {})}
          >
            {view.name}
          </Menu.Item>
        ))}
        {open && <Menu.Item onClick={onLeave}>{w.views.leave()}</Menu.Item>}
        {may('savedViews.write') && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={onSaveAs}>{w.views.saveAs()}</Menu.Item>
          </>
        )}
        {open && (
          <Menu.Item onClick={() => onDefault(open)}>
            {open.isDefault ? w.views.noDefault() : w.views.makeDefault()}
          </Menu.Item>
        )}
        {open?.mayChange && (
          <>
            <Menu.Item onClick={() => onRename(open)}>{w.views.rename()}</Menu.Item>
            <Menu.Item onClick={() => onRemove(open)}>{w.views.remove()}</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
