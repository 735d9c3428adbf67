// Reads a public/ folder with the code of the Go checksum database
// (golang.org/x/mod/sumdb: tlog, note) and nothing of ours: if these accept
// it, so does whoever speaks C2SP tlog-tiles.  FORMAT.md names the rest.
//
//	interop PUBLIC VKEY        the log, its acts and their statements
//	interop -proof FILE VKEY   a c2sp.org/tlog-proof@v1; its entry on stdin
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const (
	height     = 8   // tlog-tiles has tiles of 256 hashes
	width      = 256 // and bundles of 256 entries
	treePrefix = "go.sum database tree\n"
)

type archive struct {
	dir    string
	origin string
	tree   tlog.Tree
	hashes []tlog.Hash // every stored hash, proven to be in the tree
}

// path has Go's spelling tile/8/L/N as tlog-tiles spells it: tile/L/N.
func path(t tlog.Tile) string {
	rest := strings.TrimPrefix(t.Path(), fmt.Sprintf("tile/%d/", height))
	if t.L == -1 {
		rest = "entries" + strings.TrimPrefix(rest, "data")
	}
	return "tile/" + rest
}

func (a *archive) Height() int { return height }

func (a *archive) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, t := range tiles {
		data, err := os.ReadFile(filepath.Join(a.dir, "log", path(t)))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (a *archive) SaveTiles([]tlog.Tile, [][]byte) {}

func (a *archive) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var out []tlog.Hash
	for _, i := range indexes {
		if i < 0 || i >= int64(len(a.hashes)) {
			return nil, fmt.Errorf("no stored hash %d", i)
		}
		out = append(out, a.hashes[i])
	}
	return out, nil
}

// checkpoint opens a signed checkpoint: three lines, as FORMAT 2.2 has them.
func checkpoint(text []byte, vkey string) (string, tlog.Tree, error) {
	key, err := note.NewVerifier(vkey)
	if err != nil {
		return "", tlog.Tree{}, err
	}
	n, err := note.Open(text, note.VerifierList(key))
	if err != nil {
		return "", tlog.Tree{}, err
	}
	lines := strings.SplitAfterN(n.Text, "\n", 2)
	if len(lines) != 2 || strings.Count(n.Text, "\n") != 3 {
		return "", tlog.Tree{}, errors.New("not three lines")
	}
	origin := strings.TrimSuffix(lines[0], "\n")
	if origin != key.Name() {
		return "", tlog.Tree{}, errors.New("the origin is not the key's name")
	}
	tree, err := tlog.ParseTree([]byte(treePrefix + lines[1]))
	return origin, tree, err
}

func open(dir, vkey string) (*archive, error) {
	a := &archive{dir: dir}
	text, err := os.ReadFile(filepath.Join(dir, "log", "checkpoint"))
	if err != nil {
		return nil, err
	}
	if a.origin, a.tree, err = checkpoint(text, vkey); err != nil {
		return nil, fmt.Errorf("checkpoint: %w", err)
	}
	// All hashes at once: every tile is read, and proven against the root.
	all := make([]int64, tlog.StoredHashIndex(0, a.tree.N))
	for i := range all {
		all[i] = int64(i)
	}
	a.hashes, err = tlog.TileHashReader(a.tree, a).ReadHashes(all)
	if err != nil {
		return nil, fmt.Errorf("tiles: %w", err)
	}
	root, err := tlog.TreeHash(a.tree.N, a)
	if err != nil {
		return nil, err
	}
	if root != a.tree.Hash {
		return nil, errors.New("the tiles do not hash to the root")
	}
	return a, nil
}

// split takes a bundle apart: each entry after its length, big-endian uint16.
func split(data []byte, count int) ([][]byte, error) {
	var out [][]byte
	for len(data) > 0 {
		if len(data) < 2 {
			return nil, errors.New("a length is cut off")
		}
		n := int(binary.BigEndian.Uint16(data))
		if len(data) < 2+n {
			return nil, errors.New("an entry is cut off")
		}
		out = append(out, data[2:2+n])
		data = data[2+n:]
	}
	if len(out) != count {
		return nil, fmt.Errorf("%d entries, not %d", len(out), count)
	}
	return out, nil
}

func (a *archive) entries() ([][]byte, error) {
	var all [][]byte
	for n := int64(0); n*width < a.tree.N; n++ {
		t := tlog.Tile{H: height, L: -1, N: n, W: width}
		if rest := a.tree.N - n*width; rest < width {
			t.W = int(rest)
		}
		data, err := a.ReadTiles([]tlog.Tile{t})
		if err != nil {
			return nil, err
		}
		some, err := split(data[0], t.W)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path(t), err)
		}
		all = append(all, some...)
	}
	return all, nil
}

