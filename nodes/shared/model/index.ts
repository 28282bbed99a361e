export * from './outcome';
export * from './parse';
export * from './primitives';
export * from './supplier';
export * from './vendor';
