import type { Type } from '@nestjs/common';
import { isResource, specOf } from '../core/database/resource';
import { declaredFamilies, type EventAction } from '../core/events/event-declaration';

/** What can be heard over WebSocket of one kind of thing. */
export interface HeardEvents {
  readonly type: string;
  readonly actions: readonly string[];
  readonly permissions: readonly string[];
  /** What stands in braces is filled in from the row. */
  readonly channels: readonly string[];
  /** Name of the schema of `data`. */
  readonly schema: string;
  readonly about: string;
}

/** Every event that the declarations name: those beside the resources, and those of other news. */
export function heardEvents(entities: readonly Type[]): HeardEvents[] {
  const ofResources = entities.filter(isResource).flatMap((entity): HeardEvents[] => {
    const { events, name } = specOf(entity);
    if (!events) return [];
    const { actions = ALL_ACTIONS } = events;
    const removal = actions.includes('deleted') ? ', or what it was when it was removed' : '';
    return [
      {
        type: events.type,
        actions,
        permissions: [events.permission],
        channels: events.channels(TEMPLATE),
        schema: entity.name,
        about: `A change of ${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}; data is what it is now${removal}`,
      },
    ];
  });
  const others = declaredFamilies().map(({ payload, ...family }): HeardEvents => ({
    ...family,
    schema: payload.name,
  }));
  return [...ofResources, ...others];
}

const ALL_ACTIONS: readonly EventAction[] = ['created', 'updated', 'deleted'];

/** A row whose fields are their own names in braces: what a declaration makes of it shows how its channels are named. */
const TEMPLATE = new Proxy({}, { get: (_row, field) => `{${String(field)}}` });
