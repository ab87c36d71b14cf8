using System.Text.Unicode;

namespace MlDsl.Tool.Scaffolding;

/// <summary>How a file of separated values is written, as its first records show.</summary>
/// <param name="Options">Separator, quote, comment mark and header; missing texts are not looked for yet.</param>
/// <param name="Fields">The number of fields of a record.</param>
internal sealed record FileShape(CsvOptions Options, int Fields)
{
    // What is read of the file to see its shape.
    private const int SampleBytes = 1 << 20, MostRecords = 2_000;

    private static readonly char[] Separators = [',', '\t', ';', '|'];
    private static readonly string[] Marks = ["//", "#", "%"];

    /// <summary>The line that may be a header which opens with the comment mark, so that its names are lost; null where none is.</summary>
    public string? LostHeader { get; init; }

    /// <summary>The shape of <paramref name="path"/>; what <paramref name="said"/> sets is taken as it is.</summary>
    /// <exception cref="ToolException">No separator gives records of one length.</exception>
    public static FileShape Of(string path, SaidShape said)
    {
        byte[] sample = Sample(path);
        RefuseForeign(path, sample);
        string?[] marks = said.Comment is { } mark ? [mark] : [null, .. Marks.Where(mark => HasLine(sample, mark))];
        var (best, bestShare) = Best(path, sample, marks, said.Separator is { } one ? [one] : Separators);
        // Texts have blanks as well, so they separate only where nothing else does.
        if (bestShare < 0.5 && said.Separator is null) (best, bestShare) = Best(path, sample, marks, [' ']);
        if (best is null || bestShare < 0.5)
            throw new ToolException($"'{path}' is no file of separated values: no separator gives records of two fields or more; --separator names it where it is none of comma, tab, semicolon, bar and blank");
        if (said.Comment is null && best.Options.Comment is { } found)
        {
            string comment = CommentOf(sample, path, best, found);
            best = best with { Options = best.Options with { Comment = comment }, LostHeader = LostHeaderOf(sample, best, comment) };
        }
        return best.Options.Trim || !HasBlanks(sample, path, best) ? best : best with { Options = best.Options with { Trim = true } };
    }

    // A header may open with the mark as well, where a comment has a blank behind it: "# made by X" above "#id,a,b".
    private static string CommentOf(byte[] sample, string path, FileShape shape, string mark)
    {
        string longer = mark + " ";
        var options = shape.Options with { Comment = longer };
        bool differ = HasLine(sample, longer) && Lines(sample).Any(line => line.StartsWith(mark, StringComparison.Ordinal) && !line.StartsWith(longer, StringComparison.Ordinal));
        return differ && Most(sample, path, options) is { Share: 1 } tried && tried.Fields == shape.Fields ? longer : mark;
    }

    // The form in which most records are alike, and among such the one with most fields; marks and unusual quotes must make them more alike, and so must
    // blanks around fields that are left out: behind them a quote opens no field otherwise.
    private static (FileShape? Shape, double Share) Best(string path, byte[] sample, string?[] marks, char[] separators)
    {
        (FileShape? Shape, double Share) best = (null, 0);
        foreach (string? comment in marks)
        {
            foreach (char? quote in (char?[])['"', null])
            {
                foreach (bool trim in (bool[])[false, true])
                {
                    foreach (char separator in separators)
                    {
                        if (trim && (separator == ' ' || quote is null)) continue;
                        var options = new CsvOptions { Separator = separator, Quote = quote, Comment = comment, Trim = trim, HasHeader = false };
                        if (Most(sample, path, options) is not { Fields: > 1 } tried) continue;
                        if (tried.Share > best.Share || tried.Share == best.Share && tried.Fields > best.Shape!.Fields) best = (new FileShape(options, tried.Fields), tried.Share);
                    }
                }
            }
        }
        return best;
    }

    // The last line of the comment above the rows, where it has as many fields as they.
    private static string? LostHeaderOf(byte[] sample, FileShape shape, string mark)
    {
        string? last = Lines(sample).TakeWhile(line => line.StartsWith(mark, StringComparison.Ordinal)).LastOrDefault();
        return last?.Split(shape.Options.Separator!.Value).Length == shape.Fields ? last.Trim() : null;
    }

