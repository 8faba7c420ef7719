/** What a hold file says about the process that has it. */
export interface Holder {
  readonly pid: number
  readonly processStart?: string
  readonly space?: string
  readonly [detail: string]: unknown
}

/**
 * Something that one running process has to itself, written down in a file. It ends with `release` or with the
 * process, however that ends: a file left by a crash is nobody's, also when its process number was given out again.
 */
export interface Hold {
  /** Adds to what the file says, in one step. */
  update(details: Readonly<Record<string, unknown>>): void
  release(): void
}

/** Takes the hold, or returns undefined while another running process has it. */
export function takeHold(file: string, details?: Readonly<Record<string, unknown>>): Hold | undefined

/** Waits until the hold is free and takes it. `onWait` is called once, with the process that has it, when it is not. */
export function waitForHold(file: string, onWait?: (holder: Holder) => void): Promise<Hold>

/** What the process that has the hold wrote into it; undefined when nobody has it. @throws EACCES */
export function readHold(file: string): Holder | undefined

/** Whether a process with this number runs (one that ended and was not yet collected does not). */
export function isRunning(pid: number): boolean
