using System.Globalization;
using System.Text;

namespace MlDsl.Generators.Manifests;

/// <summary>Takes the words, quoted texts and types of one line of a manifest from left to right.</summary>
internal sealed class ManifestScanner(string line)
{
    // Types nest a few times in practice; a made-up file must not overflow the compiler's stack.
    private const int MaxDepth = 32;

    private int at;

    public bool AtEnd
    {
        get
        {
            while (at < line.Length && line[at] == ' ') at++;
            return at == line.Length;
        }
    }

    /// <summary>The next run of letters, digits and signs.</summary>
    public string Word()
    {
        if (AtEnd) throw Unexpected("a word");
        int start = at;
        while (at < line.Length && (char.IsLetterOrDigit(line[at]) || line[at] is '_' or '-' or '+' or '.')) at++;
        return at > start ? line.Substring(start, at - start) : throw Unexpected("a word");
    }

    /// <summary>The next text, without its quotes.</summary>
    public string Text()
    {
        Take('"');
        var text = new StringBuilder();
        while (at < line.Length && line[at] != '"')
        {
            char c = line[at++];
            text.Append(c == '\\' ? Escape() : c);
        }
        Take('"');
        return text.ToString();
    }

    /// <summary>The next whole number.</summary>
    public long Whole() =>
        long.TryParse(Word(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : throw Unexpected("a whole number");

    /// <summary>What follows between two signs, separated by commas.</summary>
    public EquatableArray<T> List<T>(char open, char close, Func<ManifestScanner, T> item)
    {
        Take(open);
        var items = new List<T>();
        while (!Peek(close))
        {
            if (items.Count > 0) Take(',');
            items.Add(item(this));
        }
        Take(close);
        return items.ToEquatable();
    }

    /// <summary>All that is left of the line.</summary>
    public string Rest()
    {
        string rest = AtEnd ? "" : line.Substring(at);
        at = line.Length;
        return rest;
    }

    /// <summary>The next text or word: labels are either.</summary>
    public string Label() => Peek('"') ? Text() : Word();

    public OnnxType Type(int depth = 0)
    {
        if (depth > MaxDepth) throw Unexpected("a type that nests less deeply");
        string kind = Word();
        switch (kind)
        {
            case "tensor" or "sparse_tensor":
                Take('(');
                string element = Word();
                Take(')');
                var (rank, shape) = Shape();
                return new OnnxType(kind == "tensor" ? OnnxKind.Tensor : OnnxKind.SparseTensor, element, "", rank, shape, null);
            case "sequence" or "optional":
                Take('(');
                OnnxType content = Type(depth + 1);
                Take(')');
                return new OnnxType(kind == "sequence" ? OnnxKind.Sequence : OnnxKind.Optional, "", "", null, default, content);
            case "map":
                Take('(');
                string key = Word();
                Take(',');
                OnnxType value = Type(depth + 1);
                Take(')');
                return new OnnxType(OnnxKind.Map, value.Element, key, null, default, value);
            default:
                return OnnxType.Unknown;
        }
    }

    private (int? Rank, EquatableArray<OnnxDimension> Shape) Shape()
    {
        if (!Peek('[')) return (null, default);
        Take('[');
        var shape = new List<OnnxDimension>();
        while (!Peek(']'))
        {
            if (shape.Count > 0) Take(',');
            shape.Add(Dimension());
        }
        Take(']');
        return (shape.Count, shape.ToEquatable());
    }

    private OnnxDimension Dimension()
    {
        if (Peek('"')) return new OnnxDimension(null, Text());
        if (Peek('?'))
        {
            Take('?');
            return new OnnxDimension(null, null);
        }
        return long.TryParse(Word(), NumberStyles.None, CultureInfo.InvariantCulture, out long size) ? new OnnxDimension(size, null) : throw Unexpected("a size");
    }

    private char Escape()
    {
        char c = at < line.Length ? line[at++] : throw Unexpected("an escape");
        if (c != 'u') return c switch { 'n' => '\n', 'r' => '\r', 't' => '\t', _ => c };
        if (at + 4 > line.Length || !int.TryParse(line.Substring(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code)) throw Unexpected("four hexadecimal digits");
        at += 4;
        return (char)code;
    }

    /// <summary>Whether a sign comes next.</summary>
    public bool Peek(char c) => !AtEnd && line[at] == c;

    private void Take(char c)
    {
        // Inside a text blanks count; before it they do not.
        if (at >= line.Length || line[at] != c) _ = AtEnd;
        if (at >= line.Length || line[at] != c) throw Unexpected($"'{c}'");
        at++;
    }

    private FormatException Unexpected(string wanted) => new($"{wanted} was expected at character {at + 1} of '{(line.Length > 80 ? line.Substring(0, 80) + "…" : line)}'");
}
