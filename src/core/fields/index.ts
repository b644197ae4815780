export * from './decorators';
export * from './field';
export * from './requests';
export * from './time-text';
export * from './environment';
