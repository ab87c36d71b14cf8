using MlDsl.Build;
using MlDsl.Generators.Compiled;

namespace MlDsl.Generators.Onnx;

/// <summary>Prints an adapter.</summary>
internal static class OnnxModelEmitter
{
    public static string Emit(OnnxModelSpec spec)
    {
        var writer = new SourceWriter();

        // The build copies the files of such models, and no others, beside the application.
        string? mark = spec.Plan is null ? $"global::System.Reflection.AssemblyMetadata({Literals.Text(RuntimeModels.Key)}, {Literals.Text(spec.Path)})" : null;
        using (spec.Type.Open(writer, ["global::System.IDisposable"], mark))
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
    public static string Describe(OnnxValue value) => Literals.Xml(Printable($"{value.Name}: {value.Type}"));

    // Control characters have no place in XML, not even escaped.
    private static string Printable(string text) =>
        string.Concat(text.Select(static c => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or '\uFFFE' or '\uFFFF' ? '?' : c));
}
