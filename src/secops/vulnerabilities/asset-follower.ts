import { Injectable } from '@nestjs/common';
import { specOf } from '../../core/database/resource';
import { CommitSignal } from '../../core/events/commit-signal';
import { Asset } from '../assets';
import { Vulnerability } from './vulnerability.entity';

/** The database moves and removes vulnerabilities with their asset: what was counted of them before is no longer true. */
@Injectable()
export class AssetFollower {
  constructor(signal: CommitSignal) {
    const [leader, follower] = [specOf(Asset).name, specOf(Vulnerability).name];
    signal.onCommit((resource) => {
      if (resource === leader) signal.committed(follower);
    });
  }
}
