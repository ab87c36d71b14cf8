using System.Data;
using System.Text.Json;
using MlDsl.Columns;

namespace MlDsl.Training;

/// <summary>
/// A model that runs without the types it was declared with: columns by name, their types from the file. It predicts the bits that the
/// generated model predicts.
/// </summary>
/// <remarks>
/// Immutable and safe for any number of threads. Feature methods that are ops, arithmetic for the most part, are computed: the file holds
/// them as data. Any other is code, which no file holds: its value is a column, called like the method, and
/// <see cref="ColumnSchema.NotAnOp"/> says what keeps it from being an op. Suits schemas that are known only at run time, and tools; a generated model is faster.
/// </remarks>
public sealed class DynamicModel
{
    private readonly ModelParts parts;
    private readonly DynamicColumn[] columns;
    private readonly Dictionary<string, int> indexes = new(StringComparer.Ordinal);

    private DynamicModel(ModelParts parts)
    {
        this.parts = parts;
        columns = [.. parts.Plan.Inputs.Select(static c => new DynamicColumn(c))];
        for (int i = 0; i < columns.Length; i++) indexes[columns[i].Name] = i;
        for (int i = 0; i < columns.Length; i++) indexes.TryAdd(columns[i].Member, i);
    }

    /// <summary>Where the model comes from.</summary>
    public ModelCard Card => parts.Card;

    /// <summary>From columns to features.</summary>
    public FeaturePlan Plan => parts.Plan;

    /// <summary>From features to scores.</summary>
    public Predictor Predictor => parts.Predictor;

    /// <summary>From scores to a prediction.</summary>
    public Outcome Outcome => parts.Outcome;

    /// <summary>What the model was measured at.</summary>
    public IReadOnlyList<EvaluationRecord> Evaluations => parts.Evaluations;

    /// <summary>The columns that a row has, with the types of their values; feature methods that are no ops are among them.</summary>
    public IReadOnlyList<ColumnSchema> Columns => parts.Plan.Inputs;

    /// <summary>Reads a model.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFileException">The file is absent, cut short, altered, or of the first format, which does not describe its columns.</exception>
    public static DynamicModel Load(string path) => new(ModelFile.Read(ModelBytes.Read(path), ModelBytes.Named(path)));

    /// <inheritdoc cref="Load(string)"/>
    /// <param name="stream">The stream, read from where it is to its end and left open.</param>
    public static DynamicModel Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        string source = ModelBytes.Named(stream);
        return new(ModelFile.Read(ModelBytes.Read(stream, source), source));
    }

    /// <inheritdoc cref="Load(string)"/>
    /// <param name="bytes">The file's bytes.</param>
    public static DynamicModel Load(ReadOnlyMemory<byte> bytes) => new(ModelFile.Read(bytes, "The memory"));

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

    /// <summary>The rows of a database's answer; columns of it that the model does not have are passed over.</summary>
    /// <exception cref="ArgumentException">A column of the model is absent, or a value is of another type; the message names it.</exception>
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

    /// <summary>The rows of a file; columns of it that the model does not have are passed over.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is written.</param>
    /// <exception cref="DataFormatException">A record cannot be read; the message names file, line and column.</exception>
    /// <exception cref="ArgumentException">The options leave bad rows out, which nobody would count.</exception>
    public IEnumerable<DynamicRow> Rows(string path, CsvOptions? options = null)
    {
        options ??= new CsvOptions();
        if (options.BadRows == BadRowPolicy.Skip) throw new ArgumentException("The rows that BadRowPolicy.Skip leaves out would not be counted here; read with BadRowPolicy.Throw", nameof(options));
        // The columns of a row are all that a record is asked for.
        var schema = new DatasetSchema(Plan.Schema.Name, Columns, []);
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
        }
    }

    /// <summary>The prediction for one row.</summary>
    /// <exception cref="ArgumentException">
    /// The row is of another model, or a value of it cannot become a feature or a prediction; the message names the column.
    /// </exception>
    public DynamicPrediction Predict(DynamicRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Predict([row])[0];
    }

    /// <summary>The predictions for many rows.</summary>
    /// <inheritdoc cref="Predict(DynamicRow)"/>
    public IReadOnlyList<DynamicPrediction> Predict(IEnumerable<DynamicRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var sink = new SparseSink(64);
        var starts = new List<int> { 0 };
        foreach (DynamicRow row in rows)
        {
            if (row.Model != this) throw new ArgumentException("The row was made by another model; make it with NewRow, Row or Rows of this one", nameof(rows));
            Plan.Write(row.Values, ref sink);
            starts.Add(sink.Count);
        }
        int outputs = Predictor.Outputs, predictions = Outcome.Outputs(outputs);
        var scores = new float[(starts.Count - 1) * outputs];
        Predictor.Score(new SparseRows(starts.ToArray(), sink.Positions, sink.Values), scores);
        var predicted = new DynamicPrediction[starts.Count - 1];
        for (int i = 0; i < predicted.Length; i++) predicted[i] = Decide(scores.AsSpan(i * outputs, outputs), new float[predictions], i);
        return predicted;
    }

    internal DynamicColumn Column(int index) => columns[index];

    /// <exception cref="ArgumentException">There is no such column.</exception>
    internal int IndexOf(string column) => indexes.TryGetValue(column, out int index)
        ? index
        : throw new ArgumentException(
            Plan.Computed.Any(c => c.Member == column)
                ? $"The model '{Card.Name}' computes '{column}' from other columns: leave it out"
                : $"The model '{Card.Name}' has no column '{column}'; it has {string.Join(", ", columns.Select(static c => c.Name))}",
            nameof(column));

    private DynamicRow Row(ref FieldReader fields)
    {
        DynamicRow row = NewRow();
        for (int i = 0; i < columns.Length; i++) row.Values[i] = columns[i].Read(ref fields, i);
        return row;
    }

    private DynamicPrediction Decide(ReadOnlySpan<float> scores, float[] predictions, int row)
    {
        foreach (float score in scores)
        {
            if (!Outcome.Admits(score))
                throw new ArgumentException(FormattableString.Invariant($"The score {score} of row {row + 1} gives no prediction that a float holds; its values are far from the training rows"), nameof(row));
        }
        Outcome.Apply(scores, predictions);
        IReadOnlyList<string> classes = Outcome.ClassNames;
        return new DynamicPrediction(predictions, classes.Count > 0 ? classes[Outcome.ClassOf(scores)] : null);
    }
}
