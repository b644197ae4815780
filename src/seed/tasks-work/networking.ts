import { work, type Work } from './work';

export const NETWORKING: readonly Work[] = [
  work(
    'Replace the {it} firewalls',
    'They reach their end of life this year. Carry the rules over, without those that nothing has matched in 90 days.',
    ['Frankfurt', 'Dublin'],
    [18, 36],
    'firewall',
    'hardware',
  ),
  work(
    'Shorten the failover of {it}',
    'Failover took four minutes in the last test, and thirty seconds are allowed. Lower the timers, test again.',
    ['the site-to-site VPN', 'the transit gateways'],
    [6, 14],
    'reliability',
    'vpn',
  ),
  work(
    'Give {it} IPv6',
    'Two carriers of our customers have little else. Addresses are planned; routes, rules and monitoring are not.',
    ['the public endpoints', 'the office network'],
    [10, 24],
    'ipv6',
  ),
  work(
    'Tidy up the DNS records of {it}',
    'A third of them point at machines that are gone, which others could take over.',
    ['the old data centre', 'retired services'],
    [4, 9],
    'dns',
    'cleanup',
  ),
  work(
    'Measure packet loss to {it}',
    'Complaints come every few weeks and are gone when we look. Probe once a second and keep it for a month.',
    ['the payment providers', 'the warehouse sites'],
    [4, 8],
    'monitoring',
  ),
  work(
    'Renegotiate the bandwidth of {it}',
    'We pay for ten gigabits and use two. Collect the figures of a year before the call in two weeks.',
    ['the backup line', 'the peering in Amsterdam'],
    [3, 6],
    'cost',
  ),
  work(
    'Automate the configuration of {it}',
    'Each change takes a window and two people. Generate configurations from the inventory and check them before they go out.',
    ['the access switches', 'the edge routers'],
    [14, 30],
    'automation',
  ),
  work(
    'Repeat the DDoS exercise for {it}',
    'The last one is fourteen months old and the people have changed. Agree on a window with the provider.',
    ['the web shop', 'the public API'],
    [6, 12],
    'security',
    'exercise',
  ),
];
