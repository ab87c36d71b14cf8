using System.Text.Json;
using System.Text.RegularExpressions;

namespace MlDsl.Training;

/// <summary>What a feature takes a column for, in OpenLineage's words: the first three have its value in them.</summary>
internal enum SourceUse
{
    /// <summary>The value itself.</summary>
    Identity,

    /// <summary>Something that is made of it.</summary>
    Transformation,

    /// <summary>Something that is made of the values of several rows.</summary>
    Aggregation,

    /// <summary>Rows are found by it.</summary>
    Join,

    /// <summary>What is made of the others was chosen by it.</summary>
    Conditional,
}

/// <summary>A column that a feature depends on.</summary>
/// <param name="Data">The row type of the data set that the rows are joined with; null for the rows' own columns.</param>
/// <param name="Column">The column's name.</param>
/// <param name="Use">What for.</param>
/// <param name="Through">What lies between, in the order in which it is done: kinds of windows and joins, feature methods, at last how it becomes a feature.</param>
internal sealed record ColumnSource(string? Data, string Column, SourceUse Use, string Through)
{
    /// <summary>The same behind one step more.</summary>
    public ColumnSource Then(string step) => this with { Use = Use == SourceUse.Identity ? SourceUse.Transformation : Use, Through = Through.Length == 0 ? step : $"{Through}, {step}" };
}

/// <summary>A feature, or the prediction, and every column that it depends on.</summary>
/// <param name="Name">The feature's column or method; of the prediction a name that no feature has.</param>
/// <param name="Type">Its C# type; empty of the prediction.</param>
/// <param name="Sources">The columns; none of a feature method whose parameters an older model file does not tell.</param>
internal sealed partial record FeatureLineage(string Name, string Type, IReadOnlyList<ColumnSource> Sources)
{
    private const string Prediction = "prediction", Read = "column ";

    /// <summary>The features of a schema in its order, and behind them the prediction.</summary>
    public static IReadOnlyList<FeatureLineage> Of(DatasetSchema schema)
    {
        var reader = new SchemaSources(schema);
        List<FeatureLineage> all = [.. schema.Columns.Concat(schema.Features).Where(static column => column.Kind.Length > 0)
            .Select(column => new FeatureLineage(column.Name, column.Type, [.. reader.Of(column.Member).Select(source => source.Then(KindOf(column)))]))];
        string name = Prediction;
        while (all.Exists(feature => feature.Name == name)) name += "_";
        IEnumerable<ColumnSource> labels = schema.Columns.Where(static column => column.Role == ColumnRole.Label).Select(static column => new ColumnSource(null, column.Name, SourceUse.Conditional, "fit"));
        all.Add(new FeatureLineage(name, "", [.. all.SelectMany(static feature => feature.Sources).Concat(labels).Distinct()]));
        return all;
    }

    /// <summary>Writes a list of them.</summary>
    public static void Write(Utf8JsonWriter json, string name, IReadOnlyList<FeatureLineage> all)
    {
        json.WriteStartArray(name);
        foreach (FeatureLineage feature in all)
        {
            json.WriteStartObject();
            json.WriteString("name", feature.Name);
            if (feature.Type.Length > 0) json.WriteString("type", feature.Type);
            json.WriteStartArray("of");
            foreach (ColumnSource source in feature.Sources)
            {
                json.WriteStartObject();
                if (source.Data is { } data) json.WriteString("data", data);
                json.WriteString("column", source.Column);
                json.WriteString("use", source.Use.ToString());
                json.WriteString("through", source.Through);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static string KindOf(ColumnSchema column) => Before(column.Kind, '(');

    private static string Before(string text, char end) => text.IndexOf(end, StringComparison.Ordinal) is >= 0 and var at ? text[..at] : text;

    // Found once for each member: a method may read what another one reads.
    private sealed partial class SchemaSources(DatasetSchema schema)
    {
        private readonly Dictionary<string, IReadOnlyList<ColumnSource>> found = new(StringComparer.Ordinal);
        private readonly Dictionary<string, ColumnSchema> members = schema.Columns.Concat(schema.Features).ToDictionary(static column => column.Member, StringComparer.Ordinal);

        public IReadOnlyList<ColumnSource> Of(string member)
        {
            if (found.TryGetValue(member, out IReadOnlyList<ColumnSource>? known)) return known;
            // What a file says of itself may go in a circle: there a member has no columns.
            found[member] = [];
            return found[member] = members.TryGetValue(member, out ColumnSchema? column) ? [.. Of(column).Distinct()] : [];
        }

        private IEnumerable<ColumnSource> Of(ColumnSchema column)
        {
            if (column.Window is { } window)
            {
                string source = window[(window.IndexOf('(', StringComparison.Ordinal) + 1)..];
                return schema.Columns.Where(other => source.StartsWith($"{other.Name}:{other.Type}", StringComparison.Ordinal)).OrderByDescending(static other => other.Name.Length).Take(1)
                    .SelectMany(other => Of(other.Member)).Select(own => own with { Use = SourceUse.Aggregation, Through = own.Then(Before(window, '(')).Through });
            }
            if (column.Join is { } join)
            {
                Match told = JoinText().Match(join);
                if (!told.Success) return [];
                ColumnSource value = new(told.Groups["data"].Value, told.Groups["column"].Value, SourceUse.Identity, Before(join, '('));
                return told.Groups["by"].Success ? [value, .. Of(told.Groups["by"].Value).Select(key => key with { Use = SourceUse.Join, Through = key.Then(Before(join, '(')).Through })] : [value];
            }
            return schema.Features.Contains(column)
                ? column.Reads.Concat(column.Ops.Where(static step => step.StartsWith(Read, StringComparison.Ordinal)).Select(static step => step[Read.Length..])).Distinct(StringComparer.Ordinal)
                    .SelectMany(Of).Select(source => source.Then(column.Name))
                : [new ColumnSource(null, column.Name, SourceUse.Identity, "")];
        }

        [GeneratedRegex(@"^\w+\((?<data>[^.(]+)\.(?<column>\w+):[^,)]*(?:, (?<by>\w+) = \w+:)?")]
        private static partial Regex JoinText();
    }
}
