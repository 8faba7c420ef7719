/** What a process tells of its work, for whoever measures it. Names come from the tables of the code: few, and no data. */
export type Telemetry = {
  /** A request was answered. `route`: its template. */
  request(of: { route: string; method: string; status: number }, seconds: number): void
  /** An operation ran. `refused`: an answer that was not what was asked for; `failed`: a fault. */
  operation(of: { operation: string; outcome: 'done' | 'refused' | 'failed' }, seconds: number): void
  /** A background task ran. `failed`: it is tried again; `given_up`: for good. */
  task(of: { task: string; outcome: 'done' | 'failed' | 'given_up' }, seconds: number): void
  /** The clock has seen to what was due. */
  sweep(of: { kind: string }, swept: number): void
}

export const noTelemetry: Telemetry = { request: () => {}, operation: () => {}, task: () => {}, sweep: () => {} }