    /// <summary>The records of a file, each with its line.</summary>
    /// <exception cref="ToolException">A field is no text in UTF-8.</exception>
    public static IEnumerable<(long Line, string[] Fields, bool[] Quoted)> Records(Stream stream, string path, CsvOptions options)
    {
        using var records = new CsvRecords(stream, path, options);
        while (records.Read())
        {
            if (records.Stray >= 0) throw records.StrayText();
            var fields = new string[records.Count];
            var quoted = new bool[records.Count];
            for (int i = 0; i < fields.Length; i++) (fields[i], quoted[i]) = (Decoded(records, i, path), records.Fields[i].Quoted);
            yield return (records.Line, fields, quoted);
        }
    }

    private static string Decoded(CsvRecords records, int field, string path)
    {
        ReadOnlySpan<byte> text = records.Text(field);
        if (Utf8.IsValid(text)) return System.Text.Encoding.UTF8.GetString(text);
        var (problem, wayOut) = EncodingHints.Of(text);
        throw new ToolException($"{path}, line {records.Line}: {problem}; {wayOut}");
    }

    private static byte[] Sample(string path)
    {
        using FileStream file = File.OpenRead(path);
        var bytes = new byte[Math.Min(SampleBytes, file.Length)];
        file.ReadExactly(bytes);
        // A record that is cut off would be one of another length.
        int last = file.Length > bytes.Length ? bytes.AsSpan().LastIndexOf((byte)'\n') : -1;
        return last < 0 ? bytes : bytes[..(last + 1)];
    }

    private static void RefuseForeign(string path, byte[] sample)
    {
        if (sample.Length == 0) throw new ToolException($"'{path}' is empty");
        if (sample.AsSpan().IndexOf((byte)0) >= 0) throw new ToolException($"'{path}' is no text in UTF-8; a file of separated values, an ONNX file, a tree model or ML.NET's .zip can be scaffolded");
        string first = FirstLine(sample);
        string[] parts = first.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length > 2 && parts[1..].All(static part => part.IndexOf(':', StringComparison.Ordinal) is > 0 and var at && (part[..at] == "qid" || part[..at].All(char.IsAsciiDigit))))
            throw new ToolException($"'{path}' is LibSVM's sparse form ('{Visible.Of(parts[1])}'), whose columns have no names; write it as separated values first");
    }

    private static string FirstLine(byte[] sample)
    {
        int end = sample.AsSpan().IndexOf((byte)'\n');
        return System.Text.Encoding.UTF8.GetString(sample, 0, end < 0 ? sample.Length : end);
    }

    private static bool HasLine(byte[] sample, string mark) => Lines(sample).Any(line => line.StartsWith(mark, StringComparison.Ordinal));

    private static string[] Lines(byte[] sample) => System.Text.Encoding.UTF8.GetString(sample).Split('\n');

    // The number of fields that most records have, and which share of them has it.
    private static (int Fields, double Share)? Most(byte[] sample, string path, CsvOptions options)
    {
        try
        {
            var counts = new List<int>();
            using var records = new CsvRecords(new MemoryStream(sample), path, options);
            while (counts.Count < MostRecords && records.Read())
            {
                if (records.Stray >= 0) return null;
                counts.Add(records.Count);
            }
            if (counts.Count == 0) return null;
            var most = counts.CountBy(static count => count).MaxBy(static group => group.Value);
            return (most.Key, (double)most.Value / counts.Count);
        }
        catch (DataFormatException)
        {
            return null;
        }
    }

    // Blanks behind separators are a way to write the file, and blanks around a text now and then are the text's own.
    private static bool HasBlanks(byte[] sample, string path, FileShape shape)
    {
        if (shape.Options.Separator == ' ') return false;
        int fields = 0, blanks = 0;
        foreach (var (_, texts, quoted) in Records(new MemoryStream(sample), path, shape.Options).Take(MostRecords))
        {
            for (int i = 0; i < texts.Length; i++)
            {
                if (quoted[i] || texts[i].Length == 0) continue;
                fields++;
                if (texts[i][0] == ' ' || texts[i][^1] == ' ') blanks++;
            }
        }
        return blanks > 0 && 2 * blanks >= fields;
    }
}

/// <summary>What the command line says of the file's form.</summary>
/// <param name="Separator">What stands between fields; null to look.</param>
/// <param name="Comment">What begins a line that is left out; null to look.</param>
/// <param name="HasHeader">Whether the first record has the names; null to look.</param>
internal sealed record SaidShape(char? Separator, string? Comment, bool? HasHeader);