// included proves every entry to be in the tree, and that its hashes, made
// from the entries alone, are those of the tiles.
func (a *archive) included(entries [][]byte) error {
	var made []tlog.Hash
	for i, entry := range entries {
		n := int64(i)
		some, err := tlog.StoredHashes(n, entry, a)
		if err != nil {
			return err
		}
		made = append(made, some...)
		proof, err := tlog.ProveRecord(a.tree.N, n, a)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, a.tree.N, a.tree.Hash, n,
			tlog.RecordHash(entry)); err != nil {
			return fmt.Errorf("entry %d: %w", n, err)
		}
	}
	if len(made) != len(a.hashes) {
		return fmt.Errorf("%d hashes, not %d", len(made), len(a.hashes))
	}
	for i, h := range made {
		if h != a.hashes[i] {
			return fmt.Errorf("stored hash %d is not the entries'", i)
		}
	}
	return nil
}

// consistent proves every size to be a prefix of every later one.
func (a *archive) consistent() (roots []tlog.Hash, err error) {
	roots = make([]tlog.Hash, a.tree.N+1)
	for n := int64(1); n <= a.tree.N; n++ {
		if roots[n], err = tlog.TreeHash(n, a); err != nil {
			return nil, err
		}
	}
	for t := int64(1); t <= a.tree.N; t++ {
		for n := int64(1); n <= t; n++ {
			proof, err := tlog.ProveTree(t, n, a)
			if err != nil {
				return nil, err
			}
			if err := tlog.CheckTree(proof, t, roots[t], n,
				roots[n]); err != nil {
				return nil, fmt.Errorf("%d in %d: %w", n, t, err)
			}
		}
	}
	return roots, nil
}

// kept looks at every file below log/tile: partial tiles of earlier
// checkpoints too must say what the log says.
func (a *archive) kept(entries [][]byte) (int, error) {
	count := 0
	root := filepath.Join(a.dir, "log", "tile")
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		name := strings.Replace(filepath.ToSlash(rel), "entries/", "data/", 1)
		t, err := tlog.ParseTilePath(fmt.Sprintf("tile/%d/%s", height, name))
		if err != nil {
			return err
		}
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		var want []byte
		if t.L == -1 {
			first := t.N * width
			if first+int64(t.W) > a.tree.N {
				return fmt.Errorf("%s: beyond the checkpoint", rel)
			}
			for _, e := range entries[first : first+int64(t.W)] {
				want = binary.BigEndian.AppendUint16(want, uint16(len(e)))
				want = append(want, e...)
			}
		} else if want, err = tlog.ReadTileData(t, a); err != nil {
			return err
		}
		if !bytes.Equal(data, want) {
			return fmt.Errorf("%s: not what the log says", rel)
		}
		count++
		return nil
	})
	return count, err
}

// payload reads the statements of an act, which lie beside the log under the
// same numbering.
func (a *archive) payload(n int64) ([]string, error) {
	t := tlog.Tile{H: height, L: 0, N: n, W: width}
	name := strings.TrimPrefix(path(t), "tile/0/")
	text, err := os.ReadFile(filepath.Join(a.dir, "payload", name))
	if err != nil {
		return nil, err
	}
	if !bytes.HasSuffix(text, []byte("\n")) {
		return nil, errors.New("the payload ends without a newline")
	}
	return strings.Split(strings.TrimSuffix(string(text), "\n"), "\n"), nil
}

// keysIn collects the vkeys that give a role.
func keysIn(lines []string, into map[string]note.Verifier) error {
	for _, line := range lines {
		var s struct{ About, Says, Value string }
		if strings.Contains(line, `"row":{`) ||
			json.Unmarshal([]byte(line), &s) != nil {
			continue
		}
		if s.Says != "key.warden" && s.Says != "key.keeper" {
			continue
		}
		v, err := note.NewVerifier(s.Value)
		if err != nil {
			return err
		}
		if s.About != "key/"+v.Name() {
			return fmt.Errorf("%s is not about key/%s", s.About, v.Name())
		}
		into[s.Value] = v
	}
	return nil
}

