using System.Data;
using System.Text.Json;

namespace MlDsl.Training;

/// <summary>
/// The columns that rows by name have, and the ways to such rows: value by value, from JSON, from a file, from a database's answer.
/// Immutable and safe for any number of threads.
/// </summary>
public sealed class DynamicTable
{
    private readonly DynamicColumn[] columns;
    private readonly Dictionary<string, int> indexes = new(StringComparer.Ordinal);

    private DynamicTable(FeaturePlan plan, IReadOnlyList<ColumnSchema> schemas)
    {
        (Plan, Columns) = (plan, schemas);
        columns = [.. schemas.Select(static c => new DynamicColumn(c))];
        for (int i = 0; i < columns.Length; i++) indexes[columns[i].Name] = i;
        for (int i = 0; i < columns.Length; i++) indexes.TryAdd(columns[i].Member, i);
    }

    /// <summary>The plan whose rows these are.</summary>
    public FeaturePlan Plan { get; }

    /// <summary>The columns that a row has, with the types of their values; feature methods that are no ops are among them.</summary>
    public IReadOnlyList<ColumnSchema> Columns { get; }

    /// <summary>Whether rows have what a training wants beside the features' columns: the label, and weight, group and time where the schema has them.</summary>
    public bool IsForTraining { get; private init; }

    /// <summary>Rows to predict for.</summary>
    /// <param name="plan">From columns to features.</param>
    public static DynamicTable ForScoring(FeaturePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new DynamicTable(plan, plan.Inputs);
    }

    /// <summary>Rows to fit to: the columns of the features first, then label, weight, group and event time of the schema.</summary>
    /// <param name="plan">From columns to features.</param>
    public static DynamicTable ForTraining(FeaturePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var inputs = plan.Inputs.Select(static c => c.Member).ToHashSet(StringComparer.Ordinal);
        return new DynamicTable(plan, [.. plan.Inputs, .. plan.Schema.Columns.Where(c => MissingValue.IsNeeded(c) && !inputs.Contains(c.Member))]) { IsForTraining = true };
    }

    /// <summary>Rows as a source holds them: those of a training first, then all other columns that are stored, by which data is told from other data.</summary>
    internal static DynamicTable ForStored(FeaturePlan plan)
    {
        IReadOnlyList<ColumnSchema> training = ForTraining(plan).Columns;
        return new DynamicTable(plan, [.. training, .. plan.Schema.Stored.Where(c => !training.Contains(c))]);
    }

    /// <summary>The fingerprint of rows of <see cref="ForStored"/>: that of a split of the same rows by their type.</summary>
    internal DataFingerprint FingerprintOf(IEnumerable<DynamicRow> rows)
    {
        int[] places = [.. Plan.Schema.Stored.Select(c => IndexOf(c.Member))];
        DataFingerprint print = default;
        foreach (DynamicRow row in rows)
        {
            var hash = new RowHash();
            foreach (int place in places) row.Values[place].AddTo(ref hash);
            print = print.Add(hash.Value);
        }
        return print;
    }

    /// <summary>The row of a training that lies in a row of <see cref="ForStored"/>.</summary>
    internal static DynamicRow Trained(DynamicTable training, DynamicRow stored)
    {
        DynamicRow row = training.NewRow();
        stored.Values.AsSpan(0, row.Values.Length).CopyTo(row.Values);
        return row;
    }

    /// <summary>A row without values.</summary>
    public DynamicRow NewRow() => new(this);

