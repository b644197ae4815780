declare const apart: readonly string[];
export = apart;
