/** A price list that must not be taken over; the message says why and reaches the admin. */
export class PriceListRejected extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "PriceListRejected";
  }
}
