import { describe, test, expect } from "@devicescript/test"
import { allowed } from "../../../src/util/file-text"

describe("allowed", () => {
    test("replaces what FAT, PCs and CSV do not allow, and nothing else", () => {
        expect(allowed('a"b*c/d:e<f>g?h\\\\i|j\nk')).toBe("a_b_c_d_e_f_g_h__i_j_k")
        expect(allowed("MÜLLER, 'Ä' & +48 22")).toBe("MÜLLER, 'Ä' & +48 22")
    })
})
