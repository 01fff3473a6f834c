import assert from "node:assert/strict"
import { test } from "node:test"
import iconv from "iconv-lite"
import { mergeContacts } from "../../card/contacts/address-book.ts"
import { readContactsCsv } from "../../card/contacts/contacts-csv.ts"
import { normaliseNumber } from "../../card/contacts/phone-number.ts"
import { readContacts } from "../../card/contacts/read-contacts.ts"
import { detectEncoding } from "../../card/contacts/text-encoding.ts"
import { Random } from "../../sim/clock/random.ts"

function card(...lines: string[]): string {
    return ["BEGIN:VCARD", ...lines, "END:VCARD", ""].join("\r\n")
}

function read(text: string | Buffer) {
    return readContacts(Buffer.from(text as string), undefined)
}

test("numbers as the network would send them", () => {
    const numbers: [string, string | undefined][] = [
        ["+48 601 234 567", "+48601234567"],
        ["(212) 555-0123", "2125550123"],
        ["212.555.0123 ext. 7", "2125550123"],
        ["tel:+1-212-555-0123;ext=5", "+12125550123"],
        ["+44 (0)20 7946 0000", "+442079460000"],
        ["8 (495) 123-45-67", "84951234567"],
        ["\u202a+7 495 1234567\u202c", "+74951234567"],
        ["1-800-FLOWERS", "18003569377"],
        ["112", "112"],
        ["12 Main St", undefined],
        ["anna@example.com", undefined],
        ["Anna", undefined],
        ["", undefined],
        ["5", undefined],
        ["1".repeat(21), undefined],
    ]
    for (const [text, number] of numbers) assert.equal(normaliseNumber(text), number, text)
})

test("vCard 3.0 and 4.0: folded lines, escapes, groups, parameters, several numbers", () => {
    const text =
        card(
            "VERSION:3.0",
            "FN:J\\, Smith \\; Sons\\nLtd",
            "item1.TEL;TYPE=CELL,VOICE:+1 212 555 01",
            " 23",
            "TEL;TYPE=FAX:999999"
        ) +
        card(
            "VERSION:4.0",
            "N:Nowak;Żaneta;;;",
            'TEL;VALUE=uri;TYPE="voice,home";PREF=1:tel:+48-22-123-45-67',
            "tel:600100200"
        ) +
        card("VERSION:3.0", "ORG:Bakery;Dept", "TEL:5550199")
    assert.deepEqual(read(text), [
        { number: "+1 212 555 0123", name: "J, Smith ; Sons Ltd" },
        { number: "tel:+48-22-123-45-67", name: "Żaneta Nowak" },
        { number: "600100200", name: "Żaneta Nowak" },
        { number: "5550199", name: "Bakery" },
    ])
})

test("vCard 2.1: quoted-printable over several lines, bare parameters, a character set for each value", () => {
    const text = card(
        "VERSION:2.1",
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=98=D0=B2=D0=B0=D0=BD=D0=BE=",
        "=D0=B2;=D0=98=D0=B2=D0=B0=D0=BD;;;",
        "TEL;CELL;PREF:84951234567",
        "TEL;HOME;FAX:84951234568"
    )
    assert.deepEqual(read(text), [{ number: "84951234567", name: "Иван Иванов" }])
    const polish = card(
        "VERSION:2.1",
        "FN;CHARSET=windows-1250;QUOTED-PRINTABLE:=A3ukasz",
        "TEL;WORK:221234567"
    )
    assert.deepEqual(read(polish), [{ number: "221234567", name: "Łukasz" }])
    const encoded = card(
        "VERSION:2.1",
        `FN;ENCODING=BASE64:${Buffer.from("Ż ó").toString("base64")}`,
        "TEL:12345"
    )
    assert.deepEqual(read(encoded), [{ number: "12345", name: "Ż ó" }])
})

