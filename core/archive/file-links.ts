/** Addresses by which whoever has them fetches a private file for a while, without an account. */
export interface FileLinks {
  /**
   * @param key of the archive bucket. @param expiresIn seconds
   * @returns the address, and when the credentials end that it was signed with, since it ends with them; null where they do not.
   */
  link(key: string, expiresIn: number): Promise<{ url: string; ends: Date | null }>;
}
