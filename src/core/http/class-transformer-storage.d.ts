/** Where class-transformer really keeps its storage; its own typing stands under another path. */
declare module 'class-transformer/cjs/storage' {
  export * from 'class-transformer/types/storage';
}
