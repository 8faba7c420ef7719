import { Button, type ButtonProps } from '@mantine/core'
import { lazy, type MouseEvent, type ReactNode, type Ref, Suspense, useId } from 'react'

// What places the reason beside its button is fetched with the first button that needs it.
const Hint = lazy(() => import('./hint.tsx').then((file) => ({ default: file.Hint })))

interface Props extends Omit<ButtonProps, 'disabled'> {
  /** Why it cannot be pressed now; it stays reachable by keyboard and says so. */
  readonly disabledBecause?: string | null | undefined
  readonly onClick?: (event: MouseEvent<HTMLButtonElement>) => void
  readonly type?: 'button' | 'submit'
  readonly children: ReactNode
  readonly form?: string
  readonly ref?: Ref<HTMLButtonElement>
  readonly 'aria-expanded'?: boolean
}

/** The console's button. A disabled one says why. */
export function Action({ disabledBecause, onClick, type = 'button', children, ...rest }: Props) {
  const reason = useId()
  if (!disabledBecause) {
    return (
      <Button type={type} {...rest} {...(onClick ? { onClick } : {})}>
        {children}
      </Button>
    )
  }
  const button = (
    <Button
      {...rest}
      type="button"
      data-disabled
      aria-disabled
      aria-describedby={reason}
      onClick={(event) => event.preventDefault()}
    >
      {children}
      <span id={reason} hidden>
        {disabledBecause}
      </span>
    </Button>
  )
  return (
    <Suspense fallback={button}>
      <Hint says={disabledBecause}>{button}</Hint>
    </Suspense>
  )
}
