import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An asset that moves takes removed detections along too, and its hard removal looks for all that refer to it. */
export class IndexAllDetectionsOfAssets20261106000011 implements MigrationInterface {
  name = 'IndexAllDetectionsOfAssets20261106000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index mitre_detections_asset_idx;
      create index mitre_detections_asset_idx on mitre_detections (asset_id, detected_at desc, id desc);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index mitre_detections_asset_idx;
      create index mitre_detections_asset_idx on mitre_detections (asset_id, detected_at desc, id desc)
        where deleted_at is null;
    `);
  }
}
