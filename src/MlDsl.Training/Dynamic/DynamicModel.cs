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
public sealed partial class DynamicModel
{
    private readonly ModelParts parts;
    private readonly Lazy<string> fileHash;

    private DynamicModel(ModelParts parts, ReadOnlyMemory<byte>? file = null)
    {
        string? hash = file is { } bytes ? ModelArchive.Hash(bytes.Span) : null;
        fileHash = new Lazy<string>(() => hash ?? ModelArchive.Hash(ModelWriter.Write(parts).File));
        this.parts = parts;
        Table = DynamicTable.ForScoring(parts.Plan);
        Training = DynamicTable.ForTraining(parts.Plan);
    }

    /// <summary>Where the model comes from.</summary>
    public ModelCard Card => parts.Card;

    /// <summary>From columns to features.</summary>
    public FeaturePlan Plan => parts.Plan;

    /// <summary>From features to scores.</summary>
    public Predictor Predictor => parts.Predictor;

    /// <summary>From scores to a prediction.</summary>
    public Outcome Outcome => parts.Outcome;

    /// <summary>What the training rows were like; null where nobody asked for it, and of older files.</summary>
    public ReferenceProfile? Reference => parts.Reference;

    /// <summary>What the model was measured at.</summary>
    public IReadOnlyList<EvaluationRecord> Evaluations => parts.Evaluations;

    /// <summary>The model's card: what its file tells, to which words are added.</summary>
    /// <param name="words">What only people know; null for nothing yet.</param>
    public CardDocument Document(CardWords? words = null) => new(parts.Facts(FileHash), words ?? new(), [.. parts.Sides()]);

    /// <summary>The columns that a row has, with the types of their values; feature methods that are no ops are among them.</summary>
    public IReadOnlyList<ColumnSchema> Columns => parts.Plan.Inputs;

    /// <summary>Reads a model.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelFileException">The file is absent, cut short, altered, or of the first format, which does not describe its columns.</exception>
    public static DynamicModel Load(string path) => Read(ModelBytes.Read(path), ModelBytes.Named(path));

    /// <inheritdoc cref="Load(string)"/>
    /// <param name="stream">The stream, read from where it is to its end and left open.</param>
    public static DynamicModel Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        string source = ModelBytes.Named(stream);
        return Read(ModelBytes.Read(stream, source), source);
    }

    /// <inheritdoc cref="Load(string)"/>
    /// <param name="bytes">The file's bytes.</param>
    public static DynamicModel Load(ReadOnlyMemory<byte> bytes) => Read(bytes, "The memory");

    /// <summary>The SHA-256 of the model's file, or of the one that it would be saved as, in lower-case hexadecimal.</summary>
    internal string FileHash => fileHash.Value;

    /// <summary>The rows that the model predicts for.</summary>
    public DynamicTable Table { get; }

    /// <summary>The rows that the model's plan can be fitted to again: those of <see cref="Table"/> with their labels.</summary>
    public DynamicTable Training { get; }

    /// <inheritdoc cref="DynamicTable.NewRow"/>
    public DynamicRow NewRow() => Table.NewRow();

    /// <inheritdoc cref="DynamicTable.Row(JsonElement)"/>
    public DynamicRow Row(JsonElement json) => Table.Row(json);

    /// <inheritdoc cref="DynamicTable.Rows(IDataReader)"/>
    public IEnumerable<DynamicRow> Rows(IDataReader reader) => Table.Rows(reader);

    /// <inheritdoc cref="DynamicTable.Rows(string, CsvOptions)"/>
    public IEnumerable<DynamicRow> Rows(string path, CsvOptions? options = null) => Table.Rows(path, options);

    /// <inheritdoc cref="DynamicTable.JsonLines(string)"/>
    public IEnumerable<DynamicRow> JsonLines(string path) => Table.JsonLines(path);

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
        float[] scores = parts.Score(rows.Select(ValuesOf));
        int outputs = Predictor.Outputs;
        var predicted = new DynamicPrediction[scores.Length / outputs];
        for (int i = 0; i < predicted.Length; i++) predicted[i] = Decide(scores.AsSpan(i * outputs, outputs));
        return predicted;
    }

    /// <summary>What a model is to be that is fitted anew in the place of this one.</summary>
    internal DynamicDefinition Definition => DynamicDefinition.Of(parts);

    /// <summary>Rows with their labels, made by <see cref="Training"/>, as the model scores them.</summary>
    /// <exception cref="ArgumentException">A row has no label, or a value that cannot be predicted; the message names row and column.</exception>
    /// <exception cref="EvaluationException">There are no rows, or a label is none that the model knows.</exception>
    internal NamedScores Score(IEnumerable<DynamicRow> rows, string side, CancellationToken cancellation = default) => new(parts, rows, side, cancellation);

    private static DynamicModel Read(ReadOnlyMemory<byte> bytes, string source) => new(ModelFile.Read(bytes, source), bytes);

    private ColumnValue[] ValuesOf(DynamicRow row) => row.Table.Plan.Schema == Plan.Schema
        ? row.Values
        : throw new ArgumentException("The row was made by another model; make it with NewRow, Row or Rows of this one", nameof(row));

    private DynamicPrediction Decide(ReadOnlySpan<float> scores)
    {
        var predictions = new float[Outcome.Outputs(scores.Length)];
        Outcome.Apply(scores, predictions);
        IReadOnlyList<string> classes = Outcome.ClassNames;
        return new DynamicPrediction(predictions, classes.Count > 0 ? classes[Outcome.ClassOf(scores)] : null)
        {
            Interval = Outcome.Interval is null ? null : Outcome.IntervalOf(scores),
        };
    }
}
