const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;
const SEPARATOR = Buffer.from([0xff]);

/** What Alertmanager calls an alert with these labels: FNV-1a over them in their order, as 16 hexadecimal digits. */
export function fingerprintOf(labels: ReadonlyMap<string, string>): string {
  const parts = [...labels]
    .map((pair) => pair.map((text) => Buffer.from(text)))
    .sort(([one], [other]) => one.compare(other))
    .flatMap(([name, value]) => [name, SEPARATOR, value, SEPARATOR]);
  let hash = OFFSET;
  for (const byte of Buffer.concat(parts)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * PRIME);
  return hash.toString(16).padStart(16, '0');
}
