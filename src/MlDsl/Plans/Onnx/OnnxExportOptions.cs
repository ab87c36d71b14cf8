namespace MlDsl;

/// <summary>How a model leaves as ONNX.</summary>
public sealed record OnnxExportOptions
{
    /// <summary>The defaults.</summary>
    public static OnnxExportOptions Default { get; } = new();

    /// <summary>What MLflow's own scoring feeds and reads: columns of the shape [N], and outputs that survive being flattened.</summary>
    public static OnnxExportOptions MLflow { get; } = new() { FlatColumns = true, SplitProbabilities = true };

    /// <summary>Whether the input of a column has the shape [N] instead of [N, 1]; that of a vector has [N, Length] all the same.</summary>
    public bool FlatColumns { get; init; }

    /// <summary>What stands for a missing value where its type has no NaN.</summary>
    public ExportNulls Nulls { get; init; }

    /// <summary>Whether each class has an output <c>probability.CLASS</c> of the shape [N], instead of all of them one of the shape [N, k].</summary>
    public bool SplitProbabilities { get; init; }

    /// <summary>Whether the linear scores are an output, <c>scores</c>, of the shape [N, k].</summary>
    public bool Scores { get; init; }

    /// <summary>Whether the features are an output, <c>features</c>, of the shape [N, width].</summary>
    public bool Features { get; init; }

    /// <summary>
    /// Whether operators that only ONNX Runtime has may be used: <c>com.microsoft.MurmurHash3</c>, for hashed categories. Without, they
    /// are refused.
    /// </summary>
    public bool AllowContribOperators { get; init; }

    /// <summary>What else the file says of the model, under <c>mldsl.KEY</c> in its metadata.</summary>
    public IReadOnlyDictionary<string, string> Provenance { get; init; } = new Dictionary<string, string>();
}
