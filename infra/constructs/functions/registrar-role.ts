import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Storage } from '../storage/storage.ts';
import { rolePaths } from '../storage/write-once-bucket.ts';
import { grantList, grantOnObjects } from './grants.ts';

/**
 * The role under which the commands about readers, such as `courant readers add`, get the key from which reader ids are made. The content bucket shows the key to roles of this
 * path alone, so an administrator, too, has to take it on. Whom in the account IAM lets assume roles may do so.
 */
export class RegistrarRole extends Role {
  constructor(scope: Construct, id: string, { content }: Pick<Storage, 'content'>) {
    super(scope, id, {
      path: rolePaths.ids,
      description: 'Reads and makes the key from which Courant makes reader ids.',
      assumedBy: new AccountRootPrincipal(),
    });
    // The key is missing until the first reader is added; who may not list is told 403 of that.
    grantList(this, content);
    grantOnObjects(this, content, ['keys/reader-ids'], 'GetObject', 'PutObject');
  }
}