test("the same card in each encoding that people have", () => {
    for (const name of ["Łucja Źdźbło", "Пётр Щукин"])
        for (const encoding of [
            "utf-8",
            "utf-16le",
            "utf-16be",
            name.startsWith("Ł") ? "windows-1250" : "windows-1251",
        ]) {
            const text = card("VERSION:3.0", `FN:${name}`, "TEL:123456")
            const bytes = iconv.encode(text, encoding, { addBOM: encoding.startsWith("utf-16") })
            assert.deepEqual(readContacts(bytes, undefined), [{ number: "123456", name }], encoding)
            const csv = iconv.encode(`number,name\r\n123456,${name}\r\n`, encoding)
            assert.deepEqual(readContacts(csv, undefined), [{ number: "123456", name }], encoding)
        }
    assert.throws(() => readContacts(Buffer.from("x"), "klingon"), /"klingon" is no encoding/)
    assert.equal(detectEncoding(Buffer.from("Müller", "latin1")), "windows-1252")
})

test("CSV of Google, Outlook in three languages, and plain ones of any separator", () => {
    const books: [string, { number: string; name: string }[]][] = [
        [
            "First Name,Last Name,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Phone 2 - Value\r\nJane,Doe,1234567@x.com,Mobile,+1 212 555 0001 ::: 2125550002,\r\n",
            [
                { number: "+1 212 555 0001", name: "Jane Doe" },
                { number: "2125550002", name: "Jane Doe" },
            ],
        ],
        [
            '"First Name","Last Name","Company","Business Fax","Business Phone","Home Phone"\n"","","Bakery, Inc.","111111","222222",""\n',
            [{ number: "222222", name: "Bakery, Inc." }],
        ],
        [
            "Imię;Nazwisko;Firma;Telefon komórkowy\r\nŻaneta;Nowak;;601 234 567\r\n",
            [{ number: "601 234 567", name: "Żaneta Nowak" }],
        ],
        [
            "Имя\tФамилия\tТелефон\nИван\tИванов\t84951234567\n",
            [{ number: "84951234567", name: "Иван Иванов" }],
        ],
        ["number,name\n123456,Anna\n", [{ number: "123456", name: "Anna" }]],
        [
            "Anna;123456\nBen;234567\n",
            [
                { number: "123456", name: "Anna" },
                { number: "234567", name: "Ben" },
            ],
        ],
        ['\ufeff123456,"Smith, J"\n\n', [{ number: "123456", name: "Smith, J" }]],
        ["", []],
    ]
    for (const [text, contacts] of books) assert.deepEqual(readContactsCsv(text), contacts, text)
})

test("contacts are added to what is there, and what is left out is told with its reason", () => {
    const old = '# my list\r\n+48601234567,Jan\r\n5550100,"Smith, J"\r\n'
    const contacts = [
        { number: "+48 601-234-567", name: "Jan" },
        { number: "555 0100", name: "John" },
        { number: "5550101", name: " New\r\nOne " },
        { number: "5550101", name: "New One" },
        { number: "none", name: "X" },
        { number: "5550102", name: "" },
    ]
    const merge = mergeContacts(old, contacts, false)
    assert.equal(merge.text, `${old}5550101,New One\r\n`)
    assert.deepEqual(
        { ...merge, text: "" },
        {
            text: "",
            added: 1,
            renamed: 0,
            known: 2,
            skipped: [
                "5550100 John: is there already as Smith, J",
                "none X: is no telephone number",
                "5550102: has no name",
            ],
            odd: [],
        }
    )
    assert.match(mergeContacts(old, contacts, true).text, /\r\n5550100,John\r\n/)
    assert.equal(mergeContacts("", [{ number: "12", name: "A, B" }], false).text, '12,"A, B"\r\n')
})

