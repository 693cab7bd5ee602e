package python

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/transform"
)

// codec is the codec of CPython's name or alias for an encoding, or nil. It is a flat table: one case a codec.
func codec(name string) encoding.Encoding {
	switch name = strings.ReplaceAll(name, "-", "_"); name {
	case "ascii", "us_ascii", "646", "ansi_x3.4_1968":
		return ascii{}
	case "iso_8859_1", "iso8859_1", "latin1", "latin", "l1", "8859", "cp819":
		return charmap.ISO8859_1
	case "windows_1252", "cp1252", "1252":
		return charmap.Windows1252
	case "windows_1250", "cp1250", "1250":
		return charmap.Windows1250
	case "windows_1251", "cp1251", "1251":
		return charmap.Windows1251
	case "windows_1253", "cp1253", "1253":
		return charmap.Windows1253
	case "windows_1254", "cp1254", "1254":
		return charmap.Windows1254
	case "windows_1255", "cp1255", "1255":
		return charmap.Windows1255
	case "windows_1256", "cp1256", "1256":
		return charmap.Windows1256
	case "windows_1257", "cp1257", "1257":
		return charmap.Windows1257
	case "windows_1258", "cp1258", "1258":
		return charmap.Windows1258
	case "cp437", "437", "ibm437":
		return charmap.CodePage437
	case "cp850", "850", "ibm850":
		return charmap.CodePage850
	case "cp852", "852", "ibm852":
		return charmap.CodePage852
	case "cp866", "866", "ibm866":
		return charmap.CodePage866
	case "koi8_r":
		return charmap.KOI8R
	case "koi8_u":
		return charmap.KOI8U
	case "mac_roman", "macroman", "macintosh":
		return charmap.Macintosh
	case "mac_cyrillic", "maccyrillic":
		return charmap.MacintoshCyrillic
	case "cp874":
		return charmap.Windows874
	case "tis_620", "tis620", "iso8859_11", "iso_8859_11", "thai":
		return controls{charmap.Windows874}
	case "shift_jis", "shiftjis", "sjis", "s_jis", "csshiftjis", "cp932", "932", "ms932", "mskanji", "ms_kanji":
		return japanese.ShiftJIS
	case "euc_jp", "eucjp", "ujis", "u_jis":
		return japanese.EUCJP
	case "iso2022_jp", "iso_2022_jp", "csiso2022jp", "iso2022jp":
		return japanese.ISO2022JP
	case "euc_kr", "euckr", "korean", "cp949", "949", "uhc", "ms949", "ks_c_5601":
		return korean.EUCKR
	case "gbk", "936", "cp936", "ms936", "gb2312", "euc_cn", "euccn", "chinese", "eucgb2312_cn":
		return simplifiedchinese.GBK
	case "gb18030", "gb18030_2000":
		return simplifiedchinese.GB18030
	case "hz", "hzgb", "hz_gb", "hz_gb_2312":
		return simplifiedchinese.HZGB2312
	case "big5", "big5_tw", "csbig5", "cp950", "950", "ms950":
		return traditionalchinese.Big5
	}
	if table := latin(strings.TrimPrefix(strings.TrimPrefix(name, "iso_8859_"), "iso8859_")); table != nil {
		return controls{table}
	}
	return nil
}

// latin is the table of a part of ISO 8859 or of one of its names.
func latin(part string) *charmap.Charmap {
	// A flat table: one case a codec.
	switch part {
	case "2", "latin2", "l2":
		return charmap.ISO8859_2
	case "3", "latin3", "l3":
		return charmap.ISO8859_3
	case "4", "latin4", "l4":
		return charmap.ISO8859_4
	case "5", "cyrillic":
		return charmap.ISO8859_5
	case "6", "arabic":
		return charmap.ISO8859_6
	case "7", "greek", "greek8":
		return charmap.ISO8859_7
	case "8", "hebrew":
		return charmap.ISO8859_8
	case "9", "latin5", "l5":
		return charmap.ISO8859_9
	case "10", "latin6", "l6":
		return charmap.ISO8859_10
	case "13", "latin7", "l7":
		return charmap.ISO8859_13
	case "14", "latin8", "l8", "iso_celtic":
		return charmap.ISO8859_14
	case "15", "latin9", "l9", "latin_9":
		return charmap.ISO8859_15
	case "16", "latin10", "l10":
		return charmap.ISO8859_16
	}
	return nil
}

// controls is a part of ISO 8859 with the control characters from 0x80 to 0x9f, which its table leaves out.
type controls struct{ table *charmap.Charmap }

func isControl(r rune) bool { return 0x80 <= r && r < 0xa0 }

// NewDecoder reads bytes.
func (c controls) NewDecoder() *encoding.Decoder {
	return &encoding.Decoder{Transformer: eachByte{decode: func(b byte) rune {
		if isControl(rune(b)) {
			return rune(b)
		}
		return c.table.DecodeByte(b)
	}}}
}

// NewEncoder writes text.
func (c controls) NewEncoder() *encoding.Encoder {
	return &encoding.Encoder{Transformer: eachRune{encode: func(r rune) (byte, bool) {
		if isControl(r) {
			return byte(r), true
		}
		return c.table.EncodeRune(r)
	}}}
}

// eachByte decodes one byte after the other.
type eachByte struct {
	transform.NopResetter
	decode func(byte) rune
}

// Transform decodes what fits.
func (e eachByte) Transform(dst, src []byte, _ bool) (nDst, nSrc int, err error) {
	for ; nSrc < len(src); nSrc++ {
		r := e.decode(src[nSrc])
		if nDst+utf8.RuneLen(r) > len(dst) {
			return nDst, nSrc, transform.ErrShortDst
		}
		nDst += utf8.EncodeRune(dst[nDst:], r)
	}
	return nDst, nSrc, nil
}

// eachRune encodes one character after the other.
type eachRune struct {
	transform.NopResetter
	encode func(rune) (byte, bool)
}

// Transform encodes what fits and fails at the first character that has no byte.
func (e eachRune) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	for nSrc < len(src) {
		if !atEOF && !utf8.FullRune(src[nSrc:]) {
			return nDst, nSrc, transform.ErrShortSrc
		}
		r, size := utf8.DecodeRune(src[nSrc:])
		b, ok := e.encode(r)
		switch {
		case !ok:
			return nDst, nSrc, encoding.ErrInvalidUTF8
		case nDst == len(dst):
			return nDst, nSrc, transform.ErrShortDst
		}
		dst[nDst] = b
		nDst++
		nSrc += size
	}
	return nDst, nSrc, nil
}

// ascii is the encoding that has no byte over 0x7f.
type ascii struct{ transform.NopResetter }

// NewDecoder reads bytes.
func (a ascii) NewDecoder() *encoding.Decoder { return &encoding.Decoder{Transformer: a} }

// NewEncoder writes text.
func (a ascii) NewEncoder() *encoding.Encoder { return &encoding.Encoder{Transformer: a} }

// Transform copies and fails at the first byte that is not ASCII.
func (a ascii) Transform(dst, src []byte, _ bool) (nDst, nSrc int, err error) {
	for nSrc < len(src) {
		if src[nSrc] >= utf8.RuneSelf {
			return nDst, nSrc, encoding.ErrInvalidUTF8
		}
		if nDst == len(dst) {
			return nDst, nSrc, transform.ErrShortDst
		}
		dst[nDst] = src[nSrc]
		nDst++
		nSrc++
	}
	return nDst, nSrc, nil
}
