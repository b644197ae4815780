export * from './decorators';
export * from './field';
export * from './requests';
export * from './address-text';
export * from './time-text';
export * from './whole-numbers';
export * from './environment';
export * from './currency';
