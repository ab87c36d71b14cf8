namespace MlDsl.Onnx.Suite;

/// <summary>Calls one generated adapter; written for each model beside it, because spans cannot be passed by reflection.</summary>
public abstract class Driver : IDisposable
{
    /// <summary>Loads the model through the adapter.</summary>
    public abstract void Load(string path);

    /// <summary>Runs the adapter once.</summary>
    public abstract IReadOnlyList<Value> Run(IReadOnlyList<Value> inputs);

    /// <inheritdoc/>
    public abstract void Dispose();
}
