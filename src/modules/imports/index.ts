export { getImport } from './get-import.ts'
export { type ImportView, importView } from './schemas.ts'