test("whatever stands in an address book, reading it ends, and what is written is read again", () => {
    const random = new Random(5, "contacts")
    const pieces = [
        "BEGIN:VCARD\r\n",
        "END:VCARD\n",
        "TEL;CELL:123456",
        "FN:A",
        ";ENCODING=QUOTED-PRINTABLE",
        ":=C5=\r\n",
        "=BB",
        "\r\n ",
        "\n",
        ";",
        ":",
        ",",
        '"',
        "=",
        "\\",
        "\0",
        "\xff",
        "ż",
        "TEL:",
        "N:;;",
        "1234567",
        "name,number",
    ]
    for (let i = 0; i < 1500; i++) {
        const text = Array.from(
            { length: random.nextInteger(0, 25) },
            () => pieces[random.nextInteger(0, pieces.length - 1)]
        ).join("")
        const bytes = Buffer.from(text, random.nextInteger(0, 1) ? "latin1" : "utf8")
        const contacts = readContacts(bytes, undefined)
        const { text: file, added } = mergeContacts("", contacts, true)
        const again = mergeContacts(file, contacts, false)
        assert.equal(again.added, 0)
        assert.equal(file.split("\r\n").length - 1, added)
    }
})

test("a file that is cut anywhere gives the contacts that are whole", () => {
    const text =
        card("VERSION:3.0", "FN:Anna", "TEL:123456") + card("VERSION:3.0", "FN:Ben", "TEL:234567")
    for (let length = 0; length <= text.length; length++) {
        const contacts = read(text.slice(0, length)).filter(each => each.number !== "")
        assert.ok(contacts.length <= 2)
        if (length > text.length / 2 + 2)
            assert.deepEqual(contacts[0], { number: "123456", name: "Anna" })
    }
})

test("what the owner says of a caller besides the name stays, also of many callers at once", () => {
    const old = "number,name,rings\r\n5550101,Ann,block\r\n555*,Office,3\r\n5550102,Bob\r\n"
    const names = [
        { number: "5550101", name: "Ann B." },
        { number: "5550102", name: "Bob B." },
    ]
    assert.equal(
        mergeContacts(old, names, true).text,
        "number,name,rings\r\n5550101,Ann B.,block\r\n555*,Office,3\r\n5550102,Bob B.\r\n"
    )
})

test("a contacts.csv of the machine's own comes through as it is: rings, block, beginnings", () => {
    for (const [title, comma] of [
        ["number,name,rings\n", ","],
        ["", ","],
        ["number;name;rings\n", ";"],
    ] as const) {
        const text = `${title}2125550199,Pest,block\n2125550123,"Mum, at home",1\n0900*,Premium,never\n2125550124,Bob,\n`
        const contacts = read(comma === "," ? text : text.replace(/(?<!Mum),/g, comma))
        const { text: merged, skipped } = mergeContacts("", contacts, false)
        assert.deepEqual(skipped, [])
        assert.equal(
            merged,
            '2125550199,Pest,block\r\n2125550123,"Mum, at home",1\r\n0900*,Premium,never\r\n2125550124,Bob\r\n'
        )
    }
})

test("a third column that is no word of ours is odd only in a file laid out as the machine reads it", () => {
    const oddIn = (text: string) => read(text).map(each => each.oddRings)
    assert.deepEqual(oddIn("number,name,rings\n5550101,Pest,blok\n"), ["blok"])
    assert.deepEqual(oddIn("5550101,Pest,blok\n5550102,Ann,3\n"), ["blok", undefined])
    assert.deepEqual(oddIn("Ann,5550101,ann@example.org\n"), [undefined])
    assert.deepEqual(oddIn("5550101,Ann,Smith,Oak Street\n"), [undefined])
})

test("another word for a number that is there is taken over where that is asked for", () => {
    const old = "2125550199,Pest\r\n"
    const contact = { number: "2125550199", name: "Pest", rings: "block" }
    assert.equal(mergeContacts(old, [contact], true).text, "2125550199,Pest,block\r\n")
    const { text, skipped } = mergeContacts(old, [contact], false)
    assert.equal(text, old)
    assert.match(skipped[0]!, /is there already as Pest$/)
})

test("very many lines are read; what is no contact is told in a few plain letters", () => {
    const many = Array.from({ length: 200_000 }, (_, i) => `555${1_000_000 + i},N${i}`).join("\n")
    assert.equal(read(many).length, 200_000)
    const { skipped } = mergeContacts("", read(`\u001b[2J${"x".repeat(5000)}\n`), false)
    assert.equal(skipped.length, 1)
    assert.ok(skipped[0]!.length < 200 && !skipped[0]!.includes("\u001b"), skipped[0])
})
