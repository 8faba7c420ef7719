import { Modal } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { Input, Output, WriteName } from '../api/contract.ts'
import { useWrite } from '../api/write.ts'
import { Action } from './action.tsx'
import css from './confirm.module.css'
import { m } from './text.ts'
import { Trouble } from './trouble.tsx'

interface Props<N extends WriteName> {
  readonly operation: N
  readonly input: Input<N>
  readonly title: string
  /** What is lost, and what stays. */
  readonly children: ReactNode
  /** The action itself, never "OK". */
  readonly submit: string
  readonly onDone: (output: Output<N>) => void
  readonly onClose: () => void
}

/** Asks before something that cannot be undone, and says what is lost. */
export function Confirm<N extends WriteName>({ operation, input, title, children, submit, onDone, onClose }: Props<N>) {
  const write = useWrite(operation)
  const [opened, setOpened] = useState(true)
  return (
    <Modal
      opened={opened}
      onClose={() => setOpened(false)}
      onExitTransitionEnd={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': m.common.close() }}
    >
      <div className={css.body}>
        <div>{children}</div>
        {write.problem && <Trouble error={write.problem} />}
        <div className={css.foot}>
          <Action variant="default" onClick={() => setOpened(false)}>
            {m.common.cancel()}
          </Action>
          <Action
            loading={write.pending}
            onClick={() =>
              void write.send(input).then((output) => {
                if (output === null) return
                onDone(output)
                setOpened(false)
              })
            }
          >
            {submit}
          </Action>
        </div>
      </div>
    </Modal>
  )
}
