import { CreateCore20261101000000 } from './20261101000000-create-core';

/** All migrations in order. A migration that has been released is never edited. */
export const migrations = [CreateCore20261101000000];
