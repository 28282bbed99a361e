import { pickBy } from 'lodash';

/** An object without some of its keys. lodash's `omit` takes a key with a dot in it, as SAP's have them, for a path. */
export const without = <T extends object, K extends string>(object: T, ...keys: K[]): Omit<T, K> =>
	pickBy(object, (_, key) => !(keys as string[]).includes(key)) as unknown as Omit<T, K>;
