import { parseArgs } from 'node:util'
import { examine } from '#platform/doctor'
import { loginUrls } from '#platform/migrate'
import { nameOfStorage, openStorage } from '#platform/open-storage'
import { secretFingerprint } from '#platform/tokens'
import { type Command, openDatabaseOf } from './open.ts'

const MARK = { ok: 'ok  ', warn: 'look', fail: 'FAIL' }

export const doctorCommand: Command = {
  usage: 'doctor [--json]',
  summary: 'Looks the installation over and says what to do; exits 1 when something fails',
  async run(args) {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } })
    const opened = await openDatabaseOf(() => {})
    try {
      const { adminUrl, installation, config } = opened
      const { appUrl } = loginUrls(adminUrl, installation.secret)
      const findings = await examine({
        adminUrl,
        appUrl,
        dataDir: installation.dataDir,
        smtpUrl: config.smtpUrl,
        secretFingerprint: secretFingerprint(installation.secret),
        files: {
          storage: await openStorage(config.files, installation.dataDir),
          name: nameOfStorage(config.files, installation.dataDir),
        },
      })
      if (values.json) console.log(JSON.stringify(findings, null, 2))
      else
        for (const { state, what, says, todo } of findings)
          console.log(`${MARK[state]}  ${what.padEnd(12)} ${says}${todo === '' ? '' : `\n                   ${todo}`}`)
      if (findings.some(({ state }) => state === 'fail')) process.exitCode = 1
    } finally {
      await opened.close()
    }
  },
}