    /// <summary>A row of the properties of a JSON object.</summary>
    /// <exception cref="ArgumentException">It is no object, or a property is none of the columns or of another type; the message names it.</exception>
    public DynamicRow Row(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) throw new ArgumentException($"A row is a JSON object, not {json.ValueKind}", nameof(json));
        DynamicRow row = NewRow();
        foreach (JsonProperty property in json.EnumerateObject())
        {
            int index = IndexOf(property.Name);
            row.Values[index] = columns[index].Read(property.Value);
        }
        return row;
    }

    /// <summary>The rows of a database's answer; columns of it that rows do not have are passed over.</summary>
    /// <exception cref="ArgumentException">A column of the rows is absent, or a value is of another type; the message names it.</exception>
    public IEnumerable<DynamicRow> Rows(IDataReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var fields = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < reader.FieldCount; i++) fields.TryAdd(reader.GetName(i), i);
        int[] places = [.. columns.Select(column => fields.TryGetValue(column.Name, out int place) || fields.TryGetValue(column.Member, out place)
            ? place
            : throw new ArgumentException($"The reader has no column '{column.Name}'; it has {string.Join(", ", fields.Keys)}", nameof(reader)))];
        return Read();

        IEnumerable<DynamicRow> Read()
        {
            while (reader.Read())
            {
                DynamicRow row = NewRow();
                for (int i = 0; i < places.Length; i++) row.Values[i] = columns[i].Read(reader.GetValue(places[i]));
                yield return row;
            }
        }
    }

    /// <summary>The rows of a file; columns of it that rows do not have are passed over.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is written.</param>
    /// <exception cref="DataFormatException">A record cannot be read; the message names file, line and column.</exception>
    /// <exception cref="ArgumentException">The options leave bad rows out, which nobody would count.</exception>
    public IEnumerable<DynamicRow> Rows(string path, CsvOptions? options = null)
    {
        options ??= new CsvOptions();
        if (options.BadRows == BadRowPolicy.Skip) throw new ArgumentException("The rows that BadRowPolicy.Skip leaves out would not be counted here; read with BadRowPolicy.Throw", nameof(options));
        return Rows(path, options, static _ => { });
    }

    /// <summary>The same; rows that cannot be read may be left out, and are told behind the last row.</summary>
    internal IEnumerable<DynamicRow> Rows(string path, CsvOptions options, Action<SkippedRows> left)
    {
        // The columns of a row are all that a record is asked for.
        // Windows over time and joined columns, which nothing fills here, are among them.
        var schema = new DatasetSchema(Plan.Schema.Name, [.. Columns.Select(static c => c with { Window = null, Join = null })], []);
        options.Validate(path, schema);
        return Read();

        IEnumerable<DynamicRow> Read()
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0, FileOptions.SequentialScan);
            using var pass = new CsvPass<DynamicRow>(new CsvRecords(file, path, options), options, schema, Row);
            var rows = new DynamicRow[64];
            var texts = new ulong[rows.Length];
            for (int count; (count = pass.Read(rows, texts)) > 0;)
                for (int i = 0; i < count; i++) yield return rows[i];
            left(pass.Skipped);
        }
    }

    /// <summary>The rows of a file of JSON objects, one a line; blank lines are passed over.</summary>
    /// <exception cref="DataFormatException">A line is no object, or a property of it none of the columns or of another type; the message names file and line.</exception>
    public IEnumerable<DynamicRow> JsonLines(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        long line = 0;
        foreach (string text in File.ReadLines(path))
        {
            line++;
            if (!string.IsNullOrWhiteSpace(text)) yield return Row(path, line, text);
        }
    }

    /// <summary>A row of the members of a row in JSON.</summary>
    /// <exception cref="JsonRowException">A member is unknown, missing or of another type; the message names row and column.</exception>
    internal DynamicRow Row(ref JsonFields fields)
    {
        DynamicRow row = NewRow();
        while (fields.Next()) row.Values[fields.Column] = columns[fields.Column].Read(ref fields);
        return row;
    }

    internal DynamicColumn Column(int index) => columns[index];

    /// <exception cref="ArgumentException">There is no such column.</exception>
    internal int IndexOf(string column) => indexes.TryGetValue(column, out int index)
        ? index
        : throw new ArgumentException(
            Plan.Computed.Any(c => c.Member == column)
                ? $"The plan of '{Plan.Schema.Name}' computes '{column}' from other columns: leave it out"
                : $"The plan of '{Plan.Schema.Name}' has no column '{column}'; it has {string.Join(", ", columns.Select(static c => c.Name))}",
            nameof(column));

    private DynamicRow Row(string path, long line, string text)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            return Row(json.RootElement);
        }
        catch (Exception problem) when (problem is JsonException or ArgumentException)
        {
            throw new DataFormatException(FormattableString.Invariant($"{path}({line}): {problem.Message}"), problem) { File = path, Line = line };
        }
    }

    /// <summary>A row of a record whose first fields are numbered like <see cref="Columns"/>.</summary>
    internal DynamicRow Row(ref FieldReader fields)
    {
        DynamicRow row = NewRow();
        for (int i = 0; i < columns.Length; i++) row.Values[i] = columns[i].Read(ref fields, i);
        return row;
    }
}
