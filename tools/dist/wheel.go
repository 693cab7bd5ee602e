package main

import (
	"archive/zip"
	"compress/flate"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// wheel is a binary to wrap.
type wheel struct {
	version string
	tags    []string // platform tags
	binary  string   // file name
	content []byte
}

// member is one file of a wheel.
type member struct {
	name    string
	content []byte
	mode    os.FileMode
}

// writeWheel writes the wheel: the binary as a script of the environment and the three files of
// metadata, RECORD last.
func writeWheel(out io.Writer, w wheel) error {
	base := "streamlift-" + w.version
	info := base + ".dist-info/"
	metadata := "Metadata-Version: 2.1\nName: streamlift\nVersion: " + w.version +
		"\nSummary: Lifts a Streamlit app into a service, a client and a UI\nRequires-Python: >=3.8\n"
	var about strings.Builder
	about.WriteString("Wheel-Version: 1.0\nGenerator: streamlift dist\nRoot-Is-Purelib: false\n")
	for _, tag := range w.tags {
		about.WriteString("Tag: py3-none-" + tag + "\n")
	}
	members := []member{
		{base + ".data/scripts/" + w.binary, w.content, 0o755},
		{info + "METADATA", []byte(metadata), 0o644},
		{info + "WHEEL", []byte(about.String()), 0o644},
	}
	var record strings.Builder
	for _, m := range members {
		sum := sha256.Sum256(m.content)
		fmt.Fprintf(&record, "%s,sha256=%s,%d\n", m.name, base64.RawURLEncoding.EncodeToString(sum[:]), len(m.content))
	}
	record.WriteString(info + "RECORD,,\n")
	members = append(members, member{info + "RECORD", []byte(record.String()), 0o644})
	archive := zip.NewWriter(out)
	archive.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestCompression)
	})
	for _, m := range members {
		header := &zip.FileHeader{Name: m.name, Method: zip.Deflate}
		header.SetMode(m.mode)
		header.Modified = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC) // the oldest a zip can say: no clock in the bytes
		file, err := archive.CreateHeader(header)
		if err != nil {
			return err
		}
		if _, err := file.Write(m.content); err != nil {
			return err
		}
	}
	return archive.Close()
}
