import { statfsSync } from 'node:fs'
import { totalmem } from 'node:os'

const MIB = 1024 * 1024

/**
 * The settings of the embedded server, as `name: value` of postgresql.conf.
 *
 * A durable server keeps every promise that it confirmed through a power cut; a volatile one (tests) may lose all.
 * Statements and details of errors stay out of its log, which would otherwise hold personal data.
 */
export function postgresSettings(port: number, volatile: boolean): Readonly<Record<string, string>> {
  const memory = Math.floor(totalmem() / MIB)
  const small = { shared_buffers: '64MB', max_wal_size: '1GB', max_connections: '300' }
  const sized = {
    shared_buffers: `${between(64, Math.floor(memory / 8), 1024)}MB`,
    effective_cache_size: `${between(256, Math.floor(memory / 2), 65_536)}MB`,
    maintenance_work_mem: `${between(64, Math.floor(memory / 32), 512)}MB`,
    max_wal_size: '2GB',
  }
  return {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '120',
    work_mem: '8MB',
    jit: 'off',
    random_page_cost: '1.1',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // One forgotten open transaction holds back the clean-up of every table.
    idle_in_transaction_session_timeout: '60s',
    tcp_keepalives_idle: '60',
    log_checkpoints: 'off',
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_parameter_max_length: '0',
    ...(roomySharedMemory() ? {} : { dynamic_shared_memory_type: 'mmap' }),
    ...(volatile
      ? { ...small, fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' }
      : // Plans that were made while a table was empty slow writes down until it is looked at; the default is a minute.
        { ...sized, fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on', autovacuum_naptime: '10s' }),
  }
}

const between = (low: number, value: number, high: number): number => Math.min(Math.max(low, value), high)

// A container gives 64 MB of it, too little for parallel queries.
function roomySharedMemory(): boolean {
  if (process.platform !== 'linux') return true
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    return bavail * bsize > 512 * MIB
  } catch {
    return false
  }
}