// commitments checks that each line hashes to its commitment, or is withheld.
func commitments(want, lines []string) (withheld int, err error) {
	if len(want) != len(lines) {
		return 0, fmt.Errorf("%d lines, not %d", len(lines), len(want))
	}
	for i, line := range lines {
		hash, err := base64.StdEncoding.DecodeString(want[i])
		if err != nil || len(hash) != sha256.Size {
			return 0, fmt.Errorf("commitment %d: not one", i)
		}
		id := base64.RawURLEncoding.EncodeToString(hash)
		if line == `{"withheld":"`+id+`"}` {
			withheld++
			continue
		}
		if sum := sha256.Sum256([]byte(line)); !bytes.Equal(sum[:], hash) {
			return 0, fmt.Errorf("line %d: not what was signed", i+1)
		}
	}
	return withheld, nil
}

// act checks one act: its signature, the earlier state that it names, its
// statements.
func (a *archive) act(n int64, entry []byte, roots []tlog.Hash,
	keys map[string]note.Verifier) (statements, withheld int, err error) {
	lines, err := a.payload(n)
	if err != nil {
		return 0, 0, err
	}
	if n == 0 {
		if err := keysIn(lines, keys); err != nil {
			return 0, 0, err
		}
	}
	var known []note.Verifier
	for _, v := range keys {
		known = append(known, v)
	}
	signed, err := note.Open(entry, note.VerifierList(known...))
	if err != nil {
		return 0, 0, err
	}
	head := strings.Split(strings.TrimSuffix(signed.Text, "\n"), "\n")
	if len(head) < 7 || head[0] != "kulpytas/act/v1" || head[1] != a.origin {
		return 0, 0, errors.New("not an act of this archive")
	}
	base := strings.SplitN(head[2], " ", 2)
	size, err := strconv.ParseInt(base[0], 10, 64)
	if err != nil || len(base) != 2 || size < 0 || size > n {
		return 0, 0, errors.New("it names a state that it cannot have seen")
	}
	if root := roots[size].String(); size == 0 && head[2] != "0 -" ||
		size > 0 && base[1] != root {
		return 0, 0, fmt.Errorf("it names the root %s at %d", base[1], size)
	}
	if head[5] != strconv.Itoa(len(head)-6) {
		return 0, 0, errors.New("the number of commitments is wrong")
	}
	withheld, err = commitments(head[6:], lines)
	if err == nil && head[4] == "keys" {
		err = keysIn(lines, keys)
	}
	return len(lines), withheld, err
}

func log(dir, vkey string) error {
	a, err := open(dir, vkey)
	if err != nil {
		return err
	}
	entries, err := a.entries()
	if err != nil {
		return err
	}
	if err := a.included(entries); err != nil {
		return err
	}
	roots, err := a.consistent()
	if err != nil {
		return err
	}
	files, err := a.kept(entries)
	if err != nil {
		return err
	}
	keys := make(map[string]note.Verifier)
	statements, withheld := 0, 0
	for n, entry := range entries {
		s, w, err := a.act(int64(n), entry, roots, keys)
		if err != nil {
			return fmt.Errorf("act %d: %w", n, err)
		}
		statements += s
		withheld += w
	}
	fmt.Printf("%s: %d acts, %d statements, %d withheld, %d keys, %d files\n",
		a.origin, a.tree.N, statements, withheld, len(keys), files)
	return nil
}

// proof checks a c2sp.org/tlog-proof@v1 of the entry on stdin.
func proof(file, vkey string) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	entry, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	head, signed, found := strings.Cut(string(text), "\n\n")
	if !found {
		return errors.New("no checkpoint")
	}
	_, tree, err := checkpoint([]byte(signed), vkey)
	if err != nil {
		return err
	}
	lines := strings.Split(head, "\n")
	if len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("not a proof")
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "),
		10, 64)
	if err != nil {
		return err
	}
	var p tlog.RecordProof
	for _, line := range lines[2:] {
		h, err := tlog.ParseHash(line)
		if err != nil {
			return err
		}
		p = append(p, h)
	}
	if err := tlog.CheckRecord(p, tree.N, tree.Hash, index,
		tlog.RecordHash(entry)); err != nil {
		return err
	}
	fmt.Printf("entry %d of %d\n", index, tree.N)
	return nil
}

func main() {
	var err error
	switch {
	case len(os.Args) == 4 && os.Args[1] == "-proof":
		err = proof(os.Args[2], os.Args[3])
	case len(os.Args) == 3:
		err = log(os.Args[1], os.Args[2])
	default:
		fmt.Fprintln(os.Stderr, "usage: interop [-proof] WHAT VKEY")
		os.Exit(2)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "interop:", err)
		os.Exit(1)
	}
}
