import pg from 'pg'
const stats = new Map<string,{n:number,ms:number}>()
const orig = pg.Client.prototype.query as any
;(pg.Client.prototype as any).query = function (q: any, ...rest: any[]) {
  const text = typeof q === 'string' ? q : q?.text ?? '?'
  const t = performance.now()
  const r = orig.call(this, q, ...rest)
  if (r?.then) r.then(() => { const k = text.slice(0, 45); const s = stats.get(k) ?? {n:0,ms:0}; s.n++; s.ms += performance.now()-t; stats.set(k,s) }, () => {})
  return r
}
export const dump = () => { for (const [k,s] of [...stats].sort((a,b)=>b[1].ms-a[1].ms).slice(0,14)) console.log(s.ms.toFixed(0).padStart(8),'ms',String(s.n).padStart(6),(s.ms/s.n).toFixed(2).padStart(9),k) ; stats.clear()}
