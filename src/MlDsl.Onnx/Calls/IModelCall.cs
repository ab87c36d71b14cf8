namespace MlDsl.Onnx;

/// <summary>What carries one call of a model, whoever calculates.</summary>
internal interface IModelCall : IDisposable
{
    /// <summary>Runs the graph on what has been written.</summary>
    ValueTask RunAsync(CancellationToken cancellation);
}
