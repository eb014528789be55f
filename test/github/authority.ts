import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyFolder } from '../dist/spawn.ts';

/** Whether certificates can be made here. */
export const HAS_OPENSSL = spawnSync('openssl', ['version']).status === 0;

/** A certificate with its key, and the file with that of the authority that signed it, which nobody knows. */
export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
  readonly authority: string;
}

/** Makes an authority, and a certificate of it for some hosts; OpenSSL's words that LibreSSL has too. */
export function certify(hosts: readonly string[]): TestCertificate {
  const folder = emptyFolder();
  const openssl = (line: string) => execFileSync('openssl', line.split(' '), { cwd: folder, stdio: 'pipe' });
  // A key of RSA is a search for primes, which takes longer than all else here.
  const key = '-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes';
  const names = hosts.map((host) => `${/^[\d.]+$/.test(host) ? 'IP' : 'DNS'}:${host}`);
  writeFileSync(join(folder, 'hosts.ext'), `subjectAltName=${names.join(',')}`);
  openssl(`req -x509 ${key} -keyout authority.key -out authority.pem -days 2 -subj /CN=authority-of-a-test`);
  openssl(`req ${key} -keyout host.key -out host.csr -subj /CN=host-of-a-test`);
  openssl(
    'x509 -req -in host.csr -CA authority.pem -CAkey authority.key -CAcreateserial -out host.pem -days 2 -extfile hosts.ext',
  );
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  return { cert: read('host.pem'), key: read('host.key'), authority: join(folder, 'authority.pem') };
}
