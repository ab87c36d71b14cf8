namespace MlDsl.Training;

public abstract partial class Model<TModel, TRow, TInput, TLabel, TPrediction, TMetrics, TTask>
{
    /// <summary>
    /// Writes the model as an ONNX file, whole or not at all: from the columns of the input to the prediction in one graph. See
    /// <see cref="OnnxExport"/> for inputs and outputs.
    /// </summary>
    /// <remarks>
    /// Feature methods that are ops are computed in the graph. The value of any other is an input of it, called like the method;
    /// <see cref="ColumnSchema.NotAnOp"/> and the file's metadata say why.
    /// </remarks>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is written; what the declaration says where null, else <see cref="OnnxExportOptions.Default"/>.</param>
    /// <returns>The inputs of the graph; those that <see cref="OnnxExportInput.IsComputed"/> take what feature methods compute.</returns>
    /// <exception cref="OnnxExportException">A column cannot be exported; the message names it and the way out.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public IReadOnlyList<OnnxExportInput> ExportOnnx(string path, OnnxExportOptions? options = null)
    {
        ModelBytes.Write(path, ExportOnnx(options));
        return OnnxExport.Inputs(state.Plan, options ?? ExportOptions);
    }

    /// <inheritdoc cref="ExportOnnx(string, OnnxExportOptions?)"/>
    /// <returns>The bytes of the file.</returns>
    public byte[] ExportOnnx(OnnxExportOptions? options = null) => ModelExport.Write(state.With(Evaluations).Parts, options ?? ExportOptions);

    /// <summary>How the model is exported where the caller does not say.</summary>
    protected virtual OnnxExportOptions ExportOptions => OnnxExportOptions.Default;
}
