using System.Text.Json;
using MlDsl.Json;

namespace MlDsl.Tasks.Requests;

/// <summary>Whole rows in JSON, label, group and time among them, read by the generated code that reads files. Immutable.</summary>
/// <param name="options">Names and limits.</param>
/// <param name="areMadeUp">Whether nobody sent the rows: they are held against no contract.</param>
/// <param name="isUnknown">Whether nobody knows a column yet: a row that has a value of it is refused, and what is read in its place counts for nothing. Null where all are known.</param>
internal sealed class SentRows<TRow>(JsonRowOptions options, bool areMadeUp = false, Func<ColumnSchema, bool>? isUnknown = null) where TRow : IRow<TRow>
{
    private readonly RecordOptions reading = new() { AreMadeUp = areMadeUp ? static _ => true : isUnknown };

    private readonly JsonRowFormat format = new(TRow.Schema.Stored, options);

    // By column; null where a row has the value.
    private readonly JsonElement?[] made = [.. TRow.Schema.Stored.Select(column => isUnknown?.Invoke(column) == true ? Made(column) : (JsonElement?)null)];

    /// <summary>Reads rows.</summary>
    /// <param name="request">The request.</param>
    /// <param name="place">The member whose rows they are.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="seen">Takes each row with the values of its columns.</param>
    /// <exception cref="JsonRowException">A row cannot be read; the message names row and column.</exception>
    public List<TRow> Read(RequestMembers request, int place, string name, Action<TRow, JsonElement[]>? seen = null)
    {
        List<JsonElement[]> values = [];
        foreach (JsonElement row in request.Elements(place, "an array of rows")) values.Add(ValuesOf(request.RowOf(row, format.Names, place, values.Count)));
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

    private JsonElement[] ValuesOf(RequestMembers row)
    {
        var values = new JsonElement[format.Count];
        for (int i = 0; i < values.Length; i++)
        {
            if (made[i] is not { } value) values[i] = row.Has(i) || format.IsNullable(i) ? row.Whatever(i) : row.Value(i, JsonColumn.Wanted(format.Columns[i]));
            else if (!row.Has(i)) values[i] = value;
            else throw row.Refused(i, JsonRowProblem.Member, "is given", "it is not known of a step that is forecast: leave it out");
        }
        return values;
    }

    // What the generated code finds where nothing is known.
    private static JsonElement Made(ColumnSchema column)
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
