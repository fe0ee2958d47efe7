/** A price list that could not be read; the message says why and reaches the admin. */
export class PriceListUnavailable extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "PriceListUnavailable";
  }
}
