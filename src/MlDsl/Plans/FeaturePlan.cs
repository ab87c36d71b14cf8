using System.Collections.Immutable;
using System.Text.Json;
using MlDsl.Columns;
using MlDsl.Expressions;
using MlDsl.Plans;

namespace MlDsl;

/// <summary>
/// How rows become features, as data: the schema and what was learned about each of its columns. It runs without the row type, and to the
/// bit as generated code does. Immutable.
/// </summary>
public sealed class FeaturePlan
{
    private readonly PlanCells cells;

    /// <summary>A plan of the columns and feature methods of <paramref name="schema"/> that have an encoding.</summary>
    /// <exception cref="ArgumentException">
    /// An encoding is of no column, of one that has another already, or not behind the one before it; or the ops of a feature method are not
    /// what this version writes.
    /// </exception>
    public FeaturePlan(DatasetSchema schema, IEnumerable<IEncoding> encodings)
    {
        ArgumentNullException.ThrowIfNull(schema);
        (Schema, Encodings) = (schema, [.. encodings]);
        Dictionary<string, ColumnSchema> members = [];
        foreach (ColumnSchema column in schema.Columns.Concat(schema.Features)) members.TryAdd(column.Member, column);
        List<ColumnSchema> columns = [];
        foreach (IEncoding encoding in Encodings)
        {
            if (!members.Remove(encoding.Column, out ColumnSchema? column))
            {
                string problem = columns.Any(c => c.Member == encoding.Column) ? "has two encodings" : $"is no column of '{schema.Name}'";
                throw new ArgumentException($"'{encoding.Column}' {problem}; give one encoding for each column that is a feature", nameof(encodings));
            }
            if (encoding.Position != Width)
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"'{encoding.Column}' is at position {encoding.Position}, and the columns before it end at {Width}"), nameof(encodings));
            }
            columns.Add(column);
            Width = checked(Width + encoding.Width);
        }
        Columns = columns;
        cells = new PlanCells(schema, columns);
    }

    /// <summary>The columns of the data set and its feature methods.</summary>
    public DatasetSchema Schema { get; }

    /// <summary>What was learned, in the order of the positions.</summary>
    public ImmutableArray<IEncoding> Encodings { get; }

    /// <summary>The column or feature method of each of <see cref="Encodings"/>.</summary>
    public IReadOnlyList<ColumnSchema> Columns { get; }

    /// <summary>
    /// What a row consists of: the columns that are features or that computed ones take, and the feature methods that are no ops, whose values
    /// are given like columns.
    /// </summary>
    public IReadOnlyList<ColumnSchema> Inputs => cells.Inputs;

    /// <summary>The feature methods that are ops, which are computed from <see cref="Inputs"/>.</summary>
    public IReadOnlyList<ColumnSchema> Computed => [.. cells.Computed.Select(static e => e.Feature)];

    /// <summary>The same, with what they compute.</summary>
    internal IReadOnlyList<FeatureExpression> Expressions => cells.Computed;

    /// <summary>The width of the feature vector.</summary>
    public int Width { get; }

    /// <summary>The name of each position of the feature vector.</summary>
    public IReadOnlyList<string> FeatureNames
    {
        get
        {
            List<string> names = [];
            foreach (IEncoding encoding in Encodings) encoding.AppendNames(names);
            return names;
        }
    }

    /// <summary>What was learned about <paramref name="column"/>. Called by generated code.</summary>
    /// <exception cref="ModelFileException">There is nothing of the kind.</exception>
    [System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
    public TEncoding Encoding<TEncoding>(string column) where TEncoding : class, IEncoding
    {
        foreach (IEncoding encoding in Encodings)
            if (encoding.Column == column && encoding is TEncoding found) return found;
        throw new ModelFileException($"The feature plan has no {typeof(TEncoding).Name} of '{column}', which the code declares; fit and save the model again");
    }

    /// <summary>Writes the features of a row: one value for each of <see cref="Inputs"/>.</summary>
    /// <exception cref="ArgumentException">
    /// There are not as many values as inputs, or one of them cannot become a feature; the message names the column.
    /// </exception>
    public void Write(ReadOnlySpan<ColumnValue> values, ref SparseSink sink)
    {
        ReadOnlySpan<ColumnValue> row = cells.Fill(values);
        for (int i = 0; i < Encodings.Length; i++) Encodings[i].Write(in row[cells.PlaceOf(i)], ref sink);
    }

    /// <summary>The values of a row behind each other: those given, then those that feature methods compute. Valid until the thread fills others.</summary>
    /// <exception cref="ArgumentException">There are not as many values as inputs, one is missing that may not be, or a feature cannot be computed.</exception>
    internal ReadOnlySpan<ColumnValue> Fill(ReadOnlySpan<ColumnValue> values) => cells.Fill(values);

    /// <summary>Where the value of <see cref="Columns"/>' element <paramref name="column"/> is among what <see cref="Fill"/> gives.</summary>
    internal int PlaceOf(int column) => cells.PlaceOf(column);

    /// <summary>Writes an object with the <c>schema</c> and the <c>encodings</c>, which <see cref="Read(JsonElement)"/> reads.</summary>
    public void Write(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        json.WritePropertyName("schema");
        SchemaJson.Write(json, Schema);
        json.WriteStartArray("encodings");
        foreach (IEncoding encoding in Encodings) encoding.Write(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write(Utf8JsonWriter)"/> wrote.</summary>
    /// <exception cref="ModelFileException">Something is absent, altered, malformed or not known to this version; the message names it.</exception>
    public static FeaturePlan Read(JsonElement json) => Read(json, int.MaxValue);

    /// <summary>The same, of a plan of at most <paramref name="width"/> positions: nothing wider is made room for.</summary>
    /// <exception cref="ModelFileException">Something is absent, altered, malformed, not known to this version, or wider.</exception>
    internal static FeaturePlan Read(JsonElement json, int width)
    {
        LearnedReader reader = LearnedReader.Of(json, "The feature plan");
        reader.Admit("schema", "encodings");
        DatasetSchema schema = SchemaJson.Read(reader.Element("schema"));
        List<IEncoding> encodings = [];
        int position = 0;
        foreach (JsonElement element in reader.Elements("encodings"))
        {
            encodings.Add(EncodingReader.Read(element, width, ref position));
            // Each is at most 2²⁴ wide, so that a sum beyond the range shows as a negative one.
            if (position < 0 || position > width) throw reader.Wrong("encodings", "have more positions than the model");
        }
        try
        {
            return new FeaturePlan(schema, encodings);
        }
        catch (ArgumentException e)
        {
            throw new ModelFileException($"The feature plan does not fit its schema: {e.Message}; fit and save the model again", e);
        }
    }
}
