const grouped = new Intl.NumberFormat("en-US");
const compact = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 1 });
const SMALLEST_SHOWN_SHARE = 0.001;

/** A whole number with its thousands grouped: `12,345`. */
export const formatCount = (count: number): string => grouped.format(count);

/** A large count for narrow places: `999`, `1.2K`, `3.4M`. */
export const formatCompact = (count: number): string => compact.format(count);

/** A part from 0 to 1 as a percentage: `12.5%`; what is smaller than a tenth of a percent is not called zero. */
export const formatShare = (share: number): string =>
  share > 0 && share < SMALLEST_SHOWN_SHARE ? "<0.1%" : percent.format(share);

/** A count with its noun: `1 interaction`, `2 interactions`. */
export const formatQuantity = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
