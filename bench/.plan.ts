import { addOrganization, benchServer } from './support.ts'
import { newId } from '#platform/ids'
const { importOnce } = await import('./.imp.ts') as any
const server = await benchServer()
const show = async (org: string, label: string) => {
  const c = await server.owner.connect()
  const ids = (await c.query(`select external_id from request where org_id=$1 order by random() limit 1000`,[org])).rows.map(r=>r.external_id)
  await c.query(`set role kept_app; begin; set local app.org_id='${org}'; set local plan_cache_mode=force_custom_plan`)
  for (const q of [
   `select external_id, import_id from request where org_id=$1 and source=$2 and external_id = any($3)`,
   `select w.id, r.import_id from unnest($3::text[]) w(id) cross join lateral (select import_id from request r where r.org_id=$1 and r.source=$2 and r.external_id=w.id limit 1) r`,
   `select w.id, r.import_id from unnest($3::text[]) w(id) cross join lateral (select import_id from request r where r.org_id=$1 and r.source=$2 and r.external_id=w.id order by r.org_id, r.source, r.external_id limit 1) r`,
  ]) { const t=performance.now(); const p = await c.query(`explain analyze ${q}`,[org,'csv',ids]); console.log(label, (performance.now()-t).toFixed(1)); console.log(p.rows.map(r=>r['QUERY PLAN']).filter((l:string)=>/Scan|Exec|Cond|Filter/.test(l)).map((l:string)=>l.slice(0,160)).join('\n')) }
  await c.query('rollback; reset role'); c.release()
}
const mk = async (n:number) => { const o=newId(Temporal.Now.instant()); await addOrganization(server.owner,o); await importOnce(server.world,o,n); return o }
await server.owner.query(`alter system set autovacuum=off`); await server.owner.query('select pg_reload_conf()')
const a = await mk(8000); await show(a,'no stats')
await server.owner.query('analyze request'); await show(a,'analyzed')
const b = await mk(8000); await show(b,'other org analyzed')
await server.close()
