/** When demo data are looked at: a working morning, at a weekend, at night, and a year later. */
export const TIMES = [
  '2026-11-02T09:30:00Z',
  '2026-11-08T14:00:00Z',
  '2027-01-01T02:15:00Z',
  '2027-11-23T18:45:12Z',
];
export const NOW = new Date(TIMES[0]);
export const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
