using System.Text.Json;
using MlDsl.Columns;

namespace MlDsl.Json;

/// <summary>
/// How the rows of one model are written in JSON: what members are called, which must be there, and the texts that a model knows, each of which
/// is one string however often it is read. Immutable.
/// </summary>
internal sealed class JsonRowFormat
{
    private readonly Utf8Index names;
    private readonly Utf8Index?[] vocabulary;
    private readonly TensorType[] datatypes;

    // Asked for at every member of every row: which columns may be missing, and of those that may not a bit each.
    private readonly bool[] nullable;
    private readonly ulong[] required;

    private readonly IReadOnlyDictionary<string, ColumnSummary>? summaries;

    /// <summary>The format of rows of <paramref name="columns"/>.</summary>
    /// <param name="columns">The columns; <see cref="JsonFields"/> numbers them like this.</param>
    /// <param name="options">Names and limits; <see cref="JsonRowOptions.Default"/> where null.</param>
    /// <param name="vocabulary">The texts that a column is known to hold, by its property; null for none.</param>
    /// <param name="summaries">What training rows held of a column, by its property; null for nothing.</param>
    /// <exception cref="ArgumentException">Two columns would be called the same.</exception>
    public JsonRowFormat(
        IReadOnlyList<ColumnSchema> columns, JsonRowOptions? options = null, IReadOnlyDictionary<string, IReadOnlyList<string>>? vocabulary = null,
        IReadOnlyDictionary<string, ColumnSummary>? summaries = null)
    {
        ArgumentNullException.ThrowIfNull(columns);
        this.summaries = summaries;
        (Columns, Options) = (columns, options ?? JsonRowOptions.Default);
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (ColumnSchema column in columns)
        {
            if (!taken.TryAdd(NameOf(column), column.Member))
            {
                throw new ArgumentException(
                    $"'{taken[NameOf(column)]}' and '{column.Member}' would both be called '{NameOf(column)}' in JSON; choose JsonNames.Member, or rename one", nameof(columns));
            }
        }
        names = new Utf8Index(columns.Select(NameOf));
        datatypes = [.. columns.Select(TensorTypes.Of)];
        nullable = [.. columns.Select(static c => c.Type.EndsWith('?'))];
        required = new ulong[(columns.Count + 63) / 64];
        for (int i = 0; i < nullable.Length; i++)
            if (!nullable[i]) required[i >> 6] |= 1UL << (i & 63);
        this.vocabulary = [.. columns.Select(c => vocabulary is not null && vocabulary.TryGetValue(c.Member, out var texts) && texts.Count > 0 ? new Utf8Index(texts.Distinct()) : null)];
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<ColumnSchema> Columns { get; }

    /// <summary>Names and limits.</summary>
    public JsonRowOptions Options { get; }

    /// <summary>Whether the rows were made up, for a model's file or to make a service warm: such rows are held against no contract.</summary>
    public bool AreMadeUp { get; init; }

    /// <summary>What requests are like that are no rows of the columns; null where they are rows.</summary>
    public RequestForm? Form { get; init; }

    /// <summary>Whether a request may have the value of a sensitive column.</summary>
    public bool IsSensitive => Form is null ? Columns.Any(static c => c.Role == ColumnRole.Sensitive) : Form.IsSensitive;

    /// <summary>The member that a column is in JSON.</summary>
    public string Name(int column) => names[column];

    /// <summary>The texts that a column is known to hold; empty where nothing is known.</summary>
    public IReadOnlyList<string> Known(int column) =>
        vocabulary[column] is { } texts ? [.. Enumerable.Range(0, texts.Count).Select(i => texts[i])] : [];

    /// <summary>One row that has the shape of all: the first known text, 1, false, a date.</summary>
    public byte[] Example() => Example(static _ => true);

    /// <summary>The same to be shown: a sensitive column has a text of nobody's.</summary>
    public byte[] ShownExample() => Example(static column => column.Role != ColumnRole.Sensitive);

    private byte[] Example(Func<ColumnSchema, bool> mayTell)
    {
        using var stream = new MemoryStream();
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        for (int i = 0; i < Columns.Count; i++)
        {
            json.WritePropertyName(names[i]);
            JsonColumn.WriteExample(json, Columns[i], vocabulary[i] is { Count: > 0 } texts && mayTell(Columns[i]) ? texts[0] : null);
        }
        json.WriteEndObject();
        json.Flush();
        return stream.ToArray();
    }

    /// <summary>The JSON Schema (2020-12) of one row, as an object.</summary>
    /// <param name="json">Takes the object.</param>
    /// <param name="example">A row to show, as JSON; empty for none.</param>
    public void WriteSchema(Utf8JsonWriter json, ReadOnlySpan<byte> example)
    {
        ArgumentNullException.ThrowIfNull(json);
        if (Form is not null)
        {
            Form.WriteRequest(json, Options);
            return;
        }
        json.WriteStartObject();
        json.WriteString("type", "object");
        json.WriteStartObject("properties");
        for (int i = 0; i < Columns.Count; i++)
        {
            json.WritePropertyName(names[i]);
            JsonColumn.WriteSchema(json, Columns[i], Known(i), summaries?.GetValueOrDefault(Columns[i].Member));
        }
        json.WriteEndObject();
        json.WriteStartArray("required");
        for (int i = 0; i < Columns.Count; i++)
            if (!IsNullable(i)) json.WriteStringValue(names[i]);
        json.WriteEndArray();
        // A scorer with a serializer of its own has other members than columns.
        json.WriteBoolean("additionalProperties", Columns.Count == 0 || Options.UnknownMembers == UnknownMembers.Ignore);
        if (!example.IsEmpty)
        {
            json.WriteStartArray("examples");
            json.WriteRawValue(example);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    internal Utf8Index Names => names;

    /// <summary>The names, as a message lists them.</summary>
    internal string FirstNames => string.Join(", ", Columns.Take(20).Select(NameOf)) + (Columns.Count > 20 ? ", …" : "");

    /// <summary>Whether a column is called <paramref name="name"/>.</summary>
    internal bool Has(string name) => names.Find(System.Text.Encoding.UTF8.GetBytes(name)) >= 0;

    internal Utf8Index? Vocabulary(int column) => vocabulary[column];

    /// <summary>The datatype of a column's tensor.</summary>
    internal TensorType Datatype(int column) => datatypes[column];

    /// <summary>How many columns there are.</summary>
    internal int Count => nullable.Length;

    /// <summary>A bit for each column, set where it must be there.</summary>
    internal ReadOnlySpan<ulong> Required => required;

    internal bool IsNullable(int column) => nullable[column];

    private string NameOf(ColumnSchema column) => Options.Names switch
    {
        JsonNames.Member => column.Member,
        JsonNames.Column => column.Name,
        _ => JsonNamingPolicy.CamelCase.ConvertName(column.Member),
    };
}
