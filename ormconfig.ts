import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { readConfig } from './src/config';
import { dataSourceOptions } from './src/core/database/data-source';

/** For TypeORM's command line: `npx typeorm -d dist/ormconfig.js migration:show`. Needs DATABASE_URL. */
const config = readConfig();
export default new DataSource(dataSourceOptions(config, config.DATABASE_URL));
