using System.Text;
using System.Text.Json;
using MlDsl.Json;

namespace MlDsl;

/// <summary>A file with a JSON object on each line.</summary>
/// <remarks>The form is that of jsonlines.org: UTF-8, one value a line, blank lines left out.</remarks>
internal sealed class JsonLines(RecordFile file, JsonLinesOptions options) : IRecordOrigin
{
    public string Name => file.Path;

    public string? Stamp => file.Stamp;

    public RecordReader Open(IReadOnlyList<string> columns, CancellationToken cancellation) => new Reader(file, options, columns);

    private sealed class Reader(RecordFile file, JsonLinesOptions options, IReadOnlyList<string> columns) : RecordReader
    {
        private readonly LineReader lines = new(file.Open(), file.Path, options.MaxLineBytes);
        private readonly Utf8Index names = new(columns.Distinct());
        private readonly int[] fields = [.. columns.Distinct().Select(name => columns.ToList().IndexOf(name))];
        private readonly Dictionary<string, int>? loose = options.IgnoreCase ? Loose(columns) : null;
        private readonly RecordValue[] values = new RecordValue[columns.Count];

        // Whether a field's value came by its exact name.
        private readonly Found[] found = new Found[columns.Count];
        private RecordValue[] elements = new RecordValue[16];
        private byte[] texts = [];
        private int textEnd, elementEnd;

        private enum Found : byte
        {
            No,
            Loosely,
            Exactly,
        }

        public override IReadOnlyList<string> Fields => columns;

        public override string Place => FormattableString.Invariant($"line {lines.Number}");

        public override long Line => lines.Number;

        public override bool Read()
        {
            do
            {
                if (!lines.Read()) return false;
            }
            while (Content.Trim(" \t\r"u8).IsEmpty);
            Array.Clear(values);
            Array.Clear(found);
            (textEnd, elementEnd) = (0, 0);
            if (texts.Length < lines.Length) texts = new byte[lines.Length * 2];
            try
            {
                ReadObject();
            }
            catch (JsonException problem)
            {
                string cut = problem.BytePositionInLine >= lines.Length - 1 ? "; it ends before the object does" : "";
                throw Error(
                    FormattableString.Invariant($"it is no JSON from byte {problem.BytePositionInLine + 1} on{cut}"),
                    "each line holds one object, written on that line alone", problem);
            }
            return true;
        }

        public override RecordValue Value(int field) => values[field];

        public override string? WhyMissing(int field)
        {
            if (found[field] != Found.No) return null;
            var there = new List<string>();
            var reader = new Utf8JsonReader(Content);
            while (reader.Read())
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1) there.Add(reader.GetString()!);
            string near = NearestName.Find(columns[field], there) is { } name ? $"; the nearest is '{Visible.Of(name)}'" : "";
            return $"the object has no '{Visible.Of(columns[field])}'{near}";
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) lines.Dispose();
            base.Dispose(disposing);
        }

        private ReadOnlySpan<byte> Content => lines.Buffer.AsSpan(lines.Start, lines.Length);

        private static Dictionary<string, int> Loose(IReadOnlyList<string> columns)
        {
            var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
            for (int i = 0; i < columns.Count; i++) places.TryAdd(columns[i], i);
            return places;
        }

        private void ReadObject()
        {
            var reader = new Utf8JsonReader(Content);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject) throw Error("it is no object", "each line holds one object with the columns as its members");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                (int field, bool isExact) = Find(ref reader);
                reader.Read();
                if (field < 0 || (!isExact && found[field] == Found.Exactly))
                {
                    reader.Skip();
                    continue;
                }
                if (found[field] == (isExact ? Found.Exactly : Found.Loosely))
                    throw Error($"the object has '{Visible.Of(columns[field])}' twice", "leave one of them out");
                values[field] = ValueOf(ref reader, false);
                found[field] = isExact ? Found.Exactly : Found.Loosely;
            }
            // Behind the object nothing may follow.
            reader.Read();
        }

        private (int Field, bool IsExact) Find(ref Utf8JsonReader reader)
        {
            int place = reader.ValueIsEscaped ? names.Find(Encoding.UTF8.GetBytes(reader.GetString()!)) : names.Find(reader.ValueSpan);
            if (place >= 0) return (fields[place], true);
            return loose is not null && loose.TryGetValue(reader.GetString()!, out int field) ? (field, false) : (-1, false);
        }

        private RecordValue ValueOf(ref Utf8JsonReader reader, bool isElement)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.Null:
                    return RecordValue.Missing;
                case JsonTokenType.True or JsonTokenType.False:
                    return RecordValue.Flag(reader.TokenType == JsonTokenType.True);
                case JsonTokenType.Number:
                    return RecordValue.Digits(lines.Buffer, lines.Start + (int)reader.TokenStartIndex, reader.ValueSpan.Length);
                case JsonTokenType.String:
                    return TextOf(ref reader);
                case JsonTokenType.StartArray when !isElement:
                    return ListOf(ref reader);
                default:
                    string what = reader.TokenType == JsonTokenType.StartObject ? "an object" : "a list of lists";
                    reader.Skip();
                    return RecordValue.Other(what);
            }
        }

        private RecordValue TextOf(ref Utf8JsonReader reader)
        {
            if (!reader.ValueIsEscaped) return RecordValue.Text(lines.Buffer, lines.Start + (int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
            // Without its escapes a text is not longer.
            int start = textEnd;
            try
            {
                textEnd += reader.CopyString(texts.AsSpan(start));
            }
            catch (InvalidOperationException problem)
            {
                throw Error("a text has half a surrogate pair", "write whole characters", problem);
            }
            return RecordValue.Text(texts, start, textEnd - start);
        }

        private RecordValue ListOf(ref Utf8JsonReader reader)
        {
            int start = elementEnd;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (elementEnd == elements.Length) Array.Resize(ref elements, elements.Length * 2);
                elements[elementEnd++] = ValueOf(ref reader, true);
            }
            return RecordValue.List(elements, start, elementEnd - start);
        }

        private DataFormatException Error(string problem, string wayOut, Exception? inner = null)
        {
            string message = $"{file.Path}, {Place}: {problem}; {wayOut}";
            return inner is null ? new DataFormatException(message) { File = file.Path, Line = Line } : new DataFormatException(message, inner) { File = file.Path, Line = Line };
        }
    }
}
