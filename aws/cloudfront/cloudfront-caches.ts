import { type CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront';

/** What CloudFront keeps of a distribution. */
export class CloudFrontCaches {
  readonly #client: CloudFrontClient;
  readonly #distribution: string;

  constructor(client: CloudFrontClient, distribution: string) {
    this.#client = client;
    this.#distribution = distribution;
  }

  /** Tells it to forget all that it keeps of publications. It does so within minutes; asked again, it does so again. @param reference names the order. */
  async forget(publications: readonly string[], reference: string): Promise<void> {
    const Items = publications.map(id => `/archive/${id}/*`);
    await this.#client.send(
      new CreateInvalidationCommand({
        DistributionId: this.#distribution,
        InvalidationBatch: { CallerReference: reference, Paths: { Quantity: Items.length, Items } },
      }),
    );
  }
}
