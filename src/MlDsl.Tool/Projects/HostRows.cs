using System.Numerics;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using MlDsl.Training;

namespace MlDsl.Tool.Projects;

/// <summary>Reads rows of a project's types, and writes them as lines of JSON with the values of feature methods.</summary>
internal static class HostRows
{
    private static readonly JsonSerializerOptions Plain = new() { Converters = { new JsonStringEnumConverter(), new MissingNumbers<float>(), new MissingNumbers<double>(), new MissingNumbers<Half>() } };

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
    /// <exception cref="HostException">The plan has a column that rows of the project do not have, or a row a value that no line holds.</exception>
    public static void Write<TRow, TInput>(IEnumerable<TRow> rows, FeaturePlan plan, string path) where TRow : IFeatureRow<TRow, TInput> where TInput : struct
    {
        using FileStream file = File.Create(path);
        IReadOnlyList<ColumnSchema> columns = DynamicTable.ForTraining(plan).Columns;
        // What code gives has no property of the row.
        PropertyInfo[] properties = [.. columns.Select(PropertyOf<TRow>).OfType<PropertyInfo>()];
        string[] others = [.. columns.Where(static column => PropertyOf<TRow>(column) is null).Select(static column => column.Member)];
        string?[] inputs = NamesOf(TRow.Schema.Inputs, others), features = NamesOf(TRow.Schema.Features, others);
        if (columns.FirstOrDefault(column => others.Contains(column.Member) && !inputs.Contains(column.Member) && !features.Contains(column.Member)) is { } unknown)
            throw new HostException($"the file's model has the column '{unknown.Name}', which the rows of '{TRow.Schema.Name}' in the project do not have; name the project as it was when the file was saved");
        foreach (TRow row in rows)
        {
            TInput input = TRow.InputOf(row);
            using (var json = new Utf8JsonWriter(file))
            {
                json.WriteStartObject();
                foreach (PropertyInfo property in properties)
                {
                    json.WritePropertyName(property.Name);
                    JsonSerializer.Serialize(json, property.GetValue(row), property.PropertyType, Plain);
                }
                HostValues ofInputs = new(json, inputs), ofFeatures = new(json, features);
                if (Array.Exists(inputs, static name => name is not null)) TRow.VisitInput(in input, ref ofInputs);
                if (Array.Exists(features, static name => name is not null)) TRow.VisitFeatures(in input, ref ofFeatures);
                json.WriteEndObject();
            }
            file.WriteByte((byte)'\n');
        }
    }

    private static string?[] NamesOf(IReadOnlyList<ColumnSchema> columns, string[] members) => [.. columns.Select(column => members.Contains(column.Member) ? column.Member : null)];

    private static PropertyInfo? PropertyOf<TRow>(ColumnSchema column) => typeof(TRow).GetProperty(column.Member, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);

    private static Dataset<TRow> Join<TRow, TOther>(Dataset<TRow> rows, HostRequest request, string path) where TRow : IJoinedRow<TRow, TOther> where TOther : IRow<TOther> =>
        rows.Join(Joined(Read<TOther>(request, path), request with { Joins = new Dictionary<string, string>() }));

    private static ulong HashOf<TRow>(TRow row) where TRow : IRow<TRow>
    {
        var hash = new RowHash();
        TRow.Hash(row, ref hash);
        return hash.Value;
    }

    // NaN is missing, alone and in a vector.
    private sealed class MissingNumbers<T> : JsonConverter<T> where T : struct, IFloatingPointIeee754<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => HostValues.Write(writer, value, "a value");
    }
}
