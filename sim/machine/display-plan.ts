/** The display of a machine that has one. */
export interface DisplayPlan {
    /** Rows of points. */
    readonly height: 32 | 64
    /** The letters that it is read with: text of a file of fonts/. */
    readonly font: string
}
