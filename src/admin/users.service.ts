import { Injectable } from '@nestjs/common';
import { UserRepository } from '../auth';
import type { CsvExport, Page, StoredRow } from '../core/http/answers';
import type { ListQuery } from '../core/lists/list-query';

@Injectable()
export class UsersService {
  constructor(private readonly users: UserRepository) {}

  list(query: ListQuery): Promise<Page | CsvExport> {
    return this.users.list(query);
  }

  read(id: string): Promise<StoredRow> {
    return this.users.read(id);
  }
}
