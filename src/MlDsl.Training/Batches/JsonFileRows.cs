using System.Text.Json;
using MlDsl.Json;

namespace MlDsl.Training;

/// <summary>Rows that are JSON objects, one a line; blank lines are passed over.</summary>
internal sealed class JsonFileRows : FileRows
{
    private readonly DynamicTable table;
    private readonly string file;
    private readonly FileScoringOptions options;
    private readonly JsonRowFormat format;

    public JsonFileRows(DynamicTable table, string file, FileScoringOptions options)
    {
        (this.table, this.file, this.options) = (table, file, options);
        Cut = new CsvOptions { Quote = null, MaxRecordBytes = options.Csv.MaxRecordBytes };
        format = new JsonRowFormat(table.Columns, new JsonRowOptions
        {
            Names = options.Names,
            // What is kept is no column; Along knows it.
            UnknownMembers = options.Keep.Count > 0 ? UnknownMembers.Ignore : options.UnknownMembers,
            MaxTextLength = options.Csv.MaxRecordBytes,
        });
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Span<byte> head = stackalloc byte[4];
        if (EncodingHints.OfFile(head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)]) is { } other)
            throw new DataFormatException($"{file}: the file is {other}") { File = file };
    }

    public override CsvOptions Cut { get; }

    public override void Read(CsvChunk chunk, int thread, List<ScoredRow> rows)
    {
        if (chunk.Rest is not null)
            throw Problem(chunk.Line, FormattableString.Invariant($"a line of {Cut.MaxRecordBytes} bytes or more begins; write one object a line, or raise CsvOptions.MaxRecordBytes"), null, null);
        ReadOnlySpan<byte> bytes = chunk.Bytes.AsSpan(0, chunk.Length);
        int at = chunk.Line == 1 && bytes.StartsWith([(byte)0xEF, (byte)0xBB, (byte)0xBF]) ? 3 : 0;
        for (long line = chunk.Line; at < bytes.Length; line++)
        {
            int length = bytes[at..].IndexOf((byte)'\n');
            if (length < 0) length = bytes.Length - at;
            ReadOnlySpan<byte> text = bytes.Slice(at, length);
            if (text.ContainsAnyExcept(" \t\r"u8)) rows.Add(Row(text, line, at..(at + length)));
            at += length + 1;
        }
    }

    private ScoredRow Row(ReadOnlySpan<byte> text, long line, Range place)
    {
        try
        {
            DynamicRow row = JsonRows.Only(format, text, (ref JsonFields fields) => table.Row(ref fields));
            return new ScoredRow(line, place, row, options.Keep.Count > 0 ? Along(text) : [], null);
        }
        catch (JsonRowException problem) when (problem is { Problem: JsonRowProblem.Malformed, InnerException: JsonException { BytePositionInLine: { } at } })
        {
            DataFormatException found = Problem(line, FormattableString.Invariant($"the line is not well-formed JSON at byte {at + 1}: it was cut short, or something is wrong there"), null, problem);
            return new ScoredRow(line, place, null, [], found);
        }
        catch (JsonRowException problem)
        {
            return new ScoredRow(line, place, null, [], Problem(line, problem.Message, problem.Column, problem));
        }
    }

    private DataFormatException Problem(long line, string problem, string? column, Exception? inner)
    {
        string message = FormattableString.Invariant($"{file}, line {line}: {problem}");
        return inner is null
            ? new DataFormatException(message) { File = file, Line = line, Member = column }
            : new DataFormatException(message, inner) { File = file, Line = line, Member = column };
    }

    /// <summary>What comes along of a row that is well-formed.</summary>
    private KeptValue[] Along(ReadOnlySpan<byte> text)
    {
        var kept = new KeptValue[options.Keep.Count];
        var there = new bool[kept.Length];
        var reader = new Utf8JsonReader(text.Trim(" \t\r"u8));
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            int index = IndexOf(name);
            if (index < 0 && options.UnknownMembers == UnknownMembers.Refuse && !format.Has(name))
                throw new JsonRowException(JsonRowProblem.Member, $"'{Visible.Of(name)}' is no column and not kept; the columns are {format.FirstNames}", null, name);
            if (index >= 0 && there[index]) throw new JsonRowException(JsonRowProblem.Member, $"'{Visible.Of(name)}' is there twice; write it once", null, name);
            reader.Read();
            if (index < 0)
            {
                reader.Skip();
                continue;
            }
            (there[index], kept[index]) = (true, Value(ref reader, name));
        }
        return kept;
    }

    private static KeptValue Value(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType == JsonTokenType.Null) return default;
        try
        {
            if (reader.TokenType == JsonTokenType.String) return new KeptValue(reader.GetString(), IsJson: false);
            using JsonDocument value = JsonDocument.ParseValue(ref reader);
            return new KeptValue(value.RootElement.GetRawText(), IsJson: true);
        }
        catch (InvalidOperationException problem)
        {
            throw new JsonRowException(JsonRowProblem.Value, $"the text of '{Visible.Of(name)}' is not UTF-8; save the file as UTF-8", null, name, problem);
        }
    }

    private int IndexOf(string name)
    {
        for (int i = 0; i < options.Keep.Count; i++)
            if (options.Keep[i] == name) return i;
        return -1;
    }
}
