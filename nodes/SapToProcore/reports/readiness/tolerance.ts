import { compared, product } from '../../../shared/decimal';

/** Whether at least all but the tolerated percentage of `whole` is as it should be. */
export function isTolerated(fitting: string, whole: string, tolerance: number): boolean {
	return compared(product(fitting, '100'), product(whole, String(100 - tolerance))) >= 0;
}

const shown = 3;

/** The first of a list, and how many more there are. */
export function listedText(names: readonly string[]): string {
	const more = names.length - shown;
	return [...names.slice(0, shown), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
