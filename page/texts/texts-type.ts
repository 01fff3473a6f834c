/** The form of a language: by name, a text, or a text for each plural form that the language has. */

export type PluralForm = "zero" | "one" | "two" | "few" | "many" | "other"
export type PluralText = Partial<Record<PluralForm, string>> & { readonly other: string }
export type Texts = Readonly<Record<string, string | PluralText>>
