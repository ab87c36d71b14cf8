using Microsoft.ML;
using MlDsl.Columns;

namespace MlDsl.Properties;

/// <summary>A value of an enum that only generated code knows, by its number; one of <see cref="ulong"/> by the same bits.</summary>
/// <param name="Number">The number.</param>
public sealed record EnumNumber(long Number);

/// <summary>A compiled export bound to the rows of its data set.</summary>
public interface IExportBridge : IDisposable
{
    /// <summary>Runs the export on one row and adds each output's elements of it.</summary>
    void Run(object?[] row, IReadOnlyList<System.Collections.IList> outputs);
}

/// <summary>What a made-up assembly gives of one of its data sets; written beside it, because reflection would not call it as users do.</summary>
public abstract class Bridge
{
    /// <summary>The features as data.</summary>
    public abstract FeaturePlan Plan { get; }

    /// <summary>What was learned.</summary>
    public abstract Predictor Predictor { get; }

    /// <summary>What is made of scores.</summary>
    public abstract Outcome Outcome { get; }

    /// <summary>Fits the model to a part of the rows: the values of the properties, in the order of declaration.</summary>
    public abstract void Fit(IReadOnlyList<object?[]> rows);

    /// <summary>Writes the model's file.</summary>
    public abstract void Save(Stream file);

    /// <summary>Writes the model as ONNX.</summary>
    public abstract byte[] Export(OnnxExportOptions options);

    /// <summary>The model as ML.NET sees what was fitted.</summary>
    public abstract ITransformer ToMlNet();

    /// <summary>Rows as ML.NET reads tables.</summary>
    public abstract IDataView View(IEnumerable<object?[]> rows);

    /// <summary>The value of a feature method, which takes the values of others by their names.</summary>
    public abstract object? Compute(string method, object?[] row, IReadOnlyDictionary<string, object?> values);

    /// <summary>Writes the features with generated code.</summary>
    public abstract void Write(object?[] row, ref SparseSink sink);

    /// <summary>Predicts with generated code: the outputs, and the label in words, or null where there is none.</summary>
    public abstract string? Predict(object?[] row, Span<float> outputs);

    /// <summary>What the outcome makes of the scores of a row's features: of a task whose prediction does not show it all.</summary>
    protected void Apply(object?[] row, Span<float> outputs)
    {
        SparseSink sink = new(8);
        Write(row, ref sink);
        Span<float> scores = stackalloc float[Predictor.Outputs];
        Predictor.Score(new SparseRows([0, sink.Count], sink.Positions, sink.Values), scores);
        Outcome.Apply(scores, outputs);
    }

    /// <summary>An enum's value from its number, and a missing one from nothing.</summary>
    public static T? Member<T>(object? value, Func<long, T> convert) where T : struct => value is EnumNumber member ? convert(member.Number) : null;
}
