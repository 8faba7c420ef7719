import type { Api } from '../../src/routes.ts'
import type { paths } from './paths.gen.ts'

/** Operations of the public API, by name. Types only: nothing of the server is in the console's code. */
export type OperationName = keyof Api & keyof typeof paths
export type Input<N extends OperationName> = Api[N]['input']
export type Output<N extends OperationName> = Api[N]['output']

type MethodOf<N extends OperationName> = (typeof paths)[N][0]

/** Operations that only read. */
export type ReadName = { [N in OperationName]: MethodOf<N> extends 'get' ? N : never }[OperationName]
/** Lists that are given as a file. */
export type SheetName = Extract<ReadName, `${string}.export${string}`>
export type WriteName = Exclude<OperationName, ReadName>
/** Operations that answer with a page of rows and a cursor. */
export type ListName = {
  [N in ReadName]: Output<N> extends { items: readonly unknown[]; nextCursor: string | null } ? N : never
}[ReadName]
export type Row<N extends ListName> = Output<N> extends { items: readonly (infer T)[] } ? T : never
