package python

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"

	"github.com/streamlift/streamlift/internal/oracle"
)

// TestCodecs compares each codec of one byte a character with CPython's: every byte, there and back.
func TestCodecs(t *testing.T) {
	names := []string{
		"ascii", "iso-8859-1", "iso-8859-2", "iso-8859-3", "iso-8859-4", "iso-8859-5", "iso-8859-6", "iso-8859-7", "iso-8859-8",
		"iso-8859-9", "iso-8859-10", "iso-8859-13", "iso-8859-14", "iso-8859-15", "iso-8859-16", "cp1250", "cp1251", "cp1252",
		"cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp437", "cp850", "cp852", "cp866", "koi8-r", "koi8-u",
		"mac-roman", "mac-cyrillic", "cp874", "iso8859-11",
	}
	// Three bytes that younger tables than CPython's fill otherwise.
	younger := map[string]string{"cp1255": "\xca", "koi8-u": "\xae\xbe"}
	script := "import json, sys\n" +
		"out = {}\n" +
		"for name in sys.argv[1:]:\n" +
		"    out[name] = [bytes([b]).decode(name, 'replace') for b in range(256)]\n" +
		"print(json.dumps(out))\n"
	found := oracle.Interpreters()
	if len(found) == 0 {
		t.Skip("no CPython to compare with")
	}
	out, err := exec.Command(found[0].Path, append([]string{"-I", "-c", script}, names...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]string{}
	if err := json.Unmarshal(out, &want); err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		c := codec(name)
		if c == nil {
			t.Errorf("%s is not known", name)
			continue
		}
		for b, character := range want[name] {
			if strings.IndexByte(younger[name], byte(b)) >= 0 {
				continue
			}
			got, err := decoded(c, []byte{byte(b)})
			if refused := character == "\ufffd"; (err != nil) != refused || !refused && got != character {
				t.Errorf("%s: byte 0x%02x is %q (%v), want %q", name, b, got, err, character)
				continue
			}
			if err != nil {
				continue
			}
			if back, err := c.NewEncoder().Bytes([]byte(got)); err != nil || len(back) != 1 || back[0] != byte(b) {
				t.Errorf("%s: %q is %x (%v), want %02x", name, got, back, err, b)
			}
		}
	}
}
