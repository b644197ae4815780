import { placesOf, processIds, whichWorkFor } from './process-group';

/** For so long those who count share a listing: half of the time between two counts of one of them. */
const SHARED_MS = 50;
let newest: { readonly at: number; readonly ids: Promise<number[]> } | null = null;

/** The processes of this machine; however many commands run, they are listed a few times a second. */
function sharedIds(): Promise<number[]> {
  const at = performance.now();
  if (newest === null || at - newest.at >= SHARED_MS) newest = { at, ids: processIds() };
  return newest.ids;
}

/** Counts the processes of a scratch folder, over and over. Only where there is /proc; elsewhere there are none. */
export class ProcessCount {
  /** Of those that were there the last time, whether they are the folder's: whose child a process is, it stays. */
  private known: ReadonlyMap<number, boolean> = new Map();
  private places: readonly string[] | null = null;

  constructor(private readonly folder: string) {}

  async take(): Promise<number> {
    this.places ??= await placesOf(this.folder);
    const ids = await sharedIds();
    const news = ids.filter((id) => !this.known.has(id));
    const found = new Set(await whichWorkFor(news, this.places));
    this.known = new Map(ids.map((id) => [id, this.known.get(id) ?? found.has(id)]));
    return [...this.known.values()].filter(Boolean).length;
  }
}
