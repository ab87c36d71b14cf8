using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using MlDsl.Columns;
using MlDsl.Training;

namespace MlDsl.Tool.Projects;

/// <summary>Reads rows of a project's types, and writes them as lines of JSON with the values of feature methods.</summary>
internal static class HostRows
{
    private static readonly JsonSerializerOptions Plain = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>The rows of a file, of CSV or of JSON lines as its name says.</summary>
    public static Dataset<TRow> Read<TRow>(HostRequest request, string path) where TRow : IRow<TRow> => Path.GetExtension(path).ToUpperInvariant() is ".JSONL" or ".NDJSON"
        ? Dataset<TRow>.FromJsonLines(path)
        : Dataset<TRow>.FromCsv(path, new CsvOptions
        {
            Separator = request.Separator,
            Numbers = request.DecimalComma ? NumberFormat.DecimalComma : NumberFormat.Plain,
            Missing = request.Missing,
            DateFormat = request.DateFormat,
            Comment = request.Comment,
            Trim = request.Trim,
            Quote = request.Quote,
            BadRows = request.SkipBadRows ? BadRowPolicy.Skip : BadRowPolicy.Throw,
        });

    /// <summary>The rows with what the other data sets give.</summary>
    /// <exception cref="HostException">The file of one is not given, or one is given that rows are not joined with.</exception>
    public static Dataset<TRow> Joined<TRow>(Dataset<TRow> rows, HostRequest request) where TRow : IRow<TRow>
    {
        IReadOnlyList<Type> others = TRow.Joined;
        if (request.Joins.Keys.FirstOrDefault(name => others.All(type => type.Name != name)) is { } unknown)
            throw new HostException($"--join {unknown}: the rows of '{TRow.Schema.Name}' are joined with {(others.Count == 0 ? "nothing" : string.Join(", ", others.Select(static type => type.Name)))}");
        foreach (Type other in others)
        {
            if (!request.Joins.TryGetValue(other.Name, out string? path))
                throw new HostException($"the rows of '{TRow.Schema.Name}' are joined with those of '{other.Name}', which are not given; add --join {other.Name}=FILE");
            rows = (Dataset<TRow>)ProjectHost.Call(typeof(HostRows), nameof(Join), [typeof(TRow), other], rows, request, path)!;
        }
        return rows;
    }

    /// <summary>The rows that are not among those learned from; these where there are no others.</summary>
    public static IEnumerable<TRow> Others<TRow>(Dataset<TRow> data, TrainSet<TRow> train) where TRow : IRow<TRow>
    {
        if (train.Count == data.Count())
        {
            foreach (TRow row in train.Rows) yield return row;
            yield break;
        }
        // Both are in the order of the data set, so that one walks along the other; of equal rows it is all the same which was learned from.
        using IEnumerator<TRow> learned = train.Rows.GetEnumerator();
        bool hasNext = learned.MoveNext();
        foreach (TRow row in data.Rows)
        {
            if (hasNext && HashOf(row) == HashOf(learned.Current)) hasNext = learned.MoveNext();
            else yield return row;
        }
    }

    /// <summary>Writes rows with the columns of a plan.</summary>
    /// <exception cref="HostException">The plan has a column that rows of the project do not have.</exception>
    public static void Write<TRow, TInput>(IEnumerable<TRow> rows, FeaturePlan plan, string path) where TRow : IFeatureRow<TRow, TInput> where TInput : struct
    {
        using FileStream file = File.Create(path);
        IReadOnlyList<ColumnSchema> columns = DynamicTable.ForTraining(plan).Columns;
        foreach (TRow row in rows)
        {
            TInput input = TRow.InputOf(row);
            Write<TRow, TInput>(file, row, in input, columns);
        }
    }

    private static void Write<TRow, TInput>(Stream file, TRow row, in TInput input, IReadOnlyList<ColumnSchema> columns) where TRow : IFeatureRow<TRow, TInput> where TInput : struct
    {
        using (var json = new Utf8JsonWriter(file))
        {
            json.WriteStartObject();
            foreach (ColumnSchema column in columns)
            {
                json.WritePropertyName(column.Member);
                if (typeof(TRow).GetProperty(column.Member, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic) is { } property) JsonSerializer.Serialize(json, property.GetValue(row), property.PropertyType, Plain);
                else Write(json, column, Computed<TRow, TInput>(in input, column));
            }
            json.WriteEndObject();
        }
        file.WriteByte((byte)'\n');
    }

    private static ColumnValue Computed<TRow, TInput>(in TInput input, ColumnSchema column) where TRow : IFeatureRow<TRow, TInput> where TInput : struct
    {
        try
        {
            return InputValues.Of<TRow, TInput>(in input, column.Member);
        }
        catch (ArgumentException)
        {
            throw new HostException($"the file's model has the column '{column.Name}', which the rows of '{TRow.Schema.Name}' in the project do not have; name the project as it was when the file was saved");
        }
    }

    // A value says itself in words: the kind, and what stands behind it.
    private static void Write(Utf8JsonWriter json, ColumnSchema column, ColumnValue value)
    {
        string said = value.ToString();
        switch (value.Kind)
        {
            case ColumnValueKind.Missing:
                json.WriteNullValue();
                break;
            case ColumnValueKind.Number or ColumnValueKind.Integer or ColumnValueKind.Flag when said[(said.LastIndexOf(' ') + 1)..] is var number && (char.IsAsciiDigit(number[^1]) || value.Kind == ColumnValueKind.Flag):
                json.WriteRawValue(number);
                break;
            case ColumnValueKind.Text or ColumnValueKind.Class:
                json.WriteStringValue(said[(said.IndexOf('\'') + 1)..^1]);
                break;
            case ColumnValueKind.Time or ColumnValueKind.Date:
                json.WriteStringValue(said[(said.LastIndexOf(' ') + 1)..]);
                break;
            default:
                throw new HostException($"the feature '{column.Name}' is {said}, which no line of rows to compare on holds");
        }
    }

    private static Dataset<TRow> Join<TRow, TOther>(Dataset<TRow> rows, HostRequest request, string path) where TRow : IJoinedRow<TRow, TOther> where TOther : IRow<TOther> =>
        rows.Join(Joined(Read<TOther>(request, path), request with { Joins = new Dictionary<string, string>() }));

    private static ulong HashOf<TRow>(TRow row) where TRow : IRow<TRow>
    {
        var hash = new RowHash();
        TRow.Hash(row, ref hash);
        return hash.Value;
    }
}
