import { Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Storage } from '../storage/storage.ts';
import { rolePaths } from '../storage/write-once-bucket.ts';
import { grantList, grantOnObjects, grantOnTable } from './grants.ts';

/**
 * The role under which people add readers. The content bucket shows the key from which reader ids are made to roles of this path alone, so
 * an administrator, too, has to take it on. Whom in the account IAM lets assume roles may do so.
 */
export class RegistrarRole extends Role {
  constructor(scope: Construct, id: string, { content, readers }: Storage) {
    super(scope, id, {
      path: rolePaths.ids,
      description: 'Adds and lists readers of Courant.',
      assumedBy: new AccountRootPrincipal(),
    });
    // The key is missing until the first reader is added; who may not list is told 403 of that.
    grantList(this, content);
    grantOnObjects(this, content, ['keys/reader-ids'], 'GetObject', 'PutObject');
    grantOnTable(this, readers, 'GetItem', 'PutItem', 'Query', 'UpdateItem');
    // The outputs name bucket and table.
    this.addToPolicy(
      new PolicyStatement({
        actions: ['cloudformation:DescribeStacks'],
        resources: [Stack.of(this).stackId],
      }),
    );
  }
}
