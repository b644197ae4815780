/** What the commands of the procedures print when all is well, by the beginning of the command. */
const OUTPUTS: readonly (readonly [beginning: string, output: string])[] = [
  ['pg_isready', '{{old_primary}}:5432 - no response'],
  [
    "psql --host={{replica}} --no-psqlrc --tuples-only --command='select pg_last",
    ' 5A/3C0001F8 | 5A/3C0001F8 | 00:00:02.413',
  ],
  ["psql --host={{replica}} --no-psqlrc --tuples-only --command='select pg_promote", ' t'],
  ['psql --port=5433', ' 1840233'],
  ['dig +short {{domain}} CAA', '0 issue "letsencrypt.org"'],
  ['dig', '10.20.4.31'],
  ['pgbackrest --stanza={{stanza}} info', 'stanza: {{stanza}}\n    status: ok\n    cipher: aes-256-cbc'],
  ['pgbackrest', 'INFO: restore command end: completed successfully (1184633ms)'],
  [
    'df --human-readable --output',
    'Mounted on      Size  Used Avail Use% IUse%\n/                40G   11G   27G  29%    4%\n/var            100G   96G  4.0G  97%    9%',
  ],
  ['df', 'Filesystem      Size  Used Avail Use% Mounted on\n/dev/vdb1       100G   61G   39G  61% /var'],
  ['du', '31G\t/var/log\n22G\t/var/lib/docker\n54G\t/var'],
  [
    'lsof',
    'COMMAND   PID USER   FD   TYPE DEVICE   SIZE/OFF NLINK   NODE NAME\nnginx    1204 www    12w   REG  253,1 4831838208     0 393811 /var/log/nginx/access.log.1 (deleted)',
  ],
  ['journalctl --vacuum', 'Vacuuming done, freed 6.2G of archived journals from /var/log/journal.'],
  ['journalctl', 'certbot[2211]: Failed to renew certificate: DNS problem: SERVFAIL looking up CAA'],
  ['docker image prune', 'Total reclaimed space: 14.83GB'],
  ['openssl x509', 'subject=CN = {{domain}}\nnotAfter=Feb 20 08:14:00 2027 GMT'],
  ['openssl', 'CONNECTION ESTABLISHED\nProtocol version: TLSv1.3\nVerification: OK'],
  ['certbot renew --dry-run', 'Congratulations, all simulated renewals succeeded'],
  ['certbot', 'Congratulations, all renewals succeeded'],
  [
    'kubectl --namespace={{namespace}} rollout history',
    'REVISION  CHANGE-CAUSE\n141       image 2026.11.1\n142       image 2026.11.2',
  ],
  ['kubectl --namespace={{namespace}} rollout undo', 'deployment.apps/{{service}} rolled back'],
  ['kubectl --namespace={{namespace}} rollout status', 'deployment "{{service}}" successfully rolled out'],
  [
    'kubectl --namespace={{namespace}} rollout restart deployment/pgbouncer',
    'deployment.apps/pgbouncer restarted',
  ],
  ['kubectl --namespace={{namespace}} rollout restart', 'deployment.apps/{{service}} restarted'],
  ['kubectl --namespace={{namespace}} scale', 'deployment.apps/{{service}} scaled'],
  [
    'kubectl top nodes',
    'NAME     CPU(cores)   CPU%   MEMORY(bytes)   MEMORY%\nnode-1   1842m        46%    9120Mi          58%\nnode-2   1610m        40%    8834Mi          56%',
  ],
  ['kubectl cordon', 'node/{{node}} cordoned'],
  ['kubectl drain', 'evicting pod checkout/cart-6f7c9b-x2v4q\nnode/{{node}} drained'],
  ['kubectl get pods --all-namespaces', 'No resources found'],
  ['kubectl wait', 'node/{{new_node}} condition met'],
  ['kubectl delete node', 'node "{{node}}" deleted'],
  ['curl --silent --output /dev/null', '200 0.412'],
  ['curl', '{"status":"ok"}'],
];

/** What the command printed; parameters have taken their places. */
export function outputOf(command: string, parameters: Readonly<Record<string, string | number>>): string {
  const output = OUTPUTS.find(([beginning]) => command.startsWith(beginning))?.[1] ?? '';
  const filled = output.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(parameters[name]));
  return filled && `${filled}\n`;
}
