using MlDsl.Columns;
using MlDsl.Onnx;

namespace MlDsl.Tests.Plans;

/// <summary>An exported file in ONNX Runtime, fed with values of columns.</summary>
internal sealed class ExportedModel : IDisposable
{
    private readonly ExportedScorer scorer;

    public ExportedModel(byte[] file, FeaturePlan plan) => scorer = ExportedScorer.Load(file, plan);

    public ExportedModel(byte[] file, IReadOnlyList<ColumnSchema> columns) => scorer = ExportedScorer.Load(file, columns);

    public OnnxSession Session => scorer.Session;

    /// <summary>Every output of a batch, by its name: floats, flags, integers or texts.</summary>
    /// <exception cref="OnnxRuntimeException">The run ends with an error.</exception>
    public Dictionary<string, Array> Run(IReadOnlyList<ColumnValue[]> rows) => scorer.Run(rows);

    public void Dispose() => scorer.Dispose();
}
