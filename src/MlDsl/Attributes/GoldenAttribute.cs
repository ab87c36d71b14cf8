namespace MlDsl;

/// <summary>
/// Makes a partial test class a test of golden rows: one xunit theory that reads a file of rows with what the model said of them, and holds
/// every way of running the model against it: the model itself, its plan interpreted, its export on ONNX Runtime, and adapters of the export.
/// </summary>
/// <remarks>The file is written by the model's <c>WriteGolden</c>. It is among the project's <c>AdditionalFiles</c>, and copied to the output as the model is.</remarks>
/// <typeparam name="TModel">The model, a class marked <see cref="ModelAttribute{TRow, TTask}"/>.</typeparam>
/// <param name="file">The golden rows, below the folder that the tests run in.</param>
/// <param name="model">The model's file, below the folder that the tests run in.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class GoldenAttribute<TModel>(string file, string model) : Attribute where TModel : class
{
    /// <summary>The golden rows.</summary>
    public string File { get; } = file;

    /// <summary>The model's file.</summary>
    public string Model { get; } = model;

    /// <summary>Whether the export is run on ONNX Runtime, where MlDsl.Onnx is referenced; false for a model that cannot be exported.</summary>
    public bool Onnx { get; init; } = true;

    /// <summary>Classes marked <see cref="OnnxModelAttribute"/> that take the model's inputs, on whatever backend they run.</summary>
    public Type[] Scorers { get; init; } = [];

    /// <summary>The largest difference from a golden number, relative to it; 1e-6 is added for numbers near zero. 2e-5 unless set; not negative.</summary>
    public double Tolerance { get; init; } = 2e-5;
}
