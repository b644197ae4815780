import { work, type Work } from './work';

export const MOBILE: readonly Work[] = [
  work(
    'Fix the most frequent crash of {it}',
    'It makes up 40 % of all crashes of the current version. The stack trace points at the image cache.',
    ['the Android app', 'the iOS app'],
    [6, 16],
    'crash',
  ),
  work(
    'Halve the start time of {it}',
    'A cold start takes four seconds on devices of three years ago. Most of it is work that could wait.',
    ['the shop app', 'the driver app'],
    [12, 28],
    'performance',
  ),
  work(
    'Pin new certificates in {it}',
    'The present ones end in the spring, and versions without the new pins will stop working.',
    ['the iOS app', 'the Android app'],
    [4, 8],
    'tls',
    'release',
  ),
  work(
    'Send {it} through the new push service',
    'The old service is no longer paid for from next quarter. Both have to run side by side for one release.',
    ['order updates', 'marketing messages'],
    [10, 22],
    'push',
    'migration',
  ),
  work(
    'Make {it} work offline',
    'People lose what they entered when a tunnel comes. Queue changes locally and send them later, in order.',
    ['delivery notes', 'the basket'],
    [20, 40],
    'offline',
  ),
  work(
    'Automate the release to {it}',
    'A release takes a day of screenshots and forms. Let the pipeline upload builds, texts and pictures.',
    ['the beta channel', 'the stores'],
    [8, 18],
    'ci',
    'release',
  ),
  work(
    'Make {it} usable with a screen reader',
    'Half of the buttons have no name. The law asks for it from next summer.',
    ['the checkout screens', 'the account screens'],
    [10, 20],
    'accessibility',
  ),
  work(
    'Remove {it} from the app',
    'It adds six megabytes and sends data that our privacy notice does not name.',
    ['the old analytics library', 'the unused map library'],
    [3, 8],
    'privacy',
    'cleanup',
  ),
];
