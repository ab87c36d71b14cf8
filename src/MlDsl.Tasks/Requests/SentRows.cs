using System.Text.Json;
using MlDsl.Json;

namespace MlDsl.Tasks.Requests;

/// <summary>Whole rows in JSON, label, group and time among them, read by the generated code that reads files. Immutable.</summary>
/// <param name="options">Names and limits.</param>
/// <param name="optional">The columns that a row need not have, and whose value is refused where it has one; by their place among those that are stored.</param>
internal sealed class SentRows<TRow>(JsonRowOptions options, Func<ColumnSchema, bool>? optional = null) where TRow : IRow<TRow>
{
    private readonly RecordOptions reading = new() { AreMadeUp = optional };

    private readonly JsonRowFormat format = new(TRow.Schema.Stored, options);

    /// <summary>How the rows are written.</summary>
    public JsonRowFormat Format => format;

    /// <summary>Reads rows.</summary>
    /// <param name="request">The request.</param>
    /// <param name="place">The member whose rows they are.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="seen">Takes each row with the values of its columns.</param>
    /// <exception cref="JsonRowException">A row cannot be read; the message names row and column.</exception>
    public List<TRow> Read(RequestMembers request, int place, string name, Action<TRow, JsonElement[]>? seen = null)
    {
        List<JsonElement[]> values = [];
        foreach (JsonElement row in request.Elements(place, "an array of rows")) values.Add(ValuesOf(request, row, name, values.Count));
        if (values.Count == 0) throw request.Refused(place, JsonRowProblem.Missing, "has no rows", "give one at least");
        var records = new Records(name, values, format, TRow.Schema.Stored);
        var rows = new List<TRow>(values.Count);
        try
        {
            foreach (TRow row in Dataset<TRow>.FromRecords(records, reading).Rows)
            {
                seen?.Invoke(row, values[rows.Count]);
                rows.Add(row);
            }
        }
        catch (DataFormatException problem)
        {
            int column = problem.Member is { } member ? TRow.Schema.Stored.ToList().FindIndex(c => c.Member == member) : -1;
            bool mayTell = !TRow.Schema.Stored.Any(c => c.Role == ColumnRole.Sensitive && (column < 0 || c.Member == problem.Member));
            string said = mayTell ? problem.Message : FormattableString.Invariant($"{name}, row {records.Row}: a value is not taken{(column >= 0 ? $" in column '{format.Name(column)}'" : "")}");
            throw new JsonRowException(JsonRowProblem.Value, said + request.In, request.Row ?? records.Row, column >= 0 ? format.Name(column) : null, problem);
        }
        return rows;
    }

    private JsonElement[] ValuesOf(RequestMembers request, JsonElement row, string name, int number)
    {
        string where = FormattableString.Invariant($" in row {number} of '{name}'{request.In}");
        JsonRowException Refused(JsonRowProblem problem, string said, string? column) => new(problem, said, request.Row ?? number, column);

        if (row.ValueKind != JsonValueKind.Object) throw Refused(JsonRowProblem.Shape, $"A row is a JSON object, and something else is given{where}", null);
        var values = new JsonElement[format.Count];
        foreach (JsonProperty member in row.EnumerateObject())
        {
            string? named = RequestMembers.NameOf(member);
            int column = named is null ? -1 : format.Names.Find(System.Text.Encoding.UTF8.GetBytes(named));
            if (column < 0)
            {
                if (format.Options.UnknownMembers == UnknownMembers.Ignore) continue;
                string unknown = Visible.Of(named ?? RequestMembers.HalfName);
                throw Refused(JsonRowProblem.Member, $"'{unknown}' is no column{where}; the columns are {format.FirstNames}", unknown);
            }
            if (values[column].ValueKind != JsonValueKind.Undefined) throw Refused(JsonRowProblem.Member, $"'{format.Name(column)}' is there twice{where}; send it once", format.Name(column));
            values[column] = member.Value;
            if (member.Value.ValueKind != JsonValueKind.String) continue;
            if (RequestMembers.Text(member.Value) is not { } text) throw Refused(JsonRowProblem.Value, $"'{format.Name(column)}' is no text in UTF-8 without half surrogate pairs{where}", format.Name(column));
            if (System.Text.Encoding.UTF8.GetByteCount(text) > format.Options.MaxTextLength)
                throw Refused(JsonRowProblem.Limit, FormattableString.Invariant($"'{format.Name(column)}' has more than {format.Options.MaxTextLength} bytes{where}; send a shorter text"), format.Name(column));
        }
        for (int i = 0; i < values.Length; i++)
        {
            bool isThere = values[i].ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);
            if (optional?.Invoke(format.Columns[i]) == true)
            {
                if (isThere) throw Refused(JsonRowProblem.Member, $"'{format.Name(i)}' is given{where}, and is not known of a step that is forecast; leave it out", format.Name(i));
                values[i] = Filler(format.Columns[i]);
            }
            else if (!isThere && !format.IsNullable(i))
            {
                throw Refused(JsonRowProblem.Missing, $"'{format.Name(i)}' is missing{where}; give {JsonColumn.Wanted(format.Columns[i])}", format.Name(i));
            }
        }
        return values;
    }

    // What stands where nothing is known and nothing is read.
    private static JsonElement Filler(ColumnSchema column)
    {
        if (column.Type.EndsWith('?')) return default;
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) JsonColumn.WriteExample(json, column, null);
        var reader = new Utf8JsonReader(stream.ToArray());
        return JsonElement.ParseValue(ref reader);
    }

    private sealed class Records(string name, List<JsonElement[]> values, JsonRowFormat format, IReadOnlyList<ColumnSchema> columns) : IRecordOrigin
    {
        public int Row { get; private set; } = -1;

        public string Name => name;

        // They are read once.
        public string? Stamp => name;

        public RecordReader Open(IReadOnlyList<string> wanted, CancellationToken cancellation) => new Reader(this);

        private sealed class Reader(Records records) : RecordReader
        {
            public override IReadOnlyList<string> Fields { get; } = [.. records.Columns.Select(static column => column.Name)];

            public override string Place => FormattableString.Invariant($"row {records.Row}");

            public override bool Read() => ++records.Row < records.Values.Count;

            public override RecordValue Value(int field) => ElementValue.Of(records.Values[records.Row][field]);

            public override string? WhyMissing(int field) => $"'{records.Format.Name(field)}' is null or not there";
        }

        private IReadOnlyList<ColumnSchema> Columns => columns;

        private List<JsonElement[]> Values => values;

        private JsonRowFormat Format => format;
    }
}
