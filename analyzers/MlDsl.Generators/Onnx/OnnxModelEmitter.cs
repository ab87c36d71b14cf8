using MlDsl.Generators.Compiled;

namespace MlDsl.Generators.Onnx;

/// <summary>Prints an adapter.</summary>
internal static class OnnxModelEmitter
{
    public static string Emit(OnnxModelSpec spec)
    {
        var writer = new SourceWriter();
        using (spec.Type.Open(writer, ["global::System.IDisposable"]))
        {
            LoadSection.Write(writer, spec);
            writer.Line();
            if (spec.Scorer is { } scorer)
            {
                ScorerSection.Write(writer, spec, scorer);
            }
            else
            {
                RunSection.Write(writer, spec);
                writer.Line();
                InputSection.Write(writer, spec);
                writer.Line();
                OutputSection.Write(writer, spec);
            }
            if (spec.Plan is { } plan)
            {
                writer.Line();
                GraphSection.Write(writer, plan);
            }
        }
        return writer.ToString();
    }

    /// <summary>How a documentation comment speaks of a value of the graph.</summary>
    public static string Describe(OnnxValue value) => Literals.Xml($"{value.Name}: {value.Type}");
}
