declare module 'jstat' {
  export const studentt: {
    /** P(T ≤ x) for Student's t with `dof` degrees of freedom. */
    cdf(x: number, dof: number): number;
    /** The x at which `cdf` is p. */
    inv(p: number, dof: number): number;
  };
}
