import { dump } from './.trace.ts'
import { addOrganization, benchServer } from './support.ts'
import { newId } from '#platform/ids'
const { importOnce, stage, insertSelect } = await import('./.imp.ts') as any
const server = await benchServer()
const rows = 20000
for (let i=0;i<3;i++){
const orgId = newId(Temporal.Now.instant()); await addOrganization(server.owner, orgId)
const cpu0=process.cpuUsage()
const t = await importOnce(server.world, orgId, rows)
const c=process.cpuUsage(cpu0)
console.log(t, 'node cpu s', (c.user+c.system)/1e6)
dump()
const cols = await stage(server.owner, orgId); await server.owner.query('checkpoint')
const o2 = newId(Temporal.Now.instant()); await addOrganization(server.owner, o2)
dump()
console.log('insert select', await insertSelect(server.owner,o2,cols)); dump()
}
await server.close()
