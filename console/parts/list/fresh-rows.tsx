import { Action } from '../../ui/action.tsx'
import { w } from '../list-words.tsx'
import css from './list.module.css'

/** Says how many new rows there are; nothing moves until somebody asks for them. */
export const FreshRows = ({ count, onShow }: { count: number; onShow: () => void }) => (
  <div className={css.fresh} role="status">
    {count > 0 && (
      <Action size="xs" variant="light" onClick={onShow}>
        {w.live.fresh({ n: count })}
      </Action>
    )}
  </div>
)
