export * from './error';
export * from './origin';
export * from './pause';
export * from './retry';
export * from './types';
