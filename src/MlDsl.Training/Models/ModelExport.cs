namespace MlDsl.Training;

/// <summary>A model as an ONNX file that says where it comes from.</summary>
internal static class ModelExport
{
    /// <summary>The bytes of the file.</summary>
    /// <exception cref="OnnxExportException">A column cannot be exported.</exception>
    public static byte[] Write(ModelParts model, OnnxExportOptions? options)
    {
        options ??= OnnxExportOptions.Default;
        return OnnxExport.Write(model.Plan, model.Predictor, model.Outcome, options with { Provenance = ExportProvenance.Of(model, options.Provenance) });
    }
}
